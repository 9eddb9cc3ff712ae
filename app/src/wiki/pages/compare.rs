//! `/wiki/{slug}/vergleich`: two revisions, word by word.

use leptos::prelude::*;

use super::{difference, particulars::Names};
use crate::{
    context::Visit,
    error::Error,
    page::Page,
    text,
    ui::{Head, Wide},
    wiki::port::{Article, Revision},
};

/// The comparison of revision `von` with revision `bis`, the older one first.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let article = super::asked_for(visit).await?;
    let (one, other) = (revision(visit, &article, "von").await?, revision(visit, &article, "bis").await?);
    let names = Names::load(visit).await?;
    let (old, new) = if one.number <= other.number { (one, other) } else { (other, one) };
    Ok(Page::new(format!("Vergleich: {}", article.title), move || {
        let crumbs = vec![
            ("Wiki".to_owned(), "/wiki".to_owned()),
            (article.title.clone(), article.path()),
            ("Verlauf".to_owned(), format!("{}/verlauf", article.path())),
        ];
        let sides = [&old, &new].map(|side| {
            let href = format!("{}/fassung/{}", article.path(), side.number);
            let who = side.author.as_ref().map(|(_, name, place)| format!(" · {name}, {place}")).unwrap_or_default();
            view! {
                <li><a href=href>{format!("Fassung {}", side.number)}</a> {format!(" · {}{who}", text::date_and_time(side.created_at))}</li>
            }
        });
        // the older of the two: what it knows, the newer knows, too
        let unknown = (!old.whole).then(|| {
            let told =
                format!("Art, Thema, Kommune, Sichtbarkeit und Schlagworte sind für Fassung {} nicht festgehalten.", old.number);
            view! { <p class="meta">{told}</p> }
        });
        view! {
            <Wide>
                <Head title=format!("Fassung {} und {} im Vergleich", old.number, new.number) crumbs=crumbs>
                    <ul class="meta">{sides}</ul>
                </Head>
                {unknown}
                {names.differences(&old.typed, &new.typed, old.whole && new.whole)}
                {difference::text(&old.typed.body, &new.typed.body)}
            </Wide>
        }
    }))
}

async fn revision(visit: &Visit, article: &Article, which: &str) -> Result<Revision, Error> {
    let number = visit.query(which).parse().map_err(|_| Error::NotFound)?;
    visit.ports.wiki.revision(&visit.viewer, article.id, number).await?.ok_or(Error::NotFound)
}
