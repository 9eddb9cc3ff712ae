//! Pages of announcements.

pub mod front;
pub mod list;
pub mod show;
pub mod write;
