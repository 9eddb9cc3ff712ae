//! All SQL of flags.

use app::{
    error::Error,
    flag::port::{Flag, FlagReason},
    forum::post::Post,
};

use crate::db::{Conn, Millis, execute, fetch, sql, timestamp};

sql! {
    OPEN = "SELECT account_id FROM flags WHERE post = $1 AND post_id = $2 AND decided_at IS NULL";
    INSERT = "INSERT INTO flags (post, post_id, account_id, reason, note, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (post, post_id, account_id) WHERE decided_at IS NULL DO NOTHING";
    WAITING = "SELECT f.post, f.post_id, f.reason, f.note, f.account_id, a.name, o.name AS organisation, f.created_at
        FROM flags f JOIN accounts a ON a.id = f.account_id JOIN organisations o ON o.id = a.organisation_id
        WHERE f.decided_at IS NULL ORDER BY f.created_at, f.id LIMIT 200";
    COUNT = "SELECT COUNT(*) FROM (SELECT DISTINCT post, post_id FROM flags WHERE decided_at IS NULL) AS posts";
    DECIDE = "UPDATE flags SET decided_at = $3, decided_by = $4, decision = $5, decision_note = $6
        WHERE post = $1 AND post_id = $2 AND decided_at IS NULL RETURNING account_id";
    MODERATORS = "SELECT id FROM accounts WHERE role = 'moderator' AND ended_at IS NULL AND id <> $1 ORDER BY id";
}

/// Who has flagged a post that nobody has decided about.
pub(super) async fn open(conn: &mut Conn, post: Post) -> Result<Vec<i64>, Error> {
    let rows = fetch!(conn, fetch_all as (i64,), OPEN, post.kind(), post.id())?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Whether it is her first for this post; `said` is why, and what she adds.
pub(super) async fn insert(tx: &mut Conn, post: Post, by: i64, said: (&str, &str), now: Millis) -> Result<bool, Error> {
    Ok(execute!(tx, INSERT, post.kind(), post.id(), by, said.0, said.1, now)? == 1)
}

#[derive(sqlx::FromRow)]
struct Row {
    post: String,
    post_id: i64,
    reason: String,
    note: String,
    account_id: i64,
    name: String,
    organisation: String,
    created_at: Millis,
}

/// How many posts wait for a decision.
pub(super) async fn count(conn: &mut Conn) -> Result<i64, Error> {
    Ok(fetch!(conn, fetch_one as (i64,), COUNT)?.0)
}

/// Oldest first.
pub(super) async fn waiting(conn: &mut Conn) -> Result<Vec<(Post, Flag)>, Error> {
    let flag = |row: Row| {
        let post = Post::new(&row.post, row.post_id)?;
        let flag = Flag {
            reason: FlagReason::from_key(&row.reason),
            note: row.note,
            by: (row.account_id, row.name, row.organisation),
            at: timestamp(row.created_at),
        };
        Some((post, flag))
    };
    Ok(fetch!(conn, fetch_all as Row, WAITING)?.into_iter().filter_map(flag).collect())
}

/// Decides about all that wait for a post; returns who had flagged it.
pub(super) async fn decide(tx: &mut Conn, post: Post, by: i64, said: (&str, &str), now: Millis) -> Result<Vec<i64>, Error> {
    let rows = fetch!(tx, fetch_all as (i64,), DECIDE, post.kind(), post.id(), now, by, said.0, said.1)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// All moderators but one.
pub(super) async fn moderators(conn: &mut Conn, but: i64) -> Result<Vec<i64>, Error> {
    Ok(fetch!(conn, fetch_all as (i64,), MODERATORS, but)?.into_iter().map(|(id,)| id).collect())
}
