//! Use cases of freshness: see who looks after an article, confirm it, take it over, change who does.

use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

use super::SOON_DAYS;
use crate::{account::Viewer, error::Error, list::Slice, text};

/// Who looks after an article and how it stands with its review, as far as the viewer may know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Care {
    /// Id, name and organisation of the owner; for members only.
    pub owner: Option<(i64, String, String)>,
    /// Slug and name of the organisation that stands in.
    pub deputy: Option<(String, String)>,
    /// Months between reviews.
    pub months: Option<i64>,
    /// When somebody last found that it holds; an imported article nobody has looked at has no such time.
    pub reviewed_at: Option<Timestamp>,
    /// When somebody has to look again.
    pub due: Option<Timestamp>,
    /// Whether the viewer may say that it still holds, and make herself the owner.
    pub may_confirm: bool,
    /// Whether she may say who looks after it, and how often.
    pub may_change: bool,
}

impl Care {
    /// Whether the date has passed.
    #[must_use]
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.due.is_some_and(|due| due <= now)
    }

    /// Whether the date has passed or comes soon.
    #[must_use]
    pub fn is_due_soon(&self, now: Timestamp) -> bool {
        self.due.is_some_and(|due| due <= now.saturating_add(SignedDuration::from_hours(24 * SOON_DAYS)).unwrap_or(now))
    }

    /// What everybody is told about an overdue article: `Seit März 2025 nicht mehr geprüft: Angaben können überholt sein.`
    #[must_use]
    pub fn warning(&self, now: Timestamp) -> Option<String> {
        let since = self.reviewed_at.or(self.due).filter(|_| self.is_overdue(now))?;
        Some(format!("Seit {} nicht mehr geprüft: Angaben können überholt sein.", text::month(since)))
    }
}

/// What is typed to change who looks after an article.
#[derive(Debug, Clone, Default)]
pub struct CareWish {
    /// Id of a person, or empty.
    pub owner: String,
    /// Slug of an organisation, or empty.
    pub deputy: String,
    /// Months, or empty.
    pub months: String,
}

/// Someone who can be chosen as the owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Her id.
    pub id: i64,
    /// Her name.
    pub name: String,
    /// Where she works.
    pub organisation: String,
}

/// Which articles the list of reviews shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Due {
    /// The date has passed.
    #[default]
    Overdue,
    /// The date comes soon.
    Soon,
    /// Nobody looks after it.
    Ownerless,
}

impl Due {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Overdue, Self::Soon, Self::Ownerless];

    /// The name in addresses.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Overdue => "",
            Self::Soon => "bald",
            Self::Ownerless => "ohne",
        }
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Overdue => "Überfällig",
            Self::Soon => "Bald fällig",
            Self::Ownerless => "Ohne Betreuung",
        }
    }

    /// The reverse of [`Due::key`]; overdue ones for anything else.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|due| due.key() == key).unwrap_or_default()
    }
}

/// Which articles a member has to do with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Whose {
    /// She looks after them.
    #[default]
    Mine,
    /// Her organisation stands in for them.
    Organisation,
    /// The same, and nobody looks after them.
    Ownerless,
}

impl Whose {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 3] = [Self::Mine, Self::Organisation, Self::Ownerless];

    /// The name in addresses.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Mine => "",
            Self::Organisation => "organisation",
            Self::Ownerless => "ohne",
        }
    }

    /// The reverse of [`Whose::key`]; her own for anything else.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|whose| whose.key() == key).unwrap_or_default()
    }
}

/// An article on the list of reviews.
#[derive(Debug, Clone)]
pub struct Watched {
    /// Its address under `/wiki/`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Name and organisation of its owner.
    pub owner: Option<(String, String)>,
    /// The organisation that stands in.
    pub deputy: Option<String>,
    /// When it has to be looked at.
    pub due: Option<Timestamp>,
}

/// Freshness of articles.
#[async_trait]
pub trait Freshness: Send + Sync {
    /// Who looks after an article, and how it stands with its review.
    ///
    /// Errors: `NotFound` also if the viewer may not see it.
    async fn care(&self, viewer: &Viewer, article: i64) -> Result<Care, Error>;

    /// Who can be chosen as the owner: people of the deputy organisation and of the article's own, and moderators.
    async fn candidates(&self, viewer: &Viewer, article: i64) -> Result<Vec<Candidate>, Error>;

    /// "Weiterhin gültig": the next review comes an interval later. `due` (milliseconds) is the date that the viewer saw;
    /// if somebody else was quicker, nothing is left to do and nothing is written.
    async fn confirm(&self, viewer: &Viewer, article: i64, due: i64) -> Result<(), Error>;

    /// "Verantwortung übernehmen": the viewer becomes the owner.
    async fn take_over(&self, viewer: &Viewer, article: i64) -> Result<(), Error>;

    /// Changes owner, deputy and interval.
    ///
    /// Errors: `Invalid` for the fields of [`CareWish`].
    async fn change(&self, viewer: &Viewer, article: i64, wish: CareWish) -> Result<(), Error>;

    /// The articles that the viewer looks after, or that her organisation stands in for; the longest overdue first.
    async fn own(&self, viewer: &Viewer, whose: Whose, slice: Slice) -> Result<Vec<Watched>, Error>;

    /// How many there are.
    async fn count_own(&self, viewer: &Viewer, whose: Whose) -> Result<i64, Error>;

    /// Articles to look after, of one Kreis (slug) or all, the longest overdue first. For moderators.
    async fn watched(&self, viewer: &Viewer, due: Due, district: Option<&str>, slice: Slice) -> Result<Vec<Watched>, Error>;

    /// How many there are.
    async fn count(&self, viewer: &Viewer, due: Due, district: Option<&str>) -> Result<i64, Error>;
}
