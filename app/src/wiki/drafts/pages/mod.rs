//! Pages of drafts: those of authors, and those of moderators who review.

mod changes;
pub mod mine;
pub mod one;
pub mod proposals;
pub mod queue;
pub mod review;
pub(crate) mod trouble;

use leptos::prelude::*;

use super::{
    State,
    port::{Decision, Review},
};
use crate::text;

/// The class of the pill for a state.
fn state_class(state: State) -> &'static str {
    match state {
        State::Writing | State::Discarded => "pill--draft",
        State::Submitted | State::Returned => "pill--open",
        State::Published => "pill--solved",
        State::Rejected => "pill--kind",
    }
}

/// What moderators have said about a draft, oldest first.
fn said(reviews: Vec<Review>) -> Option<AnyView> {
    let items: Vec<_> = reviews
        .into_iter()
        .filter(|review| review.decision != Decision::Corrected || review.earlier.is_some())
        .map(|review| {
            let what = format!(
                "{} hat den Entwurf {}, {}",
                review.reviewer,
                review.decision.label(),
                text::date_and_time(review.created_at)
            );
            let earlier = review.earlier.map(|earlier| {
                view! {
                    <details><summary>"Der Text vorher"</summary><pre class="overtaken">{earlier}</pre></details>
                }
            });
            view! {
                <li>
                    <p class="meta">{what}</p>
                    {(!review.comment.is_empty()).then(|| view! { <blockquote class="message">{review.comment}</blockquote> })}
                    {earlier}
                </li>
            }
        })
        .collect();
    (!items.is_empty())
        .then(|| view! { <section class="block"><h2>"Bisher"</h2><ol class="history">{items}</ol></section> }.into_any())
}
