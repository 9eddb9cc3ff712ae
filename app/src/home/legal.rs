//! `/impressum`, `/datenschutz` …: the operator's own texts.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    page::Page,
    ui::{Head, Narrow},
};

/// The text whose address was asked for.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let path = visit.path.trim_matches('/');
    let (_, title, html) = visit.site.legal.iter().find(|(slug, ..)| slug == path).cloned().ok_or(Error::NotFound)?;
    Ok(Page::new(title.clone(), move || {
        view! { <Narrow><Head title=title /><div class="prose" inner_html=html></div></Narrow> }
    })
    .for_everybody(visit))
}
