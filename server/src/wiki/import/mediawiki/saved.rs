//! Takes out of a wikitext what is not wikitext: code, comments, templates, footnotes. In their place stands one character
//! each, from a plane of Unicode that no text uses. Each step goes through the text once.

use std::collections::{BTreeMap, HashMap};

/// What was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Saved {
    /// Words to be taken literally.
    Literal(String),
    /// Words of a machine in a line.
    Code(String),
    /// Lines of a machine, and their language.
    Block(String, String),
    /// A footnote, counted from 1.
    Note(usize),
}

/// A text without what was taken out of it.
#[derive(Debug, Default)]
pub(super) struct Taken {
    pub(super) text: String,
    saved: Vec<Saved>,
    /// Wikitext of the footnotes.
    pub(super) notes: Vec<String>,
    /// Names of templates, and how often they were dropped.
    pub(super) templates: BTreeMap<String, usize>,
    pub(super) galleries: usize,
}

/// The first of the characters that stand for something, and how many there are.
const FIRST: u32 = 0xf_0000;
const MOST: usize = 0xfff0;

/// Of so many templates the names are told.
const NAMED: usize = 50;

/// Takes everything out of a text.
pub(super) fn take(text: &str) -> Taken {
    let text: String = text.replace("\r\n", "\n").chars().filter(|letter| u32::from(*letter) < FIRST).collect();
    let mut taken = Taken::default();
    let text = taken.elements(&text);
    let text = taken.templates(&text);
    taken.text = taken.notes(&text);
    taken
}

impl Taken {
    /// What a character stands for.
    pub(super) fn at(&self, letter: char) -> Option<&Saved> {
        self.saved.get(usize::try_from(u32::from(letter).checked_sub(FIRST)?).ok()?)
    }

    /// The character that stands for this; when there are no more, it is lost.
    fn save(&mut self, saved: Saved, out: &mut String) {
        if self.saved.len() < MOST
            && let Some(letter) = u32::try_from(self.saved.len()).ok().and_then(|index| char::from_u32(FIRST + index))
        {
            self.saved.push(saved);
            out.push(letter);
        }
    }

    /// Comments, `<nowiki>`, `<pre>`, `<code>`, `<syntaxhighlight>`, `<math>`, `<gallery>`.
    fn elements(&mut self, text: &str) -> String {
        const NAMES: [&str; 9] = ["nowiki", "pre", "code", "tt", "syntaxhighlight", "source", "math", "gallery", "score"];
        let mut ends = Ends::of(text);
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(found) = text[at..].find('<') {
            let start = at + found;
            out.push_str(&text[at..start]);
            at = start;
            if text[start..].starts_with("<!--") {
                // one without an end hides the rest, as there
                at = ends.after("-->", start + 4).unwrap_or(text.len());
                continue;
            }
            let name = NAMES.into_iter().find(|name| opens(&text[start..], name));
            let element = name.and_then(|name| Some((name, element(text, start, name, &mut ends)?)));
            let Some((name, element)) = element else {
                out.push('<');
                at += 1;
                continue;
            };
            at = element.end;
            let inner = element.inner.to_owned();
            match name {
                "nowiki" => self.save(Saved::Literal(inner), &mut out),
                "gallery" => self.galleries += usize::from(!inner.trim().is_empty()),
                "pre" => self.save(Saved::Block(String::new(), inner), &mut out),
                "syntaxhighlight" | "source" if inner.contains('\n') => {
                    let language = attribute(element.attributes, "lang").unwrap_or_default();
                    self.save(Saved::Block(language, inner), &mut out);
                }
                _ => self.save(Saved::Code(inner), &mut out),
            }
        }
        out.push_str(&text[at..]);
        out
    }

    /// `{{…}}` and `{{{…}}}` with all that is in them. Braces without their partners stay.
    fn templates(&mut self, text: &str) -> String {
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut gone: Vec<(usize, usize)> = Vec::new();
        let bytes = text.as_bytes();
        let run = |at: usize, byte: u8| bytes[at..].iter().take_while(|other| **other == byte).count();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'{' => {
                    let mut braces = run(at, b'{');
                    while braces >= 2 {
                        let width = if braces == 3 { 3 } else { 2 };
                        open.push((at, width));
                        at += width;
                        braces -= width;
                    }
                    at += braces;
                }
                b'}' => {
                    let mut braces = run(at, b'}');
                    while let Some((start, width)) = open.last().copied().filter(|(_, width)| *width <= braces) {
                        open.pop();
                        at += width;
                        braces -= width;
                        // what lies inside goes with it
                        while gone.last().is_some_and(|(inner, _)| *inner > start) {
                            gone.pop();
                        }
                        gone.push((start, at));
                    }
                    at += braces;
                }
                _ => at += 1,
            }
        }
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for (start, end) in gone {
            out.push_str(&text[done..start]);
            done = end;
            self.name(&text[start..end]);
        }
        out.push_str(&text[done..]);
        out
    }

    fn name(&mut self, template: &str) {
        let name = template.trim_start_matches('{').split(['|', '}', '\n']).next().unwrap_or_default().trim();
        let name: String = name.chars().filter(|letter| u32::from(*letter) < FIRST).take(60).collect();
        if !name.is_empty() && (self.templates.len() < NAMED || self.templates.contains_key(&name)) {
            *self.templates.entry(name).or_default() += 1;
        }
    }

    /// `<ref name="a">…</ref>`, `<ref name="a" />`, `<references />`.
    fn notes(&mut self, text: &str) -> String {
        let mut ends = Ends::of(text);
        let mut known: HashMap<String, usize> = HashMap::new();
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(found) = text[at..].find('<') {
            let start = at + found;
            out.push_str(&text[at..start]);
            at = start;
            if opens(&text[start..], "references") {
                if let Some(end) = ends.after(">", start) {
                    at = end;
                    continue;
                }
            } else if opens(&text[start..], "ref")
                && let Some(element) = element(text, start, "ref", &mut ends)
            {
                at = element.end;
                let name = attribute(element.attributes, "name");
                let number = name.as_ref().and_then(|name| known.get(name).copied()).unwrap_or_else(|| {
                    self.notes.push(String::new());
                    self.notes.len()
                });
                // the text may stand at any of the places that refer to it
                if !element.inner.trim().is_empty() && self.notes[number - 1].is_empty() {
                    element.inner.trim().clone_into(&mut self.notes[number - 1]);
                }
                if let Some(name) = name {
                    known.insert(name, number);
                }
                self.save(Saved::Note(number), &mut out);
                continue;
            }
            out.push('<');
            at += 1;
        }
        out.push_str(&text[at..]);
        out
    }
}

