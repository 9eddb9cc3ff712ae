//! Nachnutzung on the page of a municipality: what it takes from others, and what others take from it.

use leptos::prelude::*;

use crate::reuse::port::{Exchange, ReusedArticle};

/// Both lists; nothing where there is nothing.
#[must_use]
pub fn view(exchange: Exchange) -> AnyView {
    if exchange.takes.is_empty() && exchange.gives.is_empty() {
        return ().into_any();
    }
    let takes = exchange.takes.into_iter().map(|one| {
        let meta = one.origin.clone().map_or_else(String::new, |origin| format!(" · von {origin}"));
        (one, meta)
    });
    let gives = exchange.gives.into_iter().map(|one| {
        let meta = format!(" · {}", one.organisation.1);
        (one, meta)
    });
    let (takes, gives) = (list("Nutzt von anderen nach", takes.collect()), list("Wird von anderen nachgenutzt", gives.collect()));
    view! { <section class="block"><h2>"Nachnutzung"</h2>{takes}{gives}</section> }.into_any()
}

fn list(heading: &'static str, entries: Vec<(ReusedArticle, String)>) -> Option<AnyView> {
    if entries.is_empty() {
        return None;
    }
    let items = entries
        .into_iter()
        .map(|(one, meta)| {
            view! {
                <li class="entry">
                    <h4 class="entry__title"><a href=format!("/wiki/{}", one.slug)>{one.title}</a></h4>
                    <p class="entry__meta"><span class="pill pill--kind">{one.status.label()}</span> {meta}</p>
                </li>
            }
        })
        .collect_view();
    Some(view! { <h3>{heading}</h3><ul class="entries">{items}</ul> }.into_any())
}
