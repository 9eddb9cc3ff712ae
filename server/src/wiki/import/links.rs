//! Links from file to file become links from article to article.

use std::{collections::HashMap, ops::Range, path::Path};

use app::text;
use comrak::{
    Arena,
    nodes::{NodeValue, Sourcepos},
    parse_document,
};

use super::files;
use crate::markdown;

/// A link whose address is not where it should be is looked for in its lines, if they are no longer than this.
const NEARBY: usize = 64 * 1024;

/// Where files became articles: by path in the folder and by permalink.
#[derive(Debug, Default)]
pub(super) struct Targets(HashMap<String, String>);

impl Targets {
    /// A file, or an address that a file declares, leads to the article at `slug`. The first one stays.
    pub(super) fn add(&mut self, path: &str, slug: &str) {
        let key = normal(path);
        if !key.is_empty() {
            self.0.entry(key).or_insert_with(|| slug.to_owned());
        }
    }

    /// What a link in the file at `path` leads to, which perhaps has a permalink itself.
    fn resolve(&self, link: &str, path: &str, permalink: Option<&str>) -> Goal {
        let (place, part) = link.split_once('#').unwrap_or((link, ""));
        let place = place.split('?').next().unwrap_or_default().trim();
        let foreign = place.starts_with("//") || place.split('/').next().is_some_and(|first| first.contains(':'));
        if place.is_empty() || foreign {
            return Goal::Elsewhere;
        }
        let unfolded = unfold(path);
        let bases = if place.starts_with('/') {
            [Some(""), None, None]
        } else {
            [Some(folder(path)), Some(folder(&unfolded)), permalink]
        };
        let found = bases.into_iter().flatten().find_map(|base| self.0.get(&normal(&join(base, place))));
        match found {
            Some(slug) if part.is_empty() => Goal::Article(format!("/wiki/{slug}")),
            Some(slug) => Goal::Article(format!("/wiki/{slug}#abschnitt-{}", text::slug(&markdown::percent_decode(part)))),
            None if is_document(place) => Goal::Nothing,
            None => Goal::Elsewhere,
        }
    }
}

