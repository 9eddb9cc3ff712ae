//! What a file is, by what is in it. Its name only tells apart what is text in any case.

use app::attachment::FileType;
use image::ImageFormat;

use super::{archive, name, refusal::Refusal};

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// An image, which will be made anew.
    Image(ImageFormat),
    /// A file that stays as it is.
    File(FileType),
}

const ALLOWED: &str = "Möglich sind Bilder (PNG, JPEG, GIF, WebP), PDF, DOCX, XLSX, PPTX, ODT, ODS, ODP, Text, CSV und Markdown.";

/// How files begin that we know.
const IMAGES: [(&[u8], ImageFormat); 4] = [
    (b"\x89PNG\r\n\x1a\n", ImageFormat::Png),
    (b"\xff\xd8\xff", ImageFormat::Jpeg),
    (b"GIF87a", ImageFormat::Gif),
    (b"GIF89a", ImageFormat::Gif),
];

/// How files begin that we know and do not take, and why.
const REFUSED: [(&[u8], &str); 7] = [
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"#!", PROGRAM),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "Das ist eine Office-Datei im alten Format (DOC, XLS, PPT) oder mit Passwort. Speichern Sie sie ohne Passwort als DOCX, XLSX, PPTX oder PDF.",
    ),
    (b"{\\rtf", "RTF nehmen wir nicht an. Speichern Sie die Datei als DOCX oder PDF."),
    (b"%!PS", "PostScript nehmen wir nicht an. Speichern Sie die Datei als PDF."),
];

const PROGRAM: &str = "Das ist ein Programm. Programme nehmen wir nicht an.";

/// What is in a file.
pub(super) fn kind(content: &[u8], given_name: &str) -> Result<Found, Refusal> {
    let wrong = |message: &str| Err(Refusal::WrongType(format!("{message} {ALLOWED}")));
    if content.is_empty() {
        return Err(Refusal::Unusable("Die Datei ist leer.".to_owned()));
    }
    if let Some((_, format)) = IMAGES.into_iter().find(|(start, _)| content.starts_with(start)) {
        return Ok(Found::Image(format));
    }
    if content.starts_with(b"RIFF") && content.get(8..12) == Some(b"WEBP") {
        return Ok(Found::Image(ImageFormat::WebP));
    }
    if content.starts_with(b"%PDF-") {
        return Ok(Found::File(FileType::Pdf));
    }
    if content.starts_with(b"PK\x03\x04") {
        return archive::kind(content).map(Found::File);
    }
    if let Some((_, why)) = REFUSED.into_iter().find(|(start, _)| content.starts_with(start)) {
        return Err(Refusal::WrongType(why.to_owned()));
    }
    if content.get(4..8) == Some(b"ftyp") {
        return wrong("Videos und HEIC-Bilder nehmen wir nicht an; speichern Sie ein Bild als JPEG.");
    }
    match text(content) {
        Text::Plain => Ok(Found::File(text_type(given_name))),
        Text::Svg => wrong("SVG-Bilder können Programme enthalten. Speichern Sie das Bild als PNG."),
        Text::Markup => wrong("Das ist eine Webseite (HTML) oder eine XML-Datei; sie kann Programme enthalten."),
        Text::Legacy if !matches!(text_type(given_name), FileType::Text) || name::ending(given_name) == "txt" => wrong(
            "Der Text ist nicht in UTF-8 gespeichert. In Excel heißt das „CSV UTF-8“, im Editor wählen Sie beim Speichern die Codierung UTF-8.",
        ),
        Text::Legacy | Text::None => wrong("Diese Art von Datei nehmen wir nicht an."),
    }
}

enum Text {
    Plain,
    Svg,
    Markup,
    /// Readable, perhaps, in an older encoding.
    Legacy,
    None,
}

fn text(content: &[u8]) -> Text {
    if content.contains(&0) {
        return Text::None;
    }
    let Ok(text) = std::str::from_utf8(content) else { return Text::Legacy };
    if text.contains(|character: char| character.is_control() && !matches!(character, '\n' | '\r' | '\t' | '\u{c}')) {
        return Text::None;
    }
    // what browsers skip before they look for markup (WHATWG MIME Sniffing, 7.1)
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if !start.starts_with('<') {
        return Text::Plain;
    }
    let head: String = start.chars().take(2000).collect::<String>().to_lowercase();
    if head.contains("<svg") { Text::Svg } else { Text::Markup }
}

fn text_type(given_name: &str) -> FileType {
    let ending = name::ending(given_name);
    [FileType::Csv, FileType::Markdown]
        .into_iter()
        .find(|kind| kind.endings().contains(&ending.as_str()))
        .unwrap_or(FileType::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(content: &[u8], name: &str) -> String {
        match kind(content, name) {
            Err(Refusal::WrongType(message)) => message,
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn the_name_does_not_make_the_type() {
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n....", "plan.pdf").ok(), Some(Found::Image(ImageFormat::Png)));
        assert_eq!(kind(b"%PDF-1.7\n<script>alert(1)</script>", "seite.html").ok(), Some(Found::File(FileType::Pdf)));
        assert!(refused(b"<!DOCTYPE html><script>alert(1)</script>", "bild.png").contains("HTML"));
    }

    #[test]
    fn markup_is_found_behind_what_browsers_skip() {
        assert!(refused(b"\xef\xbb\xbf \n\t<HTML>", "a.txt").contains("HTML"));
        assert!(refused(b"<?xml version='1.0'?><!-- x --><svg onload='alert(1)'/>", "bild.svg").contains("SVG"));
        assert!(refused(b"<!-- --><svg>", "bild.png").contains("SVG"));
    }

    #[test]
    fn programs_and_archives_are_refused_whatever_they_are_called() {
        for content in [&b"MZ\x90\0"[..], b"\x7fELF\x02", b"#!/bin/sh\nrm -rf /"] {
            assert!(refused(content, "plan.txt").contains("Programm"));
        }
        assert!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "alt.doc").contains("alten Format"));
        assert!(refused(b"\0\0\0\x18ftypheic", "foto.heic").contains("JPEG"));
        assert!(refused(b"\x1f\x8b\x08\0", "a.txt").contains("Diese Art"));
    }

    #[test]
    fn text_is_utf8_without_control_characters() {
        assert_eq!(kind("Größe;Kosten\n1;2".as_bytes(), "Liste.csv").ok(), Some(Found::File(FileType::Csv)));
        assert_eq!(kind(b"# Titel", "notiz.md").ok(), Some(Found::File(FileType::Markdown)));
        assert_eq!(kind(b"alert(1)", "skript.js").ok(), Some(Found::File(FileType::Text)));
        assert!(refused(b"Gr\xf6\xdfe;Kosten", "Liste.csv").contains("CSV UTF-8"));
        assert!(refused(b"a\0b", "a.txt").contains("Diese Art"));
        assert!(refused(b"a\x1b[31mb", "a.txt").contains("Diese Art"));
    }

    #[test]
    fn nothing_is_said_to_be_empty() {
        assert!(matches!(kind(b"", "leer.pdf"), Err(Refusal::Unusable(message)) if message.contains("leer")));
    }
}
