//! All SQL of revisions and events, as far as the history shows them.

use app::error::Error;

use crate::db::{Conn, Millis, execute, fetch, sql};

sql! {
    SNAPSHOT = "SELECT r.number, r.title, r.summary, r.body, r.fields, r.note, r.meta, r.created_at,
            a.id AS author_id, a.name AS author, o.name AS organisation
        FROM revisions r
        LEFT JOIN accounts a ON a.id = r.author_id
        LEFT JOIN organisations o ON o.id = COALESCE(r.organisation_id, a.organisation_id)
        WHERE r.article_id = $1 AND r.number = $2";
    ORGANISATION = "SELECT slug FROM organisations WHERE id = $1";
    ORIGINS = "SELECT body, origins FROM revisions WHERE article_id = $1 AND number = $2";
    KEEP_ORIGINS = "UPDATE revisions SET origins = $3 WHERE article_id = $1 AND number = $2 AND origins IS NULL";
    // a revision is (number, 0) and an event (0, id), for both engines sort NULL to different ends; what a page shows is found
    // first, so that only there somebody looks which revision came before
    ENTRIES = "WITH listed AS (
            SELECT number, 0 AS event, created_at, length FROM revisions WHERE article_id = $1 AND superseded = FALSE
            UNION ALL
            SELECT 0, id, created_at, NULL FROM article_events WHERE article_id = $1
            ORDER BY created_at DESC, number DESC, event DESC LIMIT $2 OFFSET $3),
        followed AS (
            SELECT l.number, l.event, l.created_at, l.length, (SELECT MAX(v.number) FROM revisions v
                WHERE v.article_id = $1 AND v.superseded = FALSE AND v.number < l.number) AS former FROM listed l)
        SELECT p.number, p.former, p.length, f.length AS shorter, p.created_at, COALESCE(r.note, e.text) AS text, e.kind,
            a.id AS author_id, a.name AS author, o.name AS organisation
        FROM followed p
        LEFT JOIN revisions r ON r.article_id = $1 AND r.number = p.number
        LEFT JOIN revisions f ON f.article_id = $1 AND f.superseded = FALSE AND f.number = p.former
        LEFT JOIN article_events e ON e.id = p.event
        LEFT JOIN accounts a ON a.id = COALESCE(r.author_id, e.author_id)
        LEFT JOIN organisations o ON o.id = COALESCE(r.organisation_id, e.organisation_id, a.organisation_id)
        ORDER BY p.created_at DESC, p.number DESC, p.event DESC";
    ENTRY_COUNT = "SELECT (SELECT COUNT(*) FROM revisions WHERE article_id = $1 AND superseded = FALSE)
        + (SELECT COUNT(*) FROM article_events WHERE article_id = $1)";
    OLD_TEXT = "SELECT r.title, r.summary, r.body, r.fields, r.note, r.created_at, a.id AS author_id, a.name AS author, o.name AS organisation
        FROM revisions r
        LEFT JOIN accounts a ON a.id = r.author_id
        LEFT JOIN organisations o ON o.id = COALESCE(r.organisation_id, a.organisation_id)
        WHERE r.article_id = $1 AND r.number = $2";
    CURRENT = "SELECT revision FROM articles WHERE id = $1";
    AUTHORS = "SELECT r.number, r.created_at, a.id AS author_id, a.name AS author, o.name AS organisation
        FROM revisions r
        LEFT JOIN accounts a ON a.id = r.author_id
        LEFT JOIN organisations o ON o.id = COALESCE(r.organisation_id, a.organisation_id)
        WHERE r.article_id = $1";
    LAST_KNOWN_ORIGINS = "SELECT MAX(number) FROM revisions WHERE article_id = $1 AND number <= $2 AND origins IS NOT NULL";
}

/// A revision with all that its author wrote.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Snapshot {
    pub(super) number: i64,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) body: String,
    pub(super) fields: String,
    pub(super) note: String,
    pub(super) meta: Option<String>,
    pub(super) created_at: Millis,
    #[sqlx(flatten)]
    pub(super) by: By,
}

pub(super) async fn snapshot(conn: &mut Conn, article: i64, number: i64) -> Result<Option<Snapshot>, Error> {
    Ok(fetch!(conn, fetch_optional as Snapshot, SNAPSHOT, article, number)?)
}

/// The slug of an organisation.
pub(crate) async fn organisation(conn: &mut Conn, id: i64) -> Result<Option<String>, Error> {
    Ok(fetch!(conn, fetch_optional as (String,), ORGANISATION, id)?.map(|(slug,)| slug))
}

/// Text and origins of a revision.
pub(crate) async fn origins(conn: &mut Conn, article: i64, number: i64) -> Result<Option<(String, Option<String>)>, Error> {
    Ok(fetch!(conn, fetch_optional as (String, Option<String>), ORIGINS, article, number)?)
}

/// The latest revision up to this one whose origins are known.
pub(crate) async fn last_known_origins(conn: &mut Conn, article: i64, number: i64) -> Result<Option<i64>, Error> {
    let (known,) = fetch!(conn, fetch_one as (Option<i64>,), LAST_KNOWN_ORIGINS, article, number)?;
    Ok(known)
}

/// Keeps the origins of a revision that had none yet.
pub(crate) async fn keep_origins(conn: &mut Conn, article: i64, number: i64, origins: &str) -> Result<(), Error> {
    execute!(conn, KEEP_ORIGINS, article, number, origins)?;
    Ok(())
}

/// A revision or an event.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct EntryRow {
    /// 0 for an event.
    pub(super) number: i64,
    pub(super) former: Option<i64>,
    pub(super) length: Option<i64>,
    pub(super) shorter: Option<i64>,
    pub(super) created_at: Millis,
    pub(super) text: Option<String>,
    pub(super) kind: Option<String>,
    #[sqlx(flatten)]
    pub(super) by: By,
}

/// Who did it.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct By {
    pub(super) author_id: Option<i64>,
    pub(super) author: Option<String>,
    pub(super) organisation: Option<String>,
}

/// Revisions and events of an article, newest first.
pub(super) async fn entries(conn: &mut Conn, article: i64, limit: i64, offset: i64) -> Result<Vec<EntryRow>, Error> {
    Ok(fetch!(conn, fetch_all as EntryRow, ENTRIES, article, limit, offset)?)
}

pub(super) async fn entry_count(conn: &mut Conn, article: i64) -> Result<i64, Error> {
    let (count,) = fetch!(conn, fetch_one as (i64,), ENTRY_COUNT, article)?;
    Ok(count)
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct OldTextRow {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) body: String,
    pub(super) fields: String,
    pub(super) note: String,
    pub(super) created_at: Millis,
    #[sqlx(flatten)]
    pub(super) by: By,
}

pub(super) async fn old_text(conn: &mut Conn, article: i64, number: i64) -> Result<Option<OldTextRow>, Error> {
    Ok(fetch!(conn, fetch_optional as OldTextRow, OLD_TEXT, article, number)?)
}

/// The number of the revision that stands.
pub(super) async fn current(conn: &mut Conn, article: i64) -> Result<i64, Error> {
    let (number,) = fetch!(conn, fetch_one as (i64,), CURRENT, article)?;
    Ok(number)
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct AuthorRow {
    pub(super) number: i64,
    pub(super) created_at: Millis,
    #[sqlx(flatten)]
    pub(super) by: By,
}

/// Who wrote each revision of an article.
pub(super) async fn authors(conn: &mut Conn, article: i64) -> Result<Vec<AuthorRow>, Error> {
    Ok(fetch!(conn, fetch_all as AuthorRow, AUTHORS, article)?)
}
