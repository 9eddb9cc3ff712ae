//! Abbreviations and synonyms of the administration: whoever looks for one finds the others.

pub mod pages;
pub mod port;
