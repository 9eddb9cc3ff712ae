//! The rules of feeds of questions: the port of [`app::feed`], and who reads with which key.

pub(crate) mod forms;
pub(crate) mod queries;

use app::{
    account::{Action, Viewer},
    error::Error,
    feed::port::Feeds,
};
use async_trait::async_trait;
use jiff::Timestamp;

use crate::{
    account::token::{self, Token},
    db::{Clock, Db, timestamp},
};

/// Keys of feeds.
pub struct FeedService {
    db: Db,
    clock: Clock,
}

impl FeedService {
    /// On this database.
    #[must_use]
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }

    /// Who reads with this key. It stands in addresses, where others may see it one day; so whoever has it sees what a member
    /// of her Kreis sees, and be she a moderator.
    pub(crate) async fn reader(&self, key: &str) -> Result<Option<Viewer>, Error> {
        let reader = queries::reader(&mut self.db.read().await?, &token::hash(key)).await?;
        Ok(reader.map(Viewer::member_is))
    }
}

#[async_trait]
impl Feeds for FeedService {
    async fn renew(&self, viewer: &Viewer) -> Result<String, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let key = Token::generate()?;
        let mut tx = self.db.begin().await?;
        queries::renew(&mut tx, member.id, &key.hash(), self.clock.millis()).await?;
        tx.commit().await?;
        Ok(key.reveal().to_owned())
    }

    async fn revoke(&self, viewer: &Viewer) -> Result<(), Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut tx = self.db.begin().await?;
        queries::revoke(&mut tx, member.id).await?;
        tx.commit().await
    }

    async fn since(&self, viewer: &Viewer) -> Result<Option<Timestamp>, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        Ok(queries::since(&mut self.db.read().await?, member.id).await?.map(timestamp))
    }
}
