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

/// What is looked for. Empty fields do not narrow it.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// The words as typed.
    pub text: String,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only from this Kreis (slug).
    pub district: Option<String>,
    /// Only articles with these facts.
    pub facts: Chosen,
}

impl Query {
    /// What the query of an address asks for; what means nothing there is left alone.
    #[must_use]
    pub fn of<'a>(query: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let query: Vec<_> = query.into_iter().collect();
        let value = |name: &str| query.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value.trim());
        let facts = query.iter().copied();
        Self {
            text: value("q").to_owned(),
            kind: Kind::from_key(value("art")),
            district: Some(value("kreis")).filter(|slug| !slug.is_empty()).map(str::to_owned),
            facts: Chosen::from_query(facts.filter(|(name, _)| Facet::from_key(name).is_some_and(Facet::is_fact))),
        }
    }

    /// The reverse, in one order: two addresses that ask for the same become the same.
    #[must_use]
    pub fn pairs(&self) -> Vec<(String, String)> {
        let words = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let named = [("q", Some(words)), ("art", self.kind.map(|kind| kind.key().to_owned())), ("kreis", self.district.clone())];
        let named = named.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let facts = self.facts.facets().into_iter().flat_map(|facet| {
            let mut values: Vec<&str> = self.facts.of(facet).collect();
            values.sort_unstable();
            values.into_iter().map(move |value| (facet.key().to_owned(), value.to_owned()))
        });
        named.chain(facts).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The address of the results, in the order of [`Query::pairs`].
    #[must_use]
    pub fn path(&self) -> String {
        with_query("/suche", &self.pairs(), "seite", "")
    }

    /// What of [`Query::path`] stands behind the question mark; empty when nothing is asked for.
    #[must_use]
    pub fn address(&self) -> String {
        self.path().split_once('?').map_or_else(String::new, |(_, address)| address.to_owned())
    }
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
    /// How many of each Kreis (slug, name), were no Kreis chosen.
    pub districts: Vec<(String, String, i64)>,
    /// What the articles among the hits can be filtered by further.
    pub facts: Vec<FacetCount>,
}

/// Search.
#[async_trait]
pub trait Search: Send + Sync {
    /// Finds. An empty text finds nothing.
    async fn find(&self, viewer: &Viewer, query: &Query, slice: Slice) -> Result<Results, Error>;

    /// Offers up to eight hits for words that are still being typed.
    async fn suggest(&self, viewer: &Viewer, text: &str) -> Result<Vec<Suggestion>, Error>;

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
