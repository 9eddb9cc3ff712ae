//! Why something was found: the passage with the most of the words, the words in `<mark>`.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{
    analyser::{Compound, compounds, fold, stems_in},
    plain::plain,
    request::Request,
};

/// The length of an excerpt, in bytes.
const LENGTH: usize = 220;
/// How much of it may stand before the first mark.
const LEAD: usize = 60;

/// So many letters of a stem are looked for in a word at first.
const BEGINNING: usize = 4;

/// Makes excerpts for one request.
pub(super) struct Excerpts {
    stems: HashSet<String>,
    /// How the stems begin: a word without any of these beginnings in it needs no closer look.
    beginnings: HashSet<String>,
    /// The length of the shortest stem.
    shortest: usize,
    /// What was found in words that were looked at closely, by the word: texts repeat their words, and each other's.
    looked_at: HashMap<String, Vec<Mark>>,
}

/// A place in the text with one of the stems.
#[derive(Debug, Clone)]
struct Mark {
    span: Range<usize>,
    stem: String,
}

impl Excerpts {
    /// For the words of a request.
    pub(super) fn of(request: &Request) -> Self {
        let stems: HashSet<String> = request.stems().map(str::to_owned).collect();
        let beginnings = stems.iter().map(|stem| stem.chars().take(BEGINNING).collect()).collect();
        let shortest = stems.iter().map(String::len).min().unwrap_or_default();
        Self { stems, beginnings, shortest, looked_at: HashMap::new() }
    }

    /// An excerpt of a Markdown text as safe HTML: text without any element but `<mark>`.
    pub(super) fn of_markdown(&mut self, markdown: &str) -> String {
        self.of_plain(&plain(markdown))
    }

    /// How many different words a plain text has of the request, and an excerpt as [`Excerpts::of_markdown`] makes it.
    pub(super) fn of_file(&mut self, text: &str) -> (usize, String) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let marks = self.marks(&text);
        let words = marks.iter().map(|mark| mark.stem.as_str()).collect::<HashSet<_>>().len();
        (words, if words > 0 { html(&text, passage(&text, best(&marks)), &marks) } else { String::new() })
    }

    fn of_plain(&mut self, text: &str) -> String {
        let marks = self.marks(text);
        let passage = passage(text, best(&marks));
        html(text, passage, &marks)
    }

    fn marks(&mut self, text: &str) -> Vec<Mark> {
        let mut marks = Vec::new();
        if self.stems.is_empty() {
            return marks;
        }
        for compound in compounds(text) {
            let span = compound.span();
            // a letter may shrink to half its bytes when it is folded
            if 2 * span.len() >= self.shortest {
                self.look_at(text, &compound, &mut marks);
            }
        }
        marks
    }

    fn look_at(&mut self, text: &str, compound: &Compound, marks: &mut Vec<Mark>) {
        let span = compound.span();
        let word = &text[span.clone()];
        if !self.looked_at.contains_key(word) {
            let found = self.marks_in(word);
            self.looked_at.insert(word.to_owned(), found);
        }
        for Mark { span: inside, stem } in self.looked_at.get(word).into_iter().flatten() {
            let place = span.start + inside.start..span.start + inside.end;
            // the whole comes before its parts: what is marked already is not marked again
            if marks.last().is_none_or(|last| last.span.end <= place.start) {
                marks.push(Mark { span: place, stem: stem.clone() });
            }
        }
    }

    fn marks_in(&self, word: &str) -> Vec<Mark> {
        let folded: String = word.split(|letter: char| !letter.is_alphanumeric()).map(fold).collect();
        if !self.beginnings.iter().any(|beginning| folded.contains(beginning.as_str())) {
            return Vec::new();
        }
        let found = stems_in(word).into_iter().filter(|(stem, _)| self.stems.contains(stem));
        found.map(|(stem, span)| Mark { span, stem }).collect()
    }
}

/// The marks close to each other that show the most different words, then the most words, then come first.
fn best(marks: &[Mark]) -> &[Mark] {
    let mut best: (usize, usize, &[Mark]) = (0, 0, &[]);
    for start in 0..marks.len() {
        let reach = marks[start].span.start + LENGTH - LEAD;
        let length = marks[start..].partition_point(|mark| mark.span.end <= reach).max(1);
        // a passage full of marks is as good as one a little fuller; this bounds the work
        let group = &marks[start..start + length.min(LENGTH / 8)];
        let different = group.iter().map(|mark| mark.stem.as_str()).collect::<HashSet<_>>().len();
        if (different, group.len()) > (best.0, best.1) {
            best = (different, group.len(), group);
        }
    }
    best.2
}

/// Widens the marks to whole words, up to [`LENGTH`].
fn passage(text: &str, marks: &[Mark]) -> Range<usize> {
    let (first, last) = match (marks.first(), marks.last()) {
        (Some(first), Some(last)) => (first.span.start, last.span.end),
        _ => (0, 0),
    };
    let start = word_start(text, first.saturating_sub(LEAD), first);
    let end = word_end(text, (start + LENGTH).min(text.len()), last.max(start));
    start..end
}

