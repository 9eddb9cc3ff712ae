//! A run: characters that look the same, and what hangs between them.

use std::rc::Rc;

use super::{
    super::compose::{Marks, Piece, Span},
    body::{Note, Paragraph, Picture, Walk},
    xml::{Tag, Token},
};

/// A field (`HYPERLINK "…"`, `PAGE` …) between its beginning and its end.
#[derive(Debug, Default)]
pub(super) struct Field {
    instruction: String,
    /// Whether its result has begun.
    shown: bool,
    address: Option<Rc<str>>,
}

/// The address in `HYPERLINK "https://…"`.
pub(super) fn address(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?.trim_start();
    let inner = rest.strip_prefix('"')?;
    let address = &inner[..inner.find('"')?];
    (!address.is_empty()).then(|| address.to_owned())
}

/// How a run looks.
#[derive(Default)]
struct Look {
    marks: Marks,
    hidden: bool,
    raised: Option<bool>,
}

impl Walk<'_> {
    /// The run that is open.
    pub(super) fn run(&mut self, paragraph: &mut Paragraph) -> Result<(), String> {
        let depth = self.parser.depth();
        let mut look = Look::default();
        while let Some(token) = self.parser.inside(depth)? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "rPr" => look = self.look()?,
                "t" => {
                    let words = self.parser.words()?;
                    self.put_text(&words, &look, paragraph);
                }
                "tab" | "ptab" => self.put_text(" ", &look, paragraph),
                "noBreakHyphen" => self.put_text("\u{2011}", &look, paragraph),
                "cr" => put(Piece::Break, &look, paragraph),
                "br" if tag.get("type").is_none_or(|kind| kind == "textWrapping") => put(Piece::Break, &look, paragraph),
                "sym" => {
                    if let Some(letter) = symbol(&tag) {
                        self.put_text(letter, &look, paragraph);
                    }
                }
                "footnoteReference" => self.put_note(Note::Foot, &tag, paragraph),
                "endnoteReference" => self.put_note(Note::End, &tag, paragraph),
                "drawing" | "pict" | "object" => self.drawing(paragraph)?,
                "fldChar" => field(&tag, paragraph),
                "instrText" => {
                    let words = self.parser.words()?;
                    if let Some(field) = paragraph.fields.last_mut() {
                        field.instruction.push_str(&words);
                    }
                }
                "delText" | "delInstrText" | "Fallback" => self.parser.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn look(&mut self) -> Result<Look, String> {
        let depth = self.parser.depth();
        let mut look = Look::default();
        while let Some(token) = self.parser.inside(depth)? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "rStyle" => {
                    let marks = self.shared.styles.marks(&tag.get("val").unwrap_or_default());
                    look.marks.bold |= marks.bold;
                    look.marks.italic |= marks.italic;
                }
                "b" => look.marks.bold = tag.is_on(),
                "i" => look.marks.italic = tag.is_on(),
                "strike" | "dstrike" => look.marks.strike = tag.is_on(),
                "vanish" => look.hidden = tag.is_on(),
                "vertAlign" => {
                    look.raised = match tag.get("val").as_deref() {
                        Some("superscript") => Some(true),
                        Some("subscript") => Some(false),
                        _ => None,
                    };
                }
                // how it was before a tracked change
                "rPrChange" => self.parser.skip()?,
                _ => {}
            }
        }
        Ok(look)
    }

    fn put_text(&mut self, text: &str, look: &Look, paragraph: &mut Paragraph) {
        if look.hidden {
            self.text.lost.hidden += usize::from(!text.trim().is_empty());
        } else if let Some(raised) = look.raised {
            put(Piece::Text(moved(text, raised)), look, paragraph);
        } else {
            put(Piece::Text(text.to_owned()), look, paragraph);
        }
    }

    fn put_note(&mut self, kind: Note, tag: &Tag<'_>, paragraph: &mut Paragraph) {
        if let Some(number) = self.note(kind, &tag.get("id").unwrap_or_default()) {
            paragraph.spans.push(Span::of(Piece::Note(number)));
        }
    }

    /// A picture, or the text in a shape.
    fn drawing(&mut self, paragraph: &mut Paragraph) -> Result<(), String> {
        let depth = self.parser.depth();
        let (mut alt, mut found) = (String::new(), false);
        while let Some(token) = self.parser.inside(depth)? {
            let Token::Open(tag) = token else { continue };
            match tag.name() {
                "docPr" | "shape" if alt.is_empty() => {
                    alt = tag.get("descr").or_else(|| tag.get("alt")).or_else(|| tag.get("title")).unwrap_or_default();
                }
                "blip" | "imagedata" => {
                    found = true;
                    let id = tag.get("embed").or_else(|| tag.get("id")).unwrap_or_default();
                    match self.relations.part(&id) {
                        Some(part) => {
                            let address = self.picture(part);
                            put(
                                Piece::Image { alt: alt.split_whitespace().collect::<Vec<_>>().join(" "), address },
                                &Look::default(),
                                paragraph,
                            );
                        }
                        None => self.text.lost.pictures += 1,
                    }
                }
                "txbxContent" => {
                    found = true;
                    let blocks = self.blocks()?;
                    paragraph.boxes.extend(blocks);
                }
                "chart" | "relIds" => {
                    found = true;
                    self.text.lost.drawings += 1;
                }
                "Fallback" => self.parser.skip()?,
                _ => {}
            }
        }
        self.text.lost.drawings += usize::from(!found);
        Ok(())
    }

    /// The name under which a picture stands in the text; the same part has the same one.
    fn picture(&mut self, part: String) -> String {
        if let Some(known) = self.text.pictures.iter().find(|picture| picture.part == part) {
            return known.name.clone();
        }
        let extension: String = part
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .take(5)
            .collect();
        let name = format!("bild-{}.{}", self.text.pictures.len() + 1, extension.to_lowercase());
        self.text.pictures.push(Picture { name: name.clone(), part });
        name
    }
}

