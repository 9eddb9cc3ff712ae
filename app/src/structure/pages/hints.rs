//! Hints for the author of a text, above its preview.

use leptos::prelude::*;

use crate::{context::Visit, error::Error, form::FormState, structure::port::Hint};

/// The hints for the text of a form, if its preview is asked for.
pub async fn with_preview(visit: &Visit, form: &FormState, preview: bool) -> Result<Vec<Hint>, Error> {
    if !preview {
        return Ok(Vec::new());
    }
    visit.ports.structure.hints(&visit.viewer, form.value("body")).await
}

/// A list of them; nothing when there are none.
#[must_use]
pub fn view(hints: Vec<Hint>) -> Option<AnyView> {
    (!hints.is_empty()).then(|| {
        let items = hints.into_iter().map(|hint| view! { <li>{format!("Zeile {}: {}", hint.line, hint.text)}</li> }).collect_view();
        view! { <section class="flash flash--warning hints" aria-labelledby="hinweise"><h3 id="hinweise">"Bitte sehen Sie noch einmal hin"</h3><ul>{items}</ul></section> }
            .into_any()
    })
}
