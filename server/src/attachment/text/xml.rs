//! XML as a stream of three things. No entities but the five of XML itself, so none can grow; no recursion, so no depth
//! is too deep.

use std::io::BufRead;

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesRef, BytesStart, Event},
};

use super::Full;

/// A piece of a document. Names are without their prefix.
pub(super) enum Piece<'a> {
    Open(&'a str, &'a BytesStart<'a>),
    Text(&'a str),
    Close(&'a str),
}

/// Why reading ended early.
pub(super) enum Stop {
    /// There is no room for more text.
    Full,
    /// It is no XML from here on.
    Broken(String),
}

impl From<Full> for Stop {
    fn from(_: Full) -> Self {
        Self::Full
    }
}

/// Shows every piece.
pub(super) fn walk(source: impl BufRead, visit: &mut dyn FnMut(Piece<'_>) -> Result<(), Full>) -> Result<(), Stop> {
    let mut reader = Reader::from_reader(source);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|error| Stop::Broken(error.to_string()))? {
            Event::Start(element) => visit(Piece::Open(element.local_name().as_ref(), &element))?,
            Event::Empty(element) => {
                visit(Piece::Open(element.local_name().as_ref(), &element))?;
                visit(Piece::Close(element.local_name().as_ref()))?;
            }
            Event::End(element) => visit(Piece::Close(element.local_name().as_ref()))?,
            Event::Text(text) => visit(Piece::Text(&text.xml10_content()))?,
            Event::CData(text) => visit(Piece::Text(&text.xml10_content()))?,
            Event::GeneralRef(reference) => visit(Piece::Text(&resolved(&reference)))?,
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn resolved(reference: &BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => character.to_string(),
        _ => resolve_predefined_entity(&reference.xml10_content()).unwrap_or_default().to_owned(),
    }
}
