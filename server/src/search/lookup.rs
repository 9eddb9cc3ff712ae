//! Asks the index: which documents, in which order, and how many of what.

use app::{
    account::{Action, Viewer},
    error::Error,
    list::Slice,
    search::Kind,
    wiki::{
        Visibility,
        fields::{Chosen, FacetCount},
    },
};
use tantivy::{
    DocAddress, DocId, Score, Searcher, SegmentReader, Term,
    collector::{Collector, Count, DocSetCollector, TopDocs},
    columnar::Column,
    query::{BooleanQuery, Occur, Query, TermQuery},
    schema::IndexRecordOption,
};

use super::{
    facets::Facts,
    filters::Filters,
    mend::{self, Correction},
    occurrence,
    operators::Wanted,
    ranking::{self, Match, Standing},
    request::Request,
    schema::{DUE, Fields, ID, KIND, MERIT, UPDATED},
};
use crate::db::Millis;

/// With fewer documents that have all words, those with some are shown too.
const FEW: usize = 10;
/// Nobody reads further; a list this long costs as much memory as it has entries.
const DEEPEST: i64 = 10_000;
/// The longest page.
const LONGEST_PAGE: i64 = 100;

/// No account has this id.
const NOBODY: i64 = 0;

/// What a viewer may find.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Scope {
    /// Public articles and organisations.
    Public,
    /// What is for all members, for her Kreis, or her own.
    Members {
        /// Slug of her Kreis.
        district: Option<String>,
        /// Her id.
        id: i64,
    },
    /// Everything.
    All,
}

impl Scope {
    /// What this viewer may find.
    pub(super) fn of(viewer: &Viewer) -> Self {
        if !(viewer.may(Action::ReadNetwork) && viewer.may(Action::ReadArticle(Visibility::Members))) {
            return Self::Public;
        }
        // the same rule as that of the forum for its lists
        if viewer.may(Action::ReadThread { asker: 0, inside: false }) {
            return Self::All;
        }
        let district = viewer.member().and_then(|member| member.organisation.district.clone());
        Self::Members { district, id: viewer.id() }
    }

    /// What all may find who belong to the same Kreis: the same without what is only somebody's own.
    pub(super) fn shared(&self) -> Self {
        match self {
            Self::Members { district, .. } => Self::Members { district: district.clone(), id: NOBODY },
            scope => scope.clone(),
        }
    }

    /// The most private articles that may be seen.
    pub(super) fn widest(&self) -> Visibility {
        match self {
            Self::Public => Visibility::Public,
            Self::Members { .. } | Self::All => Visibility::Members,
        }
    }

    /// The same for statements about questions: whether she sees all of them, her Kreis, her id.
    pub(super) fn bounds(&self) -> (bool, &str, i64) {
        match self {
            Self::Public => (false, "", NOBODY),
            Self::Members { district, id } => (false, district.as_deref().unwrap_or_default(), *id),
            Self::All => (true, "", NOBODY),
        }
    }

    /// Whether somebody may ask for this: guests do not ask for people.
    pub(super) fn knows(&self, wanted: &Wanted) -> bool {
        *self != Self::Public || !matches!(wanted, Wanted::Person(_))
    }

    /// The condition in the index: terms of which any will do; nothing for who sees all there is.
    pub(super) fn filter(&self, fields: &Fields) -> Option<Vec<Term>> {
        let term = |key: &str| Term::from_field_text(fields.readers, key);
        match self {
            Self::Public => Some(vec![term(Visibility::Public.key())]),
            Self::Members { district, id } => {
                let members = term(Visibility::Members.key());
                let district = district.iter().map(|slug| term(&for_district(slug)));
                Some(std::iter::once(members).chain(district).chain([term(&for_asker(*id))]).collect())
            }
            Self::All => None,
        }
    }
}

/// The mark of what only a Kreis may find.
pub(super) fn for_district(slug: &str) -> String {
    format!("district:{slug}")
}

/// The mark of what somebody may find because she has asked it.
pub(super) fn for_asker(id: i64) -> String {
    format!("asker:{id}")
}

/// What identifies a document.
pub(crate) type Key = (Kind, i64);

