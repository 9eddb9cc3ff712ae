//! The one place that decides what matches and what comes first.
//!
//! Every word has to occur in [`Fields::text`] (BM25). Words in the title or among the names, words close to each other
//! and a title typed in full add to the score. Asked leniently, some of the words suffice, and whoever has all of them
//! still comes first.

use tantivy::{
    Score, Term,
    query::{BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, PhraseQuery, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use super::{analyser::Word, request::Request, schema::Fields};

/// What a word in the title adds, in units of its own BM25 score there; it counts once as part of the text already.
/// Of 0.3, 0.5, 1 and 1.5, this gave the best nDCG@10 on four German test collections together.
const TITLE: Score = 0.5;
/// What a word among tags, topic, organisation and Kreis adds.
const NAMES: Score = 0.5;
/// What words close to each other add.
const PROXIMITY: Score = 0.5;
/// What a title adds that is what was typed, no more and no less: who types `Lemgo` means Lemgo before all that is
/// written about it. More than the words of a title can add, less than [`ALL_WORDS`].
const EXACT: Score = 50.0;
/// How far apart words may be to count as close, in words.
const CLOSE: u32 = 3;
/// Only the first words are looked at for closeness; a phrase over more would hardly ever match.
const CLOSE_WORDS: usize = 6;
/// More than any sum of BM25 scores: puts documents with all words above those with some.
const ALL_WORDS: Score = 10_000.0;

/// What is left of the score of an article whose review is overdue: of two alike the checked one comes first, and an
/// article about something still stands before one that only mentions it. Chosen, not measured: the test collections have
/// no review dates, so their figures stay the same whatever stands here.
const OVERDUE: Score = 0.75;

/// The score of an overdue article. Whoever has all words stays before whoever has some.
pub(super) fn faded(score: Score) -> Score {
    let tier = if score >= ALL_WORDS { ALL_WORDS } else { 0.0 };
    tier + (score - tier) * OVERDUE
}

/// Which documents match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    /// Those with all words.
    All,
    /// Those with any of the words.
    Some,
}

/// The query for a request; each filter must hold too and adds nothing to the score.
/// Of the terms of a filter any will do.
pub(super) fn query(fields: &Fields, request: &Request, which: Match, filters: Vec<Vec<Term>>) -> Box<dyn Query> {
    let mut clauses = match which {
        Match::All => required(fields, request),
        Match::Some => some(fields, request),
    };
    clauses.extend(filters.into_iter().map(|terms| (Occur::Must, any(terms))));
    clauses.extend(request.excluded.iter().map(|word| (Occur::MustNot, without(fields.text, word))));
    clauses.extend(merits(fields, request).into_iter().map(|merit| (Occur::Should, merit)));
    Box::new(BooleanQuery::new(clauses))
}

type Clause = (Occur, Box<dyn Query>);

fn required(fields: &Fields, request: &Request) -> Vec<Clause> {
    request.words.iter().chain(&request.phrases).map(|word| (Occur::Must, find(fields.text, word))).collect()
}

/// Phrases stay required: who types quotation marks means it.
fn some(fields: &Fields, request: &Request) -> Vec<Clause> {
    let words = request.words.iter().map(|word| (Occur::Should, find(fields.text, word))).collect::<Vec<_>>();
    let words: Box<dyn Query> = Box::new(BooleanQuery::new(words));
    let occur = if request.phrases.is_empty() { Occur::Must } else { Occur::Should };
    let phrases = request.phrases.iter().map(|word| (Occur::Must, find(fields.text, word)));
    let all = ConstScoreQuery::new(Box::new(BooleanQuery::new(required(fields, request))), ALL_WORDS);
    phrases.chain([(occur, words), (Occur::Should, Box::new(all) as Box<dyn Query>)]).collect()
}

/// What makes one match better than another.
fn merits(fields: &Fields, request: &Request) -> Vec<Box<dyn Query>> {
    let words = request.words.iter().chain(&request.phrases);
    let titles = words.clone().map(|word| boost(find(fields.title, word), TITLE));
    let names = words.map(|word| boost(find(fields.names, word), NAMES));
    let exact = (!request.whole.is_empty()).then(|| constant(Term::from_field_text(fields.exact, &request.whole), EXACT));
    titles.chain(names).chain(proximity(fields.text, &request.words)).chain(exact).collect()
}

fn proximity(field: Field, words: &[Word]) -> Option<Box<dyn Query>> {
    let terms: Vec<Term> = words
        .iter()
        .take(CLOSE_WORDS)
        .filter_map(|word| word.forms.first()?.first())
        .map(|stem| Term::from_field_text(field, stem))
        .collect();
    (terms.len() > 1).then(|| {
        let mut phrase = PhraseQuery::new(terms);
        phrase.set_slop(CLOSE);
        boost(Box::new(phrase), PROXIMITY)
    })
}

/// The condition for a word that must not occur.
///
/// tantivy 0.27 asks what is excluded for documents it has passed already, which the scorer of a phrase does not allow
/// (a debug assertion) but that of a union does; two equal halves make a union.
fn without(field: Field, word: &Word) -> Box<dyn Query> {
    if word.forms.iter().all(|form| form.len() == 1) {
        return find(field, word);
    }
    Box::new(BooleanQuery::union(vec![find(field, word), find(field, word)]))
}

/// A word in a field: the best of its forms counts.
pub(super) fn find(field: Field, word: &Word) -> Box<dyn Query> {
    let mut forms: Vec<Box<dyn Query>> = word.forms.iter().map(|form| sequence(field, form)).collect();
    match (forms.len(), forms.pop()) {
        (1, Some(form)) => form,
        (_, last) => {
            forms.extend(last);
            Box::new(DisjunctionMaxQuery::new(forms))
        }
    }
}

fn sequence(field: Field, stems: &[String]) -> Box<dyn Query> {
    let mut terms: Vec<Term> = stems.iter().map(|stem| Term::from_field_text(field, stem)).collect();
    match (terms.len(), terms.pop()) {
        (1, Some(term)) => Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
        (_, last) => {
            terms.extend(last);
            Box::new(PhraseQuery::new(terms))
        }
    }
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
