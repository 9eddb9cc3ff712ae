//! What the search field asks of the browser. On the server nothing of it is ever called.

#[cfg(feature = "hydrate")]
use leptos::prelude::{document, on_cleanup, window};

/// The id of the field.
pub(super) const FIELD: &str = "suchfeld";

#[cfg(feature = "hydrate")]
pub(super) use awake::*;

#[cfg(not(feature = "hydrate"))]
pub(super) use asleep::*;

#[cfg(feature = "hydrate")]
mod awake {
    use leptos::{ev, leptos_dom::helpers::window_event_listener, wasm_bindgen::JsCast};
    use web_sys::{EventTarget, HtmlFormElement, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition, Storage};

    use super::{FIELD, document, on_cleanup, window};

    fn field() -> Option<HtmlInputElement> {
        document().get_element_by_id(FIELD)?.dyn_into().ok()
    }

    fn form() -> Option<HtmlFormElement> {
        field()?.form()
    }

    /// Nothing in a browser that keeps nothing.
    fn storage() -> Option<Storage> {
        window().local_storage().ok().flatten()
    }

    pub(in super::super) fn read(key: &str) -> Option<String> {
        storage()?.get_item(key).ok().flatten()
    }

    pub(in super::super) fn write(key: &str, value: &str) {
        // when it is full, this one is not kept
        let _ = storage().map(|storage| storage.set_item(key, value));
    }

    pub(in super::super) fn remove(key: &str) {
        let _ = storage().map(|storage| storage.remove_item(key));
    }

    /// Runs with what is in the field whenever its form is sent.
    pub(in super::super) fn when_sent(then: impl Fn(String) + 'static) {
        let listener = window_event_listener(ev::submit, move |event| {
            let own = form().map(JsCast::unchecked_into::<EventTarget>);
            if own.is_some() && own == event.target() {
                then(field().map(|field| field.value()).unwrap_or_default());
            }
        });
        on_cleanup(move || listener.remove());
    }

    /// Sends the form with this in the field.
    pub(in super::super) fn send(text: &str) {
        if let (Some(field), Some(form)) = (field(), form()) {
            field.set_value(text);
            // a failure leaves the text in the field, to be sent by hand
            let _ = form.request_submit();
        }
    }

    pub(in super::super) fn go(path: &str) {
        // a failure leaves the visitor where she is, with the list still open
        let _ = window().location().set_href(path);
    }

    /// Scrolls the list, if it has to be, and nothing else.
    pub(in super::super) fn show(id: &str) {
        if let Some(element) = document().get_element_by_id(id) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }
}

#[cfg(not(feature = "hydrate"))]
mod asleep {
    pub(in super::super) fn read(_key: &str) -> Option<String> {
        None
    }

    pub(in super::super) fn write(_key: &str, _value: &str) {}

    pub(in super::super) fn remove(_key: &str) {}

    pub(in super::super) fn when_sent(_then: impl Fn(String) + 'static) {}

    pub(in super::super) fn send(_text: &str) {}

    pub(in super::super) fn go(_path: &str) {}

    pub(in super::super) fn show(_id: &str) {}
}
