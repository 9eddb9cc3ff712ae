//! What a page function returns, and how it becomes HTML.

use leptos::prelude::*;

/// A page before it is put into the [shell](crate::shell).
pub struct Page {
    /// Shown in the tab, in front of the site's name.
    pub title: String,
    /// For search engines and previews; only public pages carry one.
    pub description: Option<String>,
    /// Whether the WebAssembly of the islands has to be loaded.
    pub islands: bool,
    /// Whether the rich-text editor has to be loaded.
    pub editor: bool,
    /// The content of `<main>`.
    pub body: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Page {
    /// A page whose view is built later, inside the reactive owner of the response.
    pub fn new<V: IntoAny + 'static>(title: impl Into<String>, body: impl FnOnce() -> V + Send + 'static) -> Self {
        Self { title: title.into(), description: None, islands: false, editor: false, body: Box::new(move || body().into_any()) }
    }

    /// Loads the islands' WebAssembly with this page.
    #[must_use]
    pub fn with_islands(mut self) -> Self {
        self.islands = true;
        self
    }

    /// Loads the rich-text editor, which takes over each field inside an element with `data-editor`.
    #[must_use]
    pub fn with_editor(mut self) -> Self {
        self.editor = true;
        self
    }

    /// Describes a public page.
    #[must_use]
    pub fn with_description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }
}

/// Renders a view to HTML; its reactive owner lives no longer than the call.
pub fn render_to_string(view: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    let html = owner.with(|| view().to_html());
    owner.cleanup();
    html
}
