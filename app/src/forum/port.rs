//! Use cases of the forum: ask, answer, accept.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::{account::Viewer, error::Error, list::Slice, text};

/// What someone who asks types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuestionDraft {
    /// The question in one sentence.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// Slug of a topic, or empty.
    pub topic: String,
    /// Tags, separated by commas.
    pub tags: String,
}

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nobody has answered.
    Unanswered,
    /// There are answers, none of them accepted.
    Answered,
    /// An answer is accepted.
    Solved,
}

impl State {
    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Unanswered => "offen",
            Self::Answered => "beantwortet",
            Self::Solved => "gelöst",
        }
    }
}

/// Who wrote a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Her id.
    pub id: i64,
    /// Her name.
    pub name: String,
    /// Slug of the organisation she wrote for.
    pub organisation_slug: String,
    /// Its name.
    pub organisation: String,
}

/// A question with its text.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its id.
    pub id: i64,
    /// The question in one sentence.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// The body as safe HTML.
    pub html: String,
    /// Slug and name of its topic.
    pub topic: Option<(String, String)>,
    /// Its tags.
    pub tags: Vec<String>,
    /// Who asked.
    pub author: Author,
    /// Where it stands.
    pub state: State,
    /// When it was asked.
    pub created_at: Timestamp,
    /// When its text was last changed, if it was.
    pub edited_at: Option<Timestamp>,
    /// The accepted one first, then oldest first.
    pub answers: Vec<Answer>,
}

impl Question {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> String {
        question_path(self.id, &self.title)
    }
}

/// Where a question is.
#[must_use]
pub fn question_path(id: i64, title: &str) -> String {
    format!("/fragen/{id}/{}", text::slug(title))
}

/// An answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Its id.
    pub id: i64,
    /// Markdown.
    pub body: String,
    /// The body as safe HTML.
    pub html: String,
    /// Who answered.
    pub author: Author,
    /// Whether it is the solution.
    pub accepted: bool,
    /// When.
    pub created_at: Timestamp,
    /// When its text was last changed, if it was.
    pub edited_at: Option<Timestamp>,
}

/// A question in a list.
#[derive(Debug, Clone)]
pub struct QuestionEntry {
    /// Its id.
    pub id: i64,
    /// The question in one sentence.
    pub title: String,
    /// Name of the organisation that asks.
    pub organisation: String,
    /// Name of its Kreis, unless the organisation is its own.
    pub district: Option<String>,
    /// Name of its topic.
    pub topic: Option<String>,
    /// Where it stands.
    pub state: State,
    /// How many answers it has.
    pub answers: i64,
    /// When it was asked.
    pub created_at: Timestamp,
}

impl QuestionEntry {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> String {
        question_path(self.id, &self.title)
    }

    /// The muted line below the title.
    #[must_use]
    pub fn meta(&self, now: Timestamp) -> String {
        let answers = match self.answers {
            0 => "noch keine Antwort".to_owned(),
            many => text::count(many, "Antwort", "Antworten"),
        };
        let place = match &self.district {
            Some(district) => format!("{}, {district}", self.organisation),
            None => self.organisation.clone(),
        };
        [Some(place), self.topic.clone(), Some(text::age(self.created_at, now)), Some(answers)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    }
}

/// Which questions a list shows. Empty fields do not narrow it.
#[derive(Debug, Clone, Default)]
pub struct QuestionFilter {
    /// Where it stands; `Answered` stands for answered and not solved.
    pub state: Option<State>,
    /// Answered or not, but not solved.
    pub unsolved: bool,
    /// Slug of a topic.
    pub topic: Option<String>,
    /// A tag, as shown or as its slug.
    pub tag: Option<String>,
    /// Slug of a Kreis.
    pub district: Option<String>,
    /// Id of the organisation that asks.
    pub organisation: Option<i64>,
    /// Id of the person who asks.
    pub author: Option<i64>,
    /// Id of a person whose own questions are left out.
    pub not_by: Option<i64>,
}

/// The forum.
#[async_trait]
pub trait Forum: Send + Sync {
    /// Asks a question. For members.
    ///
    /// Errors: `Invalid` for the fields of [`QuestionDraft`].
    async fn ask(&self, viewer: &Viewer, draft: QuestionDraft) -> Result<Question, Error>;

    /// Changes one's own question. Its author or moderators.
    ///
    /// Errors: `Invalid` for the fields of [`QuestionDraft`].
    async fn rephrase(&self, viewer: &Viewer, question: i64, draft: QuestionDraft) -> Result<Question, Error>;

    /// Answers a question; returns the id of the answer. For members.
    ///
    /// Errors: `Invalid` for field `body`, `NotFound`.
    async fn answer(&self, viewer: &Viewer, question: i64, body: &str) -> Result<i64, Error>;

    /// Changes an answer. Its author or moderators.
    ///
    /// Errors: `Invalid` for field `body`, `NotFound`.
    async fn amend(&self, viewer: &Viewer, question: i64, answer: i64, body: &str) -> Result<(), Error>;

    /// Marks an answer as the solution, or takes the mark back with `None`. The asker or moderators.
    async fn accept(&self, viewer: &Viewer, question: i64, answer: Option<i64>) -> Result<(), Error>;

    /// A question with its answers. For members.
    async fn question(&self, viewer: &Viewer, id: i64) -> Result<Option<Question>, Error>;

    /// Questions, newest first. For members; guests see none.
    async fn questions(&self, viewer: &Viewer, filter: &QuestionFilter, slice: Slice) -> Result<Vec<QuestionEntry>, Error>;

    /// How many there are.
    async fn count(&self, viewer: &Viewer, filter: &QuestionFilter) -> Result<i64, Error>;
}
