//! Invented documents, put together from real sentences.

use std::{fs, path::Path};

use app::error::Error;
use rand::{Rng, SeedableRng, rngs::StdRng};
use walkdir::WalkDir;

use crate::search::plain::plain;

/// Shorter ones are headings and rests of tables.
const FEWEST_WORDS: usize = 5;
/// Longer ones are lists.
const LONGEST: usize = 400;
/// So many make a text.
const SENTENCES: std::ops::RangeInclusive<usize> = 4..=14;
/// Words of a title.
const TITLE: std::ops::RangeInclusive<usize> = 3..=7;

/// Sentences to make documents of.
pub(super) struct Texts(Vec<String>);

/// What somebody could have written.
pub(super) struct Text {
    pub(super) title: String,
    pub(super) summary: String,
    /// Markdown.
    pub(super) body: String,
}

impl Texts {
    /// Reads all Markdown below a folder, or a file with JSON on each line of which `text` is read.
    pub(super) fn read(corpus: &Path) -> Result<Self, Error> {
        let mut sentences = Vec::new();
        if corpus.is_file() {
            for line in fs::read_to_string(corpus)?.lines() {
                let entry: serde_json::Value = serde_json::from_str(line)?;
                split(entry.get("text").and_then(|text| text.as_str()).unwrap_or_default(), &mut sentences);
            }
        } else {
            for entry in WalkDir::new(corpus).sort_by_file_name() {
                let entry = entry.map_err(|error| Error::fault(error.to_string()))?;
                if entry.path().extension().is_some_and(|extension| extension == "md") {
                    split(&fs::read_to_string(entry.path())?, &mut sentences);
                }
            }
        }
        if sentences.is_empty() {
            return Err(Error::fault(format!("no sentences in {}", corpus.display())));
        }
        Ok(Self(sentences))
    }

    /// How many there are.
    pub(super) fn sentences(&self) -> usize {
        self.0.len()
    }

    /// The document with this number, the same each time.
    pub(super) fn document(&self, number: u32) -> Text {
        let mut dice = StdRng::seed_from_u64(u64::from(number));
        let mut pick = || &self.0[dice.random_range(0..self.0.len())];
        let (first, summary) = (pick(), pick().clone());
        let many = usize::try_from(number).unwrap_or_default() % (SENTENCES.end() - SENTENCES.start() + 1) + SENTENCES.start();
        let said: Vec<&str> = (0..many).map(|_| pick().as_str()).collect();
        let words = dice.random_range(TITLE);
        let title = first.split(' ').take(words).collect::<Vec<_>>().join(" ");
        let body = said.chunks(4).map(|part| part.join(" ")).collect::<Vec<_>>().join("\n\n");
        Text { title: title.trim_end_matches([',', '.', ';', ':']).to_owned(), summary, body }
    }
}

/// The sentences of a Markdown text.
fn split(markdown: &str, sentences: &mut Vec<String>) {
    for line in markdown.lines() {
        for sentence in plain(line).split_inclusive(['.', '?', '!']) {
            let sentence = sentence.trim();
            if sentence.len() <= LONGEST && sentence.split(' ').count() >= FEWEST_WORDS {
                sentences.push(sentence.to_owned());
            }
        }
    }
}
