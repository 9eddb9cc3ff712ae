//! The form of an article: `/wiki/neu`, `/wiki/{slug}/bearbeiten`, and that of a draft. Whatever is sent is kept as a draft
//! first; then it is looked at, handed in, or published.

pub mod fields;
mod start;

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    structure::{pages::hints, port::Hint},
    ui::{Actions, Field, Form, Head, Select, TextArea, Wide},
    wiki::{
        Kind, Visibility,
        drafts::{
            pages::trouble,
            port::{Draft, DraftEntry},
        },
        port::{Article, ArticleDraft},
    },
};

/// What came of sending the form, when it is shown again.
#[derive(Default)]
pub struct Shown {
    /// What was typed; none for a fresh form.
    pub form: Option<FormState>,
    /// The text as it will look.
    pub preview: Option<String>,
    /// What stands in the way, other than a field.
    pub trouble: Option<Trouble>,
}

/// Why something was not saved that has nothing wrong with it.
pub enum Trouble {
    /// The draft was saved in another window meanwhile.
    SavedElsewhere(Box<Draft>),
    /// The draft is out of her hands.
    Closed(Box<Draft>),
}

/// What the buttons below the form do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Buttons {
    /// A member: keep, hand in.
    Member,
    /// A moderator: keep, hand in, publish at once.
    Moderator,
    /// A moderator corrects what someone else has handed in: keep.
    Correction,
}

impl Buttons {
    pub(crate) fn of(visit: &Visit) -> Self {
        if visit.viewer.may(Action::WriteArticle) { Self::Moderator } else { Self::Member }
    }
}

/// A fresh article.
pub async fn new(visit: &Visit, shown: Shown) -> Result<Page, Error> {
    visit.viewer.require(Action::WriteDraft)?;
    let (choices, buttons, now) = (Choices::load(visit).await?, Buttons::of(visit), visit.now);
    let fresh = shown.form.is_none();
    let form = match shown.form {
        Some(form) => form,
        None => FormState::default()
            .with("key", visit.ports.drafts.key()?)
            .with("kind", Kind::from_key(visit.query("art")).map_or("", Kind::key))
            // a wanted page that somebody begins with
            .with("title", visit.query("titel"))
            .with("organisation", own_organisation(visit, buttons)),
    };
    let form = start::form(visit, form).await?;
    let start = start::view(visit);
    let begun = if fresh { visit.ports.drafts.unfinished(&visit.viewer, None).await? } else { Vec::new() };
    let hints = hints::with_preview(visit, &form, shown.preview.is_some()).await?;
    let namesake = namesake(visit, &form).await?;
    Ok(Page::new("Artikel schreiben", move || {
        view! {
            <Wide>
                <Head title="Artikel schreiben">
                    <p class="lead">"Was sollten andere Kommunen davon wissen?"</p>
                    {(buttons == Buttons::Member).then(how_it_goes)}
                    <p><a href="/wiki/import">"Aus einer Word-Datei"</a></p>
                </Head>
                {trouble::unfinished(begun, now)}
                {start}
                {shown.trouble.map(trouble::notice)}
                {namesake}
                {editor(form, choices, shown.preview, hints, buttons, "/wiki".to_owned())}
            </Wide>
        }
    })
    .with_editor())
}

/// Members write about where they work; moderators about everybody.
fn own_organisation(visit: &Visit, buttons: Buttons) -> String {
    let member = visit.viewer.member().filter(|_| buttons == Buttons::Member);
    member.map_or_else(String::new, |me| me.organisation.slug.clone())
}

fn how_it_goes() -> AnyView {
    view! { <p class="meta">"Die Moderation liest Ihren Text, bevor er erscheint. Bis dahin sehen ihn nur Sie und die Moderation."</p> }.into_any()
}

/// The form filled with what was typed once.
#[must_use]
pub fn filled(typed: &ArticleDraft) -> FormState {
    let form = FormState::filled([
        ("title", typed.title.clone()),
        ("kind", typed.kind.clone()),
        ("visibility", typed.visibility.clone()),
        ("summary", typed.summary.clone()),
        ("body", typed.body.clone()),
        ("topic", typed.topic.clone()),
        ("tags", typed.tags.clone()),
        ("organisation", typed.organisation.clone()),
        ("note", typed.note.clone()),
    ]);
    typed.fields.pairs().fold(form, |form, (name, text)| form.with(name, text))
}

