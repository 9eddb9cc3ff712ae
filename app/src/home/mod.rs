//! The front page, the operator's own texts, and what is said when something goes wrong.

pub mod front;
pub mod legal;
pub mod trouble;
