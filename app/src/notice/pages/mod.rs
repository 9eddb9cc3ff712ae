//! Pages of notices.

pub mod list;
pub mod preferences;
pub mod unsubscribe;
