//! `MANIFEST.tsv`: where the files of a folder came from and under which licence, if the folder says so.

use std::{collections::HashMap, fs, path::Path};

/// Path of a file to its source, as readers see it.
pub(super) fn read(folder: &Path) -> HashMap<String, String> {
    fs::read_to_string(folder.join("MANIFEST.tsv")).map(|text| parse(&text)).unwrap_or_default()
}

fn parse(text: &str) -> HashMap<String, String> {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let names: Vec<_> = lines.next().unwrap_or_default().split('\t').map(|name| name.trim().to_lowercase()).collect();
    let column = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&name.as_str()));
    let Some(path) = column(&["path", "file", "datei", "pfad"]) else { return HashMap::new() };
    let source = column(&["source", "quelle", "url"]);
    let licence = column(&["licence", "license", "lizenz"]);
    let mut sources = HashMap::new();
    for line in lines {
        let cells: Vec<_> = line.split('\t').map(str::trim).collect();
        let cell = |column: Option<usize>| column.and_then(|column| cells.get(column)).filter(|cell| !cell.is_empty());
        let parts = [cell(source).map(ToString::to_string), cell(licence).map(|licence| format!("Lizenz: {licence}"))];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        if let (Some(path), false) = (cell(Some(path)), text.is_empty()) {
            sources.insert(path.replace('\\', "/"), text);
        }
    }
    sources
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name() {
        let sources = parse("path\tbytes\tsource\tlicence\na/b.md\t3\tgithub x/y\tCC0\nc.md\t1\t\tMIT\n\nd.md\n");
        assert_eq!(sources["a/b.md"], "github x/y, Lizenz: CC0");
        assert_eq!(sources["c.md"], "Lizenz: MIT");
        assert_eq!(sources.len(), 2);
        assert!(parse("nothing here").is_empty());
    }
}
