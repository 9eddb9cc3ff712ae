//! Completes what is still being typed: the last word as the beginning of a word of a title.

use app::error::Error;
use tantivy::{
    Searcher, Term,
    collector::TopDocs,
    query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use super::{
    analyser::{self, Word},
    lookup::{self, Key, Scope},
    ranking,
    schema::Fields,
};

/// How many are offered.
pub(super) const MOST: usize = 8;
/// Words of the typed text that count.
const MOST_WORDS: usize = 12;
/// Words that a prefix is completed to: the most frequent ones.
const COMPLETIONS: usize = 50;
/// Words of a segment that are looked at for that.
const CANDIDATES: usize = 5000;

/// The documents to offer, best first.
pub(super) fn suggest(searcher: &Searcher, fields: &Fields, text: &str, scope: &Scope) -> Result<Vec<Key>, Error> {
    let mut words = analyser::words(text, MOST_WORDS);
    let Some(last) = words.pop() else { return Ok(Vec::new()) };
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, begun(searcher, fields, &last)?)];
    for word in &words {
        clauses.push((Occur::Must, ranking::find(fields.text, word)));
        clauses.push((Occur::Should, ranking::find(fields.title, word)));
    }
    clauses.extend(scope.filter(fields).map(|terms| (Occur::Must, ranking::any(terms))));
    let best = searcher.search(&BooleanQuery::new(clauses), &TopDocs::with_limit(MOST).order_by_score())?;
    Ok(lookup::keys(searcher, best)?.into_iter().map(|(key, _)| key).collect())
}

/// A word of which perhaps only the beginning has been typed. The whole word counts double; a word that is complete
/// but inflected differently is found by its stem.
fn begun(searcher: &Searcher, fields: &Fields, word: &Word) -> Result<Box<dyn Query>, Error> {
    let mut ways: Vec<Box<dyn Query>> = vec![ranking::find(fields.title, word)];
    for completion in completions(searcher, fields.start, &word.folded)? {
        let boost = if completion == word.folded { 2.0 } else { 1.0 };
        let term = TermQuery::new(Term::from_field_text(fields.start, &completion), IndexRecordOption::WithFreqs);
        ways.push(Box::new(BoostQuery::new(Box::new(term), boost)));
    }
    Ok(Box::new(DisjunctionMaxQuery::new(ways)))
}

/// The most frequent words that begin with `prefix`, and the prefix itself where it is a word.
pub(super) fn completions(searcher: &Searcher, field: Field, prefix: &str) -> Result<Vec<String>, Error> {
    let mut frequencies = std::collections::HashMap::<String, u32>::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut words = index.terms().range().ge(prefix).into_stream()?;
        let mut looked_at = 0;
        while looked_at < CANDIDATES && words.advance() && words.key().starts_with(prefix.as_bytes()) {
            looked_at += 1;
            if let Ok(word) = std::str::from_utf8(words.key()) {
                *frequencies.entry(word.to_owned()).or_default() += words.value().doc_freq;
            }
        }
    }
    let mut words: Vec<(String, u32)> = frequencies.into_iter().collect();
    words.sort_unstable_by(|one, other| {
        (other.0 == prefix).cmp(&(one.0 == prefix)).then(other.1.cmp(&one.1)).then_with(|| one.0.cmp(&other.0))
    });
    words.truncate(COMPLETIONS);
    Ok(words.into_iter().map(|(word, _)| word).collect())
}
