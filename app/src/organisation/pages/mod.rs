//! Pages of the region.

pub mod all;
pub mod contacts;
pub mod show;
