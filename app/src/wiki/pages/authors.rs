//! `/wiki/{slug}/autoren`: who wrote which paragraph.

use leptos::prelude::*;

use super::history::who;
use crate::{
    context::Visit,
    error::Error,
    page::Page,
    text,
    ui::{Head, Wide},
    wiki::history::{Contribution, Passage},
};

/// More names than this beside a paragraph help nobody.
const MOST_NAMES: usize = 6;

/// The text in parts, beside each its authors.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let article = super::asked_for(visit).await?;
    let passages = visit.ports.history.authors(&visit.viewer, article.id).await?;
    Ok(Page::new(format!("Wer hat was geschrieben: {}", article.title), move || {
        let crumbs = vec![
            ("Wiki".to_owned(), "/wiki".to_owned()),
            (article.title.clone(), article.path()),
            ("Verlauf".to_owned(), format!("{}/verlauf", article.path())),
        ];
        let path = article.path();
        let passages = passages.into_iter().map(|one| passage(&path, one)).collect_view();
        view! {
            <Wide>
                <Head title="Wer hat was geschrieben?" crumbs=crumbs><p class="lead">{article.title.clone()}</p></Head>
                <div class="authorship">{passages}</div>
            </Wide>
        }
    }))
}

fn passage(path: &str, one: Passage) -> AnyView {
    let more = one.authors.len().saturating_sub(MOST_NAMES);
    let authors = one.authors.into_iter().take(MOST_NAMES).map(|author| contribution(path, author)).collect_view();
    let more = (more > 0).then(|| view! { <li>{format!("und {more} weitere")}</li> });
    view! {
        <div class="authorship__passage">
            <ul class="authorship__by meta" aria-label="Geschrieben von">{authors}{more}</ul>
            <div class="prose" inner_html=one.html></div>
        </div>
    }
    .into_any()
}

fn contribution(path: &str, one: Contribution) -> AnyView {
    let number = one.number;
    view! {
        <li>
            {one.changed.then_some("geändert: ")} {who(one.author)} ", " {text::date(one.at)} ", "
            <a href=format!("{path}/fassung/{number}")>{format!("Fassung {number}")}</a>
        </li>
    }
    .into_any()
}
