//! Tables of a wikitext: `{|`, `|-`, `!`, `|`, `|}`.

/// The cells of a table as wikitext, row by row; and what stands above it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) rows: Vec<Vec<String>>,
    /// Tables in it, which were left out.
    pub(super) inner: usize,
}

/// Reads the lines between `{|` and `|}`.
pub(super) fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Table {
    let mut table = Table::default();
    let mut depth = 0_usize;
    for line in lines {
        let trimmed = line.trim_start();
        if trimmed.starts_with("{|") {
            table.inner += usize::from(depth == 0);
            depth += 1;
        } else if depth > 0 {
            depth -= usize::from(trimmed.starts_with("|}"));
        } else if let Some(caption) = trimmed.strip_prefix("|+") {
            content(caption).trim().clone_into(&mut table.caption);
        } else if trimmed.starts_with("|-") {
            table.rows.push(Vec::new());
        } else if let Some(cells) = trimmed.strip_prefix('!') {
            table.add(&cells.replace("!!", "||"));
        } else if let Some(cells) = trimmed.strip_prefix('|') {
            table.add(cells);
        } else if let Some(cell) = table.rows.last_mut().and_then(|row| row.last_mut()) {
            cell.push('\n');
            cell.push_str(line.trim());
        }
    }
    table.rows.retain(|row| !row.is_empty());
    table
}

impl Table {
    fn add(&mut self, cells: &str) {
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        if let Some(row) = self.rows.last_mut() {
            row.extend(cells.split("||").map(|cell| content(cell).trim().to_owned()));
        }
    }
}

/// A cell without its attributes: `style="…" | Text`.
fn content(cell: &str) -> &str {
    match cell.split_once('|') {
        Some((attributes, rest)) if attributes.contains('=') && !attributes.contains("[[") => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_in_every_spelling() {
        let text = "|+ Kosten\n|-\n! Was !! style=\"x\" | Wieviel\n|-\n| Sensor || 20\n|-\n| colspan=2 | [[A|B]]\nzweite Zeile\n{| class=x\n| innen\n|}\n|-\n";
        let table = read(text.lines());
        let rows: Vec<Vec<&str>> = table.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        assert_eq!(rows, [vec!["Was", "Wieviel"], vec!["Sensor", "20"], vec!["[[A|B]]\nzweite Zeile"]]);
        assert_eq!((table.caption.as_str(), table.inner), ("Kosten", 1));
    }
}
