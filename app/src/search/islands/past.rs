//! What somebody has searched for: kept by her browser alone, apart from that of others who use it. The server never hears
//! of it.

use super::browser;

/// How many searches are kept.
const MOST: usize = 10;

/// All that this reader has searched for, the newest first.
pub(super) fn all(reader: i64) -> Vec<String> {
    let kept = browser::read(&place(reader)).unwrap_or_default();
    kept.lines().filter(|line| !line.is_empty()).take(MOST).map(str::to_owned).collect()
}

/// Keeps one more.
pub(super) fn keep(reader: i64, text: &str) {
    browser::write(&place(reader), &with(all(reader), text).join("\n"));
}

/// Forgets all.
pub(super) fn forget(reader: i64) {
    browser::remove(&place(reader));
}

/// Those that go on like this.
pub(super) fn that_begin(searches: Vec<String>, typed: &str) -> impl Iterator<Item = String> {
    let typed = folded(typed);
    searches.into_iter().filter(move |one| {
        let one = folded(one);
        one != typed && one.starts_with(&typed)
    })
}

fn place(reader: i64) -> String {
    format!("wissensnetz-suchen-{reader}")
}

/// One line each, and each once: the newest spelling stands.
fn with(searches: Vec<String>, text: &str) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return searches;
    }
    let others = searches.into_iter().filter(|one| folded(one) != folded(&text)).take(MOST - 1).collect::<Vec<_>>();
    std::iter::once(text).chain(others).collect()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn the_newest_comes_first_and_each_stands_once() {
        assert_eq!(with(list(&["ozg", "LoRaWAN  Pegel"]), " lorawan\npegel "), ["lorawan pegel", "ozg", "LoRaWAN  Pegel"][..2]);
        assert_eq!(with(list(&["ozg"]), "  "), ["ozg"]);
    }

    #[test]
    fn no_more_than_ten_are_kept() {
        let many: Vec<String> = (0..30).map(|number| number.to_string()).collect();
        let kept = with(many, "neu");
        assert_eq!((kept.len(), kept[0].as_str(), kept[9].as_str()), (MOST, "neu", "8"));
    }

    #[test]
    fn those_that_go_on_like_what_is_typed_are_offered() {
        let kept = list(&["Drohne", "drohnenflug", "OZG"]);
        assert_eq!(that_begin(kept.clone(), "dROHNE").collect::<Vec<_>>(), ["drohnenflug"]);
        assert_eq!(that_begin(kept, "").count(), 3);
    }
}
