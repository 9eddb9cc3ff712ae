//! A token filter that changes each word by itself. A word of which nothing is left is dropped.

use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};

/// Changes words in place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Each(pub(super) fn(&mut String));

impl TokenFilter for Each {
    type Tokenizer<T: Tokenizer> = Changing<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> Changing<T> {
        Changing { change: self.0, tokenizer }
    }
}

/// A tokenizer whose words are changed.
#[derive(Debug, Clone)]
pub(super) struct Changing<T> {
    change: fn(&mut String),
    tokenizer: T,
}

impl<T: Tokenizer> Tokenizer for Changing<T> {
    type TokenStream<'a> = ChangedStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        ChangedStream { change: self.change, words: self.tokenizer.token_stream(text) }
    }
}

/// Changed words.
#[derive(Debug)]
pub(super) struct ChangedStream<T> {
    change: fn(&mut String),
    words: T,
}

impl<T: TokenStream> TokenStream for ChangedStream<T> {
    fn advance(&mut self) -> bool {
        while self.words.advance() {
            let word = &mut self.words.token_mut().text;
            (self.change)(word);
            if !word.is_empty() {
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.words.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.words.token_mut()
    }
}
