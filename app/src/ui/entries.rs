//! Lists: a title that reads as a sentence, below it one muted line.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    forum::port::{QuestionEntry, State},
    wiki::port::ArticleEntry,
};

/// An entry of a list.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// Its title.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// The word in the pill and the class of the pill.
    pub pill: Option<(String, &'static str)>,
    /// The muted line.
    pub meta: String,
    /// An excerpt, plain.
    pub text: Option<String>,
    /// An excerpt as safe HTML.
    pub html: Option<String>,
}

/// One entry.
#[component]
pub fn EntryItem(
    /// What it shows.
    entry: Entry,
) -> impl IntoView {
    view! {
        <li class="entry">
            <h3 class="entry__title"><a href=entry.href>{entry.title}</a></h3>
            {entry.html.map(|html| view! { <p class="entry__excerpt" inner_html=html></p> })}
            {entry.text.filter(|text| !text.is_empty()).map(|text| view! { <p class="entry__excerpt">{text}</p> })}
            <p class="entry__meta">
                {entry.pill.map(|(word, class)| view! { <span class=format!("pill {class}")>{word}</span> " " })}
                {entry.meta}
            </p>
        </li>
    }
}

/// Said where a list is empty, with a way on.
#[component]
pub fn Empty(children: Children) -> impl IntoView {
    view! { <div class="empty">{children()}</div> }
}

/// The class of the pill for a state.
pub(crate) fn state_class(state: State, closed: bool) -> &'static str {
    match state {
        State::Unanswered if !closed => "pill--open",
        State::Unanswered | State::Answered => "pill--kind",
        State::Solved => "pill--solved",
    }
}

/// A list of questions.
pub fn question_entries(questions: Vec<QuestionEntry>, now: Timestamp) -> AnyView {
    let items = questions
        .into_iter()
        .map(|question| Entry {
            href: question.path(),
            pill: Some((question.state.label(question.closed).to_owned(), state_class(question.state, question.closed))),
            meta: question.meta(now),
            title: question.title,
            ..Entry::default()
        })
        .map(|entry| view! { <EntryItem entry=entry /> })
        .collect_view();
    view! { <ul class="entry-list">{items}</ul> }.into_any()
}

/// A list of articles.
pub fn article_entries(articles: Vec<ArticleEntry>, now: Timestamp, with_summary: bool) -> AnyView {
    let items = articles
        .into_iter()
        .map(|article| Entry {
            href: format!("/wiki/{}", article.slug),
            pill: Some((article.kind.label().to_owned(), "pill--kind")),
            meta: article.meta(now),
            title: article.title,
            text: with_summary.then_some(article.summary),
            html: None,
        })
        .map(|entry| view! { <EntryItem entry=entry /> })
        .collect_view();
    view! { <ul class="entry-list">{items}</ul> }.into_any()
}
