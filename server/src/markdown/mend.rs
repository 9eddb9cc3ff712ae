//! Readings of comrak that are not meant so in German texts, or by `CommonMark`, mended in the tree.

use std::{borrow::Cow, sync::LazyLock};

use comrak::{
    Arena, Options,
    nodes::{AstNode, Node, NodeValue},
    parse_document,
};

use super::tree::{options, text_of};

/// Goes through the whole tree of a text once.
pub(super) fn mend(root: Node<'_>, markdown: &str) {
    if markdown.contains("[[") {
        all(root, |value| matches!(value, NodeValue::WikiLink(_))).into_iter().for_each(empty_title);
    }
    if markdown.contains("*in") {
        all(root, |value| matches!(value, NodeValue::Emph)).into_iter().for_each(star);
    }
}

/// First a list: the tree changes below the walk.
fn all(root: Node<'_>, is: fn(&NodeValue) -> bool) -> Vec<Node<'_>> {
    root.descendants().filter(|node| is(&node.data().value)).collect()
}

/// `Bürger*innen und Kolleg*innen` is no emphasis.
fn star(emphasis: Node<'_>) {
    let inside_word = emphasis.previous_sibling().and_then(text).is_some_and(|before| before.ends_with(char::is_alphabetic));
    let begins = emphasis.first_child().and_then(text).is_some_and(|first| {
        first
            .strip_prefix("innen")
            .or_else(|| first.strip_prefix("in"))
            .is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    });
    if inside_word && begins {
        if let Some(first) = emphasis.first_child()
            && let Some(words) = text(first)
        {
            first.data_mut().value = NodeValue::Text(Cow::Owned(format!("*{words}")));
        }
        while let Some(child) = emphasis.first_child() {
            emphasis.insert_before(child);
        }
        emphasis.data_mut().value = NodeValue::Text(Cow::Borrowed("*"));
    }
}

/// `[[]]` is text.
fn empty_title(node: Node<'_>) {
    if text_of(node).is_empty() && matches!(&node.data().value, NodeValue::WikiLink(link) if link.url.is_empty()) {
        node.children().for_each(AstNode::detach);
        node.data_mut().value = NodeValue::Text(Cow::Borrowed("[[]]"));
    }
}

/// An address is no longer than this, in bytes.
const ADDRESS: usize = 2 * 1024;

/// The text with backslashes as in `[\[1\]](https://example.org)`, a link with the text `[1]` that only looks like a link
/// by title; `None` when there is no such link. Read from a tree, because in code the same letters are code.
pub(super) fn bracketed_links(markdown: &str) -> Option<String> {
    // without bare addresses: the first one would take in the links behind it
    static PLAIN: LazyLock<Options<'static>> = LazyLock::new(|| {
        let mut options = options().clone();
        options.extension.autolink = false;
        options
    });
    if !markdown.contains("]](") {
        return None;
    }
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &PLAIN);
    let lines: Vec<usize> = std::iter::once(0).chain(markdown.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut places: Vec<usize> = all(root, |value| matches!(value, NodeValue::WikiLink(_)))
        .into_iter()
        .filter_map(|node| inner_brackets(node, markdown, &lines))
        .flatten()
        .collect();
    // footnotes stand at the end of the tree, wherever they are in the text
    places.sort_unstable();
    let mut out = String::with_capacity(markdown.len() + places.len());
    let mut done = 0;
    for &at in &places {
        out.push_str(&markdown[done..at]);
        out.push('\\');
        done = at;
    }
    out.push_str(&markdown[done..]);
    (!places.is_empty()).then_some(out)
}

/// Where the inner brackets of `[[1]](https://example.org)` stand in the text. Lines begin at `lines`.
fn inner_brackets(node: Node<'_>, markdown: &str, lines: &[usize]) -> Option<[usize; 2]> {
    let position = node.data().sourcepos;
    let start = lines.get(position.start.line.checked_sub(1)?)? + position.start.column.checked_sub(1)?;
    let end = lines.get(position.end.line.checked_sub(1)?)? + position.end.column.checked_sub(2)?;
    let titled = matches!(&node.data().value, NodeValue::WikiLink(link) if link.url == text_of(node));
    let behind = markdown.get(end..)?.strip_prefix("]](")?;
    let behind = &behind[..behind.floor_char_boundary(ADDRESS)];
    // an address has no blanks, but a title may follow it
    let stop = behind.find(|character: char| character == ')' || character.is_whitespace())?;
    let address = behind[stop..].starts_with(')') || behind[stop..].trim_start().starts_with(['"', '\'']);
    (titled && address && stop > 0 && markdown.get(start..)?.starts_with("[[")).then_some([start + 1, end])
}

fn text(node: Node<'_>) -> Option<String> {
    match &node.data().value {
        NodeValue::Text(text) => Some(text.to_string()),
        _ => None,
    }
}
