//! The search field that offers what could be meant while someone types.
//!
//! Without JavaScript it is a plain field of a GET form. Awake, it follows the ARIA pattern "combobox with a list":
//! arrow keys move, Enter follows the chosen line or sends the form, Escape closes.
#![allow(missing_docs, reason = "the macros generate items that cannot be documented here")]

use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    prelude::*,
    task::spawn_local,
};

use super::{super::Suggestion, browser, past};

/// How many lines the list has.
const MOST: usize = 8;
/// How many of them are past searches, beside what the server offers.
const MOST_PAST: usize = 2;

/// What could be meant by words that are still being typed.
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
    /// Whose past searches it offers.
    reader: i64,
    /// Whether it is the centre of its page.
    large: bool,
) -> impl IntoView {
    let list = List::new(value.clone(), reader);
    browser::when_sent(move |text| past::keep(reader, &text));
    let placeholder = if large { "z. B. E-Akte" } else { "" };
    view! {
        <div class="search-form__field">
            <label class="visually-hidden" for=browser::FIELD>"Suche in Artikeln, Fragen und Kommunen"</label>
            <input
                class="search-form__input" type="search" id=browser::FIELD name="q" maxlength="300" enterkeyhint="search"
                autocomplete="off" value=value placeholder=placeholder
                role="combobox" aria-autocomplete="list" aria-controls="vorschlaege"
                aria-expanded=move || list.open.get().to_string()
                aria-activedescendant=move || list.chosen.get().filter(|_| list.open.get()).map(id)
                on:focus=move |event| list.enter(event_target_value(&event))
                on:input=move |event| list.follow(event_target_value(&event))
                on:keydown=move |event| list.press(&event)
                on:blur=move |_| list.leave()
            />
            <ul class="suggestions" id="vorschlaege" role="listbox" aria-label="Vorschläge" hidden=move || !list.open.get()
                // a click must not take the focus from the field, which would close the list
                on:mousedown=move |event: MouseEvent| event.prevent_default()>
                {move || list.lines.get().into_iter().enumerate().map(|(index, line)| list.line(index, line)).collect_view()}
            </ul>
        </div>
    }
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    /// What the server offers.
    Offer(Suggestion),
    /// Something that was searched for.
    Past(String),
    /// Forgets what was searched for.
    Forget,
}

/// What the list shows.
#[derive(Clone, Copy)]
struct List {
    reader: i64,
    text: RwSignal<String>,
    lines: RwSignal<Vec<Line>>,
    chosen: RwSignal<Option<usize>>,
    open: RwSignal<bool>,
    /// Whether the server is being asked.
    asking: StoredValue<bool>,
    /// Whether the list may open: somebody is in the field, and has not just closed it.
    wanted: StoredValue<bool>,
}

impl List {
    fn new(text: String, reader: i64) -> Self {
        Self {
            reader,
            text: RwSignal::new(text),
            lines: RwSignal::new(Vec::new()),
            chosen: RwSignal::new(None),
            open: RwSignal::new(false),
            asking: StoredValue::new(false),
            wanted: StoredValue::new(false),
        }
    }

    /// The field has the focus: an empty one offers what was searched for.
    fn enter(self, typed: String) {
        let empty = typed.trim().is_empty();
        self.text.set(typed);
        self.wanted.set_value(true);
        if empty {
            self.recall();
        }
    }

    fn leave(self) {
        self.wanted.set_value(false);
        self.open.set(false);
    }

    /// Something was typed, or the field emptied: by Escape as well, after which nothing opens.
    fn follow(self, typed: String) {
        let empty = typed.trim().is_empty();
        self.text.set(typed);
        // Enter must not follow a line that was chosen before the text went on
        self.chosen.set(None);
        if empty {
            self.recall();
        } else {
            self.ask();
        }
    }

    fn recall(self) {
        let mut lines: Vec<Line> = past::all(self.reader).into_iter().take(MOST - 1).map(Line::Past).collect();
        if !lines.is_empty() {
            lines.push(Line::Forget);
        }
        self.show(lines);
    }

    /// Asks at once, but one thing at a time: while an answer is on its way only the latest text waits.
    fn ask(self) {
        if self.asking.get_value() {
            return;
        }
        self.asking.set_value(true);
        spawn_local(async move {
            loop {
                let typed = self.text.get_untracked();
                if typed.trim().is_empty() {
                    break;
                }
                let offers = suggest(typed.clone()).await.unwrap_or_default();
                // an answer that was overtaken by further typing is of no use any more
                if self.text.get_untracked() == typed {
                    let past = past::that_begin(past::all(self.reader), &typed).take(MOST_PAST).map(Line::Past);
                    self.show(past.chain(offers.into_iter().map(Line::Offer)).take(MOST).collect());
                    break;
                }
            }
            self.asking.set_value(false);
        });
    }

    fn show(self, lines: Vec<Line>) {
        self.chosen.set(None);
        self.open.set(!lines.is_empty() && self.wanted.get_value());
        self.lines.set(lines);
    }

    fn press(self, event: &KeyboardEvent) {
        // what leads through the hits has been there before
        if event.default_prevented() || event.is_composing() {
            return;
        }
        self.wanted.set_value(event.key() != "Escape");
        let count = self.lines.with_untracked(Vec::len);
        if count == 0 {
            return;
        }
        let (open, now) = (self.open.get_untracked(), self.chosen.get_untracked().filter(|now| *now < count));
        match (event.key().as_str(), now) {
            // otherwise the browser empties the field as well; that is what a second Escape does
            ("Escape", _) if open => self.open.set(false),
            ("ArrowDown", now) => self.choose(now.filter(|_| open).map_or(0, |now| (now + 1) % count)),
            ("ArrowUp", now) if open => self.choose(now.map_or(count - 1, |now| (now + count - 1) % count)),
            ("Enter", Some(now)) if open => self.take(now),
            _ => return,
        }
        event.prevent_default();
    }

    fn choose(self, index: usize) {
        self.open.set(true);
        self.chosen.set(Some(index));
        browser::show(&id(index));
    }

    fn take(self, index: usize) {
        match self.lines.with_untracked(|lines| lines.get(index).cloned()) {
            Some(Line::Offer(offer)) => browser::go(&offer.path),
            Some(Line::Past(text)) => browser::send(&text),
            Some(Line::Forget) => {
                past::forget(self.reader);
                self.show(Vec::new());
            }
            None => {}
        }
    }

    fn line(self, index: usize, line: Line) -> impl IntoView {
        let (href, title, meta) = match line {
            Line::Offer(offer) => (Some(offer.path), offer.title, offer.meta),
            Line::Past(text) => (None, text, "Zuletzt gesucht".to_owned()),
            Line::Forget => (None, "Verlauf löschen".to_owned(), "Nur in diesem Browser gespeichert".to_owned()),
        };
        let selected = move || (self.chosen.get() == Some(index)).to_string();
        let words = view! {
            <span class="suggestions__title">{title}</span>
            <span class="suggestions__meta">{meta}</span>
        };
        view! {
            <li role="presentation">
                {match href {
                    Some(href) => view! {
                        <a href=href tabindex="-1" role="option" id=id(index) aria-selected=selected>{words}</a>
                    }
                    .into_any(),
                    None => view! {
                        <button type="button" tabindex="-1" role="option" id=id(index) aria-selected=selected
                            on:click=move |_| self.take(index)>{words}</button>
                    }
                    .into_any(),
                }}
            </li>
        }
    }
}

/// The id of a line.
fn id(index: usize) -> String {
    format!("vorschlag-{index}")
}
