//! Names of people and organisations in a text: `@Erika Beispiel`, `@Kim Beispiel (Lemgo)`, `@Bad Driburg`.
//!
//! Where a name ends is not to be seen: so each beginning of what follows the `@` may be one, and whoever knows the
//! names takes the longest.

use app::text;

/// Bytes after an `@` that are looked at.
const LONGEST: usize = 120;
/// Words of the longest name.
const WORDS: usize = 8;

/// What may be a name at the beginning of a text: how many bytes, and the name as a slug; the shortest first.
#[must_use]
pub(crate) fn candidates(tail: &str) -> Vec<(usize, String)> {
    let tail = &tail[..tail.floor_char_boundary(LONGEST)];
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, character) in tail.char_indices().chain([(tail.len(), '\n')]) {
        let after = tail[at..].chars().nth(1);
        let joins = matches!(character, '-' | '\'' | '’') && after.is_some_and(char::is_alphanumeric);
        if before.is_alphanumeric() && !character.is_alphanumeric() && !joins {
            let length = with_bracket(tail, at);
            found.push((length, text::slug(&tail[..length])));
        }
        let goes_on = character.is_alphanumeric() || joins || matches!(character, ' ' | '\u{a0}' | '.' | '(');
        if !goes_on || found.len() == WORDS {
            break;
        }
        before = character;
    }
    found
}

/// `Halle (Westf` is meant to be `Halle (Westf.)`.
fn with_bracket(tail: &str, end: usize) -> usize {
    let open = tail[..end].contains('(');
    let rest = &tail[end..];
    match (open, rest.starts_with(".)"), rest.starts_with(')')) {
        (true, true, _) => end + 2,
        (true, _, true) => end + 1,
        _ => end,
    }
}

/// Where an `@` may begin a name: not inside an address such as `rathaus@lemgo.de`.
pub(super) fn places(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices('@').map(|(at, _)| at).filter(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + 1..].chars().next();
        !before.is_some_and(|character| character.is_alphanumeric() || character == '@') && after.is_some_and(char::is_alphabetic)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slugs(tail: &str) -> Vec<String> {
        candidates(tail).into_iter().map(|(_, slug)| slug).collect()
    }

    #[test]
    fn each_beginning_may_be_a_name_up_to_the_end_of_the_phrase() {
        assert_eq!(slugs("Erika Beispiel, was meinen Sie?"), ["erika", "erika-beispiel"]);
        assert_eq!(
            slugs("Anna Müller-Lüdenscheidt weiß"),
            ["anna", "anna-mueller-luedenscheidt", "anna-mueller-luedenscheidt-weiss"]
        );
        assert_eq!(slugs("Dr. Uwe O'Neil!"), ["dr", "dr-uwe", "dr-uwe-o-neil"]);
        assert_eq!(slugs("Lemgo"), ["lemgo"]);
        assert_eq!(slugs(&"wort ".repeat(100)).len(), WORDS);
    }

    #[test]
    fn brackets_belong_to_a_name() {
        assert_eq!(candidates("Halle (Westf.) auch")[1], ("Halle (Westf.)".len(), "halle-westf".to_owned()));
        assert_eq!(candidates("Kim Beispiel (Lemgo) und")[2], ("Kim Beispiel (Lemgo)".len(), "kim-beispiel-lemgo".to_owned()));
        assert_eq!(candidates("Lemgo) und")[0], ("Lemgo".len(), "lemgo".to_owned()));
    }

    #[test]
    fn an_address_is_no_name() {
        let of = |text: &str| places(text).collect::<Vec<_>>();
        assert_eq!(of("@a (@b), rathaus@lemgo.de @ @1 @@c"), [0, 4]);
    }
}
