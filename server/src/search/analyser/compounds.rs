//! Adds the parts of compounds to the words, at the same position: phrases go on as if they were not there.

use std::sync::{Arc, LazyLock};

use quick_cache::sync::Cache;
use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};

use super::compound::{self, Part};

/// Texts repeat their words: so many are remembered, compounds or not.
const REMEMBERED: usize = 50_000;

fn parts(word: &str) -> Option<Arc<[Part]>> {
    static SEEN: LazyLock<Cache<String, Option<Arc<[Part]>>>> = LazyLock::new(|| Cache::new(REMEMBERED));
    if let Some(seen) = SEEN.get(word) {
        return seen;
    }
    let parts = compound::parts(word);
    SEEN.insert(word.to_owned(), parts.clone());
    parts
}

/// Adds parts behind each word that has some. Words joined by hyphens are not looked at as a whole: their own words come
/// next.
#[derive(Debug, Clone, Default)]
pub(super) struct Compounds;

impl TokenFilter for Compounds {
    type Tokenizer<T: Tokenizer> = Cutting<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> Cutting<T> {
        Cutting(tokenizer)
    }
}

/// A tokenizer whose compounds come with their parts.
#[derive(Debug, Clone)]
pub(super) struct Cutting<T>(T);

impl<T: Tokenizer> Tokenizer for Cutting<T> {
    type TokenStream<'a> = CuttingStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        CuttingStream { words: self.0.token_stream(text), parts: None, next: 0, part: None }
    }
}

/// Words and parts.
#[derive(Debug)]
pub(super) struct CuttingStream<T> {
    words: T,
    /// Of the present word.
    parts: Option<Arc<[Part]>>,
    /// The part to come.
    next: usize,
    /// The part that is shown, after its word.
    part: Option<Token>,
}

impl<T: TokenStream> TokenStream for CuttingStream<T> {
    fn advance(&mut self) -> bool {
        if let Some(part) = self.parts.as_ref().and_then(|parts| parts.get(self.next)) {
            let token = self.part.get_or_insert_with(|| self.words.token().clone());
            token.text.clone_from(&part.word);
            self.next += 1;
            return true;
        }
        self.part = None;
        if !self.words.advance() {
            return false;
        }
        let word = self.words.token();
        self.parts = if word.position_length == 1 { parts(&word.text) } else { None };
        self.next = 0;
        true
    }

    fn token(&self) -> &Token {
        self.part.as_ref().unwrap_or_else(|| self.words.token())
    }

    fn token_mut(&mut self) -> &mut Token {
        self.part.as_mut().unwrap_or_else(|| self.words.token_mut())
    }
}
