//! The one place that decides what matches and what comes first.
//!
//! Every word has to occur in [`Fields::text`] (BM25), as its stem or as all parts of a compound. The exact form, words in
//! the title, at the beginning or among the names, words that follow one another and a title typed in full add to the
//! score. Asked leniently, some of the words suffice.
//!
//! The weights were chosen by nDCG@10 on four German collections (`wissensnetz search-eval`); `docs/search.md` has the
//! figures for each of them. What the collections know nothing of (solved, fresh, reused, overdue) only orders what is
//! about equally good, and is marked as chosen.

use tantivy::{
    Score, Term,
    query::{AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, PhraseQuery, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use super::{
    analyser::Word,
    request::{Request, Unit},
    schema::Fields,
};

/// What a part of a compound counts beside the whole word.
const PART: Score = 0.5;
/// What a word adds as it was typed, beside its stem.
const SPELLING: Score = 0.2;
/// What a word in the title adds, in units of its own BM25 score there; it counts once as part of the text already.
const TITLE: Score = 0.3;
/// What a word adds at the beginning of the text.
const LEAD: Score = 0.2;
/// What a word among tags, topic, organisation, Kreis and fixed fields adds. Chosen: the collections have none of these.
const NAMES: Score = 0.5;
/// What two words add that follow one another as they were typed.
const NEIGHBOURS: Score = 0.3;
/// Only the first words are looked at for that.
const MOST_NEIGHBOURS: usize = 6;
/// What a title adds that is what was typed, no more and no less: who types `Lemgo` means Lemgo before all that is
/// written about it. More than the words of a title can add.
const EXACT: Score = 50.0;
/// What all words together add where some would do.
const ALL_WORDS: Score = 2.0;

/// What a solved question counts more, in hundredths. Chosen, as are the next four.
pub(super) const SOLVED: u64 = 8;
/// The most that helpful answers add, in hundredths: one for each vote.
const MOST_HELPFUL: i64 = 6;
/// The most that reuse adds, in hundredths: two for each municipality.
const MOST_REUSED: i64 = 10;
/// What is left of the score of an article whose review is overdue: of two alike the checked one comes first, and an
/// article about something still stands before one that only mentions it.
const OVERDUE: Score = 0.75;
/// What the newest counts more; a year later half of it is left.
const FRESH: Score = 0.06;
/// A year, in milliseconds.
const YEAR: f64 = 365.25 * 24.0 * 3600.0 * 1000.0;

/// What the votes for an answer add to the merit of its question, in hundredths.
pub(super) fn helpful(votes: i64) -> u64 {
    votes.clamp(0, MOST_HELPFUL).unsigned_abs()
}

/// What the municipalities that use something add to its merit, in hundredths.
pub(super) fn reused(municipalities: i64) -> u64 {
    (2 * municipalities).clamp(0, MOST_REUSED).unsigned_abs()
}

/// What is known of an entry besides its words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Standing {
    /// See [`Fields::merit`].
    pub(super) merit: u64,
    /// How long ago it was changed, in milliseconds.
    pub(super) age: i64,
    /// Whether its review is overdue.
    pub(super) overdue: bool,
}

/// The score of an entry, given that of its words.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a few hundredths more or less")]
pub(super) fn standing(words: Score, standing: Standing) -> Score {
    let years = standing.age.max(0) as f64 / YEAR;
    let fresh = FRESH * (-years).exp2() as Score;
    let overdue = if standing.overdue { OVERDUE } else { 1.0 };
    words * (1.0 + fresh + standing.merit as Score / 100.0) * overdue
}

/// Which documents match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// Those with all words.
    All,
    /// Those with any of the words.
    Some,
}

type Clause = (Occur, Box<dyn Query>);

/// The query for a request; each filter must hold too and adds nothing to the score. Without words all that the filters
/// leave is found.
pub(super) fn query(fields: &Fields, request: &Request, which: Match, filters: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    let mut clauses: Vec<Clause> = request.phrases.iter().map(|word| (Occur::Must, find(fields.text, word))).collect();
    match which {
        Match::All => clauses.extend(all(fields, request).into_iter().map(|unit| (Occur::Must, unit))),
        Match::Some => clauses.extend(some(fields, request)),
    }
    if clauses.is_empty() {
        clauses.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(AllQuery), 1.0))));
    }
    clauses.extend(filters.into_iter().map(|filter| (Occur::Must, filter)));
    clauses.extend(request.excluded.iter().map(|word| (Occur::MustNot, without(fields.text, word))));
    clauses.extend(merits(fields, request).into_iter().map(|merit| (Occur::Should, merit)));
    Box::new(BooleanQuery::new(clauses))
}

fn all(fields: &Fields, request: &Request) -> Vec<Box<dyn Query>> {
    request.units.iter().map(|unit| find_unit(fields.text, unit, BooleanQuery::intersection)).collect()
}

/// Phrases stay required: who types quotation marks means it.
fn some(fields: &Fields, request: &Request) -> Vec<Clause> {
    if request.units.is_empty() {
        return Vec::new();
    }
    let units = request.units.iter().map(|unit| find_unit(fields.text, unit, BooleanQuery::union)).collect();
    let occur = if request.phrases.is_empty() { Occur::Must } else { Occur::Should };
    let whole = ConstScoreQuery::new(Box::new(BooleanQuery::intersection(all(fields, request))), ALL_WORDS);
    vec![(occur, Box::new(BooleanQuery::union(units))), (Occur::Should, Box::new(whole))]
}

