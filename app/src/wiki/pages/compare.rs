//! `/wiki/{slug}/vergleich`: two revisions, word by word.

use leptos::prelude::*;

use super::difference;
use crate::{
    context::Visit,
    error::Error,
    page::Page,
    ui::{Head, Wide},
    wiki::port::{Article, Revision},
};

/// The comparison of revision `von` with revision `bis`.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let article = super::asked_for(visit).await?;
    let old = revision(visit, &article, "von").await?;
    let new = revision(visit, &article, "bis").await?;
    Ok(Page::new(format!("Vergleich: {}", article.title), move || {
        let crumbs = vec![
            ("Wiki".to_owned(), "/wiki".to_owned()),
            (article.title.clone(), article.path()),
            ("Verlauf".to_owned(), format!("{}/verlauf", article.path())),
        ];
        view! {
            <Wide>
                <Head title=format!("Fassung {} und {} im Vergleich", old.number, new.number) crumbs=crumbs />
                {difference::line("Titel", &old.title, &new.title)}
                {difference::text(&old.body, &new.body)}
            </Wide>
        }
    }))
}

async fn revision(visit: &Visit, article: &Article, which: &str) -> Result<Revision, Error> {
    let number = visit.query(which).parse().map_err(|_| Error::NotFound)?;
    visit.ports.wiki.revision(&visit.viewer, article.id, number).await?.ok_or(Error::NotFound)
}
