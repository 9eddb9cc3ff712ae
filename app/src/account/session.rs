//! Use cases of sessions: which there are, ending them, and showing once more who one is.

use async_trait::async_trait;
use jiff::Timestamp;

use super::{Viewer, port::NewSession};
use crate::error::Error;

/// Where somebody is signed in. When she was last there is stored nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// What a form calls it; opens nothing.
    pub handle: String,
    /// The device in words, e.g. `Firefox unter Windows`.
    pub device: String,
    /// Since when.
    pub since: Timestamp,
    /// Whether it is the one that asks.
    pub present: bool,
}

/// The sessions of the viewer.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// All of them, the newest first.
    async fn sessions(&self, viewer: &Viewer) -> Result<Vec<Session>, Error>;

    /// Ends one of hers; nothing happens when there is none of that handle.
    async fn end_session(&self, viewer: &Viewer, handle: &str) -> Result<(), Error>;

    /// Ends all but the present one.
    async fn end_others(&self, viewer: &Viewer) -> Result<(), Error>;

    /// Shows once more who she is, with her code if she has a second factor: afterwards [`Viewer::require_proof`] lets her pass for a while. The session gets a new
    /// token and ends when it would have ended.
    ///
    /// Errors: `Invalid` for fields `password` and `code`.
    async fn prove(&self, viewer: &Viewer, password: &str, code: &str) -> Result<NewSession, Error>;
}
