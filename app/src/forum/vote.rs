//! Use cases of agreeing without words: "hilfreich", and "das betrifft uns auch".

use async_trait::async_trait;

use crate::{account::Viewer, error::Error};

/// An organisation that has the same question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharer {
    /// Its id.
    pub id: i64,
    /// Its address under `/kommunen/`.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// Votes. How many there are is shown; whose they are is not.
#[async_trait]
pub trait Votes: Send + Sync {
    /// Says that an answer is helpful, or takes that back. For members; doing it twice changes nothing.
    ///
    /// Errors: `Invalid` for field `form` when the answer is her own, `NotFound`.
    async fn find_helpful(&self, viewer: &Viewer, answer: i64, helpful: bool) -> Result<(), Error>;

    /// Says that the viewer's organisation has the same question, or that it has not, also for a colleague who said so.
    ///
    /// Errors: `Invalid` for field `form` when that organisation has asked, `NotFound`.
    async fn share(&self, viewer: &Viewer, question: i64, shared: bool) -> Result<(), Error>;
}
