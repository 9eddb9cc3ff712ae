//! What has a name that begins with what is typed: municipalities, topics, tags.

use app::{error::Error, search::Kind, text, wiki::fields::Facet};
use tantivy::{
    Searcher, Term,
    collector::{Count, TopDocs},
    query::{BooleanQuery, Occur, Query, TermQuery},
    schema::IndexRecordOption,
};

use super::{
    super::{
        facets,
        lookup::{self, Key, Scope},
        ranking,
        schema::Fields,
    },
    completions, queries,
};
use crate::text::has_words;

/// How many municipalities are offered.
const ORGANISATIONS: usize = 3;

/// What the index knows of that begins so, best first.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) organisations: Vec<Key>,
    /// Slugs.
    pub(super) topics: Vec<String>,
    /// Slugs.
    pub(super) tags: Vec<String>,
}

impl Names {
    pub(super) fn of(searcher: &Searcher, fields: &Fields, typed: &str, scope: &Scope) -> Result<Self, Error> {
        // of nothing that can be in a name the slug would be a word of its own
        if !has_words(typed) {
            return Ok(Self::default());
        }
        let look = Look { searcher, fields, scope, beginning: text::slug(typed) };
        let organisations = look.up(Facet::Organisation, ORGANISATIONS)?;
        let organisations = organisations.iter().map(|slug| look.organisation(slug)).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            organisations: organisations.into_iter().flatten().collect(),
            topics: look.up(Facet::Topic, queries::TOPICS)?,
            tags: look.up(Facet::Tag, queries::TAGS)?,
        })
    }
}

struct Look<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    scope: &'a Scope,
    beginning: String,
}

impl Look<'_> {
    /// The values of a quality that begin so: first what was typed in full, then those of which the viewer can find most.
    fn up(&self, facet: Facet, most: usize) -> Result<Vec<String>, Error> {
        let prefix = facets::term(facet, &self.beginning);
        let mut found = Vec::new();
        for term in completions(self.searcher, self.fields.facts, &prefix)? {
            let number = self.visible(&term)?;
            if number > 0 {
                found.push((term != prefix, std::cmp::Reverse(number), term));
            }
        }
        found.sort_unstable();
        found.truncate(most);
        let value = |term: &str| term.split_once(':').map(|(_, value)| value.to_owned());
        Ok(found.iter().filter_map(|(.., term)| value(term)).collect())
    }

    /// How many things that the viewer can find have this.
    fn visible(&self, term: &str) -> Result<usize, Error> {
        let fact = self.fact(term);
        let query: Box<dyn Query> = match self.scope.filter(self.fields) {
            None => fact,
            Some(marks) => Box::new(BooleanQuery::intersection(vec![fact, ranking::any(marks)])),
        };
        Ok(self.searcher.search(&query, &Count)?)
    }

    /// The municipality itself among all that is by it.
    fn organisation(&self, slug: &str) -> Result<Option<Key>, Error> {
        let kind = Term::from_field_text(self.fields.kind, Kind::Organisation.key());
        let fact = self.fact(&facets::term(Facet::Organisation, slug));
        let query = BooleanQuery::new(vec![(Occur::Must, fact), (Occur::Must, ranking::any(vec![kind]))]);
        let found = self.searcher.search(&query, &TopDocs::with_limit(1).order_by_score())?;
        Ok(lookup::keys(self.searcher, found)?.pop().map(|(key, _)| key))
    }

    fn fact(&self, term: &str) -> Box<dyn Query> {
        let term = Term::from_field_text(self.fields.facts, term);
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    }
}
