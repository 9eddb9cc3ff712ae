//! On the page of an article: who looks after it, and a banner when nobody has looked for too long.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{freshness::port::Care, text};

/// Told to everybody when the review date has passed; those who may confirm it can do so at once.
pub fn banner(care: &Care, path: &str, now: Timestamp) -> Option<AnyView> {
    let warning = care.warning(now).or_else(|| {
        let soon = care.due.filter(|_| care.may_confirm && care.is_due_soon(now))?;
        Some(format!("Bitte prüfen Sie bis zum {}, ob der Artikel noch gilt.", text::date(soon)))
    })?;
    let class = if care.is_overdue(now) { "flash flash--warning" } else { "flash flash--info" };
    let button = confirm_form(care, path);
    Some(view! { <section class=class aria-label="Aktualität"><p>{warning}</p>{button}</section> }.into_any())
}

/// The one click. Nothing for those who may not, and for articles without a date.
pub fn confirm_form(care: &Care, path: &str) -> Option<AnyView> {
    let due = care.due.filter(|_| care.may_confirm)?;
    Some(
        view! {
            <form class="confirm" method="post" action=format!("{path}/gueltig")>
                <input type="hidden" name="due" value=due.as_millisecond().to_string() />
                <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Weiterhin gültig"</span></button>
            </form>
        }
        .into_any(),
    )
}

/// The facts: who, and when next. Names for members only; the organisation for everybody.
pub fn facts(care: &Care, now: Timestamp) -> AnyView {
    let owner = care.owner.clone().map(|(id, name, place)| {
        view! { <dt>"Betreut von"</dt><dd><a href=format!("/personen/{id}")>{name}</a>{format!(", {place}")}</dd> }
    });
    let deputy = care.deputy.clone().map(|(slug, name)| {
        let term = if care.owner.is_some() { "Vertretung" } else { "Betreut von" };
        view! { <dt>{term}</dt><dd><a href=format!("/kommunen/{slug}")>{name}</a></dd> }
    });
    let reviewed = care.reviewed_at.map(|time| view! { <dt>"Zuletzt geprüft"</dt><dd>{text::date(time)}</dd> });
    let due = care.due.map(|due| {
        let term = if care.is_overdue(now) { "Prüfung fällig seit" } else { "Nächste Prüfung" };
        view! { <dt>{term}</dt><dd>{text::date(due)}</dd> }
    });
    view! { <dl class="facts">{owner}{deputy}{reviewed}{due}</dl> }.into_any()
}

/// The box beside an article; guests see none where there is nothing to tell.
pub fn panel(care: &Care, path: &str, inside: bool, now: Timestamp) -> Option<AnyView> {
    let known = care.owner.is_some() || care.deputy.is_some() || care.due.is_some();
    (known || inside).then(|| {
        view! {
            <section class="panel">
                <h2>"Betreuung"</h2>
                {if known { facts(care, now) } else { view! { <p class="muted">"Noch niemand."</p> }.into_any() }}
                {inside.then(|| view! { <p><a href=format!("{path}/betreuung")>"Betreuung und Prüfung"</a></p> })}
            </section>
        }
        .into_any()
    })
}
