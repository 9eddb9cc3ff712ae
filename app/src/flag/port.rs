//! Use cases of flags: report a post, decide on what was reported.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::{
    account::Viewer,
    error::Error,
    forum::post::{Post, Posted},
};

/// Why somebody flags a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagReason {
    /// Data about persons that do not belong there.
    Personal,
    /// Hurts or insults.
    Unfriendly,
    /// Advertising.
    Advertising,
    /// Wrong, or dangerous to follow.
    Wrong,
    /// Stands there twice, or in the wrong place.
    Misplaced,
    /// Somebody else's text or picture.
    Rights,
    /// Something else.
    Other,
}

impl FlagReason {
    /// All reasons.
    pub const ALL: [Self; 7] =
        [Self::Personal, Self::Unfriendly, Self::Advertising, Self::Wrong, Self::Misplaced, Self::Rights, Self::Other];

    /// The name in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Unfriendly => "unfriendly",
            Self::Advertising => "advertising",
            Self::Wrong => "wrong",
            Self::Misplaced => "misplaced",
            Self::Rights => "rights",
            Self::Other => "other",
        }
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Personal => "Daten von Personen",
            Self::Unfriendly => "verletzend oder beleidigend",
            Self::Advertising => "Werbung",
            Self::Wrong => "falsch oder gefährlich",
            Self::Misplaced => "doppelt oder am falschen Ort",
            Self::Rights => "fremde Rechte",
            Self::Other => "etwas anderes",
        }
    }

    /// The reverse of [`FlagReason::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

/// What moderators decide about a post that was flagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagDecision {
    /// It stays as it is.
    Keep,
    /// It was changed by hand.
    Changed,
    /// It is taken away.
    Remove,
    /// Nobody but moderators writes in its thread any more.
    Lock,
}

impl FlagDecision {
    /// All decisions.
    pub const ALL: [Self; 4] = [Self::Keep, Self::Changed, Self::Remove, Self::Lock];

    /// The name in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Changed => "changed",
            Self::Remove => "remove",
            Self::Lock => "lock",
        }
    }

    /// What moderators choose.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Keep => "Bleibt stehen",
            Self::Changed => "Ist bearbeitet",
            Self::Remove => "Beitrag entfernen",
            Self::Lock => "Frage sperren",
        }
    }

    /// What people are told, after "Die Moderation hat entschieden: ".
    #[must_use]
    pub fn told(self) -> &'static str {
        match self {
            Self::Keep => "Er bleibt stehen.",
            Self::Changed => "Er wurde bearbeitet.",
            Self::Remove => "Er wurde entfernt.",
            Self::Lock => "Die Frage wurde gesperrt.",
        }
    }

    /// The reverse of [`FlagDecision::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.key() == key)
    }
}

/// A flag that waits.
#[derive(Debug, Clone)]
pub struct Flag {
    /// Why.
    pub reason: Option<FlagReason>,
    /// What the person adds.
    pub note: String,
    /// Id, name and organisation of whoever flagged.
    pub by: (i64, String, String),
    /// When.
    pub at: Timestamp,
}

/// A post with all flags that wait.
#[derive(Debug, Clone)]
pub struct Flagged {
    /// The post.
    pub posted: Posted,
    /// Oldest first.
    pub flags: Vec<Flag>,
}

/// Flags.
#[async_trait]
pub trait Flags: Send + Sync {
    /// Reports a post. For members.
    ///
    /// Errors: `Invalid` for fields `reason` and `note`, and for `form` when she has reported it already; `NotFound`.
    async fn flag(&self, viewer: &Viewer, post: Post, reason: &str, note: &str) -> Result<(), Error>;

    /// What waits, oldest first. For moderators.
    async fn waiting(&self, viewer: &Viewer) -> Result<Vec<Flagged>, Error>;

    /// How many posts wait. For moderators.
    async fn count(&self, viewer: &Viewer) -> Result<i64, Error>;

    /// Decides about all flags of a post, and tells whoever flagged and whoever wrote. For moderators.
    ///
    /// Errors: `Invalid` for fields `decision` and `note`; `NotFound` when nothing waits.
    async fn decide(&self, viewer: &Viewer, post: Post, decision: &str, note: &str) -> Result<(), Error>;
}
