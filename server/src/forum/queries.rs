//! All SQL of the forum.

use app::{
    account::{Action, Viewer},
    error::Error,
    forum::{
        asking::Audience,
        comment::Comment,
        lists::Key,
        order::{CloseReason, Closed, Standing},
        port::{Answer, Author, Merged, Question, QuestionEntry, QuestionFilter, State, question_path},
        vote::Sharer,
    },
};

use super::{
    audience::First,
    post::queries::{fresh_answer, fresh_question, removal},
    sent::Form,
    thread::Thread,
};
use crate::{
    db::{Conn, Millis, execute, fetch, sql, timestamp},
    subject::tagging,
};

/// Which questions a list shows. $8 to $10 are the viewer's [`Eyes`].
macro_rules! shown {
    () => {
        "(CAST($1 AS TEXT) IS NULL
                OR ($1 = 'unanswered' AND q.answer_count = 0)
                OR ($1 = 'answered' AND q.answer_count > 0 AND q.accepted_answer IS NULL)
                OR ($1 = 'unsolved' AND q.accepted_answer IS NULL)
                OR ($1 = 'solved' AND q.accepted_answer IS NOT NULL))
            AND (CAST($2 AS TEXT) IS NULL OR q.topic = $2)
            AND (CAST($3 AS TEXT) IS NULL OR EXISTS (
                SELECT 1 FROM question_tags l JOIN tags g ON g.id = l.tag_id WHERE l.question_id = q.id AND g.slug = $3))
            AND (CAST($4 AS TEXT) IS NULL OR EXISTS (
                SELECT 1 FROM organisations h WHERE h.id = q.organisation_id AND h.district = $4))
            AND (CAST($5 AS BIGINT) IS NULL OR q.organisation_id = $5)
            AND (CAST($6 AS BIGINT) IS NULL OR q.author_id = $6)
            AND (CAST($7 AS BIGINT) IS NULL OR q.author_id <> $7)
            AND q.removed_at IS NULL
            AND ($8 OR q.audience IS NULL OR q.audience = $9 OR q.author_id = $10) "
    };
}

