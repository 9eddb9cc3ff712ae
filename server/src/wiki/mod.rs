//! The rules of the wiki: the port of [`app::wiki`].

pub(crate) mod derived;
mod draft;
pub mod drafts;
pub(crate) mod events;
pub mod export;
pub(crate) mod facts;
pub(crate) mod forms;
pub(crate) mod history;
pub mod import;
pub mod merge;
pub mod origins;
pub(crate) mod public;
pub(crate) mod publishing;
pub(crate) mod queries;
mod reconcile;
mod revising;
pub(crate) mod templates;

use std::{collections::HashMap, sync::Arc};

use app::{
    account::{Action, Viewer},
    error::Error,
    list::Slice,
    text,
    wiki::{
        Kind,
        merge::Overlap,
        port::{Article, ArticleDraft, ArticleEntry, ArticleFilter, Facets, Revised, Revision, Section, Template, Wiki},
    },
};
use async_trait::async_trait;

use self::{publishing::Manner, queries::Origin, revising::Outcome};
use crate::{
    db::{Clock, Conn, Db},
    markdown::{Heading, Renderer},
    search::SearchService,
    structure,
};

/// The wiki.
pub struct WikiService {
    db: Db,
    clock: Clock,
    renderer: Arc<Renderer>,
    search: Arc<SearchService>,
    templates: templates::Defaults,
    counted: facts::Counted,
}

impl WikiService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, renderer: Arc<Renderer>, search: Arc<SearchService>) -> Self {
        Self { db, clock, renderer, search, templates: templates::Defaults::new(), counted: facts::counted() }
    }

    /// With what new articles begin with: key of a kind to Markdown.
    #[must_use]
    pub fn with_templates(mut self, templates: HashMap<String, String>) -> Self {
        for body in templates.values() {
            templates::questions::remember(body);
        }
        self.templates = templates;
        self
    }

    async fn load(&self, conn: &mut Conn, viewer: &Viewer, slug: &str) -> Result<Option<Article>, Error> {
        let Some(mut article) = queries::article(conn, slug).await? else { return Ok(None) };
        let links = structure::links::of_article(conn, viewer, article.id, &article.body).await?;
        let rendered = self.renderer.render_with(&article.body, &links);
        article.html = rendered.html.to_string();
        article.sections = rendered.outline.iter().map(section).collect();
        Ok(Some(article))
    }

    /// Earlier revisions are for members, also those of a public article: what was internal then stays internal.
    async fn require_history(&self, conn: &mut Conn, viewer: &Viewer, article: i64) -> Result<(), Error> {
        viewer.require(Action::ReadNetwork)?;
        let visibility = queries::visibility(conn, article).await?.ok_or(Error::NotFound)?;
        // whoever may not see it is not told that it exists
        if viewer.may(Action::ReadArticle(visibility)) { Ok(()) } else { Err(Error::NotFound) }
    }
}

fn section(heading: &Heading) -> Section {
    Section { level: heading.level, title: heading.text.clone(), id: heading.id.clone() }
}

#[async_trait]
impl Wiki for WikiService {
    async fn article(&self, viewer: &Viewer, slug: &str) -> Result<Option<Article>, Error> {
        let article = self.load(&mut self.db.read().await?, viewer, slug).await?;
        let mut article = article.filter(|article| viewer.may(Action::ReadArticle(article.visibility)));
        if let Some(article) = article.as_mut().filter(|_| !viewer.may(Action::ReadNetwork)) {
            article.fields = std::mem::take(&mut article.fields).without_contact();
        }
        Ok(article)
    }

    async fn articles(&self, viewer: &Viewer, filter: &ArticleFilter, slice: Slice) -> Result<Vec<ArticleEntry>, Error> {
        queries::list(&mut self.db.read().await?, viewer.may(Action::ReadNetwork), filter, slice.limit, slice.offset).await
    }

