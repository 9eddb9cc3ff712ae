//! What a draft says besides its text, and what it would change.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    wiki::{
        Kind,
        drafts::port::Draft,
        fields::Fields,
        pages::{difference, particulars::Names, show::facts::fields},
        port::{Article, ArticleDraft},
    },
};

/// The box beside the text.
pub(super) async fn facts(visit: &Visit, draft: &Draft) -> Result<AnyView, Error> {
    let rows = Names::load(visit)
        .await?
        .general(&draft.typed)
        .into_iter()
        .filter(|(label, value)| !value.is_empty() && *label != "Titel")
        .map(|(label, value)| {
            let class = (label == "In Kürze").then_some("facts__text");
            view! { <dt>{label}</dt><dd class=class>{value}</dd> }
        })
        .collect_view();
    let kind = Kind::from_key(&draft.typed.kind).unwrap_or(Kind::Article);
    let fixed = fields(&Fields::stored(kind, &draft.typed.fields));
    Ok(view! { <section class="panel"><h2>"Angaben"</h2><dl class="facts">{rows}{fixed}</dl></section> }.into_any())
}

/// What the draft would change at its article; `None` for a new one.
pub(super) async fn view(visit: &Visit, draft: &Draft) -> Result<Option<AnyView>, Error> {
    let Some(subject) = &draft.article else { return Ok(None) };
    let article = visit.ports.wiki.article(&visit.viewer, &subject.slug).await?.ok_or(Error::NotFound)?;
    let (names, read) = (Names::load(visit).await?, draft.base.filter(|base| *base < article.revision));
    let old = begun_from(visit, &article, read).await?;
    let behind = read.map(|base| {
        let path = format!("{}/vergleich?von={base}&bis={}", article.path(), article.revision);
        view! {
            <p class="flash flash--warning">{format!("Der Vorschlag beruht auf Fassung {base}; der Artikel hat inzwischen Fassung {}. ", article.revision)}
                <a href=path>"Was sich dort geändert hat"</a></p>
        }
    });
    Ok(Some(
        view! {
            {behind}
            {names.differences(&old, &draft.typed, true)}
            {difference::text(&old.body, &draft.typed.body)}
        }
        .into_any(),
    ))
}

/// What the author of a draft has read: what others changed meanwhile is not her doing.
async fn begun_from(visit: &Visit, article: &Article, read: Option<i64>) -> Result<ArticleDraft, Error> {
    let now = article.typed();
    let Some(number) = read else { return Ok(now) };
    let old = visit.ports.wiki.revision(&visit.viewer, article.id, number).await?;
    Ok(match old {
        Some(old) if old.whole => old.typed,
        // of what a very old revision does not know, only the present is left to compare with
        Some(old) => now.with_text_of(old.typed),
        None => now,
    })
}
