//! A line of wikitext as spans: bold and italic, links, HTML by hand.

use std::{borrow::Cow, rc::Rc};

use app::text;

use super::{
    super::compose::{Marks, Piece, Span, plain},
    saved::Saved,
    wikitext::Walk,
};

/// Where `[[…]]` leads.
enum Target {
    Category(String),
    Picture,
    /// Something that is not imported: only its text stays.
    Foreign,
    Page {
        title: String,
        section: String,
    },
}

impl Walk<'_> {
    /// The spans of a line.
    pub(super) fn inline(&mut self, line: &str) -> Vec<Span> {
        let mut reader = Line {
            rest: line,
            ends: pairs(line),
            whole: line,
            out: Vec::new(),
            words: String::new(),
            marks: Marks::default(),
            no_bracket: false,
            no_tag: false,
        };
        while !reader.rest.is_empty() {
            self.step(&mut reader);
        }
        reader.flush();
        reader.out
    }

    fn step(&mut self, line: &mut Line<'_>) {
        let rest = line.rest;
        let special = |letter: char| matches!(letter, '\'' | '[' | '<' | '_') || self.taken.at(letter).is_some();
        let Some(at) = rest.find(special) else {
            line.words.push_str(rest);
            line.rest = "";
            return;
        };
        line.words.push_str(&rest[..at]);
        line.rest = &rest[at..];
        let letter = line.rest.chars().next().unwrap_or_default();
        match letter {
            '\'' => line.quotes(),
            '[' if line.rest.starts_with("[[") => self.link(line),
            '[' => self.external(line),
            '<' => line.tag(),
            '_' if line.rest.starts_with("__") => line.magic(),
            '_' => line.literal(1),
            _ => {
                let piece = match self.taken.at(letter) {
                    Some(Saved::Literal(text)) => Piece::Text(html_escape::decode_html_entities(text).into_owned()),
                    Some(Saved::Code(text)) => Piece::Code(html_escape::decode_html_entities(text).into_owned()),
                    Some(Saved::Note(number)) => Piece::Note(*number),
                    // blocks are taken care of where lines become blocks
                    Some(Saved::Block(..)) | None => Piece::Text(" ".to_owned()),
                };
                line.put(piece);
                line.rest = &line.rest[letter.len_utf8()..];
            }
        }
    }

    /// `[[Ziel|Text]]e`
    fn link(&mut self, line: &mut Line<'_>) {
        let start = line.whole.len() - line.rest.len();
        let Some(end) = line.ends.binary_search_by_key(&start, |(start, _)| *start).ok().map(|index| line.ends[index].1) else {
            return line.literal(2);
        };
        let inner = &line.whole[start + 2..end - 2];
        let after = &line.whole[end..];
        let (target, shown) = inner.split_once('|').unwrap_or((inner, inner));
        match self.target(target) {
            Target::Category(name) => self.tags.push(name),
            Target::Picture => self.pictures += 1,
            goal => {
                let trail: String = after.chars().take_while(|letter| letter.is_alphabetic()).collect();
                let words = plain(&self.inline_once(shown)) + &trail;
                let words = if words.trim().is_empty() { target.trim().to_owned() } else { words };
                line.put_link(self.goal(goal, words));
                line.rest = &after[trail.len()..];
                return;
            }
        }
        line.rest = after;
    }

    /// The spans of a text in a link. Links in links are text, so this ends.
    fn inline_once(&mut self, text: &str) -> Vec<Span> {
        let flat = text.replace(['[', ']'], "");
        let picked = flat.rsplit_once('|').map_or(flat.as_str(), |(_, last)| last).to_owned();
        self.inline(&picked)
    }

    fn target(&self, target: &str) -> Target {
        let target = html_escape::decode_html_entities(target).replace('_', " ");
        let target = target.trim();
        let (own, target) = target.strip_prefix(':').map_or((false, target), |rest| (true, rest.trim()));
        let (page, section) = target.split_once('#').unwrap_or((target, ""));
        if let Some((space, name)) = page.split_once(':') {
            match self.names.namespace(space) {
                Some(14) if !own => return Target::Category(name.trim().to_owned()),
                Some(6 | -2) if !own => return Target::Picture,
                Some(0) | None => {}
                Some(_) => return Target::Foreign,
            }
            let abroad = space.len() <= 3 && space.bytes().all(|byte| byte.is_ascii_lowercase());
            if abroad && self.names.address(page).is_none() {
                return Target::Foreign;
            }
        }
        let title = match page.strip_prefix('/') {
            Some(below) => format!("{}/{}", self.title, below.trim_end_matches('/')),
            None => page.trim().to_owned(),
        };
        Target::Page { title, section: section.trim().to_owned() }
    }

    fn goal(&self, goal: Target, words: String) -> Span {
        let Target::Page { title, section } = goal else { return Span::text(words) };
        let part = if section.is_empty() { String::new() } else { format!("#abschnitt-{}", text::slug(&section)) };
        let linked = |address: String| Span { link: Some(Rc::from(address)), ..Span::text(words.clone()) };
        if title.is_empty() {
            return if part.is_empty() { Span::text(words) } else { linked(part) };
        }
        match self.names.address(&title) {
            Some(address) if !part.is_empty() || address != text::slug(&title) => linked(format!("/wiki/{address}{part}")),
            _ => Span::of(Piece::Wiki { title, text: words }),
        }
    }

    /// `[https://example.org Text]`
    fn external(&mut self, line: &mut Line<'_>) {
        let inside = &line.rest[1..];
        let known = ["http://", "https://", "mailto:", "//", "ftp://"].iter().any(|scheme| inside.starts_with(scheme));
        let end = if known && !line.no_bracket { inside.find(']') } else { None };
        let Some(end) = end else {
            line.no_bracket |= known;
            return line.literal(1);
        };
        let (address, words) = inside[..end].split_once(char::is_whitespace).unwrap_or((&inside[..end], ""));
        let address = html_escape::decode_html_entities(address);
        let address = if address.starts_with("//") { Cow::Owned(format!("https:{address}")) } else { address };
        let words = plain(&self.inline_once(words.trim()));
        let words = if words.is_empty() { address.clone().into_owned() } else { words };
        line.put_link(Span { link: Some(Rc::from(address.as_ref())), ..Span::text(words) });
        line.rest = &inside[end + 1..];
    }
}

