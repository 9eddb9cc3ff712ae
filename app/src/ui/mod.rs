//! The design system: KERN's components and our own, as pure functions of their properties. No data access.

mod entries;
mod fields;
mod layout;
mod map;
mod navigation;

pub(crate) use entries::state_class;
pub use entries::{Empty, Entry, EntryItem, article_entries, question_entries};
pub use fields::{Actions, Choice, ErrorSummary, Field, Form, Select, TextArea, inside_textarea};
pub use layout::{Head, Narrow, Wide};
pub use map::{MapMark, Mark, RegionMap, Spot};
pub use navigation::{Chip, Chips, Crumb, Pagination, Turn, with_query, without_value};
