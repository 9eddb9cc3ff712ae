//! All SQL of freshness.

use app::{
    account::Member,
    error::Error,
    freshness::{
        SOON_DAYS,
        port::{Candidate, Due, Watched, Whose},
    },
    list::Slice,
    wiki::Visibility,
};

use crate::db::{Conn, Millis, execute, fetch, sql, timestamp};

/// The Kreis that an article belongs to: that of the organisation that stands in, else that of the one it is about.
macro_rules! with_district {
    ($select:literal, $tail:literal) => {
        concat!(
            $select,
            " FROM articles w
            LEFT JOIN organisations d ON d.id = w.deputy_id
            LEFT JOIN organisations o ON o.id = w.organisation_id
            LEFT JOIN accounts a ON a.id = w.owner_id
            LEFT JOIN organisations e ON e.id = a.organisation_id ",
            $tail
        )
    };
}

/// Which articles a list of reviews shows: (before, after, ownerless, Kreis).
macro_rules! watched {
    ($select:literal, $tail:literal) => {
        concat!(
            with_district!($select, ""),
            " WHERE (CAST($1 AS BIGINT) IS NULL OR (w.review_due > $1 AND w.review_due <= $2))
                AND (CAST($1 AS BIGINT) IS NOT NULL OR w.owner_id IS NULL)
                AND (CAST($3 AS TEXT) IS NULL OR COALESCE(d.district, o.district) = $3) ",
            $tail
        )
    };
}

/// Which articles somebody has to do with: (herself, her organisation, which of them).
macro_rules! own {
    ($select:literal, $tail:literal) => {
        concat!(
            with_district!($select, ""),
            " WHERE (CAST($3 AS TEXT) = '' AND w.owner_id = $1) OR ($3 = 'organisation' AND w.deputy_id = $2)
                OR ($3 = 'ohne' AND w.deputy_id = $2 AND w.owner_id IS NULL) ",
            $tail
        )
    };
}

sql! {
    STANDING = with_district!("SELECT w.slug, w.title, w.visibility, w.owner_id, a.name AS owner, e.name AS employer,
            w.deputy_id, d.slug AS deputy_slug, d.name AS deputy, w.organisation_id, w.review_months, w.reviewed_at, w.updated_at,
            w.review_due, w.review_stage, COALESCE(d.district, o.district) AS district,
            EXISTS (SELECT 1 FROM regional_contacts c
                WHERE c.account_id = $2 AND c.district = COALESCE(d.district, o.district)) AS contact", "WHERE w.id = $1");
    BEGIN = "UPDATE articles SET owner_id = $2, deputy_id = $3, review_months = $4, reviewed_at = $5, review_due = $6,
        remind_at = $6, review_stage = 0 WHERE id = $1";
    INTERVAL = "SELECT review_months FROM articles WHERE id = $1";
    REVIEWED = "UPDATE articles SET reviewed_at = $2, review_due = $3, remind_at = $3, review_stage = 0 WHERE id = $1";
    CONFIRM = "UPDATE articles SET reviewed_at = $2, review_due = $3, remind_at = $3, review_stage = 0
        WHERE id = $1 AND review_due = $4";
    ENTRUST = "UPDATE articles SET owner_id = $2, deputy_id = $3, review_months = $4, review_due = $5, remind_at = $6,
        review_stage = 0 WHERE id = $1";
    CANDIDATES = "SELECT a.id, a.name, o.name AS organisation FROM accounts a JOIN organisations o ON o.id = a.organisation_id
        WHERE a.ended_at IS NULL AND (a.id = $1 OR a.id = $2 OR a.organisation_id = $3 OR a.organisation_id = $4 OR a.role = $5)
        ORDER BY o.name, a.name, a.id";
    WATCHED = watched!("SELECT w.slug, w.title, a.name AS owner, e.name AS employer, d.name AS deputy, w.review_due",
        "ORDER BY CASE WHEN w.review_due IS NULL THEN 1 ELSE 0 END, w.review_due, w.id LIMIT $4 OFFSET $5");
    COUNT = watched!("SELECT COUNT(*)", "");
    DUE = "SELECT id FROM articles WHERE remind_at <= $1 ORDER BY remind_at, id LIMIT $2";
    // whoever changes the row first has the reminder to herself until her transaction ends
    CLAIM = "UPDATE articles SET remind_at = NULL WHERE id = $1 AND remind_at <= $2";
    CLIMB = "UPDATE articles SET review_stage = $2, remind_at = $3 WHERE id = $1";
    LEAVE = "UPDATE articles SET owner_id = NULL WHERE owner_id = $1 RETURNING id, slug, title, deputy_id";
    OWN = own!("SELECT w.slug, w.title, a.name AS owner, e.name AS employer, d.name AS deputy, w.review_due",
        "ORDER BY CASE WHEN w.review_due IS NULL THEN 1 ELSE 0 END, w.review_due, w.id LIMIT $4 OFFSET $5");
    COUNT_OWN = own!("SELECT COUNT(*)", "");
    COLLEAGUES = "SELECT id FROM accounts WHERE organisation_id = $1 AND ended_at IS NULL ORDER BY id";
    CONTACTS = "SELECT a.id FROM regional_contacts c JOIN accounts a ON a.id = c.account_id
        WHERE c.district = $1 AND a.ended_at IS NULL ORDER BY a.id";
    MODERATORS = "SELECT id FROM accounts WHERE role = $1 AND ended_at IS NULL ORDER BY id";
    ACTIVE = "SELECT id FROM accounts WHERE id = $1 AND ended_at IS NULL";
}

/// An article, as far as its review is concerned.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Standing {
    pub(super) slug: String,
    pub(super) title: String,
    visibility: String,
    pub(super) owner_id: Option<i64>,
    pub(super) owner: Option<String>,
    pub(super) employer: Option<String>,
    pub(super) deputy_id: Option<i64>,
    pub(super) deputy_slug: Option<String>,
    pub(super) deputy: Option<String>,
    pub(super) organisation_id: Option<i64>,
    pub(super) review_months: Option<i64>,
    pub(super) reviewed_at: Option<Millis>,
    pub(super) updated_at: Millis,
    pub(super) review_due: Option<Millis>,
    pub(super) review_stage: i64,
    pub(super) district: Option<String>,
    /// Whether the viewer is a regional contact of the Kreis.
    pub(super) contact: bool,
}

