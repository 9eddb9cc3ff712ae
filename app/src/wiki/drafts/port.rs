//! Use cases of drafts: keep what is typed, hand it in, review it, publish it.

use async_trait::async_trait;
use jiff::Timestamp;

use super::State;
use crate::{
    account::Viewer,
    error::Error,
    wiki::{merge::Overlap, port::ArticleDraft},
};

/// Days that a discarded draft can be brought back.
pub const KEPT_FOR: i64 = 30;

/// A form as it was sent, to be kept.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The draft it belongs to, once there is one.
    pub draft: Option<i64>,
    /// The version of the draft that the form was made for.
    pub version: Option<i64>,
    /// A name of the form's own: sent twice, it leads to the same draft.
    pub key: String,
    /// Address of the article that is to be changed; none for a new one.
    pub article: Option<String>,
    /// The revision that the author has read.
    pub base: Option<i64>,
    /// What was typed.
    pub typed: ArticleDraft,
}

/// What became of a sheet. In every case the typed text is either stored, or still with the one who typed it.
#[derive(Debug)]
pub enum Saved {
    /// It is stored.
    Stands(Box<Draft>),
    /// It was saved from elsewhere meanwhile, e.g. another window. Nothing was written; here is what is stored.
    Overtaken(Box<Draft>),
    /// The draft is out of her hands: submitted, decided or discarded. Nothing was written.
    Closed(Box<Draft>),
}

/// Somebody who writes or reviews.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Her id.
    pub id: i64,
    /// Her name.
    pub name: String,
    /// Where she worked when she began.
    pub organisation: String,
}

/// The article that a draft wants to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its id.
    pub id: i64,
    /// Its address under `/wiki/`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The number of its current revision.
    pub revision: i64,
}

impl Subject {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/wiki/{}", self.slug)
    }
}

/// What a moderator did with a draft.
#[derive(Debug, Clone)]
pub struct Review {
    /// What it was.
    pub decision: Decision,
    /// What she said.
    pub comment: String,
    /// The body before she corrected it.
    pub earlier: Option<String>,
    /// Her name.
    pub reviewer: String,
    /// When.
    pub created_at: Timestamp,
}

/// The kinds of [`Review`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It was published.
    Approved,
    /// Its author is asked for changes.
    Returned,
    /// It was declined.
    Rejected,
    /// The moderator changed the text herself.
    Corrected,
}

impl Decision {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Approved, Self::Returned, Self::Rejected, Self::Corrected];

    /// The name in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Returned => "returned",
            Self::Rejected => "rejected",
            Self::Corrected => "corrected",
        }
    }

    /// What users say: "… hat diesen Entwurf {}".
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Approved => "freigegeben",
            Self::Returned => "mit der Bitte um Änderungen zurückgegeben",
            Self::Rejected => "abgelehnt",
            Self::Corrected => "überarbeitet",
        }
    }

    /// The reverse of [`Decision::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.key() == key)
    }
}

/// A draft with its text.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its id.
    pub id: i64,
    /// Where it is on its way.
    pub state: State,
    /// What it wants to change; none for a new article.
    pub article: Option<Subject>,
    /// The revision its author has read.
    pub base: Option<i64>,
    /// Who wrote it.
    pub author: Person,
    /// What was typed.
    pub typed: ArticleDraft,
    /// How often it was saved.
    pub version: i64,
    /// When it was saved last.
    pub updated_at: Timestamp,
    /// When it was handed in last.
    pub submitted_at: Option<Timestamp>,
    /// The number of the revision it became.
    pub revision: Option<i64>,
    /// What moderators said, oldest first.
    pub reviews: Vec<Review>,
}

impl Draft {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> String {
        draft_path(self.id)
    }

    /// Its title, or a word for none.
    #[must_use]
    pub fn title(&self) -> String {
        titled(&self.typed.title)
    }

    /// What a moderator said last, if it was a decision of this kind.
    #[must_use]
    pub fn last_word(&self, decision: Decision) -> Option<&Review> {
        self.reviews.iter().rev().find(|review| review.decision == decision)
    }
}

/// A draft in a list.
#[derive(Debug, Clone)]
pub struct DraftEntry {
    /// Its id.
    pub id: i64,
    /// Where it is on its way.
    pub state: State,
    /// Its title; may be empty.
    pub title: String,
    /// What it wants to change.
    pub article: Option<Subject>,
    /// Who wrote it.
    pub author: Person,
    /// What its author says about the change.
    pub note: String,
    /// When it was saved last.
    pub updated_at: Timestamp,
    /// When it was handed in last.
    pub submitted_at: Option<Timestamp>,
}

