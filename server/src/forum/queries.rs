//! All SQL of the forum.

use app::{
    account::{Action, Viewer},
    error::Error,
    forum::port::{Answer, Author, Question, QuestionEntry, QuestionFilter, State},
};

use super::thread::Thread;
use crate::{
    db::{Conn, Millis, execute, fetch, sql, timestamp},
    subject::tagging,
};

/// Which questions a list shows. $8 to $10 are the viewer's [`Eyes`].
macro_rules! listed {
    ($select:literal, $tail:literal) => {
        concat!(
            $select,
            " FROM questions q
            JOIN organisations o ON o.id = q.organisation_id
            LEFT JOIN organisations d ON d.slug = o.district AND d.id <> o.id
            LEFT JOIN topics t ON t.slug = q.topic
            WHERE (CAST($1 AS TEXT) IS NULL
                    OR ($1 = 'unanswered' AND q.answer_count = 0)
                    OR ($1 = 'answered' AND q.answer_count > 0 AND q.accepted_answer IS NULL)
                    OR ($1 = 'unsolved' AND q.accepted_answer IS NULL)
                    OR ($1 = 'solved' AND q.accepted_answer IS NOT NULL))
                AND (CAST($2 AS TEXT) IS NULL OR q.topic = $2)
                AND (CAST($3 AS TEXT) IS NULL OR EXISTS (
                    SELECT 1 FROM question_tags l JOIN tags g ON g.id = l.tag_id WHERE l.question_id = q.id AND g.slug = $3))
                AND (CAST($4 AS TEXT) IS NULL OR o.district = $4)
                AND (CAST($5 AS BIGINT) IS NULL OR q.organisation_id = $5)
                AND (CAST($6 AS BIGINT) IS NULL OR q.author_id = $6)
                AND (CAST($7 AS BIGINT) IS NULL OR q.author_id <> $7)
                AND q.removed_at IS NULL
                AND ($8 OR q.audience IS NULL OR q.audience = $9 OR q.author_id = $10) ",
            $tail
        )
    };
}

sql! {
    LIST = listed!("SELECT q.id, q.title, o.name AS organisation, d.name AS district, t.name AS topic, q.answer_count,
            q.accepted_answer, q.created_at", "ORDER BY q.created_at DESC, q.id DESC LIMIT $11 OFFSET $12");
    COUNT = listed!("SELECT COUNT(*)", "");
    QUESTION = "SELECT q.id, q.title, q.body, q.topic, t.name AS topic_name, q.author_id, a.name AS author,
            o.slug AS organisation_slug, o.name AS organisation, q.accepted_answer, q.created_at, q.edited_at
        FROM questions q JOIN accounts a ON a.id = q.author_id JOIN organisations o ON o.id = q.organisation_id
        LEFT JOIN topics t ON t.slug = q.topic WHERE q.id = $1";
    ANSWERS = "SELECT n.id, n.body, n.author_id, a.name AS author, o.slug AS organisation_slug, o.name AS organisation,
            n.created_at, n.edited_at
        FROM answers n JOIN accounts a ON a.id = n.author_id JOIN organisations o ON o.id = n.organisation_id
        WHERE n.question_id = $1 AND n.removed_at IS NULL ORDER BY n.created_at, n.id";
    INSERT = "INSERT INTO questions (title, body, topic, author_id, organisation_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    UPDATE = "UPDATE questions SET title = $2, body = $3, topic = $4, edited_at = $5 WHERE id = $1";
    COUNT_ANSWER = "UPDATE questions SET answer_count = answer_count + 1 WHERE id = $1";
    INSERT_ANSWER = "INSERT INTO answers (question_id, body, author_id, organisation_id, created_at)
        VALUES ($1, $2, $3, $4, $5) RETURNING id";
    UPDATE_ANSWER = "UPDATE answers SET body = $2, edited_at = $3 WHERE id = $1";
    ANSWER_AUTHOR = "SELECT author_id FROM answers WHERE id = $1 AND question_id = $2 AND removed_at IS NULL";
    THREAD = "SELECT author_id AS asker, audience, removed_at IS NOT NULL AS removed, locked_at IS NOT NULL AS locked,
            closed_at IS NOT NULL AS closed
        FROM questions WHERE id = $1";
    ACCEPT = "UPDATE questions SET accepted_answer = $2 WHERE id = $1";
}

fn state(answers: i64, accepted: Option<i64>) -> State {
    match (answers, accepted) {
        (_, Some(_)) => State::Solved,
        (0, None) => State::Unanswered,
        _ => State::Answered,
    }
}

fn state_key(filter: &QuestionFilter) -> Option<&'static str> {
    match filter.state {
        Some(State::Unanswered) => Some("unanswered"),
        Some(State::Answered) => Some("answered"),
        Some(State::Solved) => Some("solved"),
        None if filter.unsolved => Some("unsolved"),
        None => None,
    }
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: i64,
    title: String,
    organisation: String,
    district: Option<String>,
    topic: Option<String>,
    answer_count: i64,
    accepted_answer: Option<i64>,
    created_at: Millis,
}

/// Who looks at a list of questions: moderators see all, others what is for the network, for their Kreis, or their own.
pub(crate) struct Eyes {
    all: bool,
    district: String,
    id: i64,
}

impl From<&Viewer> for Eyes {
    fn from(viewer: &Viewer) -> Self {
        let district = viewer.member().and_then(|member| member.organisation.district.clone());
        Self { all: viewer.may(Action::Moderate), district: district.unwrap_or_default(), id: viewer.id() }
    }
}

