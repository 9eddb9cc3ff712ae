//! Feeds: lists of questions for programs that look for news.

pub mod pages;
pub mod port;
