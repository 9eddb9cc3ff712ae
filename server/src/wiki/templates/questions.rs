//! Guiding questions of a template: lines `*Leitfrage: …*`. Plain Markdown, so that every editor shows and keeps them; and
//! taken out when a text is published, together with sections in which nothing else was written.

/// A heading and what stands below it, up to the next heading.
struct Section<'a> {
    heading: Option<&'a str>,
    level: usize,
    lines: Vec<&'a str>,
    asked: bool,
}

/// The text without questions, and without sections that hold only a question. A text without questions stays as it is.
pub(in crate::wiki) fn answered(markdown: &str) -> String {
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
        out.extend(&section.lines);
    }
    out.join("\n").trim().to_owned()
}

fn sections(markdown: &str) -> Vec<Section<'_>> {
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
        if fence.is_none() && mark.is_none() && is_question(line) {
            section.asked = true;
            skip_blank = true;
        } else if !(skip_blank && line.trim().is_empty()) {
            section.lines.push(line);
            skip_blank = false;
        }
    }
    sections
}

fn heading_level(line: &str) -> Option<usize> {
    let level = line.chars().take_while(|one| *one == '#').count();
    ((1..=6).contains(&level) && line[level..].starts_with([' ', '\t'])).then_some(level)
}

fn is_question(line: &str) -> bool {
    let line = line.trim();
    ['*', '_'].into_iter().any(|mark| {
        let inside = line.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        inside.is_some_and(|inside| inside.starts_with("Leitfrage:") && !inside.contains(mark))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_go_and_answers_stay() {
        let text = "## Ziel\n\n*Leitfrage: Woran?*\n\nEin Jahr.\n\n## Kosten\n\n*Leitfrage: Was?*\n\n## Recht\r\n\r\n_Leitfrage: Welches?_\r\n\r\nKeines.\r\n";
        assert_eq!(answered(text), "## Ziel\n\nEin Jahr.\n\n## Recht\n\nKeines.");
    }

    #[test]
    fn a_template_nobody_filled_in_says_nothing() {
        for file in ["experience_report", "project_profile", "guide", "article"] {
            let path = format!("{}/regions/owl/templates/{file}.md", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(&path).expect("a template");
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
            "*Wichtig*\n\n\n\n*Leitfrage* ohne Doppelpunkt",
            "",
        ] {
            assert_eq!(answered(text), text);
        }
    }

    #[test]
    fn a_heading_with_parts_stays_when_its_own_question_goes() {
        let text = "# Kosten\n\n*Leitfrage: Was?*\n\n## Einmalig\n\n100 Euro\n\n## Jährlich\n\n*Leitfrage: Wie viel?*";
        assert_eq!(answered(text), "# Kosten\n\n## Einmalig\n\n100 Euro");
    }
}
