//! What is different between two texts, in the units that people see: lines, and words inside a line that was changed.

use std::collections::HashMap;

use similar::{Algorithm, ChangeTag, DiffOp, DiffableStr, TextDiff, capture_diff_slices};

/// Longest line whose words are compared, and how much of a text is compared by words, in bytes; what is more is shown as
/// one line that went and another that came.
const LONGEST_LINE: usize = 40_000;
const MOST_WORDS: usize = 400_000;

/// More lines than this are not compared one by one: the time that takes can grow with their square.
const MOST_LINES: usize = 30_000;

/// Lines of a changed stretch that are paired by likeness, as old lines x new lines; more are paired by their place.
const MOST_PAIRS: usize = 10_000;

/// From this share of common words on, a line is the same line, changed.
const ALIKE: f64 = 0.4;

/// How many unchanged lines are shown around a change.
const AROUND: usize = 1;

/// What happened to a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It is in both texts.
    Kept,
    /// It is only in the new one.
    Added,
    /// It was only in the old one.
    Removed,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What happened to it.
    pub change: Change,
    /// What it says.
    pub text: String,
}

/// A line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// It stands in both.
    Kept(String),
    /// So many lines that stand in both are not shown.
    Folded(usize),
    /// It is new.
    Added(String),
    /// It is gone.
    Removed(String),
    /// Some of its words are others.
    Changed(Vec<Part>),
}

/// What became of lines, by their index in the old and in the new text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Unchanged: old, new.
    Kept(usize, usize),
    /// Changed: old, new.
    Changed(usize, usize),
    /// Gone: old.
    Removed(usize),
    /// New: new.
    Added(usize),
}

/// The fate of every line, in the order in which they would be read.
#[must_use]
pub fn fates(old: &[&str], new: &[&str]) -> Vec<Fate> {
    let mut fates = Vec::with_capacity(old.len().max(new.len()));
    for op in operations(old, new) {
        let (before, after) = (op.old_range(), op.new_range());
        match op {
            DiffOp::Equal { .. } => fates.extend(before.zip(after).map(|(one, other)| Fate::Kept(one, other))),
            _ => pair(old, new, (before.start, before.end), (after.start, after.end), &mut fates),
        }
    }
    fates
}

fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    if old.len().max(new.len()) <= MOST_LINES {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    let head = old.iter().zip(new).take_while(|(one, other)| one == other).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(one, other)| one == other).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    vec![
        DiffOp::Equal { old_index: 0, new_index: 0, len: head },
        DiffOp::Replace { old_index: head, old_len: old_end - head, new_index: head, new_len: new_end - head },
        DiffOp::Equal { old_index: old_end, new_index: new_end, len: tail },
    ]
}

/// Finds which lines of a changed stretch are the same line with other words: in order, with the most in common.
fn pair(old: &[&str], new: &[&str], before: (usize, usize), after: (usize, usize), fates: &mut Vec<Fate>) {
    let (rows, columns) = (before.1 - before.0, after.1 - after.0);
    let mut pairs = Vec::new();
    if rows * columns > MOST_PAIRS {
        let alike = |index: &usize| likeness(&words_of(old[before.0 + index]), &words_of(new[after.0 + index])) >= ALIKE;
        pairs.extend((0..rows.min(columns)).filter(alike).map(|index| (index, index)));
    } else if rows * columns > 0 {
        pairs = best_pairs(&old[before.0..before.1], &new[after.0..after.1]);
    }
    let (mut row, mut column) = (0, 0);
    for (one, other) in pairs.into_iter().chain([(rows, columns)]) {
        fates.extend((row..one).map(|index| Fate::Removed(before.0 + index)));
        fates.extend((column..other).map(|index| Fate::Added(after.0 + index)));
        if one < rows {
            fates.push(Fate::Changed(before.0 + one, after.0 + other));
        }
        (row, column) = (one + 1, other + 1);
    }
}

