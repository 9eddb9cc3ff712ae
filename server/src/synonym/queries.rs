//! All SQL of synonyms.

use app::{error::Error, synonym::port::SynonymGroup};

use super::check::Group;
use crate::db::{Conn, Millis, execute, fetch, sql, timestamp};

/// What is shown of a group that was not taken away.
macro_rules! standing {
    ($tail:literal) => {
        concat!(
            "SELECT s.id, s.terms, s.note, s.version, COALESCE(s.changed_at, CASE WHEN s.origin IS NULL THEN s.created_at END) AS changed_at,
                a.name AS changed_by
            FROM synonyms s LEFT JOIN accounts a ON a.id = COALESCE(s.changed_by, s.created_by)
            WHERE s.removed_at IS NULL ",
            $tail
        )
    };
}

sql! {
    TERMS = "SELECT terms FROM synonyms WHERE removed_at IS NULL ORDER BY id";
    GROUPS = standing!("ORDER BY s.id");
    GROUP = standing!("AND s.id = $1");
    REMOVED_TERMS = "SELECT terms FROM synonyms WHERE id = $1 AND removed_at IS NOT NULL";
    ORIGINS = "SELECT origin FROM synonyms WHERE origin IS NOT NULL";
    // another node may start at the same moment
    BRING = "INSERT INTO synonyms (terms, note, origin, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (origin) DO NOTHING";
    INSERT = "INSERT INTO synonyms (terms, note, created_by, created_at) VALUES ($1, $2, $3, $4) RETURNING id";
    UPDATE = "UPDATE synonyms SET terms = $3, note = $4, changed_by = $5, changed_at = $6, version = version + 1
        WHERE id = $1 AND version = $2 AND removed_at IS NULL";
    REMOVE = "UPDATE synonyms SET removed_at = $3, changed_by = $2, changed_at = $3, version = version + 1
        WHERE id = $1 AND removed_at IS NULL";
    RESTORE = "UPDATE synonyms SET removed_at = NULL, changed_by = $2, changed_at = $3, version = version + 1
        WHERE id = $1 AND removed_at IS NOT NULL";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    terms: String,
    note: String,
    version: i64,
    changed_at: Option<Millis>,
    changed_by: Option<String>,
}

impl From<Row> for SynonymGroup {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            terms: lines(&row.terms),
            note: row.note,
            version: row.version,
            changed: row.changed_at.map(|at| (timestamp(at), row.changed_by)),
            elsewhere: Vec::new(),
        }
    }
}

fn lines(terms: &str) -> Vec<String> {
    terms.lines().map(str::to_owned).collect()
}

/// The terms of each group that counts, in the order in which groups were made.
pub(crate) async fn all(conn: &mut Conn) -> Result<Vec<Vec<String>>, Error> {
    Ok(fetch!(conn, fetch_all as (String,), TERMS)?.into_iter().map(|(terms,)| lines(&terms)).collect())
}

/// Each group with all that is shown of it.
pub(super) async fn groups(conn: &mut Conn) -> Result<Vec<SynonymGroup>, Error> {
    Ok(fetch!(conn, fetch_all as Row, GROUPS)?.into_iter().map(SynonymGroup::from).collect())
}

pub(super) async fn group(conn: &mut Conn, id: i64) -> Result<Option<SynonymGroup>, Error> {
    Ok(fetch!(conn, fetch_optional as Row, GROUP, id)?.map(SynonymGroup::from))
}

/// The terms of a group that was taken away.
pub(super) async fn removed(conn: &mut Conn, id: i64) -> Result<Option<Vec<String>>, Error> {
    Ok(fetch!(conn, fetch_optional as (String,), REMOVED_TERMS, id)?.map(|(terms,)| lines(&terms)))
}

/// By which names groups have been brought along.
pub(super) async fn origins(conn: &mut Conn) -> Result<Vec<String>, Error> {
    Ok(fetch!(conn, fetch_all as (String,), ORIGINS)?.into_iter().map(|(origin,)| origin).collect())
}

/// Brings a group along; `false` when it was already.
pub(super) async fn bring(conn: &mut Conn, new: &Group, origin: &str, now: Millis) -> Result<bool, Error> {
    Ok(execute!(conn, BRING, new.terms.join("\n"), &new.note, origin, now)? == 1)
}

pub(super) async fn insert(conn: &mut Conn, new: &Group, by: i64, now: Millis) -> Result<i64, Error> {
    Ok(fetch!(conn, fetch_one as (i64,), INSERT, new.terms.join("\n"), &new.note, by, now)?.0)
}

/// `false` when this version does not stand any more.
pub(super) async fn update(conn: &mut Conn, (id, version): (i64, i64), new: &Group, by: i64, now: Millis) -> Result<bool, Error> {
    Ok(execute!(conn, UPDATE, id, version, new.terms.join("\n"), &new.note, by, now)? == 1)
}

/// `false` when there is nothing to take away.
pub(super) async fn remove(conn: &mut Conn, id: i64, by: i64, now: Millis) -> Result<bool, Error> {
    Ok(execute!(conn, REMOVE, id, by, now)? == 1)
}

/// `false` when there is nothing to bring back.
pub(super) async fn restore(conn: &mut Conn, id: i64, by: i64, now: Millis) -> Result<bool, Error> {
    Ok(execute!(conn, RESTORE, id, by, now)? == 1)
}
