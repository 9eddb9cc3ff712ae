//! What was typed, taken apart. There are no errors: what is not a rule is a word.
//!
//! `bürgerbüro "mobile geräte" -lemgo thema:smart-city`: words, a "phrase", `-` before what must not occur, and operators
//! (see [`operators`](super::operators)).

use std::collections::HashSet;

use tantivy::Score;

use super::{
    analyser::{self, Word, is_stop_word},
    operators::Operator,
};

/// Words of a query that count, however long the text is.
const MOST_WORDS: usize = 200;

/// What someone looks for.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Request {
    /// Words, without repetitions, and without stop words unless there is nothing else.
    pub(super) units: Vec<Unit>,
    /// Sequences in quotation marks; all must occur.
    pub(super) phrases: Vec<Word>,
    /// What must not occur.
    pub(super) excluded: Vec<Word>,
    /// What narrows the hits, if it means something.
    pub(super) operators: Vec<Operator>,
    /// The spelling of all words together, as they were typed.
    pub(super) whole: String,
}

/// One or more words that mean one thing, and what else would do in their place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    /// As typed; never empty.
    pub(super) words: Vec<Word>,
    /// Synonyms, corrections, completions.
    pub(super) others: Vec<Other>,
}

/// Words that may stand for others.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Other {
    /// All of them together; never empty.
    pub(super) words: Vec<Word>,
    /// What they count beside those that were typed.
    pub(super) weight: Score,
}

impl Unit {
    /// A word that means what it says.
    pub(super) fn of(word: Word) -> Self {
        Self { words: vec![word], others: Vec::new() }
    }

    /// Everything that would do.
    pub(super) fn all_words(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().chain(self.others.iter().flat_map(|other| &other.words))
    }
}

/// A piece of the typed text.
#[derive(Debug, PartialEq, Eq)]
struct Piece<'a> {
    excluded: bool,
    quoted: bool,
    text: &'a str,
}

impl Request {
    /// Takes a typed text apart.
    pub(super) fn parse(text: &str) -> Self {
        let mut request = Self::default();
        let mut words = Vec::new();
        let mut left = MOST_WORDS;
        for piece in pieces(text) {
            let found = analyser::words(piece.text, left);
            left -= found.len();
            let found = if piece.quoted { phrase(found) } else { found };
            let operator = if piece.quoted { None } else { Operator::parse(piece.text, piece.excluded, &found) };
            match piece {
                Piece { .. } if operator.is_some() => request.operators.extend(operator),
                Piece { excluded: true, .. } => request.excluded.extend(found),
                Piece { quoted: true, .. } => request.phrases.extend(found),
                Piece { .. } => words.extend(found),
            }
            if left == 0 {
                break;
            }
        }
        request.take(words);
        request
    }

    /// Looks for these words, too.
    pub(super) fn take(&mut self, words: Vec<Word>) {
        let mut words: Vec<Word> = self.words().cloned().chain(words).collect();
        self.whole = analyser::spelling(&words);
        let says_something = |word: &Word| !is_stop_word(&word.folded);
        if !self.phrases.is_empty() || words.iter().any(says_something) {
            words.retain(says_something);
        }
        for words in [&mut words, &mut self.phrases, &mut self.excluded] {
            let mut seen = HashSet::new();
            words.retain(|word| seen.insert(word.forms.clone()));
        }
        self.units = words.into_iter().map(Unit::of).collect();
    }

    /// The words as they were typed.
    pub(super) fn words(&self) -> impl Iterator<Item = &Word> {
        self.units.iter().flat_map(|unit| &unit.words)
    }

    /// Whether nothing is looked for.
    pub(super) fn is_empty(&self) -> bool {
        self.is_bare() && self.operators.is_empty()
    }

    /// Whether there is no word in it.
    pub(super) fn is_bare(&self) -> bool {
        self.units.is_empty() && self.phrases.is_empty()
    }

    /// The stems to mark in an excerpt. Of several words that stand for one, each alone means something else.
    pub(super) fn stems(&self) -> impl Iterator<Item = &str> {
        let others = self.units.iter().flat_map(|unit| &unit.others).filter(|other| other.words.len() == 1);
        let words = self.words().chain(others.flat_map(|other| &other.words)).chain(&self.phrases);
        words.flat_map(|word| word.forms.iter().flatten().chain(&word.parts)).map(String::as_str)
    }
}

