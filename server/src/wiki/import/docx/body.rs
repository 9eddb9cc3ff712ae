//! The text of a file: paragraphs, runs, tables, and what hangs on them.

use std::{collections::HashMap, rc::Rc};

use super::{
    super::compose::{Block, Marks, Piece, Span, plain},
    package::Relations,
    run,
    styles::{Numbering, Role, Styles},
    xml::{Parser, Tag, Token},
};

/// A longer heading is a paragraph that somebody has formatted as one, in characters.
const HEADING: usize = 200;

/// So many columns a cell may span.
const SPAN: usize = 64;

/// What all parts of a file share.
pub(super) struct Shared {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// Footnotes and endnotes by kind and id.
    pub(super) notes: HashMap<(Note, String), Vec<Span>>,
}

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Note {
    Foot,
    End,
}

/// A picture in the text: its name there, and the part it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) name: String,
    pub(super) part: String,
}

/// What was left out, to be told.
#[derive(Debug, Default)]
pub(super) struct Lost {
    pub(super) deletions: usize,
    pub(super) hidden: usize,
    pub(super) comments: usize,
    pub(super) pictures: usize,
    pub(super) drawings: usize,
    pub(super) merged: usize,
}

/// What is read.
#[derive(Default)]
pub(super) struct Text {
    pub(super) blocks: Vec<Block>,
    pub(super) title: Option<String>,
    pub(super) pictures: Vec<Picture>,
    /// The notes that the text refers to, in this order.
    pub(super) notes: Vec<Vec<Span>>,
    pub(super) lost: Lost,
    numbers: HashMap<(Note, String), usize>,
}

/// Walks through a part.
pub(super) struct Walk<'a> {
    pub(super) parser: Parser<'a>,
    pub(super) shared: &'a Shared,
    pub(super) relations: &'a Relations,
    pub(super) text: &'a mut Text,
}

/// A paragraph on its way.
#[derive(Default)]
pub(super) struct Paragraph {
    pub(super) spans: Vec<Span>,
    /// Blocks of the text boxes that hang on it.
    pub(super) boxes: Vec<Block>,
    pub(super) link: Option<Rc<str>>,
    pub(super) fields: Vec<run::Field>,
    style: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    level: Option<usize>,
    /// Its end was deleted in a tracked change: it goes on with the next one.
    open_end: bool,
}