/// The first start of a word from `wish` on, but not behind `latest`.
fn word_start(text: &str, wish: usize, latest: usize) -> usize {
    let wish = text.floor_char_boundary(wish);
    if wish == 0 {
        return 0;
    }
    text[wish..latest].find(' ').map_or(latest, |blank| wish + blank + 1)
}

/// The last end of a word up to `wish`, but not before `earliest`.
fn word_end(text: &str, wish: usize, earliest: usize) -> usize {
    let wish = text.floor_char_boundary(wish.max(earliest));
    if wish == text.len() || text[wish..].starts_with(' ') {
        return wish;
    }
    text[earliest..wish].rfind(' ').map_or(wish, |blank| earliest + blank)
}

fn html(text: &str, passage: Range<usize>, marks: &[Mark]) -> String {
    let mut html = String::with_capacity(2 * LENGTH);
    if passage.start > 0 {
        html.push_str("… ");
    }
    let mut at = passage.start;
    for mark in joined(marks.iter().filter(|mark| mark.span.start >= passage.start && mark.span.end <= passage.end)) {
        escape(&text[at..mark.start], &mut html);
        html.push_str("<mark>");
        escape(&text[mark.clone()], &mut html);
        html.push_str("</mark>");
        at = mark.end;
    }
    escape(&text[at..passage.end], &mut html);
    if passage.end < text.len() {
        html.push_str(" …");
    }
    html
}

/// Parts of a compound that stand side by side are one mark.
fn joined<'a>(marks: impl Iterator<Item = &'a Mark>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match joined.last_mut() {
            Some(last) if last.end == mark.span.start => last.end = mark.span.end,
            _ => joined.push(mark.span.clone()),
        }
    }
    joined
}

fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(query: &str, text: &str) -> String {
        Excerpts::of(&Request::parse(query)).of_markdown(text)
    }

    #[test]
    fn inflected_and_respelled_words_are_marked() {
        assert_eq!(
            excerpt("gewerbeanmeldungen Buergerbuero", "Die **Gewerbeanmeldung** im Bürgerbüro."),
            "Die <mark>Gewerbeanmeldung</mark> im <mark>Bürgerbüro</mark>."
        );
    }

    #[test]
    fn a_compound_is_marked_whole_or_in_part() {
        assert_eq!(excerpt("eakte", "Die E-Akte kommt"), "Die <mark>E-Akte</mark> kommt");
        assert_eq!(excerpt("akten", "Die E-Akte kommt"), "Die E-<mark>Akte</mark> kommt");
    }

    #[test]
    fn the_part_of_a_compound_that_was_found_is_marked() {
        assert_eq!(excerpt("Anmeldung", "Zur Gewerbeanmeldung"), "Zur Gewerbe<mark>anmeldung</mark>");
        assert_eq!(excerpt("Gewerbe anmelden", "Zur Gewerbeanmeldung"), "Zur <mark>Gewerbeanmeldung</mark>");
        assert_eq!(excerpt("bürger", "Im Buergerbuero"), "Im <mark>Buerger</mark>buero");
        assert_eq!(excerpt("Gewerbeanmeldung", "Anmeldung eines Gewerbes"), "<mark>Anmeldung</mark> eines <mark>Gewerbes</mark>");
        assert_eq!(excerpt("Gewerbeanmeldung", "Die Gewerbeanmeldungen"), "Die <mark>Gewerbeanmeldungen</mark>");
    }

    #[test]
    fn the_text_is_escaped_and_its_elements_are_dropped() {
        assert_eq!(
            excerpt("rat", "<img src=x onerror=alert(1)> Rat &lt;script&gt; \"x\" & 'y'"),
            "<mark>Rat</mark> &lt;script&gt; &quot;x&quot; &amp; &#39;y&#39;"
        );
        assert_eq!(excerpt("script", "&lt;script&gt;"), "&lt;<mark>script</mark>&gt;");
    }

    #[test]
    fn the_best_passage_is_shown_cut_at_words() {
        let filler = "Lorem ipsum dolor sit amet ".repeat(20);
        let text = format!("Haushalt {filler}der Haushalt der Stadt Lemgo wird beraten {filler}");
        let excerpt = excerpt("Haushalt Lemgo", &text);
        assert!(excerpt.starts_with("… ") && excerpt.ends_with(" …"), "{excerpt}");
        assert!(excerpt.contains("<mark>Haushalt</mark> der Stadt <mark>Lemgo</mark>"), "{excerpt}");
        let length = excerpt.replace("<mark>", "").replace("</mark>", "").chars().count();
        assert!((150..=240).contains(&length), "{length}");
    }

    #[test]
    fn without_a_hit_the_beginning_is_shown() {
        assert_eq!(excerpt("xyz", "Kurz."), "Kurz.");
        let long = excerpt("xyz", &"wort ".repeat(100));
        assert!(long.starts_with("wort wort") && long.ends_with("wort …"), "{long}");
    }

    #[test]
    fn any_text_is_cut_at_characters() {
        for text in ["ä".repeat(1000), "ÄÖÜ ".repeat(300), "😀".repeat(300), "e\u{301}".repeat(500), "ab-".repeat(500)] {
            for query in ["ä", "äöü", "😀", "e", "ab", "a b c"] {
                excerpt(query, &text);
                excerpt(query, &format!("{query} {text} {query}"));
            }
        }
    }
}
