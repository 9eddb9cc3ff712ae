//! `/konto/betreuung`: the articles that a member looks after, and those of her organisation.

use leptos::prelude::*;

use super::watch::entry;
use crate::{
    account::{Action, pages::own::tabs},
    context::Visit,
    error::Error,
    freshness::port::Whose,
    list::Slice,
    page::Page,
    ui::{Chips, Empty, EntryItem, Head, Narrow, Pagination},
    wiki::pages::list::chips_at,
};

const PATH: &str = "/konto/betreuung";

/// The list.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let member = visit.viewer.require(Action::ReadNetwork)?;
    let (port, viewer, now) = (&visit.ports.freshness, &visit.viewer, visit.now);
    let whose = Whose::from_key(visit.query("zeige"));
    let number = visit.page_number();
    let articles = port.own(viewer, whose, Slice::page(number)).await?;
    let total = port.count_own(viewer, whose).await?;
    let (query, place) = (visit.query.clone(), member.organisation.name.clone());
    let labels = Whose::ALL.map(|whose| (whose.key().to_owned(), label(whose, &place)));
    let mut shown = chips_at(PATH, &query, "zeige", Some(whose.key()), labels);
    // hers are what the page shows unasked: there is no "Alle"
    shown.remove(0);
    Ok(Page::new("Betreuung", move || {
        let list = if articles.is_empty() {
            view! { <Empty><p>{nothing(whose)}</p><p><a href="/wiki">"Zum Wiki"</a></p></Empty> }.into_any()
        } else {
            let items = articles.into_iter().map(|one| view! { <EntryItem entry=entry(one, now) /> }).collect_view();
            view! { <h2 class="visually-hidden">"Artikel"</h2> <ul class="entry-list">{items}</ul> }.into_any()
        };
        view! {
            <Narrow>
                <Head title="Betreuung"><p class="lead">"Artikel, bei denen Sie oder Ihre Organisation nachsehen, ob sie noch gelten."</p></Head>
                {tabs(PATH)}
                <Chips label="Zeige" chips=shown />
                {list}
                <Pagination path=PATH.to_owned() query=query number=number total=total />
            </Narrow>
        }
    }))
}

fn label(whose: Whose, place: &str) -> String {
    match whose {
        Whose::Mine => "Von mir betreut".to_owned(),
        Whose::Organisation => format!("Vertretung: {place}"),
        Whose::Ownerless => "Ohne Betreuung".to_owned(),
    }
}

fn nothing(whose: Whose) -> &'static str {
    match whose {
        Whose::Mine => "Sie betreuen noch keinen Artikel.",
        Whose::Organisation => "Ihre Organisation hat für keinen Artikel die Vertretung.",
        Whose::Ownerless => "Um jeden Artikel Ihrer Organisation kümmert sich jemand.",
    }
}
