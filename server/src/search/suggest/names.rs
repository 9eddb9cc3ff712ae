//! What has a name that begins with what is typed: municipalities, topics, tags.

use app::{error::Error, search::Kind, text, wiki::fields::Facet};
use tantivy::{
    Searcher, Term,
    collector::Count,
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

/// What was typed in full first, then that of which there is most; but `lemgo` before `lemgo-digital`, however much that has.
fn in_order(found: Vec<(String, usize)>, typed: &str) -> Vec<String> {
    let goes_on = |other: &str, name: &str| other.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let most = |name: &str| found.iter().filter(|(other, _)| goes_on(other, name)).map(|(_, number)| *number).max();
    let mut ranked: Vec<_> = found.iter().map(|(name, _)| (name != typed, std::cmp::Reverse(most(name)), name)).collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(.., name)| name.clone()).collect()
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
                found.push((term, number));
            }
        }
        let mut found = in_order(found, &prefix);
        found.truncate(most);
        let value = |term: &str| term.split_once(':').map(|(_, value)| value.to_owned());
        Ok(found.iter().filter_map(|term| value(term)).collect())
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
        Ok(lookup::nearest(self.searcher, &query, 1)?.pop())
    }

    fn fact(&self, term: &str) -> Box<dyn Query> {
        let term = Term::from_field_text(self.fields.facts, term);
        Box::new(TermQuery::new(term, IndexRecordOption::Basic))
    }
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn a_name_comes_before_those_that_begin_with_it() {
        let found = |names: &[(&str, usize)]| names.iter().map(|(name, number)| ((*name).to_owned(), *number)).collect();
        assert_eq!(
            in_order(found(&[("lemgo-digital", 9), ("lemgo", 2), ("lemberg", 4)]), "lem"),
            ["lemgo", "lemgo-digital", "lemberg"]
        );
        assert_eq!(in_order(found(&[("bad-salzuflen", 3), ("bad", 1)]), "bad"), ["bad", "bad-salzuflen"]);
    }
}
