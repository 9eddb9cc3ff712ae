//! `/themen/{slug}`: all about a topic.

use leptos::prelude::*;

use super::content::Content;
use crate::{
    context::Visit,
    error::Error,
    follow::{Kind, pages::button::FollowButton},
    forum::port::QuestionFilter,
    page::Page,
    ui::{Head, Wide},
    wiki::port::ArticleFilter,
};

/// Articles and questions of the topic.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let slug = visit.param("slug");
    let topic = visit.ports.subjects.topic(slug).await?.ok_or(Error::NotFound)?;
    visit.at(&format!("/themen/{slug}"), &format!("/themen/{}", topic.slug))?;
    let wrote = ArticleFilter { topic: Some(topic.slug.clone()), ..ArticleFilter::default() };
    let asked = QuestionFilter { topic: Some(topic.slug.clone()), ..QuestionFilter::default() };
    let content = Content::load(visit, &wrote, &asked).await?;
    let follow = FollowButton::load(visit, Kind::Topic, &topic.slug).await?;
    let description = topic.description.clone();
    Ok(Page::new(topic.name.clone(), move || {
        let crumbs = vec![("Wiki".to_owned(), "/wiki".to_owned())];
        view! {
            <Wide>
                <Head title=topic.name crumbs=crumbs><p class="lead">{topic.description}</p></Head>
                {follow.map(FollowButton::view)}
                {content.view()}
            </Wide>
        }
    })
    .with_description(description)
    .for_everybody(visit))
}
