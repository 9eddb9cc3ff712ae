//! Use cases of the wiki: read, publish, revise, look back.

use async_trait::async_trait;
use jiff::Timestamp;

use super::{
    Kind, Visibility,
    fields::{Chosen, FacetCount, Fields, Typed},
    merge::Overlap,
};
use crate::{account::Viewer, error::Error, list::Slice, text};

/// What the author of an article types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleDraft {
    /// Its title.
    pub title: String,
    /// Key of a [`Kind`].
    pub kind: String,
    /// Key of a [`Visibility`].
    pub visibility: String,
    /// One or two sentences for lists.
    pub summary: String,
    /// Markdown.
    pub body: String,
    /// Slug of a topic, or empty.
    pub topic: String,
    /// Tags, separated by commas.
    pub tags: String,
    /// Slug of the organisation it is about, or empty.
    pub organisation: String,
    /// What has changed, for the history.
    pub note: String,
    /// The fixed fields of its kind; those of other kinds are left out.
    pub fields: Typed,
}

impl ArticleDraft {
    /// The same with title, summary, text and fixed fields of another one.
    #[must_use]
    pub fn with_text_of(self, other: Self) -> Self {
        Self { title: other.title, summary: other.summary, body: other.body, fields: other.fields, ..self }
    }
}

/// An article with its current text.
#[derive(Debug, Clone)]
pub struct Article {
    /// Its id.
    pub id: i64,
    /// Its address under `/wiki/`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What sort it is.
    pub kind: Kind,
    /// Who may see it.
    pub visibility: Visibility,
    /// One or two sentences.
    pub summary: String,
    /// Slug and name of its topic.
    pub topic: Option<(String, String)>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Its fixed fields; for guests without the contact.
    pub fields: Fields,
    /// Slug and name of the organisation it is about.
    pub organisation: Option<(String, String)>,
    /// The number of the current revision, from 1.
    pub revision: i64,
    /// Markdown.
    pub body: String,
    /// The body as safe HTML.
    pub html: String,
    /// Its headings.
    pub sections: Vec<Section>,
    /// Who wrote the current revision: id and name.
    pub author: Option<(i64, String)>,
    /// First published.
    pub created_at: Timestamp,
    /// Last revised.
    pub updated_at: Timestamp,
    /// Where an imported text came from.
    pub source: Option<String>,
}

impl Article {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> String {
        format!("/wiki/{}", self.slug)
    }

    /// What someone would have to type to get it.
    #[must_use]
    pub fn typed(&self) -> ArticleDraft {
        ArticleDraft {
            title: self.title.clone(),
            kind: self.kind.key().to_owned(),
            visibility: self.visibility.key().to_owned(),
            summary: self.summary.clone(),
            body: self.body.clone(),
            topic: self.topic.clone().map_or_else(String::new, |(slug, _)| slug),
            tags: self.tags.join(", "),
            organisation: self.organisation.clone().map_or_else(String::new, |(slug, _)| slug),
            note: String::new(),
            fields: self.fields.typed(),
        }
    }
}

/// A heading in the text of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// From 2: the title of the page is above.
    pub level: u8,
    /// Its words.
    pub title: String,
    /// Its id in the HTML.
    pub id: String,
}

/// An article in a list.
#[derive(Debug, Clone)]
pub struct ArticleEntry {
    /// Its address under `/wiki/`.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What sort it is.
    pub kind: Kind,
    /// Who may see it.
    pub visibility: Visibility,
    /// One or two sentences.
    pub summary: String,
    /// Name of the organisation.
    pub organisation: Option<String>,
    /// Name of the topic.
    pub topic: Option<String>,
    /// Last revised.
    pub updated_at: Timestamp,
    /// When somebody has to look whether it still holds.
    pub review_due: Option<Timestamp>,
}

/// Which articles a list shows. Empty fields do not narrow it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ArticleFilter {
    /// Kind of article.
    pub kind: Option<Kind>,
    /// Slug of a topic.
    pub topic: Option<String>,
    /// A tag, as shown or as its slug.
    pub tag: Option<String>,
    /// Slug of a Kreis.
    pub district: Option<String>,
    /// Id of an organisation.
    pub organisation: Option<i64>,
    /// Id of someone who wrote a revision.
    pub author: Option<i64>,
    /// What was chosen of all qualities, several values each.
    pub chosen: Chosen,
}

/// What a list of articles can be filtered by further.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    /// How many articles are in the list.
    pub articles: i64,
    /// Each value with the number of articles the viewer may see, were nothing chosen of the same quality.
    pub counts: Vec<FacetCount>,
}

/// One version of an article.
#[derive(Debug, Clone)]
pub struct Revision {
    /// From 1.
    pub number: i64,
    /// What it said, as someone would have to type it.
    pub typed: ArticleDraft,
    /// Whether kind, visibility, topic, organisation and tags are known; they are not for very old revisions.
    pub whole: bool,
    /// Id, name and organisation of the author.
    pub author: Option<(i64, String, String)>,
    /// When.
    pub created_at: Timestamp,
}

