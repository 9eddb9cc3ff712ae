//! Writes HTML from events: balanced, of limited depth, without empty links and headings, each part where it may
//! stand. Parsers of HTML need time out of proportion only for what this writer never writes.

mod pieces;

use std::{
    collections::{HashMap, HashSet},
    fmt::Write,
};

use app::text;

use super::{
    address::{Address, POST, SECTION},
    plain,
    tags::{self, Role, Tag},
};

/// Elements inside each other. Beyond it the tags go, the text stays.
const DEPTH: usize = 48;

/// The longest description of a picture, in characters.
pub(super) const DESCRIPTION: usize = 300;

/// Bytes of text without a tag. html5ever 0.40 writes a piece of text in quadratic time when it has many `&` or `§`
/// (it looks for the next `<` each time), so that longer ones get a `<wbr>`.
const RUN: usize = 8 * 1024;

/// The longest entry of a table of contents, in characters.
const ENTRY: usize = 120;

/// A heading, for a table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 2, since the title of the page is above.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// Its id in the HTML.
    pub id: String,
}

/// Who wrote an element: an author's end tag closes only what authors opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Markdown: begin and end are certain.
    Markdown,
    /// Somebody who typed HTML.
    Hand,
}

/// An element whose end has not come.
#[derive(Debug)]
struct Open {
    tag: Tag,
    by: By,
    /// Where its start tag begins in the output.
    start: usize,
    /// How much had been visible before it.
    seen: usize,
    /// The level of a heading, as its author numbered it.
    level: u8,
}

/// The writer.
#[derive(Debug, Default)]
pub(super) struct Html {
    out: String,
    open: Vec<Open>,
    /// Counts pieces that a reader can see.
    seen: usize,
    /// Bytes of text since the last tag.
    run: usize,
    /// The text of the heading that is open.
    heading: String,
    /// The author's levels of the headings above this place.
    above: Vec<u8>,
    /// The headings so far.
    outline: Vec<Heading>,
    /// Begins every id, so that two texts on a page have none in common.
    place: String,
    ids: HashSet<String>,
    /// How often a name of a section was wanted.
    wanted: HashMap<String, u32>,
}

impl Html {
    /// With room for this many bytes, for a post of this number, if it is one of several texts on its page.
    pub(super) fn new(bytes: usize, post: Option<i64>) -> Self {
        let place = post.map(|number| format!("{POST}{}-", number.unsigned_abs())).unwrap_or_default();
        Self { out: String::with_capacity(bytes), place, ..Self::default() }
    }

    /// Begins an element, if it may stand here. Returns the mark for [`Html::leave`]. `attributes` are ready HTML.
    pub(super) fn enter(&mut self, tag: Tag, attributes: &str, by: By) -> usize {
        self.enter_heading(tag, 0, attributes, by)
    }

    /// Begins a heading of a level of its author.
    pub(super) fn heading(&mut self, level: u8, by: By) -> usize {
        self.enter_heading(tags::HEADING, level, "", by)
    }

    fn enter_heading(&mut self, tag: Tag, level: u8, attributes: &str, by: By) -> usize {
        if !self.make_room(tag, by) {
            return self.open.len();
        }
        let mark = self.open.len();
        self.push(tag, level, attributes, by);
        mark
    }

    /// A mark that keeps everything open that is open now.
    pub(super) fn mark(&self) -> usize {
        self.open.len()
    }

    /// Ends the element of a mark, and what is still open in it.
    pub(super) fn leave(&mut self, mark: usize) {
        while self.open.len() > mark {
            self.pop();
        }
    }

    /// An end tag of an author.
    pub(super) fn leave_by_hand(&mut self, tag: Tag) {
        let table = matches!(tag.name, "table" | "tr" | "td" | "th" | "thead" | "tbody" | "tfoot");
        for (at, open) in self.open.iter().enumerate().rev() {
            if open.by == By::Markdown {
                return;
            }
            if open.tag.name == tag.name {
                return self.leave(at);
            }
            let wall = match tag.role {
                Role::Inline => open.tag.role != Role::Inline,
                _ if table => open.tag.name == "table",
                _ if tag.name == "li" => matches!(open.tag.name, "ul" | "ol" | "table" | "td" | "th"),
                _ => matches!(open.tag.name, "table" | "td" | "th"),
            };
            if wall {
                return;
            }
        }
    }