pub(super) async fn list(
    conn: &mut Conn,
    eyes: &Eyes,
    filter: &QuestionFilter,
    limit: i64,
    offset: i64,
) -> Result<Vec<QuestionEntry>, Error> {
    let rows = fetch!(
        conn,
        fetch_all as EntryRow,
        LIST,
        state_key(filter),
        filter.topic.as_deref(),
        filter.tag.as_deref(),
        filter.district.as_deref(),
        filter.organisation,
        filter.author,
        filter.not_by,
        eyes.all,
        &eyes.district,
        eyes.id,
        limit,
        offset
    )?;
    Ok(rows
        .into_iter()
        .map(|row| QuestionEntry {
            id: row.id,
            title: row.title,
            organisation: row.organisation,
            district: row.district,
            topic: row.topic,
            state: state(row.answer_count, row.accepted_answer),
            answers: row.answer_count,
            created_at: timestamp(row.created_at),
        })
        .collect())
}

pub(super) async fn count(conn: &mut Conn, eyes: &Eyes, filter: &QuestionFilter) -> Result<i64, Error> {
    let (count,) = fetch!(
        conn,
        fetch_one as (i64,),
        COUNT,
        state_key(filter),
        filter.topic.as_deref(),
        filter.tag.as_deref(),
        filter.district.as_deref(),
        filter.organisation,
        filter.author,
        filter.not_by,
        eyes.all,
        &eyes.district,
        eyes.id
    )?;
    Ok(count)
}

#[derive(sqlx::FromRow)]
struct QuestionRow {
    id: i64,
    title: String,
    body: String,
    topic: Option<String>,
    topic_name: Option<String>,
    author_id: i64,
    author: String,
    organisation_slug: String,
    organisation: String,
    accepted_answer: Option<i64>,
    created_at: Millis,
    edited_at: Option<Millis>,
}

#[derive(sqlx::FromRow)]
struct AnswerRow {
    id: i64,
    body: String,
    author_id: i64,
    author: String,
    organisation_slug: String,
    organisation: String,
    created_at: Millis,
    edited_at: Option<Millis>,
}

/// With its answers, the accepted one first; `html` is empty.
pub(super) async fn question(conn: &mut Conn, id: i64) -> Result<Option<Question>, Error> {
    let Some(row) = fetch!(conn, fetch_optional as QuestionRow, QUESTION, id)? else { return Ok(None) };
    let mut answers: Vec<Answer> = fetch!(conn, fetch_all as AnswerRow, ANSWERS, id)?
        .into_iter()
        .map(|answer| Answer {
            id: answer.id,
            body: answer.body,
            html: String::new(),
            author: Author {
                id: answer.author_id,
                name: answer.author,
                organisation_slug: answer.organisation_slug,
                organisation: answer.organisation,
            },
            accepted: Some(answer.id) == row.accepted_answer,
            created_at: timestamp(answer.created_at),
            edited_at: answer.edited_at.map(timestamp),
        })
        .collect();
    // stable: among the others the oldest stays first
    answers.sort_by_key(|answer| !answer.accepted);
    Ok(Some(Question {
        id: row.id,
        tags: tagging::of_question(conn, row.id).await?,
        title: row.title,
        body: row.body,
        html: String::new(),
        topic: row.topic.zip(row.topic_name),
        author: Author {
            id: row.author_id,
            name: row.author,
            organisation_slug: row.organisation_slug,
            organisation: row.organisation,
        },
        state: state(i64::try_from(answers.len()).unwrap_or(i64::MAX), row.accepted_answer),
        created_at: timestamp(row.created_at),
        edited_at: row.edited_at.map(timestamp),
        answers,
    }))
}

/// What is stored of a question.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) topic: Option<String>,
    pub(crate) tags: Vec<String>,
}

pub(crate) async fn insert(conn: &mut Conn, new: &Stored, author: i64, organisation: i64, now: Millis) -> Result<i64, Error> {
    let (id,) =
        fetch!(conn, fetch_one as (i64,), INSERT, &new.title, &new.body, new.topic.as_deref(), author, organisation, now)?;
    tagging::set_question(conn, id, &new.tags).await?;
    Ok(id)
}

pub(super) async fn update(conn: &mut Conn, id: i64, new: &Stored, now: Millis) -> Result<(), Error> {
    execute!(conn, UPDATE, id, &new.title, &new.body, new.topic.as_deref(), now)?;
    tagging::set_question(conn, id, &new.tags).await
}

/// Counts an answer; `false` when there is no such question.
pub(crate) async fn count_answer(conn: &mut Conn, question: i64) -> Result<bool, Error> {
    Ok(execute!(conn, COUNT_ANSWER, question)? == 1)
}

pub(crate) async fn insert_answer(
    conn: &mut Conn,
    question: i64,
    body: &str,
    author: i64,
    organisation: i64,
    now: Millis,
) -> Result<i64, Error> {
    let (id,) = fetch!(conn, fetch_one as (i64,), INSERT_ANSWER, question, body, author, organisation, now)?;
    Ok(id)
}

pub(super) async fn update_answer(conn: &mut Conn, answer: i64, body: &str, now: Millis) -> Result<(), Error> {
    execute!(conn, UPDATE_ANSWER, answer, body, now)?;
    Ok(())
}

pub(super) async fn answer_author(conn: &mut Conn, answer: i64, question: i64) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), ANSWER_AUTHOR, answer, question)?.map(|(id,)| id))
}

pub(super) async fn thread(conn: &mut Conn, question: i64) -> Result<Option<Thread>, Error> {
    Ok(fetch!(conn, fetch_optional as Thread, THREAD, question)?)
}

pub(super) async fn accept(conn: &mut Conn, question: i64, answer: Option<i64>) -> Result<(), Error> {
    execute!(conn, ACCEPT, question, answer)?;
    Ok(())
}
