//! The page of search results.

pub mod results;
