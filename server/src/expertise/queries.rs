//! All SQL of expertise.
//!
//! Expertise is not stored: it is one query over what there is, by the indexes of an organisation or of a subject. A table
//! of its own would have to follow every accepted, helpful, moved, merged, removed, retagged and republished text, and
//! would be wrong after the first one that was forgotten.

use std::collections::BTreeMap;

use app::{
    error::Error,
    expertise::{Evidence, Expertise, SubjectKind, port::OpenQuestion},
};

use crate::{
    db::{Conn, Millis, execute, fetch, sql, timestamp},
    forum::queries::Eyes,
};

/// What organisations have contributed, by topic and tag: articles about one, or by it where it is about none; answers
/// that solved or helped; what others have built and it uses. Only threads for the whole network count.
macro_rules! known {
    ($articles:literal, $posts:literal, $reuses:literal, $topics:literal, $tags:literal) => {
        concat!(
            "WITH work (organisation_id, topic, article_id, question_id, articles, solved, helpful, reused) AS (
                SELECT COALESCE(a.organisation_id, r.organisation_id), a.topic, a.id, CAST(NULL AS BIGINT), 1, 0, 0, 0
                    FROM articles a LEFT JOIN revisions r ON r.article_id = a.id AND r.number = 1
                    WHERE COALESCE(a.organisation_id, r.organisation_id) IS NOT NULL AND ", $articles, "
                UNION ALL
                SELECT n.organisation_id, q.topic, CAST(NULL AS BIGINT), q.id, 0, CASE WHEN q.accepted_answer = n.id THEN 1 ELSE 0 END,
                        CASE WHEN q.accepted_answer = n.id THEN 0 ELSE 1 END, 0
                    FROM answers n JOIN questions q ON q.id = n.question_id
                    WHERE n.removed_at IS NULL AND q.removed_at IS NULL AND q.audience IS NULL
                        AND (q.accepted_answer = n.id OR n.helpful > 0) AND ", $posts, "
                UNION ALL
                SELECT u.organisation_id, a.topic, a.id, CAST(NULL AS BIGINT), 0, 0, 0, 1
                    FROM reuses u JOIN articles a ON a.id = u.article_id
                    WHERE u.status = 'using' AND COALESCE(a.organisation_id, 0) <> u.organisation_id AND ", $reuses, ")
            SELECT w.organisation_id, 'topic' AS kind, t.slug, t.name, CAST(SUM(w.articles) AS BIGINT) AS articles,
                    CAST(SUM(w.solved) AS BIGINT) AS solved, CAST(SUM(w.helpful) AS BIGINT) AS helpful, CAST(SUM(w.reused) AS BIGINT) AS reused
                FROM work w JOIN topics t ON t.slug = w.topic WHERE ", $topics, " GROUP BY w.organisation_id, t.slug, t.name
            UNION ALL
            SELECT w.organisation_id, 'tag' AS kind, g.slug, g.name, CAST(SUM(w.articles) AS BIGINT) AS articles,
                    CAST(SUM(w.solved) AS BIGINT) AS solved, CAST(SUM(w.helpful) AS BIGINT) AS helpful, CAST(SUM(w.reused) AS BIGINT) AS reused
                FROM work w JOIN article_tags l ON l.article_id = w.article_id JOIN tags g ON g.id = l.tag_id
                WHERE ", $tags, " GROUP BY w.organisation_id, g.slug, g.name
            UNION ALL
            SELECT w.organisation_id, 'tag' AS kind, g.slug, g.name, CAST(SUM(w.articles) AS BIGINT) AS articles,
                    CAST(SUM(w.solved) AS BIGINT) AS solved, CAST(SUM(w.helpful) AS BIGINT) AS helpful, CAST(SUM(w.reused) AS BIGINT) AS reused
                FROM work w JOIN question_tags l ON l.question_id = w.question_id JOIN tags g ON g.id = l.tag_id
                WHERE ", $tags, " GROUP BY w.organisation_id, g.slug, g.name"
        )
    };
}

