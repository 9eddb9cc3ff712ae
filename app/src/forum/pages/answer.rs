//! `/fragen/{id}/{slug}/antworten/{antwort}`: change an answer.

use leptos::prelude::*;

use super::show::answer_form;
use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Head, Narrow},
};

/// The form, filled with what stands.
pub async fn edit(visit: &Visit, form: Option<FormState>, preview: Option<String>) -> Result<Page, Error> {
    let question = super::show::asked_for(visit).await?;
    let id = visit.id("antwort")?;
    let answer = question.answers.iter().find(|answer| answer.id == id).ok_or(Error::NotFound)?;
    visit.viewer.require(Action::EditPost { author: answer.author.id })?;
    let form = form.unwrap_or_else(|| FormState::filled([("body", answer.body.clone())]));
    let path = question.path();
    Ok(Page::new("Antwort bearbeiten", move || {
        let crumbs = vec![("Fragen".to_owned(), "/fragen".to_owned()), (question.title.clone(), path.clone())];
        view! {
            <Narrow>
                <Head title="Antwort bearbeiten" crumbs=crumbs />
                {answer_form(form, preview, format!("{path}/antworten/{id}"))}
            </Narrow>
        }
    }))
}
