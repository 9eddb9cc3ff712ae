//! Where the parts of a text begin that must not be torn apart: paragraphs, lists, tables, blocks of code.

use std::panic::{AssertUnwindSafe, catch_unwind};

use comrak::{Arena, parse_document};

use super::{cut, options};

/// The first lines of the blocks of a text, from 0 and in order. Only the whole, if it cannot be told.
pub(crate) fn blocks(markdown: &str) -> Vec<usize> {
    let (text, whole) = cut::to_size(markdown);
    let flat = cut::flatten(text);
    // a text that has to be flattened has other lines when it is parsed
    if !whole || flat.lines().count() != text.lines().count() {
        return vec![0];
    }
    let starts = catch_unwind(AssertUnwindSafe(|| {
        let arena = Arena::new();
        let root = parse_document(&arena, &flat, options());
        let mut starts: Vec<usize> = root.children().map(|node| node.data().sourcepos.start.line.saturating_sub(1)).collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    }));
    starts.unwrap_or_else(|_| vec![0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_begins_where_a_paragraph_a_list_a_table_or_code_does() {
        let text = "# Titel\n\nAbsatz\nweiter\n\n- a\n\n- b\n\n```\nx\n\ny\n```\n\n| a |\n|---|\n| b |\nEnde";
        assert_eq!(blocks(text), [0, 2, 5, 9, 15]);
    }

    #[test]
    fn a_text_that_is_too_strange_is_one_block() {
        assert_eq!(blocks(""), [0; 0]);
        assert_eq!(blocks(&format!("a{}b", "\n".repeat(200))), [0]);
    }
}
