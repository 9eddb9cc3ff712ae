//! Which of a few things a search finds: the other way round, for those who want to hear of what is new.
//!
//! The words, the filters and who may find what are those of `ranking` and `lookup`; but of several words each has to occur.
//! Whether something is found with some of them depends on how much else there is, and nobody wants to be told of that.

use std::collections::HashMap;

use app::{
    account::{Action, Viewer},
    error::Error,
    search::{Suggestion, port::Query},
};
use tantivy::{DocId, Searcher, SegmentOrdinal, query::EnableScoring};

use super::{
    filters::Filters,
    hits,
    lookup::{self, Key, Scope},
    ranking::{self, Match},
    request::Request,
    schema::Fields,
    service::SearchService,
    synonyms::Synonyms,
};
use crate::db::Conn;

impl SearchService {
    /// The number of the last change that the index of this process knows.
    pub(crate) fn reached(&self) -> i64 {
        self.index().cursor()
    }

    /// Which of these things each of the searches finds, in no order. What the viewer may see of them now, only the
    /// database knows: [`SearchService::seen_by`].
    pub(crate) async fn among(&self, things: Vec<Key>, searches: Vec<(Viewer, Query)>) -> Result<Vec<Vec<Key>>, Error> {
        let synonyms = self.synonyms();
        self.in_index(move |index| {
            let (reader, fields) = (index.searcher(), index.fields());
            let places = Places::of(&reader, fields, &things)?;
            let find = |(viewer, query): &(Viewer, Query)| places.found(&reader, fields, viewer, query, &synonyms);
            searches.iter().map(find).collect()
        })
        .await
    }

    /// Title and address of those of these things that the viewer may see, in their order.
    pub(crate) async fn seen_by(&self, conn: &mut Conn, viewer: &Viewer, things: &[Key]) -> Result<Vec<Suggestion>, Error> {
        self.titles(conn, things, &Scope::of(viewer)).await
    }
}

/// Whether a search looks for anything at all.
pub(crate) fn looks_for_something(query: &Query) -> bool {
    !Request::parse(&query.text).is_empty()
}

/// Where some documents stand in the index.
struct Places(HashMap<SegmentOrdinal, HashMap<DocId, Key>>);

impl Places {
    fn of(searcher: &Searcher, fields: &Fields, things: &[Key]) -> Result<Self, Error> {
        let mut places: HashMap<SegmentOrdinal, HashMap<DocId, Key>> = HashMap::new();
        for &(kind, id) in things {
            if let Some(address) = lookup::address(searcher, fields, &hits::name((kind, id)))? {
                places.entry(address.segment_ord).or_default().insert(address.doc_id, (kind, id));
            }
        }
        Ok(Self(places))
    }

    /// What a search finds of them. It is asked only of the parts of the index where they stand: those are the latest and
    /// small ones, as a rule.
    fn found(
        &self,
        searcher: &Searcher,
        fields: &Fields,
        viewer: &Viewer,
        query: &Query,
        synonyms: &Synonyms,
    ) -> Result<Vec<Key>, Error> {
        let mut request = Request::parse(&query.text);
        if request.is_empty() {
            return Ok(Vec::new());
        }
        synonyms.widen(&mut request);
        let chosen = query.chosen.as_far_as_known(viewer.may(Action::ReadNetwork));
        let filters = Filters::of(searcher, fields, &Scope::of(viewer), &mut request, &chosen)?;
        let weight = ranking::query(fields, &request, Match::All, filters.without(None))
            .weight(EnableScoring::disabled_from_searcher(searcher))?;
        let mut found = Vec::new();
        for (segment, wanted) in &self.0 {
            weight.for_each_no_score(searcher.segment_reader(*segment), &mut |documents| {
                found.extend(documents.iter().filter_map(|document| wanted.get(document)).copied());
            })?;
        }
        Ok(found)
    }
}
