//! What stands above the form of an article: what was begun earlier, and why something could not be saved.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    text,
    ui::{Entry, EntryItem},
    wiki::{
        drafts::port::{Draft, DraftEntry},
        pages::write::Trouble,
    },
};

/// So many drafts are named above the form for a new one; the others must not push it off the screen.
const NEWEST: usize = 3;

/// New articles that she has begun.
pub(crate) fn unfinished(begun: Vec<DraftEntry>, now: Timestamp) -> Option<AnyView> {
    let open: Vec<_> = begun.into_iter().filter(|entry| entry.state.is_open()).collect();
    let more = open.len() > NEWEST;
    let items: Vec<_> = open
        .into_iter()
        .take(NEWEST)
        .map(|entry| Entry {
            href: entry.path(),
            pill: Some((entry.state.label().to_owned(), super::state_class(entry.state))),
            meta: format!("Entwurf {}", text::from(entry.updated_at, now)),
            title: entry.title(),
            ..Entry::default()
        })
        .map(|entry| view! { <EntryItem entry=entry /> })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="block" aria-labelledby="angefangen">
                <h2 id="angefangen">"Das haben Sie angefangen"</h2>
                <ul class="entry-list">{items}</ul>
                {more.then(|| view! { <p class="entry-list__more"><a href="/wiki/entwuerfe">"Alle Ihre Entwürfe"</a></p> })}
            </section>
        }
        .into_any()
    })
}

/// Her own draft of this article, which the form shows instead of the article.
pub(crate) fn still_there(draft: &Draft, latest: i64, now: Timestamp) -> AnyView {
    let behind = draft.base.filter(|base| *base < latest).map(|base| {
        let path = draft.article.as_ref().map(|article| format!("{}/vergleich?von={base}&bis={latest}", article.path()));
        view! {
            <p>"Der Artikel ist seitdem geändert worden. " <a href=path>"Was sich geändert hat"</a></p>
        }
    });
    view! {
        <section class="flash flash--info" aria-label="Ihr Entwurf">
            <p>{format!("Ihr Entwurf {} ist noch da. Sie können weiterschreiben.", text::from(draft.updated_at, now))}</p>
            {behind}
            {discard(draft.id, "Verwerfen und neu beginnen", true)}
        </section>
    }
    .into_any()
}

/// A button to throw a draft away, behind a question.
pub(crate) fn discard(draft: i64, label: &'static str, again: bool) -> AnyView {
    view! {
        <details class="confirm">
            <summary>{label}</summary>
            <form method="post" action=format!("/wiki/entwuerfe/{draft}/verwerfen")>
                <p>"Ihr Text kommt in den Papierkorb. Dreißig Tage lang holen Sie ihn unter „Meine Entwürfe“ zurück."</p>
                {again.then(|| view! { <input type="hidden" name="again" value="1" /> })}
                <p><button class="kern-btn kern-btn--secondary kern-btn--danger" type="submit"><span class="kern-label">"Ja, verwerfen"</span></button></p>
            </form>
        </details>
    }
    .into_any()
}

/// What she has handed in for this article already.
pub(crate) fn waiting(submitted: Vec<DraftEntry>) -> Option<AnyView> {
    let first = submitted.into_iter().next()?;
    Some(
        view! {
            <p class="flash flash--info">"Ein Vorschlag von Ihnen zu diesem Artikel wartet auf die Prüfung: "
                <a href=first.path()>{first.title()}</a></p>
        }
        .into_any(),
    )
}

/// Why nothing was saved. The typed text stands in the form below.
pub(crate) fn notice(trouble: Trouble) -> AnyView {
    let (title, text, label, stored) = match trouble {
        Trouble::SavedElsewhere(draft) => (
            "Der Entwurf wurde inzwischen anderswo gespeichert",
            format!(
                "Um {} Uhr kam eine andere Fassung hinzu, vielleicht aus einem zweiten Fenster. Ihr Text steht unverändert im \
                 Formular. Übernehmen Sie, was fehlt, und speichern Sie noch einmal.",
                text::clock(draft.updated_at)
            ),
            "Gespeicherten Text anzeigen".to_owned(),
            draft.typed.body.clone(),
        ),
        Trouble::Closed(draft) => (
            "Dieser Entwurf lässt sich nicht mehr ändern",
            format!(
                "Sein Stand: {}. Ihr Text steht unverändert im Formular; beim Speichern wird er ein neuer Entwurf.",
                draft.state.label()
            ),
            "Text des Entwurfs anzeigen".to_owned(),
            draft.typed.body.clone(),
        ),
    };
    view! {
        <section class="error-summary" role="alert" tabindex="-1" autofocus=true id="fehler">
            <h2>{title}</h2>
            <p>{text}</p>
            <details><summary>{label}</summary><pre class="overtaken">{stored}</pre></details>
        </section>
    }
    .into_any()
}
