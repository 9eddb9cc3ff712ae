//! The one place where a text that somebody wrote becomes HTML.
//!
//! Markdown is read into comrak's tree ([`tree`]); its nodes, and the tags of HTML that the author wrote by hand
//! ([`raw`]), go as events to a writer ([`writer`]) that knows what a page may contain and keeps it balanced and
//! flat; what it writes then has to pass a strict allow-list ([`allow`]), which alone would be enough for safety.

mod address;
mod allow;
mod blocks;
mod cut;
mod links;
mod mend;
mod plain;
mod raw;
mod survey;
mod tags;
mod tree;
mod writer;

#[cfg(test)]
mod attacks;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod tests;

use std::{
    collections::hash_map::RandomState,
    fmt,
    hash::{BuildHasher, Hash},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use quick_cache::{Weighter, sync::Cache};

pub(crate) use address::percent_decode;
pub(crate) use blocks::blocks;
pub use links::{Links, WikiLink};
pub(crate) use plain::shorten;
pub use plain::{first_paragraph, plain_text};
pub use survey::{Found, RESERVED, article_of, is_address, place_of, survey, thing_of, wiki_links};
pub(crate) use tree::{options, text_of};
pub use writer::Heading;

/// What the cache may hold, in bytes of HTML.
const CACHE: u64 = 24 * 1024 * 1024;

/// A rendered article of the region has about this many bytes; a hint for the cache.
const USUAL: usize = 12 * 1024;

/// Renders Markdown as safe HTML and remembers what it rendered. Cheap to share behind an `Arc`.
pub struct Renderer {
    /// Two keyed hashes make 128 bits that nobody outside can make collide.
    keys: (RandomState, RandomState),
    cache: Cache<u128, Rendered, Bytes>,
}

/// A text as a page shows it.
#[derive(Debug, Clone)]
pub struct Rendered {
    /// Safe HTML.
    pub html: Arc<str>,
    /// Its headings, in their order.
    pub outline: Arc<[Heading]>,
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
        self.render_with(markdown, &Links::default()).html
    }

    /// The same, with links by title as they lead for this reader, and the headings.
    #[must_use]
    pub fn render_with(&self, markdown: &str, links: &Links) -> Rendered {
        self.cached(markdown, links, None)
    }

    /// The same for one of several texts on a page, such as an answer: ids carry its number.
    #[must_use]
    pub fn render_post(&self, markdown: &str, links: &Links, number: i64) -> Rendered {
        self.cached(markdown, links, Some(number))
    }

    fn cached(&self, markdown: &str, links: &Links, post: Option<i64>) -> Rendered {
        // without such links a text is the same for all readers
        let none = Links::default();
        let links = if markdown.contains("[[") { links } else { &none };
        let key = self.key(&(markdown, links, post));
        if let Some(rendered) = self.cache.get(&key) {
            return rendered;
        }
        // not under the lock of the cache: rendering the same text twice at the same moment is cheaper than waiting
        let rendered = render(markdown, links, post);
        self.cache.insert(key, rendered.clone());
        rendered
    }

    fn key(&self, of: &impl Hash) -> u128 {
        let (high, low) = (self.keys.0.hash_one(of), self.keys.1.hash_one(of));
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

impl Weighter<u128, Rendered> for Bytes {
    fn weight(&self, _: &u128, rendered: &Rendered) -> u64 {
        let headings: usize = rendered.outline.iter().map(|heading| heading.text.len() + heading.id.len() + 64).sum();
        // the key and the entry count, too, or a flood of tiny texts would be free
        (rendered.html.len() + headings) as u64 + 96
    }
}

fn render(markdown: &str, links: &Links, post: Option<i64>) -> Rendered {
    // A fault in the parser must not make a page unreachable: then the reader gets the plain text.
    let (html, outline) = catch_unwind(AssertUnwindSafe(|| {
        let (text, whole) = cut::to_size(markdown);
        let (html, outline) = tree::write(&cut::flatten(text), whole, links, post);
        (allow::sanitize(&html), outline)
    }))
    .unwrap_or_else(|_| {
        tracing::error!(bytes = markdown.len(), "rendering Markdown panicked; showing plain text");
        (writer::verbatim(cut::to_size(markdown).0), Vec::new())
    });
    Rendered { html: html.into(), outline: outline.into() }
}
