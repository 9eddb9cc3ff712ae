//! Plurals in `-s` of words that end in a vowel: `Büros`, `Kitas`, `Handys`. Snowball's German stemmer takes an `s` off
//! only behind certain consonants, for words of German origin.

use tantivy::tokenizer::{Token, TokenFilter, TokenStream, Tokenizer};

/// Shorter stems keep their `s` (`Gas`, `Los`).
const SHORTEST: usize = 5;

/// Takes the plural `s` off a stem behind `a`, `i`, `o`, `y`. Not behind `u`: `Status` and `Zensus` are no plurals.
#[derive(Debug, Clone, Default)]
pub(super) struct Plural;

fn singular(stem: &str) -> Option<&str> {
    let without = stem.strip_suffix('s')?;
    (stem.len() >= SHORTEST && without.ends_with(['a', 'i', 'o', 'y'])).then_some(without)
}

impl TokenFilter for Plural {
    type Tokenizer<T: Tokenizer> = Singular<T>;

    fn transform<T: Tokenizer>(self, tokenizer: T) -> Singular<T> {
        Singular(tokenizer)
    }
}

/// A tokenizer whose stems are singular.
#[derive(Debug, Clone)]
pub(super) struct Singular<T>(T);

impl<T: Tokenizer> Tokenizer for Singular<T> {
    type TokenStream<'a> = SingularStream<T::TokenStream<'a>>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Self::TokenStream<'a> {
        SingularStream(self.0.token_stream(text))
    }
}

/// Stems, singular.
#[derive(Debug)]
pub(super) struct SingularStream<T>(T);

impl<T: TokenStream> TokenStream for SingularStream<T> {
    fn advance(&mut self) -> bool {
        let more = self.0.advance();
        let token = self.0.token_mut();
        if more && let Some(length) = singular(&token.text).map(str::len) {
            token.text.truncate(length);
        }
        more
    }

    fn token(&self) -> &Token {
        self.0.token()
    }

    fn token_mut(&mut self) -> &mut Token {
        self.0.token_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_s_behind_a_vowel_that_makes_plurals_goes() {
        assert_eq!(singular("buros"), Some("buro"));
        assert_eq!(singular("kitas"), Some("kita"));
        for stem in ["status", "gas", "haus", "wissens", "buro"] {
            assert_eq!(singular(stem), None, "{stem}");
        }
    }
}
