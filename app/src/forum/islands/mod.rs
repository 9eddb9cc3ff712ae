//! What wakes up in the browser on the form for a question.

mod pause;
pub mod similar;
pub mod tags;
