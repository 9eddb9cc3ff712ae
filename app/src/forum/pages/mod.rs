//! Pages of the forum.

pub mod answer;
pub mod ask;
pub mod list;
pub mod show;