fn put(piece: Piece, look: &Look, paragraph: &mut Paragraph) {
    // only the result of a field is shown
    if paragraph.fields.iter().any(|field| !field.shown) {
        return;
    }
    let link = paragraph.fields.iter().rev().find_map(|field| field.address.clone()).or_else(|| paragraph.link.clone());
    paragraph.spans.push(Span { piece, marks: look.marks, link });
}

fn field(tag: &Tag<'_>, paragraph: &mut Paragraph) {
    match tag.get("fldCharType").as_deref() {
        Some("begin") => paragraph.fields.push(Field::default()),
        Some("separate") => {
            if let Some(field) = paragraph.fields.last_mut() {
                field.shown = true;
                field.address = address(&field.instruction).map(Rc::from);
            }
        }
        Some("end") => drop(paragraph.fields.pop()),
        _ => {}
    }
}

/// `²` and `₂` where Unicode has them; else the characters as they are.
fn moved(text: &str, raised: bool) -> String {
    let places = if raised { "⁰¹²³⁴⁵⁶⁷⁸⁹" } else { "₀₁₂₃₄₅₆₇₈₉" };
    let digit = |letter: char| letter.to_digit(10).and_then(|digit| places.chars().nth(digit as usize));
    text.trim()
        .chars()
        .map(digit)
        .collect::<Option<String>>()
        .filter(|moved| !moved.is_empty())
        .unwrap_or_else(|| text.to_owned())
}

/// The few characters of symbol fonts that carry meaning (Wingdings, Symbol).
fn symbol(tag: &Tag<'_>) -> Option<&'static str> {
    let code = u32::from_str_radix(&tag.get("char")?, 16).ok()?;
    Some(match code & 0xff {
        0xe0 | 0xe8 | 0xf0 => "→",
        0xfc => "✓",
        0xfb => "✗",
        0xa8 | 0x6f | 0x71 => "☐",
        0xfe => "☑",
        0xfd => "☒",
        0xb7 | 0x6c | 0xa7 => "•",
        0x28 => "☎",
        0x2a => "✉",
        0xb0 => "°",
        0xb1 => "±",
        0xb3 => "≥",
        0xa3 => "≤",
        _ => return None,
    })
}
