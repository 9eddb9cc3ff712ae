//! The one place where a text that somebody wrote becomes HTML.
//!
//! Markdown is read into comrak's tree ([`tree`]); its nodes, and the tags of HTML that the author wrote by hand
//! ([`raw`]), go as events to a writer ([`writer`]) that knows what a page may contain and keeps it balanced and
//! flat; what it writes then has to pass a strict allow-list ([`allow`]), which alone would be enough for safety.

mod address;
mod allow;
mod cut;
mod plain;
mod raw;
mod tags;
mod tree;
mod writer;

#[cfg(test)]
mod attacks;
#[cfg(test)]
mod tests;

use std::{
    collections::hash_map::RandomState,
    fmt,
    hash::BuildHasher,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use quick_cache::{Weighter, sync::Cache};

pub(crate) use address::percent_decode;
pub(crate) use plain::shorten;
pub use plain::{first_paragraph, plain_text};
pub(crate) use tree::{options, text_of};

/// What the cache may hold, in bytes of HTML.
const CACHE: u64 = 24 * 1024 * 1024;

/// A rendered article of the region has about this many bytes; a hint for the cache.
const USUAL: usize = 12 * 1024;

/// Renders Markdown as safe HTML and remembers what it rendered. Cheap to share behind an `Arc`.
pub struct Renderer {
    /// Two keyed hashes make 128 bits that nobody outside can make collide.
    keys: (RandomState, RandomState),
    cache: Cache<u128, Arc<str>, Bytes>,
}

impl Renderer {
    /// A renderer with an empty cache.
    #[must_use]
    pub fn new() -> Self {
        let capacity = usize::try_from(CACHE).unwrap_or(usize::MAX);
        Self { keys: (RandomState::new(), RandomState::new()), cache: Cache::with_weighter(capacity / USUAL, CACHE, Bytes) }
    }

    /// Markdown as HTML that is safe in a page. The same text gives the same HTML.
    ///
    /// Takes time in proportion to the length of the text, whatever it contains; a text of more than 2 MB is cut.
    #[must_use]
    pub fn render(&self, markdown: &str) -> Arc<str> {
        let key = self.key(markdown);
        if let Some(html) = self.cache.get(&key) {
            return html;
        }
        // not under the lock of the cache: rendering the same text twice at the same moment is cheaper than waiting
        let html: Arc<str> = render(markdown).into();
        self.cache.insert(key, Arc::clone(&html));
        html
    }

    fn key(&self, markdown: &str) -> u128 {
        let (high, low) = (self.keys.0.hash_one(markdown), self.keys.1.hash_one(markdown));
        u128::from(high) << 64 | u128::from(low)
    }
}

impl Default for Renderer {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Renderer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Renderer({} texts, {} bytes)", self.cache.len(), self.cache.weight())
    }
}

/// Weighs a rendered text by its length.
#[derive(Clone)]
struct Bytes;

impl Weighter<u128, Arc<str>> for Bytes {
    fn weight(&self, _: &u128, html: &Arc<str>) -> u64 {
        // the key and the entry count, too, or a flood of tiny texts would be free
        html.len() as u64 + 64
    }
}

fn render(markdown: &str) -> String {
    // A fault in the parser must not make a page unreachable: then the reader gets the plain text.
    catch_unwind(AssertUnwindSafe(|| {
        let (text, whole) = cut::to_size(markdown);
        allow::sanitize(&tree::write(&cut::flatten(text), whole))
    }))
    .unwrap_or_else(|_| {
        tracing::error!(bytes = markdown.len(), "rendering Markdown panicked; showing plain text");
        writer::verbatim(cut::to_size(markdown).0)
    })
}
