//! Pages of moderators.

pub mod requests;
