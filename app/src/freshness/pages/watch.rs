//! `/moderation/wiedervorlage`: articles to look at, by date. Never by person: this is no list of who is late.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    freshness::port::{Due, Watched},
    list::Slice,
    moderation::pages::{Waiting, tabs},
    organisation::port::Kind,
    page::Page,
    text,
    ui::{Chips, Empty, Entry, EntryItem, Head, Pagination, Wide},
    wiki::pages::list::chips_at,
};

const PATH: &str = "/moderation/wiedervorlage";

/// The list.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (port, viewer, now) = (&visit.ports.freshness, &visit.viewer, visit.now);
    let (due, district) = (Due::from_key(visit.query("zeige")), visit.chosen("kreis"));
    let number = visit.page_number();
    let articles = port.watched(viewer, due, district.as_deref(), Slice::page(number)).await?;
    let total = port.count(viewer, due, district.as_deref()).await?;
    let organisations = visit.ports.organisations.all(viewer).await?;
    let regions = organisations.into_iter().filter(|one| matches!(one.kind, Kind::District | Kind::City));
    let waiting = Waiting::load(visit).await?;
    let query = visit.query.clone();
    let mut shown =
        chips_at(PATH, &query, "zeige", Some(due.key()), Due::ALL.map(|due| (due.key().to_owned(), due.label().to_owned())));
    // overdue ones are what the page shows unasked: there is no "Alle"
    shown.remove(0);
    let regions = chips_at(PATH, &query, "kreis", district.as_deref(), regions.map(|one| (one.slug, one.name)));
    Ok(Page::new("Wiedervorlage", move || {
        let list = if articles.is_empty() {
            view! { <Empty><p>{nothing(due)}</p></Empty> }.into_any()
        } else {
            let items = articles.into_iter().map(|one| view! { <EntryItem entry=entry(one, now) /> }).collect_view();
            view! { <h2 class="visually-hidden">"Artikel"</h2> <ul class="entry-list">{items}</ul> }.into_any()
        };
        view! {
            <Wide>
                <Head title="Wiedervorlage"><p class="lead">"Artikel, bei denen jemand nachsehen muss, ob sie noch gelten."</p></Head>
                {tabs(PATH, waiting)}
                <Chips label="Zeige" chips=shown />
                <Chips label="Kreis" chips=regions folded=true />
                {list}
                <Pagination path=PATH.to_owned() query=query number=number total=total />
            </Wide>
        }
    }))
}

fn nothing(due: Due) -> &'static str {
    match due {
        Due::Overdue => "Alle Prüfungen sind erledigt.",
        Due::Soon => "In den nächsten Wochen ist nichts zu prüfen.",
        Due::Ownerless => "Um jeden Artikel kümmert sich jemand.",
    }
}

/// What a list says of an article.
pub(super) fn entry(one: Watched, now: jiff::Timestamp) -> Entry {
    let due = one.due.map(|due| {
        let word = if due <= now { "fällig seit" } else { "fällig am" };
        format!("{word} {}", text::date(due))
    });
    let owner = one.owner.map_or_else(|| "ohne Betreuung".to_owned(), |(name, place)| format!("{name}, {place}"));
    let deputy = one.deputy.map(|name| format!("Vertretung: {name}"));
    let overdue = one.due.is_some_and(|due| due <= now);
    Entry {
        title: one.title,
        href: format!("/wiki/{}/betreuung", one.slug),
        pill: overdue.then(|| ("überfällig".to_owned(), "pill--open")),
        meta: [due, Some(owner), deputy].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        ..Entry::default()
    }
}
