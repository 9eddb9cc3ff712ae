//! The block of YAML between two lines `---` at the start of a file.

use std::collections::HashMap;

use serde_json::Value;

/// A longer block is text between two rules, in bytes.
const LONGEST: usize = 256 * 1024;

/// What a file says about itself. Keys are in lower case; each has one value or several.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    fields: HashMap<String, Vec<String>>,
    /// The block was no YAML and was read line by line.
    pub(super) broken: bool,
}

/// Takes the block off a text. A block without an end, or one that says nothing about the text, belongs to the text.
pub(super) fn split(text: &str) -> (FrontMatter, &str) {
    block(text).and_then(|(yaml, body)| Some((parse(yaml)?, body))).unwrap_or((FrontMatter::default(), text))
}

fn block(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = text.split_once('\n')?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((&rest[..end], &rest[end + line.len()..]));
        }
        end += line.len();
        if end > LONGEST {
            break;
        }
    }
    None
}

fn parse(yaml: &str) -> Option<FrontMatter> {
    if yaml.trim().is_empty() {
        return Some(FrontMatter::default());
    }
    match serde_saphyr::from_str_with_options::<Value>(yaml, limits()) {
        Ok(Value::Object(map)) => {
            let fields = map.iter().map(|(key, value)| (key.trim().to_lowercase(), words(value))).collect();
            Some(FrontMatter { fields, broken: false })
        }
        // two rules with a paragraph between them
        Ok(_) => None,
        Err(_) => by_line(yaml),
    }
}

/// A few lines need a few nodes; aliases that multiply each other are an attack.
fn limits() -> serde_saphyr::Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_events: 10_000,
            max_aliases: 16,
            max_anchors: 16,
            max_depth: 16,
            max_nodes: 5_000,
        },
    }
}

/// The plain values in a value.
fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Bool(truth) => vec![truth.to_string()],
        Value::Array(values) => values.iter().filter(|value| !value.is_array()).flat_map(words).collect(),
        Value::Null | Value::Object(_) => Vec::new(),
    }
}

/// Reads `key: value` and `- value` below a key, whatever else there is.
fn by_line(yaml: &str) -> Option<FrontMatter> {
    let mut fields: HashMap<String, Vec<String>> = HashMap::new();
    let mut last = None;
    for line in yaml.lines() {
        if let (Some(item), Some(key)) = (line.trim_start().strip_prefix("- "), &last) {
            fields.entry(String::clone(key)).or_default().push(unquoted(item));
        } else if let Some((key, value)) = line.split_once(':').filter(|(key, _)| is_key(key)) {
            let key = key.trim().to_lowercase();
            let value = unquoted(value);
            let values = if value.is_empty() { Vec::new() } else { vec![value] };
            fields.insert(key.clone(), values);
            last = Some(key);
        }
    }
    (!fields.is_empty()).then_some(FrontMatter { fields, broken: true })
}

fn is_key(key: &str) -> bool {
    let key = key.trim_end();
    !key.is_empty()
        && key.len() <= 40
        && key.chars().all(|character| character.is_alphanumeric() || matches!(character, '_' | '-'))
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    let inner = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    inner.unwrap_or(value).trim().to_owned()
}

impl FrontMatter {
    /// The first of these keys that says something.
    pub(super) fn text(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| {
            let value = self.fields.get(*key)?.join(", ");
            Some(value.trim().to_owned()).filter(|value| !value.is_empty())
        })
    }

    /// The values of a key, untouched.
    pub(super) fn values(&self, key: &str) -> Vec<String> {
        self.fields.get(key).cloned().unwrap_or_default()
    }

    /// The values of the first of these keys that has some: a list, or a text with commas.
    pub(super) fn list(&self, keys: &[&str]) -> Vec<String> {
        let Some(values) = keys.iter().find_map(|key| self.fields.get(*key).filter(|values| !values.is_empty())) else {
            return Vec::new();
        };
        let parts = values.iter().flat_map(|value| value.split([',', ';', '\n']));
        let parts = parts.map(|part| part.trim().trim_start_matches('#').trim().to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_in_any_case() {
        let (front, body) = split("---\nTitle: Gesetz\nslug: 'abc'\nyear: 2020\ndraft: true\nempty:\n---\n\n# A\n");
        assert_eq!(front.text(&["title"]).as_deref(), Some("Gesetz"));
        assert_eq!(front.text(&["slug"]).as_deref(), Some("abc"));
        assert_eq!(front.text(&["nothing", "year"]).as_deref(), Some("2020"));
        assert_eq!(front.text(&["empty"]), None);
        assert!(!front.broken);
        assert_eq!(body, "\n# A\n");
    }

    #[test]
    fn tags_are_a_list_or_a_text() {
        for yaml in ["tags: [a, 'b c', 3]", "tags:\n- a\n- b c\n- 3", "Tags: a, b c; 3,", "tags: 'a,b c' \nx: : y\n- 3"] {
            let text = format!("---\n{yaml}\n---\n");
            assert_eq!(split(&text).0.list(&["keywords", "tags"])[..2], ["a", "b c"], "{yaml}");
        }
    }

    #[test]
    fn broken_yaml_is_read_by_line() {
        let (front, body) = split("---\ntitle: Teil 1: Anfang\nexcerpt: \"a\" und b\ntags:\n  - x\n  - y: [\n---\ntext");
        assert!(front.broken);
        assert_eq!(front.text(&["title"]).as_deref(), Some("Teil 1: Anfang"));
        assert_eq!(front.text(&["excerpt"]).as_deref(), Some("\"a\" und b"));
        assert_eq!(front.list(&["tags"])[0], "x");
        assert_eq!(body, "text");
    }

    #[test]
    fn a_block_without_an_end_is_text() {
        for text in ["---\ntitle: a\n\nb", "---\n", "---", "", "a\n---\ntitle: b\n---\n", "---\nEin Satz.\n---\nb"] {
            assert_eq!(split(text), (FrontMatter::default(), text), "{text:?}");
        }
    }

    #[test]
    fn aliases_that_multiply_do_no_harm() {
        let level = |level: usize| format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(","));
        let yaml = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n".to_owned() + &(1..10).map(level).collect::<String>();
        let text = format!("---\ntitle: b\n{yaml}---\nc");
        let (front, body) = split(&text);
        assert_eq!((front.text(&["title"]).as_deref(), body), (Some("b"), "c"));
    }
}