/// A part of a list. What is looked for is found first, in the order of an index and no further than the part goes; names
/// come afterwards. $lead is a condition that has an index of its own; it says again what one of [`shown`] says.
/// $11, $12: from which question on; $13: whether pinned ones are left out; $14, $15: limit and offset.
macro_rules! part {
    ($lead:literal, $from:literal, $order:literal) => {
        part!($lead, $from, $order, "")
    };
    ($lead:literal, $from:literal, $order:literal, $plus:literal) => {
        concat!(
            "SELECT q.id, q.title, o.name AS organisation, d.name AS district, t.name AS topic, q.answer_count,
                q.accepted_answer, q.created_at, q.pinned_at IS NOT NULL AS pinned, q.closed_at IS NOT NULL AS closed
            FROM (SELECT q.id, q.title, q.organisation_id, q.topic, q.answer_count, q.accepted_answer, q.created_at,
                    q.pinned_at, q.closed_at
                FROM questions q WHERE ",
            $lead,
            " AND ",
            shown!(),
            " AND (",
            $plus,
            "q.created_at, q.id) ",
            $from,
            " ($11, $12) AND (NOT $13 OR q.pinned_at IS NULL) ORDER BY ",
            $plus,
            "q.created_at ",
            $order,
            ", q.id ",
            $order,
            " LIMIT $14 OFFSET $15) q
            JOIN organisations o ON o.id = q.organisation_id
            LEFT JOIN organisations d ON d.slug = o.district AND d.id <> o.id
            LEFT JOIN topics t ON t.slug = q.topic ORDER BY q.created_at ",
            $order,
            ", q.id ",
            $order
        )
    };
}

macro_rules! older {
    ($lead:literal) => {
        part!($lead, "<", "DESC")
    };
}

macro_rules! newer {
    ($lead:literal) => {
        part!($lead, ">", "ASC")
    };
}

macro_rules! number {
    ($lead:literal) => {
        concat!("SELECT COUNT(*) FROM questions q WHERE ", $lead, " AND ", shown!())
    };
}

sql! {
    OLDER_ALL = older!("1 = 1");
    OLDER_AUTHOR = older!("q.author_id = $6");
    OLDER_ORGANISATION = older!("q.organisation_id = $5");
    OLDER_TAG = older!("q.id IN (SELECT l.question_id FROM question_tags l JOIN tags g ON g.id = l.tag_id WHERE g.slug = $3)");
    OLDER_TOPIC = older!("q.topic = $2");
    OLDER_UNANSWERED = older!("q.answer_count = 0");
    OLDER_UNSOLVED = older!("q.accepted_answer IS NULL");
    OLDER_SOLVED = older!("q.accepted_answer IS NOT NULL");
    NEWER_ALL = newer!("1 = 1");
    NEWER_AUTHOR = newer!("q.author_id = $6");
    NEWER_ORGANISATION = newer!("q.organisation_id = $5");
    NEWER_TAG = newer!("q.id IN (SELECT l.question_id FROM question_tags l JOIN tags g ON g.id = l.tag_id WHERE g.slug = $3)");
    NEWER_TOPIC = newer!("q.topic = $2");
    NEWER_UNANSWERED = newer!("q.answer_count = 0");
    NEWER_UNSOLVED = newer!("q.accepted_answer IS NULL");
    NEWER_SOLVED = newer!("q.accepted_answer IS NOT NULL");
    NUMBER_ALL = number!("1 = 1");
    NUMBER_AUTHOR = number!("q.author_id = $6");
    NUMBER_ORGANISATION = number!("q.organisation_id = $5");
    NUMBER_TAG = number!("q.id IN (SELECT l.question_id FROM question_tags l JOIN tags g ON g.id = l.tag_id WHERE g.slug = $3)");
    NUMBER_TOPIC = number!("q.topic = $2");
    NUMBER_UNANSWERED = number!("q.answer_count = 0");
    NUMBER_UNSOLVED = number!("q.accepted_answer IS NULL");
    NUMBER_SOLVED = number!("q.accepted_answer IS NOT NULL");
    // few: with the plus SQLite sorts them, instead of looking at all questions in their order for one that is pinned
    PINNED = part!("q.pinned_at IS NOT NULL", "<", "DESC", "+");
    QUESTION = "SELECT q.id, q.title, q.body, q.topic, t.name AS topic_name, q.author_id, a.name AS author,
            o.slug AS organisation_slug, o.name AS organisation, q.accepted_answer, q.created_at, q.edited_at, q.revision,
            q.pinned_at IS NOT NULL AS pinned, q.locked_at IS NOT NULL AS locked, q.closed_at, q.closed_reason, q.closed_note,
            q.removed_at, r.name AS removed_by, q.removed_reason
        FROM questions q JOIN accounts a ON a.id = q.author_id JOIN organisations o ON o.id = q.organisation_id
        LEFT JOIN topics t ON t.slug = q.topic LEFT JOIN accounts r ON r.id = q.removed_by WHERE q.id = $1";
    // $2: who looks; $3: whether she sees what was taken away
    ANSWERS = "SELECT n.id, n.body, n.author_id, a.name AS author, o.slug AS organisation_slug, o.name AS organisation,
            n.created_at, n.edited_at, n.revision, n.helpful,
            EXISTS (SELECT 1 FROM helpful_votes v WHERE v.answer_id = n.id AND v.account_id = $2) AS found_helpful,
            n.removed_at, r.name AS removed_by, n.removed_reason
        FROM answers n JOIN accounts a ON a.id = n.author_id JOIN organisations o ON o.id = n.organisation_id
        LEFT JOIN accounts r ON r.id = n.removed_by
        WHERE n.question_id = $1 AND (n.removed_at IS NULL OR n.author_id = $2 OR $3)
        ORDER BY n.helpful DESC, n.created_at, n.id";
    COMMENTS = "SELECT c.id, c.answer_id, c.body, c.author_id, a.name AS author, o.slug AS organisation_slug,
            o.name AS organisation, c.created_at, c.edited_at, c.removed_at, r.name AS removed_by, c.removed_reason
        FROM comments c JOIN accounts a ON a.id = c.author_id JOIN organisations o ON o.id = c.organisation_id
        LEFT JOIN accounts r ON r.id = c.removed_by
        WHERE c.question_id = $1 AND (c.removed_at IS NULL OR c.author_id = $2 OR $3) ORDER BY c.created_at, c.id";
    SHARERS = "SELECT o.id, o.slug, o.name FROM shared_questions s JOIN organisations o ON o.id = s.organisation_id
        WHERE s.question_id = $1 ORDER BY o.name";
    MERGED = "SELECT q.id, q.title, q.body, q.author_id, a.name AS author, o.slug AS organisation_slug,
            o.name AS organisation, q.created_at
        FROM questions q JOIN accounts a ON a.id = q.author_id JOIN organisations o ON o.id = q.organisation_id
        WHERE q.merged_into = $1 ORDER BY q.created_at, q.id";
    DUPLICATE_OF = "SELECT d.id, d.title FROM questions q JOIN questions d ON d.id = q.duplicate_of WHERE q.id = $1";
    INSERT = "INSERT INTO questions (title, body, topic, author_id, organisation_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    // only from the revision that the author has seen
    UPDATE = "UPDATE questions SET title = $2, body = $3, edited_at = $4, edited_by = $5, revision = revision + 1
        WHERE id = $1 AND revision = $6";
    SET_TOPIC = "UPDATE questions SET topic = $2 WHERE id = $1";
    TEXT = "SELECT title, body, revision FROM questions WHERE id = $1";
    COUNT_ANSWER = "UPDATE questions SET answer_count = answer_count + 1 WHERE id = $1";
    INSERT_ANSWER = "INSERT INTO answers (question_id, body, author_id, organisation_id, created_at)
        VALUES ($1, $2, $3, $4, $5) RETURNING id";
    UPDATE_ANSWER = "UPDATE answers SET body = $2, edited_at = $3, edited_by = $4, revision = revision + 1
        WHERE id = $1 AND revision = $5";
    ANSWER_TEXT = "SELECT body, revision FROM answers WHERE id = $1";
    // does nothing but wait until nobody else changes the thread
    WAIT_FOR_THREAD = "UPDATE questions SET answer_count = answer_count
        WHERE id = (SELECT COALESCE(merged_into, id) FROM questions WHERE id = $1)";
    ANSWER_AUTHOR = "SELECT author_id FROM answers WHERE id = $1 AND question_id = $2 AND removed_at IS NULL";
    THREAD = "SELECT id, author_id AS asker, audience, removed_at IS NOT NULL AS removed, locked_at IS NOT NULL AS locked,
            closed_at IS NOT NULL AS closed
        FROM questions WHERE id = (SELECT COALESCE(merged_into, id) FROM questions WHERE id = $1)";
    ACCEPT = "UPDATE questions SET accepted_answer = $2 WHERE id = $1";
    ANSWER_IS = "SELECT id FROM answers WHERE id = $1 AND question_id = $2 AND body = $3";

    RESTRICT = "UPDATE questions SET audience = $2, opens_at = $3 WHERE id = $1";
    AUDIENCE = "SELECT o.name, q.opens_at FROM questions q JOIN organisations o ON o.slug = q.audience WHERE q.id = $1";
    DUE_TO_OPEN = "SELECT id FROM questions WHERE opens_at IS NOT NULL AND opens_at <= $1 ORDER BY opens_at, id LIMIT $2";
    // its way to those who may know begins anew: most of them could not be asked before
    OPEN = "UPDATE questions SET audience = NULL, opens_at = NULL, route_stage = 0, route_at = 0 WHERE id = $1 AND (audience IS NOT NULL OR opens_at IS NOT NULL)";

    // DO UPDATE, because DO NOTHING neither waits for the other one nor returns the row
    BEGIN_FORM = "INSERT INTO post_forms (account_id, form_key, created_at) VALUES ($1, $2, $3)
        ON CONFLICT (account_id, form_key) DO UPDATE SET form_key = excluded.form_key
        RETURNING CAST(id AS BIGINT) AS id, question_id AS question, answer_id AS answer";
    IS_SENT = "SELECT id FROM post_forms WHERE account_id = $1 AND form_key = $2
        AND (question_id IS NOT NULL OR answer_id IS NOT NULL)";
    FORM_BECAME = "UPDATE post_forms SET question_id = $2, answer_id = $3 WHERE id = $1";
    FORGET_FORMS = "DELETE FROM post_forms WHERE created_at <= $1";
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
    pinned: bool,
    closed: bool,
}

/// Who looks at a list of questions: moderators see all, others what is for the network, for their Kreis, or their own.
pub(crate) struct Eyes {
    pub(crate) all: bool,
    pub(crate) district: String,
    pub(crate) id: i64,
}

impl From<&Viewer> for Eyes {
    fn from(viewer: &Viewer) -> Self {
        let district = viewer.member().and_then(|member| member.organisation.district.clone());
        Self { all: viewer.may(Action::Moderate), district: district.unwrap_or_default(), id: viewer.id() }
    }
}

/// The statements of a list: older, newer, number. Of all that narrows it, what leaves the least leads.
fn statements(filter: &QuestionFilter) -> [&'static str; 3] {
    match (filter.author, filter.organisation, &filter.tag, &filter.topic, state_key(filter)) {
        (Some(_), ..) => [OLDER_AUTHOR, NEWER_AUTHOR, NUMBER_AUTHOR],
        (_, Some(_), ..) => [OLDER_ORGANISATION, NEWER_ORGANISATION, NUMBER_ORGANISATION],
        (_, _, Some(_), ..) => [OLDER_TAG, NEWER_TAG, NUMBER_TAG],
        (_, _, _, Some(_), _) => [OLDER_TOPIC, NEWER_TOPIC, NUMBER_TOPIC],
        (.., Some("unanswered")) => [OLDER_UNANSWERED, NEWER_UNANSWERED, NUMBER_UNANSWERED],
        (.., Some("solved")) => [OLDER_SOLVED, NEWER_SOLVED, NUMBER_SOLVED],
        (.., Some(_)) => [OLDER_UNSOLVED, NEWER_UNSOLVED, NUMBER_UNSOLVED],
        (.., None) => [OLDER_ALL, NEWER_ALL, NUMBER_ALL],
    }
}

/// After all questions: where a list begins.
const END: Key = Key { at: i64::MAX, id: i64::MAX };

/// Which part of a list.
struct Wanted {
    from: Key,
    without_pinned: bool,
    limit: i64,
    offset: i64,
}

async fn part(
    conn: &mut Conn,
    sql: &'static str,
    eyes: &Eyes,
    filter: &QuestionFilter,
    wanted: Wanted,
) -> Result<Vec<QuestionEntry>, Error> {
    let rows = fetch!(
        conn,
        fetch_all as EntryRow,
        sql,
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
        wanted.from.at,
        wanted.from.id,
        wanted.without_pinned,
        wanted.limit,
        wanted.offset
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
            pinned: row.pinned,
            closed: row.closed,
        })
        .collect())
}

