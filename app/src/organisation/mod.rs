//! Municipalities, Kreise and partners: first-class, with a page each.

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod port;