/// The pairs in order whose likeness is the greatest in sum.
fn best_pairs(old: &[&str], new: &[&str]) -> Vec<(usize, usize)> {
    let old_words: Vec<_> = old.iter().map(|line| words_of(line)).collect();
    let new_words: Vec<_> = new.iter().map(|line| words_of(line)).collect();
    let width = new.len() + 1;
    let mut like = vec![0.0; old.len() * new.len()];
    // the greatest sum for the first `row` old and the first `column` new lines
    let mut best = vec![0.0_f64; (old.len() + 1) * width];
    for row in 0..old.len() {
        for column in 0..new.len() {
            let alike = Some(likeness(&old_words[row], &new_words[column])).filter(|alike| *alike >= ALIKE).unwrap_or(0.0);
            like[row * new.len() + column] = alike;
            best[(row + 1) * width + column + 1] =
                (best[row * width + column] + alike).max(best[row * width + column + 1]).max(best[(row + 1) * width + column]);
        }
    }
    let (mut row, mut column, mut pairs) = (old.len(), new.len(), Vec::new());
    while row > 0 && column > 0 {
        let here = best[row * width + column];
        if here <= best[(row - 1) * width + column] {
            row -= 1;
        } else if here <= best[row * width + column - 1] {
            column -= 1;
        } else {
            (row, column) = (row - 1, column - 1);
            pairs.push((row, column));
        }
    }
    pairs.reverse();
    pairs
}

/// The words of a line and how often each stands there.
fn words_of(line: &str) -> HashMap<&str, usize> {
    let mut words = HashMap::new();
    // a line without an end is compared by its beginning
    for word in line.split_whitespace().take(500) {
        *words.entry(word).or_default() += 1;
    }
    words
}

/// Dice's coefficient of two bags of words: 1.0 for the same words, 0.0 for none in common.
fn likeness(one: &HashMap<&str, usize>, other: &HashMap<&str, usize>) -> f64 {
    let common: usize = one.iter().map(|(word, count)| other.get(word).copied().unwrap_or(0).min(*count)).sum();
    let all: usize = one.values().chain(other.values()).sum();
    #[expect(clippy::cast_precision_loss, reason = "numbers of words in a line")]
    let (common, all) = (common as f64, all as f64);
    if all == 0.0 { 0.0 } else { 2.0 * common / all }
}

/// What is different, with unchanged stretches folded. Empty when the texts are the same but for blank lines.
#[must_use]
pub fn rows(old: &str, new: &str) -> Vec<Row> {
    // paragraphs stand between blank lines; those say nothing to a reader
    let lines = |text| -> Vec<&str> { str::lines(text).filter(|line| !line.trim().is_empty()).collect() };
    let (old, new) = (lines(old), lines(new));
    let fates = fates(&old, &new);
    let mut budget = MOST_WORDS;
    let mut rows = Vec::new();
    for stretch in fates.chunk_by(|one, other| matches!(one, Fate::Kept(..)) == matches!(other, Fate::Kept(..))) {
        match stretch[0] {
            Fate::Kept(first, _) => {
                let leads = rows.is_empty();
                let follows = first + stretch.len() < old.len() || !matches!(fates.last(), Some(Fate::Kept(..)));
                fold(&old[first..first + stretch.len()], leads, follows, &mut rows);
            }
            _ => rows.extend(stretch.iter().flat_map(|fate| changed(*fate, &old, &new, &mut budget))),
        }
    }
    if rows.iter().all(|row| matches!(row, Row::Kept(_) | Row::Folded(_))) { Vec::new() } else { rows }
}

fn changed(fate: Fate, old: &[&str], new: &[&str], budget: &mut usize) -> Vec<Row> {
    match fate {
        Fate::Removed(index) => vec![Row::Removed(old[index].to_owned())],
        Fate::Added(index) => vec![Row::Added(new[index].to_owned())],
        Fate::Kept(index, _) => vec![Row::Kept(old[index].to_owned())],
        Fate::Changed(one, other) => {
            let (one, other) = (old[one], new[other]);
            let length = one.len().max(other.len());
            if length > LONGEST_LINE.min(*budget) {
                return vec![Row::Removed(one.to_owned()), Row::Added(other.to_owned())];
            }
            *budget -= length;
            vec![Row::Changed(words(one, other))]
        }
    }
}

