//! `/fragen/{id}/{slug}/antworten/{antwort}`: change an answer.

use leptos::prelude::*;

use super::{conflict, show::answer_form};
use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    forum::post::Post,
    page::Page,
    ui::{Head, Narrow},
};

/// The form, filled with what stands. An answer that was moved has another address.
pub async fn edit(visit: &Visit, form: Option<FormState>, preview: Option<String>) -> Result<Page, Error> {
    let id = visit.id("antwort")?;
    let answer = visit.ports.posts.post(&visit.viewer, Post::Answer(id)).await?;
    visit.at(&format!("/fragen/{}/{}", visit.param("id"), visit.param("slug")), &answer.question_path())?;
    visit.viewer.require(Action::EditPost { author: answer.author.id })?;
    if answer.removal.is_some() {
        return Err(Error::NotFound);
    }
    let filled = || FormState::filled([("body", answer.body.clone()), ("base", answer.revision.to_string())]);
    let form = form.unwrap_or_else(filled).with("files", format!("antwort={id}"));
    let (form, overtaken) = conflict::seen(&visit.viewer, form, &answer);
    Ok(Page::new("Antwort bearbeiten", move || {
        let path = answer.question_path();
        view! {
            <Narrow>
                <Head title="Antwort bearbeiten" crumbs=super::crumbs(&answer) />
                {overtaken}
                {answer_form(form, preview, format!("{path}/antworten/{id}"), "Änderung speichern")}
            </Narrow>
        }
    })
    .with_editor())
}
