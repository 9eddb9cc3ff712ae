//! Use cases of names in posts.

use async_trait::async_trait;

use crate::{account::Viewer, error::Error};

/// Somebody who can be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nameable {
    /// What stands behind the `@`: the name, and the municipality where several have it.
    pub name: String,
    /// Where she works; of an organisation, what it is.
    pub meta: String,
}

/// Names in posts.
#[async_trait]
pub trait Mentions: Send + Sync {
    /// People and organisations one of whose names begins like this; those first whose whole name does. For members.
    async fn complete(&self, viewer: &Viewer, typed: &str) -> Result<Vec<Nameable>, Error>;
}
