//! What was typed wrongly, or not to the end: words that stand nowhere get others in their place.
//!
//! One typing error is forgiven from four letters on, two from eight (a letter too many, too few or wrong, or two
//! neighbours changed: Damerau and Levenshtein). Compared are the words as they are written, not their stems: what is
//! wrong at the end of a word changes its stem in ways that count for more than one error. The last word may also be the
//! beginning of another one.

use std::sync::LazyLock;

use app::error::Error;
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy::{
    Score, Searcher, Term,
    query::{BooleanQuery, Query, TermQuery},
    schema::IndexRecordOption,
};
use tantivy_fst::Automaton;

use super::{
    analyser::{self, Word},
    lookup::{self, Key, Scope},
    occurrence, ranking,
    request::{Other, Request},
    schema::Fields,
};

/// Words with fewer letters have no typing errors: too many words are near.
const SHORTEST: usize = 4;
/// From so many letters on a word may have two.
const LONG: usize = 8;
/// Longer words are not looked for.
const LONGEST: usize = 60;
/// What a correction counts beside the word itself, for each error.
const ERROR: Score = 0.5;
/// What a completion counts.
const COMPLETION: Score = 0.5;
/// So many words are taken instead of one.
const MOST: usize = 5;
/// So many are asked whether they can be found, the likeliest first.
const CANDIDATES: usize = 30;
/// Beginnings of words with fewer letters are too many words.
const SHORTEST_BEGINNING: usize = 3;

/// A word that was taken for another.
#[derive(Debug, Clone)]
pub(super) struct Correction {
    /// As typed, folded.
    pub(super) typed: String,
    /// The likeliest word, folded.
    pub(super) meant: String,
    /// Where the viewer can read it: it is shown as it is written there.
    pub(super) witness: Option<Key>,
}

/// Gives other words to those that the viewer can find nowhere, and tells what was corrected.
pub(super) fn mend(searcher: &Searcher, fields: &Fields, scope: &Scope, request: &mut Request) -> Result<Vec<Correction>, Error> {
    let dictionary = Dictionary { searcher, fields, marks: scope.filter(fields) };
    let mut corrections = Vec::new();
    let last = request.units.len().saturating_sub(1);
    for (index, unit) in request.units.iter_mut().enumerate() {
        let [word] = unit.words.as_slice() else { continue };
        if !unit.others.is_empty() || dictionary.has(word)? {
            continue;
        }
        let near = dictionary.near(&word.folded)?;
        if let Some(best) = near.first() {
            let (typed, meant) = (word.folded.clone(), best.text.clone());
            corrections.push(Correction { typed, witness: dictionary.witness(&meant)?, meant });
        }
        let begun = if index == last { dictionary.begun_by(&word.folded)? } else { Vec::new() };
        let instead = |text: &str, weight| Other { words: analyser::words(text, 1), weight };
        let errors = |errors: u8| (0..errors).fold(1.0, |weight, _| weight * ERROR);
        let corrected = near.iter().map(|near| instead(&near.text, errors(near.distance)));
        unit.others = corrected.chain(begun.iter().map(|text| instead(text, COMPLETION))).collect();
    }
    Ok(corrections)
}

/// A word that is near another.
#[derive(Debug)]
struct Near {
    text: String,
    distance: u8,
    frequency: u64,
}

/// The words of the index, as far as somebody can find them.
struct Dictionary<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    marks: Option<Vec<Term>>,
}

impl Dictionary<'_> {
    /// Whether a word of the request finds anything by itself.
    fn has(&self, word: &Word) -> Result<bool, Error> {
        let visible = self.marks.clone().map(ranking::any);
        let clauses = std::iter::once(ranking::find(self.fields.text, word)).chain(visible).collect();
        occurrence::matches_anything(self.searcher, &BooleanQuery::intersection(clauses))
    }

    fn can_be_found(&self, word: &str) -> Result<bool, Error> {
        let term = Term::from_field_text(self.fields.spelling, word);
        occurrence::is_visible(self.searcher, &term, self.marks.as_deref())
    }

    fn witness(&self, word: &str) -> Result<Option<Key>, Error> {
        let term = Term::from_field_text(self.fields.spelling, word);
        let word: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
        let clauses = std::iter::once(word).chain(self.marks.clone().map(ranking::any)).collect();
        Ok(lookup::nearest(self.searcher, &BooleanQuery::intersection(clauses), 1)?.pop())
    }

    /// The nearest words, the likeliest first: those with the fewest errors, then the most frequent.
    fn near(&self, word: &str) -> Result<Vec<Near>, Error> {
        let letters = word.chars().count();
        if !(SHORTEST..=LONGEST).contains(&letters) {
            return Ok(Vec::new());
        }
        let near = self.within(&ONE_ERROR, word)?;
        if near.is_empty() && letters >= LONG { self.within(&TWO_ERRORS, word) } else { Ok(near) }
    }

    fn within(&self, builder: &LevenshteinAutomatonBuilder, word: &str) -> Result<Vec<Near>, Error> {
        let automaton = Errors(builder.build_dfa(word));
        let mut near: Vec<Near> = Vec::new();
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.spelling)?;
            let mut words = index.terms().search(&automaton).into_stream()?;
            while words.advance() {
                let Ok(text) = std::str::from_utf8(words.key()) else { continue };
                let frequency = u64::from(words.value().doc_freq);
                match near.iter_mut().find(|one| one.text == text) {
                    Some(one) => one.frequency += frequency,
                    None => near.push(Near { text: text.to_owned(), distance: automaton.distance(text), frequency }),
                }
            }
        }
        // numbers are not each other's typing errors
        near.retain(|one| !one.text.contains(|letter: char| letter.is_ascii_digit()));
        near.sort_by(|one, other| (one.distance, other.frequency).cmp(&(other.distance, one.frequency)));
        near.truncate(CANDIDATES);
        let mut visible = Vec::new();
        for one in near {
            if visible.len() < MOST && self.can_be_found(&one.text)? {
                visible.push(one);
            }
        }
        Ok(visible)
    }

    /// The most frequent words with this beginning.
    fn begun_by(&self, beginning: &str) -> Result<Vec<String>, Error> {
        if beginning.chars().count() < SHORTEST_BEGINNING {
            return Ok(Vec::new());
        }
        let mut visible = Vec::new();
        for word in super::suggest::completions(self.searcher, self.fields.spelling, beginning)? {
            if visible.len() < MOST && self.can_be_found(&word)? {
                visible.push(word);
            }
        }
        Ok(visible)
    }
}

static ONE_ERROR: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));
static TWO_ERRORS: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true));

/// Accepts what is near a word, while the dictionary is walked through.
struct Errors(DFA);

impl Errors {
    fn distance(&self, text: &str) -> u8 {
        match self.0.eval(text) {
            Distance::Exact(distance) | Distance::AtLeast(distance) => distance,
        }
    }
}

impl Automaton for Errors {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}
