//! Pages of the structure of the wiki, and the parts of it that other pages show.

pub mod around;
pub mod contents;
pub mod hints;
pub mod links;
pub mod relocate;
pub mod tree;
