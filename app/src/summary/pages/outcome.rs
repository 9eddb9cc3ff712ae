//! On the page of a thread: what became of it, and the button that makes an article of it.

use leptos::prelude::*;

use crate::{context::Visit, error::Error, summary::port::Outcome};

/// What became of this thread.
pub async fn load(visit: &Visit, question: i64) -> Result<Outcome, Error> {
    visit.ports.summaries.outcome(&visit.viewer, question).await
}

/// The line on top, and the button; nothing where there is nothing to say. `path` is that of the question.
pub fn view(outcome: Outcome, path: &str) -> AnyView {
    let many = outcome.articles.len();
    let articles = outcome
        .articles
        .into_iter()
        .enumerate()
        .map(|(index, (title, href))| view! { {(index > 0).then_some(" und ")} <a href=href>{title}</a> })
        .collect_view();
    let begin = format!("{path}/artikel");
    view! {
        {(many > 0).then(|| view! { <p class="flash flash--info">"Zusammengefasst in: " {articles}</p> })}
        {outcome.may_begin.then(|| view! {
            <p class="post__actions"><a class="kern-btn kern-btn--secondary" href=begin><span class="kern-label">"Artikel daraus machen"</span></a></p>
        })}
    }
    .into_any()
}
