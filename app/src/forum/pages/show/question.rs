//! The text of the question, and who has the same one.

use leptos::prelude::*;

use super::{Shown, actions, byline, comments};
use crate::{
    account::Action,
    attachment::pages::post as files,
    forum::{
        port::{Merged, Question},
        post::Post,
    },
    text,
};

/// Everything of the question below its heading.
pub(super) fn body(shown: &Shown<'_>) -> AnyView {
    let question = shown.question;
    let post = Post::Question(question.id);
    view! {
        <div class="post">
            <div class="post__body prose" inner_html=question.html.clone()></div>
            {files::below(shown.files, None)}
            {tags(question)}
            {question.merged.iter().map(|merged| folded(shown, merged)).collect_view()}
            {sharing(shown)}
            {actions::of(shown, post, &question.author, Some(format!("{}/bearbeiten", shown.path)))}
            {comments::of(shown, post, &question.comments)}
        </div>
    }
    .into_any()
}

fn tags(question: &Question) -> Option<AnyView> {
    let items = question
        .tags
        .iter()
        .map(|tag| view! { <li><a class="chip" href=format!("/schlagworte/{}", text::slug(tag))>{tag.clone()}</a></li> })
        .collect_view();
    (!question.tags.is_empty()).then(|| view! { <ul class="chips" aria-label="Schlagworte">{items}</ul> }.into_any())
}

/// A question that asked the same: its answers stand below, its text is here.
fn folded(shown: &Shown<'_>, merged: &Merged) -> AnyView {
    view! {
        <details class="post__merged">
            <summary>{format!("Hier geht es auch um: {}", merged.title)}</summary>
            <p class="meta">{byline(&merged.author, Post::Question(merged.id), merged.created_at, None, shown.now)}</p>
            <div class="prose" inner_html=merged.html.clone()></div>
            {shown.viewer.may(Action::Moderate).then(|| view! { <p><a href=Post::Question(merged.id).at("loeschen")>"Diesen Text endgültig löschen"</a></p> })}
        </details>
    }
    .into_any()
}

/// Which organisations have the same question, and the button of one's own.
fn sharing(shown: &Shown<'_>) -> Option<AnyView> {
    let question = shown.question;
    let own = shown.viewer.member().map(|member| &member.organisation)?;
    let shared = question.shared_by.iter().any(|one| one.id == own.id);
    let end = question.shared_by.len().saturating_sub(1);
    let names = question
        .shared_by
        .iter()
        .enumerate()
        .map(|(place, one)| {
            let between = if place == end { "" } else { ", " };
            view! { <a href=format!("/kommunen/{}", one.slug)>{one.name.clone()}</a> {between} }
        })
        .collect_view();
    let list = (!question.shared_by.is_empty()).then(|| view! { <p class="sharing__list">"Das betrifft auch: " {names}</p> });
    let asked = own.slug == question.author.organisation_slug;
    let button = (!asked).then(|| {
        let (value, label) =
            if shared { ("", format!("{} wieder herausnehmen", own.name)) } else { ("1", "Das betrifft uns auch".to_owned()) };
        view! {
            <form class="form--inline" method="post" action=format!("{}/betrifft-uns", shown.path)>
                <input type="hidden" name="shared" value=value />
                <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">{label}</span></button>
            </form>
        }
    });
    (list.is_some() || button.is_some())
        .then(|| view! { <div class="sharing" id="betrifft-uns">{list} {button}</div> }.into_any())
}
