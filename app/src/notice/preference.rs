//! How often someone wants mails, and of what.

use async_trait::async_trait;

use super::NoticeKind;
use crate::{account::Viewer, error::Error};

/// What notices are about, as far as people choose mails by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Answers and comments to what she wrote.
    Answers,
    /// What she follows.
    Followed,
    /// Her name, or that of her organisation, in a post.
    Mentions,
    /// What she looks after, and decisions of moderators.
    Care,
    /// What is new to her saved searches.
    Searches,
}

impl Subject {
    /// All subjects.
    pub const ALL: [Self; 5] = [Self::Answers, Self::Followed, Self::Mentions, Self::Care, Self::Searches];

    /// The name in the database and in forms.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Followed => "followed",
            Self::Mentions => "mentions",
            Self::Care => "care",
            Self::Searches => "searches",
        }
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Answers => "Antworten und Kommentare zu meinen Beiträgen",
            Self::Followed => "Fragen, Themen, Schlagworte und Kommunen, denen ich folge",
            Self::Mentions => "Beiträge, die mich oder meine Kommune nennen",
            Self::Care => "Aufgaben und Entscheidungen der Moderation",
            Self::Searches => "Neues zu meinen gemerkten Suchen",
        }
    }

    /// How often, unless she chooses: what others say to her at once, the rest together.
    #[must_use]
    pub fn usual(self) -> Rhythm {
        match self {
            Self::Followed | Self::Searches => Rhythm::Daily,
            Self::Answers | Self::Mentions | Self::Care => Rhythm::AtOnce,
        }
    }

    /// The kinds of notices that it stands for.
    pub fn kinds(self) -> impl Iterator<Item = NoticeKind> {
        NoticeKind::ALL.into_iter().filter(move |kind| kind.subject() == self)
    }
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rhythm {
    /// A mail for each notice.
    AtOnce,
    /// One mail a day, if there is anything new.
    Daily,
    /// One mail a week.
    Weekly,
    /// Notices in the site only.
    Off,
}

impl Rhythm {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::AtOnce, Self::Daily, Self::Weekly, Self::Off];

    /// The name in the database and in forms.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Off => "off",
        }
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::AtOnce => "sofort",
            Self::Daily => "einmal am Tag, zusammengefasst",
            Self::Weekly => "einmal in der Woche, zusammengefasst",
            Self::Off => "keine Mail",
        }
    }

    /// The reverse of [`Rhythm::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rhythm| rhythm.key() == key)
    }
}

/// What a link in a mail ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Mails about this.
    Subject(Subject),
    /// Everything that this digest sums up.
    Digest(Rhythm),
}

impl Scope {
    /// The name in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Subject(subject) => subject.key(),
            Self::Digest(rhythm) => rhythm.key(),
        }
    }

    /// The reverse of [`Scope::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        let subject = Subject::ALL.into_iter().find(|subject| subject.key() == key).map(Self::Subject);
        subject.or_else(|| Rhythm::from_key(key).map(Self::Digest))
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Subject(subject) => subject.label(),
            Self::Digest(Rhythm::Weekly) => "Wöchentliche Zusammenfassung",
            Self::Digest(_) => "Tägliche Zusammenfassung",
        }
    }
}

/// How someone gets mails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// Where they go.
    pub mail: String,
    /// How often, for each subject in the order of [`Subject::ALL`].
    pub rhythms: [Rhythm; 5],
    /// Whether the mail server has refused so many mails that no more are sent.
    pub unreachable: bool,
    /// Hour of the day at which digests are sent.
    pub hour: i8,
    /// The day of the weekly one.
    pub weekday: &'static str,
}

/// How often someone wants mails.
#[async_trait]
pub trait Preferences: Send + Sync {
    /// Hers.
    async fn choices(&self, viewer: &Viewer) -> Result<Choices, Error>;

    /// Changes them, for each subject in the order of [`Subject::ALL`]. What waits for a digest goes along.
    async fn choose(&self, viewer: &Viewer, rhythms: [Rhythm; 5]) -> Result<(), Error>;

    /// Her mailbox works again.
    async fn reachable(&self, viewer: &Viewer) -> Result<(), Error>;

    /// What the link of a mail ends; `None` for a token that was never given out.
    async fn scope(&self, token: &str) -> Result<Option<Scope>, Error>;

    /// Ends it. For whoever has the link; twice is as good as once.
    ///
    /// Errors: `NotFound` for a token that was never given out.
    async fn unsubscribe(&self, token: &str) -> Result<Scope, Error>;
}
