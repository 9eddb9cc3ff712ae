//! Following: to be told of what is new in a question, on a topic, with a tag, from a municipality.

pub mod pages;
pub mod port;

/// What can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A question with its answers.
    Question,
    /// New questions on a topic.
    Topic,
    /// New questions with a tag.
    Tag,
    /// New questions from an organisation.
    Organisation,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Question, Self::Topic, Self::Tag, Self::Organisation];

    /// The name in the database and in forms.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Topic => "topic",
            Self::Tag => "tag",
            Self::Organisation => "organisation",
        }
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Question => "Frage",
            Self::Topic => "Themenfeld",
            Self::Tag => "Schlagwort",
            Self::Organisation => "Kommune",
        }
    }

    /// The reverse of [`Kind::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// One thing that can be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// What sort of thing.
    pub kind: Kind,
    /// Which one: the id of a question, the slug of the others.
    pub name: String,
}
