//! Whether somebody can find a word anywhere: what is hidden from her decides nothing, not even what is corrected.

use app::error::Error;
use tantivy::{
    DocSet, Searcher, TERMINATED, Term,
    query::{BooleanQuery, EnableScoring, Occur, Query, TermQuery},
    schema::IndexRecordOption,
};

use super::ranking;

/// Whether a term stands in anything that has one of the marks; in anything at all without marks.
pub(super) fn is_visible(searcher: &Searcher, term: &Term, marks: Option<&[Term]>) -> Result<bool, Error> {
    let word: Box<dyn Query> = Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic));
    let query = match marks {
        None => word,
        Some(marks) => Box::new(BooleanQuery::new(vec![(Occur::Must, word), (Occur::Must, ranking::any(marks.to_vec()))])),
    };
    matches_anything(searcher, query.as_ref())
}

/// Whether a query has a hit.
pub(super) fn matches_anything(searcher: &Searcher, query: &dyn Query) -> Result<bool, Error> {
    Ok(number_up_to(searcher, query, 1)? > 0)
}

/// How many hits a query has; nobody counts further than to `most`.
pub(super) fn number_up_to(searcher: &Searcher, query: &dyn Query, most: usize) -> Result<usize, Error> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut number = 0;
    for segment in searcher.segment_readers() {
        let mut documents = weight.scorer(segment, 1.0)?;
        let mut document = documents.doc();
        while document != TERMINATED && number < most {
            number += usize::from(!segment.alive_bitset().is_some_and(|alive| alive.is_deleted(document)));
            document = documents.advance();
        }
    }
    Ok(number)
}