/// All of them, newest first, pinned or not.
pub(super) async fn list(
    conn: &mut Conn,
    eyes: &Eyes,
    filter: &QuestionFilter,
    limit: i64,
    offset: i64,
) -> Result<Vec<QuestionEntry>, Error> {
    part(conn, statements(filter)[0], eyes, filter, Wanted { from: END, without_pinned: false, limit, offset }).await
}

/// Those asked before this one (the newest without one), newest first, without the pinned ones.
pub(super) async fn older(
    conn: &mut Conn,
    eyes: &Eyes,
    filter: &QuestionFilter,
    from: Option<Key>,
    limit: i64,
) -> Result<Vec<QuestionEntry>, Error> {
    let wanted = Wanted { from: from.unwrap_or(END), without_pinned: true, limit, offset: 0 };
    part(conn, statements(filter)[0], eyes, filter, wanted).await
}

/// Those asked after this one, oldest first, without the pinned ones.
pub(super) async fn newer(
    conn: &mut Conn,
    eyes: &Eyes,
    filter: &QuestionFilter,
    from: Key,
    limit: i64,
) -> Result<Vec<QuestionEntry>, Error> {
    part(conn, statements(filter)[1], eyes, filter, Wanted { from, without_pinned: true, limit, offset: 0 }).await
}

