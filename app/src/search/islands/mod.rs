//! What wakes up in the browser around the search field.

pub mod suggest;
