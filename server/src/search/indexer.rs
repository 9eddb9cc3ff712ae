//! Keeps the index up to date: replays the changes behind its cursor. Start-up, recovery after a crash, the changes of
//! other nodes and a rebuild are all the same replay. A rebuild goes into another index beside the one that answers.

use std::{
    future::Future,
    pin::pin,
    sync::{Arc, PoisonError},
    time::Duration,
};

use app::error::Error;

use tokio::task::JoinHandle;

use super::{changes, documents, index::SearchIndex, queries, service::SearchService, synonyms::Synonyms};
use crate::synonym;

/// Changes read at once.
const BATCH: i64 = 200;
/// Documents after which a long replay commits, so that a crash does not lose all of it.
const COMMIT_EVERY: u64 = 10_000;
/// How often the changes of other nodes are looked for.
const TICK: Duration = Duration::from_millis(500);
/// After a poke: one commit for all that arrives within this time.
const GATHER: Duration = Duration::from_millis(20);
/// The pause after a failure.
const PAUSE: Duration = Duration::from_secs(2);

/// How far an index has come.
#[derive(Debug, Clone, Copy)]
struct Progress {
    /// The number of the last change that is in.
    cursor: i64,
    /// That of the last demand to build it anew that it was built after.
    answered: i64,
}

/// What following the changes has led to.
#[derive(Debug, Clone, Copy)]
enum State {
    /// So many documents were taken in.
    Following(u64),
    /// The index has to be built anew.
    NeedsAnother,
}

impl SearchService {
    /// Says that something was written and committed. Never waits.
    pub fn poke(&self) {
        self.wake.notify_one();
    }

    /// Follows the changes until `stop` is ready. Failures are logged and tried again.
    pub async fn run(self: Arc<Self>, stop: impl Future<Output = ()> + Send) {
        let mut stop = pin!(stop);
        // says to commands that a server is at work
        if let Err(error) = self.in_index(SearchIndex::hold).await {
            tracing::warn!(%error, "another process writes to the search index");
        }
        let mut building: Option<JoinHandle<()>> = None;
        loop {
            let pause = match self.follow().await {
                Ok(State::Following(_)) => None,
                Ok(State::NeedsAnother) => {
                    if building.as_ref().is_none_or(JoinHandle::is_finished) {
                        building = Some(tokio::spawn(Arc::clone(&self).build_another()));
                    }
                    None
                }
                Err(error) => {
                    tracing::error!(%error, "search cannot follow the changes, trying again");
                    Some(PAUSE)
                }
            };
            tokio::select! {
                () = &mut stop => break,
                () = self.next_look(pause) => {}
            }
        }
        if let Some(building) = building {
            building.abort();
        }
    }

