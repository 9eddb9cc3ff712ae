//! Use cases around feeds: a key that opens them, and nothing else.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::{account::Viewer, error::Error};

/// Keys of feeds. Programs that read feeds cannot sign in.
#[async_trait]
pub trait Feeds: Send + Sync {
    /// Makes a new key for oneself and returns it, this once; the former one opens nothing any more. For members.
    async fn renew(&self, viewer: &Viewer) -> Result<String, Error>;

    /// Takes one's own key away; does nothing without one. For members.
    async fn revoke(&self, viewer: &Viewer) -> Result<(), Error>;

    /// Since when one has a key. For members.
    async fn since(&self, viewer: &Viewer) -> Result<Option<Timestamp>, Error>;
}
