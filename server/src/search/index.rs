//! The index on disk: opens it, writes to it, hands out searchers.
//!
//! The commit payload is the cursor, the `seq` of the last change that is in, and that of the last demand to build the index
//! anew that it was built after. All become durable in one step, so after
//! a crash the index knows what it lacks. tantivy 0.27 must not roll back; instead the writer is dropped (what was not
//! committed is gone) and opened again.

use std::{
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use app::error::Error;
use tantivy::{
    Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term,
    directory::{Directory as _, INDEX_WRITER_LOCK, MmapDirectory, error::LockError},
};

use super::schema::{self, Fields};

/// Memory for words that wait to be written, in bytes and for each thread.
const BUDGET: usize = 50_000_000;
/// The few changes of a moment are one thread's work: each leaves a segment of its own.
const FOLLOWING: usize = 1;
/// What an empty index is filled with; more would take the processor from those who search meanwhile.
const FILLING: usize = 4;

/// The index of this process.
pub(super) struct SearchIndex {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    writer: Mutex<Writer>,
    cursor: AtomicI64,
    answered: AtomicI64,
}

/// The one writer, opened when it is needed.
#[derive(Default)]
struct Writer {
    open: Option<IndexWriter>,
    /// Whether something was taken in that is not committed.
    loose: bool,
}

/// What becomes of a document.
#[derive(Debug)]
pub(super) enum Change {
    /// It stands as given.
    Put(String, TantivyDocument),
    /// It is gone.
    Remove(String),
}

/// Whether an error of opening says nothing about the index itself.
fn passes(error: &Error) -> bool {
    let Error::Fault(fault) = error else { return false };
    matches!(fault.downcast_ref::<TantivyError>(), Some(TantivyError::IoError(_) | TantivyError::LockFailure(..)))
}

impl SearchIndex {
    /// Opens the index in a folder; nothing if it was never committed, cannot be read, or has another schema: the database
    /// has everything it had.
    pub(super) fn open(folder: &Path) -> Result<Option<Self>, Error> {
        match Self::open_existing(folder) {
            Ok(index) => Ok(index),
            // short of file handles, or a disk that does not answer: the index may be sound, and a server may be using it
            Err(error) if passes(&error) => Err(error),
            Err(error) => {
                tracing::warn!(folder = %folder.display(), %error, "search index unusable, building another");
                Ok(None)
            }
        }
    }

    /// An index that is gone with the process.
    pub(super) fn in_memory() -> Result<Self, Error> {
        Self::with(Index::create_in_ram(schema::schema().0))
    }

    /// A new one in an empty folder.
    pub(super) fn create(folder: &Path) -> Result<Self, Error> {
        Self::with(Index::create_in_dir(folder, schema::schema().0)?)
    }

    fn open_existing(folder: &Path) -> Result<Option<Self>, Error> {
        if !folder.join("meta.json").exists() {
            return Ok(None);
        }
        let index = Index::open_in_dir(folder)?;
        if index.schema() != schema::schema().0 {
            return Err(Error::fault("the schema of search has changed"));
        }
        if index.load_metas()?.payload.is_none() { Ok(None) } else { Self::with(index).map(Some) }
    }

    /// Whether a process, perhaps this one, has opened the index in a folder to write to it.
    pub(super) fn is_written_to(folder: &Path) -> bool {
        let Ok(directory) = MmapDirectory::open(folder) else { return false };
        matches!(directory.acquire_lock(&INDEX_WRITER_LOCK), Err(LockError::LockBusy))
    }

    fn with(index: Index) -> Result<Self, Error> {
        schema::register_analysers(&index);
        let payload = index.load_metas()?.payload.unwrap_or_default();
        let mut numbers = payload.split(' ').map(|number| number.parse().unwrap_or_default());
        let (cursor, answered) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
        Ok(Self {
            reader: index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?,
            index,
            fields: schema::schema().1,
            writer: Mutex::default(),
            cursor: AtomicI64::new(cursor),
            answered: AtomicI64::new(answered),
        })
    }

    /// The `seq` of the last change that is in.
    pub(super) fn cursor(&self) -> i64 {
        self.cursor.load(Ordering::Acquire)
    }

    /// The number of the last demand to build the index anew that it was built after.
    pub(super) fn answered(&self) -> i64 {
        self.answered.load(Ordering::Acquire)
    }

    /// The fields.
    pub(super) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The index as of the last commit.
    pub(super) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }

    /// Takes changes in; they are neither visible nor safe before [`SearchIndex::commit`].
    pub(super) fn take_in(&self, changes: Vec<Change>) -> Result<(), Error> {
        self.write(|writer, fields| {
            for change in changes {
                let (key, document) = match change {
                    Change::Put(key, document) => (key, Some(document)),
                    Change::Remove(key) => (key, None),
                };
                writer.delete_term(Term::from_field_text(fields.key, &key));
                if let Some(document) = document {
                    writer.add_document(document)?;
                }
            }
            Ok(())
        })
    }

    /// Makes everything taken in visible and durable, together with the cursor and the demand that it answers.
    pub(super) fn commit(&self, cursor: i64, answered: i64) -> Result<(), Error> {
        self.write(|writer, _| {
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&format!("{cursor} {answered}"));
            commit.commit().map(|_| ())
        })?;
        self.writer.lock().unwrap_or_else(PoisonError::into_inner).loose = false;
        self.cursor.store(cursor, Ordering::Release);
        self.answered.store(answered, Ordering::Release);
        self.reader.reload()?;
        Ok(())
    }

    /// Starts afresh from the last commit: drops what an interrupted replay has left.
    pub(super) fn begin(&self) {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if writer.loose {
            *writer = Writer::default();
        }
    }

    /// Lets no other process write from now on.
    ///
    /// Errors: `Unavailable` while another one does.
    pub(super) fn hold(&self) -> Result<(), Error> {
        self.write(|_, _| Ok(()))
    }

    /// Lets others write again; what was not committed is gone.
    pub(super) fn release(&self) {
        *self.writer.lock().unwrap_or_else(PoisonError::into_inner) = Writer::default();
    }

    /// Runs with the writer, opening it if needed; after an error it is dropped.
    fn write(&self, run: impl FnOnce(&mut IndexWriter, &Fields) -> tantivy::Result<()>) -> Result<(), Error> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.loose = true;
        let open = match &mut writer.open {
            Some(open) => open,
            none => none.insert(self.open_writer()?),
        };
        let outcome = run(open, &self.fields);
        if outcome.is_err() {
            *writer = Writer::default();
        }
        Ok(outcome?)
    }

    /// `Unavailable` while another process writes to this index, e.g. the server beside an import.
    fn open_writer(&self) -> Result<IndexWriter, Error> {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = if self.cursor() == 0 { processors.min(FILLING) } else { FOLLOWING };
        self.index.writer_with_num_threads(threads, threads * BUDGET).map_err(|error| match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Error::Unavailable(Box::new(error)),
            other => other.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use tantivy::doc;

    use super::*;
    use crate::search::tests::Folder;

    fn put(index: &SearchIndex, key: &str, text: &str) -> Change {
        let fields = index.fields();
        Change::Put(key.to_owned(), doc!(fields.key => key, fields.text => text))
    }

    #[test]
    fn the_cursor_survives_with_the_commit_and_only_with_it() {
        let folder = Folder::new();
        let index = SearchIndex::create(folder.path()).expect("an index");
        assert_eq!(index.cursor(), 0);
        index.take_in(vec![put(&index, "article:1", "Rathaus")]).expect("taken in");
        index.commit(7, 0).expect("committed");
        index.take_in(vec![put(&index, "article:2", "Bauhof")]).expect("taken in");
        drop(index);
        let index = SearchIndex::open(folder.path()).expect("readable").expect("the index again");
        assert_eq!((index.cursor(), index.searcher().num_docs()), (7, 1));
    }

    #[test]
    fn a_change_replaces_and_a_removal_removes() {
        let folder = Folder::new();
        let index = SearchIndex::create(folder.path()).expect("an index");
        index.take_in(vec![put(&index, "article:1", "a"), put(&index, "article:1", "b")]).expect("taken in");
        index.commit(1, 0).expect("committed");
        assert_eq!(index.searcher().num_docs(), 1);
        index.take_in(vec![Change::Remove("article:1".into())]).expect("taken in");
        index.commit(2, 0).expect("committed");
        assert_eq!(index.searcher().num_docs(), 0);
    }

    #[test]
    fn what_an_interrupted_replay_left_is_dropped() {
        let folder = Folder::new();
        let index = SearchIndex::create(folder.path()).expect("an index");
        index.take_in(vec![put(&index, "article:1", "a")]).expect("taken in");
        index.begin();
        index.take_in(vec![put(&index, "article:2", "b")]).expect("taken in");
        index.commit(3, 0).expect("committed");
        assert_eq!(index.searcher().num_docs(), 1);
    }

    #[test]
    fn a_second_writer_waits_for_the_first_to_go() {
        let folder = Folder::new();
        let one = SearchIndex::create(folder.path()).expect("one");
        one.commit(0, 0).expect("committed");
        let other = SearchIndex::open(folder.path()).expect("readable").expect("the same");
        one.take_in(vec![put(&one, "article:1", "a")]).expect("taken in");
        assert!(matches!(other.take_in(Vec::new()), Err(Error::Unavailable(_))));
        one.commit(1, 0).expect("committed");
        drop(one);
        other.take_in(vec![put(&other, "article:1", "a")]).expect("taken in");
        other.commit(1, 0).expect("committed");
        assert_eq!(other.searcher().num_docs(), 1);
    }

    #[test]
    fn words_whose_whole_stems_to_a_part_are_indexed_without_a_panic() {
        let folder = Folder::new();
        let index = SearchIndex::create(folder.path()).expect("an index");
        index.take_in(vec![put(&index, "article:1", "e-eeee eee a-aa-aaa ab-abe s-ss-sss")]).expect("taken in");
        index.commit(1, 0).expect("committed");
        assert_eq!(index.searcher().num_docs(), 1);
    }
}
