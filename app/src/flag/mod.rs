//! Flags: what members report to moderators.

pub mod pages;
pub mod port;
