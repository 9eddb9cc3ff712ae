//! Why a file was not taken in: a sentence for people, and the status that says the same to a program.

use app::error::Error;

/// Why a file was not taken in.
#[derive(Debug)]
pub enum Refusal {
    /// It, or all files together, are too large (413).
    TooLarge(String),
    /// It is of no type that we take (415).
    WrongType(String),
    /// It is damaged, empty, or not to be had (422).
    Unusable(String),
    /// Something else went wrong.
    Other(Error),
}

impl Refusal {
    /// What is told.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self {
            Self::TooLarge(why) | Self::WrongType(why) | Self::Unusable(why) => why.clone(),
            Self::Other(error) => app::home::trouble::sentence(error),
        }
    }

    /// The HTTP status (RFC 9110, 15.5).
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::TooLarge(_) => 413,
            Self::WrongType(_) => 415,
            Self::Unusable(_) => 422,
            Self::Other(error) => error.status(),
        }
    }
}

impl<E: Into<Error>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Other(error.into())
    }
}
