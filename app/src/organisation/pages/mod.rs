//! Pages of the region.

pub mod all;
pub mod show;