    /// An element without content.
    pub(super) fn void(&mut self, name: &str) {
        match name {
            "hr" if self.make_room(tags::DIV, By::Hand) => self.seen_piece("<hr>"),
            "br" if !self.is_between() => self.out.push_str("<br>"),
            "wbr" => self.out.push_str("<wbr>"),
            _ => {}
        }
    }

    /// Text.
    pub(super) fn text(&mut self, text: &str) {
        let visible = text.chars().any(is_visible);
        if !visible && self.is_between() {
            return;
        }
        self.imply();
        if visible {
            self.seen += 1;
        }
        // the end of a line, too: it keeps the words of a name apart
        if self.heading.len() < 200 && self.open.iter().rev().any(|open| open.tag == tags::HEADING) {
            self.heading.push_str(text);
        }
        let mut rest = text;
        while self.run + rest.len() > RUN {
            let (now, later) = rest.split_at(rest.floor_char_boundary(RUN - self.run));
            escape(&mut self.out, now);
            self.out.push_str("<wbr>");
            self.run = 0;
            rest = later;
        }
        escape(&mut self.out, rest);
        self.run += rest.len();
    }

    /// Begins a link, unless it leads nowhere or stands inside another one.
    pub(super) fn link(&mut self, target: &str, by: By) -> usize {
        match Address::parse(target) {
            Some(address) => self.link_to(&address, by),
            None => self.open.len(),
        }
    }

    pub(super) fn link_to(&mut self, address: &Address, by: By) -> usize {
        if !self.may_link() {
            return self.open.len();
        }
        let mut attributes = String::from(" href=\"");
        match address.as_str().strip_prefix('#').filter(|id| !id.starts_with(&self.place)) {
            Some(id) => {
                let _ = write!(attributes, "#{}", self.place);
                escape(&mut attributes, id);
            }
            None => escape(&mut attributes, address.as_str()),
        }
        attributes.push('"');
        if address.is_foreign() {
            attributes.push_str(" rel=\"nofollow noopener noreferrer\"");
        }
        self.enter(tags::A, &attributes, by)
    }

    fn may_link(&self) -> bool {
        !self.open.iter().any(|open| matches!(open.tag.name, "a" | "summary"))
    }

    /// Whether an `@` may begin a name here: not in code, and not inside a link.
    pub(super) fn may_name(&self) -> bool {
        !self.open.iter().any(|open| matches!(open.tag.name, "a" | "summary" | "code" | "pre" | "kbd" | "samp"))
    }

