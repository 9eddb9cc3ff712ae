//! The words that compounds are made of.
//!
//! Two sources, both free: lists written for this project from general knowledge, and the nouns of German statutes, which
//! are official works without copyright (§ 5 `UrhG`). No dictionary was copied; `REUSE.toml` has the licences.

use std::{collections::HashMap, sync::LazyLock};

use super::fold::fold;

/// What a word can be in a compound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Any part.
    Noun = 1,
    /// Any part but the last.
    Modifier = 2,
    /// The last part, behind a noun.
    Head = 4,
    /// No part, and not to be cut.
    Whole = 8,
}

const LISTS: [(&str, Role); 5] = [
    (include_str!("vocabulary/nouns.txt"), Role::Noun),
    (include_str!("vocabulary/statutes.txt"), Role::Noun),
    (include_str!("vocabulary/modifiers.txt"), Role::Modifier),
    (include_str!("vocabulary/heads.txt"), Role::Head),
    (include_str!("vocabulary/whole.txt"), Role::Whole),
];

/// Folded words with their roles.
#[derive(Debug)]
pub(super) struct Vocabulary(HashMap<String, u8>);

impl Vocabulary {
    /// The words of the lists.
    pub(super) fn get() -> &'static Self {
        static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(&LISTS));
        &WORDS
    }

    fn of(lists: &[(&str, Role)]) -> Self {
        let mut words = HashMap::new();
        for (list, role) in lists {
            for word in list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
                *words.entry(fold(word)).or_default() |= *role as u8;
            }
        }
        Self(words)
    }

    /// Whether a folded word can be this.
    pub(super) fn is(&self, word: &str, role: Role) -> bool {
        self.0.get(word).is_some_and(|roles| roles & role as u8 != 0)
    }

    /// Whether a folded word is in one of the lists.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }
}
