//! Plurals in `-s` of words that end in a vowel: `Büros`, `Kitas`, `Handys`. Snowball's German stemmer takes an `s` off
//! only behind certain consonants, for words of German origin.

/// Shorter stems keep their `s` (`Gas`, `Los`).
const SHORTEST: usize = 5;

/// Takes the plural `s` off a stem behind `a`, `i`, `o`, `y`. Not behind `u`: `Status` and `Zensus` are no plurals.
pub(super) fn drop_plural(stem: &mut String) {
    if let Some(length) = singular(stem).map(str::len) {
        stem.truncate(length);
    }
}

fn singular(stem: &str) -> Option<&str> {
    let without = stem.strip_suffix('s')?;
    (stem.len() >= SHORTEST && without.ends_with(['a', 'i', 'o', 'y'])).then_some(without)
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