impl Standing {
    /// An unknown visibility is taken as the narrower one.
    pub(super) fn visibility(&self) -> Visibility {
        Visibility::from_key(&self.visibility).unwrap_or(Visibility::Members)
    }
}

/// For this viewer; she may be nobody.
pub(super) async fn standing(conn: &mut Conn, article: i64, viewer: i64) -> Result<Option<Standing>, Error> {
    Ok(fetch!(conn, fetch_optional as Standing, STANDING, article, viewer)?)
}

/// Who looks after an article from now on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Charge {
    pub(super) owner: Option<i64>,
    pub(super) deputy: Option<i64>,
    pub(super) months: Option<i64>,
    pub(super) due: Option<Millis>,
    pub(super) remind: Option<Millis>,
}

pub(super) async fn begin(conn: &mut Conn, article: i64, charge: Charge, now: Millis) -> Result<(), Error> {
    execute!(conn, BEGIN, article, charge.owner, charge.deputy, charge.months, now, charge.due)?;
    Ok(())
}

pub(super) async fn interval(conn: &mut Conn, article: i64) -> Result<Option<i64>, Error> {
    let (months,) = fetch!(conn, fetch_one as (Option<i64>,), INTERVAL, article)?;
    Ok(months)
}

pub(super) async fn reviewed(conn: &mut Conn, article: i64, now: Millis, due: Option<Millis>) -> Result<(), Error> {
    execute!(conn, REVIEWED, article, now, due)?;
    Ok(())
}

/// `false` when the date is not the one that was seen: somebody was quicker.
pub(super) async fn confirm(
    conn: &mut Conn,
    article: i64,
    now: Millis,
    due: Option<Millis>,
    seen: Millis,
) -> Result<bool, Error> {
    Ok(execute!(conn, CONFIRM, article, now, due, seen)? == 1)
}

pub(super) async fn entrust(conn: &mut Conn, article: i64, charge: Charge) -> Result<(), Error> {
    execute!(conn, ENTRUST, article, charge.owner, charge.deputy, charge.months, charge.due, charge.remind)?;
    Ok(())
}

/// The present owner, the viewer, the people of two organisations, and those of a role.
pub(super) async fn candidates(conn: &mut Conn, of: &Standing, viewer: i64, role: &str) -> Result<Vec<Candidate>, Error> {
    let rows = fetch!(
        conn,
        fetch_all as (i64, String, String),
        CANDIDATES,
        of.owner_id.unwrap_or_default(),
        viewer,
        of.deputy_id.unwrap_or_default(),
        of.organisation_id.unwrap_or_default(),
        role
    )?;
    Ok(rows.into_iter().map(|(id, name, organisation)| Candidate { id, name, organisation }).collect())
}

