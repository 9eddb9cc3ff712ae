//! `/konto/abos`: what a member follows.

use leptos::prelude::*;

use super::button;
use crate::{
    account::pages::own::tabs,
    context::Visit,
    error::Error,
    follow::port::Followed,
    list::Slice,
    page::Page,
    saved::pages::list::List,
    ui::{Empty, Head, Narrow, Pagination},
};

const PATH: &str = "/konto/abos";

/// The list, each entry with the button to stop.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (port, viewer) = (&visit.ports.follows, &visit.viewer);
    let number = visit.page_number();
    let followed = port.list(viewer, Slice::page(number)).await?;
    let total = port.count(viewer).await?;
    let searches = List::load(visit).await?;
    let told = match visit.query("hinweis") {
        "abo" => Some("Sie folgen dem nicht mehr."),
        "vergessen" => Some("Diese Suche ist nicht mehr gemerkt."),
        "umbenannt" => Some("Die Suche hat ihren neuen Namen."),
        _ => None,
    };
    Ok(Page::new("Abos", move || {
        let list = if followed.is_empty() {
            view! { <Empty><p>"Sie folgen noch nichts. Den Knopf dafür gibt es bei Fragen, Themen, Schlagworten und Kommunen; wer fragt oder antwortet, folgt der Frage von selbst."</p><p><a href="/fragen">"Zu den Fragen"</a></p></Empty> }.into_any()
        } else {
            let items = followed.into_iter().map(item).collect_view();
            view! { <h2 class="visually-hidden">"Liste der Abos"</h2> <ul class="entry-list">{items}</ul> }.into_any()
        };
        view! {
            <Narrow>
                <Head title="Abos"><p class="lead">"Gibt es hier etwas Neues, erfahren Sie es."</p></Head>
                {tabs(PATH)}
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <p><a href="/konto/benachrichtigungen">"Wie oft Sie davon eine Mail bekommen"</a></p>
                {list}
                <Pagination path=PATH.to_owned() query=Vec::new() number=number total=total />
                {searches.view()}
            </Narrow>
        }
    }))
}

fn item(one: Followed) -> AnyView {
    let stop = button::form(&one.target, true, "list", Some(&one.title));
    view! {
        <li class="entry notice">
            <div class="notice__text">
                <h3 class="entry__title"><a href=one.path>{one.title.clone()}</a></h3>
                <p class="entry__meta">{one.target.kind.label()}</p>
            </div>
            {stop}
        </li>
    }
    .into_any()
}
