//! Pages of freshness, and what stands on the page of an article.

pub mod care;
pub mod own;
pub mod panel;
pub mod watch;
