//! The allow-list: whatever came before, nothing else reaches a page.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ammonia::{Builder, UrlRelative};

use super::{
    address::{Address, is_id},
    tree::is_language,
};

const TAGS: [&str; 55] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Attributes that elements may have; [`filter`] looks at their values.
const ATTRIBUTES: [(&str, &[&str]); 20] = [
    ("a", &["aria-label", "class", "href", "id", "rel"]),
    ("abbr", &["title"]),
    ("code", &["class"]),
    ("details", &["open"]),
    ("div", &["aria-label", "class", "role", "tabindex"]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("img", &["alt", "loading", "src"]),
    ("input", &["aria-label", "checked", "disabled", "type"]),
    ("li", &["id"]),
    ("ol", &["start"]),
    ("p", &["class"]),
    ("section", &["class"]),
    ("span", &["class"]),
    ("sup", &["class"]),
    ("td", &["align", "colspan", "rowspan"]),
    ("th", &["align", "colspan", "rowspan", "scope"]),
];

const CLASSES: [&str; 13] = [
    "callout callout--caution",
    "callout callout--important",
    "callout callout--note",
    "callout callout--tip",
    "callout callout--warning",
    "callout__title",
    "footnote-backref",
    "footnote-ref",
    "footnotes",
    "missing-image",
    "table-scroll",
    "visually-hidden",
    "wanted",
];

/// HTML of which nothing can run, load, or pretend to be part of the page.
pub(super) fn sanitize(html: &str) -> String {
    static LIST: LazyLock<Builder<'static>> = LazyLock::new(builder);
    LIST.clean(html).to_string()
}

fn builder() -> Builder<'static> {
    let attributes: HashMap<&str, HashSet<&str>> =
        ATTRIBUTES.into_iter().map(|(tag, names)| (tag, names.iter().copied().collect())).collect();
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(attributes)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(filter);
    builder
}

/// The value of an attribute, if it is one that our writer writes.
fn filter<'u>(tag: &str, attribute: &str, value: &'u str) -> Option<Cow<'u, str>> {
    let ok = match (tag, attribute) {
        (_, "class") => {
            CLASSES.contains(&value) || value.strip_prefix("language-").is_some_and(|name| name.chars().all(is_language))
        }
        (_, "id") => is_id(value),
        ("a", "href") => Address::parse(value).is_some(),
        ("a", "rel") => value == "nofollow noopener noreferrer",
        ("a", "aria-label") => value.contains("Fußnote "),
        ("img", "src") => Address::parse(value).is_some_and(|address| address.is_file()),
        ("img", "loading") => value == "lazy",
        ("input", "type") => value == "checkbox",
        ("input", "aria-label") => matches!(value, "erledigt" | "offen"),
        ("input", "checked" | "disabled") | ("details", "open") => value.is_empty(),
        ("div", "role") => matches!(value, "group" | "note"),
        ("th", "scope") => matches!(value, "col" | "row"),
        ("div", "tabindex") => value == "0",
        ("div", "aria-label") => value == "Tabelle",
        (_, "align") => matches!(value, "left" | "right" | "center"),
        (_, "colspan" | "rowspan" | "start") => value.parse::<u32>().is_ok(),
        ("abbr", "title") | ("img", "alt") => true,
        _ => false,
    };
    ok.then_some(Cow::Borrowed(value))
}