/// Shows the lines next to a change; what lies between is counted.
fn fold(lines: &[&str], leads: bool, follows: bool, rows: &mut Vec<Row>) {
    let head = if leads { 0 } else { AROUND.min(lines.len()) };
    let tail = if follows { AROUND.min(lines.len() - head) } else { 0 };
    let folded = lines.len() - head - tail;
    rows.extend(lines[..head].iter().map(|line| Row::Kept((*line).to_owned())));
    match folded {
        0 => {}
        // saying that a line is not shown takes as much room as the line
        1 => rows.push(Row::Kept(lines[head].to_owned())),
        _ => rows.push(Row::Folded(folded)),
    }
    rows.extend(lines[lines.len() - tail..].iter().map(|line| Row::Kept((*line).to_owned())));
}

/// Two lines, word by word.
#[must_use]
pub fn words(old: &str, new: &str) -> Vec<Part> {
    let (old, new) = (old.tokenize_unicode_words(), new.tokenize_unicode_words());
    let diff = TextDiff::from_slices(&old, &new);
    let changes = diff.iter_all_changes().map(|change| {
        let text = change.value();
        match change.tag() {
            ChangeTag::Equal => (Change::Kept, text),
            ChangeTag::Insert => (Change::Added, text),
            ChangeTag::Delete => (Change::Removed, text),
        }
    });
    joined(&changes.collect::<Vec<_>>())
}

/// Joins neighbours. A blank between two changed words is part of the change: "~~drei Tage~~ zwei Wochen" reads better than
/// "~~drei~~ zwei ~~Tage~~ Wochen".
fn joined(changes: &[(Change, &str)]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    for (index, (change, text)) in changes.iter().enumerate() {
        let is_bridge = text.trim().is_empty()
            && !(removed.is_empty() && added.is_empty())
            && changes.get(index + 1).is_some_and(|(next, _)| *next != Change::Kept);
        match change {
            Change::Removed => removed.push_str(text),
            Change::Added => added.push_str(text),
            Change::Kept if is_bridge => {
                removed.push_str(text);
                added.push_str(text);
            }
            Change::Kept => {
                settle(&mut parts, &mut removed, &mut added);
                push(&mut parts, Change::Kept, text);
            }
        }
    }
    settle(&mut parts, &mut removed, &mut added);
    parts
}

fn settle(parts: &mut Vec<Part>, removed: &mut String, added: &mut String) {
    push(parts, Change::Removed, removed);
    push(parts, Change::Added, added);
    removed.clear();
    added.clear();
}

