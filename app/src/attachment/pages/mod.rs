//! Pages of attachments, and the parts of other pages that show files.

pub mod article;
mod list;
mod upload;

pub use list::section;
pub use upload::panel;