#[derive(sqlx::FromRow)]
struct WatchedRow {
    slug: String,
    title: String,
    owner: Option<String>,
    employer: Option<String>,
    deputy: Option<String>,
    review_due: Option<Millis>,
}

impl From<WatchedRow> for Watched {
    fn from(row: WatchedRow) -> Self {
        Self {
            slug: row.slug,
            title: row.title,
            owner: row.owner.zip(row.employer),
            deputy: row.deputy,
            due: row.review_due.map(timestamp),
        }
    }
}

/// The dates between which an article is due; none for those without an owner.
fn span(due: Due, now: Millis) -> (Option<Millis>, Option<Millis>) {
    match due {
        Due::Overdue => (Some(Millis::MIN), Some(now)),
        Due::Soon => (Some(now), Some(now + SOON_DAYS * 24 * 60 * 60 * 1000)),
        Due::Ownerless => (None, None),
    }
}

pub(super) async fn watched(
    conn: &mut Conn,
    due: Due,
    district: Option<&str>,
    now: Millis,
    slice: Slice,
) -> Result<Vec<Watched>, Error> {
    let (after, until) = span(due, now);
    let rows = fetch!(conn, fetch_all as WatchedRow, WATCHED, after, until, district, slice.limit, slice.offset)?;
    Ok(rows.into_iter().map(Watched::from).collect())
}

/// The articles of someone, or of her organisation.
pub(super) async fn own(conn: &mut Conn, member: &Member, whose: Whose, slice: Slice) -> Result<Vec<Watched>, Error> {
    let (id, place) = (member.id, member.organisation.id);
    let rows = fetch!(conn, fetch_all as WatchedRow, OWN, id, place, whose.key(), slice.limit, slice.offset)?;
    Ok(rows.into_iter().map(Watched::from).collect())
}

pub(super) async fn count_own(conn: &mut Conn, member: &Member, whose: Whose) -> Result<i64, Error> {
    let (count,) = fetch!(conn, fetch_one as (i64,), COUNT_OWN, member.id, member.organisation.id, whose.key())?;
    Ok(count)
}

/// An article whose owner has gone.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Left {
    pub(super) id: i64,
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) deputy_id: Option<i64>,
}

/// Takes all articles from their owner.
pub(super) async fn leave(conn: &mut Conn, owner: i64) -> Result<Vec<Left>, Error> {
    let mut left = fetch!(conn, fetch_all as Left, LEAVE, owner)?;
    // RETURNING promises no order
    left.sort_by_key(|article| article.id);
    Ok(left)
}

pub(super) async fn count(conn: &mut Conn, due: Due, district: Option<&str>, now: Millis) -> Result<i64, Error> {
    let (after, until) = span(due, now);
    let (count,) = fetch!(conn, fetch_one as (i64,), COUNT, after, until, district)?;
    Ok(count)
}

/// Articles whose next reminder is due, the oldest first.
pub(super) async fn due(conn: &mut Conn, now: Millis, limit: i64) -> Result<Vec<i64>, Error> {
    Ok(ids(fetch!(conn, fetch_all as (i64,), DUE, now, limit)?))
}

/// Takes the reminder; `false` when it was taken, or is not due any more.
pub(super) async fn claim(conn: &mut Conn, article: i64, now: Millis) -> Result<bool, Error> {
    Ok(execute!(conn, CLAIM, article, now)? == 1)
}

pub(super) async fn climb(conn: &mut Conn, article: i64, stage: i64, next: Option<Millis>) -> Result<(), Error> {
    execute!(conn, CLIMB, article, stage, next)?;
    Ok(())
}

/// All who work there.
pub(super) async fn colleagues(conn: &mut Conn, organisation: i64) -> Result<Vec<i64>, Error> {
    Ok(ids(fetch!(conn, fetch_all as (i64,), COLLEAGUES, organisation)?))
}

/// The regional contacts of a Kreis.
pub(super) async fn contacts(conn: &mut Conn, district: &str) -> Result<Vec<i64>, Error> {
    Ok(ids(fetch!(conn, fetch_all as (i64,), CONTACTS, district)?))
}

/// All of this role.
pub(super) async fn moderators(conn: &mut Conn, role: &str) -> Result<Vec<i64>, Error> {
    Ok(ids(fetch!(conn, fetch_all as (i64,), MODERATORS, role)?))
}

/// Whether somebody can be told something.
pub(super) async fn is_active(conn: &mut Conn, account: i64) -> Result<bool, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), ACTIVE, account)?.is_some())
}

fn ids(rows: Vec<(i64,)>) -> Vec<i64> {
    rows.into_iter().map(|(id,)| id).collect()
}