/// Unanswered questions that take an answer; the words of the indexes `questions_routing` and `questions_waiting`.
macro_rules! waiting {
    () => {
        "q.answer_count = 0 AND q.closed_at IS NULL AND q.locked_at IS NULL AND q.removed_at IS NULL"
    };
}

/// Questions as the list of open ones shows them; $1 to $3 are the viewer's eyes.
macro_rules! open {
    ($reason:literal, $from:literal, $tail:literal) => {
        concat!(
            "SELECT q.id, q.title, o.name AS organisation, d.name AS district, t.name AS topic, q.created_at, ",
            $reason,
            " AS reason FROM ",
            $from,
            " JOIN organisations o ON o.id = q.organisation_id
            LEFT JOIN organisations d ON d.slug = o.district AND d.id <> o.id
            LEFT JOIN topics t ON t.slug = q.topic
            WHERE ",
            waiting!(),
            " AND ($1 OR q.audience IS NULL OR q.audience = $2 OR q.author_id = $3) ",
            $tail
        )
    };
}

sql! {
    // $1: the organisation, $2: whether the viewer is a member
    OF_ORGANISATION = known!(
        "a.id IN (SELECT b.id FROM articles b WHERE b.organisation_id = $1
            UNION SELECT f.article_id FROM revisions f WHERE f.number = 1 AND f.organisation_id = $1)
            AND COALESCE(a.organisation_id, r.organisation_id) = $1 AND ($2 OR a.visibility = 'public')",
        "n.organisation_id = $1 AND $2",
        "u.organisation_id = $1 AND ($2 OR a.visibility = 'public')",
        "w.organisation_id = $1",
        "w.organisation_id = $1"
    );
    // $1: the question
    FOR_QUESTION = known!(
        "(a.topic = (SELECT topic FROM questions WHERE id = $1) OR a.id IN (SELECT l.article_id FROM question_tags k
            JOIN article_tags l ON l.tag_id = k.tag_id WHERE k.question_id = $1))",
        "q.id <> $1 AND (q.topic = (SELECT topic FROM questions WHERE id = $1) OR q.id IN (SELECT l.question_id FROM question_tags k
            JOIN question_tags l ON l.tag_id = k.tag_id WHERE k.question_id = $1))",
        "(a.topic = (SELECT topic FROM questions WHERE id = $1) OR a.id IN (SELECT l.article_id FROM question_tags k
            JOIN article_tags l ON l.tag_id = k.tag_id WHERE k.question_id = $1))",
        "t.slug = (SELECT topic FROM questions WHERE id = $1)",
        "g.id IN (SELECT tag_id FROM question_tags WHERE question_id = $1)"
    );
    DUE = concat!("SELECT q.id FROM questions q WHERE q.route_at IS NOT NULL AND q.route_at <= $1 AND ", waiting!(),
        " ORDER BY q.route_at, q.id LIMIT $2");
    CLAIM = concat!("UPDATE questions AS q SET route_at = NULL WHERE q.id = $1 AND q.route_at IS NOT NULL AND q.route_at <= $2 AND ", waiting!());
    CLIMB = "UPDATE questions SET route_stage = $2, route_at = $3 WHERE id = $1";
    ASKED = "SELECT q.title, q.author_id AS asker, q.organisation_id, q.audience, o.district, d.name AS district_name, q.route_stage
        FROM questions q JOIN organisations o ON o.id = q.organisation_id LEFT JOIN organisations d ON d.slug = o.district
        WHERE q.id = $1";
    // whoever works there, may see the question ($3: its audience), and has not been asked
    COLLEAGUES = "SELECT a.id FROM accounts a JOIN organisations o ON o.id = a.organisation_id
        WHERE o.id = $1 AND a.ended_at IS NULL AND (CAST($3 AS TEXT) IS NULL OR o.district = $3)
            AND NOT EXISTS (SELECT 1 FROM offers f WHERE f.question_id = $2 AND f.account_id = a.id) ORDER BY a.id";
    CONTACTS = "SELECT a.id FROM regional_contacts c JOIN accounts a ON a.id = c.account_id
        JOIN organisations o ON o.id = a.organisation_id
        WHERE c.district = $1 AND a.ended_at IS NULL
            AND (CAST($3 AS TEXT) IS NULL OR o.district = $3 OR a.role IN ('moderator', 'administrator'))
            AND NOT EXISTS (SELECT 1 FROM offers f WHERE f.question_id = $2 AND f.account_id = a.id) ORDER BY a.id";
    MODERATORS = "SELECT a.id FROM accounts a WHERE a.role = 'moderator' AND a.ended_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM offers f WHERE f.question_id = $1 AND f.account_id = a.id) ORDER BY a.id";
    PLACE = "SELECT name FROM organisations WHERE id = $1";
    OFFER = "INSERT INTO offers (question_id, account_id, reason, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (question_id, account_id) DO NOTHING";
    OFFERED = open!("f.reason", "offers f JOIN questions q ON q.id = f.question_id",
        "AND f.account_id = $3 AND q.author_id <> $3 ORDER BY q.created_at DESC, q.id DESC LIMIT $4");
    ABOUT_TOPIC = open!("''", "questions q",
        "AND q.topic = $4 AND q.author_id <> $3 AND q.organisation_id <> $5 ORDER BY q.created_at DESC, q.id DESC LIMIT $6");
    ABOUT_TAG = open!("''", "questions q",
        "AND q.id IN (SELECT l.question_id FROM question_tags l JOIN tags g ON g.id = l.tag_id WHERE g.slug = $4)
            AND q.author_id <> $3 AND q.organisation_id <> $5 ORDER BY q.created_at DESC, q.id DESC LIMIT $6");
}

