//! Pages of flags.

pub mod queue;
pub mod report;
