//! Use cases of order: what moderators do with threads, and what authors do with posts they want to take away.

use async_trait::async_trait;
use jiff::Timestamp;

use super::post::{Post, Removal};
use crate::{account::Viewer, error::Error};

/// Why a question takes no more answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseReason {
    /// Another question asks the same.
    Duplicate,
    /// It has been overtaken by events.
    Outdated,
    /// The answer stands somewhere else.
    Elsewhere,
}

impl CloseReason {
    /// All reasons.
    pub const ALL: [Self; 3] = [Self::Duplicate, Self::Outdated, Self::Elsewhere];

    /// The name in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate",
            Self::Outdated => "outdated",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Duplicate => "gibt es schon",
            Self::Outdated => "überholt",
            Self::Elsewhere => "anderswo beantwortet",
        }
    }

    /// The reverse of [`CloseReason::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

/// That a question is closed.
#[derive(Debug, Clone)]
pub struct Closed {
    /// Why.
    pub reason: Option<CloseReason>,
    /// What the moderator adds.
    pub note: String,
    /// Title and address of the question that asks the same, if the viewer may see it.
    pub duplicate: Option<(String, String)>,
    /// When.
    pub at: Timestamp,
}

/// What moderators did with a question.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// Whether it takes no more answers.
    pub closed: Option<Closed>,
    /// Whether nobody but moderators writes there.
    pub locked: bool,
    /// Whether it comes first in lists.
    pub pinned: bool,
    /// Whether it was taken away.
    pub removal: Option<Removal>,
}

/// What a moderator types to close a question.
#[derive(Debug, Clone, Default)]
pub struct Closing {
    /// Key of a [`CloseReason`].
    pub reason: String,
    /// Number or address of the question that asks the same.
    pub duplicate_of: String,
    /// What she adds.
    pub note: String,
}

/// What a moderator wants to change of several questions. Empty fields change nothing.
#[derive(Debug, Clone, Default)]
pub struct Retagging {
    /// Slug of a topic, or `-` for none.
    pub topic: String,
    /// Tags that they get, separated by commas.
    pub add: String,
    /// Tags that they lose, separated by commas.
    pub remove: String,
}

/// What a moderator types to make a question of some answers.
#[derive(Debug, Clone, Default)]
pub struct Splitting {
    /// The new question in one sentence.
    pub title: String,
    /// Markdown.
    pub body: String,
}

/// Order in the forum. For moderators, except [`Order::remove`]. Everything is written into the log, and told to whoever
/// wrote what it is about.
#[async_trait]
pub trait Order: Send + Sync {
    /// Closes a question: it takes no more answers.
    ///
    /// Errors: `Invalid` for fields `reason`, `duplicate_of`, `note`; `NotFound`.
    async fn close(&self, viewer: &Viewer, question: i64, closing: Closing) -> Result<(), Error>;

    /// Opens a closed question again.
    async fn reopen(&self, viewer: &Viewer, question: i64) -> Result<(), Error>;

    /// Lets nobody but moderators write there, or everybody again.
    ///
    /// Errors: `Invalid` for field `lock_reason` when it is locked without one.
    async fn lock(&self, viewer: &Viewer, question: i64, locked: bool, reason: &str) -> Result<(), Error>;

    /// Puts a question first in lists, or takes it down.
    async fn pin(&self, viewer: &Viewer, question: i64, pinned: bool) -> Result<(), Error>;

    /// Changes topic and tags of several questions; returns how many there were.
    ///
    /// Errors: `Invalid` for fields `questions`, `topic`, `add`, `remove`.
    async fn retag(&self, viewer: &Viewer, questions: &[i64], change: Retagging) -> Result<usize, Error>;

    /// Moves everything below a question to another one, which its address leads to from then on; returns its path.
    ///
    /// Errors: `Invalid` for field `into`; `NotFound`.
    async fn merge(&self, viewer: &Viewer, question: i64, into: &str, reason: &str) -> Result<String, Error>;

    /// Moves answers to another question; returns its path.
    ///
    /// Errors: `Invalid` for fields `answers`, `to`.
    async fn relocate(&self, viewer: &Viewer, question: i64, answers: &[i64], to: &str) -> Result<String, Error>;

    /// Makes a question of some answers of another one; returns its path.
    ///
    /// Errors: `Invalid` for fields `answers`, `title`, `body`.
    async fn split(&self, viewer: &Viewer, question: i64, answers: &[i64], new: Splitting) -> Result<String, Error>;

    /// Takes a post away. Moderators, with a reason; or its author: a question while nobody else has answered, an answer
    /// unless it is the solution, a comment always.
    ///
    /// Errors: `Invalid` for field `reason`, and for `form` when its author may not any more; `NotFound`.
    async fn remove(&self, viewer: &Viewer, post: Post, reason: &str) -> Result<(), Error>;

    /// Brings back what was taken away.
    ///
    /// Errors: `NotFound` when it was not.
    async fn restore(&self, viewer: &Viewer, post: Post) -> Result<(), Error>;

    /// Deletes a post for good, with everything below it, its former texts, votes, flags and notices.
    ///
    /// Errors: `Invalid` for fields `reason` and `sure` (must be `ja`); `NotFound`.
    async fn erase(&self, viewer: &Viewer, post: Post, reason: &str, sure: &str) -> Result<(), Error>;

    /// Posts that link to this one, as quotations do: what is to be looked at before it is deleted.
    async fn quoting(&self, viewer: &Viewer, post: Post) -> Result<Vec<Post>, Error>;
}
