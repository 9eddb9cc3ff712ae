//! Pages of moderators.

pub mod log;
pub mod requests;

use leptos::prelude::*;

use crate::{context::Visit, error::Error};

/// How much waits for a moderator.
#[derive(Clone, Copy)]
pub(crate) struct Waiting {
    drafts: i64,
    flagged: i64,
}

impl Waiting {
    /// For moderators.
    pub(crate) async fn load(visit: &Visit) -> Result<Self, Error> {
        let (ports, viewer) = (&visit.ports, &visit.viewer);
        Ok(Self { drafts: ports.drafts.waiting(viewer, None).await?, flagged: ports.flags.count(viewer).await? })
    }
}

/// The ways between the pages of moderators.
pub(crate) fn tabs(here: &'static str, waiting: Waiting) -> AnyView {
    let named = |path, label: &str| (path, label.to_owned());
    let counted = |path, label: &str, count: i64| {
        let label = if count > 0 { format!("{label} ({count})") } else { label.to_owned() };
        (path, label)
    };
    let links = [
        named("/moderation", "Anfragen"),
        counted("/moderation/pruefung", "Prüfung", waiting.drafts),
        named("/moderation/wiedervorlage", "Wiedervorlage"),
        named("/moderation/luecken", "Wissenslücken"),
        named("/moderation/links", "Verweise"),
        named("/moderation/themen", "Themen"),
        named("/moderation/schlagworte", "Schlagworte"),
        named("/moderation/synonyme", "Synonyme"),
        named("/moderation/vorlagen", "Vorlagen"),
        counted("/moderation/meldungen", "Meldungen", waiting.flagged),
        named("/moderation/fragen", "Fragen"),
        named("/moderation/protokoll", "Protokoll"),
    ]
    .map(|(href, label)| view! { <li><a href=href aria-current=(href == here).then_some("page")>{label}</a></li> });
    view! { <nav class="account-nav" aria-label="Moderation"><ul>{links}</ul></nav> }.into_any()
}
