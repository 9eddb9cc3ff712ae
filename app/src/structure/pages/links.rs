//! `/moderation/links`: what articles link to and nobody has written.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    moderation::pages::{Waiting, tabs},
    page::Page,
    structure::port::Missing,
    text,
    ui::{Empty, Head, Wide, with_query},
};

/// Wanted titles, then dead links.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let missing = visit.ports.structure.missing(&visit.viewer).await?;
    let waiting = Waiting::load(visit).await?;
    Ok(Page::new("Verweise ins Leere", move || {
        let (wanted, dead): (Vec<_>, Vec<_>) = missing.into_iter().partition(|one| one.title.is_some());
        view! {
            <Wide>
                <Head title="Verweise ins Leere">
                    <p class="lead">"Was Artikel nennen und noch niemand geschrieben hat, und Links auf Artikel, Fragen, Kommunen, Themen, Schlagworte und Dateien, die nirgendwohin führen."</p>
                    <p class="meta">"Links zu anderen Websites prüfen wir nicht: Dafür müsste der Server sie abrufen, und er fragt niemanden sonst an."</p>
                </Head>
                {tabs("/moderation/links", waiting)}
                {section("Gewünschte Artikel", "Kein Verweis wartet auf einen Artikel.", wanted)}
                {section("Tote Links", "Kein Link im Wiki führt ins Leere.", dead)}
            </Wide>
        }
    }))
}

fn section(title: &'static str, none: &'static str, missing: Vec<Missing>) -> AnyView {
    let list = if missing.is_empty() {
        view! { <Empty><p>{none}</p></Empty> }.into_any()
    } else {
        view! { <ul class="missing">{missing.into_iter().map(entry).collect_view()}</ul> }.into_any()
    };
    view! { <section class="block"><h2>{title}</h2>{list}</section> }.into_any()
}

fn entry(missing: Missing) -> AnyView {
    let more = missing.count - i64::try_from(missing.articles.len()).unwrap_or(0);
    let places = missing
        .articles
        .into_iter()
        .enumerate()
        .map(|(index, place)| view! { {(index > 0).then_some(", ")}<a href=place.path()>{place.title.clone()}</a> })
        .collect_view();
    let (name, begin) = match missing.title {
        Some(title) => {
            let href = with_query("/wiki/neu", &[], "titel", &title);
            (
                title,
                Some(
                    view! { <p><a class="kern-btn kern-btn--secondary" href=href><span class="kern-label">"Artikel beginnen"</span></a></p> },
                ),
            )
        }
        None => (missing.path, None),
    };
    view! {
        <li>
            <h3>{name}</h3>
            <p>{format!("In {}: ", if missing.count == 1 { "einem Artikel".to_owned() } else { text::count(missing.count, "Artikel", "Artikeln") })}
                {places} {(more > 0).then(|| format!(" und {} weiteren", text::thousands(more)))}</p>
            {begin}
        </li>
    }
    .into_any()
}
