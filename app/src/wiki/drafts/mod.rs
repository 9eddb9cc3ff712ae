//! Drafts: what members write, until it is an article or an article's next revision.

pub mod pages;
pub mod port;

/// Where a draft is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Its author is at it.
    Writing,
    /// It waits for a moderator.
    Submitted,
    /// A moderator has asked for changes.
    Returned,
    /// A moderator has declined it.
    Rejected,
    /// It is an article, or a revision of one.
    Published,
    /// Its author has thrown it away, and can still get it back.
    Discarded,
}

impl State {
    /// All states.
    pub const ALL: [Self; 6] = [Self::Writing, Self::Submitted, Self::Returned, Self::Rejected, Self::Published, Self::Discarded];

    /// The name in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Writing => "writing",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Rejected => "rejected",
            Self::Published => "published",
            Self::Discarded => "discarded",
        }
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Writing => "in Arbeit",
            Self::Submitted => "wartet auf Prüfung",
            Self::Returned => "Änderungen erbeten",
            Self::Rejected => "abgelehnt",
            Self::Published => "veröffentlicht",
            Self::Discarded => "verworfen",
        }
    }

    /// The reverse of [`State::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Whether its author can go on writing.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Writing | Self::Returned)
    }
}
