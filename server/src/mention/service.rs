//! The port of [`app::mention`].

use app::{
    account::{Action, Viewer},
    error::Error,
    mention::port::{Mentions, Nameable},
    text,
};
use async_trait::async_trait;

use super::queries;
use crate::db::Db;

/// At most so many are offered.
const MOST: usize = 8;

/// Names in posts.
pub struct MentionService {
    db: Db,
}

impl MentionService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

#[async_trait]
impl Mentions for MentionService {
    async fn complete(&self, viewer: &Viewer, typed: &str) -> Result<Vec<Nameable>, Error> {
        viewer.require(Action::ReadNetwork)?;
        if !typed.chars().any(char::is_alphanumeric) {
            return Ok(Vec::new());
        }
        let key = text::slug(typed);
        let mut conn = self.db.read().await?;
        let mut found = queries::places_like(&mut conn, &key).await?;
        found.extend(queries::people_like(&mut conn, &key).await?);
        // both lists are in order; a whole name that begins so comes before one with a later word that does
        found.sort_by_key(|one| !text::slug(&one.name).starts_with(&key));
        found.truncate(MOST);
        Ok(found)
    }
}
