//! What two people made of the same text: where they agree, and the places at which someone has to decide.

/// A stretch of a text that two people changed, in whole lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Neither changed it, or both in the same way.
    Same(String),
    /// Only the one who is saving changed it.
    Mine(String),
    /// Only the one who was quicker changed it.
    Theirs(String),
    /// Both changed it, differently.
    Conflict(Conflict),
}

/// A place that both changed, in whole lines; a side is empty where its author took everything out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What stood there when both began.
    pub base: String,
    /// What the one who is saving made of it.
    pub mine: String,
    /// What stands there now.
    pub theirs: String,
}

/// What becomes of a place that both changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The text of the one who is saving.
    Mine,
    /// What stands there now.
    Theirs,
    /// What stands there now, then the text of the one who is saving.
    Both,
}

impl Choice {
    /// All, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Mine, Self::Theirs, Self::Both];

    /// The name in forms.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Mine => "meine",
            Self::Theirs => "jetzige",
            Self::Both => "beide",
        }
    }

    /// What users read beside the button.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Mine => "Ihren Text nehmen",
            Self::Theirs => "Die jetzige Fassung lassen",
            Self::Both => "Beide behalten, Ihren Text danach",
        }
    }

    /// The reverse of [`Choice::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.key() == key)
    }
}

/// The outcome of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merge {
    /// Everything that either of them did.
    Merged(String),
    /// At least one place is for a person to decide.
    Conflicts(Vec<Piece>),
}
