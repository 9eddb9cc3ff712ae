//! All SQL of saved searches.

use app::{
    account::Viewer,
    error::Error,
    saved::port::SavedSearch,
    search::{Kind, port::Query},
};

use super::address;
use crate::{
    account::queries::MemberRow,
    db::{Conn, Millis, execute, fetch, sql},
    notice::{
        Recipient,
        queries::{RecipientRow, recipients},
    },
    search::Key,
};

sql! {
    // whoever sends two forms at once waits for herself
    WAIT_FOR_TURN = "UPDATE accounts SET role = role WHERE id = $1";
    COUNT = "SELECT COUNT(*) FROM saved_searches WHERE account_id = $1";
    // what was there before is no news: the results have just shown it
    INSERT = "INSERT INTO saved_searches (account_id, name, query, mark, created_at)
        VALUES ($1, $2, $3, (SELECT COALESCE(MAX(seq), 0) FROM search_changes), $4)";
    FIND = "SELECT id, name, query FROM saved_searches WHERE account_id = $1 AND query = $2";
    LIST = "SELECT id, name, query FROM saved_searches WHERE account_id = $1";
    GET = "SELECT id, name, query FROM saved_searches WHERE account_id = $1 AND id = $2";
    RENAME = "UPDATE saved_searches SET name = $3 WHERE account_id = $1 AND id = $2";
    FORGET = "DELETE FROM saved_searches WHERE account_id = $1 AND id = $2 RETURNING query";
    FORGET_ALL = "DELETE FROM saved_searches WHERE account_id = $1";

    LOOKED_UPTO = "SELECT upto FROM saved_search_rounds WHERE id = 1";
    LOOKED = "UPDATE saved_search_rounds SET upto = $1 WHERE id = 1 AND upto < $1";
    // $1: after this change, $2: up to this one, $3: at most so many
    APPEARED = "SELECT seq, kind, id, author_id, appeared_seq, appeared_to, opened_seq FROM (
            SELECT q.appeared_seq AS seq, 'question' AS kind, q.id, q.author_id, q.appeared_seq, q.appeared_to, q.opened_seq
                FROM questions q WHERE q.appeared_seq > $1 AND q.appeared_seq <= $2
            UNION ALL
            SELECT q.opened_seq, 'question', q.id, q.author_id, q.appeared_seq, q.appeared_to, q.opened_seq
                FROM questions q WHERE q.opened_seq > $1 AND q.opened_seq <= $2
            UNION ALL
            SELECT a.appeared_seq, 'article', a.id, r.author_id, a.appeared_seq, CAST(NULL AS TEXT), CAST(NULL AS BIGINT)
                FROM articles a LEFT JOIN revisions r ON r.article_id = a.id AND r.number = 1
                WHERE a.appeared_seq > $1 AND a.appeared_seq <= $2) AS things
        ORDER BY seq LIMIT $3";
    // $1: after this one, $2: whose mark is before this change, $3: at most so many
    SEARCHES = "SELECT s.id, s.query, a.id AS account_id, a.name, a.role, o.id AS organisation_id, o.slug, o.name AS organisation, o.district
        FROM saved_searches s JOIN accounts a ON a.id = s.account_id JOIN organisations o ON o.id = a.organisation_id
        WHERE s.id > $1 AND s.mark < $2 AND a.ended_at IS NULL ORDER BY s.id LIMIT $3";
    // locks the row until the end of the transaction, on PostgreSQL; SQLite has one writer anyhow
    CLAIM = "UPDATE saved_searches SET mark = mark WHERE id = $1 RETURNING name, query, mark";
    OWNER = recipients!("JOIN saved_searches s ON s.account_id = a.id WHERE s.id = $1 AND a.ended_at IS NULL");
    ADVANCE = "UPDATE saved_searches SET mark = $2 WHERE id = $1 AND mark < $2";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    name: String,
    query: String,
}

impl From<Row> for SavedSearch {
    fn from(row: Row) -> Self {
        Self { id: row.id, name: row.name, query: address::read(&row.query) }
    }
}

pub(super) async fn wait_for_turn(tx: &mut Conn, account: i64) -> Result<(), Error> {
    execute!(tx, WAIT_FOR_TURN, account)?;
    Ok(())
}

pub(super) async fn count(conn: &mut Conn, account: i64) -> Result<i64, Error> {
    Ok(fetch!(conn, fetch_one as (i64,), COUNT, account)?.0)
}

pub(super) async fn insert(conn: &mut Conn, account: i64, name: &str, address: &str, now: Millis) -> Result<(), Error> {
    execute!(conn, INSERT, account, name, address, now)?;
    Ok(())
}

pub(super) async fn find(conn: &mut Conn, account: i64, address: &str) -> Result<Option<SavedSearch>, Error> {
    Ok(fetch!(conn, fetch_optional as Row, FIND, account, address)?.map(SavedSearch::from))
}

