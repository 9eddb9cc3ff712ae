//! Use cases of announcements: see what is coming, announce, change, take back.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::{account::Viewer, error::Error, list::Slice, text, wiki::Visibility};

/// What a moderator types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AnnouncementDraft {
    /// What it is about.
    pub title: String,
    /// Markdown; may be empty.
    pub body: String,
    /// The day it begins (ISO 8601), or empty: then it is news and no date.
    pub start_day: String,
    /// The time it begins, by the clock of the region (`14:00`).
    pub start_time: String,
    /// The day it ends; the same one when only a time is given.
    pub end_day: String,
    /// The time it ends, or empty.
    pub end_time: String,
    /// Where.
    pub place: String,
    /// An address to read on or to sign up; `http` or `https`.
    pub link: String,
    /// The last day on which the front page shows it; empty: until it is over, or for thirty days.
    pub shown_until: String,
    /// Key of a [`Visibility`].
    pub visibility: String,
}

/// What was announced.
#[derive(Debug, Clone)]
pub struct Announcement {
    /// Its id.
    pub id: i64,
    /// What it is about.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// The body as safe HTML; empty in lists.
    pub html: String,
    /// When it begins.
    pub starts_at: Option<Timestamp>,
    /// When it ends.
    pub ends_at: Option<Timestamp>,
    /// Where; may be empty.
    pub place: String,
    /// An address to read on; may be empty.
    pub link: String,
    /// Until when the front page shows it.
    pub shown_until: Timestamp,
    /// Who may see it.
    pub visibility: Visibility,
    /// How often it was changed.
    pub version: i64,
    /// When it was announced.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

impl Announcement {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> String {
        announcement_path(self.id)
    }

    /// When it is, in words.
    #[must_use]
    pub fn when(&self) -> Option<String> {
        Some(text::span(self.starts_at?, self.ends_at))
    }

    /// The muted line below the title: when and where, or since when it is known.
    #[must_use]
    pub fn meta(&self, now: Timestamp) -> String {
        let when = self.when().unwrap_or_else(|| text::age(self.created_at, now));
        [when, self.place.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }
}

/// Where an announcement is.
#[must_use]
pub fn announcement_path(id: i64) -> String {
    format!("/termine/{id}")
}

/// Which part of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What is still to come, the next one first; then news that are still shown.
    Coming,
    /// What is over, the latest first.
    Past,
}

impl Part {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Coming, Self::Past];

    /// The name in addresses.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Coming => "kommend",
            Self::Past => "vergangen",
        }
    }

    /// The reverse of [`Part::key`]; what is coming for everything else.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        if key == Self::Past.key() { Self::Past } else { Self::Coming }
    }
}

/// Announcements. Who may not see one is told that it does not exist.
#[async_trait]
pub trait Announcements: Send + Sync {
    /// Announces something; returns its id. For moderators.
    ///
    /// Errors: `Invalid` for the fields of [`AnnouncementDraft`].
    async fn announce(&self, viewer: &Viewer, draft: AnnouncementDraft) -> Result<i64, Error>;

    /// Changes version `version` of it, the one she has read. For moderators.
    ///
    /// Errors: `Invalid` for the fields of [`AnnouncementDraft`], and for `form` when someone else was quicker.
    async fn change(&self, viewer: &Viewer, id: i64, version: i64, draft: AnnouncementDraft) -> Result<(), Error>;

    /// Takes it back. For moderators.
    async fn remove(&self, viewer: &Viewer, id: i64) -> Result<(), Error>;

    /// One of them.
    async fn announcement(&self, viewer: &Viewer, id: i64) -> Result<Option<Announcement>, Error>;

    /// What matters now, the next date first.
    async fn current(&self, viewer: &Viewer, limit: i64) -> Result<Vec<Announcement>, Error>;

    /// A part of the list.
    async fn list(&self, viewer: &Viewer, part: Part, slice: Slice) -> Result<Vec<Announcement>, Error>;

    /// How many there are.
    async fn count(&self, viewer: &Viewer, part: Part) -> Result<i64, Error>;

    /// Dates for a calendar: what has been lately, and what is coming.
    async fn calendar(&self, viewer: &Viewer) -> Result<Vec<Announcement>, Error>;
}
