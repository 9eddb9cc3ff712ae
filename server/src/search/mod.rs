//! Search: a view derived from the database, kept in one index per process, never the source of truth.
//!
//! * Writing: a use case calls [`record`] in its transaction and [`SearchService::poke`] after it. `indexer` replays
//!   the changes behind its cursor: `documents` loads the rows, `index` commits them together with the new cursor.
//! * Reading: `request` takes apart what was typed, `ranking` turns it into a query, `lookup` and `suggest` ask the
//!   index, `hits` fetches text and permission from the database, `excerpt` shows why something was found.
//! * `generations` knows where the indexes lie: the one that answers, and for a while another that is built beside it.
//! * `among` asks it the other way round: which of a few new things a saved search finds.
//! * Both sides share `analyser`, the one place that knows what a word is, and `schema`.

mod among;
mod analyser;
pub mod bench;
mod changes;
mod documents;
pub mod eval;
mod excerpt;
mod facets;
mod filters;
mod generations;
mod hits;
mod index;
mod indexer;
mod lookup;
mod meant;
mod mend;
mod occurrence;
mod operators;
mod plain;
pub(crate) mod queries;
mod ranking;
mod related;
mod request;
mod schema;
mod service;
mod similar;
pub(crate) mod suggest;
mod synonyms;
#[cfg(test)]
mod tests;

pub(crate) use among::looks_for_something;
pub use changes::{record, record_synonyms, record_tag, record_topic};
pub(crate) use lookup::Key;
pub(crate) use queries::wait_for_turn;
pub use service::SearchService;

/// The stems of the words of a text, each in its best form, without stop words unless there is nothing else.
pub(crate) fn stems_of(text: &str) -> Vec<String> {
    let request = request::Request::parse(text);
    request.words().filter_map(|word| word.forms.first()).flatten().cloned().collect()
}

/// Whether a text has a word that the search does not leave out.
pub(crate) fn says_something(text: &str) -> bool {
    analyser::words(text, usize::MAX).iter().any(|word| !analyser::is_stop_word(&word.folded))
}
