//! Collections as files: `docs.jsonl` and `queries.jsonl` with an object on each line, `qrels.tsv` as TREC writes it.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use app::error::Error;
use serde::{Deserialize, de::DeserializeOwned};

/// A document or a query.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Entry {
    pub(super) id: String,
    #[serde(default)]
    pub(super) title: String,
    pub(super) text: String,
    /// What is tried with a query; empty where the collection does not say.
    #[serde(default)]
    pub(super) kind: String,
}

/// Documents, queries, and how well each fits the other.
#[derive(Debug, Clone)]
pub struct Collection {
    /// The name of its folder.
    pub name: String,
    pub(super) documents: Vec<Entry>,
    pub(super) queries: Vec<Entry>,
    /// By query: documents with their grade, 0 for none.
    pub(super) judgements: HashMap<String, HashMap<String, u32>>,
}

impl Collection {
    /// Reads a folder with `docs.jsonl`, `queries.jsonl` and `qrels.tsv`.
    pub fn in_folder(folder: &Path) -> Result<Self, Error> {
        let judgements = folder.join("qrels.tsv");
        let mut collection = Self::read(&folder.join("docs.jsonl"), &folder.join("queries.jsonl"), Some(&judgements))?;
        collection.name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(collection)
    }

    /// The kinds of queries, each with its part of the collection.
    pub fn kinds(&self) -> Vec<(&str, Self)> {
        let mut kinds: Vec<&str> = self.queries.iter().map(|query| query.kind.as_str()).filter(|kind| !kind.is_empty()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let of = |kind: &str| {
            let wanted: Vec<&Entry> = self.queries.iter().filter(|query| query.kind == kind).collect();
            let judged = wanted.iter().filter_map(|query| Some((query.id.clone(), self.judgements.get(&query.id)?.clone())));
            Self { judgements: judged.collect(), ..self.clone() }
        };
        kinds.into_iter().map(|kind| (kind, of(kind))).collect()
    }

    /// Reads these files. Judgements are needed to measure, not to search.
    pub fn read(documents: &Path, queries: &Path, judgements: Option<&Path>) -> Result<Self, Error> {
        Ok(Self {
            name: String::new(),
            documents: lines(documents)?,
            queries: lines(queries)?,
            judgements: judgements.map_or_else(|| Ok(HashMap::new()), read_judgements)?,
        })
    }

    /// The folders inside a folder that hold a collection, by name.
    pub fn folders(folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let entries = fs::read_dir(folder).map_err(|error| unreadable(folder, &error))?;
        let mut folders: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
        folders.retain(|folder| folder.join("queries.jsonl").is_file());
        folders.sort();
        Ok(folders)
    }
}

fn lines<T: DeserializeOwned>(file: &Path) -> Result<Vec<T>, Error> {
    let text = fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| serde_json::from_str(line).map_err(|error| wrong(file, number, &error.to_string()))).collect()
}

/// Query, a number that means nothing, document, grade; separated by blanks or tabs. A head line may come first.
fn read_judgements(file: &Path) -> Result<HashMap<String, HashMap<String, u32>>, Error> {
    let text = fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
    let mut judgements: HashMap<String, HashMap<String, u32>> = HashMap::new();
    for (number, line) in text.lines().enumerate() {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let grade = columns.get(3).and_then(|grade| grade.parse::<i64>().ok());
        match (columns.as_slice(), grade) {
            ([query, _, document, _], Some(grade)) => {
                let grade = u32::try_from(grade.max(0))?;
                judgements.entry((*query).to_owned()).or_default().insert((*document).to_owned(), grade);
            }
            ([], _) => {}
            _ if number == 0 => {}
            _ => return Err(wrong(file, number, "four columns were expected: query, 0, document, grade")),
        }
    }
    Ok(judgements)
}

pub(super) fn unreadable(file: &Path, error: &std::io::Error) -> Error {
    Error::fault(format!("{}: {error}", file.display()))
}

fn wrong(file: &Path, number: usize, what: &str) -> Error {
    Error::fault(format!("{}, line {}: {what}", file.display(), number + 1))
}
