//! Reads a dump page by page.

use std::{
    collections::HashMap,
    io::{BufRead, Read},
};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

/// A longer text is no article, in bytes.
const LONGEST: usize = 2 * 1024 * 1024;

/// A longer piece of XML is no dump, in bytes: what stands between two tags is held in memory.
const PIECE: u64 = 64 * 1024 * 1024;

/// Deeper than this no dump goes.
const DEEPEST: usize = 32;

/// What a dump says of its wiki.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Site {
    /// Its name.
    pub(in super::super) name: String,
    /// Names of its namespaces in lower case, to their numbers.
    pub(in super::super) namespaces: HashMap<String, i64>,
}

/// A page with its latest revision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in super::super) struct Page {
    /// Its number in that wiki.
    pub(in super::super) id: String,
    /// Its title, without underscores.
    pub(in super::super) title: String,
    /// 0 for articles.
    pub(in super::super) namespace: i64,
    /// Where it sends its readers.
    pub(in super::super) redirect: Option<String>,
    /// Wikitext; `None` when it is longer than an article can be.
    pub(in super::super) text: Option<String>,
    /// When that revision was made, as the dump says.
    pub(in super::super) changed: String,
}

/// Calls back for each page, until it answers `false`. Returns what the dump says of its wiki.
///
/// Errors: a German sentence.
pub(in super::super) fn pages(source: impl BufRead, mut on_page: impl FnMut(&Site, Page) -> bool) -> Result<Site, String> {
    // a limit on what is read between two tags: quick-xml keeps that in its buffer
    let mut reader = Reader::from_reader(Bounded { source, left: PIECE });
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut state = State::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        reader.get_mut().left = PIECE;
        let event = reader.read_event_into(&mut buffer).map_err(|error| broken(&error))?;
        match event {
            Event::Start(start) => state.open(&start)?,
            Event::End(_) => {
                if let Some(page) = state.close()
                    && !on_page(&state.site, page)
                {
                    return Ok(state.site);
                }
            }
            Event::Text(text) => state.words(&text.xml10_content()),
            Event::CData(text) => state.words(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let letter = match name.as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => name.resolve_char_ref().ok().flatten(),
                };
                if let Some(letter) = letter {
                    state.words(letter.encode_utf8(&mut [0; 4]));
                }
            }
            Event::DocType(_) => {
                return Err("Die Datei enthält eine Dokumenttyp-Deklaration und wird deshalb nicht gelesen.".to_owned());
            }
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if !state.is_dump {
        return Err("Das ist kein Export eines MediaWiki: Das erste Element heißt nicht <mediawiki>.".to_owned());
    }
    if !state.path.is_empty() {
        return Err("Die Datei endet mitten im Text; sie wurde wohl nicht vollständig heruntergeladen.".to_owned());
    }
    Ok(state.site)
}

fn broken(error: &quick_xml::Error) -> String {
    format!("Die Datei ist kein gültiges XML ({error}).")
}

/// A source that ends when a piece gets too long.
struct Bounded<R> {
    source: R,
    left: u64,
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.source.read(buffer)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.left == 0 {
            return Err(std::io::Error::other("ein Textstück ist länger als 64 MB"));
        }
        self.source.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount as u64);
        self.source.consume(amount);
    }
}

#[derive(Default)]
struct State {
    site: Site,
    is_dump: bool,
    /// The elements that are open.
    path: Vec<String>,
    /// What was read of the innermost one.
    text: String,
    too_long: bool,
    namespace_key: Option<i64>,
    page: Page,
    /// The revision that is being read: its time and its text.
    revision: (String, Option<String>),
    has_revision: bool,
}

