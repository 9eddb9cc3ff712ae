//! How well words are understood: compounds cut where they should be, typing errors corrected.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::Path,
};

use app::error::Error;

use super::{
    Ours,
    collection::{Collection, Entry, unreadable},
};
use crate::search::analyser;

/// What was counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Words {
    /// Right cuts.
    pub right: usize,
    /// Cuts where none belongs.
    pub wrong: usize,
    /// Cuts that are missing.
    pub missing: usize,
    /// Words that are no compounds.
    pub simple: usize,
    /// How many of these were cut all the same.
    pub simple_cut: usize,
}

impl Words {
    /// Compares with a table of words: word, its parts separated by blanks (`|` before a linking element), their number.
    pub fn cut(file: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
        let mut counts = Self::default();
        for line in text.lines().skip(1) {
            let mut columns = line.split('\t');
            if let (Some(word), Some(parts)) = (columns.next(), columns.next()) {
                counts.compare(word, parts);
            }
        }
        Ok(counts)
    }

    fn compare(&mut self, word: &str, parts: &str) {
        let hyphens = places(word.split('-'));
        let asked: BTreeSet<usize> = places(parts.split(' ')).difference(&hyphens).copied().collect();
        let ours: BTreeSet<usize> = analyser::cuts(word).difference(&hyphens).copied().collect();
        self.right += ours.intersection(&asked).count();
        self.wrong += ours.difference(&asked).count();
        self.missing += asked.difference(&ours).count();
        if !parts.contains(' ') {
            self.simple += 1;
            self.simple_cut += usize::from(!ours.is_empty());
        }
    }

    /// The harmonic mean of precision and recall of the cuts.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "far fewer words than 2^52")]
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / (2 * self.right + self.wrong + self.missing).max(1) as f64
    }
}

/// Where the pieces end, in letters of the folded word.
fn places<'a>(pieces: impl Iterator<Item = &'a str>) -> BTreeSet<usize> {
    let lengths = pieces.map(|piece| {
        let letters: String = piece.chars().filter(|letter| letter.is_alphanumeric()).collect();
        analyser::fold(&letters).len()
    });
    let mut ends: BTreeSet<usize> = lengths
        .scan(0, |at, length| {
            *at += length;
            Some(*at)
        })
        .collect();
    ends.pop_last();
    ends
}

/// How many typing errors at each distance find the word that was meant: (distance, number, found).
///
/// The words of the table (wrong, right, distance) are the documents of a small index, each right word one document; what
/// counts is whether it is among the ten hits of the wrong one.
pub fn typos(file: &Path) -> Result<Vec<(u32, usize, usize)>, Error> {
    let text = fs::read_to_string(file).map_err(|error| unreadable(file, &error))?;
    let rows: Vec<(&str, &str, u32)> = text
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some((columns.next()?, columns.next()?, columns.next()?.parse().ok()?))
        })
        .collect();
    let rights: BTreeSet<&str> = rows.iter().map(|(_, right, _)| *right).collect();
    let documents = rights.iter().map(|right| Entry {
        id: (*right).to_owned(),
        title: String::new(),
        text: (*right).to_owned(),
        kind: String::new(),
    });
    let collection =
        Collection { name: String::new(), documents: documents.collect(), queries: Vec::new(), judgements: HashMap::new() };
    let ours = Ours::over(&collection)?;
    let mut counts: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (wrong, right, distance) in rows {
        let found = ours.find(wrong)?.iter().any(|(id, _)| id == right);
        let (number, hits) = counts.entry(distance).or_default();
        *number += 1;
        *hits += usize::from(found);
    }
    Ok(counts.into_iter().map(|(distance, (number, found))| (distance, number, found)).collect())
}
