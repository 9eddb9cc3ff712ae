//! Posts, whatever they are: the port of [`app::forum::post`], and what all use cases about one post begin with.

pub(crate) mod queries;

use app::{
    account::{Action, Viewer},
    error::Error,
    forum::post::{Post, PostRevision, PostText, Posted, Posts},
};
use async_trait::async_trait;

use super::thread::{self, Thread};
use crate::db::{Conn, Db};

/// Said to whoever saves a text that was changed meanwhile; the page shows both.
pub(super) const OVERTAKEN: &str = "Jemand hat diesen Text geändert, während Sie schrieben. Bitte vergleichen Sie beide Texte.";

/// Posts, to be looked at.
pub struct PostService {
    db: Db,
}

impl PostService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

/// The post with its thread, if the viewer may see it; what was taken away is seen by its author and by moderators.
pub(crate) async fn seen(conn: &mut Conn, viewer: &Viewer, post: Post) -> Result<(Posted, Thread), Error> {
    viewer.require(Action::ReadNetwork)?;
    let (posted, below_removed) = queries::post(conn, post).await?.ok_or(Error::NotFound)?;
    let thread = thread::readable(conn, viewer, posted.question).await?;
    let gone = posted.removal.is_some() || below_removed;
    if gone && !viewer.may(Action::EditPost { author: posted.author.id }) {
        return Err(Error::NotFound);
    }
    Ok((posted, thread))
}

#[async_trait]
impl Posts for PostService {
    async fn post(&self, viewer: &Viewer, post: Post) -> Result<Posted, Error> {
        Ok(seen(&mut self.db.read().await?, viewer, post).await?.0)
    }

    async fn revisions(&self, viewer: &Viewer, post: Post) -> Result<Vec<PostRevision>, Error> {
        let mut conn = self.db.read().await?;
        let (posted, _) = seen(&mut conn, viewer, post).await?;
        let present = queries::present(&mut conn, posted.post).await?.ok_or(Error::NotFound)?;
        let former = queries::former(&mut conn, posted.post).await?;
        Ok(std::iter::once(present).chain(former).collect())
    }

    async fn revision(&self, viewer: &Viewer, post: Post, number: i64) -> Result<PostText, Error> {
        let mut conn = self.db.read().await?;
        let (posted, _) = seen(&mut conn, viewer, post).await?;
        if number == posted.revision {
            let title = if matches!(posted.post, Post::Question(_)) { posted.title } else { String::new() };
            return Ok(PostText { title, body: posted.body });
        }
        queries::former_text(&mut conn, posted.post, number).await?.ok_or(Error::NotFound)
    }
}
