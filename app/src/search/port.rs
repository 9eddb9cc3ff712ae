//! Use cases of search: find, suggest.

use async_trait::async_trait;

use super::{Kind, Suggestion};
use crate::{
    account::Viewer,
    error::Error,
    list::Slice,
    wiki::fields::{Chosen, FacetCount},
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
