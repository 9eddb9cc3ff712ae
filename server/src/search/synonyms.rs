//! Words that mean the same (`OZG`, `Onlinezugangsgesetz`): looked for beside those that were typed. The table is kept by
//! moderators; the index knows nothing of it, so a change takes effect at once.

use std::collections::HashMap;

use tantivy::Score;

use super::{
    analyser::{Word, is_stop_word, words},
    request::{Other, Request, Unit},
};

/// What a synonym counts beside the words that were typed.
const SYNONYM: Score = 0.8;
/// Words of a term that count.
const LONGEST: usize = 8;

/// Groups of terms that mean the same.
#[derive(Debug, Default)]
pub(super) struct Synonyms {
    /// Each term as its words.
    groups: Vec<Vec<Vec<Word>>>,
    /// From the stems of a term to the groups that it stands in.
    of: HashMap<Vec<String>, Vec<usize>>,
    /// Words of the longest term.
    longest: usize,
}

impl Synonyms {
    /// From groups of terms as they were typed.
    pub(super) fn of(groups: &[Vec<String>]) -> Self {
        let mut synonyms = Self::default();
        for group in groups {
            let terms: Vec<Vec<Word>> = group.iter().map(|term| telling(term)).filter(|term| !term.is_empty()).collect();
            for term in &terms {
                synonyms.longest = synonyms.longest.max(term.len());
                let groups = synonyms.of.entry(key(term)).or_default();
                if groups.last() != Some(&synonyms.groups.len()) {
                    groups.push(synonyms.groups.len());
                }
            }
            synonyms.groups.push(terms);
        }
        synonyms
    }

    /// Puts synonyms beside the words of a request, those of the longest terms first.
    pub(super) fn widen(&self, request: &mut Request) {
        let mut words: Vec<Word> = std::mem::take(&mut request.units).into_iter().flat_map(|unit| unit.words).collect();
        while !words.is_empty() {
            let longest = self.longest.min(words.len());
            let others = (1..=longest).rev().find_map(|length| Some((length, self.others(&words[..length])?)));
            let (length, others) = others.unwrap_or((1, Vec::new()));
            let rest = words.split_off(length);
            request.units.push(Unit { words, others });
            words = rest;
        }
    }

    /// What means the same as these words.
    fn others(&self, words: &[Word]) -> Option<Vec<Other>> {
        let typed = key(words);
        let groups = self.of.get(&typed)?.iter().filter_map(|group| self.groups.get(*group));
        let mut others: Vec<Other> = Vec::new();
        for term in groups.flatten().filter(|term| key(term) != typed) {
            match others.iter_mut().find(|other| key(&other.words) == key(term)) {
                // `eAkte` and `E-Akte`: the second is found in more ways
                Some(other) if ways(&other.words) < ways(term) => {
                    other.words.clone_from(term);
                }
                Some(_) => {}
                None => others.push(Other { words: term.clone(), weight: SYNONYM }),
            }
        }
        Some(others)
    }
}

/// The words of a term that say something.
fn telling(term: &str) -> Vec<Word> {
    let all = words(term, LONGEST);
    let telling: Vec<Word> = all.iter().filter(|word| !is_stop_word(&word.folded)).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

fn ways(words: &[Word]) -> usize {
    words.iter().map(|word| word.forms.len()).sum()
}

fn key(words: &[Word]) -> Vec<String> {
    words.iter().filter_map(|word| word.forms.first()?.first().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widened(text: &str) -> Vec<(String, Vec<String>)> {
        let groups = [
            vec!["OZG", "Onlinezugangsgesetz"],
            vec!["eAkte", "elektronische Akte", "E-Akte"],
            vec!["TöB", "Träger öffentlicher Belange"],
            vec!["OZG", "Online-Gesetz"],
        ];
        let groups = groups.map(|group| group.into_iter().map(str::to_owned).collect());
        let mut request = Request::parse(text);
        Synonyms::of(&groups).widen(&mut request);
        let said = |words: &[Word]| words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ");
        let unit = |unit: &Unit| (said(&unit.words), unit.others.iter().map(|other| said(&other.words)).collect());
        request.units.iter().map(unit).collect()
    }

    fn unit(words: &str, others: &[&str]) -> (String, Vec<String>) {
        (words.to_owned(), others.iter().map(|other| (*other).to_owned()).collect())
    }

    #[test]
    fn an_abbreviation_finds_its_long_form_and_back() {
        assert_eq!(widened("ozg frist"), [unit("ozg", &["onlinezugangsgesetz", "onlinegesetz"]), unit("frist", &[])]);
        assert_eq!(widened("Onlinezugangsgesetzes"), [unit("onlinezugangsgesetzes", &["ozg"])]);
    }

    #[test]
    fn several_words_can_mean_one_thing() {
        assert_eq!(widened("die elektronischen Akten"), [unit("elektronischen akten", &["eakte"])]);
        assert_eq!(widened("Akte elektronische"), [unit("akte", &[]), unit("elektronische", &[])]);
        assert_eq!(widened("Träger der öffentlichen Belange"), [unit("trager offentlichen belange", &["tob"])]);
    }

    #[test]
    fn spellings_of_one_term_are_not_its_synonyms() {
        assert_eq!(widened("E-Akte"), [unit("eakte", &["elektronische akte"])]);
    }

    #[test]
    fn without_a_table_nothing_changes() {
        let mut request = Request::parse("ozg frist");
        let typed = request.clone();
        Synonyms::default().widen(&mut request);
        assert_eq!(request, typed);
    }
}
