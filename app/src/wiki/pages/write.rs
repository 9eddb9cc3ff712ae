//! `/wiki/neu` and `/wiki/{slug}/bearbeiten`: write Markdown, look at the preview, publish.

pub mod fields;

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Field, Form, Head, Select, TextArea, Wide},
    wiki::{Kind, Visibility, port::Article},
};

/// A fresh article.
pub async fn new(visit: &Visit, form: FormState, preview: Option<String>) -> Result<Page, Error> {
    visit.viewer.require(Action::WriteArticle)?;
    let choices = Choices::load(visit).await?;
    let asked = Kind::from_key(visit.query("art")).filter(|_| form.value("kind").is_empty());
    let form = asked.map_or(form.clone(), |kind| form.with("kind", kind.key()));
    Ok(Page::new("Artikel schreiben", move || {
        view! {
            <Wide>
                <Head title="Artikel schreiben"><p class="lead">"Was sollten andere Kommunen davon wissen?"</p></Head>
                {editor(form, choices, preview, None)}
            </Wide>
        }
    })
    .with_editor())
}

/// The form for an article that exists, filled with what stands.
#[must_use]
pub fn filled(article: &Article) -> FormState {
    let form = FormState::filled([
        ("title", article.title.clone()),
        ("kind", article.kind.key().to_owned()),
        ("visibility", article.visibility.key().to_owned()),
        ("summary", article.summary.clone()),
        ("body", article.body.clone()),
        ("topic", article.topic.clone().map_or_else(String::new, |(slug, _)| slug)),
        ("tags", article.tags.join(", ")),
        ("organisation", article.organisation.clone().map_or_else(String::new, |(slug, _)| slug)),
        ("base", article.revision.to_string()),
    ]);
    fields::fill(form, &article.fields)
}

/// An existing article. `overtaken` is what stands now, when someone else was quicker.
pub async fn edit(
    visit: &Visit,
    form: Option<FormState>,
    preview: Option<String>,
    overtaken: Option<Article>,
) -> Result<Page, Error> {
    visit.viewer.require(Action::WriteArticle)?;
    let article = super::asked_for(visit).await?;
    let choices = Choices::load(visit).await?;
    let form = form.unwrap_or_else(|| filled(&article));
    Ok(Page::new(format!("{} bearbeiten", article.title), move || {
        let crumbs = vec![("Wiki".to_owned(), "/wiki".to_owned()), (article.title.clone(), article.path())];
        view! {
            <Wide>
                <Head title="Artikel bearbeiten" crumbs=crumbs />
                {overtaken.map(overtaken_notice)}
                {editor(form, choices, preview, Some(article.path()))}
            </Wide>
        }
    })
    .with_editor())
}

fn overtaken_notice(now: Article) -> AnyView {
    let who = now.author.map_or_else(|| "Jemand".to_owned(), |(_, name)| name);
    view! {
        <section class="error-summary" role="alert" tabindex="-1" autofocus=true id="fehler">
            <h2>"Der Artikel wurde inzwischen geändert"</h2>
            <p>{format!("{who} hat Fassung {} gespeichert, während Sie geschrieben haben. Ihr Text steht unverändert im Formular. ", now.revision)}
               "Vergleichen Sie ihn mit der jetzigen Fassung, übernehmen Sie, was fehlt, und speichern Sie noch einmal."</p>
            <details>
                <summary>{format!("Jetzige Fassung {} anzeigen", now.revision)}</summary>
                <pre class="overtaken">{now.body}</pre>
            </details>
        </section>
    }
    .into_any()
}

/// What the selects offer.
struct Choices {
    topics: Vec<(String, String)>,
    organisations: Vec<(String, String)>,
}

