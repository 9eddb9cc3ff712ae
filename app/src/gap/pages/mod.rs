//! Pages of gaps.

pub mod board;
