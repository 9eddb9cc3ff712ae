//! `/fragen/neu` and `/fragen/{id}/{slug}/bearbeiten`: ask.

use leptos::prelude::*;

use super::conflict;
use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    forum::{port::Question, post::Post},
    page::Page,
    subject::port::Topic,
    ui::{Actions, Field, Form, Head, Narrow, Select, TextArea},
    wiki::islands::preview::LivePreview,
};

/// A new question.
pub async fn page(visit: &Visit, form: FormState, preview: Option<String>) -> Result<Page, Error> {
    visit.viewer.require(Action::Discuss)?;
    let topics = visit.ports.subjects.topics().await?;
    Ok(Page::new("Frage stellen", move || {
        view! {
            <Narrow>
                <Head title="Frage stellen">
                    <p class="lead">"Kolleginnen und Kollegen aus der ganzen Region sehen Ihre Frage."</p>
                </Head>
                {question_form(form, topics, preview, "Frage veröffentlichen", "/fragen".to_owned())}
            </Narrow>
        }
    })
    .with_islands())
}

/// The form for a question that exists, filled with what stands.
#[must_use]
pub fn filled(question: &Question) -> FormState {
    FormState::filled([
        ("title", question.title.clone()),
        ("body", question.body.clone()),
        ("topic", question.topic.clone().map_or_else(String::new, |(slug, _)| slug)),
        ("tags", question.tags.join(", ")),
        ("base", question.revision.to_string()),
    ])
}

/// A question that exists.
pub async fn edit(visit: &Visit, form: Option<FormState>, preview: Option<String>) -> Result<Page, Error> {
    let question = super::show::asked_for(visit).await?;
    visit.viewer.require(Action::EditPost { author: question.author.id })?;
    let topics = visit.ports.subjects.topics().await?;
    let posted = visit.ports.posts.post(&visit.viewer, Post::Question(question.id)).await?;
    let (form, overtaken) = conflict::seen(form.unwrap_or_else(|| filled(&question)), &posted);
    Ok(Page::new("Frage bearbeiten", move || {
        let crumbs = vec![("Fragen".to_owned(), "/fragen".to_owned()), (question.title.clone(), question.path())];
        view! {
            <Narrow>
                <Head title="Frage bearbeiten" crumbs=crumbs />
                {overtaken}
                {question_form(form, topics, preview, "Speichern", question.path())}
            </Narrow>
        }
    })
    .with_islands())
}

fn question_form(form: FormState, topics: Vec<Topic>, preview: Option<String>, submit: &'static str, back: String) -> AnyView {
    let topics = std::iter::once((String::new(), "Bitte wählen".to_owned()))
        .chain(topics.into_iter().map(|topic| (topic.slug, topic.name)))
        .collect::<Vec<_>>();
    let base = form.value("base").to_owned();
    view! {
        <Form errors=form.errors().clone()>
            {(!base.is_empty()).then(|| view! { <input type="hidden" name="base" value=base /> })}
            <Field name="title" label="Ihre Frage in einem Satz" form=form.clone() maxlength=200
                hint="Zum Beispiel: Wer hat schon Erfahrung mit der digitalen Gewerbeanmeldung?" />
            <div class="editor">
                <TextArea name="body" label="Worum geht es genau?" form=form.clone() rows=10
                    hint="Was haben Sie schon versucht, womit arbeiten Sie? Neuer Absatz: eine Zeile frei lassen. **fett** und Listen mit - sind möglich. Bitte keine Daten von Bürgerinnen und Bürgern." />
                <p class="form__actions">
                    <button class="kern-btn kern-btn--secondary" type="submit" name="preview" value="1" formaction="#vorschau"><span class="kern-label">"Vorschau"</span></button>
                </p>
                {preview.map(|html| view! {
                    <section class="editor__preview panel" id="vorschau" aria-labelledby="vorschau-titel">
                        <h2 id="vorschau-titel">"Vorschau"</h2><div class="prose" inner_html=html></div>
                    </section>
                })}
                <LivePreview />
            </div>
            <Select name="topic" label="Thema" form=form.clone() choices=topics optional=true />
            <Field name="tags" label="Schlagworte" form=form.clone() optional=true maxlength=300 hint="Mit Komma getrennt, höchstens zehn." />
            <Actions submit=submit><a href=back>"Abbrechen"</a></Actions>
        </Form>
    }
    .into_any()
}
