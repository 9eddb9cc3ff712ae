//! Takes away what other systems put into Markdown and what would show up as noise here.

/// The text without HTML comments, Liquid tags (`{% include x %}`), lines that only insert something (`{{ x }}`) and
/// attributes of kramdown (`{: .class}`). Code blocks stay as they are.
pub(super) fn tidy(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut fence: Option<String> = None;
    let mut comment = false;
    let last_end = body.rfind("-->").unwrap_or(0);
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        // where the last comment ends, seen from this line
        let end = last_end.saturating_sub(at);
        at += line.len();
        if let Some(open) = &fence {
            if fence_of(line).is_some_and(|close| close.starts_with(open.as_str()) && line.trim() == close) {
                fence = None;
            }
            out.push_str(line);
            continue;
        }
        if !comment && let Some(open) = fence_of(line) {
            fence = Some(open.to_owned());
            out.push_str(line);
            continue;
        }
        let line = uncommented(line, end, &mut comment);
        tidy_line(&line, &mut out);
    }
    out
}

/// The characters that open a code block at the start of a line.
fn fence_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ['`', '~'].into_iter().find_map(|mark| {
        let length = line.len() - line.trim_start_matches(mark).len();
        (length >= 3 && !(mark == '`' && line[length..].contains('`'))).then(|| &line[..length])
    })
}

/// A line without comments. A comment may go on for several lines; one that never ends is text.
fn uncommented(line: &str, last_end: usize, inside: &mut bool) -> String {
    let mut out = String::with_capacity(line.len());
    let mut from = 0;
    loop {
        if *inside {
            let Some(end) = line[from..].find("-->") else {
                // keeps the paragraphs before and after apart
                return if out.trim().is_empty() { String::new() } else { out + "\n" };
            };
            from += end + 3;
            *inside = false;
        }
        let start = line[from..].find("<!--").map(|start| from + start);
        match start.filter(|&start| start < last_end && !in_code(&line[..start])) {
            None => {
                out.push_str(&line[from..]);
                return if from > 0 && out.trim().is_empty() { String::new() } else { out };
            }
            Some(start) => {
                out.push_str(&line[from..start]);
                from = start + 4;
                *inside = true;
            }
        }
    }
}

/// Whether a place lies in `code` of its line.
fn in_code(before: &str) -> bool {
    before.matches('`').count() % 2 == 1
}

fn tidy_line(line: &str, out: &mut String) {
    if !line.contains(['{']) {
        return out.push_str(line);
    }
    let trimmed = line.trim();
    if trimmed.starts_with("{{") && trimmed.ends_with("}}") && trimmed.matches("{{").count() == 1 {
        return;
    }
    let without = drop_between(&drop_between(line, "{%", "%}"), "{:", "}");
    if !without.trim().is_empty() || trimmed.is_empty() {
        let kept = without.trim_end();
        // two spaces at the end break the line
        let end = &line[line.trim_end().len()..];
        out.push_str(if without == line { line } else { kept });
        if without != line {
            out.push_str(end);
        }
    }
}

/// A line without what stands between two marks, and without the marks; `code` stays.
fn drop_between(line: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(open) {
        let Some(length) = rest[start..].find(close) else { break };
        let code = in_code(&line[..line.len() - rest.len() + start]);
        let end = start + length + close.len();
        out.push_str(if code { &rest[..end] } else { &rest[..start] });
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_vanish() {
        assert_eq!(tidy("a <!-- b --> c\n<!-- d\ne\n\nf -->\ng <!-- h"), "a  c\ng <!-- h");
        assert_eq!(tidy("Ein `<!-- x -->` bleibt."), "Ein `<!-- x -->` bleibt.");
        assert_eq!(tidy("a\n<!-- x -->\n\nb"), "a\n\nb");
    }

    #[test]
    fn liquid_and_attributes_vanish() {
        assert_eq!(
            tidy("{% include a.html %}\na {% raw %}b\n{: .x #y}\n## c {: .z}\n{{ content }}\nd {{ e }}  \nf"),
            "a b\n## c\nd {{ e }}  \nf"
        );
        assert_eq!(tidy("Ein `{% x %}` und {offen"), "Ein `{% x %}` und {offen");
    }

    #[test]
    fn code_stays() {
        let text = "```liquid\n{% a %}\n<!-- b -->\n```\n\n~~~\n```\n{: .c}\n~~~\n";
        assert_eq!(tidy(text), text);
    }

    #[test]
    fn endless_comments_take_no_time() {
        let text = "<!--\n".repeat(100_000);
        assert_eq!(tidy(&text).len(), text.len());
    }
}
