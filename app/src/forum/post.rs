//! What people write in the forum, whatever it is: where it stands, and what it said before.

use async_trait::async_trait;
use jiff::Timestamp;

use super::port::{Author, question_path};
use crate::{account::Viewer, error::Error};

/// A question, an answer or a comment, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Post {
    /// A question.
    Question(i64),
    /// An answer.
    Answer(i64),
    /// A comment.
    Comment(i64),
}

impl Post {
    /// The reverse of [`Post::kind`] and [`Post::id`].
    #[must_use]
    pub fn new(kind: &str, id: i64) -> Option<Self> {
        match kind {
            "question" => Some(Self::Question(id)),
            "answer" => Some(Self::Answer(id)),
            "comment" => Some(Self::Comment(id)),
            _ => None,
        }
    }

    /// What it is, in the database.
    #[must_use]
    pub fn kind(self) -> &'static str {
        match self {
            Self::Question(_) => "question",
            Self::Answer(_) => "answer",
            Self::Comment(_) => "comment",
        }
    }

    /// Its id among those of its kind.
    #[must_use]
    pub fn id(self) -> i64 {
        match self {
            Self::Question(id) | Self::Answer(id) | Self::Comment(id) => id,
        }
    }

    /// Its name in addresses, and the id of its element on the page of the question: `antwort-7`.
    #[must_use]
    pub fn key(self) -> String {
        let word = match self {
            Self::Question(_) => "frage",
            Self::Answer(_) => "antwort",
            Self::Comment(_) => "kommentar",
        };
        format!("{word}-{}", self.id())
    }

    /// The reverse of [`Post::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        let (word, id) = key.split_once('-')?;
        let id = id.parse().ok()?;
        match word {
            "frage" => Some(Self::Question(id)),
            "antwort" => Some(Self::Answer(id)),
            "kommentar" => Some(Self::Comment(id)),
            _ => None,
        }
    }

    /// The address that leads to it wherever it stands.
    #[must_use]
    pub fn permalink(self) -> String {
        match self {
            Self::Question(id) => format!("/fragen/{id}"),
            Self::Answer(id) => format!("/antworten/{id}"),
            Self::Comment(id) => format!("/kommentare/{id}"),
        }
    }

    /// The address of something that can be done with it: `/beitraege/antwort-7/verlauf`.
    #[must_use]
    pub fn at(self, what: &str) -> String {
        format!("/beitraege/{}/{what}", self.key())
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Question(_) => "Frage",
            Self::Answer(_) => "Antwort",
            Self::Comment(_) => "Kommentar",
        }
    }

    /// The same with its possessive, for the one who wrote it.
    #[must_use]
    pub fn yours(self) -> &'static str {
        match self {
            Self::Question(_) => "Ihre Frage",
            Self::Answer(_) => "Ihre Antwort",
            Self::Comment(_) => "Ihr Kommentar",
        }
    }
}

/// That a post was taken away; it can be restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// Who did it.
    pub by: String,
    /// Why; empty when it was the author herself.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// A post, wherever it stands.
#[derive(Debug, Clone)]
pub struct Posted {
    /// What it is. A question that was merged into another one is that other one.
    pub post: Post,
    /// The question that it is or belongs to.
    pub question: i64,
    /// Its title.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// How it begins, in plain text.
    pub text: String,
    /// Who wrote it.
    pub author: Author,
    /// How often it was changed, and one.
    pub revision: i64,
    /// When it was written.
    pub created_at: Timestamp,
    /// When, and by whom (id and name), it was last changed.
    pub edited: Option<(Timestamp, (i64, String))>,
    /// Whether it was taken away.
    pub removal: Option<Removal>,
    /// Whether it is the solution.
    pub accepted: bool,
}

impl Posted {
    /// Where it is now.
    #[must_use]
    pub fn path(&self) -> String {
        let question = self.question_path();
        match self.post {
            Post::Question(_) => question,
            post => format!("{question}#{}", post.key()),
        }
    }

    /// Where its question is.
    #[must_use]
    pub fn question_path(&self) -> String {
        question_path(self.question, &self.title)
    }
}

/// A text of a post that was replaced, or the present one.
#[derive(Debug, Clone)]
pub struct PostRevision {
    /// From 1.
    pub number: i64,
    /// Id and name of whoever wrote it.
    pub author: (i64, String),
    /// When.
    pub at: Timestamp,
}

/// What a revision says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PostText {
    /// Of a question; otherwise empty.
    pub title: String,
    /// Markdown.
    pub body: String,
}

/// Posts, whatever they are. For members who may see the question.
#[async_trait]
pub trait Posts: Send + Sync {
    /// A post.
    ///
    /// Errors: `NotFound`, also for what the viewer may not see.
    async fn post(&self, viewer: &Viewer, post: Post) -> Result<Posted, Error>;

    /// Its texts, the present one first.
    async fn revisions(&self, viewer: &Viewer, post: Post) -> Result<Vec<PostRevision>, Error>;

    /// What one of them says.
    async fn revision(&self, viewer: &Viewer, post: Post, number: i64) -> Result<PostText, Error>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_names_one_post() {
        for post in [Post::Question(1), Post::Answer(20), Post::Comment(3)] {
            assert_eq!(Post::from_key(&post.key()), Some(post));
            assert_eq!(Post::new(post.kind(), post.id()), Some(post));
        }
        for wrong in ["", "antwort", "antwort-", "antwort-x", "artikel-1"] {
            assert_eq!(Post::from_key(wrong), None, "{wrong}");
        }
    }
}
