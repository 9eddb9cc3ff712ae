//! A thread as the beginning of an article. Names are not part of it: see [`super`].

use std::fmt::Write;

use app::wiki::Kind;

use super::queries::{Asked, Post};

/// Question, solution and further answers as Markdown, under the headings of this kind.
pub(super) fn body(kind: Kind, asked: &Asked, accepted: &Post, others: &[&Post]) -> String {
    let (before, solution) = match kind {
        Kind::ExperienceReport => ("Ausgangslage", "Vorgehen"),
        _ => ("Worum es geht", "So geht es"),
    };
    let mut text = format!("## {before}\n\n{}\n\n## {solution}\n\n{}\n", below(&asked.body, 2), below(&accepted.body, 2));
    if !others.is_empty() {
        text.push_str("\n## Weitere Erfahrungen\n");
    }
    for post in others {
        // writing to a String cannot fail
        let _ = write!(text, "\n### Aus {}\n\n{}\n", post.organisation, below(&post.body, 3));
    }
    text
}

/// A text that stands below a heading of this level: its own headings go down, and a block of code that was never closed is.
fn below(markdown: &str, level: usize) -> String {
    let mut open: Option<(char, usize)> = None;
    let mut lines = Vec::new();
    for line in markdown.trim_end().lines() {
        let fence = fence_of(line);
        match (open, fence) {
            (None, Some((mark, length, _))) => open = Some((mark, length)),
            (Some((mark, length)), Some((other, longer, true))) if mark == other && longer >= length => open = None,
            _ => {}
        }
        let is_heading = open.is_none() && fence.is_none() && is_heading(line);
        lines.push(if is_heading { lowered(line, level) } else { line.to_owned() });
    }
    if let Some((mark, length)) = open {
        lines.push(mark.to_string().repeat(length));
    }
    lines.join("\n")
}

/// Without the indent that Markdown allows in front of a block (`CommonMark`, 4.2 and 4.5).
fn unindented(line: &str) -> Option<&str> {
    let text = line.trim_start_matches(' ');
    (line.len() - text.len() <= 3).then_some(text)
}

/// The mark of a fence, its length, and whether it may close a block.
fn fence_of(line: &str) -> Option<(char, usize, bool)> {
    let text = unindented(line)?;
    let mark = text.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = text.chars().take_while(|other| *other == mark).count();
    let rest = &text[length..];
    let is_fence = length >= 3 && !(mark == '`' && rest.contains('`'));
    is_fence.then(|| (mark, length, rest.trim().is_empty()))
}

fn is_heading(line: &str) -> bool {
    let Some(text) = unindented(line) else { return false };
    let rest = text.trim_start_matches('#');
    (1..=6).contains(&(text.len() - rest.len())) && (rest.is_empty() || rest.starts_with([' ', '\t']))
}

fn lowered(line: &str, by: usize) -> String {
    let text = line.trim_start_matches(' ');
    let rest = text.trim_start_matches('#');
    let depth = (text.len() - rest.len() + by).min(6);
    format!("{}{rest}", "#".repeat(depth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_go_below_the_one_they_come_under_and_code_stays() {
        assert_eq!(below("# Eins\ntext #kein\n##### Fünf\n#hashtag", 2), "### Eins\ntext #kein\n###### Fünf\n#hashtag");
        assert_eq!(below("```sh\n# Kommentar\n```\n# Titel", 2), "```sh\n# Kommentar\n```\n### Titel");
        assert_eq!(below("    # Code", 2), "    # Code");
    }

    #[test]
    fn a_block_of_code_that_was_never_closed_does_not_swallow_the_rest() {
        assert_eq!(below("````\ncode\n```", 2), "````\ncode\n```\n````");
        assert_eq!(below("~~~\ncode", 2), "~~~\ncode\n~~~");
        assert_eq!(below("```\ncode\n```\nEnde", 2), "```\ncode\n```\nEnde");
    }
}
