//! On the page of an article: which thread it was made of, and whose words it holds.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    summary::port::{Credits, Origin, contribution_path},
};

/// Where this article comes from.
pub async fn load(visit: &Visit, article: i64) -> Result<Origin, Error> {
    visit.ports.summaries.origin(&visit.viewer, article).await
}

/// The end of the article.
pub fn view(origin: Origin) -> AnyView {
    let many = origin.questions.len();
    let questions = origin
        .questions
        .into_iter()
        .enumerate()
        .map(|(index, (title, href))| view! { {(index > 0).then_some(" und ")} <a href=href>{title}</a> })
        .collect_view();
    let word = if many > 1 { "Entstanden aus den Fragen: " } else { "Entstanden aus der Frage: " };
    view! {
        {named(origin.credits)}
        {origin.own.map(|draft| view! { <p><a href=contribution_path(draft)>"Ihr Name in diesem Artikel"</a></p> })}
        {(many > 0).then(|| view! { <p class="meta">{word} {questions}</p> })}
    }
    .into_any()
}

/// The section with the names; guests see the organisations alone.
pub fn named(credits: Credits) -> Option<AnyView> {
    if credits.organisations.is_empty() {
        return None;
    }
    let items = if credits.people.is_empty() {
        let organisation = |(slug, name): (String, String)| view! { <li><a href=format!("/kommunen/{slug}")>{name}</a></li> };
        credits.organisations.into_iter().map(organisation).collect_view().into_any()
    } else {
        credits
            .people
            .into_iter()
            .map(|one| {
                view! {
                    <li>
                        <a href=format!("/personen/{}", one.id)>{one.name}</a> ", "
                        <a href=format!("/kommunen/{}", one.organisation_slug)>{one.organisation}</a>
                    </li>
                }
            })
            .collect_view()
            .into_any()
    };
    Some(
        view! {
            <section class="block" aria-labelledby="mitgewirkt">
                <h2 id="mitgewirkt">"Mitgewirkt haben"</h2>
                <ul class="municipality-list">{items}</ul>
            </section>
        }
        .into_any(),
    )
}

/// The same for a draft, which its readers are told about.
pub async fn of_draft(visit: &Visit, draft: i64) -> Result<Option<AnyView>, Error> {
    let credits = visit.ports.summaries.credits(&visit.viewer, draft).await?;
    Ok(named(credits).map(|section| {
        view! {
            {section}
            <p class="muted">"Diese Namen stehen von selbst am Ende des Artikels. Wer nicht genannt werden möchte, nimmt den eigenen Namen selbst heraus."</p>
        }
        .into_any()
    }))
}
