//! Use cases of saved searches.

use async_trait::async_trait;

use crate::{account::Viewer, error::Error, search::port::Query};

/// A search that somebody has saved.
#[derive(Debug, Clone)]
pub struct SavedSearch {
    /// Its id.
    pub id: i64,
    /// What she calls it.
    pub name: String,
    /// What it looks for.
    pub query: Query,
}

/// Saved searches. Everybody has her own; nobody else, not even a moderator, is told what they look for or how many there are.
#[async_trait]
pub trait SavedSearches: Send + Sync {
    /// Saves a search: from now on she is told of what is new to it. Saved already, it stays as it is.
    ///
    /// Errors: `Invalid` for field `name`; for field `form` a search that looks for nothing or is too long, and one too many.
    async fn save(&self, viewer: &Viewer, name: &str, query: &Query) -> Result<(), Error>;

    /// This search, if she has saved it.
    async fn find(&self, viewer: &Viewer, query: &Query) -> Result<Option<SavedSearch>, Error>;

    /// All of hers, by name.
    async fn list(&self, viewer: &Viewer) -> Result<Vec<SavedSearch>, Error>;

    /// One of hers.
    ///
    /// Errors: `NotFound` also for somebody else's, here and below.
    async fn get(&self, viewer: &Viewer, id: i64) -> Result<SavedSearch, Error>;

    /// Calls it something else.
    ///
    /// Errors: `Invalid` for field `name`.
    async fn rename(&self, viewer: &Viewer, id: i64, name: &str) -> Result<(), Error>;

    /// Forgets it; returns what it looked for.
    async fn forget(&self, viewer: &Viewer, id: i64) -> Result<Query, Error>;
}