    /// The name of the innermost open element.
    pub(super) fn inside(&self) -> &'static str {
        self.open.last().map_or("", |open| open.tag.name)
    }

    /// The document and its headings.
    pub(super) fn finish(mut self) -> (String, Vec<Heading>) {
        self.leave(0);
        (self.out, self.outline)
    }

    /// Ends what has to end before this element, and begins what has to be around it. `false`: it may not stand here.
    fn make_room(&mut self, tag: Tag, by: By) -> bool {
        // two more for implied elements
        if self.open.len() + 3 > DEPTH {
            return false;
        }
        match tag.role {
            Role::Inline | Role::Void => self.imply(),
            Role::Part | Role::LinesPart if by == By::Markdown => return tag.parents().contains(&self.inside()),
            Role::Part | Role::LinesPart => return self.fit_part(tag),
            Role::Lines | Role::Block => {
                while self.open.last().is_some_and(|open| open.by == By::Hand && open.tag.holds_lines()) {
                    self.pop();
                }
                if self.open.last().is_some_and(|open| open.tag.holds_lines()) {
                    self.void("br");
                    return false;
                }
                self.imply_parts();
            }
        }
        true
    }

    /// Authors leave out `</li>`, `</td>`, `<tr>`.
    fn fit_part(&mut self, tag: Tag) -> bool {
        let parents = tag.parents();
        let in_row = parents == ["tr"];
        for (at, open) in self.open.iter().enumerate().rev() {
            if parents.contains(&open.tag.name) || (in_row && tags::TR.parents().contains(&open.tag.name)) {
                self.leave(at + 1);
                if in_row && self.inside() != "tr" {
                    self.push(tags::TR, 0, "", By::Hand);
                }
                return true;
            }
            let cell = matches!(open.tag.name, "td" | "th") && (in_row || parents.contains(&"table") || tag == tags::TR);
            if open.by == By::Markdown || (open.tag.is_wall() && !cell) {
                return false;
            }
        }
        false
    }

    /// Text stands in lists and tables only inside an entry or a cell, and never outside of everything.
    fn imply(&mut self) {
        self.imply_parts();
        if self.open.is_empty() {
            self.push(tags::P, 0, "", By::Hand);
        }
    }

    /// Blocks stand in lists and tables only inside an entry or a cell.
    fn imply_parts(&mut self) {
        while let Some(tag) = self.open.last().and_then(|open| open.tag.implied()) {
            self.push(tag, 0, "", By::Hand);
        }
    }

    /// Whether white space means nothing here.
    fn is_between(&self) -> bool {
        self.open.last().is_none_or(|open| open.tag.implied().is_some())
    }

    fn push(&mut self, tag: Tag, level: u8, attributes: &str, by: By) {
        let start = self.out.len();
        self.run = 0;
        self.open.push(Open { tag, by, start, seen: self.seen, level });
        if tag == tags::HEADING {
            self.heading.clear();
            return;
        }
        if tag == tags::TABLE {
            // a group, not a landmark: several of the same name are allowed. Focusable, so that it scrolls by keyboard
            self.out.push_str("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Tabelle\">");
        }
        self.out.push('<');
        self.out.push_str(tag.name);
        self.out.push_str(attributes);
        self.out.push('>');
    }

    fn pop(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if open.seen == self.seen && !open.tag.stays_empty() {
            self.out.truncate(open.start);
        } else if open.tag == tags::HEADING {
            self.close_heading(&open);
        } else {
            self.run = 0;
            let _ = write!(self.out, "</{}>", open.tag.name);
            if open.tag == tags::TABLE {
                self.out.push_str("</div>");
            }
        }
    }

    /// The level follows from the headings above, so that the outline has no gaps below the page's own `h1`.
    fn close_heading(&mut self, open: &Open) {
        while self.above.last().is_some_and(|&above| above >= open.level) {
            self.above.pop();
        }
        self.above.push(open.level);
        let level = u8::try_from(self.above.len() + 1).unwrap_or(6).min(6);
        let id = self.section_id();
        let content = self.out.split_off(open.start);
        let _ = write!(self.out, "<h{level} id=\"{id}\">{content}</h{level}>");
        let text = plain::shorten(&self.heading, ENTRY);
        if !text.is_empty() {
            self.outline.push(Heading { level, text, id });
        }
    }

    /// A name for the section that no other one has.
    fn section_id(&mut self) -> String {
        let name = format!("{}{SECTION}{}", self.place, text::slug(&self.heading));
        let wanted = self.wanted.entry(name.clone()).or_default();
        loop {
            let id = if *wanted == 0 { name.clone() } else { format!("{name}-{wanted}") };
            *wanted += 1;
            if self.ids.insert(id.clone()) {
                return id;
            }
        }
    }

    fn seen_piece(&mut self, html: &str) {
        self.out.push_str(html);
        self.seen += 1;
    }
}

/// A text as it was typed, for when it cannot be rendered.
pub(super) fn verbatim(text: &str) -> String {
    let mut out = String::from("<pre>");
    escape(&mut out, text);
    out.push_str("</pre>");
    out
}

/// Whether a reader sees a character: no spaces, no marks of width zero or of direction.
fn is_visible(character: char) -> bool {
    !character.is_whitespace()
        && !character.is_control()
        && !matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Text for HTML, in an element or in an attribute in double quotes.
pub(super) fn escape(out: &mut String, text: &str) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            0 => "\u{fffd}",
            1..=8 | 11..=31 | 127 => "",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(escaped);
        done = at + 1;
    }
    out.push_str(&text[done..]);
}
