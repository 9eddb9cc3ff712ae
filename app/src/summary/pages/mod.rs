//! Pages and parts of pages about threads that became articles.

pub mod begin;
pub mod credits;
pub mod naming;
pub mod outcome;
