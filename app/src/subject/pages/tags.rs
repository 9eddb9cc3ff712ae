//! `/moderation/schlagworte`: all tags, to be searched and tidied.

use leptos::prelude::*;

use super::usage_text;
use crate::{
    context::Visit,
    error::Error,
    list::Slice,
    moderation,
    page::Page,
    subject::port::{CuratedTag, TagFilter},
    text,
    ui::{Chip, Chips, Empty, Head, Pagination, Wide, with_query},
};

/// Where the list is.
const PATH: &str = "/moderation/schlagworte";

/// The list.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (subjects, viewer) = (&visit.ports.subjects, &visit.viewer);
    let filter = TagFilter { text: visit.query("q").trim().to_owned(), unused: visit.query("zeige") == "unbenutzt" };
    let number = visit.page_number();
    let tags = subjects.tags(viewer, &filter, Slice::page(number)).await?;
    let total = subjects.tag_count(viewer, &filter).await?;
    let waiting = moderation::pages::Waiting::load(visit).await?;
    let told = (visit.query("hinweis") == "geloescht").then_some("Das Schlagwort ist gelöscht.");
    let query = visit.query.clone();
    Ok(Page::new("Schlagworte", move || {
        let chips = [("", "Alle"), ("unbenutzt", "Unbenutzte")]
            .into_iter()
            .map(|(value, text)| Chip {
                text: text.to_owned(),
                href: with_query(PATH, &query, "zeige", value),
                current: filter.unused != value.is_empty(),
            })
            .collect();
        let list = if tags.is_empty() {
            view! { <Empty><p role="status">"Dazu gibt es kein Schlagwort. " <a href=PATH>"Alle Schlagworte"</a></p></Empty> }
                .into_any()
        } else {
            view! { <ul class="entry-list">{tags.into_iter().map(item).collect_view()}</ul> }.into_any()
        };
        view! {
            <Wide>
                <Head title="Schlagworte" crumbs=vec![("Moderation".to_owned(), "/moderation".to_owned())]>
                    <p class="lead">"Mitglieder vergeben sie frei. Hier bekommen sie einen einheitlichen Namen: Wer ein Synonym eingibt, erhält das Schlagwort."</p>
                </Head>
                {moderation::pages::tabs(PATH, waiting)}
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <form class="form--inline" method="get" action=PATH role="search">
                    <div class="field kern-form-input">
                        <label class="kern-label" for="schlagwort-suche">"Schlagwort oder Synonym"</label>
                        <input class="kern-form-input__input" id="schlagwort-suche" name="q" value=filter.text.clone() maxlength="100" />
                    </div>
                    {filter.unused.then(|| view! { <input type="hidden" name="zeige" value="unbenutzt" /> })}
                    <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Suchen"</span></button>
                </form>
                <Chips label="Zeige" chips=chips />
                <section class="block">
                    <h2>{text::count(total, "Schlagwort", "Schlagworte")}</h2>
                    {list}
                    <Pagination path=PATH.to_owned() query=query number=number total=total />
                </section>
            </Wide>
        }
    }))
}

fn item(one: CuratedTag) -> AnyView {
    let synonyms: Vec<String> = one.synonyms.into_iter().map(|synonym| synonym.name).collect();
    let synonyms = (!synonyms.is_empty()).then(|| format!("Synonyme: {}", synonyms.join(", ")));
    let meta = [Some(usage_text(one.usage)), synonyms].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li class="entry">
            <h3 class="entry__title"><a href=format!("{PATH}/{}", one.tag.slug)>{one.tag.name}</a></h3>
            <p class="entry__meta">{meta}</p>
        </li>
    }
    .into_any()
}
