//! Pages of following, and the button on the pages of others.

pub mod button;
pub mod own;
