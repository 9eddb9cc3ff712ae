//! What is in a text, with the lines where it stands: its links, and what an author may have overlooked.

use comrak::{
    Arena,
    nodes::{Node, NodeValue},
};

use super::{
    address::Address,
    cut,
    links::WikiLink,
    raw::{self, Spotted},
    tree,
};

/// Something in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A link by title.
    Wiki(WikiLink),
    /// A link by address, as it was typed.
    Link(String),
    /// Where a picture is, as it was typed.
    Image(String),
    /// A picture without a description.
    MuteImage,
    /// A heading of the second level, more than one level below the first.
    Skipped(u8, u8),
    /// A word in angle brackets, which is read as an element of HTML and not shown.
    Unknown(String),
}

/// Everything of note in a text, each with its line from 1.
#[must_use]
pub fn survey(markdown: &str) -> Vec<(usize, Found)> {
    let arena = Arena::new();
    let (text, _) = cut::to_size(markdown);
    let root = tree::parse(&arena, &cut::flatten(text));
    let mut survey = Survey { found: Vec::new(), level: None };
    for node in root.descendants() {
        survey.look(node);
    }
    survey.found
}

/// The links by title, each title once, in the order of the text.
#[must_use]
pub fn wiki_links(markdown: &str) -> Vec<WikiLink> {
    // most texts have none, and need not be parsed to say so
    if !markdown.contains("[[") {
        return Vec::new();
    }
    let mut links: Vec<WikiLink> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for (_, found) in survey(markdown) {
        if let Found::Wiki(link) = found
            && known.insert(link.slug.clone())
        {
            links.push(link);
        }
    }
    links
}

/// The slugs of the articles that a link by address leads to: `/wiki/lorawan#abschnitt-kosten` gives `lorawan`.
/// `None` when it leads elsewhere.
#[must_use]
pub fn article_of(target: &str) -> Option<String> {
    let Some(Address::Own(path)) = Address::parse(target) else { return None };
    let slug = path.split(['?', '#']).next()?.strip_prefix("/wiki/")?.split('/').next()?;
    (!slug.is_empty() && !RESERVED.contains(&slug)).then(|| slug.to_owned())
}

/// What else of this site a link leads to by a number or a name, without what follows that:
/// `/fragen/7/ein-titel#antwort-3` gives `/fragen/7`. `None` for articles and all pages that are always there.
#[must_use]
pub fn thing_of(target: &str) -> Option<String> {
    const SORTS: [&str; 5] = ["fragen", "kommunen", "themen", "schlagworte", "dateien"];
    let Some(Address::Own(path)) = Address::parse(target) else { return None };
    let mut parts = path.split(['?', '#']).next()?.strip_prefix('/')?.split('/');
    let (sort, name) = (parts.next()?, parts.next()?);
    let is_thing = SORTS.contains(&sort) && !name.is_empty() && (sort, name) != ("fragen", "neu");
    is_thing.then(|| format!("/{sort}/{name}").chars().take(LONGEST_THING).collect())
}

/// Whether an address is one that a text may use; others are not shown as links.
#[must_use]
pub fn is_address(target: &str) -> bool {
    Address::parse(target).is_some()
}

/// The place on the same page that a link leads to, as the heading's id.
#[must_use]
pub fn place_of(target: &str) -> Option<String> {
    match Address::parse(target) {
        Some(Address::Own(path)) => path.strip_prefix('#').map(str::to_owned),
        _ => None,
    }
}

/// Nothing has a longer address, in characters.
const LONGEST_THING: usize = 300;

/// Pages below `/wiki/` that are no articles.
pub const RESERVED: [&str; 7] = ["neu", "entwuerfe", "baum", "titel", "hinweise", "import", "vorlagen"];

struct Survey {
    found: Vec<(usize, Found)>,
    /// Of the last heading.
    level: Option<u8>,
}

