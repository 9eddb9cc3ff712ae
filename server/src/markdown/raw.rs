//! HTML that an author typed between the Markdown. The scanner here takes each byte once, whatever it finds; it need
//! not read odd HTML as browsers do, since the writer writes its own tags and escapes everything else.

use std::{borrow::Cow, fmt::Write};

use html_escape::decode_html_entities as decode;

use super::{
    tags::{self, Role},
    writer::{By, DESCRIPTION, Html, escape},
};

/// Elements whose content is no text.
const SILENT: [&str; 2] = ["script", "style"];

/// Elements that exist elsewhere and are left out here, or become something else.
const KNOWN: [&str; 21] = [
    "audio", "body", "button", "embed", "font", "frame", "head", "html", "iframe", "img", "input", "label", "math", "noscript",
    "object", "script", "source", "style", "svg", "title", "video",
];

/// Attributes of an element that are read.
const ATTRIBUTES: usize = 32;

/// Writes a piece of an author's HTML.
pub(super) fn write(html: &mut Html, source: &str) {
    scan(source, |piece| match piece {
        Piece::Text(text) => html.text(&decode(text)),
        Piece::Start(tag) => start(html, &tag),
        Piece::End(name) => {
            if let Some(tag) = tags::of_author(&name.to_ascii_lowercase()) {
                html.leave_by_hand(tag);
            }
        }
    });
}

/// Only the text of a piece of HTML.
pub(super) fn text(source: &str) -> String {
    let mut out = String::new();
    scan(source, |piece| match piece {
        Piece::Text(text) => out.push_str(&decode(text)),
        Piece::Start(_) | Piece::End(_) => out.push(' '),
    });
    out
}

/// What is of note in a piece of HTML.
pub(super) enum Spotted {
    /// A link, as it was typed.
    Link(String),
    /// Where a picture is, as it was typed.
    Image(String),
    /// A picture without a description.
    MuteImage,
    /// A heading of this level.
    Heading(u8),
    /// The name of an element that no page has; a reader sees nothing of it.
    Unknown(String),
}

/// Calls back for each link, heading and picture in a piece of HTML.
pub(super) fn spot(source: &str, mut on: impl FnMut(Spotted)) {
    scan(source, |piece| {
        let Piece::Start(read) = piece else { return };
        match read.name.to_ascii_lowercase().as_str() {
            "a" => {
                if let Some(target) = read.get("href") {
                    on(Spotted::Link(target.into_owned()));
                }
            }
            "img" => {
                if let Some(source) = read.get("src") {
                    on(Spotted::Image(source.into_owned()));
                }
                if read.get("alt").is_none_or(|alt| alt.trim().is_empty()) {
                    on(Spotted::MuteImage);
                }
            }
            name => {
                if let Some(level) = heading_level(name) {
                    on(Spotted::Heading(level));
                } else if is_typed_by_chance(name, &read) {
                    on(Spotted::Unknown(read.name.to_owned()));
                }
            }
        }
    });
}

/// `<Kommune>`, not `<o:p>` out of a word processor.
fn is_typed_by_chance(name: &str, read: &Start<'_>) -> bool {
    let word = name.chars().all(char::is_alphabetic) && read.attributes.is_empty();
    word && tags::of_author(name).is_none() && !KNOWN.contains(&name)
}

/// `h1` to `h6`.
fn heading_level(name: &str) -> Option<u8> {
    let [b'h', digit @ b'1'..=b'6'] = name.as_bytes() else { return None };
    Some(digit - b'0')
}

/// The element whose content is no text, if a piece of HTML is its start tag.
pub(super) fn silent(tag: &str) -> Option<&'static str> {
    let name = tag.strip_prefix('<')?;
    SILENT.into_iter().find(|silent| {
        name.get(..silent.len()).is_some_and(|start| start.eq_ignore_ascii_case(silent))
            && !name[silent.len()..].starts_with(|next: char| next.is_ascii_alphanumeric() || next == '-')
    })
}

/// Where the end tag of an element begins.
pub(super) fn end_of(name: &str, source: &str) -> Option<usize> {
    source
        .as_bytes()
        .windows(name.len() + 2)
        .position(|window| window.starts_with(b"</") && window[2..].eq_ignore_ascii_case(name.as_bytes()))
}