/// What makes one match better than another.
fn merits(fields: &Fields, request: &Request) -> Vec<Box<dyn Query>> {
    let mut merits = Vec::new();
    let phrases: Vec<Unit> = request.phrases.iter().cloned().map(Unit::of).collect();
    for unit in request.units.iter().chain(&phrases) {
        for (field, weight) in [(fields.title, TITLE), (fields.lead, LEAD), (fields.names, NAMES)] {
            merits.push(boost(find_unit(field, unit, BooleanQuery::union), weight));
            let parts = unit.words.iter().flat_map(|word| &word.parts);
            merits.extend(parts.map(|part| boost(term(field, part), weight * PART)));
        }
        let words = unit.words.iter().filter(|word| word.forms.iter().any(|form| form.len() == 1));
        merits.extend(words.map(|word| boost(term(fields.spelling, &word.folded), SPELLING)));
    }
    let words: Vec<&Word> = request.words().collect();
    merits.extend(neighbours(fields.text, &words));
    if !request.whole.is_empty() {
        merits.push(constant(Term::from_field_text(fields.exact, &request.whole), EXACT));
    }
    merits
}

fn neighbours(field: Field, words: &[&Word]) -> impl Iterator<Item = Box<dyn Query>> {
    let first = move |word: &&Word| Some(Term::from_field_text(field, word.forms.first()?.first()?));
    let pairs = words.windows(2).take(MOST_NEIGHBOURS - 1);
    pairs.filter_map(move |pair| {
        let terms = pair.iter().filter_map(first).collect::<Vec<_>>();
        (terms.len() == 2).then(|| boost(Box::new(PhraseQuery::new(terms)), NEIGHBOURS))
    })
}

/// Words that mean one thing, or others in their place. What is put in their place has to be there as a whole.
fn find_unit(field: Field, unit: &Unit, together: Together) -> Box<dyn Query> {
    let all = |words: &[Word], together: Together| match words {
        [word] => found(field, word, together),
        words => Box::new(together(words.iter().map(|word| found(field, word, together)).collect())) as Box<dyn Query>,
    };
    let others = unit.others.iter().map(|other| boost(all(&other.words, BooleanQuery::intersection), other.weight));
    best_of(std::iter::once(all(&unit.words, together)).chain(others).collect())
}

/// The condition for a word that must not occur. The parts of a compound may: who leaves out `Gewerbesteuer` does not mean
/// each text with `Gewerbe` and `Steuer`.
///
/// tantivy 0.27 asks what is excluded for documents it has passed already, which the scorer of a phrase does not allow
/// (a debug assertion) but that of a union does; two equal halves make a union.
fn without(field: Field, word: &Word) -> Box<dyn Query> {
    let word = &Word { parts: Vec::new(), ..word.clone() };
    if word.forms.iter().all(|form| form.len() == 1) {
        return find(field, word);
    }
    Box::new(BooleanQuery::union(vec![find(field, word), find(field, word)]))
}

/// A word in a field: the best of its forms counts, or all of its parts together.
pub(super) fn find(field: Field, word: &Word) -> Box<dyn Query> {
    found(field, word, BooleanQuery::intersection)
}

/// Whether all of several things have to be there, or one is enough.
type Together = fn(Vec<Box<dyn Query>>) -> BooleanQuery;

fn found(field: Field, word: &Word, together: Together) -> Box<dyn Query> {
    let mut ways: Vec<Box<dyn Query>> = word.forms.iter().map(|form| sequence(field, form)).collect();
    if !word.parts.is_empty() {
        let parts = word.parts.iter().map(|part| term(field, part)).collect();
        ways.push(boost(Box::new(together(parts)), PART));
    }
    best_of(ways)
}

fn best_of(mut ways: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match (ways.len(), ways.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            ways.extend(last);
            Box::new(DisjunctionMaxQuery::new(ways))
        }
    }
}

fn sequence(field: Field, stems: &[String]) -> Box<dyn Query> {
    match stems {
        [stem] => term(field, stem),
        stems => Box::new(PhraseQuery::new(stems.iter().map(|stem| Term::from_field_text(field, stem)).collect())),
    }
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

/// A condition that any of these terms fulfils.
pub(super) fn any(terms: Vec<Term>) -> Box<dyn Query> {
    let mut ways: Vec<Box<dyn Query>> = terms.into_iter().map(filter).collect();
    match (ways.len(), ways.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            ways.extend(last);
            Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::union(ways)), 0.0))
        }
    }
}

/// Everything but what fulfils a condition.
pub(super) fn not(condition: Box<dyn Query>) -> Box<dyn Query> {
    let everything: Box<dyn Query> = Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0));
    Box::new(BooleanQuery::new(vec![(Occur::Must, everything), (Occur::MustNot, condition)]))
}

/// A condition that does not touch the score.
fn filter(term: Term) -> Box<dyn Query> {
    constant(term, 0.0)
}

fn constant(term: Term, score: Score) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(TermQuery::new(term, IndexRecordOption::Basic)), score))
}

fn boost(query: Box<dyn Query>, factor: Score) -> Box<dyn Query> {
    Box::new(BoostQuery::new(query, factor))
}
