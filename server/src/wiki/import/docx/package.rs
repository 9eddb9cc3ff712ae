//! The container of a Word file: a ZIP archive whose parts refer to each other. Nothing in it is trusted.

use std::{
    collections::HashMap,
    io::{Cursor, Read},
};

use zip::ZipArchive;

use super::xml::{Parser, Token};

/// Parts of a file; Word needs a few dozen.
const MOST_PARTS: usize = 5_000;

/// All that is unpacked of one file, in bytes. A thesis of 500 pages unpacks to some 20 MB.
const MOST_BYTES: u64 = 96 * 1024 * 1024;

/// What this is not, by a part that gives it away.
const OTHERS: [(&str, &str); 4] = [
    (
        "content.xml",
        "Das ist eine Datei von LibreOffice (.odt oder ähnlich). Bitte speichern Sie sie dort als Word-Datei (.docx).",
    ),
    ("xl/workbook.xml", "Das ist eine Excel-Tabelle, kein Word-Dokument."),
    ("ppt/presentation.xml", "Das ist eine PowerPoint-Präsentation, kein Word-Dokument."),
    ("AndroidManifest.xml", "Das ist kein Word-Dokument."),
];

/// What is said of an archive that unpacks to more than a document can be.
const TOO_LARGE: &str = "Die Datei ist entpackt viel größer, als ein Dokument sein kann. Sie wurde nicht weiter gelesen.";

/// An open file.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// What may still be unpacked.
    left: u64,
}

impl<'a> Package<'a> {
    /// Opens a file. Errors: a German sentence that says what it is instead.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, String> {
        if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err("Die Datei ist im alten Word-Format (.doc) gespeichert oder mit einem Kennwort geschützt. \
                Bitte speichern Sie sie in Word als „Word-Dokument (.docx)“ ohne Kennwort."
                .to_owned());
        }
        if bytes.is_empty() {
            return Err("Die Datei ist leer.".to_owned());
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|_| "Das ist keine Word-Datei (.docx), oder sie ist beschädigt.".to_owned())?;
        if archive.len() > MOST_PARTS {
            return Err("Die Datei besteht aus mehr Teilen, als ein Dokument haben kann.".to_owned());
        }
        Ok(Self { archive, left: MOST_BYTES })
    }

    /// Why this is no Word file, when its main part is missing.
    pub(super) fn what_else(&mut self) -> String {
        let known = OTHERS.iter().find(|(part, _)| self.archive.by_name(part).is_ok());
        known.map_or("Das ist keine Word-Datei (.docx): Ihr Text fehlt.", |(_, told)| told).to_owned()
    }

    /// The bytes of a part, at most so many; `None` when there is no such part.
    pub(super) fn bytes(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, String> {
        let Ok(part) = self.archive.by_name(name.trim_start_matches('/')) else { return Ok(None) };
        let limit = most.min(self.left);
        let mut bytes = Vec::new();
        // counted while unpacking: the sizes in the archive are only claims
        part.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| "Die Datei ist beschädigt und lässt sich nicht entpacken.".to_owned())?;
        let length = bytes.len() as u64;
        if length > limit {
            return Err(TOO_LARGE.to_owned());
        }
        self.left -= length;
        Ok(Some(bytes))
    }

    /// The text of a part.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        Ok(self.bytes(name, MOST_BYTES)?.map(decoded))
    }

    /// What the ids in a part mean.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, String> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
        let Some(text) = self.text(&path)? else { return Ok(Relations::default()) };
        let mut relations = Relations { folder: folder.to_owned(), by_id: HashMap::new() };
        let mut parser = Parser::new(&text);
        while let Some(token) = parser.next()? {
            let Token::Open(tag) = token else { continue };
            if tag.name() != "Relationship" {
                continue;
            }
            if let (Some(id), Some(target)) = (tag.get("Id"), tag.get("Target")) {
                let external = tag.get("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external"));
                relations.by_id.insert(id, Relation { kind: tag.get("Type").unwrap_or_default(), target, external });
            }
        }
        Ok(relations)
    }
}

/// XML in UTF-8, or in UTF-16 as some programs write it.
fn decoded(bytes: Vec<u8>) -> String {
    let wide = |little: bool| {
        let units = bytes[2..]
            .chunks_exact(2)
            .map(|two| if little { u16::from_le_bytes([two[0], two[1]]) } else { u16::from_be_bytes([two[0], two[1]]) });
        char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes.get(..2) {
        Some([0xff, 0xfe]) => wide(true),
        Some([0xfe, 0xff]) => wide(false),
        _ => String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

/// What a part refers to.
#[derive(Debug, Default)]
pub(super) struct Relations {
    folder: String,
    by_id: HashMap<String, Relation>,
}

#[derive(Debug)]
struct Relation {
    kind: String,
    target: String,
    external: bool,
}

impl Relations {
    /// The address of a link to elsewhere.
    pub(super) fn link(&self, id: &str) -> Option<&str> {
        self.by_id.get(id).filter(|relation| relation.external).map(|relation| relation.target.as_str())
    }

    /// The part that an id means.
    pub(super) fn part(&self, id: &str) -> Option<String> {
        let relation = self.by_id.get(id).filter(|relation| !relation.external)?;
        Some(self.path(&relation.target))
    }

    /// The first part of a kind, by the last word of its name.
    pub(super) fn first(&self, kind: &str) -> Option<String> {
        let mut of_kind: Vec<_> =
            self.by_id.iter().filter(|(_, one)| !one.external && one.kind.rsplit('/').next() == Some(kind)).collect();
        of_kind.sort_by(|one, other| one.0.cmp(other.0));
        of_kind.first().map(|(_, one)| self.path(&one.target))
    }

    /// A target seen from the folder of the part; it cannot leave the archive, which has names and no folders.
    fn path(&self, target: &str) -> String {
        let base = if target.starts_with('/') { "" } else { self.folder.as_str() };
        let mut parts: Vec<&str> = Vec::new();
        for part in base.split('/').chain(target.split('/')) {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        parts.join("/")
    }
}
