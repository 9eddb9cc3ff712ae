//! How good the search is: collections of documents, queries and judgements, and what the search makes of them.
//!
//! The documents go through the production analyser, schema and ranking into an index in memory, the queries through
//! [`lookup::find`]: what is measured is what people get. Beside it stand two references on the same documents, BM25 over
//! the words as they are and over Snowball stems.

mod collection;
mod explain;
mod measures;
mod reference;
mod words;

use std::fmt::Write as _;

use app::{error::Error, list::Slice, search::Kind, wiki::fields::Chosen};
use tantivy::{DocAddress, Score, TantivyDocument, doc};

pub use self::{
    collection::Collection,
    measures::Measures,
    reference::Reference,
    words::{Words, typos},
};
use super::{
    documents,
    index::{Change, SearchIndex},
    lookup::{self, Asked, Scope},
    request::Request,
    synonyms::Synonyms,
};
use crate::synonym;

/// Hits of a query that count.
const DEPTH: i64 = 10;

/// What a search found for one query: documents, best first, with their scores.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// The id of the query.
    pub query: String,
    /// Ids of documents.
    pub documents: Vec<(String, Score)>,
}

/// Our search over a collection.
pub struct Ours<'a> {
    collection: &'a Collection,
    index: SearchIndex,
    synonyms: Synonyms,
}

impl<'a> Ours<'a> {
    /// Indexes the documents, each as a public article.
    pub fn over(collection: &'a Collection) -> Result<Self, Error> {
        let index = SearchIndex::in_memory()?;
        let fields = *index.fields();
        let mut changes = Vec::with_capacity(collection.documents.len());
        for (number, document) in collection.documents.iter().enumerate() {
            let key = number.to_string();
            let mut entry: TantivyDocument = doc!(
                fields.key => key.as_str(),
                fields.kind => Kind::Article.key(),
                fields.id => i64::try_from(number)?,
                fields.updated => 0_i64,
                fields.readers => "public",
            );
            let words = documents::Words { fields: &fields, document: &mut entry };
            words.add(&document.title, &[], vec![document.text.clone()], Vec::new(), Vec::new());
            changes.push(Change::Put(key, entry));
        }
        index.take_in(changes)?;
        index.commit(1, 0)?;
        Ok(Self { collection, index, synonyms: Synonyms::of(&synonym::terms()) })
    }

    /// What a text typed into the search field finds.
    pub fn find(&self, text: &str) -> Result<Vec<(String, Score)>, Error> {
        let (searcher, fields) = (self.index.searcher(), self.index.fields());
        let found = lookup::find(&searcher, fields, &mut self.request(text), &asked())?;
        let name = |id: i64| usize::try_from(id).ok().and_then(|number| self.collection.documents.get(number));
        Ok(found.hits.iter().filter_map(|((_, id), score)| Some((name(*id)?.id.clone(), *score))).collect())
    }

    /// What was typed, with the synonyms that a network begins with.
    fn request(&self, text: &str) -> Request {
        let mut request = Request::parse(text);
        self.synonyms.widen(&mut request);
        request
    }

    /// All queries of the collection.
    pub fn run(&self) -> Result<Vec<Ranking>, Error> {
        let ranking = |query: &collection::Entry| Ok(Ranking { query: query.id.clone(), documents: self.find(&query.text)? });
        self.collection.queries.iter().map(ranking).collect()
    }

    /// Why the hits of one query rank where they do.
    pub fn explain(&self, query: &str) -> Result<String, Error> {
        let Some(asked) = self.collection.queries.iter().find(|one| one.id == query) else {
            return Err(Error::fault(format!("no query {query} in this collection")));
        };
        explain::explain(self, asked)
    }

    fn address(&self, id: &str) -> Result<Option<DocAddress>, Error> {
        let number = self.collection.documents.iter().position(|document| document.id == id);
        let Some(number) = number else { return Ok(None) };
        lookup::address(&self.index.searcher(), self.index.fields(), &number.to_string())
    }
}

/// The first hits, for everybody.
fn asked() -> Asked {
    Asked { scope: Scope::Public, chosen: Chosen::default(), slice: Slice { offset: 0, limit: DEPTH }, now: 0 }
}

/// A run in TREC's format: query, `Q0`, document, rank from 1, score, name of the run.
pub fn trec(run: &[Ranking]) -> String {
    let mut lines = String::new();
    for ranking in run {
        for (rank, (document, score)) in ranking.documents.iter().enumerate() {
            // writing to a string cannot fail
            let _ = writeln!(lines, "{} Q0 {document} {} {score:.4} wissensnetz", ranking.query, rank + 1);
        }
    }
    lines
}
