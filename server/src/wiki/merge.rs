//! Three-way merge of texts by lines. Nobody's line is lost: it is in the result, or in a conflict that is shown.
//!
//! The regions come from `similar`, which like git takes changes that touch each other for a conflict. What is ours is the
//! handling of line ends and of texts with very many lines, a check that really nothing is lost, and what becomes of a
//! conflict.

use std::{collections::HashMap, fmt::Write};

use app::wiki::merge::{Choice, Conflict, Merge, Piece};
use similar::{MergeResolution, TextMerge};

/// More lines than this are not compared one by one: the time that takes can grow with their square.
const MOST_LINES: usize = 30_000;

/// Merges what two people made of `base`. Line ends become `\n`.
#[must_use]
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merge {
    if theirs == base || mine == theirs {
        return Merge::Merged(mine.to_owned());
    }
    if mine == base {
        return Merge::Merged(theirs.to_owned());
    }
    let pieces = pieces(&whole_lines(base), &whole_lines(mine), &whole_lines(theirs));
    if pieces.iter().any(|piece| matches!(piece, Piece::Conflict(_))) {
        return Merge::Conflicts(pieces);
    }
    // whoever added or removed the last line break meant it
    let ended = [base, mine, theirs].map(|text| text.ends_with(['\n', '\r']));
    let ends = if ended[1] == ended[0] { ended[2] } else { ended[1] };
    let mut text = resolved(&pieces, &[]);
    if !ends {
        text.truncate(text.trim_end_matches('\n').len().max(text.len().saturating_sub(1)));
    }
    Merge::Merged(text)
}

/// The text with a choice made at each conflict, in their order; where none is made, both sides stay.
#[must_use]
pub fn resolved(pieces: &[Piece], choices: &[Choice]) -> String {
    let mut choices = choices.iter();
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Same(lines) | Piece::Mine(lines) | Piece::Theirs(lines) => text.push_str(lines),
            Piece::Conflict(conflict) => match choices.next().unwrap_or(&Choice::Both) {
                Choice::Mine => text.push_str(&conflict.mine),
                Choice::Theirs => text.push_str(&conflict.theirs),
                Choice::Both => text.push_str(&both(conflict)),
            },
        }
    }
    text
}

/// One after the other. Two paragraphs would become one without a blank line between them; items of a list would not.
fn both(conflict: &Conflict) -> String {
    let (first, second) = (&conflict.theirs, &conflict.mine);
    let last_line = first.lines().next_back().unwrap_or_default();
    let next_line = second.lines().next().unwrap_or_default();
    let apart = last_line.trim().is_empty() || next_line.trim().is_empty() || (is_item(last_line) && is_item(next_line));
    format!("{first}{}{second}", if apart { "" } else { "\n" })
}

/// Whether a line is an item of a list, a row of a table, or part of a quotation.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|character: char| character.is_ascii_digit());
    line.starts_with(['-', '*', '+', '|', '>']) || (number.len() < line.len() && number.starts_with(['.', ')']))
}

/// Begins the lines between which a conflict stands in [`marked`].
const MARKS: [&str; 3] = ["<<<<<<< Stelle", "======= Stelle", ">>>>>>> Stelle"];

/// The text with both sides of each conflict between lines that say whose is whose, to be finished by hand.
#[must_use]
pub fn marked(pieces: &[Piece]) -> String {
    let mut number = 0;
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::Same(lines) | Piece::Mine(lines) | Piece::Theirs(lines) => text.push_str(lines),
            Piece::Conflict(Conflict { mine, theirs, .. }) => {
                number += 1;
                let [open, middle, end] = MARKS;
                // writing to a String cannot fail
                let _ = write!(
                    text,
                    "{open} {number}: Ihr Text\n{mine}{middle} {number}: jetzige Fassung\n{theirs}{end} {number}: Ende\n"
                );
            }
        }
    }
    text
}

/// The first line of [`marked`] that is still there, from 1.
#[must_use]
pub fn first_mark(text: &str) -> Option<usize> {
    text.lines().position(|line| MARKS.iter().any(|mark| line.starts_with(mark))).map(|index| index + 1)
}

