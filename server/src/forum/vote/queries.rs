//! All SQL of votes.

use app::error::Error;

use crate::db::{Conn, Millis, execute, fetch, sql};

sql! {
    VOTE = "INSERT INTO helpful_votes (answer_id, account_id) VALUES ($1, $2) ON CONFLICT (answer_id, account_id) DO NOTHING";
    REVOKE = "DELETE FROM helpful_votes WHERE answer_id = $1 AND account_id = $2";
    COUNT = "UPDATE answers SET helpful = helpful + $2 WHERE id = $1";
    ASKED_FOR = "SELECT organisation_id FROM questions WHERE id = $1";
    SHARE = "INSERT INTO shared_questions (question_id, organisation_id, account_id, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (question_id, organisation_id) DO NOTHING";
    UNSHARE = "DELETE FROM shared_questions WHERE question_id = $1 AND organisation_id = $2";
}

/// By how much the count changes: 0 when she had voted before.
pub(super) async fn vote(tx: &mut Conn, answer: i64, account: i64) -> Result<i64, Error> {
    Ok(i64::from(execute!(tx, VOTE, answer, account)? == 1))
}

/// By how much the count changes: 0 when she had not voted.
pub(super) async fn revoke(tx: &mut Conn, answer: i64, account: i64) -> Result<i64, Error> {
    Ok(-i64::from(execute!(tx, REVOKE, answer, account)? == 1))
}

pub(super) async fn count(tx: &mut Conn, answer: i64, change: i64) -> Result<(), Error> {
    execute!(tx, COUNT, answer, change)?;
    Ok(())
}

/// The organisation that asked.
pub(super) async fn asked_for(conn: &mut Conn, question: i64) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), ASKED_FOR, question)?.map(|(id,)| id))
}

pub(super) async fn share(tx: &mut Conn, question: i64, organisation: i64, by: i64, now: Millis) -> Result<(), Error> {
    execute!(tx, SHARE, question, organisation, by, now)?;
    Ok(())
}

pub(super) async fn unshare(tx: &mut Conn, question: i64, organisation: i64) -> Result<(), Error> {
    execute!(tx, UNSHARE, question, organisation)?;
    Ok(())
}
