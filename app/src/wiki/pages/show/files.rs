//! The files that belong to an article.

use leptos::prelude::*;

use crate::attachment::{pages, port::Attachment};

/// The files, and for those who may change them (`path` of the article) the way there. An image that is to be seen in the
/// text is no news at its end.
pub(super) fn view(files: Vec<Attachment>, text: &str, path: Option<String>) -> AnyView {
    let is_seen = |file: &Attachment| file.kind.is_image() && text.contains(&format!("src=\"{}\"", file.path()));
    let files = files.into_iter().filter(|file| !is_seen(file)).collect();
    view! {
        {pages::section(files)}
        {path.map(|path| view! { <p class="files__change"><a href=format!("{path}/dateien")>"Dateien hinzufügen oder löschen"</a></p> })}
    }
    .into_any()
}
