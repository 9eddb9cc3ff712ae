//! What is missing: what municipalities look for and do not find, and what nobody has answered.

pub mod pages;
pub mod port;
