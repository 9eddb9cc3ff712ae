//! By what articles can be filtered: kept up to date with every revision, counted for the filter of the list.

pub(crate) mod queries;

use app::{
    error::Error,
    wiki::{
        Kind,
        fields::{Chosen, Facet, FacetCount, Fact, Fields},
        port::{ArticleFilter, Facets},
    },
};
use quick_cache::sync::Cache;

use super::queries as wiki;
use crate::{
    db::{Conn, Db},
    reuse, search,
};

/// Replaces the facts of an article.
pub(super) async fn follow(tx: &mut Conn, article: i64, fields: &Fields) -> Result<(), Error> {
    let mut facts = fields.facts();
    facts.extend(Fact::reused(reuse::queries::used(tx, article).await?));
    queries::replace(tx, article, &facts).await
}

/// Brings up to date how many municipalities use what the article describes, for the list and for the search.
pub(crate) async fn reused(tx: &mut Conn, article: i64) -> Result<(), Error> {
    let facts = Fact::reused(reuse::queries::used(tx, article).await?);
    queries::replace_of(tx, article, Facet::Reused, &facts).await?;
    search::record(tx, app::search::Kind::Article, article).await
}

/// What was counted for a reader, at which version of the wiki. The counts go through all articles, and between two changes
/// all members ask for the same; what was counted before a change is asked for by nobody any more.
pub(super) type Counted = Cache<(i64, bool, ArticleFilter), Facets>;

/// So many filters are remembered. A filter nobody has asked for yet is counted in a moment.
pub(super) fn counted() -> Counted {
    Cache::new(64)
}

/// How many articles there are of this filter, and every value that they have, with their number, were nothing chosen of the
/// same quality.
pub(super) async fn facets(db: &Db, counted: &Counted, member: bool, filter: &ArticleFilter) -> Result<Facets, Error> {
    // first the version: what is counted then may be newer, but never older
    let version = wiki::version(&mut db.read().await?).await?;
    let count = async { count(&mut db.read().await?, member, filter).await };
    counted.get_or_insert_async(&(version, member, filter.clone()), count).await
}

async fn count(conn: &mut Conn, member: bool, filter: &ArticleFilter) -> Result<Facets, Error> {
    let chosen = chosen(member, filter);
    let without = |facet: Facet| narrowed(filter, chosen.without(facet));
    let mut counts = Vec::new();
    for facet in [Facet::Kind, Facet::Topic, Facet::District] {
        counts.extend(queries::counts(conn, member, &without(facet), facet).await?);
    }
    let (open, narrowing) = (narrowed(filter, chosen.clone()), chosen.facets());
    let is_told = |one: &FacetCount| !narrowing.contains(&one.fact.facet) && (member || one.fact.facet.is_public());
    let articles = wiki::count(conn, member, &open).await?;
    counts.extend(queries::facts(conn, member, &open, None, articles).await?.into_iter().filter(is_told));
    for facet in narrowing.into_iter().filter(|facet| facet.is_fact()) {
        let open = without(facet);
        let articles = wiki::count(conn, member, &open).await?;
        counts.extend(queries::facts(conn, member, &open, Some(facet), articles).await?);
    }
    for one in counts.iter_mut().filter(|one| one.fact.facet == Facet::Kind) {
        Kind::from_key(&one.fact.value).unwrap_or(Kind::Article).label().clone_into(&mut one.fact.label);
    }
    Ok(Facets { articles, counts: FacetCount::in_order(counts) })
}

/// All that a filter asks for, as choices, as far as a member or a guest may ask it.
fn chosen(member: bool, filter: &ArticleFilter) -> Chosen {
    let mut chosen = filter.chosen.as_far_as_known(member);
    let single = [
        (Facet::Kind, filter.kind.map(Kind::key)),
        (Facet::Topic, filter.topic.as_deref()),
        (Facet::District, filter.district.as_deref()),
    ];
    for (facet, value) in single {
        if let Some(value) = value {
            chosen.add(facet, value);
        }
    }
    chosen
}

fn narrowed(filter: &ArticleFilter, chosen: Chosen) -> ArticleFilter {
    ArticleFilter { kind: None, topic: None, district: None, chosen, ..filter.clone() }
}

/// What was chosen, as the statements take it.
#[derive(Debug)]
pub(super) struct Bound {
    /// Values in bars, `|guide|article|`; empty for all.
    pub(super) kinds: String,
    pub(super) topics: String,
    pub(super) districts: String,
    /// Names and values, 20 and 100 characters each.
    pub(super) facts: String,
    /// How many different names there are in `facts`: all of them have to fit.
    pub(super) names: i64,
}

impl Bound {
    /// Of a filter, for a member or a guest.
    pub(super) fn of(member: bool, filter: &ArticleFilter) -> Self {
        let chosen = chosen(member, filter);
        let bars = |values: Vec<String>| if values.is_empty() { String::new() } else { format!("|{}|", values.join("|")) };
        let of = |facet: Facet| bars(chosen.of(facet).map(str::to_owned).collect());
        let facts = chosen.iter().filter(|(facet, _)| facet.is_fact());
        Self {
            kinds: of(Facet::Kind),
            topics: of(Facet::Topic),
            districts: of(Facet::District),
            facts: facts.map(|(facet, value)| format!("{:<20}{value:<100}", facet.key())).collect::<Vec<_>>().concat(),
            names: i64::try_from(chosen.facets().into_iter().filter(|facet| facet.is_fact()).count()).unwrap_or(i64::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_and_several_choices_are_bound_alike() {
        let query = [("status", "laeuft"), ("status", "geplant"), ("software", "tevis"), ("thema", "handel")];
        let filter = ArticleFilter { kind: Some(Kind::Guide), chosen: Chosen::from_query(query), ..ArticleFilter::default() };
        let bound = Bound::of(true, &filter);
        assert_eq!((bound.kinds.as_str(), bound.topics.as_str(), bound.districts.as_str()), ("|guide|", "|handel|", ""));
        let words: Vec<&str> = bound.facts.split_whitespace().collect();
        assert_eq!((words, bound.names), (vec!["status", "laeuft", "status", "geplant", "software", "tevis"], 2));
        assert_eq!(bound.facts.len(), 3 * 120);
    }

    #[test]
    fn what_guests_may_not_know_is_not_asked_for_them() {
        let filter = ArticleFilter { chosen: Chosen::from_query([("ansprechstelle", "genannt")]), ..ArticleFilter::default() };
        assert_eq!(Bound::of(true, &filter).facts.split_whitespace().collect::<Vec<_>>(), ["ansprechstelle", "genannt"]);
        let bound = Bound::of(false, &filter);
        assert_eq!((bound.facts.as_str(), bound.names), ("", 0));
    }
}