/// What can happen to an article besides its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// Somebody looked and found that it still holds.
    Confirmed,
    /// Another person or organisation looks after it.
    Owner,
    /// A municipality said whether it uses what is described.
    Reuse,
    /// It got another address, or another place in the tree.
    Moved,
    /// It can be seen by others than before.
    Visibility,
    /// A file was added or removed.
    Files,
    /// A moderator published what someone had proposed.
    Approved,
}

impl EventKind {
    /// All kinds.
    pub const ALL: [Self; 7] =
        [Self::Confirmed, Self::Owner, Self::Reuse, Self::Moved, Self::Visibility, Self::Files, Self::Approved];

    /// The name in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Owner => "owner",
            Self::Reuse => "reuse",
            Self::Moved => "moved",
            Self::Visibility => "visibility",
            Self::Files => "files",
            Self::Approved => "approved",
        }
    }

    /// The reverse of [`EventKind::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// What a new article of a kind begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template {
    /// Markdown, with guiding questions.
    pub body: String,
    /// When and by whom it was changed, unless it is what the region brings along.
    pub changed: Option<(Timestamp, Option<String>)>,
}

/// The outcome of a revision.
#[derive(Debug)]
pub enum Revised {
    /// It stands; the address may have changed with the title.
    Stands(Box<Article>),
    /// It stands, together with what someone else wrote meanwhile.
    Merged {
        /// What stands now.
        article: Box<Article>,
        /// The revision it was merged with.
        theirs: i64,
    },
    /// Someone else changed the same meanwhile. Nothing was written; it is to be decided what shall stand.
    Conflicts(Box<Overlap>),
}

/// The wiki.
#[async_trait]
pub trait Wiki: Send + Sync {
    /// An article by its present or a former address.
    async fn article(&self, viewer: &Viewer, slug: &str) -> Result<Option<Article>, Error>;

    /// Articles the viewer may see, newest revision first.
    async fn articles(&self, viewer: &Viewer, filter: &ArticleFilter, slice: Slice) -> Result<Vec<ArticleEntry>, Error>;

    /// How many there are.
    async fn count(&self, viewer: &Viewer, filter: &ArticleFilter) -> Result<i64, Error>;

    /// How many there are, and what they can be filtered by further.
    async fn facets(&self, viewer: &Viewer, filter: &ArticleFilter) -> Result<Facets, Error>;

    /// Publishes a new article. For moderators.
    ///
    /// Errors: `Invalid` for the fields of [`ArticleDraft`].
    async fn publish(&self, viewer: &Viewer, draft: ArticleDraft) -> Result<Article, Error>;

    /// Writes a new revision from what the author made of revision `base`, the one she has read; what others wrote since
    /// is merged into it. For moderators.
    ///
    /// Errors: `Invalid` for the fields of [`ArticleDraft`], `NotFound`.
    async fn revise(&self, viewer: &Viewer, slug: &str, base: i64, draft: ArticleDraft) -> Result<Revised, Error>;

    /// What the author made of revision `base` beside what stands in revision `now`, place by place. For moderators.
    ///
    /// Errors: `NotFound`.
    async fn overlap(&self, viewer: &Viewer, slug: &str, base: i64, now: i64, draft: &ArticleDraft) -> Result<Overlap, Error>;

    /// One revision with its body. For members.
    async fn revision(&self, viewer: &Viewer, article: i64, number: i64) -> Result<Option<Revision>, Error>;

    /// Markdown as safe HTML, as it will look when published: without guiding questions that nobody has answered, and
    /// with links by title as they lead for this viewer.
    async fn preview(&self, viewer: &Viewer, markdown: &str) -> Result<String, Error>;

    /// Markdown as safe HTML, all of it.
    async fn sketch(&self, viewer: &Viewer, markdown: &str) -> Result<String, Error>;

    /// What a new article of this kind begins with.
    async fn template(&self, kind: Kind) -> Result<Template, Error>;

    /// Changes what new articles of this kind begin with. For moderators.
    ///
    /// Errors: `Invalid` for field `body`.
    async fn rewrite_template(&self, viewer: &Viewer, kind: Kind, body: &str) -> Result<(), Error>;

    /// Takes the template of the region again. For moderators.
    async fn reset_template(&self, viewer: &Viewer, kind: Kind) -> Result<(), Error>;
}

impl ArticleEntry {
    /// The muted line below the title.
    #[must_use]
    pub fn meta(&self, now: Timestamp) -> String {
        let overdue = self.review_due.filter(|due| *due <= now).map(|_| "Prüfung überfällig".to_owned());
        [self.organisation.clone(), self.topic.clone(), Some(text::age(self.updated_at, now)), overdue]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    }
}
