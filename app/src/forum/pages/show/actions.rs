//! What can be done with a post: links to pages that do one thing each.

use leptos::prelude::*;

use super::{Shown, standing};
use crate::{
    account::Action,
    forum::{
        port::Author,
        post::{Post, Removal},
    },
    text,
};

/// The links below a question or an answer.
pub(super) fn of(shown: &Shown<'_>, post: Post, author: &Author, edit: Option<String>) -> AnyView {
    let viewer = shown.viewer;
    let is_question = matches!(post, Post::Question(_));
    let removed = is_question && shown.question.standing.removal.is_some();
    let mine = viewer.may(Action::EditPost { author: author.id });
    let edit = edit.filter(|_| mine).map(|href| {
        let label = if is_question { "Frage bearbeiten" } else { "Bearbeiten" };
        let (files, named) = match post {
            Post::Answer(id) => (format!("{}/antworten/{id}/dateien", shown.path), "Dateien"),
            _ => (format!("{}/dateien", shown.path), "Dateien zur Frage"),
        };
        view! { <a href=href>{label}</a> " " <a href=files>{named}</a> }
    });
    let quote = standing::why_not(shown).is_none().then(|| {
        let href = format!("{}?zitat={}#antworten-formular", shown.path, post.key());
        view! { <a href=href>"Zitieren"</a> }
    });
    let link = if is_question { "Link zu dieser Frage" } else { "Link zu dieser Antwort" };
    let remove = (mine && !removed).then(|| {
        let label = if is_question { "Frage entfernen" } else { "Antwort entfernen" };
        view! { <a href=post.at("entfernen")>{label}</a> }
    });
    let flag = (author.id != viewer.id()).then(|| {
        let label = if is_question { "Frage melden" } else { "Antwort melden" };
        view! { <a href=post.at("melden")>{label}</a> }
    });
    let order = (is_question && viewer.may(Action::Moderate)).then(|| {
        view! { <a href=format!("{}/ordnung", shown.path)>"Frage verwalten"</a> }
    });
    view! {
        <div class="post__actions">
            {edit} {quote} <a href=post.permalink()>{link}</a> {remove} {flag} {order}
        </div>
    }
    .into_any()
}

/// That a post was taken away, by whom and why.
pub(super) fn gone(removal: &Removal) -> AnyView {
    let why = if removal.reason.is_empty() { String::new() } else { format!(" Grund: {}", removal.reason) };
    view! { <p class="flash flash--warning">{format!("Entfernt {} von {}.{why}", text::on(removal.at), removal.by)}</p> }
        .into_any()
}

/// What moderators can do with a post that was taken away.
pub(super) fn of_removed(shown: &Shown<'_>, post: Post) -> Option<AnyView> {
    shown.viewer.may(Action::Moderate).then(|| {
        view! {
            <div class="post__actions">
                <form class="form--inline" method="post" action=post.at("wiederherstellen")>
                    <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Wiederherstellen"</span></button>
                </form>
                <a href=post.at("loeschen")>"Endgültig löschen"</a>
            </div>
        }
        .into_any()
    })
}