/// The form of a draft, filled with what is stored.
#[must_use]
pub fn filled_with(draft: &Draft) -> FormState {
    filled(&draft.typed)
        .with("draft", draft.id.to_string())
        .with("version", draft.version.to_string())
        .with("base", draft.base.map_or_else(String::new, |base| base.to_string()))
        .with("article", draft.article.as_ref().map_or_else(String::new, |article| article.slug.clone()))
}

/// An existing article: a form with what stands, or with the viewer's own draft of it.
pub async fn edit(visit: &Visit, shown: Shown) -> Result<Page, Error> {
    visit.viewer.require(Action::WriteDraft)?;
    let article = super::asked_for(visit).await?;
    let (choices, buttons, now) = (Choices::load(visit).await?, Buttons::of(visit), visit.now);
    let begun = if shown.form.is_none() { begun(visit, &article).await? } else { Begun::default() };
    let form = match (shown.form, &begun.open) {
        (Some(form), _) => form,
        (None, Some(draft)) => filled_with(draft),
        (None, None) => filled(&article.typed())
            .with("base", article.revision.to_string())
            .with("article", article.slug.clone())
            .with("key", visit.ports.drafts.key()?),
    };
    let hints = hints::with_preview(visit, &form, shown.preview.is_some()).await?;
    Ok(Page::new(format!("{} bearbeiten", article.title), move || {
        let crumbs = vec![("Wiki".to_owned(), "/wiki".to_owned()), (article.title.clone(), article.path())];
        let heading = if buttons == Buttons::Member { "Änderung vorschlagen" } else { "Artikel bearbeiten" };
        view! {
            <Wide>
                <Head title=heading crumbs=crumbs>{(buttons == Buttons::Member).then(how_it_goes)}</Head>
                {begun.open.map(|draft| trouble::still_there(&draft, article.revision, now))}
                {trouble::waiting(begun.submitted)}
                {shown.trouble.map(trouble::notice)}
                {editor(form, choices, shown.preview, hints, buttons, article.path())}
            </Wide>
        }
    })
    .with_editor())
}

/// What the viewer has begun of an article.
#[derive(Default)]
struct Begun {
    open: Option<Draft>,
    submitted: Vec<DraftEntry>,
}

async fn begun(visit: &Visit, article: &Article) -> Result<Begun, Error> {
    let (open, submitted): (Vec<_>, Vec<_>) = visit
        .ports
        .drafts
        .unfinished(&visit.viewer, Some(article.id))
        .await?
        .into_iter()
        .partition(|entry| entry.state.is_open());
    let open = match open.first() {
        Some(newest) => visit.ports.drafts.draft(&visit.viewer, newest.id).await?,
        None => None,
    };
    Ok(Begun { open, submitted })
}

/// The article that has the title already, when that is what is wrong.
pub(crate) async fn namesake(visit: &Visit, form: &FormState) -> Result<Option<AnyView>, Error> {
    if form.error("title").is_none() || !form.value("article").is_empty() {
        return Ok(None);
    }
    let found = visit.ports.drafts.same_title(&visit.viewer, form.value("title")).await?;
    Ok(found.map(|(slug, title)| {
        view! {
            <p class="flash flash--info">"Diesen Titel gibt es schon: " <a href=format!("/wiki/{slug}")>{title}</a>
                ". Schlagen Sie dort eine Änderung vor, oder wählen Sie einen anderen Titel."</p>
        }
        .into_any()
    }))
}

/// What the selects offer.
pub(crate) struct Choices {
    topics: Vec<(String, String)>,
    organisations: Vec<(String, String)>,
}

