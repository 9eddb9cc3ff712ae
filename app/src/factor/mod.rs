//! The second factor: a code of an app, asked for after the password, and recovery codes for when the phone is away.

pub mod pages;
pub mod port;
