//! Use cases around synonyms: look them up, curate them.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::{account::Viewer, error::Error, list::Slice};

/// Fewest terms of a group.
pub const FEWEST_TERMS: usize = 2;
/// Most terms of a group.
pub const MOST_TERMS: usize = 12;
/// Most words of a term.
pub const MOST_WORDS: usize = 6;
/// Longest term, in characters.
pub const LONGEST_TERM: usize = 80;

/// Terms that mean the same to whoever searches: each of them finds the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynonymGroup {
    /// Its id.
    pub id: i64,
    /// Its terms, as they were typed.
    pub terms: Vec<String>,
    /// Why they belong together; may be empty.
    pub note: String,
    /// Goes up with every change.
    pub version: i64,
    /// When it became what it is, and who did it; nobody when the network has brought it along.
    pub changed: Option<(Timestamp, Option<String>)>,
    /// Those of its terms that stand in another group, too.
    pub elsewhere: Vec<String>,
}

/// What moderators type about a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupDraft {
    /// Its terms, one a line.
    pub terms: String,
    /// Why they belong together.
    pub note: String,
}

/// Synonyms. Every method is for moderators.
///
/// A change takes effect on all nodes within moments: what is looked for is widened, so nothing is indexed anew.
#[async_trait]
pub trait Synonyms: Send + Sync {
    /// Groups in which a term or the note contains this text (all for an empty one), by their first term, and how many
    /// there are.
    async fn groups(&self, viewer: &Viewer, text: &str, slice: Slice) -> Result<(Vec<SynonymGroup>, i64), Error>;

    /// One of them.
    async fn group(&self, viewer: &Viewer, id: i64) -> Result<Option<SynonymGroup>, Error>;

    /// Adds a group. A term may stand in several: an abbreviation can mean two things, and each group stands for one.
    ///
    /// Errors: `Invalid` for the fields of [`GroupDraft`]; also when two of the terms stand together in a group already.
    async fn add(&self, viewer: &Viewer, draft: GroupDraft) -> Result<i64, Error>;

    /// Changes a group if it still is in the version that was seen.
    ///
    /// Errors: `Invalid` for the fields of [`GroupDraft`], for field `form` when somebody else was quicker; `NotFound`.
    async fn change(&self, viewer: &Viewer, id: i64, version: i64, draft: GroupDraft) -> Result<(), Error>;

    /// Takes a group away. It can be brought back.
    ///
    /// Errors: `NotFound`.
    async fn remove(&self, viewer: &Viewer, id: i64) -> Result<(), Error>;

    /// Brings back a group that was taken away.
    ///
    /// Errors: `NotFound`.
    async fn restore(&self, viewer: &Viewer, id: i64) -> Result<(), Error>;
}
