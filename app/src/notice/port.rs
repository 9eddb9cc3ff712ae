//! Use cases of notices: look through them, open one, be done with all.

use async_trait::async_trait;
use jiff::Timestamp;

use super::NoticeKind;
use crate::{account::Viewer, error::Error, list::Slice};

/// Something that one member was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its id.
    pub id: i64,
    /// What it is about; `None` if a later version wrote it.
    pub kind: Option<NoticeKind>,
    /// What happened, in a sentence.
    pub text: String,
    /// When.
    pub created_at: Timestamp,
    /// Whether she has opened it, or said that she is done with it.
    pub seen: bool,
}

/// Notices. Everybody has her own, and nobody sees those of others.
#[async_trait]
pub trait Notices: Send + Sync {
    /// Hers, newest first.
    async fn list(&self, viewer: &Viewer, slice: Slice) -> Result<Vec<Notice>, Error>;

    /// How many she has.
    async fn count(&self, viewer: &Viewer) -> Result<i64, Error>;

    /// Marks one as seen; returns the path that it leads to.
    ///
    /// Errors: `NotFound` also for somebody else's.
    async fn open(&self, viewer: &Viewer, id: i64) -> Result<String, Error>;

    /// Marks all up to this id as seen: what came after she had looked stays new.
    async fn see_all(&self, viewer: &Viewer, upto: i64) -> Result<(), Error>;
}