impl Choices {
    async fn load(visit: &Visit) -> Result<Self, Error> {
        let none = |text: &str| (String::new(), text.to_owned());
        let topics = visit.ports.wiki.topics().await?.into_iter().map(|topic| (topic.slug, topic.name));
        let organisations = visit.ports.organisations.all(&visit.viewer).await?.into_iter().map(|one| (one.slug, one.name));
        Ok(Self {
            topics: std::iter::once(none("Bitte wählen")).chain(topics).collect(),
            organisations: std::iter::once(none("Keine bestimmte")).chain(organisations).collect(),
        })
    }
}

fn editor(form: FormState, choices: Choices, preview: Option<String>, existing: Option<String>) -> AnyView {
    let is_new = existing.is_none();
    let kinds = Kind::ALL.map(|kind| (kind.key().to_owned(), kind.label().to_owned())).to_vec();
    let visibilities = Visibility::ALL.map(|one| (one.key().to_owned(), one.label().to_owned())).to_vec();
    let base = form.value("base").to_owned();
    view! {
        <Form errors=form.errors().clone()>
            <input type="hidden" name="base" value=base />
            <Field name="title" label="Titel" form=form.clone() maxlength=200 hint="Ein Satz, der auch allein verständlich ist." />
            <div class="form__row">
                <Select name="kind" label="Art" form=form.clone() choices=kinds />
                {fields::apply_kind()}
                <Select name="topic" label="Thema" form=form.clone() choices=choices.topics />
                <Select name="organisation" label="Kommune" form=form.clone() choices=choices.organisations />
                <Select name="visibility" label="Sichtbar" form=form.clone() choices=visibilities />
            </div>
            <TextArea name="summary" label="In Kürze" form=form.clone() rows=2 optional=true hint="Ein bis zwei Sätze für Listen und Suche." />
            <div class="editor" data-editor="">
                <TextArea name="body" label="Text" form=form.clone() rows=20 hint="Mit Markdown: ## Überschrift, **fett**, - Aufzählung, [Text](Adresse)" />
                {help()}
                <p class="form__actions">
                    <button class="kern-btn kern-btn--secondary" type="submit" name="preview" value="1" formaction="#vorschau"><span class="kern-label">"Vorschau"</span></button>
                </p>
                {preview.map(|html| view! {
                    <section class="editor__preview panel" id="vorschau" aria-labelledby="vorschau-titel">
                        <h2 id="vorschau-titel">"Vorschau"</h2>
                        <div class="prose" inner_html=html></div>
                    </section>
                })}
            </div>
            {fields::view(&form)}
            <Field name="tags" label="Schlagworte" form=form.clone() optional=true maxlength=300 hint="Mit Komma getrennt, höchstens zehn." />
            {(!is_new).then(|| view! {
                <Field name="note" label="Was haben Sie geändert?" form=form.clone() optional=true maxlength=200 hint="Für den Verlauf." />
            })}
            <Actions submit=if is_new { "Veröffentlichen" } else { "Speichern" }>
                <a href=existing.unwrap_or_else(|| "/wiki".to_owned())>"Abbrechen"</a>
            </Actions>
        </Form>
    }
    .into_any()
}

fn help() -> AnyView {
    view! {
        <details class="editor__help">
            <summary>"Hilfe zur Gestaltung"</summary>
            <table class="kern-table">
                <thead><tr><th scope="col">"Sie schreiben"</th><th scope="col">"Es wird"</th></tr></thead>
                <tbody>
                    <tr><td><code>"## Überschrift"</code></td><td>"eine Überschrift"</td></tr>
                    <tr><td><code>"**wichtig**"</code></td><td><strong>"wichtig"</strong></td></tr>
                    <tr><td><code>"- Punkt"</code></td><td>"eine Aufzählung"</td></tr>
                    <tr><td><code>"1. Schritt"</code></td><td>"eine Liste mit Nummern"</td></tr>
                    <tr><td><code>"[Text](https://…)"</code></td><td>"ein Link"</td></tr>
                    <tr><td><code>"> Zitat"</code></td><td>"ein Zitat"</td></tr>
                </tbody>
            </table>
        </details>
    }
    .into_any()
}
