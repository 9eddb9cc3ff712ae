//! All SQL of gaps.

use app::{error::Error, gap::port::Gap};

use super::memory::{Count, Place};
use crate::db::{Conn, execute, fetch, sql};

/// What was searched since a month and not settled after that. $1: the month.
macro_rules! open {
    ($select:literal, $tail:literal) => {
        concat!(
            $select,
            " FROM search_counts s LEFT JOIN settled_gaps d ON d.stems = s.stems
            WHERE s.month >= $1 AND (d.month IS NULL OR s.month > d.month) ",
            $tail
        )
    };
}

sql! {
    IS_A_NAME = "SELECT COUNT(*) FROM accounts WHERE name_key = $1";
    // an organisation may be gone meanwhile
    ADD = "INSERT INTO search_counts (stems, month, organisation_id, spelling, searches, without_hits, clicked)
        SELECT CAST($1 AS TEXT), CAST($2 AS BIGINT), o.id, CAST($4 AS TEXT), CAST($5 AS BIGINT), CAST($6 AS BIGINT), CAST($7 AS BIGINT)
        FROM organisations o WHERE o.id = $3
        ON CONFLICT (stems, month, organisation_id) DO UPDATE SET searches = search_counts.searches + excluded.searches,
            without_hits = search_counts.without_hits + excluded.without_hits, clicked = search_counts.clicked + excluded.clicked";
    /// month, fewest municipalities, limit
    WITHOUT_HITS = open!(
        "SELECT s.stems, MIN(s.spelling) AS words, CAST(SUM(s.without_hits) AS BIGINT) AS in_vain,
            CAST(SUM(s.searches) AS BIGINT) AS searches, COUNT(DISTINCT s.organisation_id) AS municipalities",
        "AND s.without_hits > 0 GROUP BY s.stems HAVING COUNT(DISTINCT s.organisation_id) >= $2
        ORDER BY municipalities DESC, in_vain DESC, s.stems LIMIT $3"
    );
    // less than every fifth search that found something
    WITHOUT_CLICKS = open!(
        "SELECT s.stems, MIN(s.spelling) AS words, CAST(SUM(s.searches - s.without_hits - s.clicked) AS BIGINT) AS in_vain,
            CAST(SUM(s.searches) AS BIGINT) AS searches,
            COUNT(DISTINCT CASE WHEN s.searches - s.without_hits > s.clicked THEN s.organisation_id END) AS municipalities",
        "AND s.searches > s.without_hits GROUP BY s.stems
        HAVING COUNT(DISTINCT CASE WHEN s.searches - s.without_hits > s.clicked THEN s.organisation_id END) >= $2
            AND SUM(s.clicked) * 5 < SUM(s.searches - s.without_hits)
        ORDER BY municipalities DESC, in_vain DESC, s.stems LIMIT $3"
    );
    /// month, fewest municipalities, stems
    SPELLING = open!("SELECT MIN(s.spelling)",
        "AND s.stems = $3 GROUP BY s.stems HAVING COUNT(DISTINCT s.organisation_id) >= $2");
    SETTLE = "INSERT INTO settled_gaps (stems, month) VALUES ($1, $2) ON CONFLICT (stems) DO UPDATE SET month = excluded.month";
    DELETE_OLD = "DELETE FROM search_counts WHERE month < $1";
    DELETE_OLD_SETTLED = "DELETE FROM settled_gaps WHERE month < $1";
}

#[derive(sqlx::FromRow)]
struct Row {
    stems: String,
    words: String,
    in_vain: i64,
    searches: i64,
    municipalities: i64,
}

impl From<Row> for Gap {
    fn from(row: Row) -> Self {
        let Row { stems, words, in_vain, searches, municipalities } = row;
        Self { stems, words, in_vain, searches, municipalities }
    }
}

/// Whether somebody with an account is called so, or was.
pub(super) async fn is_a_name(conn: &mut Conn, slug: &str) -> Result<bool, Error> {
    Ok(fetch!(conn, fetch_one as (i64,), IS_A_NAME, slug)?.0 > 0)
}

/// Adds to what was counted there before.
pub(super) async fn add(conn: &mut Conn, place: &Place, count: &Count) -> Result<(), Error> {
    let Count { typed, searches, without_hits, clicked } = count;
    execute!(conn, ADD, &place.stems, place.month, place.organisation, &typed.spelling, searches, without_hits, clicked)?;
    Ok(())
}

/// From most municipalities first.
pub(super) async fn without_hits(conn: &mut Conn, since: i64, fewest: i64, limit: i64) -> Result<Vec<Gap>, Error> {
    Ok(fetch!(conn, fetch_all as Row, WITHOUT_HITS, since, fewest, limit)?.into_iter().map(Gap::from).collect())
}

/// From most municipalities first.
pub(super) async fn without_clicks(conn: &mut Conn, since: i64, fewest: i64, limit: i64) -> Result<Vec<Gap>, Error> {
    Ok(fetch!(conn, fetch_all as Row, WITHOUT_CLICKS, since, fewest, limit)?.into_iter().map(Gap::from).collect())
}

/// How something was spelled that enough municipalities have searched.
pub(super) async fn spelling(conn: &mut Conn, since: i64, fewest: i64, stems: &str) -> Result<Option<String>, Error> {
    Ok(fetch!(conn, fetch_optional as (String,), SPELLING, since, fewest, stems)?.map(|(spelling,)| spelling))
}

/// What was searched up to this month does not count any more.
pub(super) async fn settle(conn: &mut Conn, stems: &str, month: i64) -> Result<(), Error> {
    execute!(conn, SETTLE, stems, month)?;
    Ok(())
}

/// Deletes what is older than this month.
pub(super) async fn delete_before(conn: &mut Conn, month: i64) -> Result<(), Error> {
    for statement in [DELETE_OLD, DELETE_OLD_SETTLED] {
        execute!(conn, statement, month)?;
    }
    Ok(())
}
