//! Finds the Markdown files of a folder and reads them strictly.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use walkdir::{DirEntry, WalkDir};

use super::report::Report;

/// More than this is not an article, in bytes.
pub(super) const LARGEST: u64 = 2 * 1024 * 1024;

/// A file that was read.
#[derive(Debug)]
pub(super) struct Source {
    /// Its path inside the folder.
    pub(super) path: PathBuf,
    /// Its text: no BOM, lines end in `\n`.
    pub(super) text: String,
}

/// All Markdown files below a folder, in the same order each time. What cannot be read is refused in the report.
pub(super) fn read_all(folder: &Path, report: &mut Report) -> Vec<Source> {
    let mut sources = Vec::new();
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map_or_else(PathBuf::new, |path| inside(folder, path));
                report.refuse(&path, "Die Datei oder der Ordner lässt sich nicht lesen (fehlende Rechte?).");
                continue;
            }
        };
        let path = inside(folder, entry.path());
        if entry.path_is_symlink() && entry.depth() > 0 {
            if leads_outside(folder, entry.path()) {
                report.refuse(&path, "Die Verknüpfung führt aus dem Ordner hinaus oder ins Leere.");
            }
            // one that stays inside is imported where it leads to
        } else if entry.file_type().is_file() && is_markdown(entry.path()) {
            match read(entry.path()) {
                Ok(text) => sources.push(Source { path, text }),
                Err(reason) => report.refuse(&path, reason),
            }
        }
    }
    sources
}

fn inside(folder: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(folder).unwrap_or(path).to_owned()
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

/// Whether a path ends like one of a Markdown file.
pub(super) fn is_markdown(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown"))
}

fn leads_outside(folder: &Path, link: &Path) -> bool {
    match (folder.canonicalize(), link.canonicalize()) {
        (Ok(folder), Ok(target)) => !target.starts_with(folder),
        _ => true,
    }
}

/// The text of a file, or why it cannot be an article.
fn read(path: &Path) -> Result<String, String> {
    let unreadable = |_| "Die Datei lässt sich nicht lesen (fehlende Rechte?).".to_owned();
    let mut bytes = Vec::new();
    File::open(path).map_err(unreadable)?.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err("Die Datei ist größer als 2 MB. Bitte teilen Sie sie auf.".to_owned());
    }
    text(bytes)
}

/// Bytes as a text, or why they are none.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("Der Text ist in UTF-16 gespeichert. Bitte speichern Sie ihn als UTF-8.".to_owned());
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
        let line = good.matches('\n').count() + 1;
        format!("Der Text ist nicht in UTF-8 gespeichert (Zeile {line}). Bitte speichern Sie ihn als UTF-8.")
    })?;
    if text.contains('\0') {
        return Err("Die Datei enthält Nullzeichen. Sie ist wohl keine Textdatei.".to_owned());
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        return Err("Die Datei ist leer.".to_owned());
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_byte_order_mark_and_windows_lines_are_taken_away() {
        assert_eq!(text(b"\xef\xbb\xbfa\r\nb\rc".to_vec()).as_deref(), Ok("a\nb\nc"));
    }

    #[test]
    fn what_is_not_a_text_is_refused_with_its_reason() {
        let refused =
            |bytes: &[u8], part: &str| assert!(text(bytes.to_vec()).is_err_and(|reason| reason.contains(part)), "{part}");
        refused(b"a\nStra\xdfe", "nicht in UTF-8 gespeichert (Zeile 2)");
        refused(b"\xff\xfea\0", "UTF-16");
        refused(b"a\0b", "Nullzeichen");
        refused(b" \n\t\n", "leer");
        refused(b"", "leer");
    }

    #[test]
    fn a_folder_is_read_in_order_without_hidden_and_other_files() {
        let folder = scratch("order");
        for (path, text) in
            [("b.md", "b"), ("a/README.markdown", "a"), (".git/x.md", "x"), (".y.md", "y"), ("z.txt", "z"), ("B.MD", "B")]
        {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        fs::write(folder.join("c.md"), vec![b'a'; 2 * 1024 * 1024 + 1]).expect("a file");
        let mut report = Report::default();
        let paths: Vec<_> =
            read_all(&folder, &mut report).into_iter().map(|source| super::super::slashes(&source.path)).collect();
        assert_eq!(paths, ["B.MD", "a/README.markdown", "b.md"]);
        assert_eq!(report.refused.len(), 1);
        assert!(report.refused[0].1.contains("2 MB"));
        fs::remove_dir_all(folder).expect("gone");
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_outside_are_refused() {
        let folder = scratch("links");
        fs::write(folder.join("a.md"), "a").expect("a file");
        for (link, target) in [("b.md", "/etc/hostname"), ("c.md", "a.md"), ("d.md", "nowhere"), ("loop", ".")] {
            std::os::unix::fs::symlink(target, folder.join(link)).expect("a link");
        }
        let mut report = Report::default();
        assert_eq!(read_all(&folder, &mut report).len(), 1);
        let refused: Vec<_> = report.refused.iter().map(|(path, _)| super::super::slashes(path)).collect();
        assert_eq!(refused, ["b.md", "d.md"]);
        fs::remove_dir_all(folder).expect("gone");
    }

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("wissensnetz-files-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }
}
