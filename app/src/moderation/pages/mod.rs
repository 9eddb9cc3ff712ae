//! Pages of moderators.

pub mod requests;

use leptos::prelude::*;

/// The ways between the pages of moderators; `waiting` is how many drafts wait for a review.
pub(crate) fn tabs(here: &'static str, waiting: i64) -> AnyView {
    let review = if waiting > 0 { format!("Prüfung ({waiting})") } else { "Prüfung".to_owned() };
    let links = [("/moderation", "Anfragen".to_owned()), ("/moderation/pruefung", review)]
        .map(|(href, label)| view! { <li><a href=href aria-current=(href == here).then_some("page")>{label}</a></li> });
    view! { <nav class="account-nav" aria-label="Moderation"><ul>{links}</ul></nav> }.into_any()
}