impl Survey {
    fn look(&mut self, node: Node<'_>) {
        let line = node.data().sourcepos.start.line;
        match &node.data().value {
            NodeValue::WikiLink(target) => match WikiLink::parse(&target.url) {
                Some(wiki) => self.note(line, Found::Wiki(wiki)),
                None => self.note(line, Found::Link(target.url.clone())),
            },
            NodeValue::Link(target) => self.note(line, Found::Link(target.url.clone())),
            NodeValue::Image(source) => {
                self.note(line, Found::Image(source.url.clone()));
                if tree::text_of(node).trim().is_empty() {
                    self.note(line, Found::MuteImage);
                }
            }
            NodeValue::Heading(heading) => self.heading(line, heading.level),
            NodeValue::HtmlBlock(block) => self.by_hand(line, &block.literal),
            NodeValue::HtmlInline(tag) => self.by_hand(line, tag),
            _ => {}
        }
    }

    fn heading(&mut self, line: usize, level: u8) {
        if let Some(above) = self.level.filter(|above| level > above + 1) {
            self.note(line, Found::Skipped(above, level));
        }
        self.level = Some(level);
    }

    fn by_hand(&mut self, line: usize, html: &str) {
        raw::spot(html, |spotted| match spotted {
            Spotted::Link(target) => self.note(line, Found::Link(target)),
            Spotted::Image(source) => self.note(line, Found::Image(source)),
            Spotted::MuteImage => self.note(line, Found::MuteImage),
            Spotted::Heading(level) => self.heading(line, level),
            Spotted::Unknown(name) => self.note(line, Found::Unknown(name)),
        });
    }

    fn note(&mut self, line: usize, found: Found) {
        self.found.push((line, found));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_of_note_is_found_with_its_line() {
        let text = "# A\n\nEin [Link](/wiki/b) und [[Titel#Teil|Text]],\n[[#Ort]], https://x.de/\n\n### C\n\n![](a.png) ![ok](b.png)\n\n\
                    <img src=a><a href='/wiki/d'>d</a>\n\n`[[kein Link]]` <Kommune>\n";
        let title = WikiLink { title: "Titel".to_owned(), slug: "titel".to_owned() };
        assert_eq!(
            survey(text),
            [
                (3, Found::Link("/wiki/b".to_owned())),
                (3, Found::Wiki(title)),
                (4, Found::Link("#Ort".to_owned())),
                (4, Found::Link("https://x.de/".to_owned())),
                (6, Found::Skipped(1, 3)),
                (8, Found::Image("a.png".to_owned())),
                (8, Found::MuteImage),
                (8, Found::Image("b.png".to_owned())),
                (10, Found::Image("a".to_owned())),
                (10, Found::MuteImage),
                (10, Found::Link("/wiki/d".to_owned())),
                (12, Found::Unknown("Kommune".to_owned())),
            ]
        );
    }

    #[test]
    fn a_title_counts_once() {
        let titles: Vec<_> = wiki_links("[[Über uns]] [[über  uns|wir]] [[B]]").into_iter().map(|link| link.slug).collect();
        assert_eq!(titles, ["ueber-uns", "b"]);
        assert_eq!(wiki_links("kein Link"), []);
    }

    #[test]
    fn an_address_leads_to_an_article_or_does_not() {
        assert_eq!(article_of("/wiki/lorawan#abschnitt-kosten").as_deref(), Some("lorawan"));
        assert_eq!(article_of("/wiki/lorawan/verlauf").as_deref(), Some("lorawan"));
        for other in ["/wiki", "/wiki/", "/wiki/neu", "/fragen/1/a", "https://example.org/wiki/a", "#a", "a.md"] {
            assert_eq!(article_of(other), None, "{other}");
        }
        for (address, thing) in [
            ("/fragen/7/ein-titel?seite=2#antwort-3", Some("/fragen/7")),
            ("/kommunen/lemgo", Some("/kommunen/lemgo")),
            ("/themen/handel#x", Some("/themen/handel")),
            ("/schlagworte/markt", Some("/schlagworte/markt")),
            ("/dateien/3/plan.pdf", Some("/dateien/3")),
            ("/kommunen", None),
            ("/kommunen/", None),
            ("/fragen/neu", None),
            ("/wiki/lorawan", None),
            ("/suche?q=/fragen/7", None),
            ("https://example.org/fragen/7", None),
        ] {
            assert_eq!(thing_of(address).as_deref(), thing, "{address}");
        }
        assert_eq!(place_of("#Erste Kosten").as_deref(), Some("abschnitt-erste-kosten"));
    }
}
