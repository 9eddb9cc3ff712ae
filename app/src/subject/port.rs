//! Use cases around topics and tags: find them, curate them.

use async_trait::async_trait;

use crate::{account::Viewer, error::Error, list::Slice};

/// A topic of the region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its address under `/themen/`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// One sentence.
    pub description: String,
}

/// What moderators type about a topic.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicDraft {
    /// Its name.
    pub name: String,
    /// One sentence.
    pub description: String,
}

/// How much there is on a topic or with a tag.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Articles.
    pub articles: i64,
    /// Questions.
    pub questions: i64,
}

impl Usage {
    /// Whether nothing is.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.articles == 0 && self.questions == 0
    }
}

/// Where a topic goes in the order of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// One place to the front.
    Up,
    /// One place to the end.
    Down,
}

/// What becomes of content whose topic is dissolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heir {
    /// It belongs to this topic from now on (slug).
    Topic(String),
    /// It has no topic any more.
    Nobody,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its address under `/schlagworte/`.
    pub slug: String,
    /// How it is shown.
    pub name: String,
}

/// A tag as moderators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CuratedTag {
    /// Which.
    pub tag: Tag,
    /// Other words for it, by slug and name; whoever types one of them gets the tag.
    pub synonyms: Vec<Tag>,
    /// How much there is.
    pub usage: Usage,
}

/// Which tags a list shows. Empty fields do not narrow it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagFilter {
    /// What name or a synonym contain.
    pub text: String,
    /// Only those that nothing has.
    pub unused: bool,
}

/// Topics and tags.
#[async_trait]
pub trait Subjects: Send + Sync {
    /// All topics in their order.
    async fn topics(&self) -> Result<Vec<Topic>, Error>;

    /// A topic by its present or a former address.
    async fn topic(&self, slug: &str) -> Result<Option<Topic>, Error>;

    /// All topics in their order, and how much there is on each. For moderators.
    async fn topic_usage(&self, viewer: &Viewer) -> Result<Vec<(Topic, Usage)>, Error>;

    /// Adds a topic at the end; its address follows its name. For moderators.
    ///
    /// Errors: `Invalid` for the fields of [`TopicDraft`].
    async fn add_topic(&self, viewer: &Viewer, draft: TopicDraft) -> Result<Topic, Error>;

    /// Gives a topic another name and description; its address stays. For moderators.
    ///
    /// Errors: `Invalid` for the fields of [`TopicDraft`], `NotFound`.
    async fn rewrite_topic(&self, viewer: &Viewer, slug: &str, draft: TopicDraft) -> Result<(), Error>;

    /// Moves a topic by one place; does nothing at the ends. For moderators.
    ///
    /// Errors: `NotFound`.
    async fn move_topic(&self, viewer: &Viewer, slug: &str, direction: Direction) -> Result<(), Error>;

    /// Removes a topic; its content and its address go over to the heir. For moderators.
    ///
    /// Errors: `Invalid` for field `heir`, `NotFound`.
    async fn dissolve_topic(&self, viewer: &Viewer, slug: &str, heir: Heir) -> Result<(), Error>;

    /// The tag that an address or a typed word stands for: its own, or a synonym of it. Whether the viewer sees anything
    /// with it is for the caller to ask.
    async fn tag(&self, slug: &str) -> Result<Option<Tag>, Error>;

    /// Up to `limit` tags that complete the beginning of a word, of which the viewer sees something; each with the word that
    /// begins like it, which may be a synonym. For members.
    async fn complete(&self, viewer: &Viewer, beginning: &str, limit: i64) -> Result<Vec<(String, String)>, Error>;

    /// Tags by name. For moderators.
    async fn tags(&self, viewer: &Viewer, filter: &TagFilter, slice: Slice) -> Result<Vec<CuratedTag>, Error>;

    /// How many there are. For moderators.
    async fn tag_count(&self, viewer: &Viewer, filter: &TagFilter) -> Result<i64, Error>;

    /// One tag by its own address. For moderators.
    async fn curated_tag(&self, viewer: &Viewer, slug: &str) -> Result<Option<CuratedTag>, Error>;

    /// Gives a tag another name; the old one becomes a synonym, so that its address leads on. For moderators.
    ///
    /// Errors: `Invalid` for field `name`, `NotFound`.
    async fn rename_tag(&self, viewer: &Viewer, slug: &str, name: &str) -> Result<Tag, Error>;

    /// Adds another word for a tag. For moderators.
    ///
    /// Errors: `Invalid` for field `synonym`, `NotFound`.
    async fn add_synonym(&self, viewer: &Viewer, slug: &str, name: &str) -> Result<(), Error>;

    /// Takes another word away again; its address leads nowhere then. For moderators.
    ///
    /// Errors: `NotFound`.
    async fn remove_synonym(&self, viewer: &Viewer, slug: &str, synonym: &str) -> Result<(), Error>;

    /// Puts a tag and its synonyms into another one, which is named as people write it. For moderators.
    ///
    /// Errors: `Invalid` for field `into`, `NotFound`.
    async fn merge_tag(&self, viewer: &Viewer, slug: &str, into: &str) -> Result<Tag, Error>;

    /// Removes a tag that nothing has. For moderators.
    ///
    /// Errors: `Invalid` for field `form` when something has it, `NotFound`.
    async fn delete_tag(&self, viewer: &Viewer, slug: &str) -> Result<(), Error>;
}
