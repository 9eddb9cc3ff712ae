//! `/beitraege/{beitrag}/kommentieren` and `/kommentare/{id}/bearbeiten`: write a comment, change one.

use leptos::prelude::*;

use super::conflict;
use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    forum::post::{Post, Posted},
    page::Page,
    ui::{Actions, Form, Head, Narrow, TextArea},
};

/// A new one, below what it is about.
pub async fn new(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let on = super::named(visit).await?;
    visit.viewer.require(Action::Discuss)?;
    if matches!(on.post, Post::Comment(_)) {
        return Err(Error::NotFound);
    }
    Ok(Page::new("Kommentieren", move || {
        view! {
            <Narrow>
                <Head title="Kommentieren" crumbs=super::crumbs(&on) />
                {about(&on)}
                {comment_form(form, on.post.at("kommentieren"), on.path(), "Kommentar veröffentlichen")}
            </Narrow>
        }
    }))
}

/// One that exists.
pub async fn edit(visit: &Visit, form: Option<FormState>) -> Result<Page, Error> {
    let comment = visit.ports.posts.post(&visit.viewer, Post::Comment(visit.id("id")?)).await?;
    visit.viewer.require(Action::EditPost { author: comment.author.id })?;
    if comment.removal.is_some() {
        return Err(Error::NotFound);
    }
    let filled = || FormState::filled([("body", comment.body.clone()), ("base", comment.revision.to_string())]);
    let (form, overtaken) = conflict::seen(&visit.viewer, form.unwrap_or_else(filled), &comment);
    Ok(Page::new("Kommentar bearbeiten", move || {
        let action = format!("{}/bearbeiten", comment.post.permalink());
        view! {
            <Narrow>
                <Head title="Kommentar bearbeiten" crumbs=super::crumbs(&comment) />
                {overtaken}
                {comment_form(form, action, comment.path(), "Speichern")}
            </Narrow>
        }
    }))
}

/// What a page is about: who wrote it, and how it begins.
pub(crate) fn about(posted: &Posted) -> AnyView {
    view! {
        <blockquote class="message">
            <p>{posted.text.clone()}</p>
            <p class="meta">{format!("{}, {}", posted.author.name, posted.author.organisation)}</p>
        </blockquote>
    }
    .into_any()
}

fn comment_form(form: FormState, action: String, back: String, submit: &'static str) -> AnyView {
    let base = form.value("base").to_owned();
    view! {
        <Form action=action errors=form.errors().clone()>
            {(!base.is_empty()).then(|| view! { <input type="hidden" name="base" value=base /> })}
            <TextArea name="body" label="Ihr Kommentar" form=form.clone() rows=4
                hint="Kurz: eine Nachfrage oder ein Hinweis. Was die Frage beantwortet, gehört in eine Antwort." />
            <Actions submit=submit><a href=back>"Abbrechen"</a></Actions>
        </Form>
    }
    .into_any()
}
