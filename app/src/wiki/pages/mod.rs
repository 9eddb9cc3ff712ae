//! Pages of the wiki.

pub mod authors;
pub mod compare;
pub mod conflict;
pub mod difference;
pub mod history;
pub mod import;
pub mod list;
pub mod old;
pub(crate) mod particulars;
pub mod show;
pub mod templates;
pub mod write;

use super::port::Article;
use crate::{context::Visit, error::Error};

/// The article that the path names, at its present address.
pub(crate) async fn asked_for(visit: &Visit) -> Result<Article, Error> {
    let slug = visit.param("slug");
    let article = visit.ports.wiki.article(&visit.viewer, slug).await?.ok_or(Error::NotFound)?;
    visit.at(&format!("/wiki/{slug}"), &article.path())?;
    Ok(article)
}
