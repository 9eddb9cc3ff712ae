//! Takes compounds apart: `gewerbeanmeldungen` is made of `gewerbe` and `anmeldung`.
//!
//! A compound is one or more modifiers and a head. A modifier is a noun, with or without a linking element
//! (`staat-s-`, `kinder-`, `schul-` of `schule`), the stem of a verb, an adjective or a learned prefix; a head is a noun
//! or one of a few adjectives, inflected or not. What these are is in [`vocabulary`](super::vocabulary): no word is guessed.
//! Of several ways to cut, the one with the fewest parts is right most often (`staub|ecken` needs a shorter word than
//! `stau|becken`, and both have two parts: there the longer head wins).

use std::{ops::Range, sync::Arc};

use super::vocabulary::{Role, Vocabulary};

/// A part of a compound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// The word that stands for it, without linking element or ending where that is known.
    pub(super) word: String,
    /// Its letters in the folded compound, with linking element and ending.
    pub(super) span: Range<usize>,
}

/// Shorter words are no compounds.
const SHORTEST: usize = 6;
/// Longer ones (in bytes) are made up: the work grows with the square.
const LONGEST: usize = 60;
/// The shortest part.
const SHORTEST_PART: usize = 3;
/// The shortest part with an ending.
const SHORTEST_INFLECTED: usize = 4;

/// What a part costs at least. More than all that can make a part dearer: fewer parts are better.
const PART: u32 = 10;
/// What a cut may cost on average for each part; dearer ones are chance.
const DEAREST: u32 = 14;

/// Between a modifier and what follows it, the longest first where one ends another.
const LINKS: [&str; 7] = ["s", "es", "n", "en", "er", "e", "ens"];
/// Endings of nouns.
const ENDINGS: [&str; 8] = ["en", "n", "e", "s", "es", "er", "ern", "nen"];
/// Endings of adjectives.
const ADJECTIVE_ENDINGS: [&str; 5] = ["e", "en", "er", "em", "es"];
/// Nouns that are endings of other words as well (`folgende`, `schmerzhaft`, `farblos`): heads behind a link only.
const ENDING_LIKE: [&str; 3] = ["ende", "haft", "los"];

/// The parts of a folded word, in their order; at least two. `None` for words that are no compounds.
pub(super) fn parts(word: &str) -> Option<Arc<[Part]>> {
    cut(Vocabulary::get(), word).map(Arc::from)
}

fn cut(vocabulary: &Vocabulary, word: &str) -> Option<Vec<Part>> {
    if !(SHORTEST..=LONGEST).contains(&word.len()) || is_whole(vocabulary, word) {
        return None;
    }
    let cheapest = cheapest(vocabulary, word)?;
    let parts = u32::try_from(cheapest.parts.len()).ok()?;
    (cheapest.cost <= DEAREST * parts).then_some(cheapest.parts)
}

/// Known as it stands, or an inflected form of what is known: not to be cut.
fn is_whole(vocabulary: &Vocabulary, word: &str) -> bool {
    let inflected = |ending: &&str| {
        word.strip_suffix(ending).is_some_and(|base| {
            vocabulary.is(base, Role::Whole)
                || vocabulary.is(base, Role::Noun) && takes_ending(base, ending)
                || vocabulary.is(base, Role::Head) && ADJECTIVE_ENDINGS.contains(ending)
        })
    };
    // `profitieren` has no animal in it, `mieterinnen` no gutter
    vocabulary.knows(word) || word.ends_with("tieren") || ENDINGS.iter().any(inflected)
}

/// The start of a word, cut.
#[derive(Clone, Default)]
struct Cut {
    cost: u32,
    parts: Vec<Part>,
}

impl Cut {
    fn with(&self, part: Part, dearer: u32) -> Self {
        let cost = self.cost + PART + dearer + shortness(&part.word);
        let parts = self.parts.iter().cloned().chain([part]).collect();
        Self { cost, parts }
    }
}

fn shortness(word: &str) -> u32 {
    match word.len() {
        0..=3 => 4,
        4 => 1,
        _ => 0,
    }
}

/// The best way through the word from left to right: of all cuts that end at a place only the cheapest can be part of it.
fn cheapest(vocabulary: &Vocabulary, word: &str) -> Option<Cut> {
    let mut starts: Vec<Option<Cut>> = vec![None; word.len() + 1];
    starts[0] = Some(Cut::default());
    let mut whole: Option<Cut> = None;
    for start in 0..word.len() {
        let Some(before) = starts[start].take() else { continue };
        for end in (start + SHORTEST_PART..word.len()).filter(|end| word.is_char_boundary(*end)) {
            if let Some((base, dearer)) = modifier(vocabulary, &word[start..end]) {
                keep(&mut starts[end], before.with(Part { word: base, span: start..end }, dearer));
            }
        }
        if start > 0
            && let Some((base, dearer)) = head(vocabulary, word, start, &before)
        {
            keep(&mut whole, before.with(Part { word: base, span: start..word.len() }, dearer));
        }
    }
    whole
}

fn keep(best: &mut Option<Cut>, cut: Cut) {
    if best.as_ref().is_none_or(|best| cut.cost < best.cost) {
        *best = Some(cut);
    }
}

