//! What moderators look after: requests to join, and the log of what they did.

pub mod log;
pub mod pages;
pub mod port;
