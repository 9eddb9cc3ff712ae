//! Markdown and HTML as plain text: what a reader would read, on one line.
//!
//! Unlike `markdown::plain_text`, which cuts a summary out of the parsed text, this keeps all that can be searched for
//! (code too) and reads a whole text as fast as the index can take it in: it drops marks in one pass, in linear time
//! whatever the text, and its output is escaped wherever it is shown. Links leave their text, pictures their
//! description, tags and comments nothing.

/// A link target longer than this is no link.
const LONGEST_TARGET: usize = 2000;
/// A tag longer than this is no tag.
const LONGEST_TAG: usize = 2000;
/// Code between backticks that is longer than this is no code.
const LONGEST_CODE: usize = 2000;

/// A longer name is no footnote.
const LONGEST_FOOTNOTE: usize = 60;

/// The plain text of a Markdown text.
pub(super) fn plain(markdown: &str) -> String {
    let mut out = Plain { text: String::with_capacity(markdown.len()), unclosed: Vec::new() };
    let mut rest = markdown;
    let mut line_start = true;
    while !rest.is_empty() {
        if line_start {
            rest = skip_line_marks(rest);
        }
        let end = rest.find(is_mark).unwrap_or(rest.len());
        out.push(&rest[..end]);
        line_start = rest[end..].starts_with('\n');
        rest = mark(&rest[end..], &mut out);
    }
    out.text.truncate(out.text.trim_end().len());
    out.text
}

/// The text so far; never two blanks in a row, none at the start.
struct Plain {
    text: String,
    /// Elements whose end was looked for once and is not to come: looking again each time would be quadratic.
    unclosed: Vec<&'static str>,
}

impl Plain {
    fn push(&mut self, piece: &str) {
        for character in piece.chars() {
            if !character.is_whitespace() && !character.is_control() {
                self.text.push(character);
            } else if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
    }
}

fn is_mark(character: char) -> bool {
    matches!(character, '\n' | '*' | '_' | '`' | '~' | '[' | ']' | '!' | '<' | '&' | '\\' | '|')
}

/// What is at the start of a line and says nothing: headings, quotes, bullets, fences, rules, rows of dashes.
fn skip_line_marks(line: &str) -> &str {
    let end = line.find('\n').unwrap_or(line.len());
    let (line_text, rest) = line.split_at(end);
    let text = line_text.trim();
    let is_rule = text.len() > 2 && text.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '|' | ':' | ' '));
    if is_rule || text.starts_with("```") || text.starts_with("~~~") {
        return rest;
    }
    let text = line.trim_start_matches([' ', '\t', '#', '>']);
    let bullet = text.strip_prefix(['-', '+', '*']).filter(|item| item.starts_with([' ', '\t']));
    bullet.unwrap_or(text)
}

/// Takes the mark at the start of `text`, and returns what follows it.
fn mark<'a>(text: &'a str, out: &mut Plain) -> &'a str {
    let Some(first) = text.chars().next() else { return text };
    let after = &text[first.len_utf8()..];
    match first {
        '\n' | '|' => {
            out.push(" ");
            after
        }
        '`' => code(text, out),
        '<' => tag(after, out),
        '&' => entity(after, out),
        ']' => target(after),
        '_' if inside_word(&out.text, after) => {
            out.push("_");
            after
        }
        '!' if !after.starts_with('[') => {
            out.push("!");
            after
        }
        '~' => after.strip_prefix('~').unwrap_or_else(|| {
            out.push("~");
            after
        }),
        '\\' => escaped(after, out),
        '[' => after.strip_prefix('^').and_then(behind_footnote).unwrap_or(after),
        // emphasis, code, and the brackets of links and pictures
        _ => after,
    }
}

/// What follows the number of a footnote, with the colon before its text. `None` if it is none.
fn behind_footnote(text: &str) -> Option<&str> {
    // looking further each time would be quadratic
    let end = text.bytes().take(LONGEST_FOOTNOTE).position(|byte| byte == b']')?;
    let (name, after) = (&text[..end], &text[end + 1..]);
    let is_name = !name.is_empty() && !name.contains([' ', '\n', '[']);
    is_name.then(|| after.strip_prefix(':').unwrap_or(after))
}

fn inside_word(before: &str, after: &str) -> bool {
    before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
}

/// Code between backticks means itself, tags and all.
fn code<'a>(text: &'a str, out: &mut Plain) -> &'a str {
    let run = text.bytes().take_while(|byte| *byte == b'`').count();
    let (fence, after) = text.split_at(run);
    let window = after.char_indices().nth(LONGEST_CODE).map_or(after, |(at, _)| &after[..at]);
    let Some(end) = window.find(fence) else { return after };
    out.push(&after[..end]);
    &after[end + run..]
}

/// Skips `(where it leads)` behind the text of a link.
fn target(after: &str) -> &str {
    let Some(inside) = after.strip_prefix('(') else { return after };
    let end = inside.char_indices().take(LONGEST_TARGET).find(|(_, c)| matches!(c, ')' | '\n'));
    match end {
        Some((at, ')')) => &inside[at + 1..],
        _ => after,
    }
}

/// A character that means itself.
fn escaped<'a>(after: &'a str, out: &mut Plain) -> &'a str {
    match after.chars().next() {
        Some(character) if character.is_ascii_punctuation() => {
            out.push(&after[..1]);
            &after[1..]
        }
        _ => {
            out.push("\\");
            after
        }
    }
}

