//! `/moderation/vorlagen`: what a new article of each kind begins with.

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    moderation::pages::{Waiting, tabs},
    page::Page,
    text,
    ui::{Actions, Chip, Chips, Form, Head, TextArea, Wide},
    wiki::{Kind, port::Template},
};

/// The template of a kind, to be changed.
pub async fn page(visit: &Visit, form: Option<FormState>, preview: Option<String>) -> Result<Page, Error> {
    visit.viewer.require(Action::Moderate)?;
    let typed = form.as_ref().and_then(|form| Kind::from_key(form.value("kind")));
    let kind = typed.or_else(|| Kind::from_key(visit.query("art"))).unwrap_or(Kind::ExperienceReport);
    let template = visit.ports.wiki.template(kind).await?;
    let form = form.unwrap_or_else(|| FormState::filled([("body", template.body.clone())]));
    let waiting = Waiting::load(visit).await?;
    let told = match visit.query("hinweis") {
        "gespeichert" => Some("Die Vorlage ist gespeichert und gilt für neue Artikel."),
        "standard" => Some("Es gilt wieder die Vorlage, die das Netz mitbringt."),
        _ => None,
    };
    let told = told.filter(|_| !visit.posted);
    Ok(Page::new("Vorlagen", move || {
        let chips = Kind::ALL
            .into_iter()
            .map(|one| Chip {
                text: one.label().to_owned(),
                href: format!("/moderation/vorlagen?art={}", one.key()),
                current: one == kind,
            })
            .collect();
        view! {
            <Wide>
                <Head title="Vorlagen"><p class="lead">"Womit ein neuer Artikel beginnt: Überschriften und Leitfragen."</p></Head>
                {tabs("/moderation/vorlagen", waiting)}
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <Chips label="Art" chips=chips />
                {editor(form, kind, &template, preview)}
            </Wide>
        }
    }))
}

fn editor(form: FormState, kind: Kind, template: &Template, preview: Option<String>) -> AnyView {
    let changed = template.changed.as_ref().map(|(at, by)| {
        let who = by.as_ref().map(|name| format!(" von {name}")).unwrap_or_default();
        format!("Geändert am {}{who}.", text::date(*at))
    });
    let is_changed = changed.is_some();
    view! {
        <p class="meta">{changed.unwrap_or_else(|| "Das ist die Vorlage, die das Netz mitbringt.".to_owned())}</p>
        <Form errors=form.errors().clone()>
            <input type="hidden" name="kind" value=kind.key() />
            <div class="editor">
                <TextArea name="body" label=format!("Vorlage für: {}", kind.label()) form=form.clone() rows=24
                    hint="Eine Leitfrage steht in einer Zeile für sich, kursiv, und beginnt mit „Leitfrage:“. Beim Veröffentlichen fällt sie weg, ebenso Abschnitte ohne Antwort." />
            </div>
            <Actions submit="Speichern">
                <button class="kern-btn kern-btn--secondary" type="submit" name="preview" value="1" formaction="#vorschau"><span class="kern-label">"Vorschau"</span></button>
                {is_changed.then(|| view! {
                    <button class="kern-btn kern-btn--secondary" type="submit" name="reset" value="1"><span class="kern-label">"Auf Standard zurücksetzen"</span></button>
                })}
            </Actions>
            {preview.map(|html| view! {
                <section class="editor__preview panel" id="vorschau" aria-labelledby="vorschau-titel">
                    <h2 id="vorschau-titel">"Vorschau"</h2>
                    <div class="prose" inner_html=html></div>
                </section>
            })}
        </Form>
    }
    .into_any()
}