/// What the index knows.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The hits of the page, best first, with their scores.
    pub(super) hits: Vec<(Key, Score)>,
    /// How many there are in all.
    pub(super) total: i64,
    /// By what they can be narrowed further.
    pub(super) facets: Vec<FacetCount>,
    /// What was taken for other words.
    pub(super) corrections: Vec<Correction>,
    /// The nearest without what was chosen, when nothing is left.
    pub(super) beside: Vec<(Key, Score)>,
}

/// Who asks for which part of what.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) scope: Scope,
    pub(super) chosen: Chosen,
    pub(super) slice: Slice,
    pub(super) now: Millis,
}

/// How many things are shown that are about the same: more would not be read.
const ABOUT: usize = 5;

/// So many hits are shown without what was chosen.
const BESIDE: i64 = 5;

/// Looks up a request. What is missing in it (corrections) is added to it, for excerpts.
pub(super) fn find(searcher: &Searcher, fields: &Fields, request: &mut Request, asked: &Asked) -> Result<Found, Error> {
    let filters = Filters::of(searcher, fields, &asked.scope, request, &asked.chosen)?;
    if request.is_bare() && asked.chosen.is_empty() && !filters.narrow() {
        return Ok(Found::default());
    }
    let (which, corrections) = decide(searcher, fields, request, &filters, &asked.scope)?;
    let query = |filters| ranking::query(fields, request, which, filters);
    let (total, facets, hits) = searcher.search(&query(filters.without(None)), &(Count, Facts, best(asked.slice, asked.now)?))?;
    let mut found = Found { total: i64::try_from(total)?, facets, corrections, ..Found::default() };
    if asked.slice.offset < DEEPEST {
        found.hits = keys(searcher, hits)?;
    }
    if total == 0 && !asked.chosen.is_empty() {
        let nearest = best(Slice { offset: 0, limit: BESIDE }, asked.now)?;
        found.beside = keys(searcher, searcher.search(&query(filters.unchosen()), &nearest)?)?;
    }
    for facet in filters.qualities() {
        let counts = searcher.search(&query(filters.without(Some(facet))), &Facts)?;
        found.facets.retain(|one| one.fact.facet != facet);
        found.facets.extend(counts.into_iter().filter(|one| one.fact.facet == facet));
    }
    found.facets.retain(|one| asked.scope != Scope::Public || one.fact.facet.is_public());
    Ok(found)
}

/// The query that the hits of a request come from, to be explained.
pub(super) fn query(searcher: &Searcher, fields: &Fields, request: &mut Request, asked: &Asked) -> Result<Box<dyn Query>, Error> {
    let filters = Filters::of(searcher, fields, &asked.scope, request, &asked.chosen)?;
    let (which, _) = decide(searcher, fields, request, &filters, &asked.scope)?;
    Ok(ranking::query(fields, request, which, filters.without(None)))
}

/// Collects the hits of a page, best first.
fn best(slice: Slice, now: Millis) -> Result<impl Collector<Fruit = Vec<(Score, DocAddress)>>, Error> {
    let limit = usize::try_from(slice.limit.clamp(1, LONGEST_PAGE))?;
    let offset = usize::try_from(slice.offset.clamp(0, DEEPEST))?;
    Ok(TopDocs::with_limit(limit).and_offset(offset).tweak_score(move |segment: &SegmentReader| {
        let standings = Standings::open(segment, now);
        move |document: DocId, score: Score| ranking::standing(score, standings.of(document))
    }))
}

/// Decides between all and some of the words, and forgives typing errors where there is little. What was chosen has no say:
/// a choice only ever narrows the list.
fn decide(
    searcher: &Searcher,
    fields: &Fields,
    request: &mut Request,
    filters: &Filters,
    scope: &Scope,
) -> Result<(Match, Vec<Correction>), Error> {
    let number = |request: &Request| {
        let query = ranking::query(fields, request, Match::All, filters.unchosen());
        occurrence::number_up_to(searcher, query.as_ref(), FEW)
    };
    let mut with_all = number(request)?;
    let mut corrections = Vec::new();
    if with_all < FEW {
        corrections = mend::mend(searcher, fields, scope, request)?;
        with_all = number(request)?;
    }
    // the parts of a single word say little: they are shown when there is nothing else
    let enough = if request.units.len() + request.phrases.len() < 2 { 1 } else { FEW };
    Ok((if with_all < enough { Match::Some } else { Match::All }, corrections))
}