impl Choices {
    pub(crate) async fn load(visit: &Visit) -> Result<Self, Error> {
        let none = |text: &str| (String::new(), text.to_owned());
        let topics = visit.ports.subjects.topics().await?.into_iter().map(|topic| (topic.slug, topic.name));
        let organisations = visit.ports.organisations.names().await?;
        Ok(Self {
            topics: std::iter::once(none("Bitte wählen")).chain(topics).collect(),
            organisations: std::iter::once(none("Keine bestimmte")).chain(organisations).collect(),
        })
    }
}

pub(crate) fn editor(
    form: FormState,
    choices: Choices,
    preview: Option<String>,
    hints: Vec<Hint>,
    buttons: Buttons,
    back: String,
) -> AnyView {
    let kinds = Kind::ALL.map(|kind| (kind.key().to_owned(), kind.label().to_owned())).to_vec();
    let visibilities = Visibility::ALL.map(|one| (one.key().to_owned(), one.label().to_owned())).to_vec();
    let is_new = form.value("article").is_empty();
    let hidden = ["draft", "version", "base", "article", "key"]
        .map(|name| view! { <input type="hidden" name=name value=form.value(name).to_owned() /> });
    view! {
        <Form errors=form.errors().clone()>
            {hidden}
            <Field name="title" label="Titel" form=form.clone() maxlength=200 hint="Ein Satz, der auch allein verständlich ist." />
            <div class="form__row">
                <Select name="kind" label="Art" form=form.clone() choices=kinds />
                {fields::apply_kind()}
                <Select name="topic" label="Thema" form=form.clone() choices=choices.topics />
                <Select name="organisation" label="Kommune" form=form.clone() choices=choices.organisations />
                <Select name="visibility" label="Sichtbar" form=form.clone() choices=visibilities />
            </div>
            <TextArea name="summary" label="In Kürze" form=form.clone() rows=2 optional=true hint="Ein bis zwei Sätze für Listen und Suche." />
            <div class="editor" data-editor="" data-save="/wiki/entwuerfe/sichern" data-upload="/dateien" data-titles="/wiki/titel" data-hints="/wiki/hinweise">
                <TextArea name="body" label="Text" form=form.clone() rows=20 hint="Mit Markdown: ## Überschrift, **fett**, - Aufzählung, [Text](Adresse)" />
                {help()}
                <p class="form__actions">
                    <button class="kern-btn kern-btn--secondary" type="submit" name="preview" value="1" formaction="#vorschau"><span class="kern-label">"Vorschau"</span></button>
                </p>
                {preview.map(|html| view! {
                    <section class="editor__preview panel" id="vorschau" aria-labelledby="vorschau-titel">
                        <h2 id="vorschau-titel">"Vorschau"</h2>
                        {hints::view(hints)}
                        <div class="prose" inner_html=html></div>
                    </section>
                })}
            </div>
            {fields::view(&form)}
            <Field name="tags" label="Schlagworte" form=form.clone() optional=true maxlength=300 hint="Mit Komma getrennt, höchstens zehn." />
            {(!is_new).then(|| view! {
                <Field name="note" label="Was haben Sie geändert?" form=form.clone() optional=true maxlength=200 hint="Für den Verlauf." />
            })}
            {actions(buttons, back)}
        </Form>
    }
    .into_any()
}

fn actions(buttons: Buttons, back: String) -> AnyView {
    let secondary = |name: &'static str, label: &'static str| {
        view! { <button class="kern-btn kern-btn--secondary" type="submit" name=name value="1"><span class="kern-label">{label}</span></button> }
    };
    match buttons {
        Buttons::Correction => view! { <Actions submit="Überarbeitung speichern"><a href=back>"Abbrechen"</a></Actions> }.into_any(),
        Buttons::Member => view! {
            <Actions submit="Zur Prüfung einreichen">{secondary("save", "Entwurf speichern")} <a href=back>"Abbrechen"</a></Actions>
        }
        .into_any(),
        Buttons::Moderator => view! {
            <Actions submit="Veröffentlichen">
                {secondary("save", "Entwurf speichern")} {secondary("hand_in", "Zur Prüfung einreichen")} <a href=back>"Abbrechen"</a>
            </Actions>
        }
        .into_any(),
    }
}

/// How to write with Markdown.
pub(crate) fn help() -> AnyView {
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
