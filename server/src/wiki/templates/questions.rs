//! Guiding questions of a template: lines `*Leitfrage: …*`. Plain Markdown, so that every editor shows and keeps them; and
//! taken out when a text is published, together with sections in which nothing else was written.
//!
//! Only a question that some template asks word for word is taken out: what an author wrote into or behind it stays.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    sync::{PoisonError, RwLock},
};

/// The questions of every template that was served or stored since the start.
static KNOWN: RwLock<BTreeSet<String>> = RwLock::new(BTreeSet::new());

/// What every question begins with.
const SIGN: &str = "Leitfrage:";

/// Learns the questions of a template.
pub(in crate::wiki) fn remember(template: &str) {
    let questions: Vec<String> = template.lines().filter_map(emphasis).map(|(_, inside, _)| words(inside)).collect();
    KNOWN.write().unwrap_or_else(PoisonError::into_inner).extend(questions);
}

/// Whether there may be a question in a text.
pub(in crate::wiki) fn may_ask(markdown: &str) -> bool {
    markdown.contains(SIGN)
}

/// A heading and what stands below it, up to the next heading.
struct Section<'a> {
    heading: Option<&'a str>,
    level: usize,
    lines: Vec<Cow<'a, str>>,
    asked: bool,
}

/// The text without questions, and without sections that hold only a question. A text without questions stays as it is.
pub(in crate::wiki) fn answered(markdown: &str) -> String {
    if !may_ask(markdown) {
        return markdown.to_owned();
    }
    let sections = sections(markdown);
    if !sections.iter().any(|section| section.asked) {
        return markdown.to_owned();
    }
    let mut out: Vec<&str> = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let has_parts = sections.get(index + 1).is_some_and(|next| next.level > section.level);
        let is_empty = section.lines.iter().all(|line| line.trim().is_empty());
        if section.asked && is_empty && (!has_parts || section.heading.is_none()) {
            continue;
        }
        out.extend(section.heading);
        out.extend(section.lines.iter().map(AsRef::<str>::as_ref));
    }
    out.join("\n").trim().to_owned()
}

fn sections(markdown: &str) -> Vec<Section<'_>> {
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    let mut sections = vec![Section { heading: None, level: 0, lines: Vec::new(), asked: false }];
    let mut fence: Option<char> = None;
    let mut skip_blank = false;
    for line in markdown.lines() {
        let start = line.trim_start();
        let mark =
            start.chars().next().filter(|mark| matches!(mark, '`' | '~') && start.starts_with(&mark.to_string().repeat(3)));
        match (fence, mark) {
            (None, Some(mark)) => fence = Some(mark),
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let level = heading_level(line).filter(|_| fence.is_none());
        if let Some(level) = level {
            sections.push(Section { heading: Some(line), level, lines: Vec::new(), asked: false });
            skip_blank = false;
            continue;
        }
        // there is always one: the text before the first heading
        let Some(section) = sections.last_mut() else { continue };
        match without_question(line, &known).filter(|_| fence.is_none() && mark.is_none()) {
            Some(rest) => {
                section.asked = true;
                skip_blank = rest.is_empty();
                if !rest.is_empty() {
                    section.lines.push(Cow::Owned(rest));
                }
            }
            None if skip_blank && line.trim().is_empty() => {}
            None => {
                section.lines.push(Cow::Borrowed(line));
                skip_blank = false;
            }
        }
    }
    sections
}

fn heading_level(line: &str) -> Option<usize> {
    let level = line.chars().take_while(|one| *one == '#').count();
    ((1..=6).contains(&level) && line[level..].starts_with([' ', '\t'])).then_some(level)
}

/// The mark, the inside and what follows of a line that begins with a question in italics.
fn emphasis(line: &str) -> Option<(char, &str, &str)> {
    let line = line.trim();
    let mark = line.chars().next().filter(|mark| matches!(mark, '*' | '_'))?;
    let (inside, after) = line[1..].split_once(mark)?;
    inside.starts_with(SIGN).then_some((mark, inside, after))
}

/// What is left of a line without the known question at its start; `None` if there is none.
fn without_question(line: &str, known: &BTreeSet<String>) -> Option<String> {
    let (mark, inside, after) = emphasis(line)?;
    let said = words(inside);
    let question = known.iter().filter(|question| said.starts_with(question.as_str())).max_by_key(|question| question.len())?;
    let more = said[question.len()..].trim();
    let own = if more.is_empty() { String::new() } else { format!("{mark}{more}{mark}") };
    Some(format!("{own}{after}").trim().to_owned())
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_go_and_answers_stay() {
        remember("*Leitfrage: Woran?*\n*Leitfrage: Was?*\n*Leitfrage: Welches?*");
        let text = "## Ziel\n\n*Leitfrage: Woran?*\n\nEin Jahr.\n\n## Kosten\n\n*Leitfrage: Was?*\n\n## Recht\r\n\r\n_Leitfrage: Welches?_\r\n\r\nKeines.\r\n";
        assert_eq!(answered(text), "## Ziel\n\nEin Jahr.\n\n## Recht\n\nKeines.");
    }

    #[test]
    fn a_template_nobody_filled_in_says_nothing() {
        for file in ["experience_report", "project_profile", "guide", "article"] {
            let path = format!("{}/regions/owl/templates/{file}.md", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(&path).expect("a template");
            remember(&text);
            assert_eq!(answered(&text), "", "{file}");
            assert!(text.matches("*Leitfrage:").count() >= 3, "{file}");
        }
    }

    #[test]
    fn what_is_no_question_of_a_template_is_left_alone() {
        for text in [
            "## Leer\n\n## Auch leer\n",
            "Das ist *Leitfrage: mitten* im Satz.",
            "```\n*Leitfrage: im Programm?*\n```\n",
            "## Ziel\n\n*Leitfrage: die hat kein Moderator gestellt, das ist meine Antwort*",
            "*Wichtig*\n\n\n\n*Leitfrage* ohne Doppelpunkt",
            "",
        ] {
            assert_eq!(answered(text), text);
        }
    }

    #[test]
    fn what_was_written_into_a_question_or_behind_it_stays() {
        remember("*Leitfrage: Woran denn?*");
        for (text, rest) in [
            ("*Leitfrage: Woran denn? Ein Jahr.*", "*Ein Jahr.*"),
            ("*Leitfrage: Woran denn?* Ein Jahr.", "Ein Jahr."),
            ("_Leitfrage: Woran  denn?_\nEin Jahr.", "Ein Jahr."),
            ("*Leitfrage: Woran den? Ein Jahr.*", "*Leitfrage: Woran den? Ein Jahr.*"),
        ] {
            assert_eq!(answered(text), rest, "{text}");
        }
    }

    #[test]
    fn a_heading_with_parts_stays_when_its_own_question_goes() {
        remember("*Leitfrage: Was?*\n*Leitfrage: Wie viel?*");
        let text = "# Kosten\n\n*Leitfrage: Was?*\n\n## Einmalig\n\n100 Euro\n\n## Jährlich\n\n*Leitfrage: Wie viel?*";
        assert_eq!(answered(text), "# Kosten\n\n## Einmalig\n\n100 Euro");
    }
}
