//! Reads XML piece by piece: no document type, no entities but the five of XML, and only so deep.

use std::borrow::Cow;

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

/// Elements in elements. Word needs about thirty, each table in a table three more.
const DEEPEST: usize = 200;

/// What is said of a part that is no XML.
const BROKEN: &str = "Die Datei ist beschädigt: Ihr Inhalt lässt sich nicht lesen.";

/// A piece.
pub(super) enum Token<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// The innermost element ends.
    Close,
    /// Characters.
    Text(Cow<'a, str>),
}

/// The beginning of an element.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its name without the prefix.
    pub(super) fn name(&self) -> &str {
        local(self.0.name().0)
    }

    /// An attribute by its name without the prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).filter_map(Result::ok).find(|attribute| local(attribute.key.0) == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// Whether a property is switched on: `<w:b/>`, but not `<w:b w:val="0"/>`.
    pub(super) fn is_on(&self) -> bool {
        !self.get("val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// A reader that knows how deep it is.
pub(super) struct Parser<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
}

impl<'a> Parser<'a> {
    /// At the beginning of a part.
    pub(super) fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        Self { reader, depth: 0 }
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// The next piece; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, String> {
        loop {
            return Ok(Some(match self.reader.read_event().map_err(|_| BROKEN.to_owned())? {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err("Die Datei ist tiefer verschachtelt, als ein Dokument sein kann.".to_owned());
                    }
                    Token::Open(Tag(start))
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Token::Close
                }
                Event::Text(text) => Token::Text(text.xml10_content()),
                Event::CData(text) => Token::Text(text.xml10_content()),
                Event::GeneralRef(name) => match named(&name) {
                    Some(letter) => Token::Text(Cow::Owned(letter.to_string())),
                    None => continue,
                },
                // no program that writes documents needs one, and all it can do is harm
                Event::DocType(_) => {
                    return Err("Die Datei enthält eine Dokumenttyp-Deklaration und wird deshalb nicht gelesen.".to_owned());
                }
                Event::Eof => return Ok(None),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
            }));
        }
    }

    /// The next piece inside the element that was opened at this depth; `None` when it has ended.
    pub(super) fn inside(&mut self, depth: usize) -> Result<Option<Token<'a>>, String> {
        let token = self.next()?;
        Ok(token.filter(|_| self.depth >= depth))
    }

    /// Passes over the element that was just opened.
    pub(super) fn skip(&mut self) -> Result<(), String> {
        let depth = self.depth;
        while self.inside(depth)?.is_some() {}
        Ok(())
    }

    /// All characters of the element that was just opened.
    pub(super) fn words(&mut self) -> Result<String, String> {
        let depth = self.depth;
        let mut words = String::new();
        while let Some(token) = self.inside(depth)? {
            if let Token::Text(text) = token {
                words.push_str(&text);
            }
        }
        Ok(words)
    }
}

/// What `&amp;` or `&#228;` mean.
fn named(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    match reference.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}
