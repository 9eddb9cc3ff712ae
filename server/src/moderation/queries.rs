//! All SQL of moderation.

use app::{error::Error, moderation::port::Request};

use crate::db::{Conn, Millis, execute, fetch, sql, timestamp};

sql! {
    WAITING = "SELECT id, name, mail, organisation, message, created_at FROM access_requests
        WHERE decided_at IS NULL ORDER BY created_at, id";
    REQUEST = "SELECT id, name, mail, organisation, message, created_at FROM access_requests
        WHERE id = $1 AND decided_at IS NULL";
    DECIDE = "UPDATE access_requests SET decided_at = $2, decided_by = $3, reason = $4 WHERE id = $1 AND decided_at IS NULL";
    TAKEN = "SELECT COUNT(*) FROM accounts WHERE mail_key = $1";
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
