//! What was searched since it was last written down. It is bounded, and lost in a crash: these are counts, no content.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
};

use super::typed::Typed;
use crate::db::Millis;

/// Most searches that wait; a minute has fewer.
const MOST_COUNTS: usize = 10_000;
/// Most searches that are remembered, so that none counts twice.
const MOST_RECENT: usize = 20_000;
/// For so long the same search of the same person is one: she turns pages, sets filters, comes back.
const SAME_SEARCH: Millis = 30 * 60 * 1000;

/// What is counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Place {
    /// Of the search.
    pub(super) stems: String,
    /// `202611`.
    pub(super) month: i64,
    /// Where it came from.
    pub(super) organisation: i64,
}

/// Counts of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) typed: Typed,
    pub(super) searches: i64,
    pub(super) without_hits: i64,
    pub(super) clicked: i64,
}

struct Recent {
    until: Millis,
    clicked: bool,
}

/// Who searched or opened something: only for as long as the call.
pub(super) struct Searcher {
    pub(super) account: i64,
    pub(super) organisation: i64,
    pub(super) month: i64,
    pub(super) now: Millis,
}

/// The counts that wait, and what was searched lately.
#[derive(Default)]
pub(super) struct Memory {
    counts: HashMap<Place, Count>,
    /// By a hash of person and search, with a key of this process: nothing can be read out of it.
    recent: HashMap<u64, Recent>,
    hasher: RandomState,
}

impl Memory {
    /// Counts a search, unless it is the same as a moment ago.
    pub(super) fn searched(&mut self, by: &Searcher, typed: &Typed, found: bool) {
        let same = self.hasher.hash_one((by.account, &typed.stems));
        if self.is_recent(same, by.now) || !self.remember(same, by.now, false) {
            return;
        }
        if let Some(count) = self.count(by, typed) {
            count.searches += 1;
            count.without_hits += i64::from(!found);
        }
    }

    /// Counts that something was opened after a search, once.
    pub(super) fn opened(&mut self, by: &Searcher, typed: &Typed) {
        let same = self.hasher.hash_one((by.account, &typed.stems));
        // of a search on another node, or of long ago, nothing is known here
        let counts = match self.recent.get_mut(&same) {
            Some(recent) if recent.until > by.now => !std::mem::replace(&mut recent.clicked, true),
            _ => self.remember(same, by.now, true),
        };
        if let Some(count) = self.count(by, typed).filter(|_| counts) {
            count.clicked += 1;
        }
    }

    fn is_recent(&self, same: u64, now: Millis) -> bool {
        self.recent.get(&same).is_some_and(|recent| recent.until > now)
    }

    /// `false` when there is no room.
    fn remember(&mut self, same: u64, now: Millis, clicked: bool) -> bool {
        if self.recent.len() >= MOST_RECENT {
            self.forget(now);
        }
        if self.recent.len() >= MOST_RECENT {
            return false;
        }
        self.recent.insert(same, Recent { until: now + SAME_SEARCH, clicked });
        true
    }

    /// Forgets what is not recent any more.
    pub(super) fn forget(&mut self, now: Millis) {
        self.recent.retain(|_, recent| recent.until > now);
    }

    fn count(&mut self, by: &Searcher, typed: &Typed) -> Option<&mut Count> {
        let place = Place { stems: typed.stems.clone(), month: by.month, organisation: by.organisation };
        if self.counts.len() >= MOST_COUNTS && !self.counts.contains_key(&place) {
            return None;
        }
        let none = || Count { typed: typed.clone(), searches: 0, without_hits: 0, clicked: 0 };
        Some(self.counts.entry(place).or_insert_with(none))
    }

    /// All that waits, to be written down.
    pub(super) fn take(&mut self) -> Vec<(Place, Count)> {
        std::mem::take(&mut self.counts).into_iter().collect()
    }

    /// Takes back what could not be written down.
    pub(super) fn give_back(&mut self, counts: Vec<(Place, Count)>) {
        for (place, count) in counts {
            let room = self.counts.len() < MOST_COUNTS;
            match self.counts.get_mut(&place) {
                Some(here) => {
                    here.searches += count.searches;
                    here.without_hits += count.without_hits;
                    here.clicked += count.clicked;
                }
                None if room => {
                    self.counts.insert(place, count);
                }
                None => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(account: i64, now: Millis) -> Searcher {
        Searcher { account, organisation: 1, month: 202_611, now }
    }

    fn typed(text: &str) -> Typed {
        Typed::parse(text).expect("a search")
    }

    /// Searches, without hits, clicked.
    fn counted(memory: &mut Memory) -> (i64, i64, i64) {
        memory.take().into_iter().fold((0, 0, 0), |(searches, without, clicked), (_, count)| {
            (searches + count.searches, without + count.without_hits, clicked + count.clicked)
        })
    }

    #[test]
    fn the_same_search_of_a_person_counts_once_in_half_an_hour() {
        let mut memory = Memory::default();
        memory.searched(&by(1, 0), &typed("Drohne"), false);
        memory.searched(&by(1, 1000), &typed("drohnen"), true);
        memory.searched(&by(2, 1000), &typed("Drohne"), true);
        assert_eq!(counted(&mut memory), (2, 1, 0));
        memory.searched(&by(1, SAME_SEARCH), &typed("Drohne"), false);
        assert_eq!(counted(&mut memory), (1, 1, 0));
    }

    #[test]
    fn several_hits_opened_are_one_click() {
        let mut memory = Memory::default();
        memory.searched(&by(1, 0), &typed("Drohne"), true);
        memory.opened(&by(1, 1), &typed("Drohne"));
        memory.opened(&by(1, 2), &typed("Drohne"));
        assert_eq!(counted(&mut memory), (1, 0, 1));
        memory.opened(&by(1, SAME_SEARCH * 2), &typed("Drohne"));
        memory.opened(&by(1, SAME_SEARCH * 2 + 1), &typed("Drohne"));
        assert_eq!(counted(&mut memory), (0, 0, 1));
    }

    #[test]
    fn what_could_not_be_written_down_waits_together_with_what_came_meanwhile() {
        let mut memory = Memory::default();
        memory.searched(&by(1, 0), &typed("Drohne"), false);
        let taken = memory.take();
        memory.searched(&by(2, 0), &typed("Drohne"), true);
        memory.give_back(taken);
        assert_eq!(counted(&mut memory), (2, 1, 0));
    }

    #[test]
    fn memory_is_bounded() {
        let mut memory = Memory::default();
        for account in 0..30_000 {
            memory.searched(&by(account, 0), &typed("Drohne"), true);
        }
        assert_eq!(memory.recent.len(), MOST_RECENT);
        memory.forget(SAME_SEARCH);
        assert!(memory.recent.is_empty());
        for number in 0..15_000 {
            let one = Typed { stems: format!("wort{number}"), spelling: "Wort".to_owned() };
            memory.searched(&by(1, 0), &one, true);
        }
        assert_eq!(memory.take().len(), MOST_COUNTS);
    }
}
