//! Use cases around gaps of knowledge: note what is looked for, show what is missing.

use async_trait::async_trait;

use crate::{account::Viewer, error::Error, search::port::Query};

/// From how many municipalities a search must come to be shown at all.
pub const FEWEST_MUNICIPALITIES: i64 = 3;

/// What a search lacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// It found nothing.
    Hits,
    /// It found something, and hardly anybody opened any of it.
    Clicks,
}

/// Something that was looked for in vain, by at least [`FEWEST_MUNICIPALITIES`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The stems of its words: what makes two searches the same.
    pub stems: String,
    /// How somebody typed it.
    pub words: String,
    /// How many searches found nothing, or led to nothing.
    pub in_vain: i64,
    /// Out of how many.
    pub searches: i64,
    /// From how many municipalities.
    pub municipalities: i64,
}

/// Gaps of knowledge.
///
/// What is counted are searches of municipalities by month. Who searched is not kept, and neither is what looks like a
/// person: addresses, telephone numbers, names of members, long texts.
#[async_trait]
pub trait Gaps: Send + Sync {
    /// Notes that somebody saw this page of this many results. Only members of municipalities and Kreise count, and only
    /// the first page of a search without filters. Costs no access to the database, and cannot fail.
    fn searched(&self, viewer: &Viewer, query: &Query, page: i64, total: i64);

    /// Notes that somebody opened a result of a search for this text.
    fn opened(&self, viewer: &Viewer, text: &str);

    /// The searches of the last twelve months that lacked this most, up to `limit`. For moderators.
    async fn searches(&self, viewer: &Viewer, lack: Lack, limit: i64) -> Result<Vec<Gap>, Error>;

    /// Hides a gap until municipalities look for the same again in a later month. For moderators.
    ///
    /// Errors: `NotFound` for what is not shown.
    async fn settle(&self, viewer: &Viewer, stems: &str) -> Result<(), Error>;
}
