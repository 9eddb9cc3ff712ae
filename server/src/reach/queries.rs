//! All SQL of whom an event reaches.

use app::{error::Error, follow::Kind};

use crate::{
    db::{Conn, fetch, sql},
    forum::{self, thread::Thread},
    notice::{
        Recipient,
        queries::{RecipientRow, recipients},
    },
};

sql! {
    SCENE = "SELECT title, topic, author_id, organisation_id FROM questions WHERE id = $1";
    AUTHOR_OF_ANSWER = "SELECT author_id FROM answers WHERE id = $1";
    PERSON = recipients!("WHERE a.id = $1 AND a.ended_at IS NULL");
    MEMBERS = recipients!("WHERE a.organisation_id = $1 AND a.ended_at IS NULL");
    FOLLOWERS = recipients!("JOIN follows f ON f.account_id = a.id WHERE f.kind = $1 AND f.target = $2 AND f.active AND a.ended_at IS NULL");
    // the page of a Kreis shows what its municipalities ask, so whoever follows it hears of that
    FOLLOWERS_OF_PLACE = recipients!("WHERE a.ended_at IS NULL AND a.id IN (SELECT f.account_id FROM follows f
        JOIN organisations p ON f.kind = 'organisation' AND f.target = CAST(p.id AS TEXT)
        WHERE f.active AND (p.id = $1 OR p.slug = (SELECT h.district FROM organisations h WHERE h.id = $1)))");
    FOLLOWERS_OF_TAGS = recipients!("WHERE a.ended_at IS NULL AND a.id IN (SELECT f.account_id FROM question_tags l
        JOIN follows f ON f.kind = 'tag' AND f.target = CAST(l.tag_id AS TEXT) WHERE l.question_id = $1 AND f.active)");
}

/// A thread, as far as it decides who is told what.
pub(super) struct Scene {
    pub(super) question: i64,
    pub(super) title: String,
    pub(super) topic: Option<String>,
    pub(super) asker: i64,
    pub(super) organisation_id: i64,
    pub(super) thread: Thread,
}

pub(super) async fn scene(conn: &mut Conn, question: i64) -> Result<Scene, Error> {
    let thread = forum::queries::thread(conn, question).await?.ok_or(Error::NotFound)?;
    let (title, topic, asker, organisation_id) = fetch!(conn, fetch_one as (String, Option<String>, i64, i64), SCENE, question)?;
    Ok(Scene { question, title, topic, asker, organisation_id, thread })
}

pub(super) async fn author_of_answer(conn: &mut Conn, answer: i64) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), AUTHOR_OF_ANSWER, answer)?.map(|(id,)| id))
}

/// Nobody, when her account has ended.
pub(super) async fn person(conn: &mut Conn, account: i64) -> Result<Vec<Recipient>, Error> {
    Ok(people(fetch!(conn, fetch_all as RecipientRow, PERSON, account)?))
}

/// All who work there.
pub(super) async fn members(conn: &mut Conn, organisation: i64) -> Result<Vec<Recipient>, Error> {
    Ok(people(fetch!(conn, fetch_all as RecipientRow, MEMBERS, organisation)?))
}

/// All who follow one thing.
pub(super) async fn followers(conn: &mut Conn, kind: Kind, target: &str) -> Result<Vec<Recipient>, Error> {
    Ok(people(fetch!(conn, fetch_all as RecipientRow, FOLLOWERS, kind.key(), target)?))
}

/// All who follow an organisation or its Kreis.
pub(super) async fn followers_of_place(conn: &mut Conn, organisation: i64) -> Result<Vec<Recipient>, Error> {
    Ok(people(fetch!(conn, fetch_all as RecipientRow, FOLLOWERS_OF_PLACE, organisation)?))
}

/// All who follow one of the tags of a question.
pub(super) async fn followers_of_tags(conn: &mut Conn, question: i64) -> Result<Vec<Recipient>, Error> {
    Ok(people(fetch!(conn, fetch_all as RecipientRow, FOLLOWERS_OF_TAGS, question)?))
}

fn people(rows: Vec<RecipientRow>) -> Vec<Recipient> {
    rows.into_iter().map(Recipient::from).collect()
}
