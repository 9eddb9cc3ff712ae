//! Use cases of expertise: see what an organisation knows, and where one could help.

use async_trait::async_trait;
use jiff::Timestamp;

use super::Expertise;
use crate::{account::Viewer, error::Error, forum::port::question_path, text};

/// So many open questions are shown.
pub const MOST_QUESTIONS: usize = 30;

/// An unanswered question that someone could answer.
#[derive(Debug, Clone)]
pub struct OpenQuestion {
    /// Its id.
    pub id: i64,
    /// The question in one sentence.
    pub title: String,
    /// Name of the organisation that asks.
    pub organisation: String,
    /// Name of its Kreis, unless the organisation is its own.
    pub district: Option<String>,
    /// Name of its topic.
    pub topic: Option<String>,
    /// When it was asked.
    pub created_at: Timestamp,
    /// Why it is shown to her, as a sentence.
    pub reason: String,
}

impl OpenQuestion {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> String {
        question_path(self.id, &self.title)
    }

    /// The muted line below the title.
    #[must_use]
    pub fn meta(&self, now: Timestamp) -> String {
        let place = match &self.district {
            Some(district) => format!("{}, {district}", self.organisation),
            None => self.organisation.clone(),
        };
        [Some(place), self.topic.clone(), Some(text::age(self.created_at, now))]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

/// What organisations know their way around in.
#[async_trait]
pub trait Expertises: Send + Sync {
    /// What this organisation knows best, as far as the viewer may see what it follows from: topics, then tags, each the
    /// best first, and none with less than [`super::ENOUGH`] points.
    async fn of_organisation(&self, viewer: &Viewer, organisation: i64) -> Result<Vec<Expertise>, Error>;

    /// Unanswered questions that she was asked to look at, then others in what her organisation knows; each once, at most
    /// [`MOST_QUESTIONS`]. For members.
    async fn open_for(&self, viewer: &Viewer) -> Result<Vec<OpenQuestion>, Error>;
}
