//! Comments below a question or an answer, and the form for one more.

use leptos::prelude::*;

use super::{Shown, actions, standing};
use crate::{
    account::Action,
    forum::{comment::Comment, post::Post},
    text,
};

/// The comments on a post.
pub(super) fn of(shown: &Shown<'_>, on: Post, comments: &[Comment]) -> AnyView {
    let items = comments.iter().map(|comment| one(shown, comment)).collect_view();
    view! {
        {(!comments.is_empty()).then(|| view! { <ul class="comments" aria-label="Kommentare">{items}</ul> })}
        {standing::why_not(shown).is_none().then(|| form(on))}
    }
    .into_any()
}

fn one(shown: &Shown<'_>, comment: &Comment) -> AnyView {
    let post = Post::Comment(comment.id);
    let author = &comment.author;
    let edited = comment.edited_at.map(|_| view! { " · " <a href=post.at("verlauf")>"bearbeitet"</a> });
    let actions = if let Some(removal) = &comment.removal {
        view! { {actions::gone(removal)} {actions::of_removed(shown, post)} }.into_any()
    } else {
        let mine = shown.viewer.may(Action::EditPost { author: author.id });
        let edit = mine.then(|| view! { <a href=format!("{}/bearbeiten", post.permalink())>"Kommentar bearbeiten"</a> });
        let remove = mine.then(|| view! { <a href=post.at("entfernen")>"Kommentar entfernen"</a> });
        let flag = (author.id != shown.viewer.id()).then(|| view! { <a href=post.at("melden")>"Kommentar melden"</a> });
        view! { <p class="comment__actions">{edit} {remove} {flag}</p> }.into_any()
    };
    view! {
        <li class="comment" id=post.key()>
            <div class="prose" inner_html=comment.html.clone()></div>
            <p class="meta">
                <a href=format!("/personen/{}", author.id)>{author.name.clone()}</a> ", "
                <a href=format!("/kommunen/{}", author.organisation_slug)>{author.organisation.clone()}</a> " · "
                <a href=post.permalink()>{text::age(comment.created_at, shown.now)}</a>
                {edited}
            </p>
            {actions}
        </li>
    }
    .into_any()
}

/// Folded until it is needed; what is wrong with a comment is said on a page of its own.
fn form(on: Post) -> AnyView {
    let id = format!("kommentar-zu-{}", on.key());
    view! {
        <details class="comment-form">
            <summary>"Kommentieren"</summary>
            <form class="form" method="post" action=on.at("kommentieren") novalidate=true>
                <div class="field kern-form-input">
                    <label class="kern-label" for=id.clone()>"Ihr Kommentar"</label>
                    <textarea class="kern-form-input__input" id=id name="body" rows="3" required=true></textarea>
                </div>
                <p class="form__actions">
                    <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Kommentar veröffentlichen"</span></button>
                </p>
            </form>
        </details>
    }
    .into_any()
}
