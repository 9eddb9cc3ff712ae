//! Pages of feeds.

pub mod keys;
