//! How articles hang together: links, the page tree, addresses.

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod port;
