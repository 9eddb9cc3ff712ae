//! Use cases of summaries: make a thread a draft, know what became of it, be named or not.

use async_trait::async_trait;

use crate::{
    account::Viewer,
    error::Error,
    forum::port::{Author, question_path},
    wiki::{Kind, drafts::port::draft_path},
};

/// What a thread can become.
pub const KINDS: [Kind; 2] = [Kind::Guide, Kind::ExperienceReport];

/// So many answers can be chosen of: as many as fit into one form.
pub const MOST_ANSWERS: usize = 100;

/// What someone chooses.
#[derive(Debug, Clone, Default)]
pub struct SummaryWish {
    /// Key of one of [`KINDS`].
    pub kind: String,
    /// Ids of the answers to be taken beside the accepted one.
    pub answers: Vec<i64>,
    /// A name of the form's own: sent twice, it leads to the same draft.
    pub key: String,
}

/// What a thread offers to be made into an article.
#[derive(Debug, Clone)]
pub struct Material {
    /// The question.
    pub title: String,
    /// Its id.
    pub question: i64,
    /// Name of the Kreis that the thread is limited to.
    pub limited_to: Option<String>,
    /// The solution; without one nothing can be begun.
    pub accepted: Option<Extract>,
    /// The other answers, the most helpful first; at most [`MOST_ANSWERS`].
    pub others: Vec<Extract>,
    /// Drafts that were begun from it and are not decided, as far as the viewer may see them: id and name of the author.
    pub begun: Vec<(i64, String)>,
}

impl Material {
    /// Where the question is.
    #[must_use]
    pub fn path(&self) -> String {
        question_path(self.question, &self.title)
    }
}

/// An answer, as much of it as is needed to choose.
#[derive(Debug, Clone)]
pub struct Extract {
    /// Its id.
    pub id: i64,
    /// Who wrote it.
    pub author: Author,
    /// How it begins, in plain text.
    pub text: String,
    /// How many found it helpful.
    pub helpful: i64,
}

/// What became of a thread.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Articles that were made of it and that the viewer may see: title and address.
    pub articles: Vec<(String, String)>,
    /// Whether she may begin one.
    pub may_begin: bool,
}

/// Whose words an article holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Credits {
    /// Who wants to be named; for members only.
    pub people: Vec<Author>,
    /// Address and name of their organisations, each once.
    pub organisations: Vec<(String, String)>,
}

/// Where an article comes from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The threads, as far as the viewer may see them: title and address.
    pub questions: Vec<(String, String)>,
    /// Whose words it holds.
    pub credits: Credits,
    /// The draft by which the viewer has contributed, if she has.
    pub own: Option<i64>,
}

/// What someone has contributed to.
#[derive(Debug, Clone)]
pub struct Contribution {
    /// Id of the draft that was made of the thread.
    pub draft: i64,
    /// Title of the article, or what it is called so far.
    pub title: String,
    /// Where it stands, once it is published.
    pub article: Option<String>,
    /// Where she wrote it, if she can still see that.
    pub question: Option<(String, String)>,
    /// Whether she is named.
    pub named: bool,
}

/// Where somebody says whether she wants to be named.
#[must_use]
pub fn contribution_path(draft: i64) -> String {
    format!("/konto/mitwirkung/{draft}")
}

/// Where a draft is that was begun.
#[must_use]
pub fn begun_path(draft: i64) -> String {
    draft_path(draft)
}

/// Summaries. Who may not see a thread is told nothing of it, wherever it left traces.
#[async_trait]
pub trait Summaries: Send + Sync {
    /// What a thread offers. For moderators, and for those who have written in it.
    async fn material(&self, viewer: &Viewer, question: i64) -> Result<Material, Error>;

    /// Opens a draft of her own that holds the question, the accepted answer and the chosen ones, and tells those who
    /// wrote them. Returns its id. For the same people.
    ///
    /// Errors: `Invalid` for `kind`, and for `form` when there is no solution (any more) or when it would be too long.
    async fn begin(&self, viewer: &Viewer, question: i64, wish: SummaryWish) -> Result<i64, Error>;

    /// What became of a thread that the viewer may see.
    async fn outcome(&self, viewer: &Viewer, question: i64) -> Result<Outcome, Error>;

    /// Where an article comes from that the viewer may see.
    async fn origin(&self, viewer: &Viewer, article: i64) -> Result<Origin, Error>;

    /// Whom an article will name that the draft becomes. For those who may read the draft.
    async fn credits(&self, viewer: &Viewer, draft: i64) -> Result<Credits, Error>;

    /// What she has contributed to this draft, or the article that it became.
    async fn contribution(&self, viewer: &Viewer, draft: i64) -> Result<Contribution, Error>;

    /// Takes her name out, or puts it in again.
    async fn set_named(&self, viewer: &Viewer, draft: i64, named: bool) -> Result<(), Error>;
}