/// Whether a tag of this name begins here.
fn opens(text: &str, name: &str) -> bool {
    let Some(rest) = text.get(1..=name.len()).filter(|word| word.eq_ignore_ascii_case(name)).map(|word| &text[1 + word.len()..])
    else {
        return false;
    };
    rest.starts_with(|next: char| next == '>' || next == '/' || next.is_whitespace())
}

struct Element<'a> {
    attributes: &'a str,
    inner: &'a str,
    end: usize,
}

/// The element that begins at `start`; one that is closed at once has nothing in it. `None` without an end.
fn element<'a>(text: &'a str, start: usize, name: &'static str, ends: &mut Ends<'a>) -> Option<Element<'a>> {
    let open = ends.after(">", start)?;
    let attributes = &text[start + 1 + name.len()..open - 1];
    if attributes.ends_with('/') {
        return Some(Element { attributes, inner: "", end: open });
    }
    let close = ends.closing(name, open)?;
    let end = ends.after(">", close)?;
    Some(Element { attributes, inner: &text[open..close], end })
}

/// The value of an attribute, with or without quotes.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let lower = attributes.to_ascii_lowercase();
    let at = lower.find(&format!("{name}="))? + name.len() + 1;
    let rest = &attributes[at..];
    let value = match rest.chars().next()? {
        quote @ ('"' | '\'') => rest[1..].split(quote).next(),
        _ => rest.split(|letter: char| letter.is_whitespace() || letter == '/').next(),
    };
    value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Finds ends, and remembers what does not come any more, so that a thousand beginnings cost one search.
struct Ends<'a> {
    text: &'a str,
    lower: String,
    none: Vec<&'static str>,
}

impl<'a> Ends<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, lower: text.to_ascii_lowercase(), none: Vec::new() }
    }

    /// The place behind the next mark.
    fn after(&mut self, mark: &'static str, from: usize) -> Option<usize> {
        self.find(mark, mark, from).map(|at| at + mark.len())
    }

    /// Where `</name` begins.
    fn closing(&mut self, name: &'static str, from: usize) -> Option<usize> {
        self.find(name, &format!("</{name}"), from)
    }

    fn find(&mut self, key: &'static str, wanted: &str, from: usize) -> Option<usize> {
        if self.none.contains(&key) || !self.text.is_char_boundary(from.min(self.text.len())) {
            return None;
        }
        let found = self.lower.get(from..)?.find(wanted).map(|at| from + at);
        if found.is_none() {
            self.none.push(key);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> (String, Taken) {
        let taken = take(text);
        let shown = taken
            .text
            .chars()
            .map(|letter| taken.at(letter).map_or_else(|| letter.to_string(), |saved| format!("‹{saved:?}›")))
            .collect();
        (shown, taken)
    }

    #[test]
    fn templates_go_with_all_that_is_in_them() {
        let (text, taken) = taken("a {{Infobox|x={{y}}|z={{{1|{{q}}}}}}} b {{Zitat|c}} {{{2}}} }} {{offen");
        assert_eq!(text, "a  b   }} {{offen");
        assert_eq!(taken.templates.keys().map(String::as_str).collect::<Vec<_>>(), ["2", "Infobox", "Zitat"]);
    }

    #[test]
    fn code_comments_and_literal_words_are_kept_apart() {
        let (text, _) = taken("a<!-- {{b -->c<nowiki>''x''</nowiki><PRE>{{y}}</PRE><code>z</code><!-- offen");
        assert_eq!(text, "ac‹Literal(\"''x''\")›‹Block(\"\", \"{{y}}\")›‹Code(\"z\")›");
        assert_eq!(taken("<pre>ohne Ende <b>").0, "<pre>ohne Ende <b>");
        assert_eq!(taken("<syntaxhighlight lang=\"rust\">\nx\n</syntaxhighlight>").0, "‹Block(\"rust\", \"\\nx\\n\")›");
    }

    #[test]
    fn footnotes_are_counted_and_named_ones_are_one() {
        let (text, taken) = taken("a<ref name=x>eins</ref> b<ref>zwei {{t}}</ref> c<ref name=\"x\" />\n<references />");
        assert_eq!(text, "a‹Note(1)› b‹Note(2)› c‹Note(1)›\n");
        assert_eq!(taken.notes, ["eins", "zwei "].map(str::trim));
    }

    #[test]
    fn hostile_texts_take_no_time() {
        for part in ["<ref>", "<!--", "<nowiki", "{{", "{{{", "<pre>", "}}", "<ref name="] {
            let text = part.repeat(200_000);
            assert!(take(&text).text.len() <= text.len());
        }
    }
}
