//! Writes Markdown: what other formats say as blocks and spans becomes a text that reads as if typed by hand.

mod blocks;
mod inline;

pub(super) use blocks::{Block, write};
pub(super) use inline::{Marks, Piece, Span, plain};
