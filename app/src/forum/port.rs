//! Use cases of the forum: ask, answer, accept.

use async_trait::async_trait;
use jiff::Timestamp;

use super::{
    comment::Comment,
    order::Standing,
    post::{Post, Removal},
    vote::Sharer,
};
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
    /// The revision that the author had before her; none: the present one.
    pub base: Option<i64>,
    /// For whom a new question is: empty for the whole network, [`QuestionDraft::DISTRICT`] for one's own Kreis first.
    pub audience: String,
    /// Key of the form that a new question comes from, or empty: sent twice, it is asked once.
    pub key: String,
}

impl QuestionDraft {
    /// First one's own Kreis, then all.
    pub const DISTRICT: &'static str = "kreis";
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
    /// What users say. A closed question waits for nothing any more; one that was solved before stays solved.
    #[must_use]
    pub fn label(self, closed: bool) -> &'static str {
        match self {
            Self::Unanswered | Self::Answered if closed => "geschlossen",
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
    /// The accepted one first, then what more people found helpful, then oldest first.
    pub answers: Vec<Answer>,
    /// How often it was changed, and one.
    pub revision: i64,
    /// What is said about the question itself, oldest first.
    pub comments: Vec<Comment>,
    /// Other organisations that have the same question, by name.
    pub shared_by: Vec<Sharer>,
    /// Questions that were merged into this one, oldest first.
    pub merged: Vec<Merged>,
    /// What moderators did with it.
    pub standing: Standing,
    /// Answers that were taken away, for those who may see them.
    pub removed_answers: Vec<Answer>,
}

/// A question that was merged into another one.
#[derive(Debug, Clone)]
pub struct Merged {
    /// Its id.
    pub id: i64,
    /// The question in one sentence.
    pub title: String,
    /// The body as safe HTML.
    pub html: String,
    /// Markdown.
    pub body: String,
    /// Who asked.
    pub author: Author,
    /// When it was asked.
    pub created_at: Timestamp,
}

impl Question {
    /// Where it is.
    #[must_use]
    pub fn path(&self) -> String {
        question_path(self.id, &self.title)
    }
}

/// Most characters of a post that "Zitieren" takes over; nobody answers to more at once.
const LONGEST_QUOTATION: usize = 2_000;

impl Question {
    /// The beginning of an answer that quotes one of its posts; none if there is no such post.
    #[must_use]
    pub fn quotation(&self, post: Post) -> Option<String> {
        let (author, body) = match post {
            Post::Question(id) => (id == self.id).then_some((&self.author, &self.body))?,
            Post::Answer(id) => self.answers.iter().find(|one| one.id == id).map(|one| (&one.author, &one.body))?,
            Post::Comment(id) => {
                let below = self.answers.iter().flat_map(|answer| &answer.comments);
                self.comments.iter().chain(below).find(|one| one.id == id).map(|one| (&one.author, &one.body))?
            }
        };
        let shown: String = body.chars().take(LONGEST_QUOTATION).collect();
        let more = if shown.len() < body.len() { " …" } else { "" };
        let lines = format!("{}{more}", shown.trim_end()).replace('\n', "\n> ");
        let who = plainly(&format!("{}, {}", author.name, author.organisation));
        Some(format!("> [{who}]({}):\n>\n> {lines}\n\n", post.permalink()))
    }
}

/// A name as Markdown that says just that.
fn plainly(name: &str) -> String {
    name.chars()
        .flat_map(|character| {
            let escape = character.is_ascii_punctuation() && !matches!(character, '.' | ',' | '-');
            escape.then_some('\\').into_iter().chain([character])
        })
        .collect()
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
    /// How often it was changed, and one.
    pub revision: i64,
    /// How many found it helpful.
    pub helpful: i64,
    /// Whether the viewer is one of them.
    pub found_helpful: bool,
    /// What is said about it, oldest first.
    pub comments: Vec<Comment>,
    /// Whether it was taken away.
    pub removal: Option<Removal>,
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
    /// Whether moderators want it to be seen first.
    pub pinned: bool,
    /// Whether it takes no more answers.
    pub closed: bool,
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
        let pinned = self.pinned.then(|| "angeheftet".to_owned());
        [pinned, Some(place), self.topic.clone(), Some(text::age(self.created_at, now)), Some(answers)]
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
    /// Errors: `Invalid` for the fields of [`QuestionDraft`], and for field `form` with [`super::asking::SENT_BEFORE`].
    async fn ask(&self, viewer: &Viewer, draft: QuestionDraft) -> Result<Question, Error>;

    /// Changes one's own question. Its author or moderators. What it said is kept in its history.
    ///
    /// Errors: `Invalid` for the fields of [`QuestionDraft`], and for `form` when somebody else was quicker.
    async fn rephrase(&self, viewer: &Viewer, question: i64, draft: QuestionDraft) -> Result<Question, Error>;

    /// How a text will look once it is posted. Names with `@` are links as far as it is clear whom they mean. For members.
    async fn preview(&self, viewer: &Viewer, body: &str) -> Result<String, Error>;

    /// Answers a question; returns the id of the answer. For members.
    ///
    /// Errors: `Invalid` for field `body`, `NotFound`.
    async fn answer(&self, viewer: &Viewer, question: i64, body: &str) -> Result<i64, Error>;

    /// Changes an answer. Its author or moderators. `base` is the revision that she had before her; none: the present one.
    ///
    /// Errors: `Invalid` for field `body`, and for `form` when somebody else was quicker; `NotFound`.
    async fn amend(&self, viewer: &Viewer, question: i64, answer: i64, body: &str, base: Option<i64>) -> Result<(), Error>;

    /// Marks an answer as the solution, or takes the mark back with `None`. The asker or moderators.
    async fn accept(&self, viewer: &Viewer, question: i64, answer: Option<i64>) -> Result<(), Error>;

    /// A question with its answers; the one it was merged into, if it was. For members.
    async fn question(&self, viewer: &Viewer, id: i64) -> Result<Option<Question>, Error>;

    /// Questions, those that moderators have pinned first, then newest first. For members; guests see none.
    async fn questions(&self, viewer: &Viewer, filter: &QuestionFilter, slice: Slice) -> Result<Vec<QuestionEntry>, Error>;

    /// How many there are.
    async fn count(&self, viewer: &Viewer, filter: &QuestionFilter) -> Result<i64, Error>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_a_quotation_is_no_markdown() {
        assert_eq!(plainly("Eva Müller-Lüdenscheidt, Lemgo"), "Eva Müller-Lüdenscheidt, Lemgo");
        assert_eq!(plainly("[a](b) *c* <d>"), r"\[a\]\(b\) \*c\* \<d\>");
    }
}
