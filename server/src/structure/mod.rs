//! The rules of the structure of the wiki: the port of [`app::structure`].

pub(crate) mod forms;
mod hints;
pub(crate) mod links;
pub(crate) mod queries;
mod relocate;
mod titles;
mod tree;

use std::sync::Arc;

use app::{
    account::{Action, Viewer},
    error::Error,
    structure::port::{Hint, Missing, Standing, Structure, Suggestion, Surroundings, Tree},
};
use async_trait::async_trait;

use crate::{
    db::{Clock, Db},
    markdown::{Links, Renderer},
    search::SearchService,
};

/// The structure of the wiki.
pub struct StructureService {
    db: Db,
    clock: Clock,
    renderer: Arc<Renderer>,
    search: Arc<SearchService>,
    trees: tree::Trees,
}

impl StructureService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, renderer: Arc<Renderer>, search: Arc<SearchService>) -> Self {
        Self { db, clock, renderer, search, trees: tree::trees() }
    }
}

#[async_trait]
impl Structure for StructureService {
    async fn around(&self, viewer: &Viewer, article: i64) -> Result<Surroundings, Error> {
        let (mut conn, member) = (self.db.read().await?, viewer.may(Action::ReadNetwork));
        let mut around = tree::around(&mut conn, member, article).await?;
        around.linked_from = queries::linked_from(&mut conn, member, article).await?;
        Ok(around)
    }

    async fn tree(&self, viewer: &Viewer, below: Option<&str>) -> Result<Tree, Error> {
        let whole = tree::whole(&self.db, &self.trees, viewer.may(Action::ReadNetwork)).await?;
        tree::part(&whole, below).ok_or(Error::NotFound)
    }

    async fn missing(&self, viewer: &Viewer) -> Result<Vec<Missing>, Error> {
        viewer.require(Action::Moderate)?;
        links::missing(&mut self.db.read().await?).await
    }

    async fn standing(&self, viewer: &Viewer, article: i64) -> Result<Standing, Error> {
        viewer.require(Action::Moderate)?;
        relocate::standing(&mut self.db.read().await?, article).await
    }

    async fn relocate(&self, viewer: &Viewer, slug: &str, standing: Standing) -> Result<String, Error> {
        let member = viewer.require(Action::Moderate)?;
        let mut tx = self.db.begin().await?;
        let path = relocate::relocate(&mut tx, slug, &standing, member.into(), self.clock.millis()).await?;
        tx.commit().await?;
        self.search.poke();
        Ok(path)
    }

    async fn titles(&self, viewer: &Viewer, typed: &str) -> Result<Vec<Suggestion>, Error> {
        titles::matching(&mut self.db.read().await?, viewer.may(Action::ReadNetwork), typed).await
    }

    async fn hints(&self, viewer: &Viewer, body: &str) -> Result<Vec<Hint>, Error> {
        viewer.require(Action::ReadNetwork)?;
        let outline = self.renderer.render_with(body, &Links::default()).outline;
        hints::of_text(&mut self.db.read().await?, body, &outline).await
    }
}
