//! Pages of saved searches, and what stands of them on the pages of others.

pub mod list;
pub mod offer;
pub mod rename;