impl DraftEntry {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> String {
        draft_path(self.id)
    }

    /// Its title, or a word for none.
    #[must_use]
    pub fn title(&self) -> String {
        titled(&self.title)
    }
}

/// Where a draft is.
#[must_use]
pub fn draft_path(id: i64) -> String {
    format!("/wiki/entwuerfe/{id}")
}

fn titled(title: &str) -> String {
    if title.trim().is_empty() { "Ohne Titel".to_owned() } else { title.trim().to_owned() }
}

/// What became of the wish to publish.
#[derive(Debug)]
pub enum Published {
    /// It stands at this address under `/wiki/`.
    Stands(String),
    /// It stands together with what someone else wrote meanwhile.
    Merged {
        /// The address.
        slug: String,
        /// The revision it was merged with.
        theirs: i64,
    },
    /// The article was changed meanwhile at the same places. Nothing was written.
    Conflicts(Box<Overlap>),
}

/// Drafts. Who may not see one is told that it does not exist.
#[async_trait]
pub trait Drafts: Send + Sync {
    /// A name for a new form.
    fn key(&self) -> Result<String, Error>;

    /// Keeps what was typed, whatever it is; only lengths are limited. For the author, and for moderators when it is
    /// submitted (a correction, which keeps what the author had written).
    ///
    /// Errors: `Invalid` for what is too long, `NotFound` for an article she may not see.
    async fn save(&self, viewer: &Viewer, sheet: Sheet) -> Result<Saved, Error>;

    /// A draft of her own; for moderators also one of others, unless it was discarded.
    async fn draft(&self, viewer: &Viewer, id: i64) -> Result<Option<Draft>, Error>;

    /// Her own, newest first.
    async fn mine(&self, viewer: &Viewer) -> Result<Vec<DraftEntry>, Error>;

    /// Her own for this article (none: for new ones) that are not decided yet, newest first.
    async fn unfinished(&self, viewer: &Viewer, article: Option<i64>) -> Result<Vec<DraftEntry>, Error>;

    /// Hands her draft in, as it was saved in this version.
    ///
    /// Errors: `Invalid` for the fields of [`ArticleDraft`], for `title` when there is such an article already, and for
    /// `form` when it has been changed or handed in meanwhile, or would change nothing.
    async fn hand_in(&self, viewer: &Viewer, id: i64, version: i64) -> Result<(), Error>;

    /// Takes her draft back to go on writing.
    ///
    /// Errors: `Invalid` for `form` when it was decided meanwhile.
    async fn withdraw(&self, viewer: &Viewer, id: i64) -> Result<(), Error>;

    /// Throws her draft away; it can be brought back for [`KEPT_FOR`] days.
    async fn discard(&self, viewer: &Viewer, id: i64) -> Result<(), Error>;

    /// Brings her discarded draft back.
    async fn restore(&self, viewer: &Viewer, id: i64) -> Result<(), Error>;

    /// Publishes her own draft at once. For moderators.
    ///
    /// Errors: as [`Drafts::hand_in`], but for one that would change nothing.
    async fn publish(&self, viewer: &Viewer, id: i64, version: i64) -> Result<Published, Error>;

    /// Submitted drafts, oldest first. For moderators.
    async fn queue(&self, viewer: &Viewer) -> Result<Vec<DraftEntry>, Error>;

    /// How many wait for a moderator, of this article or of all. For moderators.
    async fn waiting(&self, viewer: &Viewer, article: Option<i64>) -> Result<i64, Error>;

    /// Submitted drafts for an article, oldest first: all of them for moderators, else her own.
    async fn proposals(&self, viewer: &Viewer, article: i64) -> Result<Vec<Draft>, Error>;

    /// Publishes a submitted draft with its author as the author. For moderators.
    ///
    /// Errors: as [`Drafts::hand_in`]; `form` also when someone else has decided already.
    async fn approve(&self, viewer: &Viewer, id: i64, version: i64, comment: &str) -> Result<Published, Error>;

    /// Asks the author for changes. For moderators.
    ///
    /// Errors: `Invalid` for `comment`, and for `form` as [`Drafts::approve`].
    async fn send_back(&self, viewer: &Viewer, id: i64, version: i64, comment: &str) -> Result<(), Error>;

    /// Declines a submitted draft. For moderators.
    ///
    /// Errors: as [`Drafts::send_back`].
    async fn reject(&self, viewer: &Viewer, id: i64, version: i64, comment: &str) -> Result<(), Error>;

    /// Slug and title of an article that has exactly this title, if she may see it.
    async fn same_title(&self, viewer: &Viewer, title: &str) -> Result<Option<(String, String)>, Error>;
}
