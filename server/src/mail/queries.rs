//! All SQL of the outbox.

use app::error::Error;

use super::Mail;
use crate::db::{Conn, Millis, execute, fetch, sql};

sql! {
    INSERT = "INSERT INTO outbox (recipient, subject, body, created_at, due_at) VALUES ($1, $2, $3, $4, $4)";
    DUE = "SELECT id, recipient, subject, body, attempts FROM outbox
        WHERE sent_at IS NULL AND due_at <= $1 AND attempts < $2 ORDER BY due_at, id LIMIT $3";
    // the text goes: it holds a link that is a secret, and nobody needs it any more
    MARK_SENT = "UPDATE outbox SET sent_at = $2, body = '', last_error = NULL WHERE id = $1";
    CLAIM = "UPDATE outbox SET attempts = attempts + 1, due_at = $3 WHERE id = $1 AND attempts = $2 AND sent_at IS NULL";
    FORGET = "DELETE FROM outbox WHERE recipient = $1 AND sent_at IS NULL";
    MARK_FAILED = "UPDATE outbox SET last_error = $2 WHERE id = $1";
}

pub(super) async fn insert(conn: &mut Conn, mail: &Mail, now: Millis) -> Result<(), Error> {
    execute!(conn, INSERT, &mail.to, &mail.subject, &mail.body, now)?;
    Ok(())
}

/// A mail that waits.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Letter {
    pub(super) id: i64,
    recipient: String,
    subject: String,
    body: String,
    pub(super) attempts: i64,
}

impl Letter {
    pub(super) fn mail(&self) -> Mail {
        Mail { to: self.recipient.clone(), subject: self.subject.clone(), body: self.body.clone() }
    }
}

pub(super) async fn due(conn: &mut Conn, now: Millis, attempts: i64, limit: i64) -> Result<Vec<Letter>, Error> {
    Ok(fetch!(conn, fetch_all as Letter, DUE, now, attempts, limit)?)
}

pub(super) async fn mark_sent(conn: &mut Conn, id: i64, now: Millis) -> Result<(), Error> {
    execute!(conn, MARK_SENT, id, now)?;
    Ok(())
}

/// Takes this attempt; `false` when it was taken already.
pub(super) async fn claim(conn: &mut Conn, letter: &Letter, next: Millis) -> Result<bool, Error> {
    Ok(execute!(conn, CLAIM, letter.id, letter.attempts, next)? == 1)
}

pub(super) async fn mark_failed(conn: &mut Conn, id: i64, error: &str) -> Result<(), Error> {
    execute!(conn, MARK_FAILED, id, error)?;
    Ok(())
}

pub(super) async fn forget(conn: &mut Conn, recipient: &str) -> Result<(), Error> {
    execute!(conn, FORGET, recipient)?;
    Ok(())
}
