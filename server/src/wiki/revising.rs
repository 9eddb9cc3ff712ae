//! Putting what someone wrote on top of what stands: at once by a moderator, or after a review in the name of its author.

use app::{
    error::Error,
    wiki::port::{Article, ArticleDraft},
};

use super::{
    draft,
    publishing::{self, Manner, Standing},
    queries::{self, Writer},
};
use crate::db::{Conn, Millis};

/// What became of it.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It stands, at this address.
    Stands(String),
    /// Someone else was quicker. Nothing was written.
    Overtaken,
}

/// A new revision on top of revision `base`, the one its author has read.
///
/// Errors: `Invalid` for the fields of [`ArticleDraft`].
pub(super) async fn revise(
    tx: &mut Conn,
    article: &Article,
    base: i64,
    typed: &ArticleDraft,
    author: Writer,
    manner: Manner,
    now: Millis,
) -> Result<Outcome, Error> {
    let new = draft::check(tx, typed).await?;
    if article.revision != base || !queries::lock(tx, article.id, base).await? {
        return Ok(Outcome::Overtaken);
    }
    let standing = Standing { id: article.id, slug: &article.slug, title: &article.title };
    publishing::revise(tx, &standing, new, Some(author), manner, now).await.map(Outcome::Stands)
}
