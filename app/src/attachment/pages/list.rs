//! Files at the end of a text.

use leptos::prelude::*;

use crate::attachment::port::Attachment;

/// The section "Dateien" of an article; nothing when there are none.
pub fn section(files: Vec<Attachment>) -> AnyView {
    if files.is_empty() {
        return ().into_any();
    }
    let items = files
        .into_iter()
        .map(|file| {
            let (href, facts) = (file.path(), file.facts());
            view! {
                <li class="file">
                    <a href=href>{file.name}</a>
                    <span class="meta">{facts}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="files" aria-labelledby="dateien">
            <h2 id="dateien">"Dateien"</h2>
            <ul class="file-list">{items}</ul>
        </section>
    }
    .into_any()
}
