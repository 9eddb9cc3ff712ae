//! What narrows the hits: who looks, what she chose, and the operators among her words.

use app::wiki::fields::{Chosen, Facet};
use tantivy::{Searcher, Term, query::Query};

use super::{facets, lookup::Scope, occurrence, ranking, request::Request, schema::Fields};

/// Conditions for the hits of one request.
#[derive(Debug)]
pub(super) struct Filters {
    /// Who may see it; nothing for who sees all.
    visible: Option<Vec<Term>>,
    operators: Vec<Box<dyn Query>>,
    /// What was chosen, by quality.
    chosen: Vec<(Facet, Vec<Term>)>,
}

impl Filters {
    /// Those of somebody's request. Operators that mean nothing become words of it, those that leave out something go to
    /// what it excludes.
    pub(super) fn of(
        searcher: &Searcher,
        fields: &Fields,
        scope: &Scope,
        request: &mut Request,
        chosen: &Chosen,
    ) -> Result<Self, app::error::Error> {
        let visible = scope.filter(fields);
        let mut operators: Vec<Box<dyn Query>> = Vec::new();
        let mut words = Vec::new();
        for operator in std::mem::take(&mut request.operators) {
            let mut terms = operator.wanted.terms(fields);
            if !scope.knows(&operator.wanted) {
                terms.clear();
            }
            let mut known = Vec::new();
            for term in terms {
                if occurrence::is_visible(searcher, &term, visible.as_deref())? {
                    known.push(term);
                }
            }
            let condition = if known.is_empty() { operator.wanted.time(fields) } else { Some(ranking::any(known)) };
            match condition {
                Some(condition) if operator.excluded => operators.push(ranking::not(condition)),
                Some(condition) => operators.push(condition),
                None if operator.excluded => request.excluded.extend(operator.words),
                None => words.extend(operator.words),
            }
        }
        if !words.is_empty() {
            request.take(words);
        }
        Ok(Self { visible, operators, chosen: terms(fields, chosen) })
    }

    /// All conditions, but for those of one quality.
    pub(super) fn without(&self, facet: Option<Facet>) -> Vec<Box<dyn Query>> {
        let chosen = self.chosen.iter().filter(|(one, _)| Some(*one) != facet).map(|(_, terms)| ranking::any(terms.clone()));
        self.unchosen().into_iter().chain(chosen).collect()
    }

    /// The conditions as if nothing were chosen.
    pub(super) fn unchosen(&self) -> Vec<Box<dyn Query>> {
        let visible = self.visible.clone().map(ranking::any);
        visible.into_iter().chain(self.operators.iter().map(|condition| condition.box_clone())).collect()
    }

    /// Whether an operator narrows the hits.
    pub(super) fn narrow(&self) -> bool {
        !self.operators.is_empty()
    }

    /// The qualities of which something was chosen.
    pub(super) fn qualities(&self) -> impl Iterator<Item = Facet> {
        self.chosen.iter().map(|(facet, _)| *facet)
    }
}

/// What was chosen of each quality, as terms of which any will do.
fn terms(fields: &Fields, chosen: &Chosen) -> Vec<(Facet, Vec<Term>)> {
    let term = |facet, value: &str| Term::from_field_text(fields.facts, &facets::term(facet, value));
    let of = |facet| (facet, chosen.of(facet).map(|value| term(facet, value)).collect());
    chosen.facets().into_iter().map(of).collect()
}
