//! Pages of topics and tags.

pub mod one_tag;
pub mod one_topic;
pub mod tag;
pub mod tags;
pub mod topic;
pub mod topics;

mod content;

use super::port::Usage;
use crate::text;

/// How much there is, in words.
fn usage_text(usage: Usage) -> String {
    if usage.is_none() {
        return "noch unbenutzt".to_owned();
    }
    let articles = (usage.articles > 0).then(|| text::count(usage.articles, "Artikel", "Artikel"));
    let questions = (usage.questions > 0).then(|| text::count(usage.questions, "Frage", "Fragen"));
    articles.into_iter().chain(questions).collect::<Vec<_>>().join(", ")
}
