//! Putting what someone wrote on top of what stands: at once by a moderator, or after a review in the name of its author.

use app::{
    error::Error,
    wiki::{
        merge::Overlap,
        port::{Article, ArticleDraft},
    },
};

use super::{
    draft, history,
    publishing::{self, Manner, Standing},
    queries::{self, Writer},
    reconcile::{Reconciled, reconcile},
};
use crate::db::{Conn, Millis};

/// What became of it.
#[derive(Debug)]
pub(super) enum Outcome {
    /// It stands, at this address.
    Stands(String),
    /// It stands together with what someone else wrote meanwhile.
    Merged {
        /// The address.
        slug: String,
        /// The revision it was merged with.
        theirs: i64,
    },
    /// Someone else changed the same. Nothing was written.
    Conflicts(Box<Overlap>),
}

/// A new revision from what its author made of revision `base`; if that is not the latest any more, both are merged.
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
    let article = hold(tx, article).await?;
    let standing = Standing { id: article.id, slug: &article.slug, title: &article.title };
    if article.revision == base {
        return publishing::revise(tx, &standing, new, Some(author), manner, now).await.map(Outcome::Stands);
    }
    let theirs = history::snapshot(tx, article.id, article.revision).await?.ok_or(Error::NotFound)?;
    let begun_from = history::snapshot(tx, article.id, base).await?;
    let stands = theirs.typed.clone();
    // fields as they would be stored: another way to write a number is no change
    let tidy = ArticleDraft { fields: new.fields.typed(), ..typed.clone() };
    match reconcile(begun_from, &tidy, theirs) {
        Reconciled::Conflicts(overlap) => Ok(Outcome::Conflicts(overlap)),
        // the other one has done the same already
        Reconciled::Clean(both) if (ArticleDraft { note: String::new(), ..*both.clone() }) == stands => {
            Ok(Outcome::Stands(article.slug))
        }
        Reconciled::Clean(both) => {
            let new = draft::check(tx, &both).await?;
            let slug = publishing::revise(tx, &standing, new, Some(author), manner, now).await?;
            Ok(Outcome::Merged { slug, theirs: article.revision })
        }
    }
}

/// Takes the row lock of the article, so that it stays at the revision that is returned.
async fn hold(tx: &mut Conn, article: &Article) -> Result<Article, Error> {
    let mut article = article.clone();
    // each round means that someone was quicker
    for _ in 0..20 {
        if queries::lock(tx, article.id, article.revision).await? {
            return Ok(article);
        }
        article = queries::article(tx, &article.slug).await?.ok_or(Error::NotFound)?;
    }
    Err(Error::Unavailable("the article is being changed all the time".into()))
}
