//! Who wrote which line. Kept beside each revision as runs of lines, so that nothing is computed when somebody asks.
//!
//! `12:1 3:2>5 1:5` says: twelve lines as revision 1 wrote them, three that revision 2 wrote and revision 5 changed, one
//! that revision 5 wrote. The origins of a revision follow from those before it and one comparison of the two texts.

use std::fmt::{self, Write};

use app::wiki::difference::{Fate, fates};

/// Where a line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The number of the revision that wrote it.
    pub written: i64,
    /// The number of the one that last changed some of its words; the same if none did.
    pub changed: i64,
}

impl Origin {
    fn fresh(revision: i64) -> Self {
        Self { written: revision, changed: revision }
    }
}

/// The origins of all lines of a text, in runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins(Vec<(usize, Origin)>);

impl Origins {
    /// A text that one revision wrote.
    #[must_use]
    pub fn first(text: &str, revision: i64) -> Self {
        let mut origins = Self::default();
        origins.push(text.lines().count(), Origin::fresh(revision));
        origins
    }

    /// What `revision` made of it: `old` is the text that these origins belong to. None when they do not.
    #[must_use]
    pub fn carried(&self, old: &str, new: &str, revision: i64) -> Option<Self> {
        let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
        let before: Vec<Origin> = self.lines().collect();
        if before.len() != old.len() {
            return None;
        }
        let mut after = Self::default();
        for fate in fates(&old, &new) {
            match fate {
                Fate::Kept(line, _) => after.push(1, before[line]),
                Fate::Changed(line, _) => after.push(1, Origin { changed: revision, ..before[line] }),
                Fate::Added(_) => after.push(1, Origin::fresh(revision)),
                Fate::Removed(_) => {}
            }
        }
        Some(after)
    }

    /// The origin of each line.
    pub fn lines(&self) -> impl Iterator<Item = Origin> {
        self.0.iter().flat_map(|(count, origin)| std::iter::repeat_n(*origin, *count))
    }

    fn push(&mut self, count: usize, origin: Origin) {
        match self.0.last_mut().filter(|(_, last)| *last == origin) {
            Some((run, _)) => *run += count,
            None if count == 0 => {}
            None => self.0.push((count, origin)),
        }
    }

    /// As it is stored. None when it is damaged.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut origins = Self::default();
        for run in text.split(' ').filter(|run| !run.is_empty()) {
            let (count, origin) = run.split_once(':')?;
            let (written, changed) = origin.split_once('>').unwrap_or((origin, origin));
            // a run is never longer than the longest text has lines
            let count = count.parse().ok().filter(|count| *count <= crate::text::LONGEST_BODY)?;
            origins.push(count, Origin { written: written.parse().ok()?, changed: changed.parse().ok()? });
        }
        Some(origins)
    }
}

impl fmt::Display for Origins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (count, origin)) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_char(' ')?;
            }
            write!(f, "{count}:{}", origin.written)?;
            if origin.changed != origin.written {
                write!(f, ">{}", origin.changed)?;
            }
        }
        Ok(())
    }
}

/// A stretch of a text, whole paragraphs, that the same revisions wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Its Markdown.
    pub text: String,
    /// Where its lines come from, each once, oldest first.
    pub origins: Vec<Origin>,
}

