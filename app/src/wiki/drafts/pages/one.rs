//! `/wiki/entwuerfe/{id}`: go on writing; or look at what is out of one's hands, and take it back.

use leptos::prelude::*;

use super::{changes, said, state_class, trouble};
use crate::{
    account::Action,
    context::Visit,
    error::{Error, FieldErrors},
    page::Page,
    structure::pages::hints,
    text,
    ui::{ErrorSummary, Head, Wide, inside_textarea},
    wiki::{
        drafts::{
            State,
            port::{Decision, Draft},
        },
        pages::write::{Buttons, Choices, Shown, editor, filled_with, namesake},
    },
};

/// The draft that the path names.
pub(super) async fn asked_for(visit: &Visit) -> Result<Draft, Error> {
    visit.ports.drafts.draft(&visit.viewer, visit.id("id")?).await?.ok_or(Error::NotFound)
}

/// The form, for those who can change it; else the draft to read.
pub async fn page(visit: &Visit, shown: Shown) -> Result<Page, Error> {
    visit.viewer.require(Action::WriteDraft)?;
    let draft = asked_for(visit).await?;
    let mine = draft.author.id == visit.viewer.id();
    let buttons = match (mine, draft.state) {
        // a form that was sent is shown again, whatever the state: it holds somebody's text
        (true, state) if state.is_open() || shown.form.is_some() => Some(Buttons::of(visit)),
        (false, State::Submitted) => Some(Buttons::Correction),
        (false, _) if shown.form.is_some() => Some(Buttons::Correction),
        _ => None,
    };
    match buttons {
        Some(buttons) => form(visit, draft, shown, buttons).await,
        None => read(visit, draft, mine, FieldErrors::default()).await,
    }
}

/// The draft to read, with what could not be done with it.
pub async fn refused(visit: &Visit, errors: FieldErrors) -> Result<Page, Error> {
    let draft = asked_for(visit).await?;
    let mine = draft.author.id == visit.viewer.id();
    read(visit, draft, mine, errors).await
}

fn crumbs(draft: &Draft) -> Vec<(String, String)> {
    let article = draft.article.as_ref().map(|article| (article.title.clone(), article.path()));
    std::iter::once(("Wiki".to_owned(), "/wiki".to_owned()))
        .chain(article)
        .chain(std::iter::once(("Meine Entwürfe".to_owned(), "/wiki/entwuerfe".to_owned())))
        .collect()
}

async fn form(visit: &Visit, draft: Draft, shown: Shown, buttons: Buttons) -> Result<Page, Error> {
    let (choices, now) = (Choices::load(visit).await?, visit.now);
    let form = shown.form.unwrap_or_else(|| filled_with(&draft));
    let hints = hints::with_preview(visit, &form, shown.preview.is_some()).await?;
    let namesake = namesake(visit, &form).await?;
    let told = told(visit);
    let title = format!("Entwurf: {}", draft.title());
    Ok(Page::new(title, move || {
        let review = format!("/moderation/pruefung/{}", draft.id);
        let (crumbs, back) = match buttons {
            Buttons::Correction => (
                vec![("Moderation".to_owned(), "/moderation".to_owned()), ("Prüfung".to_owned(), review.clone())],
                review,
            ),
            _ => (crumbs(&draft), "/wiki/entwuerfe".to_owned()),
        };
        let heading = match (buttons, &draft.article) {
            (Buttons::Correction, _) => "Entwurf überarbeiten",
            (_, Some(_)) => "Änderung vorschlagen",
            (_, None) => "Entwurf bearbeiten",
        };
        let files = format!("{}/dateien", draft.path());
        let asked = draft.last_word(Decision::Returned).filter(|_| draft.state == State::Returned).cloned();
        let discard = draft.state.is_open() && buttons != Buttons::Correction;
        view! {
            <Wide>
                <Head title=heading crumbs=crumbs>
                    <p class="meta">
                        <span class=format!("pill {}", state_class(draft.state))>{draft.state.label()}</span> " "
                        {(buttons == Buttons::Correction).then(|| format!("{}, {} · ", draft.author.name, draft.author.organisation))}
                        {format!("Text {}", text::from(draft.updated_at, now))}
                    </p>
                </Head>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                {asked.map(|asked| view! {
                    <section class="flash flash--warning" aria-label="Bitte der Moderation">
                        <p><strong>{format!("{} bittet um Änderungen:", asked.reviewer)}</strong></p>
                        <blockquote class="message">{asked.comment}</blockquote>
                    </section>
                })}
                {shown.trouble.map(trouble::notice)}
                {namesake}
                {editor(form, choices, shown.preview, hints, buttons, back)}
                <p class="files__change">
                    <a href=files>"Bilder und Dateien"</a>
                    " (speichern Sie vorher Ihren Text)"
                </p>
                {discard.then(|| view! { <div class="block">{trouble::discard(draft.id, "Entwurf verwerfen", false)}</div> })}
            </Wide>
        }
    })
    .with_editor())
}

