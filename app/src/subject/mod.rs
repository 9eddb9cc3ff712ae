//! What content is about: topics, which moderators curate, and tags, which everybody may invent.

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod port;
