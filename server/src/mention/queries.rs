//! All SQL of names in posts.

use std::collections::BTreeMap;

use app::{error::Error, forum::post::Post, mention::port::Nameable, organisation::port::Kind as OrganisationKind, text};

use super::{Named, Who};
use crate::db::{Conn, execute, fetch, sql};

sql! {
    KNOWN_PEOPLE = "SELECT a.id, a.name, o.name AS place FROM accounts a JOIN organisations o ON o.id = a.organisation_id
        WHERE a.name_key = $1 AND a.ended_at IS NULL ORDER BY a.id LIMIT 20";
    KNOWN_ORGANISATION = "SELECT id, name, '' AS place FROM organisations WHERE slug = $1";
    // $1: the beginning of a name, $2: of a later word of one
    PEOPLE_LIKE = "SELECT a.name, o.name AS place,
            (SELECT COUNT(*) FROM accounts n WHERE n.name_key = a.name_key AND n.ended_at IS NULL) AS namesakes
        FROM accounts a JOIN organisations o ON o.id = a.organisation_id
        WHERE a.ended_at IS NULL AND (a.name_key LIKE $1 OR a.name_key LIKE $2)
        ORDER BY CASE WHEN a.name_key LIKE $1 THEN 0 ELSE 1 END, a.name, o.name, a.id LIMIT 8";
    PLACES_LIKE = "SELECT o.name, o.slug, o.kind FROM organisations o WHERE o.slug LIKE $1 OR o.slug LIKE $2
        ORDER BY CASE WHEN o.slug LIKE $1 THEN 0 ELSE 1 END, o.name LIMIT 4";
    OF_POST = "SELECT name_key, account_id, organisation_id FROM mentions WHERE question_id = $1 AND post = $2";
    OF_THREAD = "SELECT m.name_key, m.account_id, o.slug FROM mentions m LEFT JOIN organisations o ON o.id = m.organisation_id
        WHERE m.question_id = $1";
    INSERT = "INSERT INTO mentions (question_id, post, name_key, account_id, organisation_id) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (question_id, post, name_key) DO UPDATE
        SET account_id = excluded.account_id, organisation_id = excluded.organisation_id";
    // all posts of a thread but its question, which stays where it was
    MOVE_THREAD = "UPDATE mentions SET question_id = $2 WHERE question_id = $1 AND post <> $3";
    MOVE_POST = "UPDATE mentions SET question_id = $2 WHERE question_id = $1 AND post = $3";
    FORGET = "DELETE FROM mentions WHERE question_id = $1 AND post = $2";
    UNNAMED = "SELECT id, name FROM accounts WHERE name_key IS NULL LIMIT 500";
    SET_KEY = "UPDATE accounts SET name_key = $2 WHERE id = $1";
}

/// Someone of a name.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) who: Who,
    pub(super) name: String,
    /// Where she works; nothing for an organisation.
    pub(super) place: String,
}

impl Known {
    /// The name with the municipality behind it, which tells people of the same name apart.
    pub(super) fn with_place(&self, key: &str) -> Option<String> {
        (!self.place.is_empty()).then(|| format!("{key}-{}", text::slug(&self.place)))
    }
}

/// Who has this name.
pub(super) async fn known(conn: &mut Conn, key: &str) -> Result<Vec<Known>, Error> {
    let people = fetch!(conn, fetch_all as (i64, String, String), KNOWN_PEOPLE, key)?;
    let place = fetch!(conn, fetch_all as (i64, String, String), KNOWN_ORGANISATION, key)?;
    let people = people.into_iter().map(|(id, name, place)| Known { who: Who::Person(id), name, place });
    Ok(people.chain(place.into_iter().map(|(id, name, place)| Known { who: Who::Organisation(id), name, place })).collect())
}

/// People whose name, or a later word of it, begins like this slug.
pub(super) async fn people_like(conn: &mut Conn, key: &str) -> Result<Vec<Nameable>, Error> {
    let rows = fetch!(conn, fetch_all as (String, String, i64), PEOPLE_LIKE, format!("{key}%"), format!("%-{key}%"))?;
    let nameable = |(name, meta, namesakes): (String, String, i64)| {
        let name = if namesakes > 1 { format!("{name} ({meta})") } else { name };
        Nameable { name, meta }
    };
    Ok(rows.into_iter().map(nameable).collect())
}

/// Organisations likewise. One whose name is not its address is named by that.
pub(super) async fn places_like(conn: &mut Conn, key: &str) -> Result<Vec<Nameable>, Error> {
    let rows = fetch!(conn, fetch_all as (String, String, String), PLACES_LIKE, format!("{key}%"), format!("%-{key}%"))?;
    let nameable = |(name, slug, kind): (String, String, String)| {
        let meta = OrganisationKind::from_key(&kind).map(|kind| kind.label().to_owned()).unwrap_or_default();
        let name = if text::slug(&name) == slug { name } else { slug };
        Nameable { name, meta }
    };
    Ok(rows.into_iter().map(nameable).collect())
}

/// What a post has named so far.
pub(crate) async fn of_post(conn: &mut Conn, question: i64, post: &str) -> Result<Vec<Named>, Error> {
    let rows = fetch!(conn, fetch_all as (String, Option<i64>, Option<i64>), OF_POST, question, post)?;
    let named = |(key, account, organisation): (String, Option<i64>, Option<i64>)| {
        let who = account.map(Who::Person).or_else(|| organisation.map(Who::Organisation))?;
        Some(Named { key, who })
    };
    Ok(rows.into_iter().filter_map(named).collect())
}

pub(super) async fn insert(conn: &mut Conn, question: i64, post: &str, key: &str, who: Who) -> Result<(), Error> {
    let (account, organisation) = match who {
        Who::Person(id) => (Some(id), None),
        Who::Organisation(id) => (None, Some(id)),
    };
    execute!(conn, INSERT, question, post, key, account, organisation)?;
    Ok(())
}

/// Names in a thread, and where they lead.
pub(super) async fn of_thread(conn: &mut Conn, question: i64) -> Result<BTreeMap<String, String>, Error> {
    let rows = fetch!(conn, fetch_all as (String, Option<i64>, Option<String>), OF_THREAD, question)?;
    let path = |(key, account, slug): (String, Option<i64>, Option<String>)| {
        let path = account.map(|id| format!("/personen/{id}")).or_else(|| slug.map(|slug| format!("/kommunen/{slug}")))?;
        Some((key, path))
    };
    Ok(rows.into_iter().filter_map(path).collect())
}

/// Lets the names in what stands below a question go with it to another one.
pub(crate) async fn move_thread(tx: &mut Conn, from: i64, to: i64) -> Result<(), Error> {
    execute!(tx, MOVE_THREAD, from, to, Post::Question(from).key())?;
    Ok(())
}

/// Lets the names in a post go with it to another question.
pub(crate) async fn move_post(tx: &mut Conn, from: i64, to: i64, post: Post) -> Result<(), Error> {
    execute!(tx, MOVE_POST, from, to, post.key())?;
    Ok(())
}

/// Forgets whom a post has named.
pub(crate) async fn forget(tx: &mut Conn, question: i64, post: Post) -> Result<(), Error> {
    execute!(tx, FORGET, question, post.key())?;
    Ok(())
}

pub(super) async fn unnamed(conn: &mut Conn) -> Result<Vec<(i64, String)>, Error> {
    Ok(fetch!(conn, fetch_all as (i64, String), UNNAMED)?)
}

pub(super) async fn set_key(conn: &mut Conn, account: i64, key: &str) -> Result<(), Error> {
    execute!(conn, SET_KEY, account, key)?;
    Ok(())
}