fn push(parts: &mut Vec<Part>, change: Change, text: &str) {
    match parts.last_mut().filter(|last| last.change == change) {
        Some(last) => last.text.push_str(text),
        None if text.is_empty() => {}
        None => parts.push(Part { change, text: text.to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `~gone~ +come+`, one line a row.
    fn shown(old: &str, new: &str) -> Vec<String> {
        let rows = rows(old, new).into_iter().map(|row| match row {
            Row::Kept(line) => format!("  {line}"),
            Row::Folded(count) => format!("… {count}"),
            Row::Added(line) => format!("+ {line}"),
            Row::Removed(line) => format!("- {line}"),
            Row::Changed(parts) => format!("± {}", inline(&parts)),
        });
        rows.collect()
    }

    fn inline(parts: &[Part]) -> String {
        let sign = |change| match change {
            Change::Kept => "",
            Change::Added => "+",
            Change::Removed => "~",
        };
        let parts: Vec<String> = parts.iter().map(|part| format!("{0}{1}{0}", sign(part.change), part.text)).collect();
        parts.concat()
    }

    #[test]
    fn inside_a_changed_line_the_words_are_shown() {
        let old = "Das Gewerbeamt prüft den Antrag.";
        assert_eq!(shown(old, "Das Gewerbeamt prüft jeden Antrag gern."), ["± Das Gewerbeamt prüft ~den~+jeden+ Antrag+ gern+."]);
    }

    #[test]
    fn neighbouring_words_change_together() {
        assert_eq!(
            inline(&words("Es dauert drei ganze Tage lang", "Es dauert zwei volle Wochen lang")),
            "Es dauert ~drei ganze Tage~+zwei volle Wochen+ lang"
        );
    }

    #[test]
    fn another_line_is_not_a_changed_line() {
        assert_eq!(
            shown("Das Wetter ist schön.", "LoRaWAN braucht Antennen."),
            ["- Das Wetter ist schön.", "+ LoRaWAN braucht Antennen."]
        );
    }

    #[test]
    fn a_line_is_found_again_among_new_ones() {
        let (old, new) =
            ("Wir haben drei Antennen gekauft.", "Vorneweg ein Satz.\n\nWir haben vier Antennen gekauft.\n\nZum Schluss.");
        assert_eq!(shown(old, new), ["+ Vorneweg ein Satz.", "± Wir haben ~drei~+vier+ Antennen gekauft.", "+ Zum Schluss."]);
    }

    #[test]
    fn unchanged_stretches_are_folded() {
        let text = |last: &str| format!("eins\n\nzwei\n\ndrei\n\nvier\n\nfünf\n\n{last}\n\nsieben\n\nacht");
        assert_eq!(shown(&text("sechs"), &text("six")), ["… 4", "  fünf", "- sechs", "+ six", "  sieben", "  acht"]);
    }

    #[test]
    fn the_same_text_has_no_rows_and_blank_lines_do_not_count() {
        assert_eq!(shown("a\n\nb", "a\r\n\r\n\r\nb\n"), [] as [String; 0]);
        assert_eq!(shown("", ""), [] as [String; 0]);
        assert_eq!(shown("", "neu"), ["+ neu"]);
        assert_eq!(shown("weg", ""), ["- weg"]);
    }

    #[test]
    fn the_rows_hold_both_texts_whole() {
        let line = |line: usize, words: usize, seed: usize| -> String {
            let words: Vec<String> = (0..words).map(|word| format!("w{}", (line * word * seed) % 17)).collect();
            words.join(" ") + "\n"
        };
        let text = |seed: usize, words: usize| (0..60).map(|number| line(number, words, seed)).collect::<String>();
        for (old, new) in [(text(3, 9), text(5, 9)), (text(1, 2), text(7, 12)), (text(2, 5), String::new())] {
            let (mut before, mut after) = (Vec::new(), Vec::new());
            let (lines, other) = (old.lines().collect::<Vec<_>>(), new.lines().collect::<Vec<_>>());
            for fate in fates(&lines, &other) {
                match fate {
                    Fate::Kept(one, two) | Fate::Changed(one, two) => {
                        before.push(one);
                        after.push(two);
                    }
                    Fate::Removed(one) => before.push(one),
                    Fate::Added(two) => after.push(two),
                }
            }
            assert_eq!(before, (0..lines.len()).collect::<Vec<_>>());
            assert_eq!(after, (0..other.len()).collect::<Vec<_>>());
        }
        let (old, new) = ("Die Kosten: 5.000 Euro, drei Tage.", "Kosten von 7.000 Euro und zwei Tage");
        let side = |unwanted| {
            words(old, new).into_iter().filter(|part| part.change != unwanted).map(|part| part.text).collect::<String>()
        };
        assert_eq!((side(Change::Added), side(Change::Removed)), (old.to_owned(), new.to_owned()));
    }

    #[test]
    fn very_long_texts_are_compared_more_coarsely() {
        let long = |word: &str| format!("{} {word}", "Wort ".repeat(100_000));
        let rows = rows(&long("alt"), &long("neu"));
        assert!(matches!(&rows[..], [Row::Removed(_), Row::Added(_)]), "{}", rows.len());
        let many = |word: &str| format!("{}{word}\n{}", "a\n".repeat(50_000), "b\n".repeat(50_000));
        assert_eq!(shown(&many("alt"), &many("neu")), ["… 49999", "  a", "- alt", "+ neu", "  b", "… 49999"]);
    }
}
