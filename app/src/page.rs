//! What a page function returns, and how it becomes HTML.

use leptos::prelude::*;

use crate::context::Visit;

/// A page before it is put into the [shell](crate::shell).
pub struct Page {
    /// Shown in the tab, in front of the site's name.
    pub title: String,
    /// For search engines and previews; only public pages carry one.
    pub description: Option<String>,
    /// The address under which search engines may list it, when it is one for everybody. A guest's copy may be kept by
    /// caches then, so it must be the same for every guest.
    pub public: Option<String>,
    /// What it is about, for machines (JSON-LD).
    pub structured: Option<String>,
    /// Whether it is meant for paper: nothing around the text.
    pub bare: bool,
    /// Whether it shows a secret, which no browser shall keep.
    pub secret: bool,
    /// Scripts that have to be loaded, by the names of their assets.
    pub scripts: Vec<&'static str>,
    /// A feed of the same: its title and its address.
    pub feed: Option<(String, String)>,
    /// The content of `<main>`.
    pub body: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Page {
    /// A page whose view is built later, inside the reactive owner of the response.
    pub fn new<V: IntoAny + 'static>(title: impl Into<String>, body: impl FnOnce() -> V + Send + 'static) -> Self {
        Self {
            title: title.into(),
            description: None,
            public: None,
            structured: None,
            bare: false,
            secret: false,
            scripts: Vec::new(),
            feed: None,
            body: Box::new(move || body().into_any()),
        }
    }

    /// Loads the islands' WebAssembly with this page.
    #[must_use]
    pub fn with_islands(mut self) -> Self {
        self.scripts.push("islands.js");
        self
    }

    /// Loads what belongs to the search field: its island, and the script for the keyboard.
    #[must_use]
    pub fn with_search_field(mut self) -> Self {
        self.scripts.push("search.js");
        self.with_islands()
    }

    /// Loads the rich-text editor, which takes over each field inside an element with `data-editor`.
    #[must_use]
    pub fn with_editor(mut self) -> Self {
        self.scripts.push("editor.js");
        self
    }

    /// Tells programs that there is a feed of the same.
    #[must_use]
    pub fn with_feed(mut self, title: impl Into<String>, path: impl Into<String>) -> Self {
        self.feed = Some((title.into(), path.into()));
        self
    }

    /// A page for everybody, listed under its path and what narrows or turns its list.
    #[must_use]
    pub fn for_everybody(mut self, visit: &Visit) -> Self {
        let told = LISTED.iter().filter_map(|name| Some((*name, visit.chosen(name)?)));
        let query: Vec<String> = told.map(|(name, value)| crate::ui::with_query("", &[], name, &value)).collect();
        self.public = Some(format!("{}{}", visit.path, query.join("").replace('?', "&").replacen('&', "?", 1)));
        self
    }

    /// What a public page is about, as JSON-LD.
    #[must_use]
    pub fn with_structured_data(mut self, json: String) -> Self {
        // the only way out of a script element is `</`
        self.structured = Some(json.replace('<', "\\u003c"));
        self
    }

    /// The text alone, to be printed.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }

    /// Shown now, and never again from a cache.
    #[must_use]
    pub fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Describes a public page.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}

/// What makes another page of a list; everything else in a query shows the same page.
const LISTED: [&str; 5] = ["art", "thema", "kreis", "zeige", "seite"];

/// Renders a view to HTML; its reactive owner lives no longer than the call.
pub fn render_to_string(view: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view().to_html());
    owner.cleanup();
    html
}
