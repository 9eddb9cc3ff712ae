//! The port of search.

use std::{path::Path, sync::Arc};

use app::{
    account::{Action, Viewer},
    error::Error,
    list::Slice,
    search::{
        Kind, Suggestion,
        port::{Query, Results, Search},
    },
    wiki::fields::FacetCount,
};
use async_trait::async_trait;
use tokio::sync::{Mutex, Notify};

use super::{
    excerpt::Excerpts,
    facets::Counts,
    hits,
    index::SearchIndex,
    lookup::{self, Found, Key, Scope},
    queries,
    request::Request,
    similar, suggest,
};
use crate::db::{Clock, Conn, Db};

/// Search over all that was written.
pub struct SearchService {
    pub(super) db: Db,
    pub(super) index: Arc<SearchIndex>,
    clock: Clock,
    /// Held while the index is written to.
    pub(super) turn: Mutex<()>,
    pub(super) wake: Notify,
}

impl SearchService {
    /// Opens the index in a folder of its own, creating or emptying it where needed. It answers at once with what it
    /// has; [`SearchService::run`] or [`SearchService::catch_up`] bring in the rest.
    pub fn open(db: Db, folder: &Path, clock: Clock) -> Result<Arc<Self>, Error> {
        let index = Arc::new(SearchIndex::open(folder)?);
        Ok(Arc::new(Self { db, index, clock, turn: Mutex::new(()), wake: Notify::new() }))
    }

    async fn results(&self, request: Request, found: Found, scope: &Scope, query: &Query) -> Result<Results, Error> {
        let mut conn = self.db.read().await?;
        let rows = queries::hits(&mut conn, &found.hits, scope, hits::TEXT).await?;
        let names = queries::districts(&mut conn).await?;
        drop(conn);
        let (keys, now) = (found.hits, self.clock.now());
        let hits = tokio::task::spawn_blocking(move || hits::hits(&keys, rows, &mut Excerpts::of(&request), now)).await?;
        Ok(Results {
            hits,
            total: found.counts.of(query.kind.map(Kind::key), query.district.as_deref()),
            kinds: kinds(&found.counts, query),
            districts: districts(&found.counts, query, names),
            facts: FacetCount::in_order(found.facts),
        })
    }

    /// What the database says about hits without an excerpt.
    async fn offered(&self, keys: &[Key], scope: &Scope) -> Result<Vec<Suggestion>, Error> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        self.titles(&mut self.db.read().await?, keys, scope).await
    }

    /// The same on a connection of the caller.
    pub(super) async fn titles(&self, conn: &mut Conn, keys: &[Key], scope: &Scope) -> Result<Vec<Suggestion>, Error> {
        let rows = queries::hits(conn, keys, scope, 0).await?;
        Ok(hits::suggestions(keys, rows, self.clock.now()))
    }
}

/// Every kind, also with 0.
fn kinds(counts: &Counts, query: &Query) -> Vec<(Kind, i64)> {
    Kind::ALL.map(|kind| (kind, counts.of(Some(kind.key()), query.district.as_deref()))).to_vec()
}

/// The Kreise with hits, and the chosen one, by name.
fn districts(counts: &Counts, query: &Query, names: Vec<(String, String)>) -> Vec<(String, String, i64)> {
    let kind = query.kind.map(Kind::key);
    let with_count = names.into_iter().map(|(slug, name)| {
        let count = counts.of(kind, Some(&slug));
        (slug, name, count)
    });
    with_count.filter(|(slug, _, count)| *count > 0 || query.district.as_deref() == Some(slug)).collect()
}

#[async_trait]
impl Search for SearchService {
    async fn find(&self, viewer: &Viewer, query: &Query, slice: Slice) -> Result<Results, Error> {
        let request = Request::parse(&query.text);
        if request.is_empty() {
            return Ok(Results::default());
        }
        let scope = Scope::of(viewer);
        let (asked, narrowed, now) = (request.clone(), query.clone(), self.clock.millis());
        let within = scope.clone();
        let found = self
            .in_index(move |index| lookup::find(&index.searcher(), index.fields(), &asked, &within, &narrowed, slice, now))
            .await?;
        self.results(request, found, &scope, query).await
    }

    async fn suggest(&self, viewer: &Viewer, text: &str) -> Result<Vec<Suggestion>, Error> {
        let scope = Scope::of(viewer);
        let (text, within) = (text.to_owned(), scope.clone());
        let keys = self.in_index(move |index| suggest::suggest(&index.searcher(), index.fields(), &text, &within)).await?;
        self.offered(&keys, &scope).await
    }

    async fn similar(&self, viewer: &Viewer, title: &str) -> Result<Vec<Suggestion>, Error> {
        if !viewer.may(Action::ReadNetwork) {
            return Ok(Vec::new());
        }
        let scope = Scope::of(viewer);
        let (title, within) = (title.to_owned(), scope.clone());
        let keys = self.in_index(move |index| similar::similar(&index.searcher(), index.fields(), &title, &within)).await?;
        self.offered(&keys, &scope).await
    }
}
