//! All SQL of announcements.

use app::{
    announcement::port::{Announcement, Part},
    error::Error,
    list::Slice,
    wiki::Visibility,
};

use super::check::{Stored, USUAL};
use crate::db::{Conn, Millis, execute, fetch, sql, timestamp};

/// What was announced and not taken back; $1 says whether the viewer is a member.
macro_rules! announced {
    ($select:literal, $tail:literal) => {
        concat!($select, " FROM announcements a WHERE a.removed_at IS NULL AND ($1 OR a.visibility = 'public') ", $tail)
    };
}

/// All that is shown of one.
macro_rules! rows {
    ($tail:literal) => {
        announced!(
            "SELECT a.id, a.title, a.body, a.starts_at, a.ends_at, a.place, a.link, a.shown_until, a.visibility, a.version,
                a.created_at, a.updated_at",
            $tail
        )
    };
}

sql! {
    ONE = rows!("AND a.id = $2");
    CURRENT = rows!("AND a.shown_until > $2
        ORDER BY CASE WHEN a.starts_at IS NULL THEN 1 ELSE 0 END, a.starts_at, a.created_at DESC, a.id DESC LIMIT $3");
    // $2: now; $3: when a date without an end has to have begun to be over
    COMING = rows!("AND (a.ends_at > $2 OR (a.ends_at IS NULL AND a.starts_at > $3) OR (a.starts_at IS NULL AND a.shown_until > $2))
        ORDER BY CASE WHEN a.starts_at IS NULL THEN 1 ELSE 0 END, a.starts_at, a.created_at DESC, a.id DESC LIMIT $4 OFFSET $5");
    PAST = rows!("AND (a.ends_at <= $2 OR (a.ends_at IS NULL AND a.starts_at <= $3) OR (a.starts_at IS NULL AND a.shown_until <= $2))
        ORDER BY COALESCE(a.starts_at, a.created_at) DESC, a.id DESC LIMIT $4 OFFSET $5");
    COUNT_COMING = announced!("SELECT COUNT(*)",
        "AND (a.ends_at > $2 OR (a.ends_at IS NULL AND a.starts_at > $3) OR (a.starts_at IS NULL AND a.shown_until > $2))");
    COUNT_PAST = announced!("SELECT COUNT(*)",
        "AND (a.ends_at <= $2 OR (a.ends_at IS NULL AND a.starts_at <= $3) OR (a.starts_at IS NULL AND a.shown_until <= $2))");
    DATES = rows!("AND a.starts_at > $2 ORDER BY a.starts_at, a.id LIMIT $3");
    INSERT = "INSERT INTO announcements (title, body, starts_at, ends_at, place, link, shown_until, visibility, author_id,
            created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) RETURNING id";
    UPDATE = "UPDATE announcements SET title = $3, body = $4, starts_at = $5, ends_at = $6, place = $7, link = $8,
            shown_until = $9, visibility = $10, updated_at = $11, version = version + 1
        WHERE id = $1 AND version = $2 AND removed_at IS NULL";
    REMOVE = "UPDATE announcements SET removed_at = $2, updated_at = $2 WHERE id = $1 AND removed_at IS NULL";
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    title: String,
    body: String,
    starts_at: Option<Millis>,
    ends_at: Option<Millis>,
    place: String,
    link: String,
    shown_until: Millis,
    visibility: String,
    version: i64,
    created_at: Millis,
    updated_at: Millis,
}

impl From<Row> for Announcement {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            title: row.title,
            body: row.body,
            html: String::new(),
            starts_at: row.starts_at.map(timestamp),
            ends_at: row.ends_at.map(timestamp),
            place: row.place,
            link: row.link,
            shown_until: timestamp(row.shown_until),
            // an unknown visibility is taken as the narrower one
            visibility: Visibility::from_key(&row.visibility).unwrap_or(Visibility::Members),
            version: row.version,
            created_at: timestamp(row.created_at),
            updated_at: timestamp(row.updated_at),
        }
    }
}

fn all(rows: Vec<Row>) -> Vec<Announcement> {
    rows.into_iter().map(Announcement::from).collect()
}

pub(super) async fn one(conn: &mut Conn, member: bool, id: i64) -> Result<Option<Announcement>, Error> {
    Ok(fetch!(conn, fetch_optional as Row, ONE, member, id)?.map(Announcement::from))
}

pub(super) async fn current(conn: &mut Conn, member: bool, now: Millis, limit: i64) -> Result<Vec<Announcement>, Error> {
    Ok(all(fetch!(conn, fetch_all as Row, CURRENT, member, now, limit)?))
}

pub(super) async fn list(
    conn: &mut Conn,
    member: bool,
    part: Part,
    now: Millis,
    slice: Slice,
) -> Result<Vec<Announcement>, Error> {
    let text = match part {
        Part::Coming => COMING,
        Part::Past => PAST,
    };
    Ok(all(fetch!(conn, fetch_all as Row, text, member, now, now - USUAL, slice.limit, slice.offset)?))
}

pub(super) async fn count(conn: &mut Conn, member: bool, part: Part, now: Millis) -> Result<i64, Error> {
    let text = match part {
        Part::Coming => COUNT_COMING,
        Part::Past => COUNT_PAST,
    };
    let (count,) = fetch!(conn, fetch_one as (i64,), text, member, now, now - USUAL)?;
    Ok(count)
}

/// Dates that begin after this moment.
pub(super) async fn dates(conn: &mut Conn, member: bool, after: Millis, limit: i64) -> Result<Vec<Announcement>, Error> {
    Ok(all(fetch!(conn, fetch_all as Row, DATES, member, after, limit)?))
}

pub(super) async fn insert(conn: &mut Conn, new: &Stored, author: i64, now: Millis) -> Result<i64, Error> {
    let (id,) = fetch!(
        conn,
        fetch_one as (i64,),
        INSERT,
        &new.title,
        &new.body,
        new.starts_at,
        new.ends_at,
        &new.place,
        &new.link,
        new.shown_until,
        new.visibility.key(),
        author,
        now
    )?;
    Ok(id)
}

/// `false` when this version does not stand any more.
pub(super) async fn update(conn: &mut Conn, id: i64, version: i64, new: &Stored, now: Millis) -> Result<bool, Error> {
    let touched = execute!(
        conn,
        UPDATE,
        id,
        version,
        &new.title,
        &new.body,
        new.starts_at,
        new.ends_at,
        &new.place,
        &new.link,
        new.shown_until,
        new.visibility.key(),
        now
    )?;
    Ok(touched == 1)
}

/// `false` when there is nothing to take back.
pub(super) async fn remove(conn: &mut Conn, id: i64, now: Millis) -> Result<bool, Error> {
    Ok(execute!(conn, REMOVE, id, now)? == 1)
}
