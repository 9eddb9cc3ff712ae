//! Examples in files: those of the specification, and ours.
//!
//! Both have the form of the specification: a fence of 32 backticks with the word `example`, the Markdown, a line with
//! a dot, the HTML. In the specification `→` stands for a tab.

use std::fmt::Write;

use comrak::{Arena, html::format_document, options::Options, parse_document};

use super::{Links, Rendered, allow, raw, render, tree, writer::Html};

const FENCE: &str = "````````````````````````````````";

/// The specification as it is published. The licence of its text is CC-BY-SA-4.0.
const COMMONMARK: &str = include_str!("spec/commonmark-0.31.2.txt");

/// The numbers of its examples that we render otherwise on purpose, each with the reason.
const DEVIATIONS: &str = include_str!("spec/deviations.txt");

/// Our own.
const GOLDENS: [(&str, &str); 8] = [
    ("aufgaben-und-listen", include_str!("goldens/aufgaben-und-listen.md")),
    ("feindliches", include_str!("goldens/feindliches.md")),
    ("fussnoten", include_str!("goldens/fussnoten.md")),
    ("hinweiskaesten", include_str!("goldens/hinweiskaesten.md")),
    ("html-von-hand", include_str!("goldens/html-von-hand.md")),
    ("tabellen", include_str!("goldens/tabellen.md")),
    ("verwaltung", include_str!("goldens/verwaltung.md")),
    ("wiki-verweise", include_str!("goldens/wiki-verweise.md")),
];

/// One of them.
struct Example {
    number: usize,
    /// What follows the word `example`.
    setting: String,
    markdown: String,
    html: String,
}

fn examples(file: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut lines = file.lines();
    while let Some(line) = lines.next() {
        let Some(setting) = line.strip_prefix(FENCE).and_then(|info| info.trim().strip_prefix("example")) else { continue };
        let mut part = |end: &str| -> String {
            let lines = lines.by_ref().take_while(|line| *line != end);
            lines.flat_map(|line| [line, "\n"]).collect()
        };
        let (markdown, html) = (part("."), part(FENCE));
        examples.push(Example { number: examples.len() + 1, setting: setting.trim().to_owned(), markdown, html });
    }
    examples
}

/// The examples of the specification, with their tabs.
fn commonmark() -> Vec<Example> {
    let tabbed = |example: Example| Example {
        markdown: example.markdown.replace('→', "\t"),
        html: example.html.replace('→', "\t"),
        ..example
    };
    examples(COMMONMARK).into_iter().map(tabbed).collect()
}

/// The numbers of one part of the list of deviations.
fn deviations(part: &str) -> Vec<usize> {
    let mut numbers = Vec::new();
    let mut inside = false;
    for line in DEVIATIONS.lines() {
        if let Some(name) = line.strip_prefix('[') {
            inside = name.trim_end_matches(']') == part;
        } else if let Some((number, reason)) = line.split_once(": ").filter(|_| inside && !line.starts_with('#')) {
            assert!(!reason.trim().is_empty(), "{line:?} gives no reason");
            numbers.push(number.parse().unwrap_or_else(|_| panic!("{line:?} begins with no number")));
        }
    }
    numbers
}

