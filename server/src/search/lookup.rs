//! Asks the index: which documents, in which order, and how many of what.

use app::{
    account::{Action, Viewer},
    error::Error,
    list::Slice,
    search::{Kind, port::Query},
    wiki::{
        Visibility,
        fields::{Chosen, FacetCount},
    },
};
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader, Term, collector::TopDocs};

use super::{
    facets::{self, Counts, Facets, Facts},
    ranking::{self, Match},
    request::Request,
    schema::{DUE, Fields, ID, KIND, UPDATED},
};
use crate::db::Millis;

/// With fewer documents that have all words, those with some are shown too.
const FEW: i64 = 10;
/// Nobody reads further; a list this long costs as much memory as it has entries.
const DEEPEST: i64 = 10_000;
/// The longest page.
const LONGEST_PAGE: i64 = 100;

/// What a viewer may find.
#[derive(Debug, Clone, PartialEq, Eq)]
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

    /// The most private articles that may be seen.
    pub(super) fn widest(&self) -> Visibility {
        match self {
            Self::Public => Visibility::Public,
            Self::Members { .. } | Self::All => Visibility::Members,
        }
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
    /// The hits of the page, best first.
    pub(super) hits: Vec<Key>,
    /// How many of what there are, without the filters.
    pub(super) counts: Counts,
    /// What the articles among them can be filtered by further.
    pub(super) facts: Vec<FacetCount>,
}

/// Looks up a request, narrowed by the kind and the Kreis of `query`; what is overdue `now` comes further down.
pub(super) fn find(
    searcher: &Searcher,
    fields: &Fields,
    request: &Request,
    scope: &Scope,
    query: &Query,
    slice: Slice,
    now: Millis,
) -> Result<Found, Error> {
    let (which, mut counts) = count(searcher, fields, request, scope)?;
    let facts = facts(fields, &query.facts.as_far_as_known(*scope != Scope::Public));
    if !facts.is_empty() {
        let filters = scope.filter(fields).into_iter().chain(facts.clone()).collect();
        counts = searcher.search(&ranking::query(fields, request, which, filters), &Facets)?;
    }
    let kind = query.kind.map(Kind::key);
    let total = counts.of(kind, query.district.as_deref());
    if slice.offset < 0 || slice.offset >= total.min(DEEPEST) {
        return Ok(Found { hits: Vec::new(), counts, facts: Vec::new() });
    }
    let filters = scope
        .filter(fields)
        .into_iter()
        .chain(kind.map(|kind| vec![Term::from_field_text(fields.kind, kind)]))
        .chain(query.district.iter().map(|district| vec![Term::from_field_text(fields.district, district)]))
        .chain(facts)
        .collect();
    let top = TopDocs::with_limit(usize::try_from(slice.limit.clamp(1, LONGEST_PAGE))?)
        .and_offset(usize::try_from(slice.offset)?)
        .tweak_score(move |segment: &SegmentReader| {
            // a segment without any such date has no column
            let due = segment.fast_fields().column_opt::<i64>(DUE).ok().flatten();
            move |document: DocId, score: Score| {
                let overdue = due.as_ref().and_then(|due| due.first(document)).is_some_and(|due| due <= now);
                if overdue { ranking::faded(score) } else { score }
            }
        });
    let (best, mut facts) = searcher.search(&ranking::query(fields, request, which, filters), &(top, Facts))?;
    facts.retain(|one| *scope != Scope::Public || one.fact.facet.is_public());
    Ok(Found { hits: keys(searcher, best)?, counts, facts })
}

/// What was chosen of each quality, as terms of which any will do.
pub(super) fn facts(fields: &Fields, chosen: &Chosen) -> Vec<Vec<Term>> {
    let terms = |facet| chosen.of(facet).map(|value| Term::from_field_text(fields.facts, &facets::term(facet, value))).collect();
    chosen.facets().into_iter().filter(|facet| facet.is_fact()).map(terms).collect()
}

/// Decides between all and some of the words. The filters have no say: choosing one only ever narrows the list.
fn count(searcher: &Searcher, fields: &Fields, request: &Request, scope: &Scope) -> Result<(Match, Counts), Error> {
    let count = |which| {
        let filters = scope.filter(fields).into_iter().collect();
        searcher.search(&ranking::query(fields, request, which, filters), &Facets)
    };
    let all = count(Match::All)?;
    if all.of(None, None) >= FEW || request.words.len() + request.phrases.len() < 2 {
        return Ok((Match::All, all));
    }
    Ok((Match::Some, count(Match::Some)?))
}

/// What the documents are; of equally good ones the newer comes first.
pub(super) fn keys(searcher: &Searcher, best: Vec<(Score, DocAddress)>) -> Result<Vec<Key>, Error> {
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
    Ok(entries.into_iter().map(|(.., key)| key).collect())
}
