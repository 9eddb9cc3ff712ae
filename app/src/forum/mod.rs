//! Questions and answers, and what is said and done around them.

#[cfg(feature = "ssr")]
pub mod asking;
#[cfg(feature = "ssr")]
pub mod comment;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod lists;
#[cfg(feature = "ssr")]
pub mod order;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod port;
#[cfg(feature = "ssr")]
pub mod post;
#[cfg(feature = "ssr")]
pub mod vote;
