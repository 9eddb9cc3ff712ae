//! All SQL of Nachnutzung.

use app::{
    error::Error,
    reuse::{
        Status,
        port::{Reuse, ReusedArticle},
    },
};

use crate::{
    db::{Conn, Millis, execute, fetch, sql, timestamp},
    wiki::queries::Writer,
};

/// Both directions of an exchange; $1 says whether the viewer is a member. The states are those of `Status::is_public`,
/// the kinds those of `is_reusable`.
macro_rules! exchanged {
    ($where:literal) => {
        concat!(
            "SELECT w.slug, w.title, origin.name AS origin, o.slug AS organisation_slug, o.name AS organisation, u.status
            FROM reuses u
            JOIN articles w ON w.id = u.article_id
            JOIN organisations o ON o.id = u.organisation_id
            LEFT JOIN organisations origin ON origin.id = w.organisation_id
            WHERE ($1 OR (w.visibility = 'public' AND u.status IN ('using', 'introducing')))
                AND w.kind IN ('experience_report', 'project_profile') AND ",
            $where,
            " ORDER BY w.title, o.name LIMIT 500"
        )
    };
}

sql! {
    OF_ARTICLE = "SELECT o.id AS organisation_id, o.slug AS organisation_slug, o.name AS organisation, d.name AS district,
            u.status, u.reason, u.contact, u.note, u.since, u.account_id, a.name AS account, u.updated_at
        FROM reuses u
        JOIN organisations o ON o.id = u.organisation_id
        LEFT JOIN organisations d ON d.slug = o.district
        LEFT JOIN accounts a ON a.id = u.account_id
        WHERE u.article_id = $1 AND ($2 OR u.status IN ('using', 'introducing')) ORDER BY o.name";
    PUT = "INSERT INTO reuses (article_id, organisation_id, status, reason, contact, note, since, account_id, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (article_id, organisation_id) DO UPDATE SET status = excluded.status, reason = excluded.reason,
            contact = excluded.contact, note = excluded.note, since = excluded.since, account_id = excluded.account_id,
            updated_at = excluded.updated_at";
    USED = "SELECT COUNT(*) FROM reuses WHERE article_id = $1 AND status IN ('using', 'introducing')";
    REMOVE = "DELETE FROM reuses WHERE article_id = $1 AND organisation_id = $2";
    TAKES = exchanged!("u.organisation_id = $2");
    GIVES = exchanged!("w.organisation_id = $2 AND u.organisation_id <> $2");
}

#[derive(sqlx::FromRow)]
struct Row {
    organisation_id: i64,
    organisation_slug: String,
    organisation: String,
    district: Option<String>,
    status: String,
    reason: String,
    contact: String,
    note: String,
    since: Option<String>,
    account_id: Option<i64>,
    account: Option<String>,
    updated_at: Millis,
}

impl Row {
    fn into_reuse(self) -> Result<Reuse, Error> {
        Ok(Reuse {
            organisation_id: self.organisation_id,
            organisation_slug: self.organisation_slug,
            organisation: self.organisation,
            district: self.district,
            status: status_of(&self.status)?,
            reason: self.reason,
            contact: self.contact,
            note: self.note,
            since: self.since.and_then(|day| day.parse().ok()),
            author: self.account_id.zip(self.account),
            updated_at: timestamp(self.updated_at),
        })
    }
}

fn status_of(key: &str) -> Result<Status, Error> {
    Status::from_key(key).ok_or_else(|| Error::fault(format!("{key} is not a status of reuse")))
}

/// What an organisation says, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) status: Status,
    pub(super) reason: String,
    pub(super) contact: String,
    pub(super) note: String,
    pub(super) since: Option<jiff::civil::Date>,
}

/// All entries of an article; `member` says whether those that are not for guests come, too.
pub(super) async fn of_article(conn: &mut Conn, article: i64, member: bool) -> Result<Vec<Reuse>, Error> {
    fetch!(conn, fetch_all as Row, OF_ARTICLE, article, member)?.into_iter().map(Row::into_reuse).collect()
}

pub(super) async fn put(
    conn: &mut Conn,
    article: i64,
    organisation: i64,
    new: &Stored,
    author: Writer,
    now: Millis,
) -> Result<(), Error> {
    let since = new.since.map(|day| day.to_string());
    execute!(conn, PUT, article, organisation, new.status.key(), &new.reason, &new.contact, &new.note, since, author.id, now)?;
    Ok(())
}

/// How many organisations use it or introduce it: what guests may know, too.
pub(crate) async fn used(conn: &mut Conn, article: i64) -> Result<i64, Error> {
    let (number,) = fetch!(conn, fetch_one as (i64,), USED, article)?;
    Ok(number)
}

/// `false` when there was nothing to remove.
pub(super) async fn remove(conn: &mut Conn, article: i64, organisation: i64) -> Result<bool, Error> {
    Ok(execute!(conn, REMOVE, article, organisation)? == 1)
}

#[derive(sqlx::FromRow)]
struct ExchangeRow {
    slug: String,
    title: String,
    origin: Option<String>,
    organisation_slug: String,
    organisation: String,
    status: String,
}

fn entries(rows: Vec<ExchangeRow>) -> Result<Vec<ReusedArticle>, Error> {
    rows.into_iter()
        .map(|row| {
            Ok(ReusedArticle {
                slug: row.slug,
                title: row.title,
                origin: row.origin,
                organisation: (row.organisation_slug, row.organisation),
                status: status_of(&row.status)?,
            })
        })
        .collect()
}

pub(super) async fn takes(conn: &mut Conn, member: bool, organisation: i64) -> Result<Vec<ReusedArticle>, Error> {
    entries(fetch!(conn, fetch_all as ExchangeRow, TAKES, member, organisation)?)
}

pub(super) async fn gives(conn: &mut Conn, member: bool, organisation: i64) -> Result<Vec<ReusedArticle>, Error> {
    entries(fetch!(conn, fetch_all as ExchangeRow, GIVES, member, organisation)?)
}
