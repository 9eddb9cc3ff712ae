//! The port of search.

use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

use app::{
    account::{Action, Viewer},
    error::Error,
    list::Slice,
    search::{
        Kind, Suggestion,
        port::{Hit, Query, Results, Search},
    },
    wiki::fields::{Facet, FacetCount},
};
use async_trait::async_trait;
use tokio::sync::{Mutex, Notify};

use super::{
    excerpt::Excerpts,
    generations::Generations,
    hits,
    index::SearchIndex,
    lookup::{self, Asked, Found, Key, Scope},
    meant, queries,
    related::{self, Remembered},
    request::Request,
    similar,
    synonyms::Synonyms,
};
use crate::db::{Clock, Conn, Db};

/// Search over all that was written.
pub struct SearchService {
    pub(super) db: Db,
    /// The one that answers.
    pub(super) index: RwLock<Arc<SearchIndex>>,
    pub(super) generations: Generations,
    /// Held while another index is built.
    pub(super) building: Mutex<()>,
    clock: Clock,
    /// Held while the index that answers is written to, or another takes its place.
    pub(super) turn: Mutex<()>,
    pub(super) wake: Notify,
    pub(super) related: Remembered,
    /// The table as of the change with this number.
    pub(super) synonyms: RwLock<(i64, Arc<Synonyms>)>,
}

impl SearchService {
    /// Opens the index in a folder of its own, creating or emptying it where needed. It answers at once with what it
    /// has; [`SearchService::run`] or [`SearchService::catch_up`] bring in the rest.
    pub fn open(db: Db, folder: &Path, clock: Clock) -> Result<Arc<Self>, Error> {
        let (generations, index) = Generations::open(folder)?;
        Ok(Arc::new(Self {
            db,
            index: RwLock::new(Arc::new(index)),
            generations,
            building: Mutex::new(()),
            clock,
            turn: Mutex::new(()),
            wake: Notify::new(),
            related: related::remembered(),
            synonyms: RwLock::default(),
        }))
    }

    async fn results(&self, request: Request, found: Found, scope: &Scope, typed: &str) -> Result<Results, Error> {
        let shown = if found.hits.is_empty() { &found.beside } else { &found.hits };
        let keys: Vec<Key> = shown.iter().map(|(key, _)| *key).collect();
        let mut conn = self.db.read().await?;
        let rows = queries::hits(&mut conn, &keys, scope, hits::TEXT).await?;
        let meant = meant::meant(&mut conn, scope, typed, &found.corrections).await?;
        drop(conn);
        let now = self.clock.now();
        let explained = move || {
            let mut excerpts = Excerpts::of(&request);
            let hits = hits::hits(&keys, rows, &mut excerpts, now);
            let unexplained = hits::unexplained(&hits, &mut excerpts);
            (hits, excerpts, unexplained)
        };
        let (hits, excerpts, unexplained) = tokio::task::spawn_blocking(explained).await?;
        let hits = if unexplained.is_empty() {
            hits.into_iter().map(|(_, hit)| hit).collect()
        } else {
            self.explained_by_files(hits, excerpts, unexplained).await?
        };
        let (hits, beside) = if found.total == 0 { (Vec::new(), hits) } else { (hits, Vec::new()) };
        Ok(Results {
            hits,
            beside,
            total: found.total,
            kinds: kinds(&found.facets),
            facets: FacetCount::in_order(found.facets),
            meant,
        })
    }

    /// Says which file has the words, where nothing else does.
    async fn explained_by_files(
        &self,
        hits: Vec<(Key, Hit)>,
        mut excerpts: Excerpts,
        unexplained: Vec<Key>,
    ) -> Result<Vec<Hit>, Error> {
        let mut files = HashMap::new();
        let mut conn = self.db.read().await?;
        for key in unexplained {
            files.insert(key, queries::pages_of_files(&mut conn, key, FILES).await?);
        }
        drop(conn);
        let explain = move || {
            let explained = hits.into_iter().map(|(key, hit)| match files.remove(&key) {
                Some(files) => hits::explained_by_file(hit, files, &mut excerpts),
                None => hit,
            });
            explained.collect()
        };
        Ok(tokio::task::spawn_blocking(explain).await?)
    }

    /// The index that answers.
    pub(super) fn index(&self) -> Arc<SearchIndex> {
        Arc::clone(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The table of synonyms.
    pub(super) fn synonyms(&self) -> Arc<Synonyms> {
        Arc::clone(&self.synonyms.read().unwrap_or_else(PoisonError::into_inner).1)
    }

    /// What the database says about hits without an excerpt.
    pub(super) async fn offered(&self, keys: &[Key], scope: &Scope) -> Result<Vec<Suggestion>, Error> {
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

/// How much of the files of a hit is looked at, in characters.
const FILES: i64 = 300_000;

/// Every kind, also with 0.
fn kinds(facets: &[FacetCount]) -> Vec<(Kind, i64)> {
    let count = |kind: Kind| {
        let of_kind = facets.iter().find(|one| one.fact.facet == Facet::Kind && one.fact.value == kind.key());
        of_kind.map_or(0, |one| one.count)
    };
    Kind::ALL.map(|kind| (kind, count(kind))).to_vec()
}

#[async_trait]
impl Search for SearchService {
    async fn find(&self, viewer: &Viewer, query: &Query, slice: Slice) -> Result<Results, Error> {
        let mut request = Request::parse(&query.text);
        if request.is_empty() {
            return Ok(Results::default());
        }
        self.synonyms().widen(&mut request);
        let scope = Scope::of(viewer);
        let chosen = query.chosen.as_far_as_known(scope != Scope::Public);
        let asked = Asked { scope: scope.clone(), chosen, slice, now: self.clock.millis() };
        let (request, found) = self
            .in_index(move |index| {
                let found = lookup::find(&index.searcher(), index.fields(), &mut request, &asked)?;
                Ok((request, found))
            })
            .await?;
        self.results(request, found, &scope, &query.text).await
    }

    async fn suggest(&self, viewer: &Viewer, text: &str) -> Result<Vec<Suggestion>, Error> {
        self.offer(viewer, text).await
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

    async fn related(&self, viewer: &Viewer, kind: Kind, id: i64) -> Result<Vec<Suggestion>, Error> {
        self.about_the_same((kind, id), &Scope::of(viewer)).await
    }
}
