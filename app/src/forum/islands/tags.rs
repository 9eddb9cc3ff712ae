//! Completes the tag that is being typed, whichever it is of several. Without it, the list of the browser completes the first.
#![allow(missing_docs, reason = "the macros generate items that cannot be documented here")]

use leptos::prelude::*;

use super::pause::follow;

/// The id of the list, for the field.
pub const LIST: &str = "liste-tags";

/// Tags that begin like this, each with the word that does.
#[server(prefix = "/inseln", endpoint = "schlagworte", input = leptos::server_fn::codec::GetUrl)]
pub async fn complete(text: String) -> Result<Vec<(String, String)>, ServerFnError> {
    use std::sync::Arc;
    let ports = expect_context::<Arc<crate::context::Ports>>();
    let viewer = expect_context::<crate::account::Viewer>();
    ports.subjects.complete(&viewer, &text, 10).await.map_err(ServerFnError::new)
}

/// The `<datalist>` of the field for tags.
#[island]
pub fn TagList(
    /// Tags to begin with.
    first: Vec<String>,
) -> impl IntoView {
    // value, and what stands beside it
    let options = RwSignal::new(first.into_iter().map(|tag| (tag, String::new())).collect::<Vec<_>>());
    let typed = RwSignal::new(String::new());
    let look_up = Action::new(move |text: &String| {
        let text = text.clone();
        async move {
            let (before, last) = split(&text);
            let found = complete(last.to_owned()).await.unwrap_or_default();
            if typed.get_untracked() == text {
                options.set(found.into_iter().map(|(tag, word)| option(before, &tag, &word)).collect());
            }
        }
    });
    follow("feld-tags", move |text| {
        typed.set(text.clone());
        look_up.dispatch(text);
    });
    view! {
        <datalist id=LIST>
            {move || options.get().into_iter().map(|(value, label)| view! { <option value=value>{label}</option> }).collect_view()}
        </datalist>
    }
}

/// What is typed in full, and the tag that is being typed.
fn split(text: &str) -> (&str, &str) {
    match text.rfind([',', ';']) {
        Some(at) => (&text[..=at], text[at + 1..].trim()),
        None => ("", text.trim()),
    }
}

/// The whole field as it will be, for a browser compares nothing less; a synonym says what it leads to.
fn option(before: &str, tag: &str, word: &str) -> (String, String) {
    let value = if before.is_empty() { tag.to_owned() } else { format!("{before} {tag}") };
    let label = if word == tag { String::new() } else { format!("{word} → {tag}") };
    (value, label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_tag_is_completed_and_the_others_stay() {
        assert_eq!(split("OZG, E-Akte, gew"), ("OZG, E-Akte,", "gew"));
        assert_eq!(split("gew"), ("", "gew"));
        assert_eq!(option("OZG,", "Gewerbe", "Gewerbe"), ("OZG, Gewerbe".to_owned(), String::new()));
        assert_eq!(option("", "Gewerbe", "Handel"), ("Gewerbe".to_owned(), "Handel → Gewerbe".to_owned()));
    }
}
