//! Pages of the forum.

pub mod answer;
pub mod ask;
mod audience;
pub mod bulk;
pub mod comment;
mod conflict;
pub mod erase;
pub mod history;
pub mod list;
pub mod order;
pub mod permalink;
pub mod remove;
pub mod show;

use crate::{
    context::Visit,
    error::Error,
    forum::post::{Post, Posted},
    ui::Crumb,
};

/// The post that the path names.
async fn named(visit: &Visit) -> Result<Posted, Error> {
    let post = Post::from_key(visit.param("beitrag")).ok_or(Error::NotFound)?;
    visit.ports.posts.post(&visit.viewer, post).await
}

/// The way back from a page about a post.
pub(crate) fn crumbs(posted: &Posted) -> Vec<Crumb> {
    vec![("Fragen".to_owned(), "/fragen".to_owned()), (posted.title.clone(), posted.path())]
}
