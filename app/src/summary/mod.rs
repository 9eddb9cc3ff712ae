//! From thread to article: a solved question becomes a draft, and the article keeps the names of those whose words it holds.

pub mod pages;
pub mod port;
