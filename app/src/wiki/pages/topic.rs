//! `/themen/{slug}`: all about a topic.

use leptos::prelude::*;

use super::tag::both;
use crate::{
    context::Visit,
    error::Error,
    forum::port::QuestionFilter,
    page::Page,
    ui::{Head, Wide},
    wiki::port::ArticleFilter,
};

/// Articles and questions of the topic.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let slug = visit.param("slug").to_owned();
    let topic = visit.ports.wiki.topics().await?.into_iter().find(|topic| topic.slug == slug).ok_or(Error::NotFound)?;
    let wrote = ArticleFilter { topic: Some(slug.clone()), ..ArticleFilter::default() };
    let asked = QuestionFilter { topic: Some(slug), ..QuestionFilter::default() };
    let lists = both(visit, &wrote, &asked).await?;
    let description = topic.description.clone();
    Ok(Page::new(topic.name.clone(), move || {
        let crumbs = vec![("Wiki".to_owned(), "/wiki".to_owned())];
        view! {
            <Wide>
                <Head title=topic.name crumbs=crumbs><p class="lead">{topic.description}</p></Head>
                {lists.view()}
            </Wide>
        }
    })
    .with_description(description)
    .for_everybody(visit))
}
