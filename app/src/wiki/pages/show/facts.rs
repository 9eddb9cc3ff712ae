//! The box of facts beside an article.

use leptos::prelude::*;

use crate::{
    text,
    wiki::{Visibility, port::Article},
};

/// What kind, where, by whom, since when.
pub(super) fn view(article: &Article, with_names: bool) -> AnyView {
    let tags = article
        .tags
        .iter()
        .map(|tag| view! { <li><a class="chip" href=format!("/schlagworte/{}", text::slug(tag))>{tag.clone()}</a></li> })
        .collect_view();
    view! {
        <section class="panel">
            <h2>"Auf einen Blick"</h2>
            <dl class="facts">
                {article.topic.clone().map(|(slug, name)| view! { <dt>"Thema"</dt><dd><a href=format!("/themen/{slug}")>{name}</a></dd> })}
                {article.organisation.clone().map(|(slug, name)| view! { <dt>"Kommune"</dt><dd><a href=format!("/kommunen/{slug}")>{name}</a></dd> })}
                {article.author.clone().filter(|_| with_names).map(|(id, name)| view! { <dt>"Zuletzt von"</dt><dd><a href=format!("/personen/{id}")>{name}</a></dd> })}
                <dt>"Veröffentlicht"</dt><dd>{text::date(article.created_at)}</dd>
                {(article.revision > 1).then(|| view! { <dt>"Geändert"</dt><dd>{text::date(article.updated_at)}</dd> })}
                <dt>"Fassung"</dt><dd>{article.revision.to_string()}</dd>
                {(article.visibility == Visibility::Members).then(|| view! { <dt>"Sichtbar"</dt><dd>{article.visibility.label()}</dd> })}
                {article.source.clone().map(|source| view! { <dt>"Quelle"</dt><dd>{source}</dd> })}
            </dl>
            {(!article.tags.is_empty()).then(|| view! { <ul class="chips" aria-label="Schlagworte">{tags}</ul> })}
        </section>
    }
    .into_any()
}
