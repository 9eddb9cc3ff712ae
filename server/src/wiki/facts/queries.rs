//! All SQL of facts.

use app::{
    error::Error,
    wiki::{
        fields::{Facet, FacetCount, Fact},
        port::ArticleFilter,
    },
};

use super::Bound;
use crate::{
    db::{Conn, execute, fetch, sql},
    wiki::queries::listed,
};

sql! {
    CLEAR = "DELETE FROM article_facts WHERE article_id = $1";
    CLEAR_OF = "DELETE FROM article_facts WHERE article_id = $1 AND name = $2";
    INSERT = "INSERT INTO article_facts (article_id, name, value, label) VALUES ($1, $2, $3, $4)";
    KINDS = listed!("SELECT w.kind, w.kind, COUNT(*)", "", "GROUP BY w.kind");
    TOPICS = listed!("SELECT t.slug, t.name, n.number FROM (SELECT w.topic, COUNT(*) AS number", "",
        "GROUP BY w.topic) n JOIN topics t ON t.slug = n.topic");
    DISTRICTS = listed!("SELECT d.slug, d.name, CAST(SUM(n.number) AS BIGINT) FROM (SELECT w.organisation_id, COUNT(*) AS number", "",
        "GROUP BY w.organisation_id) n JOIN organisations o ON o.id = n.organisation_id
        JOIN organisations d ON d.slug = o.district GROUP BY d.slug, d.name");
    // of few articles: theirs are looked up
    FACTS = listed!("SELECT x.name, x.value, MIN(x.label), COUNT(*) FROM article_facts x
        WHERE (CAST($10 AS TEXT) IS NULL OR x.name = $10) AND x.article_id IN (SELECT w.id", "", ") GROUP BY x.name, x.value");
    // of many: one walk over all facts in the order in which they are counted; the plus keeps SQLite from looking up each
    MANY_FACTS = listed!("SELECT x.name, x.value, MIN(x.label), COUNT(*) FROM article_facts x
        WHERE (CAST($10 AS TEXT) IS NULL OR x.name = $10) AND +x.article_id IN (SELECT w.id", "", ") GROUP BY x.name, x.value");
}

/// From so many articles on the walk is quicker; measured with eight facts an article.
const MANY: i64 = 500;

pub(super) async fn replace(conn: &mut Conn, article: i64, facts: &[Fact]) -> Result<(), Error> {
    execute!(conn, CLEAR, article)?;
    insert(conn, article, facts).await
}

/// Replaces those of one quality.
pub(super) async fn replace_of(conn: &mut Conn, article: i64, facet: Facet, facts: &[Fact]) -> Result<(), Error> {
    execute!(conn, CLEAR_OF, article, facet.key())?;
    insert(conn, article, facts).await
}

async fn insert(conn: &mut Conn, article: i64, facts: &[Fact]) -> Result<(), Error> {
    for fact in facts {
        execute!(conn, INSERT, article, fact.facet.key(), &fact.value, &fact.label)?;
    }
    Ok(())
}

/// How many articles there are of each kind, topic or Kreis.
pub(super) async fn counts(
    conn: &mut Conn,
    member: bool,
    filter: &ArticleFilter,
    facet: Facet,
) -> Result<Vec<FacetCount>, Error> {
    let statement = match facet {
        Facet::Kind => KINDS,
        Facet::Topic => TOPICS,
        _ => DISTRICTS,
    };
    let bound = Bound::of(member, filter);
    let rows = fetch!(
        conn,
        fetch_all as (String, String, i64),
        statement,
        member,
        &bound.kinds,
        &bound.topics,
        &bound.districts,
        filter.organisation,
        filter.tag.as_deref(),
        filter.author,
        &bound.facts,
        bound.names
    )?;
    Ok(rows.into_iter().map(|(value, label, count)| FacetCount { fact: Fact { facet, value, label }, count }).collect())
}

/// How many articles there are with each fact, or with each of one quality; `articles` is how many there are at all.
pub(super) async fn facts(
    conn: &mut Conn,
    member: bool,
    filter: &ArticleFilter,
    only: Option<Facet>,
    articles: i64,
) -> Result<Vec<FacetCount>, Error> {
    let statement = if articles < MANY { FACTS } else { MANY_FACTS };
    let bound = Bound::of(member, filter);
    let rows = fetch!(
        conn,
        fetch_all as (String, String, String, i64),
        statement,
        member,
        &bound.kinds,
        &bound.topics,
        &bound.districts,
        filter.organisation,
        filter.tag.as_deref(),
        filter.author,
        &bound.facts,
        bound.names,
        only.map(Facet::key)
    )?;
    let count = |(name, value, label, count): (String, String, String, i64)| {
        Some(FacetCount { fact: Fact { facet: Facet::from_key(&name)?, value, label }, count })
    };
    Ok(rows.into_iter().filter_map(count).collect())
}
