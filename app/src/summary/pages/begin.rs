//! `/fragen/{id}/{slug}/artikel`: what a solved question shall become, and out of which answers.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    summary::port::{Extract, KINDS, Material, begun_path},
    text,
    ui::{Actions, Empty, Form, Head, Narrow, Select},
};

/// The form; `typed` is what was sent, if it was.
pub async fn page(visit: &Visit, typed: Option<FormState>) -> Result<Page, Error> {
    let material = visit.ports.summaries.material(&visit.viewer, visit.id("id")?).await?;
    let key = visit.ports.drafts.key()?;
    visit.at(&format!("/fragen/{}/{}", visit.param("id"), visit.param("slug")), &material.path())?;
    Ok(Page::new("Artikel aus einer Frage", move || {
        let crumbs = vec![("Fragen".to_owned(), "/fragen".to_owned()), (material.title.clone(), material.path())];
        let begun = begun(&material);
        let body = if let Some(accepted) = material.accepted.clone() {
            form(&material, accepted, typed, key)
        } else {
            let path = material.path();
            view! {
                <Empty>
                    <p>"Noch ist keine Antwort als Lösung markiert. Erst dann kann aus der Frage ein Artikel werden."</p>
                    <p><a href=path>"Zurück zur Frage"</a></p>
                </Empty>
            }
            .into_any()
        };
        view! {
            <Narrow>
                <Head title="Artikel aus einer Frage" crumbs=crumbs><p class="lead">{material.title.clone()}</p></Head>
                {begun}
                {body}
            </Narrow>
        }
    }))
}

/// Drafts that exist already: so that nobody writes the same twice.
fn begun(material: &Material) -> Option<AnyView> {
    let items = material
        .begun
        .iter()
        .map(|(id, author)| view! { <li><a href=begun_path(*id)>{format!("Entwurf von {author}")}</a></li> })
        .collect_view();
    (!material.begun.is_empty()).then(|| {
        view! {
            <section class="flash flash--info" aria-label="Schon begonnen">
                <p>"Daran arbeitet schon jemand:"</p>
                <ul>{items}</ul>
            </section>
        }
        .into_any()
    })
}

fn form(material: &Material, accepted: Extract, typed: Option<FormState>, key: String) -> AnyView {
    let fresh = typed.is_none();
    let form = typed.unwrap_or_default();
    // the same form, sent once more
    let key = Some(form.value("key").to_owned()).filter(|old| !old.is_empty()).unwrap_or(key);
    let kinds = KINDS.map(|kind| (kind.key().to_owned(), kind.label().to_owned())).to_vec();
    let limited = material.limited_to.clone().map(|district| {
        view! {
            <p class="flash flash--warning">{format!(
                "Diese Frage sehen nur Mitglieder aus: {district}. Den Artikel werden mehr Menschen lesen: Prüfen Sie, ob alle Angaben dafür bestimmt sind. \
                 Der Artikel verrät nicht, aus welcher Frage er entstanden ist."
            )}</p>
        }
    });
    let boxes = material
        .others
        .iter()
        .map(|answer| {
            let checked = if fresh { answer.helpful > 0 } else { !form.value(&field(answer.id)).is_empty() };
            choice(answer, checked)
        })
        .collect_view();
    let (errors, action) = (form.errors().clone(), format!("{}/artikel", material.path()));
    let some = !material.others.is_empty();
    view! {
        {limited}
        <p>"Sie bekommen einen Entwurf mit Frage und Antworten, den Sie zu einem Text aus einem Guss machen. Alle, deren Worte darin stehen, werden mit Name und Kommune genannt und bekommen jetzt Bescheid; wer nicht genannt werden möchte, kann sich jederzeit herausnehmen."</p>
        <Form action=action errors=errors>
            <input type="hidden" name="key" value=key />
            <Select name="kind" label="Was soll es werden?" form=form.clone() choices=kinds
                hint="Ein Leitfaden sagt, wie man etwas macht. Ein Erfahrungsbericht erzählt, wie es in einer Kommune gelaufen ist." />
            <section aria-labelledby="loesung">
                <h2 id="loesung">"Die Lösung ist dabei"</h2>
                <p><strong>{byline(&accepted)}</strong></p>
                <p class="muted">{accepted.text.clone()}</p>
            </section>
            {some.then(|| view! {
                <fieldset class="kern-fieldset">
                    <legend class="kern-label">"Welche Antworten sollen außerdem hinein?"</legend>
                    <div class="kern-fieldset__body">{boxes}</div>
                </fieldset>
            })}
            <Actions submit="Entwurf anlegen" />
        </Form>
    }
    .into_any()
}

/// The name of the box of an answer.
#[must_use]
pub fn field(answer: i64) -> String {
    format!("antwort-{answer}")
}

fn byline(answer: &Extract) -> String {
    format!("{}, {}", answer.author.name, answer.author.organisation)
}

fn choice(answer: &Extract, checked: bool) -> AnyView {
    let (id, hint) = (format!("feld-{}", field(answer.id)), format!("hinweis-{}", field(answer.id)));
    let helpful = (answer.helpful > 0).then(|| format!(" · {} hilfreich", text::thousands(answer.helpful)));
    view! {
        <div class="kern-form-check">
            <input class="kern-form-check__checkbox" type="checkbox" id=id.clone() name=field(answer.id) value="1" checked=checked aria-describedby=hint.clone() />
            <label class="kern-label" for=id>{byline(answer)} {helpful}</label>
            <div class="kern-hint" id=hint>{answer.text.clone()}</div>
        </div>
    }
    .into_any()
}
