//! The rules of comments: the port of [`app::forum::comment`].

pub(crate) mod forms;
pub(crate) mod queries;

use std::sync::Arc;

use app::{
    account::{Action, Viewer},
    error::Error,
    forum::{
        comment::{Comments, LONGEST_COMMENT},
        post::Post,
    },
    moderation::log::Deed,
    search::Kind as SearchKind,
};
use async_trait::async_trait;

use super::{
    post::{self, OVERTAKEN},
    thread,
};
use crate::{
    db::{Clock, Db},
    moderation::log,
    reach::Reach,
    search::{self, SearchService},
    text::required,
};

/// Comments.
pub struct CommentService {
    db: Db,
    clock: Clock,
    search: Arc<SearchService>,
    reach: Arc<Reach>,
}

impl CommentService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, search: Arc<SearchService>, reach: Arc<Reach>) -> Self {
        Self { db, clock, search, reach }
    }
}

fn check(body: &str) -> Result<String, Error> {
    required(body, "Bitte schreiben Sie einen Kommentar.", LONGEST_COMMENT).map_err(|message| Error::invalid("body", message))
}

#[async_trait]
impl Comments for CommentService {
    async fn comment(&self, viewer: &Viewer, on: Post, body: &str) -> Result<i64, Error> {
        let author = viewer.require(Action::Discuss)?;
        let body = check(body)?;
        let mut tx = self.db.begin().await?;
        let (posted, _) = post::seen(&mut tx, viewer, on).await?;
        let question = thread::writable(&mut tx, viewer, posted.question).await?.id;
        // once more, now that nobody moves it or takes it away
        let (posted, _) = post::seen(&mut tx, viewer, on).await?;
        let answer = match posted.post {
            Post::Question(_) => None,
            Post::Answer(id) if posted.question == question && posted.removal.is_none() => Some(id),
            _ => return Err(Error::NotFound),
        };
        let place = queries::Place { question, answer };
        let id = queries::insert(&mut tx, place, &body, (author.id, author.organisation.id), self.clock.millis()).await?;
        self.reach.commented(&mut tx, question, answer, id, author, &body).await?;
        search::record(&mut tx, SearchKind::Question, question).await?;
        tx.commit().await?;
        self.search.poke();
        self.reach.poke();
        Ok(id)
    }

    async fn mend(&self, viewer: &Viewer, comment: i64, body: &str, base: Option<i64>) -> Result<(), Error> {
        viewer.require(Action::Discuss)?;
        let body = check(body)?;
        let mut tx = self.db.begin().await?;
        let on = Post::Comment(comment);
        let (posted, _) = post::seen(&mut tx, viewer, on).await?;
        let question = thread::writable(&mut tx, viewer, posted.question).await?.id;
        let (posted, _) = post::seen(&mut tx, viewer, on).await?;
        let editor = viewer.require(Action::EditPost { author: posted.author.id })?;
        if posted.removal.is_some() {
            return Err(Error::NotFound);
        }
        if base.is_some_and(|base| base != posted.revision) {
            return Err(Error::invalid("form", OVERTAKEN));
        }
        if posted.body == body {
            return Ok(());
        }
        post::queries::keep(&mut tx, on).await?;
        if !queries::update(&mut tx, comment, &body, editor.id, posted.revision, self.clock.millis()).await? {
            return Err(Error::invalid("form", OVERTAKEN));
        }
        self.reach.edited(&mut tx, editor, question, &on.key(), &body).await?;
        if posted.author.id != editor.id {
            log::note(&mut tx, editor.id, (Deed::Edit, Some(on)), "", "", self.clock.millis()).await?;
        }
        search::record(&mut tx, SearchKind::Question, question).await?;
        tx.commit().await?;
        self.search.poke();
        self.reach.poke();
        Ok(())
    }
}
