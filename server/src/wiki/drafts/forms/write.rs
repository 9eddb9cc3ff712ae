//! The form of an article: whatever is sent is kept first.

use app::{
    account::Action,
    error::{Error, FieldErrors},
    form::FormState,
    page::Page,
    text,
    wiki::{
        drafts::{
            State,
            pages::one,
            port::{Draft, Published, Saved, Sheet, draft_path},
        },
        pages::{
            conflict,
            write::{self, Shown, Trouble, fields},
        },
    },
};
use serde_json::json;

use crate::{
    http::{Reply, Submission},
    wiki::{drafts::check, forms::typed, reconcile::forms::settled},
};

/// What was sent, as the port takes it.
fn sheet(form: &Submission) -> Sheet {
    let number = |name: &str| form.text(name).parse().ok();
    let in_path = |name: &str| Some(form.visit.param(name).to_owned()).filter(|value| !value.is_empty());
    // a form with a key and no draft is a new one, wherever it is sent to
    let named = if form.has("key") { None } else { in_path("id").and_then(|id| id.parse().ok()) };
    Sheet {
        draft: number("draft").or(named),
        version: number("version"),
        key: form.text("key"),
        article: in_path("slug").or_else(|| Some(form.text("article")).filter(|slug| !slug.is_empty())),
        base: number("base"),
        typed: typed(form),
    }
}

/// The autosave of the editor.
pub(super) async fn keep(form: Submission) -> Result<Reply, Error> {
    let told = |status, message: String, version: Option<i64>| {
        Ok(Reply::Json(status, json!({ "message": message, "version": version })))
    };
    match form.ports().drafts.save(&form.visit.viewer, sheet(&form)).await {
        Ok(Saved::Stands(draft)) => {
            let saved = text::clock(draft.updated_at);
            let answer = json!({ "draft": draft.id, "version": draft.version, "path": draft.path(), "saved": saved });
            Ok(Reply::Json(200, answer))
        }
        Ok(Saved::Overtaken(draft)) => {
            let time = text::clock(draft.updated_at);
            let message = format!(
                "Dieser Entwurf wurde um {time} Uhr anderswo gespeichert, vielleicht in einem zweiten Fenster. Es wurde nichts überschrieben."
            );
            told(409, message, Some(draft.version))
        }
        Ok(Saved::Closed(draft)) => {
            let message = format!("Dieser Entwurf lässt sich nicht mehr ändern. Sein Stand: {}.", draft.state.label());
            told(409, message, Some(draft.version))
        }
        Err(Error::Invalid(errors)) => {
            let messages: Vec<&str> = errors.iter().map(|(_, message)| message).collect();
            told(422, messages.join(" "), None)
        }
        Err(Error::NotFound) => told(422, "Den Artikel gibt es nicht mehr.".to_owned(), None),
        Err(other) => Err(other),
    }
}

/// A button was pressed.
pub(super) async fn send(form: Submission) -> Result<Reply, Error> {
    let slug = Some(form.visit.param("slug").to_owned()).filter(|slug| !slug.is_empty()).unwrap_or_else(|| form.text("article"));
    let form = match settled(form, &slug, typed).await? {
        Ok(form) => form,
        Err(page) => return Ok(Reply::Again(*page)),
    };
    let sheet = sheet(&form);
    let draft = match form.ports().drafts.save(&form.visit.viewer, sheet.clone()).await {
        Ok(Saved::Stands(draft)) => *draft,
        Ok(Saved::Overtaken(draft)) => {
            let typed = with_draft(&form, &draft);
            return again(&form, Shown { form: Some(typed), trouble: Some(Trouble::SavedElsewhere(draft)), ..Shown::default() })
                .await;
        }
        Ok(Saved::Closed(draft)) => return closed(&form, &sheet, draft).await,
        Err(Error::Invalid(errors)) => return wrong(&form, form.form(), errors).await,
        Err(other) => return Err(other),
    };
    let mine = draft.author.id == form.visit.viewer.id();
    let typed = with_draft(&form, &draft);
    if let Err(Error::Invalid(errors)) = form.intact() {
        return wrong(&form, typed, errors).await;
    }
    // another kind was chosen, or one more row wanted
    if fields::is_asked_for(&typed) {
        return Ok(Reply::Show(page(&form, Shown { form: Some(typed), ..Shown::default() }).await?));
    }
    if form.has("preview") {
        let preview = Some(form.ports().wiki.preview(&form.visit.viewer, &form.text("body")).await?);
        return Ok(Reply::Show(page(&form, Shown { form: Some(typed), preview, trouble: None }).await?));
    }
    if !mine {
        return Ok(Reply::SeeOther(format!("/moderation/pruefung/{}?hinweis=ueberarbeitet", draft.id)));
    }
    if form.has("save") {
        return Ok(Reply::SeeOther(format!("{}?hinweis=gespeichert", draft_path(draft.id))));
    }
    // whoever just presses Enter in a field wants the first of the buttons at the end
    let may_publish = form.visit.viewer.may(Action::WriteArticle);
    if form.has("hand_in") || !may_publish { hand_in(&form, &draft, typed).await } else { publish(&form, &draft, typed).await }
}

