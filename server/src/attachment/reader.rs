//! Reads the text of new files in the background, one after another, and tells the search.

use std::{pin::pin, sync::Arc, time::Duration};

use app::{
    attachment::{FileType, port::TextState},
    error::Error,
    search::Kind as SearchKind,
};

use super::{
    AttachmentService,
    queries::{self, Outcome, Waiting},
    text::Extract,
};
use crate::{db::Millis, search};

/// After this time another process may try a file that this one has claimed, in milliseconds.
const CLAIM: Millis = 10 * 60 * 1000;
/// How often a file is tried that takes the server down with it, or whose content cannot be fetched.
const ATTEMPTS: i64 = 3;

impl AttachmentService {
    /// Reads what waits. Returns how many files that were.
    pub async fn read_waiting(&self) -> Result<usize, Error> {
        let mut read = 0;
        while let Some(file) = queries::waiting(&mut self.db.read().await?, self.clock.millis()).await? {
            if self.claim(&file).await? {
                self.read_one(&file).await?;
                read += 1;
            }
        }
        Ok(read)
    }

    /// Counts the attempt before it begins, so that a file that ends the process does not end it for ever.
    async fn claim(&self, file: &Waiting) -> Result<bool, Error> {
        let mut tx = self.db.begin().await?;
        let claimed = queries::claim(&mut tx, file, self.clock.millis() + CLAIM).await?;
        tx.commit().await?;
        Ok(claimed)
    }

    async fn read_one(&self, file: &Waiting) -> Result<(), Error> {
        let extract = if file.text_attempts >= ATTEMPTS { None } else { self.extract(file).await? };
        let mut tx = self.db.begin().await?;
        let state = if extract.is_some() { TextState::Done } else { TextState::Failed };
        let Extract { pages, count } = extract.unwrap_or_default();
        if let Outcome::Noted { article } = queries::done(&mut tx, file.id, state, count).await? {
            for (page, body) in (1_i64..).zip(&pages) {
                if !body.is_empty() {
                    queries::insert_text(&mut tx, file.id, page, body).await?;
                }
            }
            if let Some(article) = article {
                search::record(&mut tx, SearchKind::Article, article).await?;
            }
            if let Some(question) = queries::question_of(&mut tx, file.id).await? {
                search::record(&mut tx, SearchKind::Question, question).await?;
            }
        }
        tx.commit().await?;
        self.search.poke();
        Ok(())
    }

    async fn extract(&self, file: &Waiting) -> Result<Option<Extract>, Error> {
        let Some(kind) = FileType::from_key(&file.media_type) else { return Ok(None) };
        match self.store.read(&file.hash).await? {
            Some(content) => self.extractor.extract(kind, content).await,
            None => Ok(None),
        }
    }

    /// Reads what waits until `stop` is ready; looks again when a file came in and each minute.
    pub async fn run(self: Arc<Self>, stop: impl Future<Output = ()> + Send) {
        let mut stop = pin!(stop);
        loop {
            let work = async {
                if let Err(error) = self.read_waiting().await {
                    tracing::error!(%error, "files could not be read for the search");
                }
                tokio::select! {
                    () = self.wake.notified() => {}
                    () = tokio::time::sleep(Duration::from_mins(1)) => {}
                }
            };
            // a file that is being read when the server stops is read again by the next one
            tokio::select! {
                () = &mut stop => return,
                () = work => {}
            }
        }
    }
}
