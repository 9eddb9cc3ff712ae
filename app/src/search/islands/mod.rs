//! What wakes up in the browser around the search field.

mod browser;
mod past;
pub mod suggest;
