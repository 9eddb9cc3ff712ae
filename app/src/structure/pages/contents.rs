//! The table of contents of an article.

use leptos::prelude::*;

use crate::wiki::port::Section;

/// Fewer headings are seen at a glance.
const WORTH_IT: usize = 3;

/// Beside the text; hidden where the columns stand below each other.
#[must_use]
pub fn beside(sections: &[Section]) -> Option<AnyView> {
    list(sections).map(|list| {
        view! { <nav class="panel contents contents--beside" aria-labelledby="inhaltsverzeichnis"><h2 id="inhaltsverzeichnis">"Inhalt"</h2>{list}</nav> }
            .into_any()
    })
}

/// Above the text, folded; hidden where there is room beside it.
#[must_use]
pub fn above(sections: &[Section]) -> Option<AnyView> {
    list(sections).map(|list| {
        view! { <nav class="contents contents--above" aria-label="Inhalt"><details><summary>"Inhalt"</summary>{list}</details></nav> }
            .into_any()
    })
}

fn list(sections: &[Section]) -> Option<AnyView> {
    let entries = sections.iter().filter(|section| section.level <= 4).map(|section| {
        let class = format!("contents__level-{}", section.level);
        view! { <li class=class><a href=format!("#{}", section.id)>{section.title.clone()}</a></li> }
    });
    (sections.len() >= WORTH_IT).then(|| view! { <ul>{entries.collect_view()}</ul> }.into_any())
}
