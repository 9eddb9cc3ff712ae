//! SQL of the import.

use app::error::Error;

use super::taking::Settled;
use crate::db::{Conn, execute, fetch, sql};

sql! {
    IMPORTED = "SELECT w.id, w.slug, w.import_hash AS mark, w.revision, r.author_id
        FROM articles w JOIN revisions r ON r.article_id = w.id AND r.number = w.revision WHERE w.import_key = $1";
    // not LIKE: a `_` in the name of a collection would stand for any character, and each engine sees case differently
    KNOWN = "SELECT import_key, import_hash, slug FROM articles WHERE substr(import_key, 1, length(CAST($1 AS TEXT))) = CAST($1 AS TEXT)";
    ADDRESSES = "SELECT slug FROM article_addresses";
    MARK = "UPDATE articles SET source = $2, import_hash = CAST($3 AS TEXT) || '@' || CAST(revision AS TEXT) WHERE id = $1";
    BODY = "SELECT r.body FROM revisions r JOIN articles w ON w.id = r.article_id AND w.revision = r.number WHERE w.id = $1";
    SET_BODY = "UPDATE revisions SET body = $2 WHERE article_id = $1 AND number = (SELECT revision FROM articles WHERE id = $1)";
    SETTLE = "UPDATE articles SET created_at = COALESCE($2, created_at), updated_at = COALESCE($3, updated_at), position = $4,
            deputy_id = $5, review_months = $6, review_due = $7
        WHERE id = $1";
    SETTLE_REVISION = "UPDATE revisions SET created_at = COALESCE($2, created_at)
        WHERE article_id = $1 AND number = (SELECT revision FROM articles WHERE id = $1)";
    PARENT = "SELECT parent_id FROM articles WHERE id = $1";
    SET_PARENT = "UPDATE articles SET parent_id = $2 WHERE id = $1";
}

/// The article that a file became.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Known {
    pub(super) id: i64,
    pub(super) slug: String,
    /// Hash of the file and the revision that it became.
    pub(super) mark: Option<String>,
    revision: i64,
    author_id: Option<i64>,
}

impl Known {
    /// Whether somebody has written a revision since.
    pub(super) fn is_changed(&self) -> bool {
        match self.mark.as_deref().and_then(|mark| mark.split_once('@')) {
            Some((_, revision)) => revision != self.revision.to_string(),
            // earlier imports did not note the revision, but they have no author
            None => self.author_id.is_some(),
        }
    }
}

pub(super) async fn imported(conn: &mut Conn, key: &str) -> Result<Option<Known>, Error> {
    Ok(fetch!(conn, fetch_optional as Known, IMPORTED, key)?)
}

/// Key, mark and address of all articles whose key begins so.
pub(super) async fn known(conn: &mut Conn, prefix: &str) -> Result<Vec<(String, Option<String>, String)>, Error> {
    Ok(fetch!(conn, fetch_all as (String, Option<String>, String), KNOWN, prefix)?)
}

/// Every address that leads to an article.
pub(super) async fn addresses(conn: &mut Conn) -> Result<Vec<String>, Error> {
    Ok(fetch!(conn, fetch_all as (String,), ADDRESSES)?.into_iter().map(|(slug,)| slug).collect())
}

/// Notes where an article comes from, what was in the file, and which revision that became.
pub(super) async fn mark(conn: &mut Conn, id: i64, source: Option<&str>, hash: &str) -> Result<(), Error> {
    execute!(conn, MARK, id, source, hash)?;
    Ok(())
}

/// The current text.
pub(super) async fn body(conn: &mut Conn, id: i64) -> Result<String, Error> {
    let (body,) = fetch!(conn, fetch_one as (String,), BODY, id)?;
    Ok(body)
}

pub(super) async fn set_body(conn: &mut Conn, id: i64, body: &str) -> Result<(), Error> {
    execute!(conn, SET_BODY, id, body)?;
    Ok(())
}

pub(super) async fn settle(conn: &mut Conn, id: i64, settled: &Settled, deputy: Option<i64>) -> Result<(), Error> {
    execute!(
        conn,
        SETTLE,
        id,
        settled.created_at,
        settled.updated_at,
        settled.position,
        deputy,
        settled.review_months,
        settled.review_due
    )?;
    execute!(conn, SETTLE_REVISION, id, settled.updated_at)?;
    Ok(())
}

pub(super) async fn parent(conn: &mut Conn, id: i64) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_optional as (Option<i64>,), PARENT, id)?.and_then(|(parent,)| parent))
}

pub(super) async fn set_parent(conn: &mut Conn, id: i64, parent: i64) -> Result<(), Error> {
    execute!(conn, SET_PARENT, id, parent)?;
    Ok(())
}
