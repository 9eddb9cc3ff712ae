//! What an import did, for the person at the console.

use std::{
    fmt,
    path::{Path, PathBuf},
    time::Duration,
};

use app::text::count;

use super::Outcome;

/// So many notes are shown; there may be one for each file.
const NOTES: usize = 10;

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Articles that were not there before.
    pub new: usize,
    /// Articles that got a new revision.
    pub changed: usize,
    /// Articles whose file is as it was.
    pub unchanged: usize,
    /// Files whose articles were changed in the network and stay as they are.
    pub kept: Vec<PathBuf>,
    /// Files that did not become articles, and why, in German.
    pub refused: Vec<(PathBuf, String)>,
    /// What was lost or guessed in a file that became an article, in German.
    pub notes: Vec<(PathBuf, String)>,
    /// Links between files that lead to no file.
    pub dead_links: usize,
    /// Files of an earlier import that are gone. Their articles stay.
    pub missing: usize,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// How long it took.
    pub took: Duration,
}

impl Report {
    /// How many files were looked at.
    #[must_use]
    pub fn files(&self) -> usize {
        self.new + self.changed + self.unchanged + self.kept.len() + self.refused.len()
    }

    pub(super) fn count(&mut self, outcome: Outcome, path: &Path) {
        match outcome {
            Outcome::New => self.new += 1,
            Outcome::Changed => self.changed += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Kept => self.kept.push(path.to_owned()),
        }
    }

    pub(super) fn refuse(&mut self, path: &Path, reason: impl Into<String>) {
        self.refused.push((path.to_owned(), reason.into()));
    }

    pub(super) fn note(&mut self, path: &Path, note: impl Into<String>) {
        self.notes.push((path.to_owned(), note.into()));
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |number: usize, one: &str, many: &str| count(i64::try_from(number).unwrap_or(i64::MAX), one, many);
        writeln!(f, "{} angesehen in {:.1} s.", number(self.files(), "Datei", "Dateien"), self.took.as_secs_f64())?;
        if self.dry_run {
            writeln!(f, "Nur zur Probe: Es wurde nichts geschrieben.")?;
        }
        writeln!(f, "  neu:          {:>6}", self.new)?;
        writeln!(f, "  geändert:     {:>6}", self.changed)?;
        writeln!(f, "  unverändert:  {:>6}", self.unchanged)?;
        if !self.kept.is_empty() {
            writeln!(f, "  im Netz geändert, nicht überschrieben: {:>6}", self.kept.len())?;
            for path in self.kept.iter().take(NOTES) {
                writeln!(f, "    {}", path.display())?;
            }
            if self.kept.len() > NOTES {
                writeln!(f, "    … und {} weitere.", self.kept.len() - NOTES)?;
            }
            writeln!(f, "    Mit --force gilt wieder, was in den Dateien steht; der jetzige Text bleibt im Verlauf.")?;
        }
        writeln!(f, "  abgelehnt:    {:>6}", self.refused.len())?;
        for (path, reason) in &self.refused {
            writeln!(f, "    {}: {reason}", path.display())?;
        }
        if !self.notes.is_empty() {
            writeln!(f, "{}:", number(self.notes.len(), "Hinweis", "Hinweise"))?;
            for (path, note) in self.notes.iter().take(NOTES) {
                writeln!(f, "    {}: {note}", path.display())?;
            }
            if self.notes.len() > NOTES {
                writeln!(f, "    … und {} weitere.", self.notes.len() - NOTES)?;
            }
        }
        if self.dead_links > 0 {
            let links = number(self.dead_links, "Verweis führt", "Verweise führen");
            writeln!(f, "{links} zu Dateien, die nicht dabei sind. Im Artikel steht dort nur der Text.")?;
        }
        if self.missing > 0 {
            let files = number(self.missing, "früher importierte Datei ist", "früher importierte Dateien sind");
            writeln!(f, "{files} nicht mehr im Ordner. Die Artikel dazu bleiben bestehen.")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_speaks_german() {
        let mut report = Report { new: 2, unchanged: 1200, dead_links: 1, missing: 2, dry_run: true, ..Report::default() };
        report.refuse(Path::new("a.md"), "Die Datei ist leer.");
        report.note(Path::new("b.md"), "Hinweis.");
        report.count(Outcome::Kept, Path::new("c.md"));
        let text = report.to_string().replace('\u{a0}', " ");
        for part in [
            "1.204 Dateien angesehen",
            "nichts geschrieben",
            "neu:",
            "unverändert:    1200",
            "nicht überschrieben:      1\n    c.md",
            "a.md: Die Datei ist leer.",
            "1 Hinweis:",
            "1 Verweis führt zu",
            "2 früher importierte Dateien sind",
        ] {
            assert!(text.contains(part), "{part} in:\n{text}");
        }
    }
}
