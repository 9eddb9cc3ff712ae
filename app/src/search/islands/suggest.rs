//! The search field that offers hits while someone types.
//!
//! Without JavaScript it is a plain field of a GET form. Awake, it follows the ARIA pattern "combobox with a list":
//! arrow keys move, Enter follows the chosen hit or sends the form, Escape closes.
#![allow(missing_docs, reason = "the macros generate items that cannot be documented here")]

use leptos::prelude::*;

use super::super::Suggestion;

/// Hits for words that are still being typed.
#[server(prefix = "/inseln", endpoint = "vorschlaege", input = leptos::server_fn::codec::GetUrl)]
pub async fn suggest(text: String) -> Result<Vec<Suggestion>, ServerFnError> {
    use std::sync::Arc;
    let ports = expect_context::<Arc<crate::context::Ports>>();
    let viewer = expect_context::<crate::account::Viewer>();
    ports.search.suggest(&viewer, &text).await.map_err(ServerFnError::new)
}

/// The field with its label; the form and its button stay outside.
#[island]
pub fn SearchField(
    /// What it holds at first.
    value: String,
    /// Whether it is the centre of its page.
    large: bool,
) -> impl IntoView {
    let text = RwSignal::new(value.clone());
    let chosen = RwSignal::new(None::<usize>);
    let open = RwSignal::new(false);
    let hits = RwSignal::new(Vec::<Suggestion>::new());
    let look_up = Action::new(move |typed: &String| {
        let typed = typed.clone();
        async move {
            let found = suggest(typed.clone()).await.unwrap_or_default();
            // an answer that was overtaken by further typing is of no use any more
            if text.get_untracked() == typed {
                chosen.set(None);
                open.set(!found.is_empty());
                hits.set(found);
            }
        }
    });
    let on_input = move |event| {
        let typed = event_target_value(&event);
        text.set(typed.clone());
        if typed.trim().chars().count() < 2 {
            open.set(false);
        } else {
            after_a_pause(move || {
                if text.get_untracked() == typed {
                    look_up.dispatch(typed);
                }
            });
        }
    };
    let on_keydown = move |event: leptos::ev::KeyboardEvent| {
        let count = hits.with_untracked(Vec::len);
        let now = chosen.get_untracked();
        match event.key().as_str() {
            // otherwise the browser empties the field as well; that is what a second Escape does
            "Escape" if open.get_untracked() => {
                event.prevent_default();
                open.set(false);
            }
            "ArrowDown" if open.get_untracked() => {
                event.prevent_default();
                chosen.set(Some(now.map_or(0, |now| (now + 1) % count)));
            }
            "ArrowUp" if open.get_untracked() => {
                event.prevent_default();
                chosen.set(Some(now.map_or(count - 1, |now| (now + count - 1) % count)));
            }
            "Enter" if open.get_untracked() => {
                if let Some(hit) = now.and_then(|now| hits.with_untracked(|hits| hits.get(now).cloned())) {
                    event.prevent_default();
                    go(&hit.path);
                }
            }
            _ => {}
        }
    };
    let placeholder = if large { "z. B. E-Akte" } else { "" };
    view! {
        <div class="search-form__field">
            <label class="visually-hidden" for="suchfeld">"Suche in Artikeln, Fragen und Kommunen"</label>
            <input
                class="search-form__input" type="search" id="suchfeld" name="q" maxlength="300" enterkeyhint="search"
                autocomplete="off" value=value placeholder=placeholder
                role="combobox" aria-autocomplete="list" aria-controls="vorschlaege"
                aria-expanded=move || open.get().to_string()
                aria-activedescendant=move || chosen.get().filter(|_| open.get()).map(|index| format!("vorschlag-{index}"))
                on:input=on_input
                on:keydown=on_keydown
                on:blur=move |_| after_a_pause(move || open.set(false))
            />
            <ul class="suggestions" id="vorschlaege" role="listbox" aria-label="Vorschläge" hidden=move || !open.get()>
                {move || hits.get().into_iter().enumerate().map(|(index, hit)| suggestion(index, hit, chosen)).collect_view()}
            </ul>
        </div>
    }
}

fn suggestion(index: usize, hit: Suggestion, chosen: RwSignal<Option<usize>>) -> impl IntoView {
    view! {
        <li role="presentation">
            <a href=hit.path tabindex="-1" role="option" id=format!("vorschlag-{index}")
                aria-selected=move || (chosen.get() == Some(index)).to_string()>
                <span class="suggestions__title">{hit.title}</span>
                <span class="suggestions__meta">{hit.meta}</span>
            </a>
        </li>
    }
}

/// Short enough to feel immediate, long enough not to ask at each key, and to let a click on a hit come first.
#[cfg(feature = "hydrate")]
const PAUSE: std::time::Duration = std::time::Duration::from_millis(150);

#[cfg(feature = "hydrate")]
fn after_a_pause(then: impl FnOnce() + 'static) {
    set_timeout(then, PAUSE);
}

#[cfg(not(feature = "hydrate"))]
fn after_a_pause(_then: impl FnOnce() + 'static) {}

#[cfg(feature = "hydrate")]
fn go(path: &str) {
    // a failure leaves the visitor where she is, with the list still open
    let _ = window().location().set_href(path);
}

#[cfg(not(feature = "hydrate"))]
fn go(_path: &str) {}
