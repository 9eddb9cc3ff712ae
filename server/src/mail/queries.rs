//! All SQL of the outbox.

use app::error::Error;

use super::Mail;
use crate::db::{Conn, Millis, execute, fetch, sql};

sql! {
    INSERT = "INSERT INTO outbox (recipient, subject, body, created_at, due_at, html, message_id, thread, unsubscribe)
        VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)";
    DUE = "SELECT id, recipient, subject, body, html, message_id, thread, unsubscribe, attempts FROM outbox
        WHERE sent_at IS NULL AND refused_at IS NULL AND due_at <= $1 AND attempts < $2 ORDER BY due_at, id LIMIT $3";
    // the text goes: it holds a link that is a secret, and nobody needs it any more
    MARK_SENT = "UPDATE outbox SET sent_at = $2, body = '', html = NULL, unsubscribe = NULL, last_error = NULL WHERE id = $1";
    MARK_REFUSED = "UPDATE outbox SET refused_at = $2, last_error = $3, body = '', html = NULL, unsubscribe = NULL WHERE id = $1";
    // in a row: one mail that arrives shows that the mailbox works
    BOUNCED = "UPDATE accounts SET bounces = bounces + 1 WHERE mail_key = $1";
    ARRIVED = "UPDATE accounts SET bounces = 0 WHERE mail_key = $1 AND bounces > 0";
    CLAIM = "UPDATE outbox SET attempts = attempts + 1, due_at = $3 WHERE id = $1 AND attempts = $2 AND sent_at IS NULL";
    FORGET = "DELETE FROM outbox WHERE recipient = $1 AND sent_at IS NULL";
    MARK_FAILED = "UPDATE outbox SET last_error = $2 WHERE id = $1";
}

pub(super) async fn insert(conn: &mut Conn, mail: &Mail, id: &str, now: Millis) -> Result<(), Error> {
    execute!(
        conn,
        INSERT,
        &mail.to,
        &mail.subject,
        &mail.body,
        now,
        mail.html.as_deref(),
        id,
        mail.thread.as_deref(),
        mail.unsubscribe.as_deref()
    )?;
    Ok(())
}

/// A mail that waits.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Letter {
    pub(super) id: i64,
    recipient: String,
    subject: String,
    body: String,
    html: Option<String>,
    message_id: Option<String>,
    thread: Option<String>,
    unsubscribe: Option<String>,
    pub(super) attempts: i64,
}

impl Letter {
    pub(super) fn mail(&self) -> Mail {
        Mail {
            to: self.recipient.clone(),
            subject: self.subject.clone(),
            body: self.body.clone(),
            html: self.html.clone(),
            message_id: self.message_id.clone(),
            thread: self.thread.clone(),
            unsubscribe: self.unsubscribe.clone(),
        }
    }
}

pub(super) async fn due(conn: &mut Conn, now: Millis, attempts: i64, limit: i64) -> Result<Vec<Letter>, Error> {
    Ok(fetch!(conn, fetch_all as Letter, DUE, now, attempts, limit)?)
}

pub(super) async fn mark_sent(conn: &mut Conn, letter: &Letter, now: Millis) -> Result<(), Error> {
    execute!(conn, MARK_SENT, letter.id, now)?;
    execute!(conn, ARRIVED, letter.recipient.to_lowercase())?;
    Ok(())
}

/// It is not tried again, and counted against the address.
pub(super) async fn mark_refused(conn: &mut Conn, letter: &Letter, why: &str, now: Millis) -> Result<(), Error> {
    execute!(conn, MARK_REFUSED, letter.id, now, why)?;
    execute!(conn, BOUNCED, letter.recipient.to_lowercase())?;
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