impl Walk<'_> {
    /// The blocks of the element that is open.
    pub(super) fn blocks(&mut self) -> Result<Vec<Block>, String> {
        let depth = self.parser.depth();
        let mut blocks = Vec::new();
        let mut pending: Vec<Span> = Vec::new();
        while let Some(token) = self.parser.inside(depth)? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "p" => {
                    let mut paragraph = Paragraph { spans: std::mem::take(&mut pending), ..Paragraph::default() };
                    self.paragraph(&mut paragraph)?;
                    if paragraph.open_end {
                        pending = std::mem::take(&mut paragraph.spans);
                    }
                    self.settle(paragraph, &mut blocks);
                }
                "tbl" => self.table(&mut blocks)?,
                // the other half of an alternative says the same once more
                "Fallback" | "sdtPr" | "sectPr" | "tblPr" | "tcPr" | "trPr" => self.parser.skip()?,
                "del" | "moveFrom" => {
                    self.text.lost.deletions += 1;
                    self.parser.skip()?;
                }
                _ => {}
            }
        }
        if !pending.is_empty() {
            blocks.push(Block::Paragraph(pending));
        }
        Ok(blocks)
    }

    fn paragraph(&mut self, paragraph: &mut Paragraph) -> Result<(), String> {
        let depth = self.parser.depth();
        while let Some(token) = self.parser.inside(depth)? {
            let Token::Open(tag) = token else { continue };
            if tag.name() == "pPr" {
                self.properties(paragraph)?;
            } else {
                self.inline(&tag, paragraph)?;
            }
        }
        Ok(())
    }

    /// What stands in a paragraph. Wrappers that say nothing (`ins`, `smartTag`, `sdt`) are walked through.
    fn inline(&mut self, tag: &Tag<'_>, paragraph: &mut Paragraph) -> Result<(), String> {
        match tag.name() {
            "r" => self.run(paragraph),
            "hyperlink" => {
                let external = tag.get("id").and_then(|id| self.relations.link(&id)).map(Rc::from);
                self.linked(external, paragraph)
            }
            "fldSimple" => {
                let address = tag.get("instr").and_then(|text| run::address(&text)).map(Rc::from);
                self.linked(address, paragraph)
            }
            "commentRangeStart" => {
                self.text.lost.comments += 1;
                Ok(())
            }
            "Fallback" | "sdtPr" | "pPr" => self.parser.skip(),
            "del" | "moveFrom" => {
                self.text.lost.deletions += 1;
                self.parser.skip()
            }
            _ => Ok(()),
        }
    }

    fn linked(&mut self, address: Option<Rc<str>>, paragraph: &mut Paragraph) -> Result<(), String> {
        let before = std::mem::replace(&mut paragraph.link, address);
        let depth = self.parser.depth();
        while let Some(token) = self.parser.inside(depth)? {
            if let Token::Open(tag) = token {
                self.inline(&tag, paragraph)?;
            }
        }
        paragraph.link = before;
        Ok(())
    }

    fn properties(&mut self, paragraph: &mut Paragraph) -> Result<(), String> {
        let depth = self.parser.depth();
        while let Some(token) = self.parser.inside(depth)? {
            let Token::Open(tag) = token else { continue };
            let value = || tag.get("val");
            match tag.name() {
                "pStyle" => paragraph.style = value(),
                "outlineLvl" => paragraph.outline = value().and_then(|level| level.parse().ok()),
                "numId" => paragraph.list = value(),
                "ilvl" => paragraph.level = value().and_then(|level| level.parse().ok()),
                "del" => paragraph.open_end = true,
                // how it was before a tracked change
                "pPrChange" | "rPrChange" | "sectPr" => self.parser.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// What a paragraph is, now that all of it is known.
    fn settle(&mut self, paragraph: Paragraph, blocks: &mut Vec<Block>) {
        let Paragraph { spans, boxes, style, outline, list, level, .. } = paragraph;
        let words = plain(&spans);
        let role = match outline {
            Some(level) if level < 9 => Role::Heading(level + 1),
            _ => style.as_deref().map_or(Role::Text, |style| self.shared.styles.role(style)),
        };
        let empty = words.is_empty() && !spans.iter().any(|span| matches!(span.piece, Piece::Image { .. } | Piece::Note(_)));
        if !empty {
            match role {
                Role::Contents => {}
                Role::Title if self.text.title.is_none() && words.chars().count() <= HEADING => self.text.title = Some(words),
                Role::Title => blocks.push(Block::Heading(1, spans)),
                Role::Heading(level) if words.chars().count() <= HEADING && !words.is_empty() => {
                    blocks.push(Block::Heading(level, spans));
                }
                Role::Quote => blocks.push(Block::Quote(spans)),
                Role::Code => match blocks.last_mut() {
                    Some(Block::Code(_, text)) => {
                        text.push('\n');
                        text.push_str(&lines(&spans));
                    }
                    _ => blocks.push(Block::Code(String::new(), lines(&spans))),
                },
                Role::Heading(_) | Role::Text => {
                    let by_style = style.as_deref().and_then(|style| self.shared.styles.list(style));
                    let own_level = level.or(by_style.as_ref().map(|(_, level)| *level)).unwrap_or(0);
                    let point = list.or(by_style.map(|(list, _)| list)).and_then(|list| {
                        let ordered = self.shared.numbering.ordered(&list, own_level)?;
                        Some(Block::Item { list: list.parse().unwrap_or(0), level: own_level, ordered, spans: spans.clone() })
                    });
                    blocks.push(point.unwrap_or(Block::Paragraph(spans)));
                }
            }
        }
        blocks.extend(boxes);
    }

    fn table(&mut self, blocks: &mut Vec<Block>) -> Result<(), String> {
        let depth = self.parser.depth();
        let mut rows: Vec<Vec<Vec<Block>>> = Vec::new();
        while let Some(token) = self.parser.inside(depth)? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "tr" => rows.push(Vec::new()),
                "tc" => {
                    let cells = self.cell()?;
                    match rows.last_mut() {
                        Some(row) => row.extend(cells),
                        None => rows.push(cells),
                    }
                }
                "tblPr" | "tblGrid" | "sdtPr" => self.parser.skip()?,
                // the mark of a deleted row stands in its properties
                "trPr" if self.is_deleted()? => {
                    self.text.lost.deletions += 1;
                    self.rest_of_row(depth)?;
                    rows.pop();
                }
                _ => {}
            }
        }
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        if width <= 1 {
            // a frame around text, not a table
            blocks.extend(rows.into_iter().flatten().flatten());
        } else {
            blocks.push(Block::Table(rows.into_iter().map(|row| row.into_iter().map(|cell| flat(&cell)).collect()).collect()));
        }
        Ok(())
    }

    fn is_deleted(&mut self) -> Result<bool, String> {
        let depth = self.parser.depth();
        let mut deleted = false;
        while let Some(token) = self.parser.inside(depth)? {
            deleted |= matches!(token, Token::Open(tag) if tag.name() == "del");
        }
        Ok(deleted)
    }

    /// Passes over what is left of the row of the table that was opened at this depth.
    fn rest_of_row(&mut self, table: usize) -> Result<(), String> {
        while self.parser.inside(table + 1)?.is_some() {}
        Ok(())
    }

    /// A cell; with empty ones behind it when it spans several columns.
    fn cell(&mut self) -> Result<Vec<Vec<Block>>, String> {
        let depth = self.parser.depth();
        let (mut span, mut continued) = (1, false);
        let mut blocks = Vec::new();
        while let Some(token) = self.parser.inside(depth)? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "gridSpan" => span = tag.get("val").and_then(|span| span.parse().ok()).unwrap_or(1),
                "vMerge" => continued = tag.get("val").is_none_or(|value| value == "continue"),
                "p" => {
                    let mut paragraph = Paragraph::default();
                    self.paragraph(&mut paragraph)?;
                    self.settle(paragraph, &mut blocks);
                }
                "tbl" => self.table(&mut blocks)?,
                "Fallback" | "sdtPr" => self.parser.skip()?,
                _ => {}
            }
        }
        if span > 1 || continued {
            self.text.lost.merged += 1;
        }
        let mut cells = vec![if continued { Vec::new() } else { blocks }];
        cells.resize(span.clamp(1, SPAN), Vec::new());
        Ok(cells)
    }

    /// The number of a note, given when the text first refers to it.
    pub(super) fn note(&mut self, kind: Note, id: &str) -> Option<usize> {
        let key = (kind, id.to_owned());
        if let Some(number) = self.text.numbers.get(&key) {
            return Some(*number);
        }
        self.text.notes.push(self.shared.notes.get(&key)?.clone());
        let number = self.text.notes.len();
        self.text.numbers.insert(key, number);
        Some(number)
    }
}

