//! All SQL of keys of feeds.

use app::{
    account::{Employer, Member, Role},
    error::Error,
};

use crate::db::{Conn, Millis, execute, fetch, sql};

sql! {
    RENEW = "INSERT INTO feed_keys (account_id, key_hash, created_at) VALUES ($1, $2, $3)
        ON CONFLICT (account_id) DO UPDATE SET key_hash = excluded.key_hash, created_at = excluded.created_at";
    REVOKE = "DELETE FROM feed_keys WHERE account_id = $1";
    SINCE = "SELECT created_at FROM feed_keys WHERE account_id = $1";
    READER = "SELECT a.id, a.name, o.id AS organisation_id, o.slug, o.name AS organisation, o.district
        FROM feed_keys k JOIN accounts a ON a.id = k.account_id JOIN organisations o ON o.id = a.organisation_id
        WHERE k.key_hash = $1 AND a.ended_at IS NULL";
}

/// A new key; the old one opens nothing any more.
pub(super) async fn renew(conn: &mut Conn, account: i64, hash: &str, now: Millis) -> Result<(), Error> {
    execute!(conn, RENEW, account, hash, now)?;
    Ok(())
}

/// Takes someone's key away, if she has one.
pub(crate) async fn revoke(conn: &mut Conn, account: i64) -> Result<(), Error> {
    execute!(conn, REVOKE, account)?;
    Ok(())
}

pub(super) async fn since(conn: &mut Conn, account: i64) -> Result<Option<Millis>, Error> {
    Ok(fetch!(conn, fetch_optional as (Millis,), SINCE, account)?.map(|(since,)| since))
}

#[derive(sqlx::FromRow)]
struct ReaderRow {
    id: i64,
    name: String,
    organisation_id: i64,
    slug: String,
    organisation: String,
    district: Option<String>,
}

/// Whose key it is, as a member.
pub(super) async fn reader(conn: &mut Conn, hash: &str) -> Result<Option<Member>, Error> {
    let row = fetch!(conn, fetch_optional as ReaderRow, READER, hash)?;
    Ok(row.map(|row| {
        let organisation = Employer { id: row.organisation_id, slug: row.slug, name: row.organisation, district: row.district };
        Member { id: row.id, name: row.name, role: Role::Member, organisation }
    }))
}
