//! `/benachrichtigungen`: what a member was told, newest first.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    list::Slice,
    notice::port::Notice,
    page::Page,
    text,
    ui::{Empty, Head, Narrow, Pagination},
};

/// The list. Opening one is a form, because it changes something: it is no longer new.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (port, viewer, now) = (&visit.ports.notices, &visit.viewer, visit.now);
    let number = visit.page_number();
    let notices = port.list(viewer, Slice::page(number)).await?;
    let total = port.count(viewer).await?;
    let fresh = viewer.notices();
    let newest = notices.iter().map(|notice| notice.id).max().unwrap_or_default();
    let told = (visit.query("hinweis") == "gesehen").then_some("Alle Benachrichtigungen sind als gesehen markiert.");
    Ok(Page::new("Benachrichtigungen", move || {
        let lead = if fresh == 0 { "Nichts Neues.".to_owned() } else { format!("{} neu.", text::up_to(fresh)) };
        let list = if notices.is_empty() {
            view! { <Empty><p>"Hier steht, was Sie betrifft: Entscheidungen über Ihre Texte und Artikel, die Sie prüfen sollten."</p><p><a href="/wiki">"Zum Wiki"</a></p></Empty> }.into_any()
        } else {
            let items = notices.into_iter().map(|notice| item(notice, now)).collect_view();
            view! { <ul class="entry-list">{items}</ul> }.into_any()
        };
        view! {
            <Narrow>
                <Head title="Benachrichtigungen"><p class="lead">{lead}</p></Head>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                // only on the first page: what it marks has then been shown
                {(fresh > 0 && number == 1).then(|| view! {
                    <form class="notice-all" method="post" action="/benachrichtigungen/gesehen">
                        <input type="hidden" name="upto" value=newest.to_string() />
                        <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Alle als gesehen markieren"</span></button>
                    </form>
                })}
                {list}
                <Pagination path="/benachrichtigungen".to_owned() query=Vec::new() number=number total=total />
            </Narrow>
        }
    }))
}

fn item(notice: Notice, now: Timestamp) -> AnyView {
    let (state, class) = if notice.seen { ("Gesehen", "pill pill--kind") } else { ("Neu", "pill pill--open") };
    let about = notice.kind.map(|kind| format!("{} · ", kind.label())).unwrap_or_default();
    let label = format!("Öffnen: {}", notice.text);
    view! {
 <li class="entry notice">
            <div class="notice__text">
                <h2 class="entry__title">{notice.text}</h2>
                <p class="entry__meta"><span class=class>{state}</span> " " {format!("{about}{}", text::age(notice.created_at, now))}</p>
            </div>
            <form method="post" action=format!("/benachrichtigungen/{}/oeffnen", notice.id)>
                <button class="kern-btn kern-btn--secondary" type="submit" aria-label=label><span class="kern-label">"Öffnen"</span></button>
            </form>
        </li>
    }
    .into_any()
}
