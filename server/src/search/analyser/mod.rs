//! What a word is to search: the same for texts, for what is typed, and for the marks in excerpts.
//!
//! | step | `Die neuen Gewerbeanmeldungen der E-Akte` |
//! |---|---|
//! | [`Words`] | `Die` `neuen` `Gewerbeanmeldungen` `der` `EAkte` `E` `Akte` |
//! | [`fold_word`] | `die` `neuen` `gewerbeanmeldungen` `der` `eakte` `e` `akte` |
//! | [`Compounds`] | `die` `neuen` `gewerbeanmeldungen` `gewerbe` `anmeldung` `der` `eakte` `e` `akte` |
//! | German Snowball stem, [`drop_plural`] | `die` `neu` `gewerbeanmeld` `gewerb` `anmeld` `der` `eakt` `e` `akt` |
//!
//! So `Gewerbeanmeldung`, `Gewerbe anmelden` and `Anmeldung eines Gewerbes` find each other, and so do `Bürgerbüro`,
//! `Buergerbuero` and `BÜRGERBÜROS`.

mod compound;
mod compounds;
mod each;
mod fold;
mod plural;
mod stopwords;
mod vocabulary;
mod words;

use std::{collections::BTreeSet, ops::Range};

use tantivy::tokenizer::{Language, RemoveLongFilter, Stemmer, TextAnalyzer, Token, TokenStream};

use self::{compounds::Compounds, each::Each, fold::fold_word, plural::drop_plural, words::Words};
pub(super) use self::{
    fold::fold,
    stopwords::is_stop_word,
    words::{Compound, compounds, is_hyphen},
};

/// The name of [`stemmed`] in the schema. Raise the number when its words change: the index is then built anew.
pub(super) const STEMMED: &str = "german-3";

/// The name of [`folded`] in the schema.
pub(super) const FOLDED: &str = "folded-1";

/// Longer words (in bytes) are noise: encoded pictures, hashes.
const LONGEST: usize = 100;

/// Stems of words and of the parts of compounds, for finding.
pub(super) fn stemmed() -> TextAnalyzer {
    TextAnalyzer::builder(Words)
        .filter(Each(fold_word))
        .filter(RemoveLongFilter::limit(LONGEST + 1))
        .filter(Compounds)
        .filter(Stemmer::new(Language::German))
        .filter(Each(drop_plural))
        .build()
}

/// Stems of words as they stand.
pub(super) fn whole() -> TextAnalyzer {
    TextAnalyzer::builder(Words)
        .filter(Each(fold_word))
        .filter(RemoveLongFilter::limit(LONGEST + 1))
        .filter(Stemmer::new(Language::German))
        .filter(Each(drop_plural))
        .build()
}

/// Words as written but for their spelling, for completing what is still being typed and for what was typed wrongly.
pub(super) fn folded() -> TextAnalyzer {
    TextAnalyzer::builder(Words).filter(Each(fold_word)).filter(RemoveLongFilter::limit(LONGEST + 1)).build()
}

/// A word of a query. It is found when one of its forms is, and, with less weight, when all of its parts are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Word {
    /// Each form is a sequence of stems that follow one another; the best form comes first.
    pub(super) forms: Vec<Vec<String>>,
    /// The stems of the parts of a compound.
    pub(super) parts: Vec<String>,
    /// As typed, folded, not stemmed.
    pub(super) folded: String,
}

/// Words as one text, folded, with nothing between them but a blank: what a title is compared with as a whole.
pub(super) fn spelling(words: &[Word]) -> String {
    words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
}

/// The words of a text, at most `limit` of them.
pub(super) fn words(text: &str, limit: usize) -> Vec<Word> {
    let stems = tokens(&mut whole(), text, limit);
    // the stemmer changes words but neither drops nor adds any, so both lists run side by side
    let spellings = tokens(&mut folded(), text, limit);
    let mut words = Vec::new();
    let mut at = 0;
    while let (Some(stem), Some(spelling)) = (stems.get(at), spellings.get(at)) {
        let end = stem.position + stem.position_length;
        let pieces: Vec<String> =
            stems[at + 1..].iter().take_while(|piece| piece.position < end).map(|piece| piece.text.clone()).collect();
        at += 1 + pieces.len();
        let mut forms = vec![vec![stem.text.clone()]];
        let mut parts = Vec::new();
        if pieces.len() > 1 {
            forms.push(pieces);
        } else {
            parts = stems_of_parts(&spelling.text);
        }
        words.push(Word { forms, parts, folded: spelling.text.clone() });
    }
    words
}

