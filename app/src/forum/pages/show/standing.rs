//! What moderators did with the question, said on top of it, and why nobody can write there.

use leptos::prelude::*;

use super::{Shown, actions};
use crate::{
    account::Action,
    forum::{order::CloseReason, post::Post},
    text,
};

/// What has to be known before reading.
pub(super) fn banners(shown: &Shown<'_>) -> AnyView {
    let standing = &shown.question.standing;
    let removed = standing.removal.as_ref().map(|removal| {
        view! { {actions::gone(removal)} {actions::of_removed(shown, Post::Question(shown.question.id))} }
    });
    let closed = standing.closed.as_ref().map(|closed| {
        let label = closed.reason.map_or("", CloseReason::label);
        let duplicate = closed.duplicate.as_ref().map(|(title, path)| {
            view! { " Dieselbe Frage: " <a href=path.clone()>{title.clone()}</a> "." }
        });
        let note = (!closed.note.is_empty()).then(|| format!(" {}", closed.note));
        view! {
            <p class="flash flash--info">
                {format!("Diese Frage ist geschlossen ({label}, {}).", text::on(closed.at))} {duplicate} {note}
            </p>
        }
    });
    let locked = standing.locked.then(|| {
        view! { <p class="flash flash--info">"Die Moderation hat diese Frage gesperrt. Hier kann zurzeit niemand schreiben."</p> }
    });
    let pinned = standing.pinned.then(|| view! { <p class="meta">"Angeheftet: Diese Frage steht in Listen vorn."</p> });
    view! { {removed} {closed} {locked} {pinned} }.into_any()
}

/// A sentence in place of the forms when the viewer cannot write here.
pub(super) fn why_not(shown: &Shown<'_>) -> Option<AnyView> {
    let standing = &shown.question.standing;
    let moderates = shown.viewer.may(Action::Moderate);
    let why = if standing.removal.is_some() {
        "Diese Frage wurde entfernt. Sie nimmt keine Beiträge an."
    } else if standing.locked && !moderates {
        "Hier kann zurzeit niemand schreiben."
    } else if standing.closed.is_some() && !moderates {
        "Diese Frage ist geschlossen. Sie nimmt keine neuen Beiträge an."
    } else {
        return None;
    };
    Some(view! { <p class="block meta">{why} " " <a href="/fragen/neu">"Eine neue Frage stellen"</a></p> }.into_any())
}