/// What is known of the entries of a segment besides their words. A segment without any such value has no column.
pub(super) struct Standings {
    merits: Option<Column<u64>>,
    updated: Option<Column<i64>>,
    due: Option<Column<i64>>,
    now: Millis,
}

impl Standings {
    pub(super) fn open(segment: &SegmentReader, now: Millis) -> Self {
        let columns = segment.fast_fields();
        let number = |field| columns.column_opt::<i64>(field).ok().flatten();
        Self { merits: columns.column_opt::<u64>(MERIT).ok().flatten(), updated: number(UPDATED), due: number(DUE), now }
    }

    pub(super) fn of(&self, document: DocId) -> Standing {
        let number = |column: &Option<Column<i64>>| column.as_ref().and_then(|column| column.first(document));
        Standing {
            merit: self.merits.as_ref().and_then(|column| column.first(document)).unwrap_or_default(),
            age: self.now - number(&self.updated).unwrap_or_default(),
            overdue: number(&self.due).is_some_and(|due| due <= self.now),
        }
    }
}

/// The documents that fit a query best, without regard to what is known of them besides their words.
pub(super) fn nearest(searcher: &Searcher, query: &dyn Query, most: usize) -> Result<Vec<Key>, Error> {
    let best = searcher.search(query, &TopDocs::with_limit(most).order_by_score())?;
    Ok(keys(searcher, best)?.into_iter().map(|(key, _)| key).collect())
}

/// Articles and questions with at least so many of some words, which the viewer may see; `more` are further clauses.
pub(super) fn about(
    searcher: &Searcher,
    fields: &Fields,
    scope: &Scope,
    words: Vec<Box<dyn Query>>,
    required: usize,
    more: Vec<(Occur, Box<dyn Query>)>,
) -> Result<Vec<Key>, Error> {
    let kinds = [Kind::Question, Kind::Article].map(|kind| Term::from_field_text(fields.kind, kind.key()));
    let words = words.into_iter().map(|word| (Occur::Should, word)).collect();
    let mut clauses = more;
    clauses.push((Occur::Must, Box::new(BooleanQuery::with_minimum_required_clauses(words, required))));
    clauses.push((Occur::Must, ranking::any(kinds.to_vec())));
    clauses.extend(scope.filter(fields).map(|terms| (Occur::Must, ranking::any(terms))));
    nearest(searcher, &BooleanQuery::new(clauses), ABOUT)
}

/// What the documents are; of equally good ones the newer comes first.
fn keys(searcher: &Searcher, best: Vec<(Score, DocAddress)>) -> Result<Vec<(Key, Score)>, Error> {
    let mut entries = Vec::with_capacity(best.len());
    for (score, address) in best {
        let fast = searcher.segment_reader(address.segment_ord).fast_fields();
        let mut kind = String::new();
        if let Some(column) = fast.str(KIND)?
            && let Some(ordinal) = column.ords().first(address.doc_id)
        {
            column.ord_to_str(ordinal, &mut kind)?;
        }
        let id = fast.i64(ID)?.first(address.doc_id);
        let updated = fast.i64(UPDATED)?.first(address.doc_id).unwrap_or_default();
        if let (Some(kind), Some(id)) = (Kind::from_key(&kind), id) {
            entries.push((score, updated, (kind, id)));
        }
    }
    entries.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)));
    Ok(entries.into_iter().map(|(score, _, key)| (key, score)).collect())
}

/// Where the document with this key stands.
pub(super) fn address(searcher: &Searcher, fields: &Fields, key: &str) -> Result<Option<DocAddress>, Error> {
    let key = TermQuery::new(Term::from_field_text(fields.key, key), IndexRecordOption::Basic);
    Ok(searcher.search(&key, &DocSetCollector)?.into_iter().next())
}