    async fn count(&self, viewer: &Viewer, filter: &ArticleFilter) -> Result<i64, Error> {
        queries::count(&mut self.db.read().await?, viewer.may(Action::ReadNetwork), filter).await
    }

    async fn facets(&self, viewer: &Viewer, filter: &ArticleFilter) -> Result<Facets, Error> {
        facts::facets(&self.db, &self.counted, viewer.may(Action::ReadNetwork), filter).await
    }

    async fn publish(&self, viewer: &Viewer, draft: ArticleDraft) -> Result<Article, Error> {
        let author = viewer.require(Action::WriteArticle)?;
        let mut tx = self.db.begin().await?;
        let new = draft::check(&mut tx, &draft).await?;
        let (wish, now) = (text::slug(&new.title), self.clock.millis());
        let id = publishing::publish(&mut tx, &wish, &new, &Origin::default(), Some(author.into()), now).await?;
        let slug = queries::slug_of(&mut tx, id).await?;
        let article = self.load(&mut tx, viewer, &slug).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        self.search.poke();
        Ok(article)
    }

    async fn revise(&self, viewer: &Viewer, slug: &str, base: i64, draft: ArticleDraft) -> Result<Revised, Error> {
        let author = viewer.require(Action::WriteArticle)?;
        let mut tx = self.db.begin().await?;
        let now = self.load(&mut tx, viewer, slug).await?.ok_or(Error::NotFound)?;
        let time = self.clock.millis();
        let (slug, theirs) = match revising::revise(&mut tx, &now, base, &draft, author.into(), Manner::Edit, time).await? {
            Outcome::Stands(slug) => (slug, None),
            Outcome::Merged { slug, theirs } => (slug, Some(theirs)),
            Outcome::Conflicts(overlap) => return Ok(Revised::Conflicts(overlap)),
        };
        let article = Box::new(self.load(&mut tx, viewer, &slug).await?.ok_or(Error::NotFound)?);
        tx.commit().await?;
        self.search.poke();
        Ok(match theirs {
            None => Revised::Stands(article),
            Some(theirs) => Revised::Merged { article, theirs },
        })
    }

    async fn overlap(&self, viewer: &Viewer, slug: &str, base: i64, now: i64, draft: &ArticleDraft) -> Result<Overlap, Error> {
        viewer.require(Action::WriteArticle)?;
        let mut conn = self.db.read().await?;
        let article = queries::article(&mut conn, slug).await?.ok_or(Error::NotFound)?;
        let theirs = history::snapshot(&mut conn, article.id, now).await?.ok_or(Error::NotFound)?;
        let base = history::snapshot(&mut conn, article.id, base).await?;
        Ok(reconcile::overlap(base, draft, theirs))
    }

    async fn revision(&self, viewer: &Viewer, article: i64, number: i64) -> Result<Option<Revision>, Error> {
        let mut conn = self.db.read().await?;
        self.require_history(&mut conn, viewer, article).await?;
        history::revision(&mut conn, article, number).await
    }

    async fn preview(&self, viewer: &Viewer, markdown: &str) -> Result<String, Error> {
        self.sketch(viewer, &templates::questions::answered(markdown)).await
    }

    async fn sketch(&self, viewer: &Viewer, markdown: &str) -> Result<String, Error> {
        let links = structure::links::of_text(&mut self.db.read().await?, viewer, markdown).await?;
        Ok(self.renderer.render_with(markdown, &links).html.to_string())
    }

    async fn template(&self, kind: Kind) -> Result<Template, Error> {
        templates::template(&self.db, &self.templates, kind).await
    }

    async fn rewrite_template(&self, viewer: &Viewer, kind: Kind, body: &str) -> Result<(), Error> {
        templates::rewrite(&self.db, &self.clock, viewer, kind, body).await
    }

    async fn reset_template(&self, viewer: &Viewer, kind: Kind) -> Result<(), Error> {
        templates::reset(&self.db, viewer, kind).await
    }
}
