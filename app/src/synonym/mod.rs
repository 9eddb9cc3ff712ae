//! Abbreviations and synonyms of the administration: whoever looks for one finds the others.

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod port;