/// The stems of the parts of a folded compound, each once; none for other words.
fn stems_of_parts(word: &str) -> Vec<String> {
    let mut stems: Vec<String> = Vec::new();
    for part in compound::parts(word).iter().flat_map(|parts| parts.iter()) {
        let stem = stem(&part.word);
        if !stems.contains(&stem) {
            stems.push(stem);
        }
    }
    stems
}

/// The stem of one folded word.
fn stem(word: &str) -> String {
    tokens(&mut whole(), word, 1).pop().map(|token| token.text).unwrap_or_default()
}

/// The stems in a single word (or words joined by hyphens) with the places where they stand: the whole, and its parts.
pub(super) fn stems_in(word: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    for token in tokens(&mut whole(), word, usize::MAX) {
        let place = token.offset_from..token.offset_to;
        found.push((token.text, place.clone()));
        let text = &word[place.clone()];
        let parts = if token.position_length == 1 { compound::parts(&fold(text)) } else { None };
        for part in parts.iter().flat_map(|parts| parts.iter()) {
            let span = unfolded(text, &part.span);
            found.push((stem(&part.word), place.start + span.start..place.start + span.end));
        }
    }
    found
}

/// Where the compounds in a word are cut, in letters of the folded word without hyphens.
pub(super) fn cuts(word: &str) -> BTreeSet<usize> {
    let mut cuts = BTreeSet::new();
    let mut at = 0;
    for piece in word.split('-').map(fold) {
        cuts.insert(at);
        let parts = compound::parts(&piece);
        cuts.extend(parts.iter().flat_map(|parts| parts.iter()).map(|part| at + part.span.start));
        at += piece.len();
    }
    cuts.remove(&0);
    cuts
}

/// Where some letters of the folded word stand in the word as it is written.
fn unfolded(word: &str, span: &Range<usize>) -> Range<usize> {
    let place = |folded: usize| {
        let ends = word.char_indices().map(|(start, _)| start).chain([word.len()]);
        ends.into_iter().find(|end| fold(&word[..*end]).len() >= folded).unwrap_or(word.len())
    };
    place(span.start)..place(span.end)
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
        tokens(&mut whole(), text, usize::MAX).into_iter().map(|token| token.text).collect()
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
    fn a_compound_is_indexed_whole_and_in_parts_at_one_place() {
        let seen: Vec<_> = tokens(&mut stemmed(), "Die Gewerbeanmeldungen hier", usize::MAX)
            .into_iter()
            .map(|token| (token.text, token.position))
            .collect();
        let expected = [("die", 0), ("gewerbeanmeld", 1), ("gewerb", 1), ("anmeld", 1), ("hier", 2)];
        assert_eq!(seen, expected.map(|(text, position)| (text.to_owned(), position)));
    }

    #[test]
    fn words_around_a_compound_find_each_other() {
        let parts = |text: &str| words(text, 10).pop().map(|word| word.parts).unwrap_or_default();
        assert_eq!(parts("Gewerbeanmeldung"), stems("Gewerbe anmelden"));
        assert_eq!(parts("Buergerbuero"), stems("Bürger Büros"));
        assert_eq!(parts("Baumfällungen"), stems("Bäume Fällung"));
        assert_eq!(parts("Straßenbeleuchtung"), stems("Beleuchtung Straße").into_iter().rev().collect::<Vec<_>>());
        assert_eq!(parts("Rathaus"), [""; 0]);
    }

    #[test]
    fn a_part_is_found_where_it_stands_in_the_word_as_written() {
        let marked = |word: &str, stem: &str| {
            let found = stems_in(word).into_iter().find(|(text, _)| text == stem).map(|(_, place)| word[place].to_owned());
            found.unwrap_or_default()
        };
        assert_eq!(marked("Gewerbeanmeldung", "anmeld"), "anmeldung");
        assert_eq!(marked("Bürgerbüros", "burg"), "Bürger");
        assert_eq!(marked("Buergerbueros", "buro"), "bueros");
        assert_eq!(marked("Straßenverkehrs-Ordnung", "verkehr"), "verkehrs");
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
            let stems = tokens(&mut whole(), &text, usize::MAX);
            let spellings = tokens(&mut folded(), &text, usize::MAX);
            assert_eq!(stems.len(), spellings.len(), "{text:?}");
            for token in stems {
                assert!(text.get(token.offset_from..token.offset_to).is_some_and(|word| !word.is_empty()), "{text:?}");
            }
            for token in tokens(&mut stemmed(), &text, usize::MAX) {
                assert!(!token.text.is_empty(), "{text:?}");
            }
            for (_, place) in compounds(&text).flat_map(|compound| stems_in(&text[compound.span()])) {
                assert!(place.start <= place.end, "{text:?}");
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