async fn hand_in(form: &Submission, draft: &Draft, typed: FormState) -> Result<Reply, Error> {
    match form.ports().drafts.hand_in(&form.visit.viewer, draft.id, draft.version).await {
        Ok(()) => Ok(Reply::SeeOther(format!("{}?hinweis=eingereicht", draft_path(draft.id)))),
        Err(Error::Invalid(errors)) => wrong(form, typed, errors).await,
        Err(other) => Err(other),
    }
}

async fn publish(form: &Submission, draft: &Draft, typed: FormState) -> Result<Reply, Error> {
    match form.ports().drafts.publish(&form.visit.viewer, draft.id, draft.version).await {
        Ok(Published::Stands(slug)) => {
            let told = if draft.article.is_some() { "gespeichert" } else { "veroeffentlicht" };
            Ok(Reply::SeeOther(format!("/wiki/{slug}?hinweis={told}")))
        }
        Ok(Published::Merged { slug, theirs }) => {
            Ok(Reply::SeeOther(format!("/wiki/{slug}?hinweis=zusammengefuehrt&fassung={theirs}")))
        }
        Ok(Published::Conflicts(overlap)) => Ok(Reply::Again(conflict::page(&form.visit, *overlap, typed).await?)),
        Err(Error::Invalid(errors)) => wrong(form, typed, errors).await,
        Err(other) => Err(other),
    }
}

/// The draft is out of her hands. The same form sent twice has what it wanted; anything else keeps its text, and becomes
/// a draft of its own when it is sent again.
async fn closed(form: &Submission, sheet: &Sheet, draft: Box<Draft>) -> Result<Reply, Error> {
    if check::limited(&sheet.typed)? == draft.typed && draft.author.id == form.visit.viewer.id() {
        let to = match (draft.state, &draft.article) {
            (State::Published, Some(article)) => format!("{}?hinweis=gespeichert", article.path()),
            (State::Submitted, _) => format!("{}?hinweis=eingereicht", draft.path()),
            _ => draft.path(),
        };
        return Ok(Reply::SeeOther(to));
    }
    let key = form.ports().drafts.key()?;
    let typed = form.form().with("draft", "").with("version", "").with("key", key);
    again(form, Shown { form: Some(typed), trouble: Some(Trouble::Closed(draft)), ..Shown::default() }).await
}

/// What was typed, in a form that now belongs to this draft.
fn with_draft(form: &Submission, draft: &Draft) -> FormState {
    form.form().with("draft", draft.id.to_string()).with("version", draft.version.to_string())
}

async fn wrong(form: &Submission, typed: FormState, errors: FieldErrors) -> Result<Reply, Error> {
    again(form, Shown { form: Some(typed.with_errors(errors)), ..Shown::default() }).await
}

async fn again(form: &Submission, shown: Shown) -> Result<Reply, Error> {
    Ok(Reply::Again(page(form, shown).await?))
}

/// The page that the form stands on.
async fn page(form: &Submission, shown: Shown) -> Result<Page, Error> {
    let visit = &form.visit;
    match (visit.param("slug"), visit.param("id")) {
        ("", "") => write::new(visit, shown).await,
        ("", _) => one::page(visit, shown).await,
        _ => write::edit(visit, shown).await,
    }
}
