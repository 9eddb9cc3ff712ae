//! Tags of articles and questions.

pub(crate) mod queries;