/// What an author's HTML consists of.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    /// Text, with its entities.
    Text(&'a str),
    /// A start tag.
    Start(Start<'a>),
    /// The name in an end tag.
    End(&'a str),
}

/// A start tag; values of attributes with their entities.
#[derive(Debug, PartialEq, Eq)]
struct Start<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Start<'a> {
    fn get(&self, name: &str) -> Option<Cow<'a, str>> {
        let (_, value) = self.attributes.iter().find(|(given, _)| given.eq_ignore_ascii_case(name))?;
        Some(decode(*value))
    }
}

fn start(html: &mut Html, read: &Start<'_>) {
    let name = read.name.to_ascii_lowercase();
    let source = || read.get("src").unwrap_or_default();
    match name.as_str() {
        "img" => return html.image(&source(), &read.get("alt").unwrap_or_default()),
        "video" | "source" => return html.embedded("Video", &source()),
        "audio" => return html.embedded("Ton", &source()),
        "iframe" | "embed" | "frame" => return html.embedded("Eingebettete Seite", &source()),
        _ => {}
    }
    let Some(tag) = tags::of_author(&name) else { return };
    if tag.role == Role::Void {
        return html.void(tag.name);
    }
    match tag.name {
        "a" => html.link(&read.get("href").unwrap_or_default(), By::Hand),
        "h" => html.heading(heading_level(&name).unwrap_or(1), By::Hand),
        _ => html.enter(tag, &attributes(tag.name, read), By::Hand),
    };
}

/// The few attributes that carry meaning.
fn attributes(name: &str, read: &Start<'_>) -> String {
    let mut out = String::new();
    let number = |attribute: &str| read.get(attribute).and_then(|value| value.trim().parse::<u32>().ok());
    match name {
        "td" | "th" => {
            if name == "th"
                && let Some(scope) = read.get("scope").map(|scope| scope.trim().to_ascii_lowercase())
                && matches!(scope.as_str(), "col" | "row")
            {
                let _ = write!(out, " scope=\"{scope}\"");
            }
            for attribute in ["colspan", "rowspan"] {
                if let Some(span) = number(attribute).filter(|span| (2..=100).contains(span)) {
                    let _ = write!(out, " {attribute}=\"{span}\"");
                }
            }
        }
        "ol" => {
            if let Some(first) = number("start").filter(|&first| first != 1) {
                let _ = write!(out, " start=\"{first}\"");
            }
        }
        "abbr" => {
            if let Some(title) = read.get("title") {
                out.push_str(" title=\"");
                escape(&mut out, &title.chars().take(DESCRIPTION).collect::<String>());
                out.push('"');
            }
        }
        "details" if read.get("open").is_some() => out.push_str(" open"),
        _ => {}
    }
    out
}

/// Calls back for each piece. Comments, declarations and the content of scripts and styles are left out.
fn scan<'a>(source: &'a str, mut on: impl FnMut(Piece<'a>)) {
    let mut rest = source;
    // elements known to have no end in what is left
    let mut endless = [false; SILENT.len()];
    while !rest.is_empty() {
        let Some(at) = next_tag(rest) else { return on(Piece::Text(rest)) };
        if at > 0 {
            on(Piece::Text(&rest[..at]));
            rest = &rest[at..];
        }
        if let Some(length) = aside(rest) {
            rest = &rest[length..];
            continue;
        }
        // a tag without an end is text; no other one can end then either
        let Some((piece, length)) = tag(rest) else { return on(Piece::Text(rest)) };
        rest = &rest[length..];
        if let Piece::Start(start) = &piece
            && let Some(index) = SILENT.iter().position(|name| name.eq_ignore_ascii_case(start.name))
        {
            // one without an end would swallow the rest: of that, only the tag goes
            match end_of(SILENT[index], if endless[index] { "" } else { rest }) {
                Some(end) => rest = &rest[end..],
                None => endless[index] = true,
            }
            continue;
        }
        on(piece);
    }
}

/// Where a tag or a comment may begin.
fn next_tag(text: &str) -> Option<usize> {
    let begins = |at: &usize| match text.as_bytes().get(at + 1..) {
        Some([b'/', letter, ..]) => letter.is_ascii_alphabetic(),
        Some([next, ..]) => next.is_ascii_alphabetic() || matches!(next, b'!' | b'?'),
        _ => false,
    };
    text.match_indices('<').map(|(at, _)| at).find(begins)
}