fn told(visit: &Visit) -> Option<&'static str> {
    match visit.query("hinweis") {
        "gespeichert" => Some("Der Entwurf ist gespeichert."),
        "eingereicht" => Some("Danke! Ihr Text ist eingereicht. Die Moderation liest ihn und meldet sich bei Ihnen per Mail."),
        "zurueckgezogen" => Some("Sie haben den Entwurf zurückgezogen und können weiterschreiben."),
        "zurueckgeholt" => Some("Der Entwurf ist wieder da."),
        _ => None,
    }
}

async fn read(visit: &Visit, draft: Draft, mine: bool, errors: FieldErrors) -> Result<Page, Error> {
    let html = visit.ports.wiki.preview(&visit.viewer, &draft.typed.body).await?;
    let facts = changes::facts(visit, &draft).await?;
    let told = told(visit);
    Ok(Page::new(format!("Entwurf: {}", draft.title()), move || {
        let (path, reviews) = (draft.path(), draft.reviews.clone());
        let article = draft.article.clone().filter(|_| draft.state == State::Published);
        view! {
            <Wide>
                <Head title=draft.title() crumbs=crumbs(&draft)>
                    <p class="meta">
                        <span class=format!("pill {}", state_class(draft.state))>{draft.state.label()}</span> " "
                        {draft.submitted_at.map(|time| format!("eingereicht am {}", text::date_and_time(time)))}
                    </p>
                </Head>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <ErrorSummary errors=errors />
                {article.map(|article| view! {
                    <p class="flash">"Veröffentlicht: " <a href=article.path()>{article.title.clone()}</a></p>
                })}
                {said(reviews)}
                {mine.then(|| ways(draft.state, &path))}
                <div class="columns">
                    <aside class="columns__facts" aria-label="Angaben">{facts}</aside>
                    <div class="columns__main prose" inner_html=html></div>
                </div>
                <details class="editor__help">
                    <summary>"Text zum Kopieren"</summary>
                    <textarea class="kern-form-input__input editor__text" rows="12" readonly=true aria-label="Text zum Kopieren">{inside_textarea(&draft.typed.body)}</textarea>
                </details>
            </Wide>
        }
    }))
}

/// What its author can do with a draft that is out of her hands.
fn ways(state: State, path: &str) -> Option<AnyView> {
    let (action, label, text) = match state {
        State::Submitted => (
            format!("{path}/zurueckziehen"),
            "Zurückziehen und weiterschreiben",
            "Solange die Moderation nicht entschieden hat, können Sie den Entwurf zurückziehen.",
        ),
        State::Discarded => (format!("{path}/wiederherstellen"), "Zurückholen", "Sie haben diesen Entwurf verworfen."),
        _ => return None,
    };
    Some(
        view! {
            <form class="block" method="post" action=action>
                <p>{text}</p>
                <p><button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">{label}</span></button></p>
            </form>
        }
        .into_any(),
    )
}