/// The lines of a paragraph without marks.
fn lines(spans: &[Span]) -> String {
    let pieces = spans.iter().map(|span| match &span.piece {
        Piece::Text(text) | Piece::Code(text) => text.as_str(),
        Piece::Break => "\n",
        _ => "",
    });
    pieces.collect()
}

/// Blocks in one line, for a cell or a note.
pub(super) fn flat(blocks: &[Block]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut line = |spans: &[Span]| {
        if !out.is_empty() {
            out.push(Span::of(Piece::Break));
        }
        out.extend_from_slice(spans);
    };
    for block in blocks {
        match block {
            Block::Paragraph(spans) | Block::Quote(spans) => line(spans),
            Block::Heading(_, spans) => {
                let bold = |span: &Span| Span { marks: Marks { bold: true, ..span.marks }, ..span.clone() };
                line(&spans.iter().map(bold).collect::<Vec<_>>());
            }
            Block::Item { spans, level, .. } => {
                let mut point = vec![Span::text(format!("{}• ", "\u{a0}\u{a0}".repeat(*level)))];
                point.extend_from_slice(spans);
                line(&point);
            }
            Block::Code(_, text) => line(&[Span::of(Piece::Code(text.replace('\n', " ")))]),
            Block::Table(rows) => {
                for row in rows {
                    line(&row.join(&Span::text(" | ")));
                }
            }
            Block::Rule => {}
        }
    }
    out
}