pub(super) async fn list(conn: &mut Conn, account: i64) -> Result<Vec<SavedSearch>, Error> {
    Ok(fetch!(conn, fetch_all as Row, LIST, account)?.into_iter().map(SavedSearch::from).collect())
}

pub(super) async fn get(conn: &mut Conn, account: i64, id: i64) -> Result<Option<SavedSearch>, Error> {
    Ok(fetch!(conn, fetch_optional as Row, GET, account, id)?.map(SavedSearch::from))
}

pub(super) async fn rename(conn: &mut Conn, account: i64, id: i64, name: &str) -> Result<(), Error> {
    execute!(conn, RENAME, account, id, name)?;
    Ok(())
}

/// What it looked for; `None` when it is somebody else's.
pub(super) async fn forget(conn: &mut Conn, account: i64, id: i64) -> Result<Option<Query>, Error> {
    let row = fetch!(conn, fetch_optional as (String,), FORGET, account, id)?;
    Ok(row.map(|(query,)| address::read(&query)))
}

/// Nobody looks for her any more: her account ends.
pub(crate) async fn forget_all(conn: &mut Conn, account: i64) -> Result<(), Error> {
    execute!(conn, FORGET_ALL, account)?;
    Ok(())
}

/// Up to which change all searches were looked through.
pub(super) async fn looked_upto(conn: &mut Conn) -> Result<i64, Error> {
    Ok(fetch!(conn, fetch_one as (i64,), LOOKED_UPTO)?.0)
}

pub(super) async fn looked(conn: &mut Conn, upto: i64) -> Result<(), Error> {
    execute!(conn, LOOKED, upto)?;
    Ok(())
}

/// Something that somebody could find for the first time.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Arrival {
    /// The change with which it came into this list.
    pub(super) seq: i64,
    kind: String,
    id: i64,
    /// Who wrote it.
    pub(super) author_id: Option<i64>,
    /// Since which change it can be found.
    pub(super) appeared_seq: i64,
    /// The Kreis that it was for then.
    pub(super) appeared_to: Option<String>,
    /// Since when by all.
    pub(super) opened_seq: Option<i64>,
}

impl Arrival {
    /// For tests: a question.
    #[cfg(test)]
    pub(super) fn question(appeared_seq: i64, author: i64, to: Option<&str>, opened_seq: Option<i64>) -> Self {
        let (kind, appeared_to) = (Kind::Question.key().to_owned(), to.map(str::to_owned));
        Self { seq: appeared_seq, kind, id: 1, author_id: Some(author), appeared_seq, appeared_to, opened_seq }
    }

    pub(super) fn key(&self) -> Key {
        (Kind::from_key(&self.kind).unwrap_or(Kind::Article), self.id)
    }
}

/// What has appeared after a change, up to another, in this order. A question that has opened meanwhile comes twice.
pub(super) async fn appeared(conn: &mut Conn, after: i64, upto: i64, limit: i64) -> Result<Vec<Arrival>, Error> {
    Ok(fetch!(conn, fetch_all as Arrival, APPEARED, after, upto, limit)?)
}

#[derive(sqlx::FromRow)]
struct SearchRow {
    id: i64,
    query: String,
    #[sqlx(flatten)]
    member: MemberRow,
}

/// A search, and who looks.
pub(super) struct Search {
    pub(super) id: i64,
    pub(super) query: Query,
    pub(super) viewer: Viewer,
}

impl From<SearchRow> for Search {
    fn from(row: SearchRow) -> Self {
        Self { id: row.id, query: address::read(&row.query), viewer: Viewer::member_is(row.member.into()) }
    }
}

/// The next searches that do not know what there is up to a change.
pub(super) async fn searches(conn: &mut Conn, after: i64, upto: i64, limit: i64) -> Result<Vec<Search>, Error> {
    Ok(fetch!(conn, fetch_all as SearchRow, SEARCHES, after, upto, limit)?.into_iter().map(Search::from).collect())
}

/// A search that nobody else looks after until the end of the transaction.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Claimed {
    pub(super) name: String,
    pub(super) query: String,
    pub(super) mark: i64,
}

/// `None` when it was forgotten meanwhile.
pub(super) async fn claim(tx: &mut Conn, search: i64) -> Result<Option<Claimed>, Error> {
    Ok(fetch!(tx, fetch_optional as Claimed, CLAIM, search)?)
}

/// Whose search it is; nobody, when her account has ended.
pub(super) async fn owner(conn: &mut Conn, search: i64) -> Result<Option<Recipient>, Error> {
    Ok(fetch!(conn, fetch_optional as RecipientRow, OWNER, search)?.map(Recipient::from))
}

pub(super) async fn advance(conn: &mut Conn, search: i64, upto: i64) -> Result<(), Error> {
    execute!(conn, ADVANCE, search, upto)?;
    Ok(())
}
