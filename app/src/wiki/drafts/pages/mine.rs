//! `/wiki/entwuerfe`: what one has written and what became of it.

use jiff::Timestamp;
use leptos::prelude::*;

use super::state_class;
use crate::{
    context::Visit,
    error::Error,
    page::Page,
    text,
    ui::{Empty, Entry, EntryItem, Head, Narrow},
    wiki::drafts::{
        State,
        port::{DraftEntry, KEPT_FOR},
    },
};

/// All of them, newest first.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let drafts = visit.ports.drafts.mine(&visit.viewer).await?;
    let now = visit.now;
    let told = match visit.query("hinweis") {
        "verworfen" => Some("Der Entwurf ist verworfen. Unten auf dieser Seite holen Sie ihn zurück."),
        _ => None,
    };
    Ok(Page::new("Meine Entwürfe", move || {
        let (discarded, rest): (Vec<_>, Vec<_>) = drafts.into_iter().partition(|draft| draft.state == State::Discarded);
        let (decided, open): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|draft| matches!(draft.state, State::Published | State::Rejected));
        let nothing = open.is_empty().then(|| {
            view! {
                <Empty><p>"Sie haben gerade keinen Entwurf in Arbeit."</p>
                    <p><a href="/wiki/neu">"Artikel schreiben"</a> " · " <a href="/wiki">"Einen Artikel lesen und eine Änderung vorschlagen"</a></p></Empty>
            }
        });
        view! {
            <Narrow>
                <Head title="Meine Entwürfe" crumbs=vec![("Wiki".to_owned(), "/wiki".to_owned())]>
                    <p class="lead">"Nur Sie und die Moderation sehen diese Texte."</p>
                </Head>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                {nothing}
                {section("In Arbeit", open, now)}
                {section("Abgeschlossen", decided, now)}
                {thrown_away(discarded, now)}
            </Narrow>
        }
    }))
}

fn section(title: &'static str, drafts: Vec<DraftEntry>, now: Timestamp) -> Option<AnyView> {
    if drafts.is_empty() {
        return None;
    }
    let items = drafts.into_iter().map(|draft| view! { <EntryItem entry=entry(&draft, now) /> }).collect_view();
    Some(view! { <section class="block"><h2>{title}</h2><ul class="entry-list">{items}</ul></section> }.into_any())
}

/// A draft in the list of its author.
fn entry(draft: &DraftEntry, now: Timestamp) -> Entry {
    let what = match &draft.article {
        Some(article) if draft.state != State::Published => format!("Änderung an „{}“", article.title),
        _ if draft.state == State::Published => "Ihr Text".to_owned(),
        _ => "Neuer Artikel".to_owned(),
    };
    Entry {
        href: draft.path(),
        pill: Some((draft.state.label().to_owned(), state_class(draft.state))),
        meta: format!("{what} · Text {}", text::from(draft.updated_at, now)),
        title: draft.title(),
        text: (!draft.note.is_empty()).then(|| draft.note.clone()),
        html: None,
    }
}

fn thrown_away(drafts: Vec<DraftEntry>, now: Timestamp) -> Option<AnyView> {
    if drafts.is_empty() {
        return None;
    }
    let items = drafts
        .into_iter()
        .map(|draft| {
            let label = format!("„{}“ zurückholen", draft.title());
            view! {
                <li class="entry">
                    <h3 class="entry__title"><a href=draft.path()>{draft.title()}</a></h3>
                    <p class="entry__meta">{format!("Text {}", text::from(draft.updated_at, now))}</p>
                    <form method="post" action=format!("{}/wiederherstellen", draft.path())>
                        <button class="kern-btn kern-btn--secondary kern-btn--x-small" type="submit" aria-label=label><span class="kern-label">"Zurückholen"</span></button>
                    </form>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="block">
                <h2>"Verworfen"</h2>
                <p>{format!("{KEPT_FOR} Tage nach dem Verwerfen werden diese Texte endgültig gelöscht.")}</p>
                <ul class="entry-list">{items}</ul>
            </section>
        }
        .into_any(),
    )
}