/// The length of a comment, a declaration or an instruction at the start. One without an end goes on to the end.
fn aside(text: &str) -> Option<usize> {
    let until = |from: usize, end: &str| text[from..].find(end).map_or(text.len(), |at| from + at + end.len());
    if text.starts_with("<!--") {
        Some(until(2, "-->"))
    } else if text.starts_with("<!") || text.starts_with("<?") {
        Some(until(2, ">"))
    } else {
        None
    }
}

/// The tag at the start, and its length.
fn tag(text: &str) -> Option<(Piece<'_>, usize)> {
    let bytes = text.as_bytes();
    let closing = bytes[1] == b'/';
    let mut at = if closing { 2 } else { 1 };
    let until =
        |from: usize, stops: fn(u8) -> bool| bytes[from..].iter().position(|&byte| stops(byte)).map(|length| from + length);
    let end = until(at, |byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))?;
    let name = &text[at..end];
    at = end;
    let mut attributes = Vec::new();
    loop {
        at = until(at, |byte| !byte.is_ascii_whitespace() && byte != b'/')?;
        if bytes[at] == b'>' {
            let piece = if closing { Piece::End(name) } else { Piece::Start(Start { name, attributes }) };
            return Some((piece, at + 1));
        }
        // a name may begin with `=`, says the standard
        let end = until(at + 1, |byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'='))?;
        let attribute = &text[at..end];
        at = until(end, |byte| !byte.is_ascii_whitespace())?;
        let mut value = "";
        if bytes[at] == b'=' {
            at = until(at + 1, |byte| !byte.is_ascii_whitespace())?;
            let (start, stop) = match bytes[at] {
                b'"' => (at + 1, until(at + 1, |byte| byte == b'"')?),
                b'\'' => (at + 1, until(at + 1, |byte| byte == b'\'')?),
                _ => (at, until(at, |byte| byte.is_ascii_whitespace() || byte == b'>')?),
            };
            value = &text[start..stop];
            at = if start > at { stop + 1 } else { stop };
        }
        if attributes.len() < ATTRIBUTES {
            attributes.push((attribute, value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(source: &str) -> Vec<String> {
        let mut pieces = Vec::new();
        scan(source, |piece| {
            pieces.push(match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Start(start) => {
                    let attributes = start.attributes.iter().map(|(name, value)| format!(" {name}=[{value}]"));
                    format!("<{}{}>", start.name, attributes.collect::<String>())
                }
                Piece::End(name) => format!("</{name}>"),
            });
        });
        pieces
    }

    #[test]
    fn tags_are_read_with_all_sorts_of_attributes() {
        assert_eq!(pieces("a<b>c</b >"), ["a", "<b>", "c", "</b>"]);
        assert_eq!(pieces("<a href=x y = 'z>' q=\"'\" r/>ä"), ["<a href=[x] y=[z>] q=['] r=[]>", "ä"]);
        assert_eq!(pieces("<a =x ö=1 é>"), ["<a =x=[] ö=[1] é=[]>"]);
        assert_eq!(pieces("<a href=/wiki/x>"), ["<a href=[/wiki/x]>"]);
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert_eq!(pieces("1 < 2 <3 <"), ["1 < 2 <3 <"]);
        assert_eq!(pieces("x <a href='y>"), ["x ", "<a href='y>"]);
    }

    #[test]
    fn comments_and_scripts_say_nothing() {
        assert_eq!(pieces("a<!-- <b> -->b<!DOCTYPE x><?php x ?>c<!--"), ["a", "b", "c"]);
        assert_eq!(pieces("a<SCRIPT x>1 < 2</b></script >b<style>c</STYLE>d"), ["a", "</script>", "b", "</STYLE>", "d"]);
        assert_eq!(pieces("<script>a<b>"), ["a", "<b>"]);
        assert_eq!(silent("<Script src=x>"), Some("script"));
        assert_eq!(silent("<scripture>"), None);
    }

    #[test]
    fn only_the_text_is_left() {
        assert_eq!(text("<p>a &amp; b</p><!-- c -->&uuml;"), " a & b ü");
    }
}
