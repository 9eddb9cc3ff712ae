//! What an article is called.

use std::path::Path;

use comrak::{
    Arena,
    nodes::{Node, NodeValue},
    parse_document,
};

use crate::markdown;

/// The longest title, in characters.
const LONGEST: usize = 200;

/// The title of a text, and the text without the heading that says the same: the page shows it already.
///
/// It is the one that the front matter gives, else the first heading, else the first line, else the name of the file.
pub(super) fn settle(given: Option<&str>, body: &str, path: &Path) -> Option<(String, String)> {
    let arena = Arena::new();
    let root = parse_document(&arena, body, markdown::options());
    let given = given.map(inline).filter(|title| !title.is_empty());
    let heading = heading(root).filter(|(title, ..)| !title.is_empty());
    let (title, body) = match (given, heading) {
        (Some(given), Some((title, first, node))) if first && is_same(&given, &title) => {
            (if title.len() > given.len() { title } else { given }, without(body, node))
        }
        (Some(given), _) => (given, body.to_owned()),
        (None, Some((title, _, node))) => (title, without(body, node)),
        (None, None) => {
            let line = first_line(root);
            (if line.is_empty() { from_name(path) } else { line }, body.to_owned())
        }
    };
    let title = markdown::shorten(&title, LONGEST);
    (!title.is_empty()).then_some((title, body.trim().to_owned()))
}

/// One line of Markdown as plain text. `1. Satzung` is no list here.
pub(super) fn inline(text: &str) -> String {
    const NO_BLOCK: char = '\u{2060}';
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    markdown::plain_text(&format!("{NO_BLOCK}{line}"), usize::MAX / 64).replace(NO_BLOCK, "")
}

/// The heading that is the title: the first block if it is one, else the first of level 1. Says whether it comes first.
fn heading<'a>(root: Node<'a>) -> Option<(String, bool, Node<'a>)> {
    let level = |node: Node<'a>| match &node.data().value {
        NodeValue::Heading(heading) => Some(heading.level),
        _ => None,
    };
    let first = root.first_child()?;
    let node = if level(first).is_some() { first } else { root.children().find(|node| level(node) == Some(1))? };
    let title = markdown::text_of(node).split_whitespace().collect::<Vec<_>>().join(" ");
    Some((title, node.same_node(first), node))
}

/// Whether a heading says the title again, perhaps with its abbreviation: `Bürgerliches Gesetzbuch (BGB)`.
fn is_same(given: &str, heading: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let base = heading.strip_suffix(')').and_then(|heading| heading.rsplit_once('(')).map_or(heading, |(base, _)| base);
    letters(given) == letters(heading) || letters(given) == letters(base)
}

/// A text without the lines of a heading.
fn without(body: &str, heading: Node<'_>) -> String {
    let position = heading.data().sourcepos;
    let lines = body.split_inclusive('\n').enumerate();
    lines.filter(|(index, _)| !(position.start.line..=position.end.line).contains(&(index + 1))).map(|(_, line)| line).collect()
}

/// The first line with words in it.
fn first_line(root: Node<'_>) -> String {
    let Some(paragraph) = root.descendants().find(|node| matches!(node.data().value, NodeValue::Paragraph)) else {
        return String::new();
    };
    let end = paragraph.children().position(|node| matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak));
    let words: String = paragraph.children().take(end.unwrap_or(usize::MAX)).map(markdown::text_of).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `2020-03-26-mobiles_arbeiten.md` as `Mobiles arbeiten`; a README is named after its folder.
fn from_name(path: &Path) -> String {
    let name = |path: &Path| path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut words = name(path);
    if matches!(words.to_lowercase().as_str(), "readme" | "index" | "_index")
        && let Some(folder) = path.parent().map(name).filter(|folder| !folder.is_empty())
    {
        words = folder;
    }
    let words = words.replace(['-', '_', '.'], " ");
    let mut words: Vec<_> = words.split_whitespace().collect();
    let dated = words.len() > 3 && words[..3].iter().all(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    words.drain(..if dated { 3 } else { 0 });
    let words = words.join(" ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: Option<&str>, body: &str, title: &str, rest: &str) {
        let settled = settle(given, body, Path::new("a/2020-03-26-mein_text.md"));
        assert_eq!(settled, Some((title.to_owned(), rest.to_owned())), "{given:?} {body:?}");
    }

    #[test]
    fn the_front_matter_comes_first() {
        check(Some("A *b* <i>c</i>"), "# D\n\ne", "A b c", "# D\n\ne");
        check(Some("1. Satzung # 2"), "e", "1. Satzung # 2", "e");
        check(Some("  "), "# D\n\ne", "D", "e");
    }

    #[test]
    fn a_heading_that_says_the_title_again_goes() {
        check(Some("Ein Titel"), "\n# Ein *Titel*\n\ne", "Ein Titel", "e");
        check(Some("Ein Gesetz"), "# Ein Gesetz (EG)\n\ne", "Ein Gesetz (EG)", "e");
        check(Some("Ein Titel"), "e\n\n# Ein Titel", "Ein Titel", "e\n\n# Ein Titel");
    }

    #[test]
    fn the_first_heading_is_a_title() {
        check(None, "# A `b`\nc", "A b", "c");
        check(None, "Teil\neins\n=====\n\nc", "Teil eins", "c");
        check(None, "## A ##\n\nb\n\n# C", "A", "b\n\n# C");
        check(None, "![Bild](x)\n\n# A\n\nb", "A", "![Bild](x)\n\n\nb");
    }

    #[test]
    fn else_the_first_line_or_the_name_of_the_file() {
        check(None, "Ein **Satz**\nund noch einer.", "Ein Satz", "Ein **Satz**\nund noch einer.");
        check(None, "- Ein Punkt", "Ein Punkt", "- Ein Punkt");
        check(None, "```\nx\n```", "Mein text", "```\nx\n```");
        assert_eq!(from_name(Path::new("wege-zum-ziel/README.md")), "Wege zum ziel");
    }

    #[test]
    fn long_titles_end_with_a_word() {
        let (title, _) = settle(Some(&"Wort ".repeat(100)), "a", Path::new("a.md")).expect("a title");
        assert!(title.ends_with("Wort…") && title.chars().count() <= LONGEST);
    }
}