/// The pinned ones.
pub(super) async fn pinned(
    conn: &mut Conn,
    eyes: &Eyes,
    filter: &QuestionFilter,
    limit: i64,
) -> Result<Vec<QuestionEntry>, Error> {
    part(conn, PINNED, eyes, filter, Wanted { from: END, without_pinned: false, limit, offset: 0 }).await
}

pub(super) async fn count(conn: &mut Conn, eyes: &Eyes, filter: &QuestionFilter) -> Result<i64, Error> {
    let (count,) = fetch!(
        conn,
        fetch_one as (i64,),
        statements(filter)[2],
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
    revision: i64,
    pinned: bool,
    locked: bool,
    closed_at: Option<Millis>,
    closed_reason: Option<String>,
    closed_note: Option<String>,
    removed_at: Option<Millis>,
    removed_by: Option<String>,
    removed_reason: Option<String>,
}

impl QuestionRow {
    fn standing(&mut self, duplicate: Option<(String, String)>) -> Standing {
        Standing {
            closed: self.closed_at.map(|at| Closed {
                reason: self.closed_reason.as_deref().and_then(CloseReason::from_key),
                note: self.closed_note.take().unwrap_or_default(),
                duplicate,
                at: timestamp(at),
            }),
            locked: self.locked,
            pinned: self.pinned,
            removal: removal(self.removed_at, self.removed_by.take(), self.removed_reason.take()),
        }
    }
}

#[derive(sqlx::FromRow)]
struct CommentRow {
    id: i64,
    answer_id: Option<i64>,
    body: String,
    author_id: i64,
    author: String,
    organisation_slug: String,
    organisation: String,
    created_at: Millis,
    edited_at: Option<Millis>,
    removed_at: Option<Millis>,
    removed_by: Option<String>,
    removed_reason: Option<String>,
}

impl From<CommentRow> for Comment {
    fn from(row: CommentRow) -> Self {
        Self {
            id: row.id,
            body: row.body,
            html: String::new(),
            author: Author {
                id: row.author_id,
                name: row.author,
                organisation_slug: row.organisation_slug,
                organisation: row.organisation,
            },
            created_at: timestamp(row.created_at),
            edited_at: row.edited_at.map(timestamp),
            removal: removal(row.removed_at, row.removed_by, row.removed_reason),
        }
    }
}

#[derive(sqlx::FromRow)]
struct MergedRow {
    id: i64,
    title: String,
    body: String,
    author_id: i64,
    author: String,
    organisation_slug: String,
    organisation: String,
    created_at: Millis,
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
    revision: i64,
    helpful: i64,
    found_helpful: bool,
    removed_at: Option<Millis>,
    removed_by: Option<String>,
    removed_reason: Option<String>,
}

/// With its answers, the accepted one first, as the viewer may see it; `html` is empty.
pub(super) async fn question(conn: &mut Conn, viewer: &Viewer, id: i64) -> Result<Option<Question>, Error> {
    let (me, all) = (viewer.id(), viewer.may(Action::Moderate));
    let Some(mut row) = fetch!(conn, fetch_optional as QuestionRow, QUESTION, id)? else { return Ok(None) };
    let rows = fetch!(conn, fetch_all as AnswerRow, ANSWERS, id, me, all)?;
    let answers = rows.into_iter().map(|answer| answer_of(answer, row.accepted_answer));
    let (mut removed_answers, mut answers): (Vec<Answer>, Vec<Answer>) = answers.partition(|one| one.removal.is_some());
    // stable: the others stay in their order
    answers.sort_by_key(|answer| !answer.accepted);
    let mut comments = Vec::new();
    for comment in fetch!(conn, fetch_all as CommentRow, COMMENTS, id, me, all)? {
        let Some(answer) = comment.answer_id else {
            comments.push(Comment::from(comment));
            continue;
        };
        // below an answer that the viewer may not see there is nothing to see, either
        if let Some(answer) = answers.iter_mut().chain(&mut removed_answers).find(|one| one.id == answer) {
            answer.comments.push(Comment::from(comment));
        }
    }
    let duplicate = match fetch!(conn, fetch_optional as (i64, String), DUPLICATE_OF, id)? {
        Some((other, title)) if thread(conn, other).await?.is_some_and(|thread| thread.is_for(viewer)) => {
            let path = question_path(other, &title);
            Some((title, path))
        }
        _ => None,
    };
    Ok(Some(Question {
        id: row.id,
        tags: tagging::of_question(conn, row.id).await?,
        shared_by: sharers(conn, row.id).await?,
        merged: merged(conn, row.id).await?,
        standing: row.standing(duplicate),
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
        revision: row.revision,
        comments,
        removed_answers,
    }))
}

fn answer_of(row: AnswerRow, accepted: Option<i64>) -> Answer {
    Answer {
        id: row.id,
        body: row.body,
        html: String::new(),
        author: Author {
            id: row.author_id,
            name: row.author,
            organisation_slug: row.organisation_slug,
            organisation: row.organisation,
        },
        accepted: Some(row.id) == accepted,
        created_at: timestamp(row.created_at),
        edited_at: row.edited_at.map(timestamp),
        revision: row.revision,
        helpful: row.helpful,
        found_helpful: row.found_helpful,
        comments: Vec::new(),
        removal: removal(row.removed_at, row.removed_by, row.removed_reason),
    }
}

async fn sharers(conn: &mut Conn, question: i64) -> Result<Vec<Sharer>, Error> {
    let rows = fetch!(conn, fetch_all as (i64, String, String), SHARERS, question)?;
    Ok(rows.into_iter().map(|(id, slug, name)| Sharer { id, slug, name }).collect())
}

async fn merged(conn: &mut Conn, question: i64) -> Result<Vec<Merged>, Error> {
    let rows = fetch!(conn, fetch_all as MergedRow, MERGED, question)?;
    let merged = |row: MergedRow| Merged {
        id: row.id,
        title: row.title,
        html: String::new(),
        body: row.body,
        author: Author {
            id: row.author_id,
            name: row.author,
            organisation_slug: row.organisation_slug,
            organisation: row.organisation,
        },
        created_at: timestamp(row.created_at),
    };
    Ok(rows.into_iter().map(merged).collect())
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
    let id = fresh_question(conn, id).await?;
    tagging::set_question(conn, id, &new.tags).await?;
    Ok(id)
}

/// Replaces the text, if this revision still is the present one.
pub(super) async fn update(conn: &mut Conn, id: i64, new: &Stored, by: i64, base: i64, now: Millis) -> Result<bool, Error> {
    Ok(execute!(conn, UPDATE, id, &new.title, &new.body, now, by, base)? == 1)
}

/// Puts a question into a topic and gives it these tags and no others.
pub(super) async fn file(conn: &mut Conn, id: i64, topic: Option<&str>, tags: &[String]) -> Result<(), Error> {
    execute!(conn, SET_TOPIC, id, topic)?;
    tagging::set_question(conn, id, tags).await
}

/// Title, body and revision.
pub(crate) async fn text(conn: &mut Conn, id: i64) -> Result<(String, String, i64), Error> {
    Ok(fetch!(conn, fetch_one as (String, String, i64), TEXT, id)?)
}

/// Body and revision.
pub(super) async fn answer_text(conn: &mut Conn, id: i64) -> Result<(String, i64), Error> {
    Ok(fetch!(conn, fetch_one as (String, i64), ANSWER_TEXT, id)?)
}

/// Until the end of the transaction nobody else changes the thread.
pub(super) async fn wait_for_thread(tx: &mut Conn, question: i64) -> Result<(), Error> {
    execute!(tx, WAIT_FOR_THREAD, question)?;
    Ok(())
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
    fresh_answer(conn, id).await
}

/// Replaces the text, if this revision still is the present one.
pub(super) async fn update_answer(
    conn: &mut Conn,
    answer: i64,
    body: &str,
    by: i64,
    base: i64,
    now: Millis,
) -> Result<bool, Error> {
    Ok(execute!(conn, UPDATE_ANSWER, answer, body, now, by, base)? == 1)
}

pub(super) async fn answer_author(conn: &mut Conn, answer: i64, question: i64) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), ANSWER_AUTHOR, answer, question)?.map(|(id,)| id))
}

