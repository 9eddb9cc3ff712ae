//! Text of office files: Office Open XML (ISO/IEC 29500) and `OpenDocument` (ISO/IEC 26300).

use std::io::{BufReader, Cursor, Read};

use app::attachment::FileType;
use zip::ZipArchive;

use super::{
    Full, Pages,
    xml::{Piece, Stop, walk},
};
use crate::attachment::archive;

/// Most bytes that a part may have when it is unpacked, and all parts together. What is behind is not read.
const LARGEST_PART: u64 = 50_000_000;
const LARGEST_SUM: u64 = 200_000_000;
/// Most strings that the cells of a workbook share.
const MOST_STRINGS: usize = 500_000;

pub(super) fn read(kind: FileType, content: &[u8], pages: &mut Pages<'_>) -> Result<(), String> {
    let archive = archive::open(content).map_err(|refusal| format!("{refusal:?}"))?;
    let mut parts = Parts { archive, left: LARGEST_SUM };
    let outcome = match kind {
        FileType::Docx => word(&mut parts, pages),
        FileType::Xlsx => excel(&mut parts, pages),
        FileType::Pptx => slides(&mut parts, pages),
        _ => open_document(kind, &mut parts, pages),
    };
    match outcome {
        Ok(()) | Err(Stop::Full) => Ok(()),
        Err(Stop::Broken(why)) => Err(why),
    }
}

/// The parts of an archive, each read through a bound.
struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl Parts<'_> {
    /// Shows every piece of a part; nothing of one that is missing.
    fn walk(&mut self, name: &str, visit: &mut dyn FnMut(Piece<'_>) -> Result<(), Full>) -> Result<(), Stop> {
        let Ok(part) = self.archive.by_name(name) else { return Ok(()) };
        let bound = LARGEST_PART.min(self.left);
        let mut bounded = BufReader::new(part.take(bound));
        let outcome = walk(&mut bounded, visit);
        self.left -= bound - bounded.get_ref().limit();
        outcome
    }

    /// The parts `<before>1.xml`, `<before>2.xml` … in the order of their numbers.
    fn numbered(&self, before: &str) -> Vec<String> {
        let number = |name: &str| name.strip_prefix(before)?.strip_suffix(".xml")?.parse::<u32>().ok();
        let names = self.archive.file_names().filter_map(Result::ok);
        let mut found: Vec<(u32, String)> = names.filter_map(|name| Some((number(&name)?, name.into_owned()))).collect();
        found.sort_unstable();
        found.into_iter().map(|(_, name)| name).collect()
    }
}

fn word(parts: &mut Parts<'_>, pages: &mut Pages<'_>) -> Result<(), Stop> {
    for part in ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"] {
        paragraphs(parts, part, pages)?;
    }
    Ok(())
}

/// Text in `<w:t>` or `<a:t>`, in paragraphs.
fn paragraphs(parts: &mut Parts<'_>, part: &str, pages: &mut Pages<'_>) -> Result<(), Stop> {
    let mut inside = false;
    parts.walk(part, &mut |piece| match piece {
        Piece::Open("t", _) => {
            inside = true;
            Ok(())
        }
        Piece::Close("t") => {
            inside = false;
            Ok(())
        }
        Piece::Text(text) if inside => pages.text(text),
        Piece::Open("tab", _) => pages.text(" "),
        Piece::Open("br" | "cr", _) | Piece::Close("p") => pages.text("\n"),
        // where Word broke the page when it last laid the text out
        Piece::Open("lastRenderedPageBreak", _) => pages.next_page(),
        _ => Ok(()),
    })
}

fn slides(parts: &mut Parts<'_>, pages: &mut Pages<'_>) -> Result<(), Stop> {
    let slides = parts.numbered("ppt/slides/slide");
    pages.count(slides.len());
    for slide in slides {
        paragraphs(parts, &slide, pages)?;
        pages.next_page()?;
    }
    for notes in parts.numbered("ppt/notesSlides/notesSlide") {
        paragraphs(parts, &notes, pages)?;
    }
    Ok(())
}

