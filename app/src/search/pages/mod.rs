//! The page of search results.

pub(crate) mod related;
pub mod results;
