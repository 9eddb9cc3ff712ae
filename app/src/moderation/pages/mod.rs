//! Pages of moderators.

pub mod log;
pub mod requests;

use leptos::prelude::*;

/// The ways between the pages of moderators; `waiting` is how many drafts wait for a review.
pub(crate) fn tabs(here: &'static str, waiting: i64) -> AnyView {
    let review = if waiting > 0 { format!("Prüfung ({waiting})") } else { "Prüfung".to_owned() };
    let named = |path, label: &str| (path, label.to_owned());
    let links = [
        named("/moderation", "Anfragen"),
        ("/moderation/pruefung", review),
        named("/moderation/wiedervorlage", "Wiedervorlage"),
        named("/moderation/luecken", "Wissenslücken"),
        named("/moderation/links", "Verweise"),
        named("/moderation/themen", "Themen"),
        named("/moderation/schlagworte", "Schlagworte"),
        named("/moderation/synonyme", "Synonyme"),
        named("/moderation/vorlagen", "Vorlagen"),
        named("/moderation/meldungen", "Meldungen"),
        named("/moderation/fragen", "Fragen"),
        named("/moderation/protokoll", "Protokoll"),
    ]
    .map(|(href, label)| view! { <li><a href=href aria-current=(href == here).then_some("page")>{label}</a></li> });
    view! { <nav class="account-nav" aria-label="Moderation"><ul>{links}</ul></nav> }.into_any()
}
