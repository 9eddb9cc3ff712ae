//! All SQL of notices.

use app::{
    error::Error,
    list::Slice,
    notice::{NoticeKind, port::Notice},
};

use crate::db::{Conn, Millis, execute, fetch, sql, timestamp};

sql! {
    RECIPIENT = "SELECT mail, name FROM accounts WHERE id = $1 AND ended_at IS NULL";
    INSERT = "INSERT INTO notices (account_id, kind, text, path, created_at) VALUES ($1, $2, $3, $4, $5)";
    LIST = "SELECT id, kind, text, created_at, seen FROM notices WHERE account_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3";
    COUNT = "SELECT COUNT(*) FROM notices WHERE account_id = $1";
    SEE = "UPDATE notices SET seen = TRUE WHERE account_id = $1 AND id = $2 RETURNING path";
    SEE_ALL = "UPDATE notices SET seen = TRUE WHERE account_id = $1 AND id <= $2 AND NOT seen";
}

/// Address and name of someone who can be told something.
pub(super) async fn recipient(conn: &mut Conn, account: i64) -> Result<Option<(String, String)>, Error> {
    Ok(fetch!(conn, fetch_optional as (String, String), RECIPIENT, account)?)
}

pub(super) async fn insert(
    conn: &mut Conn,
    account: i64,
    kind: NoticeKind,
    text: &str,
    path: &str,
    now: Millis,
) -> Result<(), Error> {
    execute!(conn, INSERT, account, kind.key(), text, path, now)?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct NoticeRow {
    id: i64,
    kind: String,
    text: String,
    created_at: Millis,
    seen: bool,
}

pub(super) async fn list(conn: &mut Conn, account: i64, slice: Slice) -> Result<Vec<Notice>, Error> {
    let rows = fetch!(conn, fetch_all as NoticeRow, LIST, account, slice.limit, slice.offset)?;
    let notice = |row: NoticeRow| Notice {
        id: row.id,
        kind: NoticeKind::from_key(&row.kind),
        text: row.text,
        created_at: timestamp(row.created_at),
        seen: row.seen,
    };
    Ok(rows.into_iter().map(notice).collect())
}

pub(super) async fn count(conn: &mut Conn, account: i64) -> Result<i64, Error> {
    let (count,) = fetch!(conn, fetch_one as (i64,), COUNT, account)?;
    Ok(count)
}

/// Where it leads to; `None` when it is somebody else's.
pub(super) async fn see(conn: &mut Conn, account: i64, id: i64) -> Result<Option<String>, Error> {
    Ok(fetch!(conn, fetch_optional as (String,), SEE, account, id)?.map(|(path,)| path))
}

pub(super) async fn see_all(conn: &mut Conn, account: i64, upto: i64) -> Result<(), Error> {
    execute!(conn, SEE_ALL, account, upto)?;
    Ok(())
}
