//! Use cases of moderation: decide on requests to join.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::{account::Viewer, error::Error};

/// A request to join that waits for a decision.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its id.
    pub id: i64,
    /// Who asks.
    pub name: String,
    /// Her address, not yet proved.
    pub mail: String,
    /// Where she says she works.
    pub organisation: String,
    /// What she adds.
    pub message: String,
    /// When.
    pub created_at: Timestamp,
}

/// Decisions of moderators. Every method is for moderators.
#[async_trait]
pub trait Moderation: Send + Sync {
    /// Requests that wait, oldest first.
    async fn requests(&self, viewer: &Viewer) -> Result<Vec<Request>, Error>;

    /// Lets someone in as a member of an organisation (slug): mails her the link to confirm her address.
    ///
    /// Errors: `Invalid` for field `organisation`, `NotFound` when it was decided already.
    async fn admit(&self, viewer: &Viewer, request: i64, organisation: &str) -> Result<(), Error>;

    /// Declines with a reason that is mailed.
    ///
    /// Errors: `Invalid` for field `reason`, `NotFound` when it was decided already.
    async fn decline(&self, viewer: &Viewer, request: i64, reason: &str) -> Result<(), Error>;
}
