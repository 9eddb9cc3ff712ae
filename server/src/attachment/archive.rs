//! Office files are ZIP archives: which sort one is, and its parts, with a bound on everything that a hostile one could
//! make large.

use std::io::{Cursor, Read};

use app::attachment::FileType;
use zip::{CompressionMethod, ZipArchive};

use super::refusal::Refusal;

/// Most entries of an archive. A long set of slides with many pictures has some hundreds.
const MOST_ENTRIES: usize = 10_000;
/// Largest sum of what the entries say of their unpacked size.
const LARGEST: u64 = 1024 * 1024 * 1024;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The main part by which an Office Open XML file is known (ISO/IEC 29500).
const OFFICE: [(&str, FileType); 3] =
    [("word/document.xml", FileType::Docx), ("xl/workbook.xml", FileType::Xlsx), ("ppt/presentation.xml", FileType::Pptx)];
/// The content of the entry `mimetype` (ODF 1.3, part 2, 3.3).
const OPEN_DOCUMENT: [FileType; 3] = [FileType::Odt, FileType::Ods, FileType::Odp];

/// Opens an archive whose directory is of bounded size.
pub(super) fn open(content: &[u8]) -> Result<Archive<'_>, Refusal> {
    if !is_sane(content) {
        return Err(damaged());
    }
    ZipArchive::new(Cursor::new(content)).map_err(|_| damaged())
}

/// Which office file it is.
pub(super) fn kind(content: &[u8]) -> Result<FileType, Refusal> {
    let mut archive = open(content)?;
    let names: Vec<String> = archive.file_names().filter_map(Result::ok).map(|name| name.to_lowercase()).collect();
    let has = |name: &str| names.iter().any(|other| other == name);
    let kind = if has("[content_types].xml") {
        OFFICE.into_iter().find(|(part, _)| has(part)).map(|(_, kind)| kind)
    } else {
        open_document(&mut archive)
    };
    let Some(kind) = kind else {
        return Err(Refusal::WrongType("Das ist ein ZIP-Archiv. Laden Sie die Dateien darin bitte einzeln hoch.".to_owned()));
    };
    if names.iter().any(|name| name.ends_with("vbaproject.bin") || name.starts_with("basic/") || name.starts_with("scripts/")) {
        return Err(Refusal::WrongType(
            "Die Datei enthält Makros, also Programme. Speichern Sie sie ohne Makros oder als PDF.".to_owned(),
        ));
    }
    let unpacked = (0..archive.len()).filter_map(|index| Some(archive.by_index_raw(index).ok()?.size()));
    if unpacked.fold(0_u64, u64::saturating_add) > LARGEST {
        return Err(Refusal::TooLarge("Ausgepackt ist die Datei viel zu groß. Verkleinern Sie die Bilder darin.".to_owned()));
    }
    Ok(kind)
}

fn open_document(archive: &mut Archive<'_>) -> Option<FileType> {
    let entry = archive.by_index(0).ok()?;
    if entry.name().ok()? != "mimetype" || entry.compression() != CompressionMethod::Stored {
        return None;
    }
    let mut said = String::new();
    entry.take(200).read_to_string(&mut said).ok()?;
    OPEN_DOCUMENT.into_iter().find(|kind| kind.key() == said.trim())
}

/// Whether reading the directory cannot take much memory: neither very many entries nor ZIP64, whose counts can lie.
/// No honest office file of a few megabytes has either.
fn is_sane(content: &[u8]) -> bool {
    let entries = content.windows(4).filter(|window| window == b"PK\x01\x02").count();
    // the locator of ZIP64 stands right before the end record (APPNOTE.TXT, 4.3.15)
    let zip64 = content.windows(24).any(|window| window.starts_with(b"PK\x06\x07") && window.ends_with(b"PK\x05\x06"));
    entries <= MOST_ENTRIES && !zip64
}

fn damaged() -> Refusal {
    Refusal::Unusable("Die Datei ist beschädigt und lässt sich nicht öffnen.".to_owned())
}
