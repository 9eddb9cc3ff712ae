//! Search over all that was written.

pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod port;

use serde::{Deserialize, Serialize};

/// Where somebody searches, and finds the results.
pub const PATH: &str = "/suche";

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A question with its answers.
    Question,
    /// An article of the wiki.
    Article,
    /// A municipality or partner.
    Organisation,
}

impl Kind {
    /// All kinds, in the order of the filter.
    pub const ALL: [Self; 3] = [Self::Article, Self::Question, Self::Organisation];

    /// The name in addresses, in the database and in the index.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Article => "article",
            Self::Organisation => "organisation",
        }
    }

    /// What users say, in the plural.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Question => "Fragen",
            Self::Article => "Artikel",
            Self::Organisation => "Kommunen und Partner",
        }
    }

    /// The reverse of [`Kind::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// A hit as it is offered while someone types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The title.
    pub title: String,
    /// Where it is.
    pub path: String,
    /// What it is and from where.
    pub meta: String,
}
