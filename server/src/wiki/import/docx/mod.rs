//! A Word file (.docx, ECMA-376) as Markdown: headings, paragraphs, lists, tables, links, footnotes, pictures.
//!
//! Tracked changes are read as accepted; comments, hidden text, headers and footers stay behind.

mod body;
mod package;
mod run;
mod styles;
#[cfg(test)]
mod tests;
mod xml;

use std::collections::HashMap;

use app::text::count;

use super::compose::{self, Block, Marks, Piece, Span, plain};
use body::{Note, Shared, Text, Walk};
use package::{Package, Relations};
use styles::{Numbering, Styles};
use xml::{Parser, Token};

/// A file that is read, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// The most pictures that are taken out of a file, and the largest one, in bytes.
const PICTURES: usize = 200;
const PICTURE: u64 = 20 * 1024 * 1024;

/// The longest text, in bytes: an article has at most a million characters.
const TEXT: usize = 4 * 1024 * 1024;

/// What a file says.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What it is called, if it says so.
    pub title: Option<String>,
    /// Markdown; pictures stand in it by their names.
    pub body: String,
    /// Its pictures.
    pub images: Vec<Image>,
    /// What was lost or guessed, in German.
    pub warnings: Vec<String>,
}

/// A picture out of a file. What it claims to be is not checked yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Its name in the text.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Reads a file. Takes time and memory in proportion to what it unpacks to, and that is bounded.
///
/// Errors: a German sentence that says why it cannot be read.
pub fn read(bytes: &[u8]) -> Result<Document, String> {
    if bytes.len() > LARGEST {
        return Err("Die Datei ist größer als 20 MB. Bitte verkleinern Sie die Bilder darin oder teilen Sie sie auf.".to_owned());
    }
    let mut package = Package::open(bytes)?;
    let root = package.relations("")?;
    let main = root.first("officeDocument").unwrap_or_else(|| "word/document.xml".to_owned());
    let Some(xml) = package.text(&main)? else { return Err(package.what_else()) };
    let relations = package.relations(&main)?;
    let mut text = Text::default();
    let shared = shared(&mut package, &relations, &mut text)?;
    let blocks = Walk { parser: at_body(&xml)?, shared: &shared, relations: &relations, text: &mut text }.blocks()?;
    text.blocks = blocks;
    let core = root.first("core-properties").unwrap_or_else(|| "docProps/core.xml".to_owned());
    let (core_title, author) = package.text(&core)?.map(|xml| properties(&xml)).transpose()?.unwrap_or_default();
    finish(package, text, core_title, author)
}

/// A parser behind the beginning of the body.
fn at_body(xml: &str) -> Result<Parser<'_>, String> {
    let mut parser = Parser::new(xml);
    while let Some(token) = parser.next()? {
        if matches!(&token, Token::Open(tag) if tag.name() == "body") {
            return Ok(parser);
        }
    }
    Err("Das ist keine Word-Datei (.docx): Ihr Text fehlt.".to_owned())
}

/// Styles, numbering and notes.
fn shared(package: &mut Package<'_>, relations: &Relations, text: &mut Text) -> Result<Shared, String> {
    let mut part = |kind: &str| -> Result<Option<(String, String)>, String> {
        let Some(path) = relations.first(kind) else { return Ok(None) };
        Ok(package.text(&path)?.map(|text| (path, text)))
    };
    let styles = part("styles")?.map(|(_, text)| Styles::read(&text)).transpose()?.unwrap_or_default();
    let numbering = part("numbering")?.map(|(_, text)| Numbering::read(&text)).transpose()?.unwrap_or_default();
    let notes = [(Note::Foot, part("footnotes")?), (Note::End, part("endnotes")?)];
    let mut shared = Shared { styles, numbering, notes: HashMap::new() };
    for (kind, part) in notes {
        let Some((path, xml)) = part else { continue };
        let relations = package.relations(&path)?;
        let read = read_notes(kind, &xml, &shared, &relations, text)?;
        shared.notes.extend(read);
    }
    Ok(shared)
}

fn read_notes(
    kind: Note,
    xml: &str,
    shared: &Shared,
    relations: &Relations,
    text: &mut Text,
) -> Result<HashMap<(Note, String), Vec<Span>>, String> {
    let mut notes = HashMap::new();
    let mut walk = Walk { parser: Parser::new(xml), shared, relations, text };
    while let Some(token) = walk.parser.next()? {
        let Token::Open(tag) = token else { continue };
        if !matches!(tag.name(), "footnote" | "endnote") {
            continue;
        }
        let id = tag.get("id").unwrap_or_default();
        // lines that separate the notes from the text are notes, too
        let spans = if tag.get("type").is_some_and(|kind| kind != "normal") {
            walk.parser.skip()?;
            continue;
        } else {
            body::flat(&walk.blocks()?)
        };
        notes.insert((kind, id), spans);
    }
    Ok(notes)
}

/// Title and author in the properties of a file.
fn properties(xml: &str) -> Result<(Option<String>, Option<String>), String> {
    let mut parser = Parser::new(xml);
    let (mut title, mut author) = (None, None);
    while let Some(token) = parser.next()? {
        let Token::Open(tag) = token else { continue };
        let field = match tag.name() {
            "title" => &mut title,
            "creator" => &mut author,
            _ => continue,
        };
        let words = parser.words()?.split_whitespace().collect::<Vec<_>>().join(" ");
        *field = Some(words).filter(|words| !words.is_empty());
    }
    Ok((title, author))
}

