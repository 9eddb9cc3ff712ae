//! Ways through the site: breadcrumbs, pages of a list, filters.

use std::fmt::Write;

use leptos::prelude::*;

/// A step of the way back: text and address.
pub type Crumb = (String, String);

#[component]
pub(super) fn Breadcrumb(crumbs: Vec<Crumb>) -> impl IntoView {
    let steps = crumbs.into_iter().map(|(text, href)| view! { <li><a href=href>{text}</a></li> }).collect_view();
    view! { <nav class="breadcrumb" aria-label="Brotkrumen"><ol>{steps}</ol></nav> }
}

/// What of a query says which part of a list is shown.
const PAGES: [&str; 3] = ["seite", "vor", "nach"];

/// An address with one value of its query replaced (or removed, if empty); the page of the list starts anew.
#[must_use]
pub fn with_query(path: &str, query: &[(String, String)], name: &str, value: &str) -> String {
    let kept = query.iter().filter(|(key, old)| key != name && !PAGES.contains(&key.as_str()) && !old.is_empty());
    let pairs =
        kept.map(|(key, old)| (key.as_str(), old.as_str())).chain([(name, value)].into_iter().filter(|_| !value.is_empty()));
    let encoded: Vec<String> = pairs.map(|(key, value)| format!("{}={}", encode(key), encode(value))).collect();
    if encoded.is_empty() { path.to_owned() } else { format!("{path}?{}", encoded.join("&")) }
}

/// An address with one of several values of its query removed; the page of the list starts anew.
#[must_use]
pub fn without_value(path: &str, query: &[(String, String)], name: &str, value: &str) -> String {
    let kept: Vec<_> = query.iter().filter(|(key, old)| key != name || old != value).cloned().collect();
    with_query(path, &kept, "seite", "")
}

/// Percent-encodes for a query (RFC 3986: all but the unreserved characters).
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // writing to a String cannot fail
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// One choice of a filter.
pub struct Chip {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the present choice.
    pub current: bool,
}

/// A filter: a row of links, one of them current.
#[component]
pub fn Chips(
    /// What is being filtered.
    #[prop(into)]
    label: String,
    /// The choices.
    chips: Vec<Chip>,
    /// Whether the choices wait behind their label: for long rows that would push the list off a phone.
    #[prop(optional)]
    folded: bool,
) -> impl IntoView {
    let current = chips.iter().find(|chip| chip.current).map(|chip| chip.text.clone()).unwrap_or_default();
    let chips = chips
        .into_iter()
        .map(|chip| {
            let current = chip.current.then_some("true");
            view! { <li><a class="chip" href=chip.href aria-current=current>{chip.text}</a></li> }
        })
        .collect_view();
    let name = label.clone();
    view! {
        <nav class="filter-bar" aria-label=name>
            {if folded {
                view! { <details><summary>{format!("{label}: {current}")}</summary><ul>{chips}</ul></details> }.into_any()
            } else {
                view! { <span class="filter-bar__label" aria-hidden="true">{label}</span><ul>{chips}</ul> }.into_any()
            }}
        </nav>
    }
}

/// Newer and older parts of a list that is turned over from an entry on. Nothing if there is but one.
#[component]
pub fn Turn(
    /// Path of the list.
    path: &'static str,
    /// Its query, to be kept.
    query: Vec<(String, String)>,
    /// What leads to newer ones, and after which entry they come.
    newer: (&'static str, Option<String>),
    /// What leads to older ones, and before which entry they come.
    older: (&'static str, Option<String>),
) -> impl IntoView {
    let link = |(text, key): (&'static str, Option<String>), name: &str, rel: &'static str| {
        key.map(|key| view! { <li><a href=with_query(path, &query, name, &key) rel=rel>{text}</a></li> })
    };
    (newer.1.is_some() || older.1.is_some()).then(|| {
        view! {
            <nav class="pagination" aria-label="Seiten">
                <ul>{link(newer, "nach", "prev")}{link(older, "vor", "next")}</ul>
            </nav>
        }
    })
}

/// Earlier and later pages of a list. Nothing if there is but one.
#[component]
pub fn Pagination(
    /// Path of the list.
    path: String,
    /// Its query, to be kept.
    query: Vec<(String, String)>,
    /// The present page, from 1.
    number: i64,
    /// How many entries there are in all.
    total: i64,
    /// How many entries a page has.
    #[prop(default = crate::list::Slice::PAGE)]
    size: i64,
) -> impl IntoView {
    let last = (total + size - 1) / size;
    let link = move |page: i64, text: &'static str, rel: &'static str| {
        let href = with_query(&path, &query, "seite", &page.to_string());
        view! { <li><a href=href rel=rel>{text}</a></li> }
    };
    (last > 1).then(|| {
        view! {
            <nav class="pagination" aria-label="Seiten">
                <ul>
                    {(number > 1).then(|| link(number - 1, "← Vorherige Seite", "prev"))}
                    <li class="pagination__state">{format!("Seite {} von {}", number.min(last), last)}</li>
                    {(number < last).then(|| link(number + 1, "Nächste Seite →", "next"))}
                </ul>
            </nav>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_filter_keeps_the_others_and_starts_at_the_first_page() {
        let query = [("q", "E-Akte & mehr"), ("seite", "3"), ("art", "article")];
        let query = query.map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(with_query("/suche", &query, "art", ""), "/suche?q=E-Akte%20%26%20mehr");
        assert_eq!(
            with_query("/suche", &query, "kreis", "kreis-höxter"),
            "/suche?q=E-Akte%20%26%20mehr&art=article&kreis=kreis-h%C3%B6xter"
        );
    }

    #[test]
    fn one_of_several_values_is_taken_away() {
        let query = [("status", "laeuft"), ("status", "geplant"), ("seite", "3"), ("software", "geplant")];
        let query = query.map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(without_value("/wiki", &query, "status", "geplant"), "/wiki?status=laeuft&software=geplant");
    }
}