    async fn build_another(self: Arc<Self>) {
        match self.rebuild().await {
            Ok(documents) => tracing::info!(documents, "search index built anew"),
            Err(error) => {
                tracing::error!(%error, "search index cannot be built anew, trying again");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }

    async fn next_look(&self, pause: Option<Duration>) {
        if let Some(pause) = pause {
            tokio::time::sleep(pause).await;
        } else if tokio::time::timeout(TICK, self.wake.notified()).await.is_ok() {
            tokio::time::sleep(GATHER).await;
        }
    }

    /// Takes in all that has changed, and returns how many documents that were.
    ///
    /// Errors: `Unavailable` while another process writes to the same index; that one then takes the changes in.
    pub async fn catch_up(&self) -> Result<u64, Error> {
        match self.follow().await? {
            State::Following(documents) => Ok(documents),
            State::NeedsAnother => self.rebuild().await,
        }
    }

    /// The same with the index that answers, as far as it can.
    async fn follow(&self) -> Result<State, Error> {
        let _turn = self.turn.lock().await;
        self.follow_synonyms().await?;
        let mut conn = self.db.read().await?;
        let newest = queries::newest(&mut conn).await?;
        let demanded = queries::last_of_kind(&mut conn, queries::REBUILD_DEMANDED).await?;
        drop(conn);
        let index = self.index();
        let cursor = index.cursor();
        if newest < cursor {
            // the database was restored from an older backup, or is another one
            tracing::warn!(newest, cursor, "search index is ahead of the database");
            return Ok(State::NeedsAnother);
        }
        // one that begins with nothing is new already
        let answered = if cursor == 0 { demanded } else { index.answered() };
        let documents = if newest > cursor { self.take_in_more(&index, Progress { cursor, answered }).await? } else { 0 };
        Ok(if answered < demanded { State::NeedsAnother } else { State::Following(documents) })
    }

    /// Loads the table of synonyms when there was a change to it. Nothing is indexed for that.
    async fn follow_synonyms(&self) -> Result<(), Error> {
        let known = self.synonyms.read().unwrap_or_else(PoisonError::into_inner).0;
        let mut conn = self.db.read().await?;
        let changed = queries::last_of_kind(&mut conn, queries::SYNONYMS_CHANGED).await?;
        if known == changed {
            return Ok(());
        }
        let groups = synonym::queries::all(&mut conn).await?;
        drop(conn);
        let table = Arc::new(Synonyms::of(&groups));
        *self.synonyms.write().unwrap_or_else(PoisonError::into_inner) = (changed, table);
        Ok(())
    }

    /// Asks every node to build its index anew. This one does so with its next look.
    pub async fn demand_rebuild(&self) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        changes::demand_rebuild(&mut tx).await?;
        tx.commit().await?;
        self.poke();
        Ok(())
    }

    /// Builds another index beside the one that answers, and puts it in its place when it is complete. Returns the number of
    /// documents.
    ///
    /// Errors: `Unavailable` while another process writes to the index.
    pub async fn rebuild(&self) -> Result<u64, Error> {
        let _building = self.building.lock().await;
        self.in_index(SearchIndex::hold).await?;
        let mut conn = self.db.read().await?;
        let answered = queries::last_of_kind(&mut conn, queries::REBUILD_DEMANDED).await?;
        drop(conn);
        let (number, another) = self.generations.begin()?;
        let another = Arc::new(another);
        let mut progress = Progress { cursor: 0, answered };
        let mut documents = self.take_in_all(&another, &mut progress, None).await?;
        // what has changed meanwhile; from here on nobody adds to the old one
        let _turn = self.turn.lock().await;
        documents += self.take_in_all(&another, &mut progress, None).await?;
        commit(&another, progress).await?;
        let old = std::mem::replace(&mut *self.index.write().unwrap_or_else(PoisonError::into_inner), another);
        old.release();
        if let Err(error) = self.generations.keep_only(number) {
            tracing::warn!(%error, "the old search index cannot be removed");
        }
        Ok(documents)
    }

    /// How many changes the index is behind, at the most.
    pub async fn lag(&self) -> Result<i64, Error> {
        Ok(queries::newest(&mut self.db.read().await?).await? - self.index().cursor())
    }

    async fn take_in_more(&self, index: &Arc<SearchIndex>, mut progress: Progress) -> Result<u64, Error> {
        blocking(index, |index| {
            index.begin();
            Ok(())
        })
        .await?;
        let documents = self.take_in_all(index, &mut progress, Some(COMMIT_EVERY)).await?;
        if progress.cursor > index.cursor() {
            commit(index, progress).await?;
        }
        Ok(documents)
    }

    /// Takes in all that comes after `progress`; after so many documents what is in can be found.
    async fn take_in_all(&self, index: &Arc<SearchIndex>, progress: &mut Progress, each: Option<u64>) -> Result<u64, Error> {
        let (mut documents, mut committed) = (0, 0);
        while let Some(upto) = queries::end_of_batch(&mut self.db.read().await?, progress.cursor, BATCH).await? {
            documents += self.take_in(index, progress.cursor, upto).await?;
            progress.cursor = upto;
            if each.is_some_and(|each| documents - committed >= each) {
                commit(index, *progress).await?;
                committed = documents;
            }
        }
        Ok(documents)
    }

    async fn take_in(&self, index: &Arc<SearchIndex>, from: i64, upto: i64) -> Result<u64, Error> {
        let entries = documents::changed(&mut self.db.read().await?, from, upto).await?;
        let number = entries.len() as u64;
        blocking(index, move |index| {
            let changes = entries.into_iter().map(|(key, content)| documents::change(index.fields(), key, content)).collect();
            index.take_in(changes)
        })
        .await?;
        Ok(number)
    }

    /// Work on the index that answers, on a thread that may block.
    pub(super) async fn in_index<T: Send + 'static>(
        &self,
        work: impl FnOnce(&SearchIndex) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        blocking(&self.index(), work).await
    }
}

async fn commit(index: &Arc<SearchIndex>, Progress { cursor, answered }: Progress) -> Result<(), Error> {
    blocking(index, move |index| index.commit(cursor, answered)).await
}

async fn blocking<T: Send + 'static>(
    index: &Arc<SearchIndex>,
    work: impl FnOnce(&SearchIndex) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let index = Arc::clone(index);
    tokio::task::spawn_blocking(move || work(&index)).await?
}
