//! `/fragen/neu` and `/fragen/{id}/{slug}/bearbeiten`: ask.

use leptos::prelude::*;

use super::conflict;
use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    forum::{
        asking::SENT_BEFORE,
        islands::{
            similar::SimilarPosts,
            tags::{LIST, TagList},
        },
        port::{Question, QuestionDraft},
        post::Post,
    },
    page::Page,
    search::Suggestion,
    ui::{Actions, Field, Form, Head, Narrow, Select, TextArea},
    wiki::pages::write,
};

/// How many tags the browser can complete without a script.
const FIRST_TAGS: i64 = 100;

/// What the form offers.
struct Choices {
    topics: Vec<(String, String)>,
    tags: Vec<String>,
}

impl Choices {
    async fn load(visit: &Visit) -> Result<Self, Error> {
        let topics = visit.ports.subjects.topics().await?.into_iter().map(|topic| (topic.slug, topic.name));
        let tags = visit.ports.subjects.complete(&visit.viewer, "", FIRST_TAGS).await?;
        Ok(Self {
            topics: std::iter::once((String::new(), "Bitte wählen".to_owned())).chain(topics).collect(),
            tags: tags.into_iter().map(|(tag, _)| tag).collect(),
        })
    }
}

/// A new question.
pub async fn page(visit: &Visit, form: FormState, preview: Option<String>) -> Result<Page, Error> {
    visit.viewer.require(Action::Discuss)?;
    let choices = Choices::load(visit).await?;
    let (district, days) = (visit.ports.asking.district(&visit.viewer).await?, visit.ports.asking.days());
    let form = with_key(visit, begun(visit, form))?;
    let owner = format!("formular={}", form.value("key"));
    Ok(Page::new("Frage stellen", move || {
        let audience = district.map(|district| audience(&form, &district, days));
        view! {
            <Narrow>
                <Head title="Frage stellen">
                    <p class="lead">"Kolleginnen und Kollegen aus der ganzen Region sehen Ihre Frage."</p>
                </Head>
                {question_form(form, choices, preview, audience, owner, ("Frage veröffentlichen", "/fragen".to_owned()))}
            </Narrow>
        }
    })
    .with_islands()
    .with_editor())
}

/// Who found nothing begins with the words that she was looking for.
fn begun(visit: &Visit, form: FormState) -> FormState {
    let title = visit.query("title").trim();
    if visit.posted || title.is_empty() { form } else { form.with("title", title) }
}

/// A form posts once. One that has, and comes again with another text, gets a new key: it may become a post of its own.
pub(super) fn with_key(visit: &Visit, form: FormState) -> Result<FormState, Error> {
    let used = form.error("form") == Some(SENT_BEFORE);
    if used || form.value("key").is_empty() { Ok(form.with("key", visit.ports.drafts.key()?)) } else { Ok(form) }
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
    let choices = Choices::load(visit).await?;
    let posted = visit.ports.posts.post(&visit.viewer, Post::Question(question.id)).await?;
    let (form, overtaken) = conflict::seen(&visit.viewer, form.unwrap_or_else(|| filled(&question)), &posted);
    Ok(Page::new("Frage bearbeiten", move || {
        let crumbs = vec![("Fragen".to_owned(), "/fragen".to_owned()), (question.title.clone(), question.path())];
        let owner = format!("frage={}", question.id);
        view! {
            <Narrow>
                <Head title="Frage bearbeiten" crumbs=crumbs />
                {overtaken}
                {question_form(form, choices, preview, None, owner, ("Speichern", question.path()))}
            </Narrow>
        }
    })
    .with_islands()
    .with_editor())
}

