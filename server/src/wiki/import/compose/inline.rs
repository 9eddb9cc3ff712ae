//! A line of text with its marks as Markdown: what was literal stays literal, what was bold stays bold.

use std::{fmt::Write, rc::Rc};

use comrak::{Arena, nodes::NodeValue, parse_document};

use crate::markdown;

/// How a stretch of text looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) struct Marks {
    /// Strong.
    pub(in super::super) bold: bool,
    /// Emphasised.
    pub(in super::super) italic: bool,
    /// Struck out.
    pub(in super::super) strike: bool,
}

impl Marks {
    fn with(self, other: Self) -> Self {
        Self { bold: self.bold && other.bold, italic: self.italic && other.italic, strike: self.strike && other.strike }
    }

    /// Outermost first.
    fn each(self) -> [(bool, &'static str); 3] {
        [(self.strike, "~~"), (self.bold, "**"), (self.italic, "*")]
    }
}

/// What stands in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Piece {
    /// Words, literally.
    Text(String),
    /// Words of a machine.
    Code(String),
    /// The line ends here.
    Break,
    /// A picture.
    Image {
        /// What it shows.
        alt: String,
        /// Where it is.
        address: String,
    },
    /// The reference to a footnote, counted from 1.
    Note(usize),
    /// A link to an article of this name.
    Wiki {
        /// Its title.
        title: String,
        /// What the reader sees.
        text: String,
    },
}

/// A piece with its marks, perhaps inside a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Span {
    /// What stands there.
    pub(in super::super) piece: Piece,
    /// How it looks.
    pub(in super::super) marks: Marks,
    /// Where it leads.
    pub(in super::super) link: Option<Rc<str>>,
}

impl Span {
    /// Text without marks.
    pub(in super::super) fn text(text: impl Into<String>) -> Self {
        Self { piece: Piece::Text(text.into()), marks: Marks::default(), link: None }
    }

    /// A piece without marks.
    pub(in super::super) fn of(piece: Piece) -> Self {
        Self { piece, marks: Marks::default(), link: None }
    }
}

/// The words of a line.
pub(in super::super) fn plain(spans: &[Span]) -> String {
    let mut out = String::new();
    for span in spans {
        match &span.piece {
            Piece::Text(text) | Piece::Code(text) | Piece::Wiki { text, .. } => out.push_str(text),
            Piece::Break => out.push(' '),
            Piece::Image { .. } | Piece::Note(_) => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the line will stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// On lines of its own.
    Block,
    /// In a heading: one line.
    Heading,
    /// In the cell of a table: one line, which can be broken by `<br>`.
    Cell,
}

/// The line as Markdown. Where marks would be misread (`a**"b"**c`), the words stay and the marks go.
pub(super) fn write(spans: &[Span], place: Place) -> String {
    let spans = tidy(spans, place);
    let marked = spans.iter().any(|span| span.marks != Marks::default());
    let text = compose(&spans, place);
    if marked && !says(&text, &spans) {
        let bare: Vec<Span> = spans.into_iter().map(|span| Span { marks: Marks::default(), ..span }).collect();
        return compose(&tidy(&bare, place), place);
    }
    text
}

/// Whether a reader of the Markdown sees these words and no others.
fn says(markdown: &str, spans: &[Span]) -> bool {
    let arena = Arena::new();
    let mut seen = String::new();
    for node in parse_document(&arena, markdown, markdown::options()).descendants() {
        match &node.data().value {
            NodeValue::Text(text) => seen.push_str(text),
            NodeValue::Code(code) => seen.push_str(&code.literal),
            _ => {}
        }
    }
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    let wanted: String = spans
        .iter()
        .map(|span| if let Piece::Text(text) | Piece::Code(text) = &span.piece { text.as_str() } else { "" })
        .collect();
    let others = spans.iter().any(|span| matches!(span.piece, Piece::Image { .. } | Piece::Note(_) | Piece::Wiki { .. }));
    // pictures, notes and wiki links say things of their own; then only the marks are looked for
    if others { !seen.contains("**") && !seen.contains("~~") } else { letters(&seen) == letters(&wanted) }
}

/// Joins what looks the same, folds white space, and takes it out of the marks: `**a **b` means nothing.
fn tidy(spans: &[Span], place: Place) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        let span = match (&span.piece, place) {
            (Piece::Break, Place::Heading) => Span { piece: Piece::Text(" ".to_owned()), ..span.clone() },
            (Piece::Text(text), _) => Span { piece: Piece::Text(visible(text)), ..span.clone() },
            _ => span.clone(),
        };
        let span = if place == Place::Heading { Span { marks: Marks { bold: false, ..span.marks }, ..span } } else { span };
        if let Piece::Text(text) = &span.piece {
            if text.is_empty() {
                continue;
            }
            if let Some(Span { piece: Piece::Text(before), marks, link }) = joined.last_mut()
                && *marks == span.marks
                && *link == span.link
            {
                before.push_str(text);
                continue;
            }
        }
        joined.push(span);
    }
    let mut parts = Vec::new();
    for span in joined {
        match &span.piece {
            Piece::Text(text) => apart(text, &span, &mut parts),
            _ => parts.push(span),
        }
    }
    settle_spaces(&mut parts);
    parts
}