/// `a__b.md` as `a/b.md`: some exports put all folders into the name of the file, and leave the links as they were.
pub(super) fn unfold(path: &str) -> String {
    path.replace("__", "/")
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Where a link leads.
#[derive(Debug, PartialEq, Eq)]
enum Goal {
    /// To an article, at this address.
    Article(String),
    /// To a file that was not imported.
    Nothing,
    /// To something that does not concern the import.
    Elsewhere,
}

fn is_document(place: &str) -> bool {
    files::is_markdown(Path::new(place))
}

/// `/Projects/Open%20Bike/index.html` as `projects/open bike`.
fn normal(path: &str) -> String {
    let path = markdown::percent_decode(path).to_lowercase();
    let path = path.trim_matches('/');
    let path = [".markdown", ".html", ".htm", ".md"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    if matches!(name, "index" | "_index" | "readme") && !folder.is_empty() { folder.to_owned() } else { path.to_owned() }
}

/// A relative path seen from a folder. It cannot leave the root.
fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The text with links to articles, and how many links lead to files that are not there.
pub(super) fn rewrite(body: &str, path: &str, permalink: Option<&str>, targets: &Targets) -> (String, usize) {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut dead = 0;
    let lines = Lines::of(body);
    let mut found = |range: Option<Range<usize>>, goal: Goal| match (goal, range) {
        (Goal::Article(address), Some(range)) => edits.push((range, address)),
        (Goal::Nothing, _) => dead += 1,
        _ => {}
    };
    let arena = Arena::new();
    for node in parse_document(&arena, body, markdown::options()).descendants() {
        let node = node.data();
        match &node.value {
            NodeValue::Link(link) => {
                let goal = targets.resolve(&link.url, path, permalink);
                if goal != Goal::Elsewhere {
                    found(place_of(body, &lines, node.sourcepos, &link.url), goal);
                }
            }
            NodeValue::HtmlBlock(_) | NodeValue::HtmlInline(_) => {
                for range in addresses(body, lines.span(node.sourcepos)) {
                    let goal = targets.resolve(&body[range.clone()], path, permalink);
                    found(Some(range), goal);
                }
            }
            _ => {}
        }
    }
    for range in definitions(body) {
        if let Goal::Article(address) = targets.resolve(&body[range.clone()], path, permalink) {
            edits.push((range, address));
        }
    }
    (apply(body, edits), dead)
}

/// Where the lines of a text begin.
struct Lines {
    starts: Vec<usize>,
    length: usize,
}

impl Lines {
    fn of(text: &str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { starts, length: text.len() }
    }

    /// Where a line begins; lines count from 1.
    fn start(&self, line: usize) -> usize {
        line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(self.length)
    }

    /// From the first to the last byte of a node; comrak's columns are bytes and count from 1.
    fn exact(&self, place: Sourcepos) -> Range<usize> {
        let start = self.start(place.start.line) + place.start.column.saturating_sub(1);
        let end = self.start(place.end.line) + place.end.column;
        start.min(self.length)..end.clamp(start.min(self.length), self.length)
    }

    /// The whole lines of a node.
    fn span(&self, place: Sourcepos) -> Range<usize> {
        self.start(place.start.line)..self.start(place.end.line + 1).max(self.start(place.start.line))
    }
}

/// Where the address of a link `[text](address)` stands.
fn place_of(body: &str, lines: &Lines, place: Sourcepos, url: &str) -> Option<Range<usize>> {
    let find = |range: Range<usize>| {
        let slice = body.get(range.clone())?;
        let candidates = slice.match_indices("](").filter_map(|(at, _)| {
            let inside = &slice[at + 2..];
            let skipped = inside.len() - inside.trim_start().len();
            let skipped = skipped + usize::from(inside[skipped..].starts_with('<'));
            let rest = inside[skipped..].strip_prefix(url)?;
            let ends = rest.starts_with(|next: char| next.is_whitespace() || matches!(next, ')' | '>'));
            let start = range.start + at + 2 + skipped;
            ends.then_some(start..start + url.len())
        });
        candidates.last()
    };
    let span = lines.span(place);
    find(lines.exact(place)).or_else(|| if span.len() <= NEARBY { find(span) } else { None })
}

/// The values of `href` in HTML by hand.
fn addresses(body: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let Some(slice) = body.get(range.clone()).filter(|slice| slice.len() <= NEARBY) else { return Vec::new() };
    let mut found = Vec::new();
    for (at, name) in slice.match_indices("href=") {
        let from = at + name.len();
        let Some(quote) = slice[from..].chars().next().filter(|quote| matches!(quote, '"' | '\'')) else { continue };
        if let Some(length) = slice[from + 1..].find(quote) {
            found.push(range.start + from + 1..range.start + from + 1 + length);
        }
    }
    found
}

/// The addresses of definitions `[name]: address`.
fn definitions(body: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let trimmed = line.trim_start_matches(' ');
        let definition = (trimmed.starts_with('[') && !trimmed.starts_with("[^")).then(|| trimmed.split_once("]:")).flatten();
        if let Some((_, rest)) = definition {
            let address = rest.trim_start().trim_start_matches('<');
            let length = address.find(|end: char| end.is_whitespace() || end == '>').unwrap_or(address.len());
            let start = at + line.len() - address.len();
            found.push(start..start + length);
        }
        at += line.len();
    }
    found
}

fn apply(body: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut out = String::with_capacity(body.len());
    let mut done = 0;
    for (range, address) in edits {
        // found twice: on its own and in its line
        if range.start >= done && body.is_char_boundary(range.start) && body.is_char_boundary(range.end) {
            out.push_str(&body[done..range.start]);
            out.push_str(&address);
            done = range.end;
        }
    }
    out.push_str(&body[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets() -> Targets {
        let mut targets = Targets::default();
        for (path, slug) in [("a/b.md", "b"), ("a/ä ö.md", "aeoe"), ("c/README.md", "c"), ("/projects/openbike/", "openbike")] {
            targets.add(path, slug);
        }
        targets
    }

    fn check(body: &str, rewritten: &str, dead: usize) {
        assert_eq!(rewrite(body, "a/x.md", Some("/projects/x/"), &targets()), (rewritten.to_owned(), dead), "{body:?}");
    }

    #[test]
    fn files_and_permalinks_become_articles() {
        check(
            "[b](b.md), [b](./b.md#Teil%20Eins) und [b](../a/b)",
            "[b](/wiki/b), [b](/wiki/b#abschnitt-teil-eins) und [b](/wiki/b)",
            0,
        );
        check("[c](../c/) [c](/c/README.md)", "[c](/wiki/c) [c](/wiki/c)", 0);
        check("[o](/projects/openbike/) [o](../openbike/index.html 'T')", "[o](/wiki/openbike) [o](/wiki/openbike 'T')", 0);
        check("[ä](<ä ö.md>) [ä](%C3%A4%20%C3%B6.md)", "[ä](</wiki/aeoe>) [ä](/wiki/aeoe)", 0);
    }

    #[test]
    fn files_whose_folders_are_in_their_names() {
        let mut targets = Targets::default();
        targets.add(&unfold("doc/system__maps.md"), "maps");
        let (body, _) = rewrite("[m](../system/maps.md)", "doc/kommunen__start.md", None, &targets);
        assert_eq!(body, "[m](/wiki/maps)");
    }

    #[test]
    fn everywhere_in_the_text() {
        check(
            "ÄÖ *[b](b.md)*\n> - [b\n>   c](b.md)\n\n| [b](b.md) |\n|-|\n| x [b](b.md) |",
            "ÄÖ *[b](/wiki/b)*\n> - [b\n>   c](/wiki/b)\n\n| [b](/wiki/b) |\n|-|\n| x [b](/wiki/b) |",
            0,
        );
        check("[![i](b.md)](b.md)", "[![i](b.md)](/wiki/b)", 0);
        check("[b][r] und [r]\n\n[r]: b.md \"T\"", "[b][r] und [r]\n\n[r]: /wiki/b \"T\"", 0);
        check(
            "<p><a class=x href=\"b.md\">b</a></p>\n\nc <a href='b.md'>d</a>",
            "<p><a class=x href=\"/wiki/b\">b</a></p>\n\nc <a href='/wiki/b'>d</a>",
            0,
        );
        check("- a\n\n\t[b](b.md)\n", "- a\n\n\t[b](/wiki/b)\n", 0);
    }

    #[test]
    fn what_is_no_link_to_a_file_stays() {
        let text = "`[b](b.md)` [b](https://x.de/b.md) [b](mailto:b.md) [b](#b) [b](//x.de/b.md) [b](plan.pdf)\n\n    [b](b.md)";
        check(text, text, 0);
        check("[b](fehlt.md) [b](../../weg.md)", "[b](fehlt.md) [b](../../weg.md)", 2);
    }
}
