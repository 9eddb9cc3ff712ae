//! Pages of notices.

pub mod list;
