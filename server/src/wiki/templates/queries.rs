//! All SQL of templates.

use app::{error::Error, wiki::port::Template};

use crate::db::{Conn, Millis, execute, fetch, sql, timestamp};

sql! {
    TEMPLATE = "SELECT t.body, t.updated_at, a.name FROM article_templates t LEFT JOIN accounts a ON a.id = t.updated_by
        WHERE t.kind = $1";
    SET = "INSERT INTO article_templates (kind, body, updated_at, updated_by) VALUES ($1, $2, $3, $4)
        ON CONFLICT (kind) DO UPDATE SET body = excluded.body, updated_at = excluded.updated_at, updated_by = excluded.updated_by";
    BODIES = "SELECT body FROM article_templates";
    REMOVE = "DELETE FROM article_templates WHERE kind = $1";
}

/// What moderators have made of a template, if they have.
pub(super) async fn template(conn: &mut Conn, kind: &str) -> Result<Option<Template>, Error> {
    let row = fetch!(conn, fetch_optional as (String, Millis, Option<String>), TEMPLATE, kind)?;
    Ok(row.map(|(body, at, by)| Template { body, changed: Some((timestamp(at), by)) }))
}

/// All that moderators have changed.
pub(super) async fn bodies(conn: &mut Conn) -> Result<Vec<String>, Error> {
    Ok(fetch!(conn, fetch_all as (String,), BODIES)?.into_iter().map(|(body,)| body).collect())
}

pub(super) async fn set(conn: &mut Conn, kind: &str, body: &str, now: Millis, by: i64) -> Result<(), Error> {
    execute!(conn, SET, kind, body, now, by)?;
    Ok(())
}

pub(super) async fn remove(conn: &mut Conn, kind: &str) -> Result<(), Error> {
    execute!(conn, REMOVE, kind)?;
    Ok(())
}
