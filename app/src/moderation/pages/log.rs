//! `/moderation/protokoll`: what moderators did.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    list::Slice,
    moderation::log::{Deed, LogEntry},
    page::Page,
    text,
    ui::{Empty, Head, Pagination, Wide},
};

const PATH: &str = "/moderation/protokoll";
/// Rows on a page.
const PAGE: i64 = 50;

/// The log, newest first.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let number = visit.page_number();
    let entries = visit.ports.log.entries(&visit.viewer, Slice { offset: (number - 1) * PAGE, limit: PAGE }).await?;
    let total = visit.ports.log.count(&visit.viewer).await?;
    let waiting = super::Waiting::load(visit).await?;
    let query = visit.query.clone();
    Ok(Page::new("Protokoll", move || {
        let list = if entries.is_empty() {
            view! { <Empty><p>"Hier steht noch nichts."</p></Empty> }.into_any()
        } else {
            let items = entries.into_iter().map(item).collect_view();
            view! { <ol class="history">{items}</ol> }.into_any()
        };
        view! {
            <Wide>
                <Head title="Protokoll"><p class="lead">"Was die Moderation getan hat. Hier wird nichts geändert und nichts gelöscht."</p></Head>
                {super::tabs(PATH, waiting)}
                {list}
                <Pagination path=PATH.to_owned() query=query number=number total=total size=PAGE />
            </Wide>
        }
    }))
}

fn item(entry: LogEntry) -> AnyView {
    let deed = entry.deed.map_or("", Deed::label);
    let what = entry.post.map(|post| {
        let label = format!("{} {}", post.label(), post.id());
        match entry.title {
            Some(title) => view! { <a href=post.permalink()>{label}</a> {format!(" („{title}“)")} }.into_any(),
            None => label.into_any(),
        }
    });
    let separated = if what.is_some() { ", " } else { "" };
    let detail = (!entry.detail.is_empty()).then(|| format!("{separated}{}", entry.detail));
    let (id, name) = entry.by;
    view! {
        <li>
            <p>{what} {detail} ": " <strong>{deed}</strong></p>
            <p class="meta">{text::date_and_time(entry.at)} " · " <a href=format!("/personen/{id}")>{name}</a></p>
            {(!entry.reason.is_empty()).then(|| view! { <p>{entry.reason}</p> })}
        </li>
    }
    .into_any()
}
