//! The rules of order: the port of [`app::forum::order`].

pub(crate) mod forms;
mod moving;
pub(crate) mod queries;
mod removal;
mod standing;

use std::sync::Arc;

use app::{
    account::{Member, Viewer},
    error::Error,
    forum::{
        order::{Closing, Order, Retagging, Splitting},
        post::Post,
    },
    moderation::log::Deed,
    notice::NoticeKind,
    search::Kind as SearchKind,
};
use async_trait::async_trait;

use super::thread::{self, Thread};
use crate::{
    db::{Clock, Conn, Db, Millis},
    moderation::log,
    notice::NoticeService,
    search::{self, SearchService},
    text::{optional, required},
};

/// Longest reason or note, in characters.
const LONGEST_NOTE: usize = 500;

/// Order in the forum.
pub struct OrderService {
    db: Db,
    clock: Clock,
    notices: Arc<NoticeService>,
    search: Arc<SearchService>,
}

impl OrderService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, notices: Arc<NoticeService>, search: Arc<SearchService>) -> Self {
        Self { db, clock, notices, search }
    }

    fn now(&self) -> Millis {
        self.clock.millis()
    }

    /// Tells whoever wrote something what became of it, unless she did it herself.
    async fn tell(&self, tx: &mut Conn, by: &Member, author: i64, text: &str, path: &str) -> Result<(), Error> {
        if author == by.id {
            return Ok(());
        }
        self.notices.tell(tx, author, NoticeKind::PostModerated, text, path).await
    }

    /// Writes into the log.
    async fn note(&self, tx: &mut Conn, by: &Member, deed: Deed, post: Post, words: (&str, &str)) -> Result<(), Error> {
        let (detail, reason) = words;
        log::note(tx, by.id, (deed, Some(post)), detail, reason, self.now()).await
    }

    /// Records the changes for the search, commits, wakes whoever waits for it.
    async fn finish(&self, mut tx: Conn, questions: &[i64]) -> Result<(), Error> {
        for question in questions {
            search::record(&mut tx, SearchKind::Question, *question).await?;
        }
        tx.commit().await?;
        self.search.poke();
        self.notices.poke();
        Ok(())
    }
}

/// The number in what a moderator types to name a question: `12`, `#12`, or its address.
fn number(typed: &str) -> Option<i64> {
    let typed = typed.trim();
    let rest = typed.split_once("/fragen/").map_or(typed.trim_start_matches('#'), |(_, rest)| rest);
    let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    // "12 Monate" is no question
    let whole = typed.contains("/fragen/") || end == rest.len();
    rest[..end].parse().ok().filter(|_| whole)
}

/// The question that a moderator has typed.
async fn named(conn: &mut Conn, viewer: &Viewer, field: &'static str, typed: &str) -> Result<Thread, Error> {
    let wrong = || Error::invalid(field, "Bitte geben Sie die Nummer oder die Adresse einer Frage an, die es gibt.");
    let number = number(typed).ok_or_else(wrong)?;
    match thread::readable(conn, viewer, number).await {
        Ok(thread) if thread.removed => {
            Err(Error::invalid(field, "Diese Frage wurde entfernt. Stellen Sie sie erst wieder her."))
        }
        Err(Error::NotFound) => Err(wrong()),
        other => other,
    }
}

fn reason(field: &'static str, typed: &str) -> Result<String, Error> {
    required(typed, "Bitte begründen Sie das; wer den Beitrag geschrieben hat, bekommt Ihre Begründung.", LONGEST_NOTE)
        .map_err(|message| Error::invalid(field, message))
}

fn note(field: &'static str, typed: &str) -> Result<String, Error> {
    optional(typed, LONGEST_NOTE).map_err(|message| Error::invalid(field, message))
}

/// A reason as the end of what people are told.
fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(" Die Begründung: {reason}") }
}

#[async_trait]
impl Order for OrderService {
    async fn close(&self, viewer: &Viewer, question: i64, closing: Closing) -> Result<(), Error> {
        self.close_thread(viewer, question, &closing).await
    }

    async fn reopen(&self, viewer: &Viewer, question: i64) -> Result<(), Error> {
        self.reopen_thread(viewer, question).await
    }

    async fn lock(&self, viewer: &Viewer, question: i64, locked: bool, reason: &str) -> Result<(), Error> {
        self.lock_thread(viewer, question, locked, reason).await
    }

    async fn pin(&self, viewer: &Viewer, question: i64, pinned: bool) -> Result<(), Error> {
        self.pin_thread(viewer, question, pinned).await
    }

    async fn retag(&self, viewer: &Viewer, questions: &[i64], change: Retagging) -> Result<usize, Error> {
        self.retag_threads(viewer, questions, &change).await
    }

    async fn merge(&self, viewer: &Viewer, question: i64, into: &str, reason: &str) -> Result<String, Error> {
        self.merge_threads(viewer, question, into, reason).await
    }

    async fn relocate(&self, viewer: &Viewer, question: i64, answers: &[i64], to: &str) -> Result<String, Error> {
        self.relocate_answers(viewer, question, answers, to).await
    }

    async fn split(&self, viewer: &Viewer, question: i64, answers: &[i64], new: Splitting) -> Result<String, Error> {
        self.split_off(viewer, question, answers, &new).await
    }

    async fn remove(&self, viewer: &Viewer, post: Post, reason: &str) -> Result<(), Error> {
        self.remove_post(viewer, post, reason).await
    }

    async fn restore(&self, viewer: &Viewer, post: Post) -> Result<(), Error> {
        self.restore_post(viewer, post).await
    }

    async fn erase(&self, viewer: &Viewer, post: Post, reason: &str, sure: &str) -> Result<(), Error> {
        self.erase_post(viewer, post, reason, sure).await
    }

    async fn quoting(&self, viewer: &Viewer, post: Post) -> Result<Vec<Post>, Error> {
        viewer.require(app::account::Action::Moderate)?;
        queries::quoting(&mut self.db.read().await?, post).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_named_by_its_number_or_its_address() {
        for typed in ["12", " #12 ", "/fragen/12", "/fragen/12/wer-kennt", "https://netz.example/fragen/12/wer-kennt?x#antwort-3"]
        {
            assert_eq!(number(typed), Some(12), "{typed}");
        }
        for typed in ["", "#", "zwölf", "12 Monate", "/wiki/12", "-3", "99999999999999999999999"] {
            assert_eq!(number(typed), None, "{typed}");
        }
    }
}
