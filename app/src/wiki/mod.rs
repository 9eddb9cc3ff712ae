//! The wiki: what was learned, in articles with a history.

#[cfg(feature = "ssr")]
pub mod difference;
#[cfg(feature = "ssr")]
pub mod drafts;
#[cfg(feature = "ssr")]
pub mod fields;
#[cfg(feature = "ssr")]
pub mod history;
#[cfg(feature = "ssr")]
pub mod merge;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod port;

use serde::{Deserialize, Serialize};

/// Who may see an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Visibility {
    /// Everybody, also without an account ("offener Transfer").
    Public,
    /// Signed-in members.
    Members,
}

impl Visibility {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Members, Self::Public];

    /// The name in the database and in forms.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Members => "members",
        }
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Public => "öffentlich",
            Self::Members => "nur für Mitglieder",
        }
    }

    /// The reverse of [`Visibility::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|visibility| visibility.key() == key)
    }
}

/// What sort of article it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// What a municipality did and learned.
    ExperienceReport,
    /// The facts of a project.
    ProjectProfile,
    /// How to do something.
    Guide,
    /// Anything else.
    Article,
}

impl Kind {
    /// All kinds, in the order of the form.
    pub const ALL: [Self; 4] = [Self::ExperienceReport, Self::ProjectProfile, Self::Guide, Self::Article];

    /// The name in the database and in forms.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::ExperienceReport => "experience_report",
            Self::ProjectProfile => "project_profile",
            Self::Guide => "guide",
            Self::Article => "article",
        }
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ExperienceReport => "Erfahrungsbericht",
            Self::ProjectProfile => "Projektsteckbrief",
            Self::Guide => "Leitfaden",
            Self::Article => "Artikel",
        }
    }

    /// The reverse of [`Kind::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}
