//! Mails leave in the transaction that causes them (the outbox), and are sent from there.
//!
//! The mail server may be away for a day: nothing is lost. A mail is marked as sent right after the server has
//! accepted it; only a crash (or a database that goes away) between the two can send it twice.

mod letter;
pub(crate) mod queries;
mod transport;

use std::{pin::pin, sync::Arc, time::Duration};

use app::error::Error;
use tokio::sync::Notify;

pub use letter::Letterhead;
pub(crate) use letter::Part;
pub use transport::{Failure, Transport};

use crate::{
    account::token::Token,
    db::{Clock, Conn, Db, Millis},
};

/// A mail.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mail {
    /// Address of the recipient.
    pub to: String,
    /// Subject, one line.
    pub subject: String,
    /// Plain text.
    pub body: String,
    /// The same as HTML.
    pub html: Option<String>,
    /// What it is known by, the same for all who get it; the part before the `@`.
    pub message_id: Option<String>,
    /// The mail that began the thread it belongs to.
    pub thread: Option<String>,
    /// Where mails of its sort are ended.
    pub unsubscribe: Option<String>,
}

/// How often a mail is tried before it is given up: over about two days.
const ATTEMPTS: i64 = 20;
/// How many are sent in one go.
const BATCH: i64 = 50;

/// The outbox.
#[derive(Clone)]
pub struct Outbox {
    db: Db,
    clock: Clock,
    wake: Arc<Notify>,
}

impl Outbox {
    /// On this database.
    #[must_use]
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock, wake: Arc::new(Notify::new()) }
    }

    /// Puts a mail into the outbox, in the caller's transaction.
    pub async fn put(&self, tx: &mut Conn, mail: &Mail) -> Result<(), Error> {
        // a mail that arrives twice after all can be told by its id
        let id = match &mail.message_id {
            Some(id) => id.clone(),
            None => Token::generate()?.reveal().to_owned(),
        };
        queries::insert(tx, mail, &id, self.clock.millis()).await
    }

    /// Takes back what waits for this address, in the caller's transaction.
    pub async fn forget(&self, tx: &mut Conn, address: &str) -> Result<(), Error> {
        queries::forget(tx, address).await
    }

    /// Tells the worker that there is something to send.
    pub fn poke(&self) {
        self.wake.notify_one();
    }

    /// Mails that have not been sent yet, oldest first.
    pub async fn waiting(&self) -> Result<Vec<Mail>, Error> {
        let due = queries::due(&mut self.db.read().await?, Millis::MAX, Millis::MAX, 10_000).await?;
        Ok(due.iter().map(queries::Letter::mail).collect())
    }

    /// Sends what is due. Returns how many were sent.
    pub async fn send_due(&self, transport: &Transport) -> Result<usize, Error> {
        let due = queries::due(&mut self.db.read().await?, self.clock.millis(), ATTEMPTS, BATCH).await?;
        let mut sent = 0;
        for letter in due {
            if !self.claim(&letter).await? {
                continue;
            }
            let outcome = transport.send(&letter.mail()).await;
            let mut tx = self.db.begin().await?;
            match outcome {
                Ok(()) => {
                    queries::mark_sent(&mut tx, &letter, self.clock.millis()).await?;
                    sent += 1;
                }
                Err(Failure::Refused(why)) => {
                    tracing::warn!(mail = letter.id, %why, "mail was refused for good");
                    queries::mark_refused(&mut tx, &letter, &why, self.clock.millis()).await?;
                }
                Err(Failure::Later(error)) => {
                    tracing::warn!(mail = letter.id, attempt = letter.attempts + 1, %error, "mail was not accepted");
                    queries::mark_failed(&mut tx, letter.id, &error.to_string()).await?;
                }
            }
            tx.commit().await?;
        }
        Ok(sent)
    }

    /// Counts the attempt and sets the next one before this one begins: another node, or this one after a crash, leaves
    /// the mail alone until then. `false` when another node was quicker.
    async fn claim(&self, letter: &queries::Letter) -> Result<bool, Error> {
        let mut tx = self.db.begin().await?;
        let next = self.clock.millis() + back_off(letter.attempts);
        let claimed = queries::claim(&mut tx, letter, next).await?;
        tx.commit().await?;
        Ok(claimed)
    }

    /// Sends what is due until `stop` is ready, looks again when poked and each minute. A mail that is being sent when the
    /// server stops is finished first.
    pub async fn run(self, transport: Transport, stop: impl Future<Output = ()> + Send) {
        let mut stop = pin!(stop);
        loop {
            match self.send_due(&transport).await {
                // a full batch: there may be more
                Ok(sent) if i64::try_from(sent).is_ok_and(|sent| sent == BATCH) => continue,
                Ok(_) => {}
                Err(error) => tracing::error!(%error, "the outbox could not be read"),
            }
            tokio::select! {
                () = &mut stop => return,
                () = self.wake.notified() => {}
                () = tokio::time::sleep(Duration::from_mins(1)) => {}
            }
        }
    }
}

/// Milliseconds until the next attempt: one minute, doubled each time, at most four hours.
fn back_off(attempts: i64) -> i64 {
    let doubled = 60_000_i64.checked_shl(u32::try_from(attempts).unwrap_or(u32::MAX)).unwrap_or(i64::MAX);
    doubled.clamp(60_000, 4 * 60 * 60 * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_come_at_growing_distances_that_never_exceed_four_hours() {
        assert_eq!(back_off(0), 60_000);
        assert_eq!(back_off(1), 120_000);
        assert_eq!((2..200).map(back_off).max(), Some(4 * 60 * 60 * 1000));
        assert!((0..200).all(|attempts| back_off(attempts) >= 60_000));
    }
}