#[derive(sqlx::FromRow)]
struct Row {
    organisation_id: i64,
    kind: String,
    slug: String,
    name: String,
    articles: i64,
    solved: i64,
    helpful: i64,
    reused: i64,
}

/// What an organisation knows.
pub(super) type Known = (i64, Expertise);

/// Each subject of an organisation once: a tag stands at articles and at questions.
fn known(rows: Vec<Row>) -> Vec<Known> {
    let mut all: BTreeMap<(i64, SubjectKind, String), Expertise> = BTreeMap::new();
    for row in rows {
        let kind = if row.kind == "topic" { SubjectKind::Topic } else { SubjectKind::Tag };
        let evidence = Evidence { articles: row.articles, solved: row.solved, helpful: row.helpful, reused: row.reused };
        all.entry((row.organisation_id, kind, row.slug.clone()))
            .and_modify(|one| one.evidence = one.evidence.and(evidence))
            .or_insert(Expertise { kind, slug: row.slug, name: row.name, evidence });
    }
    all.into_iter().map(|((organisation, ..), one)| (organisation, one)).collect()
}

/// As far as guests (or members) may see what it follows from.
pub(super) async fn of_organisation(conn: &mut Conn, organisation: i64, member: bool) -> Result<Vec<Known>, Error> {
    Ok(known(fetch!(conn, fetch_all as Row, OF_ORGANISATION, organisation, member)?))
}

/// What all organisations know about the topic and the tags of a question.
pub(super) async fn for_question(conn: &mut Conn, question: i64) -> Result<Vec<Known>, Error> {
    Ok(known(fetch!(conn, fetch_all as Row, FOR_QUESTION, question)?))
}

/// Questions whose next step is due, the longest waiting first.
pub(super) async fn due(conn: &mut Conn, now: Millis, limit: i64) -> Result<Vec<i64>, Error> {
    Ok(ids(fetch!(conn, fetch_all as (i64,), DUE, now, limit)?))
}