pub(crate) async fn thread(conn: &mut Conn, question: i64) -> Result<Option<Thread>, Error> {
    Ok(fetch!(conn, fetch_optional as Thread, THREAD, question)?)
}

pub(super) async fn accept(conn: &mut Conn, question: i64, answer: Option<i64>) -> Result<(), Error> {
    execute!(conn, ACCEPT, question, answer)?;
    Ok(())
}

/// Whether this is the answer, and its text.
pub(super) async fn answer_is(conn: &mut Conn, answer: i64, question: i64, body: &str) -> Result<bool, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), ANSWER_IS, answer, question, body)?.is_some())
}

/// Shows a question to one Kreis only at first.
pub(super) async fn restrict(conn: &mut Conn, question: i64, first: &First) -> Result<(), Error> {
    execute!(conn, RESTRICT, question, &first.district, first.opens_at)?;
    Ok(())
}

pub(super) async fn audience(conn: &mut Conn, question: i64) -> Result<Option<Audience>, Error> {
    let row = fetch!(conn, fetch_optional as (String, Option<Millis>), AUDIENCE, question)?;
    Ok(row.map(|(district, opens_at)| Audience { district, opens_at: opens_at.map(timestamp) }))
}

pub(super) async fn due_to_open(conn: &mut Conn, now: Millis, limit: i64) -> Result<Vec<i64>, Error> {
    Ok(fetch!(conn, fetch_all as (i64,), DUE_TO_OPEN, now, limit)?.into_iter().map(|(id,)| id).collect())
}

/// `false` when it was open already.
pub(super) async fn open(conn: &mut Conn, question: i64) -> Result<bool, Error> {
    Ok(execute!(conn, OPEN, question)? == 1)
}

pub(super) async fn begin_form(conn: &mut Conn, account: i64, key: &str, now: Millis) -> Result<Form, Error> {
    Ok(fetch!(conn, fetch_one as Form, BEGIN_FORM, account, key, now)?)
}

pub(super) async fn is_sent(conn: &mut Conn, account: i64, key: &str) -> Result<bool, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), IS_SENT, account, key)?.is_some())
}

pub(super) async fn form_became(conn: &mut Conn, form: i64, question: Option<i64>, answer: Option<i64>) -> Result<(), Error> {
    execute!(conn, FORM_BECAME, form, question, answer)?;
    Ok(())
}

pub(super) async fn forget_forms(conn: &mut Conn, before: Millis) -> Result<(), Error> {
    execute!(conn, FORGET_FORMS, before)?;
    Ok(())
}
