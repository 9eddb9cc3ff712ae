//! The files that belong to an article.

use leptos::prelude::*;

use crate::attachment::{pages, port::Attachment};

/// The files, and for those who may change them (`path` of the article) the way there.
pub(super) fn view(files: Vec<Attachment>, path: Option<String>) -> AnyView {
    view! {
        {pages::section(files)}
        {path.map(|path| view! { <p class="files__change"><a href=format!("{path}/dateien")>"Dateien hinzufügen oder löschen"</a></p> })}
    }
    .into_any()
}