/// A text in passages; neighbours of the same origin are one. None when the origins are not those of this text.
///
/// `blocks` are the first lines (from 0) of what must not be torn apart: paragraphs, lists, tables.
#[must_use]
pub fn passages(text: &str, origins: &Origins, blocks: &[usize]) -> Option<Vec<Passage>> {
    let lines: Vec<&str> = text.lines().collect();
    let of: Vec<Origin> = origins.lines().collect();
    if of.len() != lines.len() {
        return None;
    }
    let mut passages: Vec<Passage> = Vec::new();
    let mut starts: Vec<usize> = std::iter::once(0).chain(blocks.iter().copied()).filter(|start| *start < lines.len()).collect();
    starts.dedup();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(lines.len());
        // who has put a blank line in is of no interest
        let written = (*start..end).filter(|line| !lines[*line].trim().is_empty());
        let mut origins: Vec<Origin> = written.map(|line| of[line]).collect();
        origins.sort_unstable();
        origins.dedup();
        let text = lines[*start..end].join("\n");
        match passages.last_mut().filter(|last| origins.is_empty() || last.origins == origins) {
            Some(last) => {
                last.text.push('\n');
                last.text.push_str(&text);
            }
            None => passages.push(Passage { text, origins }),
        }
    }
    Some(passages)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(texts: &[&str]) -> Origins {
        let mut origins = Origins::first(texts[0], 1);
        for (index, pair) in texts.windows(2).enumerate() {
            origins = origins.carried(pair[0], pair[1], i64::try_from(index).unwrap_or(0) + 2).expect("the origins of this text");
        }
        origins
    }

    #[test]
    fn a_line_belongs_to_whoever_wrote_it_wherever_it_goes() {
        let origins = written(&["eins\n\nzwei", "neu\n\neins\n\nzwei", "neu\n\neins\n\nzwei\n\nganz neu"]);
        assert_eq!(origins.to_string(), "2:2 3:1 2:3");
    }

    #[test]
    fn whoever_changes_a_word_has_not_written_the_line() {
        let origins = written(&[
            "Wir haben drei Antennen gekauft.",
            "Wir haben vier Antennen gekauft.",
            "Wir haben vier gute Antennen gekauft.",
        ]);
        assert_eq!(origins.to_string(), "1:1>3");
        assert_eq!(written(&["Das Wetter ist schön.", "Antennen kosten Geld."]).to_string(), "1:2");
    }

    #[test]
    fn what_is_stored_is_read_again_and_damage_is_noticed() {
        for text in ["", "12:1", "12:1 3:2>5 1:5"] {
            assert_eq!(Origins::parse(text).map(|origins| origins.to_string()).as_deref(), Some(text));
        }
        for text in ["x", "1", "1:", ":1", "1:x", "1:1>", "-1:1", "99999999999:1"] {
            assert_eq!(Origins::parse(text), None, "{text}");
        }
        assert_eq!(Origins::first("a\nb", 1).carried("a", "b", 2), None);
        assert_eq!(passages("a", &Origins::first("a\nb", 1), &[]), None);
    }

    #[test]
    fn paragraphs_of_the_same_origin_are_one_passage() {
        let text = "# Titel\n\nAlt.\n\nNeu.\n\n- a\n- b";
        let origins = Origins::parse("4:1 2:2 1:1 1:3").expect("origins");
        let passages = passages(text, &origins, &[0, 2, 4, 6]).expect("passages");
        let told: Vec<_> =
            passages.iter().map(|one| (one.text.as_str(), one.origins.iter().map(|o| o.written).collect::<Vec<_>>())).collect();
        assert_eq!(told, [("# Titel\n\nAlt.\n", vec![1]), ("Neu.\n", vec![2]), ("- a\n- b", vec![1, 3])]);
    }

    #[test]
    fn a_text_of_nothing_has_no_passages() {
        assert_eq!(passages("", &Origins::default(), &[]), Some(Vec::new()));
        assert_eq!(Origins::first("", 1).carried("", "a", 2).map(|origins| origins.to_string()).as_deref(), Some("1:2"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_line_has_one_origin_and_passages_lose_nothing(texts in prop::collection::vec(prop::collection::vec("[ab ]{0,4}", 0..12), 1..6)) {
            let texts: Vec<String> = texts.iter().map(|lines| lines.join("\n")).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let (origins, last) = (written(&texts), texts[texts.len() - 1]);
            prop_assert_eq!(origins.lines().count(), last.lines().count());
            prop_assert!(origins.lines().all(|one| 1 <= one.written && one.written <= one.changed && one.changed <= 6));
            prop_assert_eq!(Origins::parse(&origins.to_string()), Some(origins.clone()));
            let blocks: Vec<usize> = (0..last.lines().count()).step_by(2).collect();
            let passages = passages(last, &origins, &blocks).expect("passages");
            let again = passages.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join("\n");
            prop_assert_eq!(again.trim_end(), last.trim_end());
        }
    }
}