/// Takes the step; `false` when it was taken, or is not due any more.
pub(super) async fn claim(conn: &mut Conn, question: i64, now: Millis) -> Result<bool, Error> {
    Ok(execute!(conn, CLAIM, question, now)? == 1)
}

pub(super) async fn climb(conn: &mut Conn, question: i64, stage: i64, next: Option<Millis>) -> Result<(), Error> {
    execute!(conn, CLIMB, question, stage, next)?;
    Ok(())
}

/// A question, as far as it is offered.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Asked {
    pub(super) title: String,
    pub(super) asker: i64,
    pub(super) organisation_id: i64,
    pub(super) audience: Option<String>,
    pub(super) district: Option<String>,
    pub(super) district_name: Option<String>,
    pub(super) route_stage: i64,
}

pub(super) async fn asked(conn: &mut Conn, question: i64) -> Result<Option<Asked>, Error> {
    Ok(fetch!(conn, fetch_optional as Asked, ASKED, question)?)
}

pub(super) async fn colleagues(
    conn: &mut Conn,
    organisation: i64,
    question: i64,
    audience: Option<&str>,
) -> Result<Vec<i64>, Error> {
    Ok(ids(fetch!(conn, fetch_all as (i64,), COLLEAGUES, organisation, question, audience)?))
}

pub(super) async fn contacts(conn: &mut Conn, district: &str, question: i64, audience: Option<&str>) -> Result<Vec<i64>, Error> {
    Ok(ids(fetch!(conn, fetch_all as (i64,), CONTACTS, district, question, audience)?))
}

pub(super) async fn moderators(conn: &mut Conn, question: i64) -> Result<Vec<i64>, Error> {
    Ok(ids(fetch!(conn, fetch_all as (i64,), MODERATORS, question)?))
}

/// Name of an organisation.
pub(super) async fn place(conn: &mut Conn, organisation: i64) -> Result<String, Error> {
    let (name,) = fetch!(conn, fetch_one as (String,), PLACE, organisation)?;
    Ok(name)
}

/// `false` when she was asked before.
pub(super) async fn offer(conn: &mut Conn, question: i64, account: i64, reason: &str, now: Millis) -> Result<bool, Error> {
    Ok(execute!(conn, OFFER, question, account, reason, now)? == 1)
}

fn ids(rows: Vec<(i64,)>) -> Vec<i64> {
    rows.into_iter().map(|(id,)| id).collect()
}

#[derive(sqlx::FromRow)]
struct OpenRow {
    id: i64,
    title: String,
    organisation: String,
    district: Option<String>,
    topic: Option<String>,
    created_at: Millis,
    reason: String,
}

impl From<OpenRow> for OpenQuestion {
    fn from(row: OpenRow) -> Self {
        Self {
            id: row.id,
            title: row.title,
            organisation: row.organisation,
            district: row.district,
            topic: row.topic,
            created_at: timestamp(row.created_at),
            reason: row.reason,
        }
    }
}

/// What the viewer was asked to look at and nobody has answered.
pub(super) async fn offered(conn: &mut Conn, eyes: &Eyes, limit: i64) -> Result<Vec<OpenQuestion>, Error> {
    let rows = fetch!(conn, fetch_all as OpenRow, OFFERED, eyes.all, &eyes.district, eyes.id, limit)?;
    Ok(rows.into_iter().map(OpenQuestion::from).collect())
}

/// Open questions of other organisations about this subject, newest first; without a reason.
pub(super) async fn about(
    conn: &mut Conn,
    eyes: &Eyes,
    subject: &Expertise,
    organisation: i64,
    limit: i64,
) -> Result<Vec<OpenQuestion>, Error> {
    let text = match subject.kind {
        SubjectKind::Topic => ABOUT_TOPIC,
        SubjectKind::Tag => ABOUT_TAG,
    };
    let rows = fetch!(conn, fetch_all as OpenRow, text, eyes.all, &eyes.district, eyes.id, &subject.slug, organisation, limit)?;
    Ok(rows.into_iter().map(OpenQuestion::from).collect())
}
