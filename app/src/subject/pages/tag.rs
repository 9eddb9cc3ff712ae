//! `/schlagworte/{slug}`: all with a tag.

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

/// Articles and questions with the tag.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let slug = visit.param("slug");
    let tag = visit.ports.subjects.tag(slug).await?.ok_or(Error::NotFound)?;
    let wrote = ArticleFilter { tag: Some(tag.slug.clone()), ..ArticleFilter::default() };
    let asked = QuestionFilter { tag: Some(tag.slug.clone()), ..QuestionFilter::default() };
    let content = Content::load(visit, &wrote, &asked).await?;
    // a tag is as hidden as all that has it, under all its names
    if content.is_empty() {
        return Err(Error::NotFound);
    }
    visit.at(&format!("/schlagworte/{slug}"), &format!("/schlagworte/{}", tag.slug))?;
    let follow = FollowButton::load(visit, Kind::Tag, &tag.slug).await?;
    let name = tag.name.clone();
    Ok(Page::new(format!("Schlagwort {name}"), move || {
        view! { <Wide><Head title=format!("Schlagwort „{name}“") />{follow.map(FollowButton::view)}{content.view()}</Wide> }
    })
    .for_everybody(visit))
}
