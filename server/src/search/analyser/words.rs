//! Where words begin and end.
//!
//! A word is a run of letters and digits; accents and invisible characters inside it belong to it. Words joined by
//! hyphens are a compound: its parts are words, and so is the whole (`E-Akte`: `E-Akte`, `E`, `Akte`).

use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::char::is_combining_mark;

/// Characters that show nothing: soft hyphen, zero-width spaces and joiners, word joiner, byte order mark.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

pub(in crate::search) fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// One or more words joined by hyphens, as places in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) struct Compound {
    /// The words; never empty.
    pub(in crate::search) parts: Vec<Range<usize>>,
}

impl Compound {
    /// From the first letter to the last.
    pub(in crate::search) fn span(&self) -> Range<usize> {
        let start = self.parts.first().map_or(0, |part| part.start);
        start..self.parts.last().map_or(start, |part| part.end)
    }
}

impl Compound {
    /// All that can be read as a word: the whole, and its parts if it has several.
    pub(in crate::search) fn readings(&self) -> Vec<Range<usize>> {
        let parts = self.parts.iter().filter(|_| self.parts.len() > 1).cloned();
        std::iter::once(self.span()).chain(parts).collect()
    }
}

/// All compounds and single words of a text.
pub(in crate::search) fn compounds(text: &str) -> impl Iterator<Item = Compound> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = next_word(text, at)?;
        at = first.end;
        let mut parts = vec![first];
        while let Some(part) = joined_word(text, at) {
            at = part.end;
            parts.push(part);
        }
        Some(Compound { parts })
    })
}

fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = &text[from..];
    let start = from + rest.find(char::is_alphanumeric)?;
    let inside = |c: char| c.is_alphanumeric() || is_combining_mark(c) || is_invisible(c);
    let end = text[start..].find(|c| !inside(c)).map_or(text.len(), |length| start + length);
    Some(start..end)
}

/// The word right behind a single hyphen at `from`.
fn joined_word(text: &str, from: usize) -> Option<Range<usize>> {
    let mut rest = text[from..].chars();
    let hyphen = rest.next().filter(|c| is_hyphen(*c))?;
    rest.next().filter(|c| c.is_alphanumeric())?;
    next_word(text, from + hyphen.len_utf8())
}

/// Cuts a text into words; a compound comes first as a whole, at the position of its first part.
///
/// The whole goes first because positions of one term must not decrease, and after stemming the whole
/// may be the same term as one of its parts.
#[derive(Debug, Clone, Default)]
pub(super) struct Words;

impl Tokenizer for Words {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        WordStream { text, at: 0, position: 0, queue: Vec::new(), token: Token::default() }
    }
}

/// The words of one text.
#[derive(Debug)]
pub(super) struct WordStream<'a> {
    text: &'a str,
    at: usize,
    /// Of the next word.
    position: usize,
    /// Parts of the present compound that are still to come, last one first.
    queue: Vec<Range<usize>>,
    token: Token,
}

impl WordStream<'_> {
    fn show(&mut self, span: Range<usize>, position: usize, length: usize) {
        self.token.offset_from = span.start;
        self.token.offset_to = span.end;
        self.token.position = position;
        self.token.position_length = length;
        self.token.text.clear();
    }

    fn show_part(&mut self, part: Range<usize>) {
        let text = self.text;
        self.show(part.clone(), self.position, 1);
        self.token.text.push_str(&text[part]);
        self.position += 1;
    }

    fn show_whole(&mut self, compound: &Compound) {
        let text = self.text;
        self.show(compound.span(), self.position, compound.parts.len());
        for part in &compound.parts {
            self.token.text.push_str(&text[part.clone()]);
        }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        if let Some(part) = self.queue.pop() {
            self.show_part(part);
            return true;
        }
        let Some(first) = next_word(self.text, self.at) else { return false };
        self.at = first.end;
        let Some(second) = joined_word(self.text, self.at) else {
            self.show_part(first);
            return true;
        };
        let mut compound = Compound { parts: vec![first, second] };
        loop {
            self.at = compound.span().end;
            let Some(part) = joined_word(self.text, self.at) else { break };
            compound.parts.push(part);
        }
        self.show_whole(&compound);
        self.queue = compound.parts;
        self.queue.reverse();
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(String, usize, usize)> {
        let mut words = Words;
        let mut stream = words.token_stream(text);
        let mut seen = Vec::new();
        while let Some(token) = stream.next() {
            seen.push((token.text.clone(), token.position, token.position_length));
        }
        seen
    }

    #[test]
    fn punctuation_separates_words() {
        let seen: Vec<_> = tokens("Wer, wie: was? (§ 5b)").into_iter().map(|(text, ..)| text).collect();
        assert_eq!(seen, ["Wer", "wie", "was", "5b"]);
    }

    #[test]
    fn a_compound_comes_whole_and_in_parts() {
        let seen = tokens("Die E-Akte kommt");
        let expected = [("Die", 0, 1), ("EAkte", 1, 2), ("E", 1, 1), ("Akte", 2, 1), ("kommt", 3, 1)];
        assert_eq!(seen, expected.map(|(text, position, length)| (text.to_owned(), position, length)));
    }

    #[test]
    fn a_dash_or_a_hyphen_at_the_edge_joins_nothing() {
        let seen: Vec<_> = tokens("Stadt- und -land – a--b").into_iter().map(|(text, ..)| text).collect();
        assert_eq!(seen, ["Stadt", "und", "land", "a", "b"]);
    }

    #[test]
    fn compounds_and_the_tokenizer_agree() {
        let text = "Minden-Lübbecke, Bürger-Ser\u{ad}vice-Büro und Rat";
        let spans: Vec<_> = compounds(text).map(|compound| (compound.span(), compound.parts.len())).collect();
        let mut words = Words;
        let mut stream = words.token_stream(text);
        let mut wholes = Vec::new();
        let mut until = 0;
        while let Some(token) = stream.next() {
            if token.offset_from >= until {
                wholes.push((token.offset_from..token.offset_to, token.position_length));
                until = token.offset_to;
            }
        }
        assert_eq!(spans, wholes);
    }
}
