//! Use cases of looking back: who did what to an article, what it said then, and who wrote which part of it.

use async_trait::async_trait;
use jiff::Timestamp;

use super::{
    fields::Typed,
    port::{Article, ArticleDraft, EventKind},
};
use crate::{account::Viewer, error::Error, list::Slice};

/// Somebody who wrote, and where she worked then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Her id.
    pub id: i64,
    /// Her name.
    pub name: String,
    /// The name of the organisation.
    pub organisation: String,
}

/// An entry of the history.
#[derive(Debug, Clone)]
pub enum Entry {
    /// A text.
    Revision(RevisionEntry),
    /// Something else that happened.
    Event(EventEntry),
}

/// A revision in the history.
#[derive(Debug, Clone)]
pub struct RevisionEntry {
    /// From 1. Steps of one sitting are one entry, so there may be gaps.
    pub number: i64,
    /// The number of the entry before it.
    pub former: Option<i64>,
    /// What its author said about the change.
    pub note: String,
    /// Nobody for an import.
    pub author: Option<Author>,
    /// When.
    pub at: Timestamp,
    /// How long the text is, in characters.
    pub length: Option<i64>,
    /// By how much it grew.
    pub growth: Option<i64>,
}

/// Something that happened to an article besides its text.
#[derive(Debug, Clone)]
pub struct EventEntry {
    /// What sort of thing.
    pub kind: Option<EventKind>,
    /// What it was, in words.
    pub text: String,
    /// By whom.
    pub author: Option<Author>,
    /// When.
    pub at: Timestamp,
}

/// What an article said once.
#[derive(Debug, Clone)]
pub struct OldText {
    /// The number of the revision.
    pub number: i64,
    /// The title then.
    pub title: String,
    /// The summary then.
    pub summary: String,
    /// The Markdown then.
    pub body: String,
    /// The body as safe HTML.
    pub html: String,
    /// The fixed fields then.
    pub fields: Typed,
    /// What its author said about the change.
    pub note: String,
    /// Nobody for an import.
    pub author: Option<Author>,
    /// When.
    pub at: Timestamp,
}

impl OldText {
    /// Its text as someone would have to type it.
    #[must_use]
    pub fn typed(&self) -> ArticleDraft {
        ArticleDraft {
            title: self.title.clone(),
            summary: self.summary.clone(),
            body: self.body.clone(),
            fields: self.fields.clone(),
            ..ArticleDraft::default()
        }
    }
}

/// A part of a text: whole paragraphs with the same authors.
#[derive(Debug, Clone)]
pub struct Passage {
    /// Safe HTML.
    pub html: String,
    /// Whoever wrote something of it first, then whoever changed it; each once.
    pub authors: Vec<Contribution>,
}

/// What somebody did for a part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    /// Nobody for an import.
    pub author: Option<Author>,
    /// The revision in which she wrote it, or changed it last.
    pub number: i64,
    /// When that was.
    pub at: Timestamp,
    /// Whether she changed what others had written.
    pub changed: bool,
}

/// Looking back. All of it is for members who may see the article: what was internal once stays internal.
#[async_trait]
pub trait History: Send + Sync {
    /// Revisions and events, newest first.
    async fn entries(&self, viewer: &Viewer, article: i64, slice: Slice) -> Result<Vec<Entry>, Error>;

    /// How many there are.
    async fn entry_count(&self, viewer: &Viewer, article: i64) -> Result<i64, Error>;

    /// What the article said in revision `number`.
    async fn old_text(&self, viewer: &Viewer, article: i64, number: i64) -> Result<Option<OldText>, Error>;

    /// Makes title, summary and text of revision `number` the latest revision. `seen` is the one that stood when the
    /// moderator decided so. For moderators.
    ///
    /// Errors: `NotFound`; `Invalid` at `form` when another one stands by now.
    async fn restore(&self, viewer: &Viewer, slug: &str, number: i64, seen: i64) -> Result<Article, Error>;

    /// The present text in parts, with the authors of each.
    async fn authors(&self, viewer: &Viewer, article: i64) -> Result<Vec<Passage>, Error>;
}
