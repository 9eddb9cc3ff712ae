//! Spellings of the same word made equal: case, accents, umlauts, `ß`, ligatures, invisible characters.

use unicode_normalization::UnicodeNormalization;

use super::words::is_invisible;

/// What stands before an `e` or a `u` decides what it means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing that matters.
    Other,
    /// A vowel or `q`: a following `u` is no umlaut (`neue`, `Quelle`).
    Vowel,
    /// `a`, `o`, or a `u` that may be written for an umlaut: a following `e` belongs to it.
    Umlaut,
}

/// Folds a word: `Bürgerbüro`, `Buergerbuero` and `BURGERBURO` all become `burgerburo`.
///
/// The rules for `ae`, `oe`, `ue` are those of Lucene's `GermanNormalizationFilter` (which took them from Snowball's
/// `german2`): `ß` is `ss`; `ä`, `ö`, `ü` are `a`, `o`, `u`; `ae` and `oe` are `a` and `o`; `ue` is `u` unless it follows
/// a vowel or `q`. Before that, Unicode's compatibility decomposition (NFKD) takes off every other accent too.
pub(in crate::search) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    if word.is_ascii() {
        fold_letters(word.chars().map(|letter| letter.to_ascii_lowercase()), &mut folded);
    } else {
        fold_letters(word.nfkd().flat_map(char::to_lowercase), &mut folded);
    }
    folded
}

fn fold_letters(letters: impl Iterator<Item = char>, folded: &mut String) {
    let mut before = Before::Other;
    for letter in letters {
        before = match letter {
            // an accent; the letter under it is not the first half of a digraph
            '\u{300}'..='\u{36f}' => {
                if before == Before::Umlaut {
                    Before::Vowel
                } else {
                    before
                }
            }
            _ if is_invisible(letter) => before,
            'ß' => {
                folded.push_str("ss");
                Before::Other
            }
            'e' if before == Before::Umlaut => Before::Vowel,
            _ => {
                folded.push(letter);
                after(letter, before)
            }
        };
    }
}

fn after(letter: char, before: Before) -> Before {
    match letter {
        'a' | 'o' => Before::Umlaut,
        'u' if before == Before::Other => Before::Umlaut,
        'u' | 'e' | 'i' | 'q' | 'y' => Before::Vowel,
        _ => Before::Other,
    }
}

/// Folds a word in place.
pub(super) fn fold_word(word: &mut String) {
    *word = fold(word);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_the_same_word_fold_alike() {
        for spellings in [
            ["Bürgerbüro", "Buergerbuero", "Burgerburo"],
            ["Straße", "Strasse", "STRASSE"],
            ["Öl", "Oel", "ol"],
            ["Übung", "UEBUNG", "u\u{308}bung"],
            ["Ge\u{ad}werbe", "Ge\u{200b}werbe", "gewerbe"],
            ["Café", "Cafe\u{301}", "cafe"],
            ["GROẞ", "groß", "gross"],
        ] {
            let folded = spellings.map(fold);
            assert!(folded.iter().all(|word| *word == folded[0]), "{spellings:?} -> {folded:?}");
        }
    }

    #[test]
    fn ue_after_a_vowel_or_q_is_no_umlaut() {
        assert_eq!(fold("neue"), "neue");
        assert_eq!(fold("Feuer"), "feuer");
        assert_eq!(fold("Quelle"), "quelle");
        assert_eq!(fold("Steuer"), "steuer");
        assert_eq!(fold("bläue"), "blaue");
    }
}
