//! Use cases of Nachnutzung: say what one's own municipality does, and see what others do.

use async_trait::async_trait;
use jiff::{Timestamp, civil};

use super::Status;
use crate::{account::Viewer, error::Error, wiki::Kind};

/// What a member types about her organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReuseDraft {
    /// Key of a [`Status`].
    pub status: String,
    /// Slug of the organisation; her own when empty.
    pub organisation: String,
    /// Why it was rejected.
    pub reason: String,
    /// Whom one may call.
    pub contact: String,
    /// Anything else worth knowing.
    pub note: String,
    /// Since when, as `2026-03-01`, or empty.
    pub since: String,
}

/// What an organisation does with the subject of an article.
#[derive(Debug, Clone)]
pub struct Reuse {
    /// Id of the organisation.
    pub organisation_id: i64,
    /// Its slug.
    pub organisation_slug: String,
    /// Its name.
    pub organisation: String,
    /// Name of its Kreis.
    pub district: Option<String>,
    /// How far it has come.
    pub status: Status,
    /// Why it was rejected. Empty for guests, as are contact, note and author.
    pub reason: String,
    /// Whom one may call.
    pub contact: String,
    /// Anything else worth knowing.
    pub note: String,
    /// Since when.
    pub since: Option<civil::Date>,
    /// Who said so: id and name.
    pub author: Option<(i64, String)>,
    /// When that was.
    pub updated_at: Timestamp,
}

/// An article and an organisation that does something with it.
#[derive(Debug, Clone)]
pub struct ReusedArticle {
    /// Address of the article under `/wiki/`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Name of the organisation that the article is about.
    pub origin: Option<String>,
    /// Slug and name of the one that does something with it.
    pub organisation: (String, String),
    /// How far it has come.
    pub status: Status,
}

/// Both directions for one organisation.
#[derive(Debug, Clone, Default)]
pub struct Exchange {
    /// What it takes from others.
    pub takes: Vec<ReusedArticle>,
    /// What others take from it.
    pub gives: Vec<ReusedArticle>,
}

/// Nachnutzung.
#[async_trait]
pub trait Reuses: Send + Sync {
    /// What organisations do with the subject of this article, as far as the viewer may know: guests see where it works or
    /// is being introduced. The caller has made sure that she may see the article.
    async fn of_article(&self, viewer: &Viewer, article: i64) -> Result<Vec<Reuse>, Error>;

    /// Says what an organisation does. Members for their own one, moderators for any.
    ///
    /// Errors: `Invalid` for the fields of [`ReuseDraft`]; `NotFound` for an article she may not see or that is neither a
    /// report nor a project.
    async fn declare(&self, viewer: &Viewer, slug: &str, draft: ReuseDraft) -> Result<(), Error>;

    /// Takes back what was said about an organisation (by slug; her own when empty).
    async fn withdraw(&self, viewer: &Viewer, slug: &str, organisation: &str) -> Result<(), Error>;

    /// What an organisation takes from others and gives to them, as far as the viewer may see it.
    async fn exchange(&self, viewer: &Viewer, organisation: i64) -> Result<Exchange, Error>;
}

/// Whether articles of this kind describe something that can be reused.
#[must_use]
pub fn is_reusable(kind: Kind) -> bool {
    matches!(kind, Kind::ExperienceReport | Kind::ProjectProfile)
}
