//! Pages and parts of pages about expertise.

pub mod open;
pub mod panel;
