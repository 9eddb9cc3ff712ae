//! All SQL of following, except for whom an event reaches ([`crate::reach`]).

use app::{
    account::{Action, Viewer},
    error::Error,
    follow::{Kind, Target, port::Followed},
    forum::port::question_path,
    list::Slice,
};

use crate::db::{Conn, Millis, execute, fetch, sql};

/// What $1 follows and may see; the rule for questions is that of [`crate::forum::thread::Thread::is_for`].
macro_rules! followed {
    ($select:literal, $tail:literal) => {
        concat!(
            $select,
            " FROM follows f
            LEFT JOIN questions q ON q.id = CASE WHEN f.kind = 'question' THEN CAST(f.target AS BIGINT) END
            LEFT JOIN topics t ON t.slug = CASE WHEN f.kind = 'topic' THEN f.target END
            LEFT JOIN tags g ON g.id = CASE WHEN f.kind = 'tag' THEN CAST(f.target AS BIGINT) END
            LEFT JOIN organisations o ON o.id = CASE WHEN f.kind = 'organisation' THEN CAST(f.target AS BIGINT) END
            WHERE f.account_id = $1 AND f.active
                AND (t.slug IS NOT NULL OR g.id IS NOT NULL OR o.id IS NOT NULL
                    OR (q.removed_at IS NULL AND ($2 OR q.audience IS NULL OR q.audience = $3 OR q.author_id = $1) AND q.id IS NOT NULL)) ",
            $tail
        )
    };
}

sql! {
    SET = "INSERT INTO follows (account_id, kind, target, active, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (account_id, kind, target) DO UPDATE SET active = excluded.active, created_at = excluded.created_at";
    BEGIN = "INSERT INTO follows (account_id, kind, target, active, created_at) VALUES ($1, $2, $3, TRUE, $4)
        ON CONFLICT (account_id, kind, target) DO NOTHING";
    IS_ACTIVE = "SELECT active FROM follows WHERE account_id = $1 AND kind = $2 AND target = $3";
    TITLE = "SELECT title FROM questions WHERE id = $1";
    TOPIC = "SELECT slug FROM topics WHERE slug = $1";
    TAG = "SELECT id FROM tags WHERE slug = $1";
    ORGANISATION = "SELECT id FROM organisations WHERE slug = $1";
    LIST = followed!("SELECT f.kind, COALESCE(CAST(q.id AS TEXT), t.slug, g.slug, o.slug) AS name,
            COALESCE(q.title, t.name, g.name, o.name) AS title",
        "ORDER BY f.created_at DESC, f.kind, f.target LIMIT $4 OFFSET $5");
    COUNT = followed!("SELECT COUNT(*)", "");
    // whoever has both keeps what she chose for the heir
    PASS_ON = "INSERT INTO follows (account_id, kind, target, active, created_at)
        SELECT f.account_id, f.kind, CAST($3 AS TEXT), f.active, f.created_at FROM follows f WHERE f.kind = $1 AND f.target = $2
        ON CONFLICT (account_id, kind, target) DO NOTHING";
    FORGET = "DELETE FROM follows WHERE kind = $1 AND target = $2";
}

pub(super) async fn set(conn: &mut Conn, account: i64, kind: Kind, target: &str, active: bool, now: Millis) -> Result<(), Error> {
    execute!(conn, SET, account, kind.key(), target, active, now)?;
    Ok(())
}

/// Does nothing where she has chosen before.
pub(super) async fn begin(conn: &mut Conn, account: i64, kind: Kind, target: &str, now: Millis) -> Result<(), Error> {
    execute!(conn, BEGIN, account, kind.key(), target, now)?;
    Ok(())
}

pub(super) async fn is_active(conn: &mut Conn, account: i64, kind: Kind, target: &str) -> Result<bool, Error> {
    let row = fetch!(conn, fetch_optional as (bool,), IS_ACTIVE, account, kind.key(), target)?;
    Ok(row.is_some_and(|(active,)| active))
}

pub(super) async fn title(conn: &mut Conn, question: i64) -> Result<Option<String>, Error> {
    Ok(fetch!(conn, fetch_optional as (String,), TITLE, question)?.map(|(title,)| title))
}

pub(super) async fn topic(conn: &mut Conn, slug: &str) -> Result<Option<String>, Error> {
    Ok(fetch!(conn, fetch_optional as (String,), TOPIC, slug)?.map(|(slug,)| slug))
}

pub(super) async fn tag(conn: &mut Conn, slug: &str) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), TAG, slug)?.map(|(id,)| id))
}

pub(super) async fn organisation(conn: &mut Conn, slug: &str) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), ORGANISATION, slug)?.map(|(id,)| id))
}

#[derive(sqlx::FromRow)]
struct Row {
    kind: String,
    name: String,
    title: String,
}

/// Whether she sees all questions, and of which Kreis she is.
fn sight(viewer: &Viewer) -> (i64, bool, String) {
    let district = viewer.member().and_then(|member| member.organisation.district.clone());
    (viewer.id(), viewer.may(Action::Moderate), district.unwrap_or_default())
}

pub(super) async fn list(conn: &mut Conn, viewer: &Viewer, slice: Slice) -> Result<Vec<Followed>, Error> {
    let (id, all, district) = sight(viewer);
    let rows = fetch!(conn, fetch_all as Row, LIST, id, all, district.as_str(), slice.limit, slice.offset)?;
    Ok(rows.into_iter().filter_map(followed).collect())
}

fn followed(row: Row) -> Option<Followed> {
    let kind = Kind::from_key(&row.kind)?;
    let path = match kind {
        Kind::Question => question_path(row.name.parse().ok()?, &row.title),
        Kind::Topic => format!("/themen/{}", row.name),
        Kind::Tag => format!("/schlagworte/{}", row.name),
        Kind::Organisation => format!("/kommunen/{}", row.name),
    };
    Some(Followed { target: Target { kind, name: row.name }, title: row.title, path })
}

pub(super) async fn count(conn: &mut Conn, viewer: &Viewer) -> Result<i64, Error> {
    let (id, all, district) = sight(viewer);
    let (count,) = fetch!(conn, fetch_one as (i64,), COUNT, id, all, district.as_str())?;
    Ok(count)
}

/// Whoever followed something that is gone follows its heir, if it has one.
pub(crate) async fn pass_on(conn: &mut Conn, kind: Kind, target: &str, heir: Option<&str>) -> Result<(), Error> {
    if let Some(heir) = heir {
        execute!(conn, PASS_ON, kind.key(), target, heir)?;
    }
    execute!(conn, FORGET, kind.key(), target)?;
    Ok(())
}
