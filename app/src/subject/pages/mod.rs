//! Pages of topics and tags.

pub mod one_tag;
pub mod one_topic;
pub mod tag;
pub mod tags;
pub mod topic;
pub mod topics;

mod content;

use crate::text;

use super::port::Usage;

/// How much there is, in words.
fn usage_text(usage: Usage) -> String {
    if usage.is_none() {
        return "noch unbenutzt".to_owned();
    }
    format!("{}, {}", text::count(usage.articles, "Artikel", "Artikel"), text::count(usage.questions, "Frage", "Fragen"))
}