fn finish(
    mut package: Package<'_>,
    mut text: Text,
    core_title: Option<String>,
    author: Option<String>,
) -> Result<Document, String> {
    let mut warnings = Vec::new();
    let guessed = headings_by_look(&mut text.blocks);
    if guessed > 0 {
        warnings.push(
            "Das Dokument hat keine Überschriften mit Formatvorlage. Kurze fette Zeilen wurden zu Überschriften.".to_owned(),
        );
    }
    let title = text.title.take().or_else(|| take_first_heading(&mut text.blocks)).or(core_title);
    let images = images(&mut package, &mut text)?;
    let body = compose::write(&text.blocks, &text.notes);
    if body.len() > TEXT {
        return Err("Der Text ist länger, als ein Artikel sein kann. Bitte teilen Sie das Dokument auf.".to_owned());
    }
    if body.is_empty() {
        return Err("Das Dokument enthält keinen Text.".to_owned());
    }
    warnings.extend(told(&text.lost));
    if let Some(author) = author {
        warnings.push(format!("Als Verfasserin oder Verfasser nennt die Datei: {author}. Der Name steht nicht im Artikel."));
    }
    Ok(Document { title, body, images, warnings })
}

/// A heading with which the text begins is its title.
fn take_first_heading(blocks: &mut Vec<Block>) -> Option<String> {
    let Some(Block::Heading(level, spans)) = blocks.first() else { return None };
    let words = plain(spans);
    // others of the same level are its equals, not its parts
    let equals = blocks[1..].iter().any(|block| matches!(block, Block::Heading(other, _) if other <= level));
    let title = (!equals && !words.is_empty()).then_some(words)?;
    blocks.remove(0);
    Some(title)
}

/// Where no paragraph has the style of a heading, a short bold line alone is one. Says how many there are.
fn headings_by_look(blocks: &mut [Block]) -> usize {
    const LONGEST: usize = 90;
    if blocks.iter().any(|block| matches!(block, Block::Heading(..))) {
        return 0;
    }
    let is_bold = |span: &Span| span.marks.bold || matches!(&span.piece, Piece::Text(text) if text.trim().is_empty());
    let mut found = Vec::new();
    for (index, pair) in blocks.windows(2).enumerate() {
        let [Block::Paragraph(spans), next] = pair else { continue };
        let words = plain(spans);
        let alone = spans.iter().all(|span| matches!(span.piece, Piece::Text(_)) && is_bold(span));
        let short = !words.is_empty() && words.chars().count() <= LONGEST && !words.ends_with(['.', ',', ';', ':']);
        let heads = !matches!(next, Block::Paragraph(next) if next.iter().all(is_bold));
        if alone && short && heads {
            found.push(index);
        }
    }
    for &index in &found {
        if let Block::Paragraph(spans) = &mut blocks[index] {
            let spans = std::mem::take(spans).into_iter().map(|span| Span { marks: Marks::default(), ..span }).collect();
            blocks[index] = Block::Heading(2, spans);
        }
    }
    found.len()
}

/// The bytes of the pictures. Those that no browser shows are left out of the text, too.
fn images(package: &mut Package<'_>, text: &mut Text) -> Result<Vec<Image>, String> {
    let mut images = Vec::new();
    let mut gone = Vec::new();
    for picture in std::mem::take(&mut text.pictures) {
        let shown = ["png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff"]
            .iter()
            .any(|end| picture.name.ends_with(&format!(".{end}")));
        let bytes = if shown && images.len() < PICTURES { package.bytes(&picture.part, PICTURE)? } else { None };
        match bytes {
            Some(bytes) => images.push(Image { name: picture.name, bytes }),
            None => gone.push(picture.name),
        }
    }
    if !gone.is_empty() {
        text.lost.pictures += gone.len();
        let stays = |span: &Span| !matches!(&span.piece, Piece::Image { address, .. } if gone.contains(address));
        for block in &mut text.blocks {
            match block {
                Block::Heading(_, spans) | Block::Paragraph(spans) | Block::Quote(spans) | Block::Item { spans, .. } => {
                    spans.retain(stays);
                }
                Block::Table(rows) => rows.iter_mut().flatten().for_each(|cell| cell.retain(stays)),
                Block::Code(..) | Block::Rule => {}
            }
        }
        text.notes.iter_mut().for_each(|note| note.retain(stays));
    }
    Ok(images)
}

/// What was left out, in sentences.
fn told(lost: &body::Lost) -> Vec<String> {
    let number = |number: usize, one: &str, many: &str| count(i64::try_from(number).unwrap_or(i64::MAX), one, many);
    let mut told = Vec::new();
    let mut tell = |amount: usize, sentence: String| {
        if amount > 0 {
            told.push(sentence);
        }
    };
    tell(lost.deletions, "Das Dokument hatte verfolgte Änderungen. Eingefügtes ist im Text, Gelöschtes nicht.".to_owned());
    tell(lost.comments, format!("{} aus dem Dokument fehlen im Artikel.", number(lost.comments, "Kommentar", "Kommentare")));
    tell(lost.hidden, "Ausgeblendeter Text wurde weggelassen.".to_owned());
    tell(
        lost.pictures,
        format!(
            "{} in einem Format, das Browser nicht zeigen, oder von außerhalb: nicht übernommen.",
            number(lost.pictures, "Bild", "Bilder")
        ),
    );
    tell(
        lost.drawings,
        format!(
            "{} (Diagramm, Form oder eingebettetes Objekt) nicht übernommen.",
            number(lost.drawings, "Zeichnung", "Zeichnungen")
        ),
    );
    tell(lost.merged, "Verbundene Zellen in Tabellen wurden getrennt. Bitte prüfen Sie die Tabellen.".to_owned());
    told
}
