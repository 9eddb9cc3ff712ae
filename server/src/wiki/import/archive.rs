//! Reads the archive that `wissensnetz export` wrote, or any ZIP of Markdown files.

use std::{fs::File, io::Read, path::Path};

use zip::ZipArchive;

use super::{
    files::{self, LARGEST, Source},
    report::Report,
};

/// More files than this are no wiki.
const MOST: usize = 200_000;

/// All Markdown files of an archive in the order of their paths.
///
/// Errors: it is no archive.
pub(super) fn read_all(path: &Path, report: &mut Report) -> Result<Vec<Source>, String> {
    let unreadable = |_| format!("{} lässt sich nicht als ZIP-Datei lesen.", path.display());
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut archive = ZipArchive::new(std::io::BufReader::new(file)).map_err(unreadable)?;
    if archive.len() > MOST {
        return Err(format!("{} enthält mehr als {MOST} Dateien.", path.display()));
    }
    let mut sources = Vec::new();
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index(index) else { continue };
        // names that lead out of the archive name nothing
        let Some(name) = entry.enclosed_name().filter(|_| entry.is_file()) else { continue };
        if !files::is_markdown(&name) {
            continue;
        }
        let mut bytes = Vec::new();
        let read = entry.take(LARGEST + 1).read_to_end(&mut bytes);
        match read.map_err(|_| "Die Datei ist beschädigt.".to_owned()).and_then(|_| files::text(bytes)) {
            Ok(text) => sources.push(Source { path: name, text }),
            Err(reason) => report.refuse(&name, reason),
        }
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(sources)
}
