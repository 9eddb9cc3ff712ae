//! What a word is to search: the same for texts, for what is typed, and for the marks in excerpts.
//!
//! | step | `Die neuen Gewerbeanmeldungen der E-Akte` |
//! |---|---|
//! | [`Words`] | `Die` `neuen` `Gewerbeanmeldungen` `der` `EAkte` `E` `Akte` |
//! | [`Fold`] | `die` `neuen` `gewerbeanmeldungen` `der` `eakte` `e` `akte` |
//! | German Snowball stem, [`Plural`] | `die` `neu` `gewerbeanmeld` `der` `eakt` `e` `akt` |

use tantivy::tokenizer::{Language, RemoveLongFilter, Stemmer, TextAnalyzer, Token, TokenStream};

use super::{fold::Fold, plural::Plural, words::Words};

/// The name of [`stemmed`] in the schema. Raise the number when its words change: the index is then built anew.
pub(super) const STEMMED: &str = "german-2";

/// The name of [`folded`] in the schema.
pub(super) const FOLDED: &str = "folded-1";

/// Longer words (in bytes) are noise: encoded pictures, hashes.
const LONGEST: usize = 100;

/// Stems of words, for finding.
pub(super) fn stemmed() -> TextAnalyzer {
    TextAnalyzer::builder(Words)
        .filter(Fold)
        .filter(RemoveLongFilter::limit(LONGEST + 1))
        .filter(Stemmer::new(Language::German))
        .filter(Plural)
        .build()
}

/// Words as written but for their spelling, for completing what is still being typed.
pub(super) fn folded() -> TextAnalyzer {
    TextAnalyzer::builder(Words).filter(Fold).filter(RemoveLongFilter::limit(LONGEST + 1)).build()
}

/// A word of a query. It is found when one of its forms is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Word {
    /// Each form is a sequence of stems that follow one another; the best form comes first.
    pub(super) forms: Vec<Vec<String>>,
    /// As typed, folded, not stemmed.
    pub(super) folded: String,
}

/// Words as one text, folded, with nothing between them but a blank: what a title is compared with as a whole.
pub(super) fn spelling(words: &[Word]) -> String {
    words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
}

/// The words of a text, at most `limit` of them.
pub(super) fn words(text: &str, limit: usize) -> Vec<Word> {
    let stems = tokens(&mut stemmed(), text, limit);
    // the stemmer changes words but neither drops nor adds any, so both lists run side by side
    let spellings = tokens(&mut folded(), text, limit);
    let mut words = Vec::new();
    let mut at = 0;
    while let (Some(stem), Some(spelling)) = (stems.get(at), spellings.get(at)) {
        let end = stem.position + stem.position_length;
        let parts: Vec<String> =
            stems[at + 1..].iter().take_while(|part| part.position < end).map(|part| part.text.clone()).collect();
        at += 1 + parts.len();
        let mut forms = vec![vec![stem.text.clone()]];
        if parts.len() > 1 {
            forms.push(parts);
        }
        words.push(Word { forms, folded: spelling.text.clone() });
    }
    words
}

fn tokens(analyser: &mut TextAnalyzer, text: &str, limit: usize) -> Vec<Token> {
    let mut stream = analyser.token_stream(text);
    let mut tokens = Vec::new();
    while tokens.len() < limit && stream.advance() {
        tokens.push(stream.token().clone());
    }
    tokens
}

#[cfg(test)]
mod tests {
    use rand::{Rng, SeedableRng, rngs::StdRng};

    use super::*;

    fn stems(text: &str) -> Vec<String> {
        tokens(&mut stemmed(), text, usize::MAX).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn inflected_forms_share_a_stem() {
        for (one, other) in [
            ("Gewerbeanmeldung", "gewerbeanmeldungen"),
            ("Bürgerbüro", "Buergerbuero"),
            ("Bürgerbüro", "Burgerburo"),
            ("Kommune", "Kommunen"),
            ("Haushalt", "Haushaltes"),
            ("digitale", "digitalen"),
            ("Antrag", "Anträge"),
            ("Straße", "Strassen"),
            ("Akte", "Akten"),
            ("Formular", "Formulare"),
            ("Ausweis", "Ausweise"),
            ("Bürgerbüro", "Bürgerbüros"),
            ("Kita", "Kitas"),
            ("Handy", "Handys"),
        ] {
            assert_eq!(stems(one), stems(other), "{one} / {other}");
        }
    }

    #[test]
    fn different_words_stay_apart() {
        for (one, other) in [("Rat", "Rad"), ("Feuer", "Fur"), ("Neue", "Nu"), ("Wahl", "Wal")] {
            assert_ne!(stems(one), stems(other), "{one} / {other}");
        }
    }

    #[test]
    fn a_compound_is_found_by_every_way_to_write_it() {
        let typed = words("E-Akte", 10);
        assert_eq!(typed.len(), 1);
        assert_eq!(typed[0].forms, [vec!["eakt".to_owned()], vec!["e".to_owned(), "akt".to_owned()]]);
        assert_eq!(typed[0].folded, "eakte");
        assert_eq!(words("eAkte", 10)[0].forms, [vec!["eakt".to_owned()]]);
    }

    #[test]
    fn long_words_are_dropped_and_their_neighbours_kept() {
        assert_eq!(stems(&format!("kurz {} gut", "x".repeat(101))), ["kurz", "gut"]);
        assert_eq!(stems(&"x".repeat(100)).len(), 1);
    }

    #[test]
    fn the_number_of_words_is_bounded() {
        assert_eq!(words(&"wort ".repeat(1000), 200).len(), 200);
        assert!(words(&"a-".repeat(5000), 200).len() <= 200);
    }

    #[test]
    fn any_text_is_cut_without_a_panic_at_true_places() {
        let mut random = StdRng::seed_from_u64(42);
        for _ in 0..2000 {
            let length = random.random_range(0..40);
            let text: String = (0..length).map(|_| odd_character(&mut random)).collect();
            let stems = tokens(&mut stemmed(), &text, usize::MAX);
            let spellings = tokens(&mut folded(), &text, usize::MAX);
            assert_eq!(stems.len(), spellings.len(), "{text:?}");
            for token in stems {
                assert!(text.get(token.offset_from..token.offset_to).is_some_and(|word| !word.is_empty()), "{text:?}");
            }
            words(&text, 200);
        }
    }

    /// Half of the characters from where the rules are, half from all of Unicode.
    fn odd_character(random: &mut StdRng) -> char {
        const TRICKY: &[char] = &[
            'a', 'e', 'u', 'q', 's', 'n', 'Ä', 'ß', 'ẞ', '-', '\u{2011}', ' ', '\u{ad}', '\u{308}', '\u{200d}', 'İ', 'ﬁ', '½',
            'ͺ', '9',
        ];
        if random.random_bool(0.5) {
            TRICKY[random.random_range(0..TRICKY.len())]
        } else {
            char::from_u32(random.random_range(0..0x0011_0000)).unwrap_or('\u{fffd}')
        }
    }
}