/// Without characters that no text has.
fn visible(text: &str) -> String {
    text.chars()
        .map(|letter| if matches!(letter, '\n' | '\r' | '\t') { ' ' } else { letter })
        .filter(|letter| !letter.is_control())
        .collect()
}

/// White space at the ends of a marked text as spans of its own.
fn apart(text: &str, span: &Span, parts: &mut Vec<Span>) {
    let core = text.trim_matches(' ');
    if core.is_empty() {
        parts.push(Span { piece: Piece::Text(" ".to_owned()), ..span.clone() });
        return;
    }
    let space = || Span { piece: Piece::Text(" ".to_owned()), ..span.clone() };
    if text.starts_with(' ') {
        parts.push(space());
    }
    parts.push(Span {
        piece: Piece::Text(core.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")),
        ..span.clone()
    });
    if text.ends_with(' ') {
        parts.push(space());
    }
}

fn is_space(span: &Span) -> bool {
    matches!(&span.piece, Piece::Text(text) if text == " ")
}

/// A space has the marks that both its neighbours have; at the ends and beside another one there is none.
fn settle_spaces(parts: &mut Vec<Span>) {
    let mut settled: Vec<Span> = Vec::with_capacity(parts.len());
    for part in parts.drain(..) {
        let before = settled.last();
        if is_space(&part) && before.is_none_or(|before| is_space(before) || before.piece == Piece::Break) {
            continue;
        }
        if part.piece == Piece::Break && before.is_some_and(is_space) {
            settled.pop();
        }
        settled.push(part);
    }
    while settled.last().is_some_and(|last| is_space(last) || last.piece == Piece::Break) {
        settled.pop();
    }
    for at in 0..settled.len() {
        if is_space(&settled[at]) || settled[at].piece == Piece::Break {
            let before = at.checked_sub(1).map(|at| settled[at].clone());
            let after = settled.get(at + 1).cloned();
            let (Some(before), Some(after)) = (before, after) else { continue };
            settled[at].marks = before.marks.with(after.marks);
            settled[at].link = before.link.filter(|link| after.link.as_ref() == Some(link));
        }
    }
    *parts = settled;
}

/// Opens and closes marks between the spans, links outermost.
fn compose(spans: &[Span], place: Place) -> String {
    let mut out = String::new();
    let mut open: Vec<&'static str> = Vec::new();
    let mut link: Option<Rc<str>> = None;
    for (index, span) in spans.iter().enumerate() {
        if span.link != link {
            close(&mut out, &mut open, 0);
            leave_link(&mut out, link.take());
            if let Some(address) = &span.link {
                bracket(&mut out);
                link = Some(Rc::clone(address));
            }
        }
        let wanted: Vec<&'static str> = span.marks.each().into_iter().filter(|(on, _)| *on).map(|(_, mark)| mark).collect();
        // what stays open must be a beginning of what is wanted, in the order in which it was opened
        let keep = open.iter().take_while(|mark| wanted.contains(mark)).count();
        close(&mut out, &mut open, keep);
        for mark in wanted {
            if !open.contains(&mark) {
                out.push_str(mark);
                open.push(mark);
            }
        }
        piece(&mut out, span, spans.get(index + 1), place);
    }
    close(&mut out, &mut open, 0);
    leave_link(&mut out, link);
    out.trim_end_matches(' ').to_owned()
}

fn close(out: &mut String, open: &mut Vec<&'static str>, keep: usize) {
    while open.len() > keep {
        out.push_str(open.pop().unwrap_or_default());
    }
}

/// `[`, unless a `!` before it would make a picture of it.
fn bracket(out: &mut String) {
    if out.ends_with('!') && !out.ends_with("\\!") {
        out.pop();
        out.push_str("\\!");
    }
    out.push('[');
}

fn leave_link(out: &mut String, link: Option<Rc<str>>) {
    if let Some(address) = link {
        let _ = write!(out, "]({})", target(&address));
    }
}

/// An address as it may stand in parentheses.
fn target(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for letter in address.trim().chars().filter(|letter| !letter.is_control()) {
        match letter {
            ' ' => out.push_str("%20"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '|' => out.push_str("%7C"),
            letter => out.push(letter),
        }
    }
    out
}

fn piece(out: &mut String, span: &Span, next: Option<&Span>, place: Place) {
    match &span.piece {
        Piece::Text(text) => {
            let follows = next.and_then(|next| if let Piece::Text(text) = &next.piece { text.chars().next() } else { None });
            escape(out, text, span.link.is_some(), follows, place);
        }
        Piece::Code(text) => code(out, text),
        Piece::Break if place == Place::Cell => out.push_str("<br>"),
        Piece::Break => out.push_str("\\\n"),
        Piece::Image { alt, address } => {
            out.push_str("![");
            escape(out, &visible(alt), true, None, place);
            let _ = write!(out, "]({})", target(address));
        }
        Piece::Note(number) => {
            let _ = write!(out, "[^{number}]");
        }
        Piece::Wiki { title, text } => {
            let clean = |text: &str| visible(text).replace(['[', ']', '|'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
            let (title, text) = (clean(title), clean(text));
            bracket(out);
            out.push('[');
            out.push_str(&title);
            if text != title && !text.is_empty() {
                out.push_str(if place == Place::Cell { "\\|" } else { "|" });
                out.push_str(&text);
            }
            out.push_str("]]");
        }
    }
}

/// `` `a` ``, with more backticks where the text has some.
fn code(out: &mut String, text: &str) {
    let text = visible(text).replace('|', "\u{2502}");
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let _ = write!(out, "{fence}{pad}{text}{pad}{fence}");
}

/// Puts a backslash before what Markdown would read as more than a character.
fn escape(out: &mut String, text: &str, in_link: bool, follows: Option<char>, place: Place) {
    let at_start = place != Place::Cell && place != Place::Heading && (out.is_empty() || out.ends_with('\n'));
    let marker = if at_start { block_marker(text) } else { None };
    let mut before = out.chars().next_back();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map(|(_, next)| *next).or(follows);
        let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let special = match letter {
            '\\' | '`' | '*' | '[' | '<' | '~' | '|' => true,
            ']' => in_link,
            '_' => !(is_word(before) && is_word(after)),
            '&' => after.is_some_and(|next| next == '#' || next.is_ascii_alphabetic()),
            '#' => place == Place::Heading && after.is_none_or(|next| next == '#'),
            _ => false,
        };
        if special || marker == Some(at) {
            out.push('\\');
        }
        out.push(letter);
        before = Some(letter);
    }
}

/// Where the character stands that would make a heading, a list, a quotation, a definition or a rule of this line.
fn block_marker(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let second = text.chars().nth(1);
    match first {
        '#' | '+' | '-' | '=' => second.is_none_or(|next| next == ' ' || next == first).then_some(0),
        '>' | ':' => Some(0),
        '0'..='9' => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let rest = &text[digits..];
            let ends = rest.starts_with(['.', ')']) && rest[1..].chars().next().is_none_or(|next| next == ' ');
            (digits <= 9 && ends).then_some(digits)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BOLD: Marks = Marks { bold: true, italic: false, strike: false };
    const ITALIC: Marks = Marks { bold: false, italic: true, strike: false };
    const BOTH: Marks = Marks { bold: true, italic: true, strike: false };

    fn line(parts: &[(&str, Marks)]) -> String {
        let spans: Vec<Span> = parts.iter().map(|(text, marks)| Span { marks: *marks, ..Span::text(*text) }).collect();
        write(&spans, Place::Block)
    }

    #[test]
    fn runs_that_look_the_same_are_one() {
        assert_eq!(line(&[("Das ", BOLD), ("ist", BOLD), (" fett", Marks::default())]), "**Das ist** fett");
        assert_eq!(line(&[("a", Marks::default()), (" b ", BOLD), ("c", Marks::default())]), "a **b** c");
        assert_eq!(line(&[("Das ", BOLD), ("sehr", BOTH), (" wichtige", BOLD)]), "**Das *sehr* wichtige**");
        assert_eq!(line(&[("a", ITALIC), ("b", BOLD)]), "*a***b**");
    }

    #[test]
    fn marks_that_would_be_misread_go_and_the_words_stay() {
        assert_eq!(line(&[("und", Marks::default()), ("„Text“", BOLD), ("weiter", Marks::default())]), "und„Text“weiter");
        assert_eq!(line(&[("und ", Marks::default()), ("„Text“", BOLD), (" weiter", Marks::default())]), "und **„Text“** weiter");
    }

    #[test]
    fn what_was_literal_stays_literal() {
        let literal = |text: &str| line(&[(text, Marks::default())]);
        assert_eq!(literal("2 * 3 [x] <b> a_b _c_ C:\\x"), "2 \\* 3 \\[x] \\<b> a_b \\_c\\_ C:\\\\x");
        assert_eq!(literal("1. Januar"), "1\\. Januar");
        assert_eq!(literal("- so"), "\\- so");
        assert_eq!(literal("-5 Grad, #1, § 3"), "-5 Grad, #1, § 3");
        assert_eq!(literal("R&D &amp; mehr"), "R\\&D \\&amp; mehr");
    }

    #[test]
    fn links_pictures_notes_and_breaks() {
        let link = Some(Rc::from("https://example.org/a (b)"));
        let spans = [
            Span::text("Los!"),
            Span { link: link.clone(), ..Span::text("hier ") },
            Span { link, marks: BOLD, ..Span::text("[da]") },
            Span::of(Piece::Break),
            Span::of(Piece::Image { alt: "Ein Plan".to_owned(), address: "plan.png".to_owned() }),
            Span::of(Piece::Note(2)),
        ];
        let text = "Los\\![hier **\\[da\\]**](https://example.org/a%20%28b%29)\\\n![Ein Plan](plan.png)[^2]";
        assert_eq!(write(&spans, Place::Block), text);
        assert_eq!(write(&spans[..1], Place::Heading), "Los!");
        assert!(write(&spans, Place::Cell).contains(")<br>!["));
    }

    #[test]
    fn wiki_links_and_code_keep_their_marks_inside() {
        let wiki = |title: &str, text: &str| Span::of(Piece::Wiki { title: title.to_owned(), text: text.to_owned() });
        assert_eq!(
            write(&[wiki("Der Plan", "Der Plan"), Span::text(" "), wiki("A", "b]c")], Place::Block),
            "[[Der Plan]] [[A|b c]]"
        );
        assert_eq!(write(&[wiki("A", "b")], Place::Cell), "[[A\\|b]]");
        assert_eq!(write(&[Span::of(Piece::Code("a `b`".to_owned()))], Place::Block), "`` a `b` ``");
    }

    fn spans() -> impl Strategy<Value = Vec<Span>> {
        let marks =
            (any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(bold, italic, strike)| Marks { bold, italic, strike });
        let text = "[a-c *_~`\\[\\]<>#.!()&;:|1=+\\-„“\\\\]{0,8}";
        prop::collection::vec((text, marks).prop_map(|(text, marks)| Span { marks, ..Span::text(text) }), 0..6)
    }

    proptest! {
        #[test]
        fn no_character_is_lost_or_misread(spans in spans()) {
            let text = write(&spans, Place::Block);
            prop_assert!(says(&text, &spans), "{text:?}");
        }
    }
}
