//! The rules of topics and tags: the port of [`app::subject`].

pub(crate) mod forms;
pub(crate) mod queries;
pub(crate) mod tagging;
mod tags;
mod topics;

use std::sync::Arc;

use app::{
    account::{Action, Viewer},
    error::Error,
    list::Slice,
    subject::port::{CuratedTag, Direction, Heir, Subjects, Tag, TagFilter, Topic, TopicDraft, Usage},
    text,
};
use async_trait::async_trait;

use crate::{
    db::{Conn, Db},
    search::SearchService,
    text::has_words,
};

/// The topic that was chosen in a form, or in one that is older than the last change of the topics. Or why not.
pub(crate) async fn chosen_topic(conn: &mut Conn, typed: &str) -> Result<Result<Option<String>, String>, Error> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Ok(None));
    }
    let topic = queries::topic(conn, typed).await?;
    Ok(topic
        .map(|topic| Some(topic.slug))
        .ok_or_else(|| "Dieses Thema gibt es nicht. Bitte wählen Sie eines aus der Liste.".to_owned()))
}

/// Topics and tags.
pub struct SubjectService {
    db: Db,
    search: Arc<SearchService>,
}

impl SubjectService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, search: Arc<SearchService>) -> Self {
        Self { db, search }
    }

    /// A change by a moderator. One at a time: two people who merge the same two tags into each other cannot meet half-way.
    async fn curate(&self, viewer: &Viewer) -> Result<Conn, Error> {
        viewer.require(Action::Moderate)?;
        let mut tx = self.db.begin().await?;
        queries::one_at_a_time(&mut tx).await?;
        Ok(tx)
    }

    async fn finish(&self, tx: Conn) -> Result<(), Error> {
        tx.commit().await?;
        self.search.poke();
        Ok(())
    }
}

#[async_trait]
impl Subjects for SubjectService {
    async fn complete(&self, viewer: &Viewer, beginning: &str, limit: i64) -> Result<Vec<(String, String)>, Error> {
        viewer.require(Action::ReadNetwork)?;
        // of nothing that can be in a name the slug would be a word of its own
        let beginning = if has_words(beginning) { text::slug(beginning) } else { String::new() };
        queries::complete(&mut self.db.read().await?, &beginning, &viewer.into(), limit).await
    }

    async fn topics(&self) -> Result<Vec<Topic>, Error> {
        queries::topics(&mut self.db.read().await?).await
    }

    async fn topic(&self, slug: &str) -> Result<Option<Topic>, Error> {
        queries::topic(&mut self.db.read().await?, slug).await
    }

    async fn topic_usage(&self, viewer: &Viewer) -> Result<Vec<(Topic, Usage)>, Error> {
        viewer.require(Action::Moderate)?;
        queries::topic_usage(&mut self.db.read().await?).await
    }

    async fn add_topic(&self, viewer: &Viewer, draft: TopicDraft) -> Result<Topic, Error> {
        let mut tx = self.curate(viewer).await?;
        let topic = topics::add(&mut tx, &draft).await?;
        self.finish(tx).await?;
        Ok(topic)
    }

    async fn rewrite_topic(&self, viewer: &Viewer, slug: &str, draft: TopicDraft) -> Result<(), Error> {
        let mut tx = self.curate(viewer).await?;
        topics::rewrite(&mut tx, slug, &draft).await?;
        self.finish(tx).await
    }

    async fn move_topic(&self, viewer: &Viewer, slug: &str, direction: Direction) -> Result<(), Error> {
        let mut tx = self.curate(viewer).await?;
        topics::shift(&mut tx, slug, direction).await?;
        self.finish(tx).await
    }

    async fn dissolve_topic(&self, viewer: &Viewer, slug: &str, heir: Heir) -> Result<(), Error> {
        let mut tx = self.curate(viewer).await?;
        topics::dissolve(&mut tx, slug, &heir).await?;
        self.finish(tx).await
    }

    async fn tag(&self, slug: &str) -> Result<Option<Tag>, Error> {
        queries::tag(&mut self.db.read().await?, slug).await
    }

    async fn tags(&self, viewer: &Viewer, filter: &TagFilter, slice: Slice) -> Result<Vec<CuratedTag>, Error> {
        viewer.require(Action::Moderate)?;
        tags::list(&mut self.db.read().await?, filter, slice).await
    }

    async fn tag_count(&self, viewer: &Viewer, filter: &TagFilter) -> Result<i64, Error> {
        viewer.require(Action::Moderate)?;
        tags::count(&mut self.db.read().await?, filter).await
    }

    async fn curated_tag(&self, viewer: &Viewer, slug: &str) -> Result<Option<CuratedTag>, Error> {
        viewer.require(Action::Moderate)?;
        tags::one(&mut self.db.read().await?, slug).await
    }

    async fn rename_tag(&self, viewer: &Viewer, slug: &str, name: &str) -> Result<Tag, Error> {
        let mut tx = self.curate(viewer).await?;
        let tag = tags::rename(&mut tx, slug, name).await?;
        self.finish(tx).await?;
        Ok(tag)
    }

    async fn add_synonym(&self, viewer: &Viewer, slug: &str, name: &str) -> Result<(), Error> {
        let mut tx = self.curate(viewer).await?;
        tags::add_synonym(&mut tx, slug, name).await?;
        self.finish(tx).await
    }

    async fn remove_synonym(&self, viewer: &Viewer, slug: &str, synonym: &str) -> Result<(), Error> {
        let mut tx = self.curate(viewer).await?;
        tags::remove_synonym(&mut tx, slug, synonym).await?;
        self.finish(tx).await
    }

    async fn merge_tag(&self, viewer: &Viewer, slug: &str, into: &str) -> Result<Tag, Error> {
        let mut tx = self.curate(viewer).await?;
        let tag = tags::merge(&mut tx, slug, into).await?;
        self.finish(tx).await?;
        Ok(tag)
    }

    async fn delete_tag(&self, viewer: &Viewer, slug: &str) -> Result<(), Error> {
        let mut tx = self.curate(viewer).await?;
        tags::delete(&mut tx, slug).await?;
        self.finish(tx).await
    }
}