fn excel(parts: &mut Parts<'_>, pages: &mut Pages<'_>) -> Result<(), Stop> {
    let strings = shared_strings(parts)?;
    parts.walk("xl/workbook.xml", &mut |piece| match piece {
        Piece::Open("sheet", element) => match element.try_get_attribute("name") {
            Ok(Some(name)) => pages.text(&name.value).and_then(|()| pages.text("\n")),
            _ => Ok(()),
        },
        _ => Ok(()),
    })?;
    let sheets = parts.numbered("xl/worksheets/sheet");
    pages.count(sheets.len());
    for sheet in sheets {
        cells(parts, &sheet, &strings, pages)?;
        pages.next_page()?;
    }
    Ok(())
}

fn shared_strings(parts: &mut Parts<'_>) -> Result<Vec<String>, Stop> {
    let (mut strings, mut one, mut inside, mut phonetic) = (Vec::new(), String::new(), false, false);
    let outcome = parts.walk("xl/sharedStrings.xml", &mut |piece| {
        match piece {
            Piece::Open("t", _) => inside = !phonetic,
            Piece::Close("t") => inside = false,
            Piece::Open("rPh", _) => phonetic = true,
            Piece::Close("rPh") => phonetic = false,
            Piece::Text(text) if inside => one.push_str(text),
            Piece::Close("si") if strings.len() == MOST_STRINGS => return Err(Full),
            Piece::Close("si") => strings.push(std::mem::take(&mut one)),
            _ => {}
        }
        Ok(())
    });
    match outcome {
        Ok(()) | Err(Stop::Full) => Ok(strings),
        broken => broken.map(|()| strings),
    }
}

/// What a cell holds (18.18.11, `ST_CellType`). Numbers are no words: nobody searches for one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Number,
    Shared,
    Text,
}

fn cells(parts: &mut Parts<'_>, sheet: &str, strings: &[String], pages: &mut Pages<'_>) -> Result<(), Stop> {
    let (mut cell, mut inside, mut value) = (Cell::Number, false, String::new());
    parts.walk(sheet, &mut |piece| {
        match piece {
            Piece::Open("c", element) => {
                cell = match element.try_get_attribute("t").ok().flatten().as_ref().map(|kind| kind.value.as_ref()) {
                    Some("s") => Cell::Shared,
                    Some("str" | "inlineStr") => Cell::Text,
                    _ => Cell::Number,
                };
                value.clear();
            }
            Piece::Open("v" | "t", _) => inside = cell != Cell::Number,
            Piece::Close("v" | "t") => inside = false,
            Piece::Text(text) if inside => value.push_str(text),
            Piece::Close("c") => {
                let shared = || value.trim().parse().ok().and_then(|index: usize| strings.get(index));
                let text = if cell == Cell::Shared { shared().map_or("", String::as_str) } else { &value };
                pages.text(text)?;
                pages.text(" ")?;
            }
            Piece::Close("row") => pages.text("\n")?,
            _ => {}
        }
        Ok(())
    })
}

fn open_document(kind: FileType, parts: &mut Parts<'_>, pages: &mut Pages<'_>) -> Result<(), Stop> {
    let (mut body, mut deleted) = (false, 0_usize);
    parts.walk("content.xml", &mut |piece| match piece {
        Piece::Open("body", _) => {
            body = true;
            Ok(())
        }
        // what was deleted while changes were recorded
        Piece::Open("tracked-changes", _) => {
            deleted += 1;
            Ok(())
        }
        Piece::Close("tracked-changes") => {
            deleted = deleted.saturating_sub(1);
            Ok(())
        }
        _ if !body || deleted > 0 => Ok(()),
        Piece::Text(text) => pages.text(text),
        Piece::Open("s" | "tab", _) | Piece::Close("table-cell") => pages.text(" "),
        Piece::Open("line-break", _) | Piece::Close("p" | "h") => pages.text("\n"),
        Piece::Close("page") if kind == FileType::Odp => pages.next_page(),
        Piece::Close("table") if kind == FileType::Ods => pages.next_page(),
        Piece::Open("soft-page-break", _) if kind == FileType::Odt => pages.next_page(),
        _ => Ok(()),
    })
}