/// The word that a modifier stands for, and how much dearer it is than a plain noun.
fn modifier(vocabulary: &Vocabulary, text: &str) -> Option<(String, u32)> {
    if vocabulary.is(text, Role::Noun) {
        return Some((text.to_owned(), 0));
    }
    if vocabulary.is(text, Role::Modifier) {
        return Some((text.to_owned(), 1));
    }
    let linked = LINKS.iter().filter_map(|link| text.strip_suffix(link).filter(|base| takes_link(base, link)));
    for base in linked.filter(|base| base.len() >= SHORTEST_PART) {
        if vocabulary.is(base, Role::Noun) {
            return Some((base.to_owned(), 1));
        }
    }
    // `schul-` of `schule`
    let full = format!("{text}e");
    (text.len() >= SHORTEST_INFLECTED && vocabulary.is(&full, Role::Noun)).then_some((full, 1))
}

/// The same for the rest of a word from `start` on.
fn head(vocabulary: &Vocabulary, word: &str, start: usize, before: &Cut) -> Option<(String, u32)> {
    let text = &word[start..];
    if text.len() < SHORTEST_PART {
        return None;
    }
    let (base, dearer) = if vocabulary.is(text, Role::Noun) { (text, 0) } else { inflected_head(vocabulary, text)? };
    let linked = word[..start].ends_with(['s', 'n']);
    if ENDING_LIKE.contains(&base) && !linked || base == "rinne" && text == "rinnen" {
        return None;
    }
    // `barriere|frei`, but not `best|reichen`
    let behind_a_noun = before.parts.last().is_some_and(|part| vocabulary.is(&part.word, Role::Noun));
    (behind_a_noun || vocabulary.is(base, Role::Noun)).then(|| (base.to_owned(), dearer))
}

fn inflected_head<'a>(vocabulary: &Vocabulary, text: &'a str) -> Option<(&'a str, u32)> {
    let without = |ending: &&str| text.strip_suffix(ending).filter(|base| base.len() >= SHORTEST_PART);
    let noun = |ending: &&str| without(ending).filter(|base| vocabulary.is(base, Role::Noun) && takes_ending(base, ending));
    if text.len() >= SHORTEST_INFLECTED
        && let Some(noun) = ENDINGS.iter().find_map(noun)
    {
        return Some((noun, 0));
    }
    if vocabulary.is(text, Role::Head) {
        return Some((text, 1));
    }
    ADJECTIVE_ENDINGS.iter().filter_map(without).find(|base| vocabulary.is(base, Role::Head)).map(|base| (base, 1))
}

fn takes_link(noun: &str, link: &str) -> bool {
    match link {
        "s" => !noun.ends_with(['s', 'z', 'x', 'e']),
        "n" => noun.ends_with('e') || noun.ends_with("er") || noun.ends_with("el"),
        "es" => !noun.ends_with(['e', 'n']),
        "er" => !noun.ends_with('e') && !noun.ends_with("er"),
        _ => !noun.ends_with('e'),
    }
}

fn takes_ending(noun: &str, ending: &str) -> bool {
    match ending {
        "n" => noun.ends_with('e') || noun.ends_with("er") || noun.ends_with("el"),
        "nen" => noun.ends_with("in"),
        "s" => !noun.ends_with('s'),
        "es" => true,
        _ => !noun.ends_with('e'),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold::fold;
    use super::*;

    fn split(word: &str) -> String {
        let parts = parts(&fold(word));
        parts.map_or_else(String::new, |parts| parts.iter().map(|part| part.word.as_str()).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn linking_elements_belong_to_no_part() {
        for (word, parts) in [
            ("Gewerbeanmeldung", "gewerbe|anmeldung"),
            ("Gewerbeanmeldungen", "gewerbe|anmeldung"),
            ("Staatsgrenze", "staat|grenze"),
            ("Bürgerbüro", "burger|buro"),
            ("Straßenbeleuchtung", "strasse|beleuchtung"),
            ("Kinderspielplatz", "kinder|spiel|platz"),
            ("Schulleiter", "schul|leiter"),
            ("Hundesteuer", "hunde|steuer"),
            ("Haushaltsplan", "haushalt|plan"),
            ("barrierefreies", "barriere|frei"),
            ("Warnhinweise", "warn|hinweis"),
            ("Geodateninfrastruktur", "geo|daten|infra|struktur"),
        ] {
            assert_eq!(split(word), parts, "{word}");
        }
    }

    #[test]
    fn words_that_only_look_like_compounds_stay_whole() {
        for word in [
            "Antrag",
            "Verwaltung",
            "Herstellung",
            "Zeitraum",
            "stehende",
            "folgende",
            "schmerzhaft",
            "profitieren",
            "beinhalten",
            "Eigentümerinnen",
            "bestreichen",
            "sichtbare",
            "Sonntag",
            "Rathaus",
            "neue",
            "Poet",
            "Feuer",
            "",
        ] {
            assert_eq!(split(word), "", "{word}");
        }
    }

    #[test]
    fn the_parts_cover_the_word() {
        let word = fold("Straßenverkehrsabteilungen");
        let parts = parts(&word).expect("a compound");
        assert_eq!(parts.first().map(|part| part.span.start), Some(0));
        assert!(parts.windows(2).all(|two| two[0].span.end == two[1].span.start));
        assert_eq!(parts.last().map(|part| part.span.end), Some(word.len()));
    }
}
