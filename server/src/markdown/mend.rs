//! Readings of comrak that are not meant so in German texts, or by `CommonMark`, mended in the tree.

use std::borrow::Cow;

use comrak::nodes::{AstNode, Node, NodeLink, NodeValue};

use super::tree::text_of;

/// Goes through the whole tree of a text once.
pub(super) fn mend(root: Node<'_>, markdown: &str) {
    if markdown.contains("[[") {
        all(root, |value| matches!(value, NodeValue::WikiLink(_))).into_iter().for_each(link_by_title);
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

/// What only looks like a link by title: `[[1]](https://example.org)` is a link with the text `[1]`, and `[[]]` is text.
fn link_by_title(node: Node<'_>) {
    let label = text_of(node);
    let target = match &node.data().value {
        NodeValue::WikiLink(link) if link.url.is_empty() && label.is_empty() => None,
        NodeValue::WikiLink(link) if link.url == label => Some(address_behind(node)),
        _ => return,
    };
    let value = match target {
        None => NodeValue::Text(Cow::Borrowed("[[]]")),
        Some(Some(url)) => NodeValue::Link(Box::new(NodeLink { url, title: String::new() })),
        Some(None) => return,
    };
    if let Some(first) = node.first_child() {
        first.following_siblings().skip(1).for_each(AstNode::detach);
        first.data_mut().value = NodeValue::Text(Cow::Owned(format!("[{label}]")));
    }
    node.data_mut().value = value;
}

/// Takes the address in brackets that follows a node out of the text.
fn address_behind(node: Node<'_>) -> Option<String> {
    let next = node.next_sibling()?;
    let following = text(next)?;
    let rest = following.strip_prefix('(')?;
    if let Some(end) = closing(rest) {
        let (address, title) = rest[..end].split_once(' ').unwrap_or((&rest[..end], ""));
        let quoted = title.len() > 1 && title.starts_with('"') && title.ends_with('"');
        if address.is_empty() || !(title.is_empty() || quoted) {
            return None;
        }
        next.data_mut().value = NodeValue::Text(Cow::Owned(rest[end + 1..].to_owned()));
        return Some(address.to_owned());
    }
    // a bare address has become a link of its own
    let link = next.next_sibling().filter(|_| rest.is_empty())?;
    let url = match &link.data().value {
        NodeValue::Link(link) => link.url.clone(),
        _ => return None,
    };
    let end = link.next_sibling()?;
    let after = text(end)?.strip_prefix(')')?.to_owned();
    end.data_mut().value = NodeValue::Text(Cow::Owned(after));
    next.detach();
    link.detach();
    Some(url)
}

/// Where the bracket closes that was open at the start.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return true,
            b')' => depth -= 1,
            _ => {}
        }
        false
    })
}

fn text(node: Node<'_>) -> Option<String> {
    match &node.data().value {
        NodeValue::Text(text) => Some(text.to_string()),
        _ => None,
    }
}
