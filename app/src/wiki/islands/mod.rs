//! What wakes up in the browser on the pages of the wiki.

pub mod preview;