/// The step between the form and the publication: what may answer the question already. Everything typed stays in it.
#[must_use]
pub fn similar(form: &FormState, similar: Vec<Suggestion>) -> Page {
    const BUTTONS: [&str; 4] = ["anyway", "back", "preview", "seen"];
    let typed: Vec<_> = form
        .values()
        .filter(|(name, _)| !BUTTONS.contains(name))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Page::new("Gibt es das schon?", move || {
        let items = similar
            .into_iter()
            .map(|hit| {
                view! {
                    <li>
                        <a href=hit.path target="_blank" rel="noopener">{hit.title}<span class="visually-hidden">" (öffnet ein neues Fenster)"</span></a>
                        <span class="meta">{hit.meta}</span>
                    </li>
                }
            })
            .collect_view();
        let hidden =
            typed.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
        view! {
            <Narrow>
                <Head title="Gibt es das schon?">
                    <p class="lead">"Diese Beiträge ähneln Ihrer Frage. Sie öffnen sich in einem neuen Fenster; Ihre Frage bleibt hier."</p>
                </Head>
                <ul class="similar__list">{items}</ul>
                <form class="form" method="post" action="/fragen/neu">
                    {hidden}
                    <p class="form__actions">
                        <button class="kern-btn kern-btn--primary" type="submit" name="anyway" value="1"><span class="kern-label">"Trotzdem veröffentlichen"</span></button>
                        <button class="kern-btn kern-btn--secondary" type="submit" name="back" value="1"><span class="kern-label">"Zurück zum Bearbeiten"</span></button>
                        <a href="/fragen">"Meine Frage ist beantwortet"</a>
                    </p>
                </form>
            </Narrow>
        }
    })
}

fn audience(form: &FormState, district: &str, days: i64) -> AnyView {
    let after = if days == 1 { "nach einem Tag".to_owned() } else { format!("nach {days} Tagen") };
    let choices =
        vec![(String::new(), "Alle im Netz".to_owned()), (QuestionDraft::DISTRICT.to_owned(), format!("Zuerst nur: {district}"))];
    let hint = format!("Was zuerst nur Ihr Kreis sieht, öffnet sich {after} für alle. Sie können es jederzeit früher öffnen.");
    view! { <Select name="audience" label="Wer soll die Frage sehen?" form=form.clone() choices=choices hint=hint /> }.into_any()
}

fn question_form(
    form: FormState,
    choices: Choices,
    preview: Option<String>,
    audience: Option<AnyView>,
    files_of: String,
    (submit, back): (&'static str, String),
) -> AnyView {
    let key = Some(form.value("key").to_owned()).filter(|key| !key.is_empty());
    let is_new = key.is_some();
    let base = form.value("base").to_owned();
    view! {
        <Form errors=form.errors().clone()>
            {key.map(|key| view! { <input type="hidden" name="key" value=key /> })}
            {(!base.is_empty()).then(|| view! { <input type="hidden" name="base" value=base /> })}
            <Field name="title" label="Ihre Frage in einem Satz" form=form.clone() maxlength=200
                hint="Zum Beispiel: Wer hat schon Erfahrung mit der digitalen Gewerbeanmeldung?" />
            {is_new.then(|| view! { <SimilarPosts /> })}
            <div class="editor" data-editor="" data-upload="/dateien" data-owner=files_of data-titles="/wiki/titel" data-names="/personen/namen" data-hint="">
                <TextArea name="body" label="Worum geht es genau?" form=form.clone() rows=10
                    hint="Was haben Sie schon versucht, womit arbeiten Sie? Bitte keine Daten von Bürgerinnen und Bürgern. Wen Sie mit @ nennen, der erfährt davon: @Erika Beispiel oder @Lemgo." />
                {write::help()}
                <p class="form__actions">
                    <button class="kern-btn kern-btn--secondary" type="submit" name="preview" value="1" formaction="#vorschau"><span class="kern-label">"Vorschau"</span></button>
                </p>
                {preview.map(|html| view! {
                    <section class="editor__preview panel" id="vorschau" aria-labelledby="vorschau-titel">
                        <h2 id="vorschau-titel">"Vorschau"</h2><div class="prose" inner_html=html></div>
                    </section>
                })}
            </div>
            <Select name="topic" label="Thema" form=form.clone() choices=choices.topics optional=true />
            <Field name="tags" label="Schlagworte" form=form.clone() optional=true maxlength=300 list=LIST hint="Mit Komma getrennt, höchstens zehn." />
            <TagList first=choices.tags />
            {audience}
            <Actions submit=submit><a href=back>"Abbrechen"</a></Actions>
        </Form>
    }
    .into_any()
}