impl State {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        let name = start.local_name();
        let name = name.as_ref();
        if self.path.is_empty() && name != "mediawiki" {
            return Err("Das ist kein Export eines MediaWiki: Das erste Element heißt nicht <mediawiki>.".to_owned());
        }
        self.is_dump = true;
        if self.path.len() >= DEEPEST {
            return Err("Die Datei ist tiefer verschachtelt, als ein Export sein kann.".to_owned());
        }
        let attribute = |wanted: &str| {
            let mut attributes = start.attributes();
            let found = attributes.with_checks(false).filter_map(Result::ok).find(|one| one.key.0 == wanted)?;
            found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
        };
        match name {
            "page" => (self.page, self.has_revision) = (Page::default(), false),
            "revision" => self.revision = (String::new(), None),
            "redirect" => self.page.redirect = attribute("title"),
            "namespace" => self.namespace_key = attribute("key").and_then(|key| key.parse().ok()),
            _ => {}
        }
        self.path.push(name.to_owned());
        self.text.clear();
        self.too_long = false;
        Ok(())
    }

    fn words(&mut self, words: &str) {
        if self.text.len() + words.len() > LONGEST {
            self.too_long = true;
        } else {
            self.text.push_str(words);
        }
    }

    /// Ends the innermost element; a page that is complete with it.
    fn close(&mut self) -> Option<Page> {
        let name = self.path.pop()?;
        let text = std::mem::take(&mut self.text);
        let inside = self.path.last().map_or("", String::as_str);
        match (inside, name.as_str()) {
            ("siteinfo", "sitename") => self.site.name = text,
            ("namespaces", "namespace") => {
                if let Some(key) = self.namespace_key.take() {
                    self.site.namespaces.insert(text.trim().to_lowercase(), key);
                }
            }
            ("page", "title") => text.trim().clone_into(&mut self.page.title),
            ("page", "ns") => self.page.namespace = text.trim().parse().unwrap_or(0),
            ("page", "id") => text.trim().clone_into(&mut self.page.id),
            ("revision", "timestamp") => text.trim().clone_into(&mut self.revision.0),
            ("revision", "text") => self.revision.1 = (!self.too_long).then_some(text),
            ("page", "revision") => {
                let (changed, text) = std::mem::take(&mut self.revision);
                // times are written alike (ISO 8601, UTC), so the later one is the larger text
                if !self.has_revision || changed >= self.page.changed {
                    (self.page.changed, self.page.text, self.has_revision) = (changed, text, true);
                }
            }
            (_, "page") => return Some(std::mem::take(&mut self.page)).filter(|page| !page.title.is_empty()),
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DUMP: &str = r#"<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/"><siteinfo><sitename>Stadtwiki</sitename>
        <namespaces><namespace key="0" /><namespace key="6">Datei</namespace><namespace key="14">Kategorie</namespace></namespaces></siteinfo>
        <page><title>Haus &amp; Hof</title><ns>0</ns><id>7</id>
        <revision><id>2</id><timestamp>2020-02-01T00:00:00Z</timestamp><contributor><id>9</id><username>X</username></contributor><text>neu &lt;b&gt;&#228;</text></revision>
        <revision><id>1</id><timestamp>2019-02-01T00:00:00Z</timestamp><text>alt</text></revision></page>
        <page><title>Alt</title><ns>0</ns><id>8</id><redirect title="Haus &amp; Hof" /><revision><text/></revision></page></mediawiki>"#;

    fn read(dump: &str) -> Result<(Site, Vec<Page>), String> {
        let mut found = Vec::new();
        let site = pages(dump.as_bytes(), |_, page| {
            found.push(page);
            true
        })?;
        Ok((site, found))
    }

    #[test]
    fn pages_come_with_their_latest_revision() {
        let (site, found) = read(DUMP).expect("pages");
        assert_eq!((site.name.as_str(), site.namespaces.get("kategorie")), ("Stadtwiki", Some(&14)));
        assert_eq!(
            (found[0].id.as_str(), found[0].title.as_str(), found[0].text.as_deref()),
            ("7", "Haus & Hof", Some("neu <b>ä"))
        );
        assert_eq!(found[1].redirect.as_deref(), Some("Haus & Hof"));
    }

    #[test]
    fn what_is_no_dump_is_told_so() {
        let refused = |dump: &str, part: &str| assert!(read(dump).is_err_and(|told| told.contains(part)), "{part}");
        refused("<html></html>", "<mediawiki>");
        refused("", "<mediawiki>");
        refused("<mediawiki><page><title>x</title>", "vollständig");
        refused("<mediawiki></page></mediawiki>", "XML");
        refused("<!DOCTYPE x [<!ENTITY a 'b'>]><mediawiki/>", "Dokumenttyp");
        refused(&format!("<mediawiki>{}", "<a>".repeat(100_000)), "verschachtelt");
    }

    #[test]
    fn a_text_that_is_too_long_is_dropped_and_the_page_told() {
        let dump = format!(
            "<mediawiki><page><title>x</title><revision><text>{}</text></revision></page></mediawiki>",
            "a".repeat(LONGEST + 1)
        );
        assert_eq!(read(&dump).expect("pages").1[0].text, None);
    }

    #[test]
    fn an_endless_piece_ends_the_reading() {
        struct Endless(bool);
        impl Read for Endless {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                let start = b"<mediawiki><page><title>";
                if std::mem::replace(&mut self.0, true) {
                    buffer.fill(b'a');
                    return Ok(buffer.len());
                }
                buffer[..start.len()].copy_from_slice(start);
                Ok(start.len())
            }
        }
        let outcome = pages(std::io::BufReader::with_capacity(1024 * 1024, Endless(false)), |_, _| true);
        assert!(outcome.is_err_and(|told| told.contains("64 MB")));
    }
}
