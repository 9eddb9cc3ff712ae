//! The half of Wissensnetz OWL that people see: pages, islands, and the ports through which they ask for data.
//!
//! * [`ui`] draws; it knows no data source.
//! * Each feature (`account`, `factor`, `organisation`, `wiki`, `subject`, `attachment`, `forum`, `flag`, `follow`, `expertise`, `summary`,
//!   `announcement`, `search`, `synonym`, `gap`, `saved`, `moderation`, `notice`, `freshness`) has its types in `mod.rs`, its use
//!   cases in `port.rs`, its pages in `pages/` and what runs in the browser in `islands/`.
//! * `routes` is the table from path to page, `shell` the document around each page.
//!
//! The crate is built twice: with `ssr` into the server, with `hydrate` into the WebAssembly that wakes the islands.

pub mod account;
pub mod forum;
pub mod organisation;
pub mod reuse;
pub mod search;
pub mod structure;
pub mod subject;
pub mod wiki;

#[cfg(feature = "ssr")]
pub mod announcement;
#[cfg(feature = "ssr")]
pub mod attachment;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod error;
#[cfg(feature = "ssr")]
pub mod expertise;
#[cfg(feature = "ssr")]
pub mod factor;
#[cfg(feature = "ssr")]
pub mod feed;
#[cfg(feature = "ssr")]
pub mod flag;
#[cfg(feature = "ssr")]
pub mod follow;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod freshness;
#[cfg(feature = "ssr")]
pub mod gap;
#[cfg(feature = "ssr")]
pub mod home;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
pub mod mention;
#[cfg(feature = "ssr")]
pub mod moderation;
#[cfg(feature = "ssr")]
pub mod notice;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod saved;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod summary;
#[cfg(feature = "ssr")]
pub mod synonym;
#[cfg(feature = "ssr")]
pub mod text;
#[cfg(feature = "ssr")]
pub mod ui;

/// Called once by the loader script before it wakes the islands of a page.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
