//! Use cases around asking: for whom a question is, and posting once.

use async_trait::async_trait;
use jiff::Timestamp;

use super::port::QuestionDraft;
use crate::{account::Viewer, error::Error};

/// What is said of a form that has become a question or an answer already, with another text. What was typed stays in it.
pub const SENT_BEFORE: &str = "Dieses Formular haben Sie schon einmal abgeschickt, und es ist veröffentlicht. Ändern Sie den veröffentlichten Beitrag, oder senden Sie noch einmal, wenn es ein zweiter werden soll.";

/// For whom a question is that is not for the whole network yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// Name of the Kreis.
    pub district: String,
    /// When it opens to all by itself.
    pub opens_at: Option<Timestamp>,
}

/// Around asking.
#[async_trait]
pub trait Asking: Send + Sync {
    /// After how many days a question for a Kreis opens to all.
    fn days(&self) -> i64;

    /// Name of the Kreis that the viewer may ask first; none for those without one.
    async fn district(&self, viewer: &Viewer) -> Result<Option<String>, Error>;

    /// Whether a new question could be asked like this. For members.
    ///
    /// Errors: `Invalid` for the fields of [`QuestionDraft`].
    async fn ready(&self, viewer: &Viewer, draft: &QuestionDraft) -> Result<(), Error>;

    /// Whether the form of this key has become a question or an answer already. For members.
    async fn is_sent(&self, viewer: &Viewer, key: &str) -> Result<bool, Error>;

    /// For whom a question is; nothing when it is for the whole network. For those who may see it.
    async fn audience(&self, viewer: &Viewer, question: i64) -> Result<Option<Audience>, Error>;

    /// Shows a question to the whole network from now on; does nothing when it is for all already. The asker or moderators.
    ///
    /// Errors: `NotFound`.
    async fn open(&self, viewer: &Viewer, question: i64) -> Result<(), Error>;

    /// Answers a question from a form of this key: sent twice, it is the same answer. Returns its id. For members.
    ///
    /// Errors: `Invalid` for field `body`, and for field `form` with [`SENT_BEFORE`]; `NotFound`.
    async fn answer_once(&self, viewer: &Viewer, question: i64, body: &str, key: &str) -> Result<i64, Error>;
}
