//! All SQL of moderation.

use app::{
    error::Error,
    forum::post::Post,
    list::Slice,
    moderation::{
        log::{Deed, LogEntry},
        port::Request,
    },
};

use crate::db::{Conn, Millis, execute, fetch, sql, timestamp};

sql! {
    WAITING = "SELECT id, name, mail, organisation, message, created_at FROM access_requests
        WHERE decided_at IS NULL ORDER BY created_at, id";
    REQUEST = "SELECT id, name, mail, organisation, message, created_at FROM access_requests
        WHERE id = $1 AND decided_at IS NULL";
    DECIDE = "UPDATE access_requests SET decided_at = $2, decided_by = $3, reason = $4 WHERE id = $1 AND decided_at IS NULL";
    TAKEN = "SELECT COUNT(*) FROM accounts WHERE mail_key = $1";
    // nothing in the log is ever changed or taken out
    NOTE = "INSERT INTO moderation_log (account_id, action, post, post_id, detail, reason, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    LOG = "SELECT l.account_id, a.name, l.action, l.post, l.post_id, l.detail, l.reason, l.created_at, CASE l.post
            WHEN 'question' THEN (SELECT q.title FROM questions q WHERE q.id = l.post_id)
            WHEN 'answer' THEN (SELECT q.title FROM answers n JOIN questions q ON q.id = n.question_id WHERE n.id = l.post_id)
            WHEN 'comment' THEN (SELECT q.title FROM comments c JOIN questions q ON q.id = c.question_id WHERE c.id = l.post_id)
            END AS title
        FROM moderation_log l JOIN accounts a ON a.id = l.account_id ORDER BY l.id DESC LIMIT $1 OFFSET $2";
    LOG_LENGTH = "SELECT COUNT(*) FROM moderation_log";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    name: String,
    mail: String,
    organisation: String,
    message: String,
    created_at: Millis,
}

impl From<Row> for Request {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            mail: row.mail,
            organisation: row.organisation,
            message: row.message,
            created_at: timestamp(row.created_at),
        }
    }
}

pub(super) async fn waiting(conn: &mut Conn) -> Result<Vec<Request>, Error> {
    Ok(fetch!(conn, fetch_all as Row, WAITING)?.into_iter().map(Request::from).collect())
}

pub(super) async fn request(conn: &mut Conn, id: i64) -> Result<Option<Request>, Error> {
    Ok(fetch!(conn, fetch_optional as Row, REQUEST, id)?.map(Request::from))
}

/// Whether it was still undecided.
pub(super) async fn decide(conn: &mut Conn, id: i64, now: Millis, by: i64, reason: Option<&str>) -> Result<bool, Error> {
    Ok(execute!(conn, DECIDE, id, now, by, reason)? == 1)
}

pub(super) async fn has_account(conn: &mut Conn, mail_key: &str) -> Result<bool, Error> {
    let (count,) = fetch!(conn, fetch_one as (i64,), TAKEN, mail_key)?;
    Ok(count > 0)
}

pub(super) async fn note(
    tx: &mut Conn,
    by: i64,
    (deed, post): (Deed, Option<Post>),
    (detail, reason): (&str, &str),
    now: Millis,
) -> Result<(), Error> {
    execute!(tx, NOTE, by, deed.key(), post.map(Post::kind), post.map(Post::id), detail, reason, now)?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct LogRow {
    account_id: i64,
    name: String,
    action: String,
    post: Option<String>,
    post_id: Option<i64>,
    detail: String,
    reason: String,
    created_at: Millis,
    title: Option<String>,
}

/// Newest first.
pub(super) async fn log(conn: &mut Conn, slice: Slice) -> Result<Vec<LogEntry>, Error> {
    let entry = |row: LogRow| LogEntry {
        by: (row.account_id, row.name),
        deed: Deed::from_key(&row.action),
        post: row.post.as_deref().zip(row.post_id).and_then(|(kind, id)| Post::new(kind, id)),
        title: row.title,
        detail: row.detail,
        reason: row.reason,
        at: timestamp(row.created_at),
    };
    Ok(fetch!(conn, fetch_all as LogRow, LOG, slice.limit, slice.offset)?.into_iter().map(entry).collect())
}

pub(super) async fn log_length(conn: &mut Conn) -> Result<i64, Error> {
    Ok(fetch!(conn, fetch_one as (i64,), LOG_LENGTH)?.0)
}
