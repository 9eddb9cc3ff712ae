//! Markdown as plain text, for summaries and lists.

use comrak::{
    Arena,
    nodes::{Node, NodeValue},
};

use super::{cut, raw, tree};

/// The words of a text without its markup, on one line, at most so many characters; `…` says that there is more.
/// Code blocks, footnotes and pictures are left out.
#[must_use]
pub fn plain_text(markdown: &str, max_chars: usize) -> String {
    // what is wanted is at the beginning; a character has at most 4 bytes, markup gets a share
    let start = &markdown[..markdown.floor_char_boundary(max_chars.saturating_mul(16).saturating_add(16_384))];
    let arena = Arena::new();
    let root = tree::parse(&arena, &cut::flatten(start));
    shorten(&words(root, max_chars), max_chars)
}

/// The first paragraph with a sentence in it, as [`plain_text`]; empty when there is none.
#[must_use]
pub fn first_paragraph(markdown: &str, max_chars: usize) -> String {
    let start = &markdown[..markdown.floor_char_boundary(max_chars.saturating_mul(64).saturating_add(65_536))];
    let arena = Arena::new();
    let root = tree::parse(&arena, &cut::flatten(start));
    let mut longest = String::new();
    for node in root.children().filter(|node| matches!(node.data().value, NodeValue::Paragraph)) {
        let text = words(node, max_chars);
        if text.chars().count() > 40 {
            return shorten(&text, max_chars);
        }
        if text.len() > longest.len() {
            longest = text;
        }
    }
    shorten(&longest, max_chars)
}

/// A text on one line, cut between words.
#[must_use]
pub(crate) fn shorten(text: &str, max_chars: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = text.char_indices().nth(max_chars) else { return text };
    // room for the `…`
    let cut = text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    let kept = &text[..cut];
    let word = if text[cut..].starts_with(' ') { cut } else { kept.rfind(' ').unwrap_or(cut) };
    // a single endless word is cut in the middle
    let kept = if word * 2 < cut { kept } else { &text[..word] };
    format!("{}…", kept.trim_end_matches(|last: char| last.is_whitespace() || matches!(last, ',' | ';' | ':' | '-' | '–')))
}

/// The text below a node, until it is enough.
fn words(root: Node<'_>, max_chars: usize) -> String {
    let mut out = String::new();
    let mut nodes = vec![root];
    while let Some(node) = nodes.pop() {
        if out.len() > max_chars.saturating_mul(4) {
            break;
        }
        let value = &node.data().value;
        match value {
            NodeValue::Text(text) => out.push_str(text),
            NodeValue::Code(code) => out.push_str(&code.literal),
            NodeValue::HtmlBlock(block) => out.push_str(&raw::text(&block.literal)),
            NodeValue::Image(_) | NodeValue::FootnoteDefinition(_) => continue,
            NodeValue::SoftBreak | NodeValue::LineBreak => out.push(' '),
            value if value.block() => out.push(' '),
            _ => {}
        }
        nodes.extend(node.reverse_children());
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