/// Skips a tag or a comment; elements that are not for readers go with their content.
fn tag<'a>(after: &'a str, out: &mut Plain) -> &'a str {
    if let Some(comment) = after.strip_prefix("!--") {
        return comment.split_once("-->").map_or("", |(_, rest)| rest);
    }
    if !after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        out.push("<");
        return after;
    }
    let end = after.char_indices().take(LONGEST_TAG).find(|(_, c)| matches!(c, '>' | '<'));
    let Some((at, '>')) = end else {
        out.push("<");
        return after;
    };
    let (name, rest) = (&after[..at], &after[at + 1..]);
    // cells and paragraphs end here, emphasis does not
    if !matches!(element(name), "a" | "b" | "i" | "em" | "strong" | "span" | "code" | "sup" | "sub" | "u") {
        out.push(" ");
    }
    match element(name) {
        "script" | "style" if !name.starts_with('/') => past_element(rest, element(name), out),
        _ => rest,
    }
}

/// The lower-case name of an element that matters here.
fn element(tag: &str) -> &'static str {
    const NAMES: [&str; 12] = ["a", "b", "i", "em", "strong", "span", "code", "sup", "sub", "u", "script", "style"];
    let name = tag.trim_start_matches('/');
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    NAMES.into_iter().find(|known| known.eq_ignore_ascii_case(name)).unwrap_or_default()
}

/// What follows the element; all of it, if it never ends.
fn past_element<'a>(text: &'a str, name: &'static str, out: &mut Plain) -> &'a str {
    let mut rest = text;
    while !out.unclosed.contains(&name)
        && let Some((_, after)) = rest.split_once("</")
    {
        if element(after) == name {
            return after.split_once('>').map_or("", |(_, rest)| rest);
        }
        rest = after;
    }
    out.unclosed.push(name);
    text
}

/// The few entities that people write by hand; others stay as they are.
fn entity<'a>(after: &'a str, out: &mut Plain) -> &'a str {
    const KNOWN: [(&str, &str); 13] = [
        ("amp;", "&"),
        ("lt;", "<"),
        ("gt;", ">"),
        ("quot;", "\""),
        ("nbsp;", " "),
        ("shy;", ""),
        ("auml;", "ä"),
        ("ouml;", "ö"),
        ("uuml;", "ü"),
        ("Auml;", "Ä"),
        ("Ouml;", "Ö"),
        ("Uuml;", "Ü"),
        ("szlig;", "ß"),
    ];
    for (name, character) in KNOWN {
        if let Some(rest) = after.strip_prefix(name) {
            out.push(character);
            return rest;
        }
    }
    out.push("&");
    after
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_go_and_words_stay() {
        for (markdown, text) in [
            ("# Titel\n\nErster *Satz* mit **Wort** und `code`.\n", "Titel Erster Satz mit Wort und code."),
            ("- eins\n* zwei\n+ drei\n> Zitat", "eins zwei drei Zitat"),
            ("[Rathaus](https://example.org/a_b) und ![Foto](/x.png)", "Rathaus und Foto"),
            ("| a | b |\n|---|:-:|\n| 1 | 2 |", "a b 1 2"),
            ("```rust\nlet x = 1;\n```\nEnde", "let x = 1; Ende"),
            ("Titel\n=====\nText", "Titel Text"),
            ("snake_case _betont_ 5 < 6 und a & b", "snake_case betont 5 < 6 und a & b"),
            ("Stra&szlig;e &amp; Weg &copy;", "Straße & Weg &copy;"),
            ("\\*kein Stern\\*", "*kein Stern*"),
            ("~~alt~~ neu, ~5 km", "alt neu, ~5 km"),
            ("Halt! ![](x.png)", "Halt!"),
            ("Satz[^eins] und [^ keine].\n\n[^eins]: Quelle", "Satz und ^ keine. Quelle"),
        ] {
            assert_eq!(plain(markdown), text, "{markdown:?}");
        }
    }

    #[test]
    fn html_leaves_nothing_but_its_text() {
        for (markdown, text) in [
            ("<p>Ein <b>fettes</b>Wort</p><p>Noch eins</p>", "Ein fettesWort Noch eins"),
            ("a <!-- geheim -->b", "a b"),
            ("x <script>alert('<b>')</script > y <STYLE>p{}</STYLE>z", "x y z"),
            ("offen <!-- und nie geschlossen", "offen"),
            ("offen <script> und nie geschlossen", "offen und nie geschlossen"),
            ("Man schreibt `<script>f()</script>` und fertig", "Man schreibt <script>f()</script> und fertig"),
            ("<img src=x onerror=alert(1)>Bild", "Bild"),
        ] {
            assert_eq!(plain(markdown), text, "{markdown:?}");
        }
    }

    #[test]
    fn hostile_texts_take_linear_time() {
        for piece in ["[", "](", "<", "<a", "<!--", "<script>", "</", "&", "\\", "`", "\u{0}", "|-", "> ", "# "] {
            let long = piece.repeat(200_000);
            assert!(plain(&long).len() <= long.len() + 1, "{piece:?}");
        }
    }

    #[test]
    fn any_text_is_survived() {
        for text in ["", "\\", "&", "<", "]", "](", "![", "ä\\ö", "_", "`", "\r\n\r\n", "](ä", "<ä>", "\\ä"] {
            plain(text);
        }
    }
}
