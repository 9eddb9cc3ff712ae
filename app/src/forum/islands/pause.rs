//! Following what is typed into a field of the form, after each pause in typing.

#[cfg(feature = "hydrate")]
use leptos::prelude::*;

/// Runs with the value of the field of this id: at once if there is one, and after each pause in typing.
#[cfg(feature = "hydrate")]
pub(super) fn follow(id: &'static str, then: impl Fn(String) + Copy + 'static) {
    use leptos::{leptos_dom::helpers::TimeoutHandle, wasm_bindgen::JsCast};
    use std::time::Duration;
    use web_sys::HtmlInputElement;

    const PAUSE: Duration = Duration::from_millis(300);
    let field = move || {
        let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
        element.map_or_else(String::new, |field| field.value())
    };
    Effect::new(move |_| {
        let value = field();
        if !value.is_empty() {
            then(value);
        }
    });
    let last = StoredValue::new(String::new());
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let listener = window_event_listener(leptos::ev::input, move |_| {
        // somebody may be typing into another field
        let value = field();
        if last.get_value() == value {
            return;
        }
        last.set_value(value.clone());
        if let Some(earlier) = pending.get_value() {
            earlier.clear();
        }
        pending.set_value(set_timeout_with_handle(move || then(value), PAUSE).ok());
    });
    on_cleanup(move || listener.remove());
}

#[cfg(not(feature = "hydrate"))]
pub(super) fn follow(_id: &'static str, _then: impl Fn(String) + Copy + 'static) {}