/// Fails for every example that differs without being listed, and for every one that is listed without differing.
fn assert_only_listed(part: &str, differs: impl Fn(&Example) -> Option<String>) {
    let listed = deviations(part);
    let examples = commonmark();
    assert_eq!(examples.len(), 652);
    let mut wrong = String::new();
    for example in &examples {
        match (differs(example), listed.contains(&example.number)) {
            (Some(got), false) => {
                let Example { number, markdown, html, .. } = example;
                let _ = write!(wrong, "-- {number} differs --\n{markdown}-- wanted --\n{html}\n-- got --\n{got}\n\n");
            }
            (None, true) => {
                let _ = writeln!(wrong, "-- {} is listed, but does not differ --\n", example.number);
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn our_dialect_reads_markdown_as_commonmark_does() {
    let mut options: Options = tree::options().clone();
    options.render.r#unsafe = true;
    assert_only_listed("parser", |example| {
        let arena = Arena::new();
        let root = parse_document(&arena, &example.markdown, &options);
        let mut html = String::new();
        format_document(root, &options, &mut html).expect("a string takes it");
        (html != example.html).then_some(html)
    });
}

#[test]
fn our_pages_show_what_commonmark_wants() {
    assert_only_listed("writer", |example| {
        let got = tidy(&render(&example.markdown, &Links::default(), None).html);
        // the wanted HTML, as if an author had typed it: so it has our levels of headings, ids and allowed addresses
        let mut by_hand = Html::new(example.html.len(), None);
        raw::write(&mut by_hand, &example.html);
        let wanted = tidy(&allow::sanitize(&by_hand.finish().0));
        (got != wanted).then(|| format!("{got}\n-- wanted, as a page has it --\n{wanted}"))
    });
}

/// White space that no reader sees, and the class that authors cannot type, do not count.
fn tidy(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(at) = rest.find("<code class=\"") {
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end);
        out.push_str(&rest[..at + 5]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    let out = out.replace("<br>\n", "<br>").replace("  </td>", "</td>");
    let lines: Vec<&str> = out.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut html = lines.join("\n");
    for tag in ["p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "div", "table", "hr"] {
        for end in [format!("<{tag}>"), format!("</{tag}>")] {
            html = html.replace(&format!("\n{end}"), &end).replace(&format!("{end}\n"), &end);
        }
    }
    html
}

/// `GOLDENS=write cargo test --workspace --lib goldens` writes what we render now into the files; then read the
/// difference.
#[test]
fn our_own_goldens_hold() {
    let mut wrong = String::new();
    let mut count = 0;
    for (name, file) in GOLDENS {
        let examples = examples(file);
        count += examples.len();
        if std::env::var("GOLDENS").is_ok_and(|word| word == "write") {
            rewrite(name, file, &examples);
            continue;
        }
        for example in &examples {
            let got = golden(example);
            if got != example.html {
                let Example { number, markdown, html, .. } = example;
                let _ = write!(wrong, "-- {name}, {number} --\n{markdown}-- wanted --\n{html}-- got --\n{got}\n");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 150, "{count} goldens are too few");
}

fn rewrite(name: &str, file: &str, examples: &[Example]) {
    let mut out = String::new();
    let mut next = examples.iter();
    let mut lines = file.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        if line.starts_with(FENCE) && line.contains("example") {
            let Some(example) = next.next() else { break };
            let _ = write!(out, "{}.\n{}{FENCE}\n", example.markdown, golden(example));
            lines.by_ref().find(|line| *line == FENCE);
        }
    }
    let path = format!("{}/src/markdown/goldens/{name}.md", env!("CARGO_MANIFEST_DIR"));
    std::fs::write(path, out).expect("the goldens can be written");
}

/// What a reader gets, a block on a line. Without a word behind `example` she may write articles; `gast` may not and
/// sees only the first one; `beitrag` is the seventh answer on a page.
fn golden(example: &Example) -> String {
    let articles = [
        ("serviceportal", "/wiki/serviceportal"),
        ("lorawan-in-delbrueck", "/wiki/lorawan-2-delbrueck"),
        ("strassen-wege", "/wiki/strassen-und-wege"),
        ("c", "/wiki/c"),
    ];
    let seen = if example.setting == "gast" { 1 } else { articles.len() };
    let links = articles.into_iter().take(seen).map(|(slug, path)| (slug.to_owned(), path.to_owned()));
    let links = Links::new(links, example.setting != "gast");
    let post = (example.setting == "beitrag").then_some(7);
    assert!(matches!(example.setting.as_str(), "" | "gast" | "beitrag"), "{:?} is no setting", example.setting);
    let Rendered { html, .. } = render(&example.markdown, &links, post);
    let mut html = html.replace("\n\n", "\n");
    for tag in ["p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "li", "blockquote", "div", "table", "thead", "tbody", "tr"] {
        html = html.replace(&format!("</{tag}>"), &format!("</{tag}>\n"));
    }
    for tag in ["ul", "ol", "dl", "blockquote", "thead", "tbody", "section class=\"footnotes\""] {
        html = html.replace(&format!("<{tag}>"), &format!("<{tag}>\n"));
    }
    let shown = html.lines().map(str::trim_end).filter(|line| !line.is_empty());
    shown.flat_map(|line| [line, "\n"]).collect()
}
