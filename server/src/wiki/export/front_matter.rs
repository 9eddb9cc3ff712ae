//! The head of an exported file. Every value is a quoted text, a number or a list of texts: no YAML parser can take one
//! for something else.

use std::fmt::Write;

use app::wiki::fields::{Typed, matter};

use super::Exported;
use crate::db::timestamp;

/// Tells the import that a file is ours and to be taken word for word. Another number means another shape.
const FORMAT: u32 = 1;

/// The article as a file.
pub(crate) fn markdown(article: &Exported) -> String {
    let mut out = String::with_capacity(article.body.len() + 1024);
    let _ = writeln!(out, "---\nwissensnetz: {FORMAT}");
    put(&mut out, "title", &article.title);
    put(&mut out, "slug", &article.slug);
    put(&mut out, "kind", &article.kind);
    put(&mut out, "visibility", &article.visibility);
    put_some(&mut out, "summary", Some(article.summary.as_str()).filter(|text| !text.is_empty()));
    put_some(&mut out, "topic", article.topic.as_deref());
    put_list(&mut out, "tags", &article.tags);
    put_some(&mut out, "organisation", article.organisation.as_deref());
    put_fields(&mut out, &article.fields);
    put_some(&mut out, "source", article.source.as_deref());
    put_some(&mut out, "parent", article.parent.as_deref());
    if article.position != 0 {
        let _ = writeln!(out, "position: {}", article.position);
    }
    put_some(&mut out, "deputy", article.deputy.as_deref());
    if let Some(months) = article.review_months {
        let _ = writeln!(out, "review_months: {months}");
    }
    put_some(&mut out, "review_due", article.review_due.map(|due| timestamp(due).to_string()).as_deref());
    put_list(&mut out, "files", &article.files);
    put_list(&mut out, "former", &article.former);
    put(&mut out, "created", &timestamp(article.created_at).to_string());
    put(&mut out, "updated", &timestamp(article.updated_at).to_string());
    let _ = write!(out, "---\n\n{}\n", article.body);
    out
}

fn put(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{key}: {}", quoted(value));
}

fn put_some(out: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        put(out, key, value);
    }
}

fn put_list(out: &mut String, key: &str, values: &[String]) {
    if !values.is_empty() {
        let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
        let _ = writeln!(out, "{key}: [{}]", values.join(", "));
    }
}

/// The fixed fields under their own keys.
fn put_fields(out: &mut String, json: &str) {
    let typed: Typed = serde_json::from_str(json).unwrap_or_default();
    for (key, value) in matter::to_front_matter(&typed) {
        match value {
            matter::Value::Text(text) => put(out, key, &text),
            matter::Value::List(texts) => put_list(out, key, &texts),
        }
    }
}

/// A text in double quotes, on one line (YAML 1.2.2, 7.3.1).
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // line ends in the eyes of some, and what cannot be seen
            '\u{85}' | '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            letter if letter.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    proptest! {
        #[test]
        fn every_text_comes_back_as_it_was(text in any::<String>(), other in "[a-z:#\\-'\"{}\\[\\], \\\\\n]{0,30}") {
            let yaml = format!("a: {}\nb: [{}, {}]\n", quoted(&text), quoted(&other), quoted(&text));
            let read: Value = serde_saphyr::from_str(&yaml).unwrap_or_else(|error| panic!("{yaml}: {error}"));
            prop_assert_eq!(&read["a"], &Value::String(text.clone()));
            prop_assert_eq!(&read["b"][0], &Value::String(other));
            prop_assert_eq!(&read["b"][1], &Value::String(text));
        }
    }
}
