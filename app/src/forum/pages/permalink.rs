//! `/antworten/{id}` and `/kommentare/{id}`: lead to where a post stands now.

use crate::{context::Visit, error::Error, forum::post::Post, page::Page};

/// An answer.
pub async fn answer(visit: &Visit) -> Result<Page, Error> {
    lead(visit, Post::Answer(visit.id("id")?)).await
}

/// A comment.
pub async fn comment(visit: &Visit) -> Result<Page, Error> {
    lead(visit, Post::Comment(visit.id("id")?)).await
}

async fn lead(visit: &Visit, post: Post) -> Result<Page, Error> {
    Err(Error::Moved(visit.ports.posts.post(&visit.viewer, post).await?.path()))
}
