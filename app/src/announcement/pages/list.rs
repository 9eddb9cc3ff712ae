//! `/termine`: what is coming, and what has been.

use leptos::prelude::*;

use crate::{
    account::Action,
    announcement::port::Part,
    context::Visit,
    error::Error,
    list::Slice,
    page::Page,
    ui::{Chip, Chips, Empty, Entry, EntryItem, Head, Pagination, Wide, with_query},
    wiki::Visibility,
};

const PATH: &str = "/termine";

/// The list.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (port, viewer, now) = (&visit.ports.announcements, &visit.viewer, visit.now);
    let (which, number) = (Part::from_key(visit.query("zeige")), visit.page_number());
    let all = port.list(viewer, which, Slice::page(number)).await?;
    let total = port.count(viewer, which).await?;
    let told = (visit.query("hinweis") == "entfernt").then_some("Die Ankündigung ist entfernt.");
    let (may_announce, inside) = (viewer.may(Action::Moderate), viewer.may(Action::ReadNetwork));
    let query = visit.query.clone();
    let feed = format!("{}/feeds/termine.ics", visit.site.origin);
    Ok(Page::new("Termine und Neues", move || {
        let chips = Part::ALL
            .map(|one| {
                let (text, value) = match one {
                    Part::Coming => ("Kommende", ""),
                    Part::Past => ("Vergangene", Part::Past.key()),
                };
                Chip { text: text.to_owned(), href: with_query(PATH, &[], "zeige", value), current: one == which }
            })
            .into();
        let list = if all.is_empty() {
            let nothing = if which == Part::Coming { "Zurzeit ist nichts angekündigt." } else { "Noch ist nichts vergangen." };
            view! { <Empty><p>{nothing}</p></Empty> }.into_any()
        } else {
            let items = all
                .into_iter()
                .map(|one| Entry {
                    href: one.path(),
                    // guests see public ones only: for them the word would say nothing
                    pill: (inside && one.visibility == Visibility::Members).then(|| ("nur für Mitglieder".to_owned(), "pill--kind")),
                    meta: one.meta(now),
                    title: one.title,
                    ..Entry::default()
                })
                .map(|entry| view! { <EntryItem entry=entry /> })
                .collect_view();
            view! { <h2 class="visually-hidden">"Ankündigungen"</h2> <ul class="entry-list">{items}</ul> }.into_any()
        };
        view! {
            <Wide>
                <Head title="Termine und Neues"><p class="lead">"Treffen, Kongresse und Arbeitskreise im Netz."</p></Head>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                {may_announce.then(|| view! {
                    <p class="form__actions"><a class="kern-btn kern-btn--secondary" href="/termine/neu"><span class="kern-label">"Etwas ankündigen"</span></a></p>
                })}
                <Chips label="Zeige" chips=chips />
                {list}
                <Pagination path=PATH.to_owned() query=query number=number total=total />
                <section class="panel" aria-labelledby="kalender">
                    <h2 id="kalender">"Im eigenen Kalender"</h2>
                    <p>"Die öffentlichen Termine können Sie in Outlook und anderen Programmen abonnieren. Tragen Sie dort diese Adresse ein: "
                        <a href="/feeds/termine.ics">{feed}</a></p>
                </section>
            </Wide>
        }
    })
    .with_description("Treffen, Kongresse und Arbeitskreise")
    .for_everybody(visit))
}
