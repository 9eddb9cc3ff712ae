//! The beginning of a new article: which kind, and the template that comes with it.

use leptos::prelude::*;

use crate::{context::Visit, error::Error, form::FormState, wiki::Kind};

/// A form for the kind that the address or the form asks for, with its template unless something was written already.
pub(super) async fn form(visit: &Visit, form: FormState) -> Result<FormState, Error> {
    let changed_kind = super::fields::is_asked_for(&form);
    let asked = if visit.posted { Kind::from_key(form.value("kind")) } else { Kind::from_key(visit.query("art")) };
    let Some(kind) = asked.filter(|_| changed_kind || !visit.posted) else { return Ok(form) };
    let form = if form.value("kind").is_empty() { form.with("kind", kind.key()) } else { form };
    if !is_untouched(visit, form.value("body")).await? {
        return Ok(form);
    }
    let body = visit.ports.wiki.template(kind).await?.body;
    Ok(form.with("body", body))
}

/// Whether a text is empty or nothing but a template.
async fn is_untouched(visit: &Visit, body: &str) -> Result<bool, Error> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let body = words(body);
    if body.is_empty() {
        return Ok(true);
    }
    for kind in Kind::ALL {
        if words(&visit.ports.wiki.template(kind).await?.body) == body {
            return Ok(true);
        }
    }
    Ok(false)
}

/// "Was möchten Sie schreiben?" for whoever has not said it yet.
pub(super) fn view(visit: &Visit) -> Option<AnyView> {
    if visit.posted {
        return None;
    }
    if let Some(kind) = Kind::from_key(visit.query("art")) {
        let text = format!("Vorlage: {}. Unter jeder Überschrift steht eine Leitfrage. ", kind.label());
        return Some(
            view! {
                <p class="meta">{text} "Was Sie nicht beantworten, fällt beim Veröffentlichen weg. " <a href="/wiki/neu">"Andere Vorlage wählen"</a></p>
            }
            .into_any(),
        );
    }
    let items = Kind::ALL
        .into_iter()
        .map(|kind| {
            view! {
                <li>
                    <a href=format!("/wiki/neu?art={}", kind.key())>{kind.label()}</a>
                    <p>{about(kind)}</p>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="start panel" aria-labelledby="start-titel">
                <h2 id="start-titel">"Was möchten Sie schreiben?"</h2>
                <p>"Jede Vorlage bringt Überschriften und Leitfragen mit. Sie können auch ohne Vorlage unten beginnen."</p>
                <ul class="start__kinds">{items}</ul>
            </section>
        }
        .into_any(),
    )
}

fn about(kind: Kind) -> &'static str {
    match kind {
        Kind::ExperienceReport => "Sie haben etwas gemacht und daraus gelernt: Kosten, Vorgehen, Stolpersteine.",
        Kind::ProjectProfile => "Ein Projekt in Zahlen und Fakten, auch wenn es noch läuft.",
        Kind::Guide => "Schritt für Schritt: so geht es, und so nicht.",
        Kind::Article => "Alles andere, was auch andere Kommunen wissen sollten.",
    }
}
