//! Links by title: `[[Titel]]`, `[[Titel|Text]]`, `[[Titel#Abschnitt]]`.

use std::collections::BTreeMap;

use app::text;
use url::form_urlencoded::byte_serialize;

use super::{
    address::{Address, section},
    names::candidates,
};

/// A link by title, as a text has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WikiLink {
    /// The title that it names.
    pub title: String,
    /// By which an article of that title is found.
    pub slug: String,
}

/// Where the links by title of a text lead, for one reader.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Links {
    paths: BTreeMap<String, String>,
    invite: bool,
    names: BTreeMap<String, String>,
}

/// Where one of them leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// An article, or a place on the same page.
    Leads(Address),
    /// The form for an article that nobody has written.
    Wanted(Address),
    /// Only its text stays.
    Nowhere,
}

impl WikiLink {
    /// The title and the section in what stands between the brackets; `None` for a place on the same page.
    pub(super) fn parse(target: &str) -> Option<Self> {
        let (title, _) = split(target);
        (!title.is_empty()).then(|| Self { title: title.to_owned(), slug: text::slug(title) })
    }
}

impl Links {
    /// Links to these articles: the slug of a title to the path. With `invite`, the others lead to the form for a new
    /// article; without, they lead nowhere.
    #[must_use]
    pub fn new(paths: impl IntoIterator<Item = (String, String)>, invite: bool) -> Self {
        Self { paths: paths.into_iter().collect(), invite, names: BTreeMap::new() }
    }

    /// With these names of people and organisations behind an `@`: the slug of a name to the path.
    #[must_use]
    pub fn naming(mut self, names: &BTreeMap<String, String>) -> Self {
        self.names.clone_from(names);
        self
    }

    /// The name at the beginning of a text: how many bytes, and where it leads.
    pub(super) fn named(&self, tail: &str) -> Option<(usize, Address)> {
        if self.names.is_empty() {
            return None;
        }
        let longest = candidates(tail).into_iter().rev().find_map(|(length, slug)| Some((length, self.names.get(&slug)?)));
        longest.and_then(|(length, path)| Some((length, Address::parse(path)?)))
    }

    /// Whether an article of this slug is there for the reader.
    #[must_use]
    pub fn leads(&self, slug: &str) -> bool {
        self.paths.contains_key(slug)
    }

    pub(super) fn target(&self, target: &str) -> Target {
        let (title, section_name) = split(target);
        let place = section_name.map(section).unwrap_or_default();
        let address = if title.is_empty() {
            place
        } else if let Some(path) = self.paths.get(&text::slug(title)) {
            format!("{path}{place}")
        } else if self.invite {
            let title: String = byte_serialize(title.as_bytes()).collect();
            return Address::parse(&format!("/wiki/neu?titel={title}")).map_or(Target::Nowhere, Target::Wanted);
        } else {
            return Target::Nowhere;
        };
        Address::parse(&address).map_or(Target::Nowhere, Target::Leads)
    }
}

/// `C#` is a title; `Titel#Abschnitt` is a section of one.
fn split(target: &str) -> (&str, Option<&str>) {
    match target.split_once('#') {
        Some((title, section)) if !section.trim().is_empty() => (title.trim(), Some(section.trim())),
        _ => (target.trim(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_may_name_a_section() {
        let links = Links::new([("lorawan".to_owned(), "/wiki/funk".to_owned())], true);
        let leads = |target| match links.target(target) {
            Target::Leads(address) => Some(address),
            Target::Wanted(_) | Target::Nowhere => None,
        };
        let own = |path: &str| Some(Address::Own(path.to_owned()));
        assert_eq!(leads("LoRaWAN"), own("/wiki/funk"));
        assert_eq!(leads(" LoRaWAN # Erste Kosten "), own("/wiki/funk#abschnitt-erste-kosten"));
        assert_eq!(leads("#Kosten"), own("#abschnitt-kosten"));
        assert_eq!(leads("Serviceportal"), None);
        assert_eq!(WikiLink::parse("C#").map(|link| link.title).as_deref(), Some("C#"));
        assert_eq!(WikiLink::parse("#Kosten"), None);
    }

    #[test]
    fn only_who_may_write_is_led_to_the_form() {
        let invited = Links::new([], true).target("Müll & Öl?");
        assert_eq!(invited, Target::Wanted(Address::Own("/wiki/neu?titel=M%C3%BCll+%26+%C3%96l%3F".to_owned())));
        assert_eq!(Links::default().target("Müll & Öl?"), Target::Nowhere);
    }
}