/// The words between quotation marks as one: their stems in this order.
fn phrase(words: Vec<Word>) -> Vec<Word> {
    if words.len() < 2 {
        return words;
    }
    // the parts of a compound, not the whole: they have a position each
    let stems = words.iter().filter_map(|word| word.forms.last()).flatten().cloned().collect();
    vec![Word { forms: vec![stems], parts: Vec::new(), folded: analyser::spelling(&words) }]
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (excluded, body) = match rest.strip_prefix('-') {
            Some(body) if body.starts_with(|c: char| c.is_alphanumeric() || is_quote(c)) => (true, body),
            _ => (false, rest),
        };
        let (quoted, piece, after) = quoted(body).map_or_else(
            || {
                let (piece, after) = plain(body);
                (false, piece, after)
            },
            |(piece, after)| (true, piece, after),
        );
        pieces.push(Piece { excluded, quoted, text: piece });
        rest = after.trim_start();
    }
    pieces
}

/// The text between the quotation mark at the start and the next one, and what follows. `None` without both.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix(is_quote)?;
    let end = inside.find(is_quote)?;
    let after = inside[end..].strip_prefix(is_quote)?;
    Some((&inside[..end], after))
}

/// The text up to the next blank or quotation mark (a mark at its very start is skipped), and what follows. What stands
/// between quotation marks right behind a colon belongs to it: `thema:"Smart City"`.
fn plain(text: &str) -> (&str, &str) {
    let text = text.strip_prefix(is_quote).unwrap_or(text);
    let end = text.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(text.len());
    if text[..end].ends_with(':')
        && let Some((_, after)) = quoted(&text[end..])
    {
        return text.split_at(text.len() - after.len());
    }
    text.split_at(end)
}

pub(super) fn is_quote(character: char) -> bool {
    matches!(character, '"' | '„' | '“' | '”' | '»' | '«')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings<'a>(words: impl IntoIterator<Item = &'a Word>) -> Vec<&'a str> {
        words.into_iter().map(|word| word.folded.as_str()).collect()
    }

    #[test]
    fn words_phrases_and_exclusions() {
        let request = Request::parse("Bürgerbüro „mobile Geräte“ -Lemgo -\"alte Liste\" E-Akte");
        assert_eq!(spellings(request.words()), ["burgerburo", "eakte"]);
        assert_eq!(spellings(&request.phrases), ["mobile gerate"]);
        assert_eq!(spellings(&request.excluded), ["lemgo", "alte liste"]);
    }

    #[test]
    fn a_phrase_is_a_sequence_and_a_phrase_of_one_word_a_word() {
        let request = Request::parse("\"die E-Akte einführen\" \"Rathaus\"");
        assert_eq!(request.phrases[0].forms, [["die", "e", "akt", "einfuhr"].map(str::to_owned).to_vec()]);
        assert_eq!(request.phrases[1].forms, [vec!["rathaus".to_owned()]]);
    }

    #[test]
    fn stop_words_go_unless_they_are_all_there_is() {
        assert_eq!(spellings(Request::parse("Wie ist die Gebühr für das Parken?").words()), ["gebuhr", "parken"]);
        assert_eq!(spellings(Request::parse("wer wie was").words()), ["wer", "wie", "was"]);
        assert_eq!(spellings(Request::parse("der \"alte Markt\"").words()), [""; 0]);
    }

    #[test]
    fn odd_texts_are_plain_words() {
        for (text, words) in [
            ("\"unbalanced quote", vec!["unbalanced", "quote"]),
            ("a\"b", vec!["a", "b"]),
            ("- -- ---", vec![]),
            ("\"\" \"", vec![]),
            ("title:x AND (y OR z)^2 [a TO b] *?~", vec!["title", "x", "and", "y", "or", "z", "2", "a", "to", "b"]),
            ("-", vec![]),
            ("\0\u{202e}", vec![]),
            ("x x X", vec!["x"]),
            ("thema: :thema thema", vec!["thema"]),
        ] {
            let request = Request::parse(text);
            assert_eq!(spellings(request.words()), words, "{text:?}");
            assert!(request.phrases.is_empty() && request.excluded.is_empty() && request.operators.is_empty(), "{text:?}");
        }
    }

    #[test]
    fn operators_are_no_words_and_may_hold_several() {
        let request = Request::parse("kommune:lemgo Drohne thema:\"Smart City\" -kreis:lippe seit:2023");
        assert_eq!(spellings(request.words()), ["drohne"]);
        assert_eq!(request.operators.len(), 4);
        assert_eq!(spellings(&request.operators[1].words), ["thema", "smart", "city"]);
    }

    #[test]
    fn a_request_is_bounded() {
        let many: Vec<String> = (0..10_000).map(|number| format!("wort{number}")).collect();
        assert_eq!(Request::parse(&many.join(" ")).units.len(), MOST_WORDS);
    }

    #[test]
    fn only_exclusions_look_for_nothing() {
        assert!(Request::parse("-lemgo").is_empty());
        assert!(Request::parse("  ").is_empty());
    }
}
