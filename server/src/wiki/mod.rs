//! The rules of the wiki: the port of [`app::wiki`].

mod draft;
pub mod drafts;
pub(crate) mod events;
pub(crate) mod forms;
pub mod import;
pub mod merge;
pub mod origins;
mod publishing;
pub(crate) mod queries;
mod revising;

use std::{collections::HashMap, sync::Arc};

use app::{
    account::{Action, Viewer},
    error::Error,
    list::Slice,
    text,
    wiki::{
        Kind, Visibility,
        fields::Typed,
        port::{Article, ArticleDraft, ArticleEntry, ArticleFilter, Revised, Revision, Topic, Wiki},
    },
};
use async_trait::async_trait;

use self::{
    publishing::{Manner, Standing},
    queries::Origin,
    revising::Outcome,
};
use crate::{
    db::{Clock, Conn, Db},
    markdown::Renderer,
    search::SearchService,
};

/// The wiki.
pub struct WikiService {
    db: Db,
    clock: Clock,
    renderer: Arc<Renderer>,
    search: Arc<SearchService>,
}

/// An article out of a file.
#[derive(Debug, Clone)]
pub struct Imported {
    /// Which file: the same file is the same article.
    pub key: String,
    /// What is in it: the same hash means nothing to do.
    pub hash: String,
    /// The wish for an address.
    pub slug: Option<String>,
    /// Its title.
    pub title: String,
    /// What sort it is.
    pub kind: Kind,
    /// Who may see it.
    pub visibility: Visibility,
    /// One or two sentences.
    pub summary: String,
    /// Markdown.
    pub body: String,
    /// Slug of a topic.
    pub topic: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Slug of an organisation.
    pub organisation: Option<String>,
    /// Where it comes from, for readers.
    pub source: Option<String>,
    /// For the history.
    pub note: String,
    /// The fixed fields.
    pub fields: Typed,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportOutcome {
    /// A new article.
    New,
    /// A new revision.
    Changed,
    /// Nothing to do.
    Unchanged,
}

impl WikiService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, renderer: Arc<Renderer>, search: Arc<SearchService>) -> Self {
        Self { db, clock, renderer, search }
    }

    /// Takes a file in: one transaction, so an interrupted import resumes with the next file.
    ///
    /// Errors: `Invalid` for the fields of an article.
    pub async fn import(&self, file: Imported) -> Result<ImportOutcome, Error> {
        let mut tx = self.db.begin().await?;
        let known = queries::imported(&mut tx, &file.key).await?;
        if known.as_ref().is_some_and(|(.., hash)| hash.as_deref() == Some(&file.hash)) {
            return Ok(ImportOutcome::Unchanged);
        }
        let origin = Origin { source: file.source.clone(), key: Some(file.key.clone()), hash: Some(file.hash.clone()) };
        let wish = file.slug.clone().unwrap_or_else(|| text::slug(&file.title));
        let stored = draft::check(&mut tx, &draft_of(file)).await?;
        let now = self.clock.millis();
        let outcome = if let Some((id, slug, _)) = known {
            // the address of an imported article is that of its file, whatever its title
            let standing = Standing { id, slug: &slug, title: &stored.title.clone() };
            publishing::revise(&mut tx, &standing, stored, None, Manner::Apart, now).await?;
            queries::set_import(&mut tx, id, &origin).await?;
            ImportOutcome::Changed
        } else {
            publishing::publish(&mut tx, &text::slug(&wish), &stored, &origin, None, now).await?;
            ImportOutcome::New
        };
        tx.commit().await?;
        self.search.poke();
        Ok(outcome)
    }

    /// What was imported under keys that begin so: key to (hash, slug).
    pub async fn imported(&self, prefix: &str) -> Result<HashMap<String, (String, String)>, Error> {
        let rows = queries::all_imported(&mut self.db.read().await?, prefix).await?;
        Ok(rows.into_iter().map(|(key, hash, slug)| (key, (hash.unwrap_or_default(), slug))).collect())
    }

    async fn load(&self, conn: &mut Conn, slug: &str) -> Result<Option<Article>, Error> {
        let Some(mut article) = queries::article(conn, slug).await? else { return Ok(None) };
        article.html = self.renderer.render(&article.body).to_string();
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

fn draft_of(file: Imported) -> ArticleDraft {
    ArticleDraft {
        title: file.title,
        kind: file.kind.key().to_owned(),
        visibility: file.visibility.key().to_owned(),
        summary: file.summary,
        body: file.body,
        topic: file.topic.unwrap_or_default(),
        tags: file.tags.join(","),
        organisation: file.organisation.unwrap_or_default(),
        note: file.note,
        fields: file.fields,
    }
}

#[async_trait]
impl Wiki for WikiService {
    async fn article(&self, viewer: &Viewer, slug: &str) -> Result<Option<Article>, Error> {
        let article = self.load(&mut self.db.read().await?, slug).await?;
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

    async fn publish(&self, viewer: &Viewer, draft: ArticleDraft) -> Result<Article, Error> {
        let author = viewer.require(Action::WriteArticle)?;
        let mut tx = self.db.begin().await?;
        let new = draft::check(&mut tx, &draft).await?;
        let (wish, now) = (text::slug(&new.title), self.clock.millis());
        let id = publishing::publish(&mut tx, &wish, &new, &Origin::default(), Some(author.into()), now).await?;
        let slug = queries::slug_of(&mut tx, id).await?;
        let article = self.load(&mut tx, &slug).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        self.search.poke();
        Ok(article)
    }

    async fn revise(&self, viewer: &Viewer, slug: &str, base: i64, draft: ArticleDraft) -> Result<Revised, Error> {
        let author = viewer.require(Action::WriteArticle)?;
        let mut tx = self.db.begin().await?;
        let now = self.load(&mut tx, slug).await?.ok_or(Error::NotFound)?;
        let time = self.clock.millis();
        let address = match revising::revise(&mut tx, &now, base, &draft, author.into(), Manner::Edit, time).await? {
            Outcome::Stands(address) => address,
            Outcome::Overtaken => return Ok(Revised::Overtaken(Box::new(now))),
        };
        let article = self.load(&mut tx, &address).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        self.search.poke();
        Ok(Revised::Stands(Box::new(article)))
    }

    async fn history(&self, viewer: &Viewer, article: i64) -> Result<Vec<Revision>, Error> {
        let mut conn = self.db.read().await?;
        self.require_history(&mut conn, viewer, article).await?;
        queries::history(&mut conn, article).await
    }

    async fn revision(&self, viewer: &Viewer, article: i64, number: i64) -> Result<Option<Revision>, Error> {
        let mut conn = self.db.read().await?;
        self.require_history(&mut conn, viewer, article).await?;
        queries::revision(&mut conn, article, number).await
    }

    fn preview(&self, markdown: &str) -> String {
        self.renderer.render(markdown).to_string()
    }

    async fn topics(&self) -> Result<Vec<Topic>, Error> {
        queries::topics(&mut self.db.read().await?).await
    }
}