/// All lines end alike, the last one too: otherwise a line would differ from itself once another one follows it.
fn whole_lines(text: &str) -> String {
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn pieces(base: &str, mine: &str, theirs: &str) -> Vec<Piece> {
    if [base, mine, theirs].iter().any(|text| text.bytes().filter(|byte| *byte == b'\n').count() > MOST_LINES) {
        return all_in_conflict(base, mine, theirs);
    }
    let merge = TextMerge::from_lines(base, mine, theirs);
    let regions = merge.regions().iter().map(|region| {
        let mine = || region.ours_range().filter_map(|line| merge.ours_line(line)).collect::<String>();
        let theirs = || region.theirs_range().filter_map(|line| merge.theirs_line(line)).collect::<String>();
        let base = || region.base_range().filter_map(|line| merge.base_line(line)).collect::<String>();
        match region.resolution() {
            MergeResolution::Unchanged | MergeResolution::Both => Piece::Same(mine()),
            MergeResolution::Ours => Piece::Mine(mine()),
            MergeResolution::Theirs => Piece::Theirs(theirs()),
            // also what a later version of the library may add: a person decides
            _ => Piece::Conflict(Conflict { base: base(), mine: mine(), theirs: theirs() }),
        }
    });
    let pieces: Vec<Piece> = regions.collect();
    if keeps_all(&pieces, base, mine, theirs) { pieces } else { all_in_conflict(base, mine, theirs) }
}

fn all_in_conflict(base: &str, mine: &str, theirs: &str) -> Vec<Piece> {
    vec![Piece::Conflict(Conflict { base: base.to_owned(), mine: mine.to_owned(), theirs: theirs.to_owned() })]
}

/// Whether each line is there as often as it has to be: what each side added, and what neither took away. A merge by place
/// can miss that when the same line stands in the text twice and each side moves another one of the two.
fn keeps_all(pieces: &[Piece], base: &str, mine: &str, theirs: &str) -> bool {
    #[derive(Default)]
    struct Count {
        base: i64,
        mine: i64,
        theirs: i64,
        shown: i64,
    }
    fn count<'a>(counts: &mut HashMap<&'a str, Count>, lines: &'a str, of: fn(&mut Count) -> &mut i64) {
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            *of(counts.entry(line).or_default()) += 1;
        }
    }
    let mut counts = HashMap::new();
    count(&mut counts, base, |count| &mut count.base);
    count(&mut counts, mine, |count| &mut count.mine);
    count(&mut counts, theirs, |count| &mut count.theirs);
    for piece in pieces {
        match piece {
            Piece::Same(lines) | Piece::Mine(lines) | Piece::Theirs(lines) => count(&mut counts, lines, |count| &mut count.shown),
            Piece::Conflict(conflict) => {
                for lines in [&conflict.base, &conflict.mine, &conflict.theirs] {
                    count(&mut counts, lines, |count| &mut count.shown);
                }
            }
        }
    }
    counts.values().all(|count| {
        let (by_me, by_them) = (count.mine - count.base, count.theirs - count.base);
        // the same line, added by both, may stand there once
        count.shown >= count.base + by_me.min(0) + by_them.min(0) + by_me.max(by_them).max(0)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    fn merged(base: &str, mine: &str, theirs: &str) -> String {
        match merge(base, mine, theirs) {
            Merge::Merged(text) => text,
            Merge::Conflicts(pieces) => panic!("{pieces:?}"),
        }
    }

    fn conflicts(base: &str, mine: &str, theirs: &str) -> Vec<Conflict> {
        match merge(base, mine, theirs) {
            Merge::Merged(text) => panic!("no conflict: {text}"),
            Merge::Conflicts(pieces) => conflicts_in(&pieces).cloned().collect(),
        }
    }

    fn conflicts_in(pieces: &[Piece]) -> impl Iterator<Item = &Conflict> {
        pieces.iter().filter_map(|piece| if let Piece::Conflict(conflict) = piece { Some(conflict) } else { None })
    }

    #[test]
    fn changes_in_different_paragraphs_come_together() {
        let base = "Titel\n\nErster Absatz.\n\nZweiter Absatz.";
        let mine = "Titel\n\nErster Absatz, besser.\n\nZweiter Absatz.";
        let theirs = "Titel\n\nErster Absatz.\n\nZweiter Absatz.\n\nDritter.";
        assert_eq!(merged(base, mine, theirs), "Titel\n\nErster Absatz, besser.\n\nZweiter Absatz.\n\nDritter.");
    }

    #[test]
    fn the_same_change_is_made_once() {
        assert_eq!(merged("a\n\nb\n\nc\n", "a\n\nB\n\nc\n", "a\n\nB\n\nC\n"), "a\n\nB\n\nC\n");
    }

    #[test]
    fn a_paragraph_that_both_changed_is_a_conflict_with_all_three_texts() {
        let found = conflicts("a\n\nKosten: 10\n\nz", "a\n\nKosten: 20\n\nz", "a\n\nKosten: 30\n\nz");
        let expected = Conflict { base: "Kosten: 10\n".into(), mine: "Kosten: 20\n".into(), theirs: "Kosten: 30\n".into() };
        assert_eq!(found, [expected]);
    }

    #[test]
    fn what_one_deletes_and_the_other_changes_is_a_conflict() {
        let found = conflicts("a\n\nb\n\nc", "a\n\nc", "a\n\nb, neu\n\nc");
        assert_eq!(found.len(), 1);
        assert!(found[0].theirs.contains("b, neu") && !found[0].mine.contains('b'), "{found:?}");
    }

    #[test]
    fn two_texts_at_the_same_place_are_a_conflict_that_keeps_both_if_told_to() {
        let Merge::Conflicts(pieces) = merge("- eins\n", "- eins\n- meins\n", "- eins\n- ihres\n") else { panic!("no conflict") };
        assert_eq!(resolved(&pieces, &[Choice::Both]), "- eins\n- ihres\n- meins\n");
        assert_eq!(resolved(&pieces, &[Choice::Mine]), "- eins\n- meins\n");
        assert_eq!(resolved(&pieces, &[Choice::Theirs]), "- eins\n- ihres\n");
        let Merge::Conflicts(pieces) = merge("", "Mein Absatz.", "Ihr Absatz.") else { panic!("no conflict") };
        assert_eq!(resolved(&pieces, &[]), "Ihr Absatz.\n\nMein Absatz.\n");
    }

    #[test]
    fn line_ends_are_no_change() {
        assert_eq!(merged("a\r\n\r\nb\r\n\r\nc", "a\n\nb\n\nc!", "a!\r\n\r\nb\r\n\r\nc"), "a!\n\nb\n\nc!");
        assert_eq!(merged("a\n\nb", "a\n\nb\n\nc", "A\n\nb"), "A\n\nb\n\nc");
        assert_eq!(merged("a\n\nb\n", "a\n\nb", "A\n\nb\n"), "A\n\nb");
        assert_eq!(merged("a\n\nb", "a\n\nb\n", "A\n\nb"), "A\n\nb\n");
    }

    #[test]
    fn a_line_that_stands_there_twice_is_not_lost_when_each_moves_another_one() {
        let found = conflicts("x\n\na\n\nx\n\nb", "a\n\nx\n\nb\n\nx", "x\n\na\n\nb\n\nx");
        assert!(!found.is_empty());
    }

    #[test]
    fn empty_texts_are_texts() {
        assert_eq!(merged("", "", ""), "");
        assert_eq!(merged("", "neu", ""), "neu");
        assert_eq!(merged("weg", "", "weg"), "");
        assert_eq!(conflicts("a", "", "b").len(), 1);
    }

    #[test]
    fn a_text_to_be_finished_by_hand_says_whose_is_whose() {
        let Merge::Conflicts(pieces) = merge("a\n\nb\n\nc", "a\n\nB\n\nc", "a\n\nß\n\nc") else { panic!("no conflict") };
        let text = marked(&pieces);
        assert_eq!(
            text,
            "a\n\n<<<<<<< Stelle 1: Ihr Text\nB\n======= Stelle 1: jetzige Fassung\nß\n>>>>>>> Stelle 1: Ende\n\nc\n"
        );
        assert_eq!(first_mark(&text), Some(3));
        assert_eq!(first_mark(&resolved(&pieces, &[])), None);
        // underlined headings and quotations are none
        assert_eq!(first_mark("Titel\n=======\n\n>>>>>>> Zitat"), None);
    }

    #[test]
    fn a_text_of_very_many_lines_is_one_conflict_and_still_whole() {
        let text = |end: &str| format!("{}{end}\n", "x\n".repeat(400_000));
        let found = conflicts(&text("a"), &text("b"), &text("c"));
        assert_eq!((found.len(), found[0].mine == text("b"), found[0].theirs == text("c")), (1, true, true));
        assert_eq!(merged(&text("a"), &text("b"), &text("a")), text("b"));
    }

    #[test]
    fn a_megabyte_of_twenty_thousand_lines_merges() {
        let line = |number: usize, who: &str| format!("Zeile {number}{who}: genug Text für fünfzig Zeichen in einer Zeile.\n");
        let text = |every: usize, who: &str| -> String {
            (0..20_000).map(|number| line(number, if number % 4 == every { who } else { "" })).collect()
        };
        let both: String = (0..20_000).map(|number| line(number, ["", " M", "", " T"][number % 4])).collect();
        assert_eq!(merged(&text(9, ""), &text(1, " M"), &text(3, " T")), both);
    }

    /// A line of a random text: an original by its number, a blank one, or one that somebody wrote.
    fn edit(base: &[String], who: &str, changes: &[(usize, u8)]) -> Vec<String> {
        let mut lines = base.to_vec();
        for (number, (place, what)) in changes.iter().enumerate() {
            let at = place % (lines.len() + 1);
            let fresh = format!("{who} {number}");
            match what % 5 {
                0 | 1 => lines.insert(at, fresh),
                2 if at < lines.len() => drop(lines.remove(at)),
                3 if at < lines.len() => lines[at] = fresh,
                // a paragraph moves
                4 if at < lines.len() => {
                    let line = lines.remove(at);
                    lines.insert((place / 7) % (lines.len() + 1), line);
                }
                _ => lines.push(String::new()),
            }
        }
        lines
    }

    fn counted<'a>(lines: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
        let mut counts = BTreeMap::new();
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            *counts.entry(line).or_default() += 1;
        }
        counts
    }

    /// Two people change a text at the same time; what they did, and what came of it.
    fn history() -> impl Strategy<Value = [String; 3]> {
        let changes = || prop::collection::vec((0_usize..1000, 0_u8..5), 0..12);
        let ends = || (any::<bool>(), any::<bool>());
        // few different lines: the same line in several places is what diffs stumble over
        let base = prop::collection::vec(0_u8..30, 0..25);
        (base, changes(), changes(), ends(), ends(), ends()).prop_map(|(base, mine, theirs, one, two, three)| {
            let name = |number: &u8| if number.is_multiple_of(3) { String::new() } else { format!("alt {number}") };
            let base: Vec<String> = base.iter().map(name).collect();
            let written = |lines: &[String], (crlf, ended): (bool, bool)| {
                let end = if crlf { "\r\n" } else { "\n" };
                format!("{}{}", lines.join(end), if ended { end } else { "" })
            };
            [written(&base, one), written(&edit(&base, "ich", &mine), two), written(&edit(&base, "sie", &theirs), three)]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nobodys_line_is_lost_without_a_shown_conflict([base, mine, theirs] in history()) {
            let outcome = merge(&base, &mine, &theirs);
            let shown = match &outcome {
                Merge::Merged(text) => text.clone(),
                Merge::Conflicts(pieces) => format!("{}\n{}", marked(pieces), conflicts_in(pieces).map(|c| c.base.as_str()).collect::<String>()),
            };
            let shown = counted(shown.lines());
            let [base, mine, theirs] = [&base, &mine, &theirs].map(|text| counted(text.lines()));
            let names: BTreeSet<&str> = mine.keys().chain(theirs.keys()).copied().collect();
            for line in names {
                let count = |of: &BTreeMap<&str, usize>| of.get(line).copied().unwrap_or(0);
                // what somebody added is there, and what nobody took away
                let (old, mine, theirs) = (count(&base), count(&mine), count(&theirs));
                let removed = old.saturating_sub(mine) + old.saturating_sub(theirs);
                let least = old.saturating_sub(removed) + mine.max(theirs).saturating_sub(old);
                prop_assert!(count(&shown) >= least, "{line:?} is lost: {outcome:?}");
            }
            if let Merge::Merged(_) = &outcome {
                for (line, count) in &shown {
                    let [base, mine, theirs] = [&base, &mine, &theirs].map(|of| of.get(line).copied().unwrap_or(0));
                    prop_assert!(*count <= base.max(mine) + base.max(theirs), "{line:?} came from nowhere: {outcome:?}");
                }
            }
        }

        #[test]
        fn whoever_is_alone_gets_what_she_wrote([base, mine, _] in history()) {
            for outcome in [merge(&base, &mine, &base), merge(&base, &mine, &mine), merge(&base, &base, &mine)] {
                prop_assert_eq!(outcome, Merge::Merged(mine.clone()));
            }
            // and not only because nothing has to be merged then
            let [b, m] = [&base, &mine].map(|text| whole_lines(text));
            for pieces in [pieces(&b, &m, &b), pieces(&b, &b, &m), pieces(&b, &m, &m)] {
                prop_assert_eq!(conflicts_in(&pieces).count(), 0);
                prop_assert_eq!(resolved(&pieces, &[]), m.clone());
            }
        }

        #[test]
        fn it_does_not_matter_who_is_who([base, mine, theirs] in history()) {
            match (merge(&base, &mine, &theirs), merge(&base, &theirs, &mine)) {
                (Merge::Merged(one), Merge::Merged(other)) => prop_assert_eq!(one, other),
                (Merge::Conflicts(one), Merge::Conflicts(other)) => {
                    let turned = other.into_iter().map(|piece| match piece {
                        Piece::Mine(lines) => Piece::Theirs(lines),
                        Piece::Theirs(lines) => Piece::Mine(lines),
                        Piece::Conflict(Conflict { base, mine, theirs }) => Piece::Conflict(Conflict { base, mine: theirs, theirs: mine }),
                        same @ Piece::Same(_) => same,
                    });
                    prop_assert_eq!(one, turned.collect::<Vec<_>>());
                }
                (one, other) => prop_assert!(false, "{one:?} but {other:?}"),
            }
        }

        #[test]
        fn the_pieces_hold_each_side_whole([base, mine, theirs] in history()) {
            let sides = [&base, &mine, &theirs].map(|text| whole_lines(text));
            let pieces = pieces(&sides[0], &sides[1], &sides[2]);
            let mut lines = conflicts_in(&pieces).flat_map(|conflict| conflict.mine.lines());
            prop_assert!(lines.all(|line| sides[1].lines().any(|other| other == line)));
            let all_mine = vec![Choice::Mine; pieces.len()];
            let mine_only: String = pieces.iter().map(|piece| match piece {
                Piece::Same(lines) | Piece::Mine(lines) => lines.clone(),
                Piece::Conflict(conflict) => conflict.mine.clone(),
                Piece::Theirs(_) => String::new(),
            }).collect();
            // what I changed or left is in my text, in order; only her own places replace mine
            let mut rest = sides[1].lines();
            for line in mine_only.lines() {
                prop_assert!(rest.any(|other| other == line), "{line:?} is not in its place");
            }
            prop_assert_eq!(first_mark(&resolved(&pieces, &all_mine)), None);
        }
    }
}
