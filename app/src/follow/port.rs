//! Use cases of following.

use async_trait::async_trait;

use super::Target;
use crate::{account::Viewer, error::Error, list::Slice};

/// Something that a member follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// What it is.
    pub target: Target,
    /// Its title or name.
    pub title: String,
    /// Where it is.
    pub path: String,
}

/// Following. Everybody sees only what she follows herself; nobody is told who follows what.
#[async_trait]
pub trait Follows: Send + Sync {
    /// Begins to follow; returns where the thing is.
    ///
    /// Errors: `NotFound` also for what the viewer may not see.
    async fn follow(&self, viewer: &Viewer, target: &Target) -> Result<String, Error>;

    /// Stops following; answering does not begin it again. Returns where the thing is.
    ///
    /// Errors: `NotFound` also for what the viewer may not see.
    async fn unfollow(&self, viewer: &Viewer, target: &Target) -> Result<String, Error>;

    /// Whether she follows it.
    async fn follows(&self, viewer: &Viewer, target: &Target) -> Result<bool, Error>;

    /// What she follows, the latest first.
    async fn list(&self, viewer: &Viewer, slice: Slice) -> Result<Vec<Followed>, Error>;

    /// How much that is.
    async fn count(&self, viewer: &Viewer) -> Result<i64, Error>;
}
