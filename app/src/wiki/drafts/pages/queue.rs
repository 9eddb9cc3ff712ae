//! `/moderation/pruefung`: what waits for a moderator.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    moderation::pages::{Waiting, tabs},
    page::Page,
    text,
    ui::{Empty, Entry, EntryItem, Head, Narrow},
    wiki::drafts::port::DraftEntry,
};

/// Oldest first.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let drafts = visit.ports.drafts.queue(&visit.viewer).await?;
    let (waiting, now) = (Waiting::load(visit).await?, visit.now);
    let told = match visit.query("hinweis") {
        "zurueckgegeben" => {
            Some("Der Entwurf ist zurückgegeben. Die Verfasserin oder der Verfasser bekommt eine Mail mit Ihrer Nachricht.")
        }
        "abgelehnt" => {
            Some("Der Entwurf ist abgelehnt. Die Verfasserin oder der Verfasser bekommt eine Mail mit Ihrer Begründung.")
        }
        _ => None,
    };
    Ok(Page::new("Prüfung", move || {
        let list = if drafts.is_empty() {
            view! { <Empty><p>"Zurzeit wartet kein Entwurf auf eine Prüfung."</p></Empty> }.into_any()
        } else {
            let items = drafts.into_iter().map(|draft| view! { <EntryItem entry=entry(draft, now) /> }).collect_view();
            view! { <h2 class="visually-hidden">"Entwürfe"</h2><ul class="entry-list">{items}</ul> }.into_any()
        };
        view! {
            <Narrow>
                <Head title="Prüfung"><p class="lead">"Was Mitglieder geschrieben haben und veröffentlichen möchten. Das Älteste steht oben."</p></Head>
                {tabs("/moderation/pruefung", waiting)}
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                {list}
            </Narrow>
        }
    }))
}

fn entry(draft: DraftEntry, now: Timestamp) -> Entry {
    let (pill, what) = match &draft.article {
        Some(article) => ("Änderung", Some(format!("an „{}“", article.title))),
        None => ("neuer Artikel", None),
    };
    let since = draft.submitted_at.map(|time| format!("eingereicht {}", text::age(time, now)));
    let meta: Vec<String> =
        [what, Some(format!("{}, {}", draft.author.name, draft.author.organisation)), since].into_iter().flatten().collect();
    Entry {
        href: format!("/moderation/pruefung/{}", draft.id),
        title: draft.title(),
        pill: Some((pill.to_owned(), "pill--kind")),
        meta: meta.join(" · "),
        text: (!draft.note.is_empty()).then_some(draft.note),
        html: None,
    }
}
