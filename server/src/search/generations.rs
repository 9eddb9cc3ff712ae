//! The indexes on disk: the one that answers, and for a while another that is built beside it.
//!
//! Each lies in a folder of its own, `search/1`, `search/2`; the newest that was ever committed answers. What a build left that
//! came to no end has no commit, and is removed. No folder is removed that another process writes to.

use std::{
    fs,
    path::{Path, PathBuf},
};

use app::error::Error;

use super::index::SearchIndex;

/// Where the indexes of this process lie.
#[derive(Debug)]
pub(super) struct Generations {
    folder: PathBuf,
}

impl Generations {
    /// Opens the one that answers; if none can, an empty one that is filled before the eyes of all.
    pub(super) fn open(folder: &Path) -> Result<(Self, SearchIndex), Error> {
        fs::create_dir_all(folder)?;
        let generations = Self { folder: folder.to_owned() };
        let mut numbers = generations.numbers()?;
        while let Some(number) = numbers.pop() {
            if let Some(index) = SearchIndex::open(&generations.folder_of(number))? {
                generations.keep_only(number)?;
                return Ok((generations, index));
            }
        }
        let (number, index) = generations.begin()?;
        index.commit(0, 0)?;
        generations.keep_only(number)?;
        Ok((generations, index))
    }

    /// An empty one beside all others. Until its first commit it is nobody's.
    pub(super) fn begin(&self) -> Result<(u64, SearchIndex), Error> {
        let number = self.numbers()?.last().copied().unwrap_or_default() + 1;
        let folder = self.folder_of(number);
        fs::create_dir_all(&folder)?;
        let index = SearchIndex::create(&folder)?;
        index.hold()?;
        Ok((number, index))
    }

    /// Removes all others, but for those that are written to.
    pub(super) fn keep_only(&self, number: u64) -> Result<(), Error> {
        for other in self.numbers()?.into_iter().filter(|other| *other != number) {
            let folder = self.folder_of(other);
            if !SearchIndex::is_written_to(&folder) {
                fs::remove_dir_all(&folder)?;
            }
        }
        // the one index that lay here before there were several
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// The newest last.
    fn numbers(&self) -> Result<Vec<u64>, Error> {
        let names = fs::read_dir(&self.folder)?.map(|entry| Ok(entry?.file_name()));
        let names = names.collect::<Result<Vec<_>, std::io::Error>>()?;
        let mut numbers: Vec<u64> = names.iter().filter_map(|name| name.to_str()?.parse().ok()).collect();
        numbers.sort_unstable();
        Ok(numbers)
    }

    fn folder_of(&self, number: u64) -> PathBuf {
        self.folder.join(number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::tests::Folder;

    fn open(folder: &Folder) -> (Generations, SearchIndex) {
        Generations::open(folder.path()).expect("an index")
    }

    #[test]
    fn what_was_never_committed_is_gone_and_the_one_before_answers() {
        let folder = Folder::new();
        let (generations, index) = open(&folder);
        index.commit(7, 0).expect("committed");
        drop(index);
        let (number, beside) = generations.begin().expect("another");
        assert_eq!(number, 2);
        drop(beside);
        let (generations, index) = open(&folder);
        assert_eq!((index.cursor(), generations.numbers().expect("numbers")), (7, vec![1]));
    }

    #[test]
    fn the_newest_that_was_committed_answers() {
        let folder = Folder::new();
        let (generations, index) = open(&folder);
        drop(index);
        let (_, beside) = generations.begin().expect("another");
        beside.commit(9, 4).expect("committed");
        drop(beside);
        let (generations, index) = open(&folder);
        assert_eq!((index.cursor(), index.answered(), generations.numbers().expect("numbers")), (9, 4, vec![2]));
    }

    #[test]
    fn nobody_removes_what_another_writes_to() {
        let folder = Folder::new();
        let (generations, _index) = open(&folder);
        let (_, building) = generations.begin().expect("another");
        let (other, index) = open(&folder);
        assert_eq!(other.numbers().expect("numbers"), [1, 2]);
        drop((building, index));
        other.keep_only(1).expect("tidied");
        assert_eq!(other.numbers().expect("numbers"), [1]);
    }

    #[test]
    fn a_broken_foreign_or_old_index_is_built_anew() {
        let folder = Folder::new();
        fs::write(folder.path().join("meta.json"), "{ not json").expect("a file of the time before");
        fs::create_dir_all(folder.path().join("3")).expect("a folder");
        fs::write(folder.path().join("3/meta.json"), "{ not json").expect("a file");
        let (generations, index) = open(&folder);
        assert_eq!((index.cursor(), generations.numbers().expect("numbers")), (0, vec![4]));
        assert!(!folder.path().join("meta.json").exists());
        drop(index);

        fs::remove_dir_all(folder.path().join("4")).expect("removed");
        fs::create_dir_all(folder.path().join("4")).expect("a folder");
        let mut foreign = tantivy::schema::Schema::builder();
        foreign.add_text_field("other", tantivy::schema::TEXT);
        tantivy::Index::create_in_dir(folder.path().join("4"), foreign.build()).expect("an index");
        assert_eq!(open(&folder).1.searcher().num_docs(), 0);
    }
}