/// A line that is being read.
struct Line<'a> {
    whole: &'a str,
    rest: &'a str,
    /// Where `[[` begins and its `]]` ends, in order.
    ends: Vec<(usize, usize)>,
    out: Vec<Span>,
    words: String,
    marks: Marks,
    /// No `]` follows any more, or no `>`.
    no_bracket: bool,
    no_tag: bool,
}

impl Line<'_> {
    fn flush(&mut self) {
        if !self.words.is_empty() {
            let words = std::mem::take(&mut self.words);
            let words = html_escape::decode_html_entities(&words).into_owned();
            self.out.push(Span { marks: self.marks, ..Span::text(words) });
        }
    }

    fn put(&mut self, piece: Piece) {
        self.flush();
        self.out.push(Span { marks: self.marks, ..Span::of(piece) });
    }

    fn put_link(&mut self, span: Span) {
        self.flush();
        self.out.push(Span { marks: self.marks, ..span });
    }

    fn literal(&mut self, length: usize) {
        let (words, rest) = self.rest.split_at(length);
        self.words.push_str(words);
        self.rest = rest;
    }

    /// `''`, `'''`, `'''''`
    fn quotes(&mut self) {
        let length = self.rest.len() - self.rest.trim_start_matches('\'').len();
        let literal = match length {
            0 | 1 => length,
            2 | 3 | 5 => 0,
            4 => 1,
            _ => length - 5,
        };
        self.words.push_str(&self.rest[..literal]);
        self.rest = &self.rest[length..];
        let marks = length - literal;
        if marks > 0 {
            self.flush();
            self.marks.italic ^= marks == 2 || marks == 5;
            self.marks.bold ^= marks == 3 || marks == 5;
        }
    }

    /// `<br>`, `<b>` …; a tag of HTML that says nothing here goes, and anything else is text.
    fn tag(&mut self) {
        const SILENT: [&str; 20] = [
            "u",
            "span",
            "div",
            "small",
            "big",
            "center",
            "font",
            "p",
            "blockquote",
            "ins",
            "abbr",
            "cite",
            "q",
            "var",
            "mark",
            "ul",
            "ol",
            "li",
            "section",
            "onlyinclude",
        ];
        let end = if self.no_tag { None } else { self.rest.find('>') };
        let Some(end) = end else {
            self.no_tag = true;
            return self.literal(1);
        };
        let inner = &self.rest[1..end];
        let (closing, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
        let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let follows = inner[name.len()..].chars().next();
        if name.is_empty() || follows.is_some_and(|next| !next.is_whitespace() && next != '/') {
            return self.literal(1);
        }
        self.rest = match name.as_str() {
            "br" => {
                self.put(Piece::Break);
                &self.rest[end + 1..]
            }
            "b" | "strong" | "i" | "em" | "s" | "del" | "strike" => {
                self.flush();
                match name.as_str() {
                    "b" | "strong" => self.marks.bold = !closing,
                    "i" | "em" => self.marks.italic = !closing,
                    _ => self.marks.strike = !closing,
                }
                &self.rest[end + 1..]
            }
            name if SILENT.contains(&name) || matches!(name, "sub" | "sup" | "noinclude" | "includeonly" | "nowiki") => {
                &self.rest[end + 1..]
            }
            _ => return self.literal(1),
        };
    }

    /// `__TOC__` and its like.
    fn magic(&mut self) {
        const WORDS: [&str; 12] = [
            "__TOC__",
            "__NOTOC__",
            "__FORCETOC__",
            "__NOEDITSECTION__",
            "__INDEX__",
            "__NOINDEX__",
            "__NEWSECTIONLINK__",
            "__KEIN_INHALTSVERZEICHNIS__",
            "__KEININHALTSVERZEICHNIS__",
            "__INHALTSVERZEICHNIS__",
            "__INHALTSVERZEICHNIS_ERZWINGEN__",
            "__ABSCHNITTE_NICHT_BEARBEITEN__",
        ];
        match WORDS.iter().find(|word| self.rest.starts_with(*word)) {
            Some(word) => self.rest = &self.rest[word.len()..],
            None => self.literal(2),
        }
    }
}

/// Where `[[` begins and where its `]]` ends; of nested ones the outermost only.
fn pairs(line: &str) -> Vec<(usize, usize)> {
    let bytes = line.as_bytes();
    let mut open = Vec::new();
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at + 1 < bytes.len() {
        match (bytes[at], bytes[at + 1]) {
            (b'[', b'[') => {
                open.push(at);
                at += 2;
            }
            (b']', b']') => {
                if let Some(start) = open.pop() {
                    while found.last().is_some_and(|(inner, _)| *inner > start) {
                        found.pop();
                    }
                    found.push((start, at + 2));
                }
                at += 2;
            }
            _ => at += 1,
        }
    }
    found
}
