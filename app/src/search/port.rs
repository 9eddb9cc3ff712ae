//! Use cases of search: find, suggest.

use async_trait::async_trait;

use super::{Kind, Suggestion};
use crate::{
    account::Viewer,
    error::Error,
    list::Slice,
    ui::with_query,
    wiki::fields::{Chosen, Facet, FacetCount},
};

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// The words as typed.
    pub text: String,
    /// By what the hits are narrowed. Of one quality any of the values will do.
    pub chosen: Chosen,
}

impl Query {
    /// What the query of an address asks for; what means nothing there is left alone.
    #[must_use]
    pub fn of<'a>(query: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let query: Vec<_> = query.into_iter().map(|(name, value)| (name, value.trim())).collect();
        let text = query.iter().find(|(name, _)| *name == "q").map_or("", |(_, text)| text);
        let means_something = |(name, value): &(&str, &str)| *name != Facet::Kind.key() || label_of_kind(value).is_some();
        Self { text: text.to_owned(), chosen: Chosen::from_query(query.iter().copied().filter(means_something)) }
    }

    /// The only kind that is looked for, if it is one.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        let mut kinds = self.chosen.of(Facet::Kind);
        kinds.next().filter(|_| kinds.next().is_none()).and_then(Kind::from_key)
    }

    /// The reverse of [`Query::of`], in one order: two addresses that ask for the same become the same.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        let words = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let chosen = self.chosen.facets().into_iter().flat_map(|facet| {
            let mut values: Vec<&str> = self.chosen.of(facet).collect();
            values.sort_unstable();
            values.into_iter().map(move |value| (facet.key().to_owned(), value.to_owned()))
        });
        std::iter::once(("q".to_owned(), words)).chain(chosen).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The address of the results, in the order of [`Query::pairs`].
    #[must_use]
    pub fn path(&self) -> String {
        with_query(super::PATH, &self.pairs(), "seite", "")
    }

    /// What of [`Query::path`] stands behind the question mark; empty when nothing is asked for.
    #[must_use]
    pub fn address(&self) -> String {
        self.path().split_once('?').map_or_else(String::new, |(_, address)| address.to_owned())
    }
}

/// What users call a kind of hit in the filter: that of an article, too.
#[must_use]
pub fn label_of_kind(value: &str) -> Option<&'static str> {
    let article = || crate::wiki::Kind::from_key(value).map(crate::wiki::Kind::label);
    Kind::from_key(value).map(Kind::label).or_else(article)
}

/// Something found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub path: String,
    /// State or kind of article, for the pill.
    pub label: String,
    /// The muted line: organisation, Kreis, age.
    pub meta: String,
    /// An excerpt as safe HTML, the words found in `<mark>`.
    pub snippet: String,
    /// The file that the excerpt is from, with the page: `Kosten.pdf, Seite 3`.
    pub file: Option<String>,
}

/// A page of hits, best first.
#[derive(Debug, Clone, Default)]
pub struct Results {
    /// The hits of this page.
    pub hits: Vec<Hit>,
    /// How many the viewer may see in all.
    pub total: i64,
    /// How many of each kind, were no kind chosen.
    pub kinds: Vec<(Kind, i64)>,
    /// What the hits can be narrowed by further; each count as if nothing else were chosen of that quality.
    pub facets: Vec<FacetCount>,
    /// What was meant, probably.
    pub meant: Option<Meant>,
    /// The nearest hits without the filters, when nothing is left with them.
    pub beside: Vec<Hit>,
}

/// Another spelling of what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// The whole text with the other words in it.
    pub text: String,
    /// The words that stand nowhere, as they were typed. The hits have the others in their place.
    pub unknown: Vec<String>,
}

/// Search.
#[async_trait]
pub trait Search: Send + Sync {
    /// Finds. An empty text finds nothing.
    async fn find(&self, viewer: &Viewer, query: &Query, slice: Slice) -> Result<Results, Error>;

    /// Offers up to eight ways on for words that are still being typed: municipalities, topics and tags that begin so, and
    /// titles. After one letter, only the former.
    async fn suggest(&self, viewer: &Viewer, text: &str) -> Result<Vec<Suggestion>, Error>;

    /// Up to five questions and articles about the same as a question or an article.
    async fn related(&self, viewer: &Viewer, kind: Kind, id: i64) -> Result<Vec<Suggestion>, Error>;

    /// Up to five questions and articles that may answer a question of this title already. For members.
    async fn similar(&self, viewer: &Viewer, title: &str) -> Result<Vec<Suggestion>, Error>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wiki::pages::list::filter::pairs;

    #[test]
    fn what_asks_for_the_same_has_the_same_address() {
        let one =
            Query::of([("software", "node-red"), ("q", "  LoRaWAN   Pegel "), ("status", "laeuft"), ("software", "grafana")]);
        let other = Query::of([
            ("q", "LoRaWAN Pegel"),
            ("status", "laeuft"),
            ("software", "grafana"),
            ("software", "node-red"),
            ("seite", "2"),
            ("art", "quatsch"),
            ("kreis", " "),
            ("weiter", "https://example.org"),
        ]);
        assert_eq!(one.path(), "/suche?q=LoRaWAN%20Pegel&status=laeuft&software=grafana&software=node-red");
        assert_eq!(one.path(), other.path());
    }

    #[test]
    fn an_address_asks_for_what_it_was_made_of() {
        let asked =
            Query::of([("q", "\"mobile Geräte\" -lemgo & mehr"), ("art", "article"), ("kreis", "kreis-lippe"), ("jahr", "2024")]);
        assert_eq!(Query::of(pairs(&asked.pairs())).path(), asked.path());
        assert_eq!(asked.path(), format!("/suche?{}", asked.address()));
        assert_eq!((Query::of([]).path().as_str(), Query::of([]).address().as_str()), ("/suche", ""));
    }
}
