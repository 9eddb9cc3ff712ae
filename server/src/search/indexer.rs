//! Keeps the index up to date: replays the changes behind its cursor. Start-up, recovery after a crash, the changes of
//! other nodes and a rebuild are all the same replay.

use std::{
    future::Future,
    pin::pin,
    sync::{Arc, PoisonError},
    time::Duration,
};

use app::error::Error;

use super::{documents, index::SearchIndex, queries, service::SearchService, synonyms::Synonyms};
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

/// When a replay commits.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Commits {
    /// Now and then: what is in can be found already.
    OnTheWay,
    /// Once: until then the old index answers.
    AtTheEnd,
}

impl SearchService {
    /// Says that something was written and committed. Never waits.
    pub fn poke(&self) {
        self.wake.notify_one();
    }

    /// Follows the changes until `stop` is ready. Failures are logged and tried again.
    pub async fn run(self: Arc<Self>, stop: impl Future<Output = ()> + Send) {
        let mut stop = pin!(stop);
        loop {
            let pause = match self.catch_up().await {
                Ok(_) => None,
                Err(error) => {
                    tracing::error!(%error, "search cannot follow the changes, trying again");
                    Some(PAUSE)
                }
            };
            tokio::select! {
                () = &mut stop => return,
                () = self.next_look(pause) => {}
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
        let _turn = self.turn.lock().await;
        let newest = queries::newest(&mut self.db.read().await?).await?;
        self.follow_synonyms().await?;
        let cursor = self.index.cursor();
        if newest < cursor {
            // the database was restored from an older backup, or is another one
            tracing::warn!(newest, cursor, "search index is ahead of the database, building it anew");
            return self.replay_all().await;
        }
        if newest == cursor {
            return Ok(0);
        }
        self.replay(cursor).await
    }

    /// Loads the table of synonyms when there was a change to it. Nothing is indexed for that.
    async fn follow_synonyms(&self) -> Result<(), Error> {
        let known = self.synonyms.read().unwrap_or_else(PoisonError::into_inner).0;
        let mut conn = self.db.read().await?;
        let changed = queries::synonyms_changed(&mut conn).await?;
        if known == changed {
            return Ok(());
        }
        let groups = synonym::queries::all(&mut conn).await?;
        drop(conn);
        let table = Arc::new(Synonyms::of(&groups));
        *self.synonyms.write().unwrap_or_else(PoisonError::into_inner) = (changed, table);
        Ok(())
    }

    /// Builds the index anew; until it is complete the old one answers. Returns the number of documents.
    pub async fn rebuild(&self) -> Result<u64, Error> {
        let _turn = self.turn.lock().await;
        self.replay_all().await
    }

    /// How many changes the index is behind, at the most.
    pub async fn lag(&self) -> Result<i64, Error> {
        Ok(queries::newest(&mut self.db.read().await?).await? - self.index.cursor())
    }

    async fn replay_all(&self) -> Result<u64, Error> {
        self.in_index(|index| {
            index.begin();
            index.clear()
        })
        .await?;
        self.take_in_all(0, Commits::AtTheEnd).await
    }

    async fn replay(&self, from: i64) -> Result<u64, Error> {
        self.in_index(|index| {
            index.begin();
            Ok(())
        })
        .await?;
        self.take_in_all(from, Commits::OnTheWay).await
    }

    async fn take_in_all(&self, from: i64, commits: Commits) -> Result<u64, Error> {
        let (mut cursor, mut documents, mut committed) = (from, 0, 0);
        while let Some(upto) = queries::end_of_batch(&mut self.db.read().await?, cursor, BATCH).await? {
            documents += self.take_in(cursor, upto).await?;
            cursor = upto;
            if commits == Commits::OnTheWay && documents - committed >= COMMIT_EVERY {
                self.in_index(move |index| index.commit(cursor)).await?;
                committed = documents;
            }
        }
        if documents > committed || cursor > self.index.cursor() || commits == Commits::AtTheEnd {
            self.in_index(move |index| index.commit(cursor)).await?;
        }
        Ok(documents)
    }

    async fn take_in(&self, from: i64, upto: i64) -> Result<u64, Error> {
        let entries = documents::changed(&mut self.db.read().await?, from, upto).await?;
        let number = entries.len() as u64;
        self.in_index(move |index| {
            let changes = entries.into_iter().map(|(key, content)| documents::change(index.fields(), key, content)).collect();
            index.take_in(changes)
        })
        .await?;
        Ok(number)
    }

    /// Work on the index, on a thread that may block.
    pub(super) async fn in_index<T: Send + 'static>(
        &self,
        work: impl FnOnce(&SearchIndex) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let index = Arc::clone(&self.index);
        tokio::task::spawn_blocking(move || work(&index)).await?
    }
}
