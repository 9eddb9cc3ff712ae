//! Headings, paragraphs, lists and tables as Markdown.

use std::collections::HashMap;

use super::inline::{self, Place, Span};

/// More columns than this are no table that anybody can read.
const COLUMNS: usize = 64;

/// Deeper lists are as deep as this.
const LEVELS: usize = 8;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Block {
    /// A heading; 1 is the uppermost.
    Heading(u8, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A point of a list.
    Item {
        /// Which list: another number is another list.
        list: u64,
        /// From 0.
        level: usize,
        /// Whether its points are numbered.
        ordered: bool,
        /// What it says.
        spans: Vec<Span>,
    },
    /// A quotation.
    Quote(Vec<Span>),
    /// Lines of a machine, and their language.
    Code(String, String),
    /// Rows of cells; the first row names the columns.
    Table(Vec<Vec<Vec<Span>>>),
    /// A line across.
    Rule,
}

/// Blocks and footnotes as Markdown. The page shows the title, so the uppermost heading becomes one of level 2.
pub(in super::super) fn write(blocks: &[Block], notes: &[Vec<Span>]) -> String {
    let highest = blocks.iter().filter_map(|block| if let Block::Heading(level, _) = block { Some(*level) } else { None }).min();
    let mut writer = Writer { highest: highest.unwrap_or(1), ..Writer::default() };
    for block in blocks {
        writer.block(block);
    }
    for (index, note) in notes.iter().enumerate() {
        let text = inline::write(note, Place::Block);
        let text = if text.is_empty() { "–".to_owned() } else { indented(&text, "    ") };
        writer.put(&format!("[^{}]: {text}", index + 1), false);
    }
    writer.out.trim().to_owned()
}

#[derive(Default)]
struct Writer {
    out: String,
    highest: u8,
    /// Level of the last heading, as written.
    last_heading: u8,
    /// For each open level of a list: which list, whether numbered, how far in its text begins.
    open: Vec<(u64, bool, usize)>,
    /// The last number of each level of each list.
    numbers: HashMap<(u64, usize), u64>,
    /// Whether the next list of its own needs other marks to be told from the one before.
    other_marks: bool,
    last_list: Option<u64>,
}

impl Writer {
    fn put(&mut self, text: &str, close: bool) {
        if !self.out.is_empty() {
            self.out.push_str(if close { "\n" } else { "\n\n" });
        }
        self.out.push_str(text);
    }

    fn block(&mut self, block: &Block) {
        if let Block::Item { list, level, ordered, spans } = block {
            return self.item(*list, (*level).min(LEVELS - 1), *ordered, spans);
        }
        let text = match block {
            Block::Heading(level, spans) => self.heading(*level, spans),
            Block::Paragraph(spans) => inline::write(spans, Place::Block),
            Block::Quote(spans) => prefixed(&inline::write(spans, Place::Block), "> "),
            Block::Code(language, text) => fenced(language, text),
            Block::Table(rows) => table(rows),
            Block::Rule => "---".to_owned(),
            Block::Item { .. } => String::new(),
        };
        if !text.is_empty() {
            self.open.clear();
            self.other_marks = false;
            self.put(&text, false);
        }
    }

    /// No level is skipped on the way down.
    fn heading(&mut self, level: u8, spans: &[Span]) -> String {
        let text = inline::write(spans, Place::Heading);
        if text.is_empty() {
            return text;
        }
        let level = (level.saturating_sub(self.highest) + 2).clamp(2, 6).min(self.last_heading.max(1) + 1);
        self.last_heading = level;
        format!("{} {text}", "#".repeat(usize::from(level)))
    }

    fn item(&mut self, list: u64, level: usize, ordered: bool, spans: &[Span]) {
        let text = inline::write(spans, Place::Block);
        if text.is_empty() {
            return;
        }
        let level = level.min(self.open.len());
        let goes_on = !self.open.is_empty();
        if level == 0 && self.last_list.is_some_and(|last| last != list) && goes_on {
            self.other_marks = !self.other_marks;
        }
        self.open.truncate(level);
        let indent = self.open.last().map_or(0, |(.., indent)| *indent);
        self.numbers.retain(|(other, deeper), _| *other != list || *deeper <= level);
        let number = self.numbers.entry((list, level)).or_insert(0);
        *number += u64::from(ordered);
        let marker = match (ordered, self.other_marks) {
            (true, false) => format!("{number}. "),
            (true, true) => format!("{number}) "),
            (false, false) => "- ".to_owned(),
            (false, true) => "* ".to_owned(),
        };
        let inner = indent + marker.len();
        self.open.push((list, ordered, inner));
        self.last_list = Some(list);
        let line = format!("{}{marker}{}", " ".repeat(indent), indented(&text, &" ".repeat(inner)));
        self.put(&line, goes_on);
    }
}

/// All lines but the first begin with this.
fn indented(text: &str, indent: &str) -> String {
    text.replace('\n', &format!("\n{indent}"))
}

fn prefixed(text: &str, prefix: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{prefix}{}", text.replace('\n', &format!("\n{prefix}"))) }
}

fn fenced(language: &str, text: &str) -> String {
    let text = text.trim_matches('\n').trim_end();
    if text.trim().is_empty() {
        return String::new();
    }
    let longest = text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    let language: String =
        language.chars().filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '+' | '#')).take(20).collect();
    format!("{fence}{language}\n{text}\n{fence}")
}

