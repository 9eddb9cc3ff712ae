//! The log of moderators: the port of [`app::moderation::log`], and the one way into it.

use app::{
    account::{Action, Viewer},
    error::Error,
    forum::post::Post,
    list::Slice,
    moderation::log::{Deed, Log, LogEntry},
};
use async_trait::async_trait;

use super::queries;
use crate::db::{Conn, Db, Millis};

/// Notes what a moderator did, on which post if it was one, in the transaction that does it.
pub(crate) async fn note(
    tx: &mut Conn,
    by: i64,
    (deed, post): (Deed, Option<Post>),
    detail: &str,
    reason: &str,
    now: Millis,
) -> Result<(), Error> {
    queries::note(tx, by, (deed, post), (detail, reason), now).await
}

/// The log, to be read.
pub struct LogService {
    db: Db,
}

impl LogService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

#[async_trait]
impl Log for LogService {
    async fn entries(&self, viewer: &Viewer, slice: Slice) -> Result<Vec<LogEntry>, Error> {
        viewer.require(Action::Moderate)?;
        queries::log(&mut self.db.read().await?, slice).await
    }

    async fn count(&self, viewer: &Viewer) -> Result<i64, Error> {
        viewer.require(Action::Moderate)?;
        queries::log_length(&mut self.db.read().await?).await
    }
}
