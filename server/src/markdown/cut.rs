//! Limits on a text before it is parsed, so that parsing takes time in proportion to its length.

use std::borrow::Cow;

/// More than this is not rendered, in bytes. Forms and the import refuse it long before.
pub(super) const LONGEST: usize = 2 * 1024 * 1024;

/// Nobody nests quotes and lists deeper on one line.
const MARKERS: usize = 24;

/// Nobody indents further, in columns. Deeper lists could be opened line by line.
const INDENT: usize = 160;

/// Blank lines in a row that are kept. Each is tried against every list that is open.
const BLANK: usize = 40;

/// The text, and whether that is all of it.
pub(super) fn to_size(markdown: &str) -> (&str, bool) {
    if markdown.len() <= LONGEST {
        return (markdown, true);
    }
    (&markdown[..markdown.floor_char_boundary(LONGEST)], false)
}

/// Takes away nesting that nobody types: markers of quotes and lists beyond [`MARKERS`] on a line, indentation
/// beyond [`INDENT`], blank lines beyond [`BLANK`]. Parsers of Markdown go through all open containers for each
/// line, so that n lines in n containers take n² steps.
pub(super) fn flatten(markdown: &str) -> Cow<'_, str> {
    let mut flat: Option<String> = None;
    let mut blank = 0;
    let mut done = 0;
    for line in markdown.split_inclusive('\n') {
        let (keep, skip) = prefix(line);
        blank = if line.trim().is_empty() { blank + 1 } else { 0 };
        if skip > keep || blank > BLANK {
            let flat = flat.get_or_insert_with(|| markdown[..done].to_owned());
            if blank <= BLANK {
                flat.push_str(&line[..keep]);
                flat.push_str(&line[skip..]);
            }
        } else if let Some(flat) = &mut flat {
            flat.push_str(line);
        }
        done += line.len();
    }
    flat.map_or(Cow::Borrowed(markdown), Cow::Owned)
}

/// Up to where the prefix of a line is kept, and from where the line goes on.
fn prefix(line: &str) -> (usize, usize) {
    let bytes = line.as_bytes();
    let (mut at, mut markers, mut columns) = (0, 0, 0);
    let mut keep = None;
    while at < bytes.len() {
        let length = match bytes[at] {
            b' ' => 1,
            b'\t' => {
                columns += 3;
                1
            }
            _ => marker(&bytes[at..]),
        };
        if length == 0 {
            break;
        }
        if !matches!(bytes[at], b' ' | b'\t') {
            markers += 1;
        }
        columns += length;
        if keep.is_none() && (markers > MARKERS || columns > INDENT) {
            keep = Some(at);
        }
        at += length;
    }
    (keep.unwrap_or(at), at)
}

/// The length of the marker of a quote, a list or a definition at the start, or 0.
fn marker(bytes: &[u8]) -> usize {
    let ends = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    match bytes[0] {
        b'>' => 1,
        b'-' | b'+' | b'*' | b':' | b'~' if ends(1) => 1,
        b'0'..=b'9' => {
            let digits = bytes.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
            let closes = matches!(bytes.get(digits), Some(b'.' | b')')) && ends(digits + 1);
            if closes { digits + 1 } else { 0 }
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ordinary_text_is_not_touched() {
        let text = "- a\n    - b\n\n> > 1. c\n\n***\n\n    code\n\n2020. Text\n";
        assert!(matches!(flatten(text), Cow::Borrowed(_)));
    }

    #[test]
    fn absurd_nesting_is_cut_and_the_text_stays() {
        assert_eq!(flatten(&format!("a\n{}b\nc", "> ".repeat(1000))), format!("a\n{}b\nc", "> ".repeat(24)));
        assert_eq!(flatten(&format!("{}b", " ".repeat(1000))), format!("{}b", " ".repeat(160)));
        assert_eq!(flatten(&format!("a{}b", "\n".repeat(1000))).len(), 1 + 1 + BLANK + 1);
    }

    #[test]
    fn a_huge_text_is_cut_between_characters() {
        let text = "ä".repeat(LONGEST);
        let (cut, whole) = to_size(&text);
        assert!(!whole && cut.len() <= LONGEST && cut.ends_with('ä'));
    }
}
