//! `/wiki/{slug}/verlauf`: who changed what, and when.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    page::Page,
    text,
    ui::{Head, Narrow},
    wiki::port::Revision,
};

/// All revisions, newest first.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let article = super::asked_for(visit).await?;
    let revisions = visit.ports.wiki.history(&visit.viewer, article.id).await?;
    Ok(Page::new(format!("Verlauf: {}", article.title), move || {
        let crumbs = vec![("Wiki".to_owned(), "/wiki".to_owned()), (article.title.clone(), article.path())];
        let path = article.path();
        let items = revisions.into_iter().map(|revision| entry(&path, revision)).collect_view();
        view! {
            <Narrow>
                <Head title="Verlauf" crumbs=crumbs><p class="lead">{article.title}</p></Head>
                <ol class="history">{items}</ol>
            </Narrow>
        }
    }))
}

fn entry(path: &str, revision: Revision) -> AnyView {
    let number = revision.number;
    let compare = (number > 1).then(|| format!("{path}/vergleich?von={}&bis={number}", number - 1));
    let who = revision.author.map(|(id, name, organisation)| {
        view! { <a href=format!("/personen/{id}")>{name}</a> {format!(", {organisation}")} }
    });
    view! {
        <li>
            <h2>{format!("Fassung {number}")}</h2>
            <p class="meta">{text::date_and_time(revision.created_at)} {who.map(|who| view! { " · " {who} })}</p>
            {(!revision.note.is_empty()).then(|| view! { <p>{revision.note}</p> })}
            {compare.map(|href| view! { <p><a href=href>{format!("Änderungen gegenüber Fassung {}", number - 1)}</a></p> })}
        </li>
    }
    .into_any()
}