fn table(rows: &[Vec<Vec<Span>>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0).min(COLUMNS);
    let mut lines = Vec::new();
    for row in rows {
        let cells: Vec<String> = row.iter().take(COLUMNS).map(|cell| inline::write(cell, Place::Cell)).collect();
        // a row that says nothing is nothing, except on top
        if !lines.is_empty() && cells.iter().all(String::is_empty) {
            continue;
        }
        // the rest of a short row goes without saying
        let width = if lines.is_empty() { columns } else { cells.len() };
        let mut line = String::from("|");
        for index in 0..width {
            line.push(' ');
            line.push_str(cells.get(index).map_or("", String::as_str));
            line.push_str(" |");
        }
        lines.push(line);
    }
    if columns == 0 || lines.is_empty() {
        return String::new();
    }
    lines.insert(1, format!("|{}", " --- |".repeat(columns)));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Vec<Span> {
        vec![Span::text(text)]
    }

    fn item(list: u64, level: usize, ordered: bool, says: &str) -> Block {
        Block::Item { list, level, ordered, spans: text(says) }
    }

    #[test]
    fn headings_begin_at_two_and_skip_none() {
        let blocks = [Block::Heading(1, text("A")), Block::Heading(4, text("B")), Block::Heading(1, text("C"))];
        assert_eq!(write(&blocks, &[]), "## A\n\n### B\n\n## C");
    }

    #[test]
    fn lists_are_nested_and_counted() {
        let blocks = [
            item(1, 0, true, "eins"),
            item(1, 1, false, "innen"),
            item(1, 0, true, "zwei"),
            Block::Paragraph(text("Dazwischen.")),
            item(1, 0, true, "drei"),
            item(2, 0, true, "andere"),
        ];
        assert_eq!(write(&blocks, &[]), "1. eins\n   - innen\n2. zwei\n\nDazwischen.\n\n3. drei\n1) andere");
    }

    #[test]
    fn tables_have_a_head_and_no_empty_rows() {
        let rows = vec![vec![text("a|b"), text("c")], vec![text(""), text("")], vec![text("d")]];
        assert_eq!(write(&[Block::Table(rows)], &[]), "| a\\|b | c |\n| --- | --- |\n| d |");
    }

    #[test]
    fn code_quotes_and_notes() {
        let blocks = [Block::Code("rust".to_owned(), "```\nx".to_owned()), Block::Quote(text("So."))];
        assert_eq!(write(&blocks, &[text("Siehe dort.")]), "````rust\n```\nx\n````\n\n> So.\n\n[^1]: Siehe dort.");
    }
}
