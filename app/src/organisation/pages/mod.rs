//! Pages of the region.

pub mod all;
mod map;
pub mod show;
