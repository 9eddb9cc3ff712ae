//! Lists of questions as they are turned over: from a question on, not from a number, so that nothing is skipped or shown
//! twice while new ones come in.

use std::{fmt, str::FromStr};

use async_trait::async_trait;

use super::port::{QuestionEntry, QuestionFilter};
use crate::{account::Viewer, error::Error};

/// Where a question stands in the order of all, as part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// When it was asked, in Unix milliseconds.
    pub at: i64,
    /// Its id: among those of the same moment.
    pub id: i64,
}

impl Key {
    /// That of a question in a list.
    #[must_use]
    pub fn of(entry: &QuestionEntry) -> Self {
        Self { at: entry.created_at.as_millisecond(), id: entry.id }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at, self.id)
    }
}

impl FromStr for Key {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once('-').ok_or(())?;
        match (at.parse(), id.parse()) {
            (Ok(at), Ok(id)) if at >= 0 && id > 0 => Ok(Self { at, id }),
            _ => Err(()),
        }
    }
}

/// Which part of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Place {
    /// Its beginning.
    #[default]
    Newest,
    /// What was asked before this question.
    Before(Key),
    /// What was asked after it, up to a page.
    After(Key),
}

/// A part of a list.
#[derive(Debug, Clone, Default)]
pub struct Part {
    /// What moderators have pinned, at the beginning only; it is not in its own place again.
    pub pinned: Vec<QuestionEntry>,
    /// Newest first.
    pub questions: Vec<QuestionEntry>,
    /// Where newer ones follow, if there are any.
    pub newer: Option<Key>,
    /// Where older ones follow, if there are any.
    pub older: Option<Key>,
}

/// Lists of questions.
#[async_trait]
pub trait Lists: Send + Sync {
    /// A part of the questions. For members; guests see none.
    async fn part(&self, viewer: &Viewer, filter: &QuestionFilter, place: Place) -> Result<Part, Error>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_is_written_and_nothing_else_is_one() {
        let key = Key { at: 1_763_712_000_000, id: 17 };
        assert_eq!(key.to_string().parse(), Ok(key));
        for text in ["", "-", "1-", "-1", "1--1", "1-0", "x-1", "99999999999999999999-1", "1 OR 1=1-1"] {
            assert_eq!(text.parse::<Key>(), Err(()), "{text}");
        }
    }
}
