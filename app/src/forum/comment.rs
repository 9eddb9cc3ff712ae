//! Use cases of comments: short remarks on questions and answers.

use async_trait::async_trait;
use jiff::Timestamp;

use super::{
    port::Author,
    post::{Post, Removal},
};
use crate::{account::Viewer, error::Error};

/// Longest comment, in characters.
pub const LONGEST_COMMENT: usize = 2_000;

/// A comment.
#[derive(Debug, Clone)]
pub struct Comment {
    /// Its id.
    pub id: i64,
    /// Markdown.
    pub body: String,
    /// The body as safe HTML.
    pub html: String,
    /// Who wrote it.
    pub author: Author,
    /// When.
    pub created_at: Timestamp,
    /// When its text was last changed, if it was.
    pub edited_at: Option<Timestamp>,
    /// Whether it was taken away; only its author and moderators see such a one.
    pub removal: Option<Removal>,
}

/// Comments.
#[async_trait]
pub trait Comments: Send + Sync {
    /// Comments on a question or an answer; returns the id of the comment. For members.
    ///
    /// Errors: `Invalid` for field `body`, `NotFound`.
    async fn comment(&self, viewer: &Viewer, on: Post, body: &str) -> Result<i64, Error>;

    /// Changes a comment. Its author or moderators. `base` is the revision that she had before her; none: the present one.
    ///
    /// Errors: `Invalid` for field `body`, and for `form` when somebody else was quicker; `NotFound`.
    async fn mend(&self, viewer: &Viewer, comment: i64, body: &str, base: Option<i64>) -> Result<(), Error>;
}
