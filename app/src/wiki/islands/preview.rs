//! The preview that follows the typing. Without it, the button "Vorschau" shows the same.
#![allow(missing_docs, reason = "the macros generate items that cannot be documented here")]

use leptos::prelude::*;

/// Markdown as safe HTML.
#[server(prefix = "/inseln", endpoint = "vorschau")]
pub async fn preview(markdown: String) -> Result<String, ServerFnError> {
    use std::sync::Arc;
    let ports = expect_context::<Arc<crate::context::Ports>>();
    let viewer = expect_context::<crate::account::Viewer>();
    viewer.require(crate::account::Action::Discuss).map_err(ServerFnError::new)?;
    ports.wiki.preview(&viewer, &markdown).await.map_err(ServerFnError::new)
}

/// A switch beside the preview button: "Vorschau beim Schreiben".
#[island]
pub fn LivePreview() -> impl IntoView {
    let on = RwSignal::new(false);
    let html = RwSignal::new(String::new());
    let failed = RwSignal::new(false);
    let refresh = Action::new(move |markdown: &String| {
        let markdown = markdown.clone();
        async move {
            match preview(markdown).await {
                Ok(rendered) => {
                    failed.set(false);
                    html.set(rendered);
                }
                Err(_) => failed.set(true),
            }
        }
    });
    // a switch that nobody has woken would do nothing
    let awake = RwSignal::new(false);
    Effect::new(move |_| awake.set(true));
    watch_text(on, refresh);
    view! {
        <div class="live-preview" hidden=move || !awake.get()>
            <button type="button" class="kern-btn kern-btn--tertiary" aria-pressed=move || on.get().to_string()
                on:click=move |_| on.update(|on| *on = !*on)>
                <span class="kern-label">{move || if on.get() { "Vorschau beim Schreiben ausblenden" } else { "Vorschau beim Schreiben" }}</span>
            </button>
            <Show when=move || on.get()>
                <section class="editor__preview panel" aria-label="Vorschau beim Schreiben">
                    <Show when=move || failed.get()>
                        <p class="kern-error">"Die Vorschau ist gerade nicht erreichbar. Ihr Text ist davon nicht betroffen."</p>
                    </Show>
                    <div class="prose" inner_html=move || html.get()></div>
                </section>
            </Show>
        </div>
    }
}

/// Renders the text of the form's `body` when the switch is on: at once, and after each pause in typing.
#[cfg(feature = "hydrate")]
fn watch_text(on: RwSignal<bool>, refresh: Action<String, ()>) {
    use leptos::{leptos_dom::helpers::TimeoutHandle, wasm_bindgen::JsCast};
    use std::time::Duration;
    use web_sys::HtmlTextAreaElement;

    const PAUSE: Duration = Duration::from_millis(300);
    let text = || {
        document()
            .get_element_by_id("feld-body")
            .and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok())
            .map_or_else(String::new, |area| area.value())
    };
    Effect::new(move |_| {
        if on.get() {
            refresh.dispatch(text());
        }
    });
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let listener = window_event_listener(leptos::ev::input, move |_| {
        if !on.get_untracked() {
            return;
        }
        if let Some(earlier) = pending.get_value() {
            earlier.clear();
        }
        pending.set_value(
            set_timeout_with_handle(
                move || {
                    refresh.dispatch(text());
                },
                PAUSE,
            )
            .ok(),
        );
    });
    on_cleanup(move || listener.remove());
}

#[cfg(not(feature = "hydrate"))]
fn watch_text(_on: RwSignal<bool>, _refresh: Action<String, ()>) {}
