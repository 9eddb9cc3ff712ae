//! What moderators look after: for now, requests to join.

pub mod pages;
pub mod port;
