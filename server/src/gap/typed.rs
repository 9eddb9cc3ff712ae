//! What was typed into the search, as far as it may be counted.

use crate::search;

/// Longer texts are somebody's sentences.
const LONGEST: usize = 80;
/// So are more words.
const MOST_WORDS: usize = 6;
/// So many digits in a row are a telephone number, a date of birth, a file number.
const DIGITS_OF_A_NUMBER: usize = 7;

/// A search that may be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    /// Its stems in order, with blanks between them: the same for all spellings.
    pub(super) stems: String,
    /// The words without what belongs to the language of searches.
    pub(super) spelling: String,
}

impl Typed {
    /// `None` for what looks like personal data, and for what looks for nothing.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.chars().count() > LONGEST || text.contains('@') || left_out(text).any(|word| word.contains(is_quote)) {
            return None;
        }
        // only what is in the key may be in the spelling: what is excluded is not
        let words: Vec<&str> = text.split_whitespace().filter(|word| !word.starts_with('-')).collect();
        let spelling = words.join(" ").replace(is_quote, "");
        if words.len() > MOST_WORDS || most_digits_in_a_row(&spelling) >= DIGITS_OF_A_NUMBER {
            return None;
        }
        let mut stems = search::stems_of(&spelling);
        stems.sort_unstable();
        stems.dedup();
        (!stems.is_empty()).then(|| Self { stems: stems.join(" "), spelling })
    }

    /// All that could be the name of a person in it, as slugs: two to four words in a row, and a family name that stands
    /// first.
    pub(super) fn names(&self) -> Vec<String> {
        let words: Vec<&str> = self.spelling.split_whitespace().map(|word| word.trim_matches(',')).collect();
        let in_a_row = (2..=4).flat_map(|length| words.windows(length)).map(|part| part.join(" "));
        let turned = words.windows(2).map(|pair| format!("{} {}", pair[1], pair[0]));
        in_a_row.chain(turned).map(|name| app::text::slug(&name)).collect()
    }
}

fn left_out(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| word.starts_with('-'))
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '„' | '“' | '”' | '»' | '«')
}

/// Digits with nothing between them but what people put into telephone numbers.
fn most_digits_in_a_row(text: &str) -> usize {
    let (mut most, mut row) = (0, 0);
    for character in text.chars() {
        if character.is_numeric() {
            row += 1;
            most = most.max(row);
        } else if !matches!(character, ' ' | '/' | '-' | '.' | '(' | ')' | '+') {
            row = 0;
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Option<String> {
        Typed::parse(text).map(|typed| typed.stems)
    }

    #[test]
    fn spellings_of_the_same_search_are_the_same() {
        let one = stems("Gewerbeanmeldung Drohne").expect("stems");
        for other in ["drohnen gewerbeanmeldungen", "  die  Gewerbeanmeldung der Drohne ", "\"Drohne\" Gewerbeanmeldung -lemgo"] {
            assert_eq!(stems(other).as_ref(), Some(&one), "{other}");
        }
    }

    #[test]
    fn what_looks_like_a_person_or_like_nothing_is_not_counted() {
        let long = "x".repeat(81);
        for text in [
            "",
            " ",
            "???",
            "-lemgo",
            "eva@lemgo.de",
            "Eva (at) @lemgo",
            "05261 213-0",
            "+49 5261/2130",
            "geboren 01.02.1990",
            "eins zwei drei vier fünf sechs sieben",
            &long,
            "Akte -\"Eva Muster\"",
        ] {
            assert_eq!(Typed::parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_everyday_are_counted() {
        for text in ["OZG 2.0", "§ 35a SGB VIII", "Haushalt 2026", "LoRaWAN 868"] {
            assert_eq!(Typed::parse(text).expect(text).spelling, text);
        }
    }

    #[test]
    fn the_spelling_says_nothing_that_the_stems_do_not() {
        assert_eq!(Typed::parse("Akte „Muster“ -Eva").expect("typed").spelling, "Akte Muster");
    }

    #[test]
    fn names_are_looked_for_wherever_they_stand() {
        let names = Typed::parse("LoRaWAN Muster, Eva").expect("typed").names();
        assert!(names.contains(&"eva-muster".to_owned()) && names.contains(&"lorawan-muster-eva".to_owned()), "{names:?}");
    }
}
