//! What of the wiki is for everybody, for feeds and search engines. It knows no viewer: all of it is public.

pub(crate) mod queries;

use app::{error::Error, wiki::Kind};
use jiff::Timestamp;

use super::export;
use crate::db::Db;

/// A public article, as far as a sitemap needs it.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    pub(crate) slug: String,
    pub(crate) updated_at: Timestamp,
}

/// A public article in a feed.
#[derive(Debug, Clone)]
pub(crate) struct Newest {
    /// Stays the same when the title and with it the address change.
    pub(crate) id: i64,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) kind: Kind,
    pub(crate) summary: String,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

/// The public articles.
#[derive(Debug, Clone)]
pub(crate) struct PublicArticles {
    db: Db,
}

impl PublicArticles {
    pub(crate) fn new(db: Db) -> Self {
        Self { db }
    }

    /// An article of any visibility as Markdown, for a viewer who has been let in. Guests get no more than what is for
    /// everybody.
    pub(crate) async fn markdown(&self, article: i64, guest: bool) -> Result<Option<String>, Error> {
        export::article(&self.db, article, guest).await
    }

    /// How many there are.
    pub(crate) async fn count(&self) -> Result<i64, Error> {
        queries::count(&mut self.db.read().await?).await
    }

    /// Their addresses, oldest first, so that an address stays in its part of the sitemap.
    pub(crate) async fn addresses(&self, limit: i64, offset: i64) -> Result<Vec<Address>, Error> {
        queries::addresses(&mut self.db.read().await?, limit, offset).await
    }

    /// Those that were published or revised last.
    pub(crate) async fn newest(&self, limit: i64) -> Result<Vec<Newest>, Error> {
        queries::newest(&mut self.db.read().await?, limit).await
    }
}
