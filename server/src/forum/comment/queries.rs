//! All SQL of comments, but for reading them with their question.

use app::error::Error;

use crate::db::{Conn, Millis, execute, fetch, sql};

sql! {
    INSERT = "INSERT INTO comments (question_id, answer_id, body, author_id, organisation_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    UPDATE = "UPDATE comments SET body = $2, edited_at = $3, edited_by = $4, revision = revision + 1
        WHERE id = $1 AND revision = $5";
}

/// Below what a comment stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) question: i64,
    /// None: the question itself.
    pub(super) answer: Option<i64>,
}

/// `author` is a person and her organisation.
pub(super) async fn insert(conn: &mut Conn, at: Place, body: &str, author: (i64, i64), now: Millis) -> Result<i64, Error> {
    let (person, organisation) = author;
    let (id,) = fetch!(conn, fetch_one as (i64,), INSERT, at.question, at.answer, body, person, organisation, now)?;
    Ok(id)
}

/// Replaces the text, if this revision still is the present one.
pub(super) async fn update(conn: &mut Conn, id: i64, body: &str, by: i64, base: i64, now: Millis) -> Result<bool, Error> {
    Ok(execute!(conn, UPDATE, id, body, now, by, base)? == 1)
}
