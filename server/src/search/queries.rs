//! All SQL of search.

use app::{error::Error, search::Kind};

use super::lookup::{Key, Scope};
use crate::db::{Conn, Engine, execute, fetch, sql};

/// Only for PostgreSQL, therefore not among [`ALL`]. The number is that of this lock and of no other.
const ONE_AFTER_THE_OTHER: &str = "SELECT pg_advisory_xact_lock(20260701)";

/// How many hits a statement loads; places that are left over hold 0, which is no id.
const PLACES: usize = 20;

/// `$1` to `$20`.
macro_rules! places {
    () => {
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)"
    };
}

/// Many at once, numbered one after the other.
macro_rules! recorded {
    ($what:literal, $id:literal, $from:literal) => {
        concat!(
            "INSERT INTO search_changes (kind, id, seq) SELECT ",
            $what,
            ", (SELECT COALESCE(MAX(seq), 0) FROM search_changes) + ROW_NUMBER() OVER (ORDER BY ",
            $id,
            ") FROM ",
            $from,
            " ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq"
        )
    };
}

sql! {
    /// kind, id. Within the lock or the one write transaction, so that no two get the same number.
    RECORD = "
        INSERT INTO search_changes (kind, id, seq)
        VALUES ($1, $2, (SELECT COALESCE(MAX(seq), 0) + 1 FROM search_changes))
        ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq
        RETURNING seq";
    // id, seq: only the first time it can be found, by anybody and by all
    ARTICLE_APPEARED = "UPDATE articles SET appeared_seq = $2 WHERE id = $1 AND appeared_seq IS NULL";
    QUESTION_APPEARED = "UPDATE questions SET appeared_seq = $2, appeared_to = audience
        WHERE id = $1 AND appeared_seq IS NULL AND removed_at IS NULL";
    QUESTION_OPENED = "UPDATE questions SET opened_seq = $2
        WHERE id = $1 AND appeared_to IS NOT NULL AND opened_seq IS NULL AND audience IS NULL AND removed_at IS NULL";

    /// topic
    RECORD_ARTICLES_OF_TOPIC = recorded!("'article', a.id", "a.id", "articles a WHERE a.topic = $1");
    RECORD_QUESTIONS_OF_TOPIC = recorded!("'question', q.id", "q.id", "questions q WHERE q.topic = $1");
    /// tag
    RECORD_ARTICLES_OF_TAG = recorded!("'article', l.article_id", "l.article_id", "article_tags l WHERE l.tag_id = $1");
    RECORD_QUESTIONS_OF_TAG = recorded!("'question', l.question_id", "l.question_id", "question_tags l WHERE l.tag_id = $1");

    NEWEST = "SELECT COALESCE(MAX(seq), 0) FROM search_changes";
    /// kind
    LAST_OF_KIND = "SELECT COALESCE(MAX(seq), 0) FROM search_changes WHERE kind = $1";

    /// cursor, number of changes
    END_OF_BATCH = "
        SELECT MAX(seq) FROM (SELECT seq FROM search_changes WHERE seq > $1 ORDER BY seq LIMIT $2) AS batch";

    // What has changed, by (cursor, end of batch). The outer joins keep a row for what is gone.

    CHANGED_ARTICLES = "
        SELECT c.id, a.title, a.kind, a.fields, a.summary, r.body, a.visibility, a.updated_at, a.review_due,
            t.slug AS topic_slug, t.name AS topic, w.name AS author,
            (SELECT COUNT(*) FROM reuses u WHERE u.article_id = a.id AND u.status IN ('using', 'introducing')) AS reused,
               o.slug AS organisation_slug, o.name AS organisation, o.district, d.name AS district_name
        FROM search_changes c
        LEFT JOIN articles a ON a.id = c.id
        LEFT JOIN revisions r ON r.article_id = a.id AND r.number = a.revision
        LEFT JOIN accounts w ON w.id = r.author_id
        LEFT JOIN topics t ON t.slug = a.topic
        LEFT JOIN organisations o ON o.id = a.organisation_id
        LEFT JOIN organisations d ON d.slug = o.district AND d.id <> o.id
        WHERE c.kind = 'article' AND c.seq > $1 AND c.seq <= $2";

    CHANGED_QUESTIONS = "
        SELECT c.id, q.title, q.body, COALESCE(q.edited_at, q.created_at) AS updated_at, q.audience, q.author_id,
               q.accepted_answer IS NOT NULL AS solved,
               t.slug AS topic_slug, t.name AS topic, w.name AS author,
               o.slug AS organisation_slug, o.name AS organisation, o.district, d.name AS district_name
        FROM search_changes c
        LEFT JOIN questions q ON q.id = c.id AND q.removed_at IS NULL
        LEFT JOIN accounts w ON w.id = q.author_id
        LEFT JOIN topics t ON t.slug = q.topic
        LEFT JOIN organisations o ON o.id = q.organisation_id
        LEFT JOIN organisations d ON d.slug = o.district AND d.id <> o.id
        WHERE c.kind = 'question' AND c.seq > $1 AND c.seq <= $2";

    CHANGED_ORGANISATIONS = "
        SELECT c.id, o.kind, o.website, o.ags, o.slug AS organisation_slug, o.name AS organisation,
               NULL AS topic_slug, NULL AS topic, o.district, d.name AS district_name
        FROM search_changes c
        LEFT JOIN organisations o ON o.id = c.id
        LEFT JOIN organisations d ON d.slug = o.district AND d.id <> o.id
        WHERE c.kind = 'organisation' AND c.seq > $1 AND c.seq <= $2";

    CHANGED_TAGS = "
        SELECT c.kind, c.id, t.slug, t.name FROM search_changes c
        JOIN article_tags at ON at.article_id = c.id JOIN tags t ON t.id = at.tag_id
        WHERE c.kind = 'article' AND c.seq > $1 AND c.seq <= $2
        UNION ALL
        SELECT c.kind, c.id, t.slug, t.name FROM search_changes c
        JOIN question_tags qt ON qt.question_id = c.id JOIN tags t ON t.id = qt.tag_id
        WHERE c.kind = 'question' AND c.seq > $1 AND c.seq <= $2";

    CHANGED_POSTS = "
        SELECT question, body, accepted, helpful, w.name AS author FROM (
            SELECT c.id AS question, 0 AS part, a.id AS post, a.body, a.helpful, a.author_id, COALESCE(q.accepted_answer = a.id, FALSE) AS accepted
            FROM search_changes c
            JOIN answers a ON a.question_id = c.id AND a.removed_at IS NULL
            JOIN questions q ON q.id = c.id
            WHERE c.kind = 'question' AND c.seq > $1 AND c.seq <= $2
            UNION ALL
            SELECT c.id, 1 AS part, m.id AS post, m.body, 0 AS helpful, NULL AS author_id, FALSE AS accepted FROM search_changes c
            JOIN comments m ON m.question_id = c.id AND m.removed_at IS NULL
            LEFT JOIN answers a ON a.id = m.answer_id
            WHERE c.kind = 'question' AND c.seq > $1 AND c.seq <= $2 AND a.removed_at IS NULL) AS texts
        LEFT JOIN accounts w ON w.id = texts.author_id
        ORDER BY part, post";

    CHANGED_FILES = "
        SELECT c.id, f.name FROM search_changes c
        JOIN attachments f ON f.article_id = c.id AND f.removed_at IS NULL
        WHERE c.kind = 'article' AND c.seq > $1 AND c.seq <= $2
        ORDER BY f.id";

    CHANGED_FILES_OF_QUESTIONS = "
        SELECT c.id, f.name FROM search_changes c
        JOIN attachments f ON f.question_id = c.id AND f.removed_at IS NULL
        WHERE c.kind = 'question' AND c.seq > $1 AND c.seq <= $2
        UNION ALL
        SELECT c.id, f.name FROM search_changes c
        JOIN answers n ON n.question_id = c.id AND n.removed_at IS NULL
        JOIN attachments f ON f.answer_id = n.id AND f.removed_at IS NULL
        WHERE c.kind = 'question' AND c.seq > $1 AND c.seq <= $2";

    /// article, most characters
    PAGES_OF_FILES = "
        SELECT name, media_type, page, body FROM (
            SELECT f.id, f.name, f.media_type, t.page, t.body, SUM(LENGTH(t.body)) OVER (ORDER BY f.id, t.page) AS upto
            FROM attachments f JOIN attachment_texts t ON t.attachment_id = f.id
            WHERE f.article_id = $1 AND f.removed_at IS NULL) AS texts
        WHERE upto <= $2 ORDER BY id, page";

    /// question, most characters
    PAGES_OF_FILES_OF_QUESTION = "
        SELECT name, media_type, page, body FROM (
            SELECT f.id, f.name, f.media_type, t.page, t.body, SUM(LENGTH(t.body)) OVER (ORDER BY f.id, t.page) AS upto
            FROM attachments f JOIN attachment_texts t ON t.attachment_id = f.id
            WHERE f.removed_at IS NULL AND (f.question_id = $1
                OR f.answer_id IN (SELECT n.id FROM answers n WHERE n.question_id = $1 AND n.removed_at IS NULL))) AS texts
        WHERE upto <= $2 ORDER BY id, page";

    // What a hit shows: ids, then the length of the text.

    /// $22: the other visibility besides 'public' that may be seen
    ARTICLE_HITS = concat!("
        SELECT a.id, a.slug, a.title, a.kind, a.visibility, a.summary, a.updated_at, a.review_due, o.name AS organisation,
               t.name AS topic, COALESCE(SUBSTR(r.body, 1, CAST($21 AS INTEGER)), '') AS body
        FROM articles a
        LEFT JOIN revisions r ON r.article_id = a.id AND r.number = a.revision
        LEFT JOIN topics t ON t.slug = a.topic
        LEFT JOIN organisations o ON o.id = a.organisation_id
        WHERE a.visibility IN ('public', $22) AND a.id IN ", places!());

    /// $22 to $24: whether she sees all, her Kreis, her id
    QUESTION_HITS = concat!("
        SELECT q.id, q.title, SUBSTR(q.body, 1, CAST($21 AS INTEGER)) AS body, o.name AS organisation,
               d.name AS district, t.name AS topic, q.answer_count, q.accepted_answer, q.closed_at IS NOT NULL AS closed, q.created_at
        FROM questions q
        JOIN organisations o ON o.id = q.organisation_id
        LEFT JOIN organisations d ON d.slug = o.district AND d.id <> o.id
        LEFT JOIN topics t ON t.slug = q.topic
        WHERE q.removed_at IS NULL AND ($22 OR q.audience IS NULL OR q.audience = $23 OR q.author_id = $24) AND q.id IN ",
        places!());

    ANSWERS_OF_HITS = concat!("
        SELECT question_id, SUBSTR(body, 1, CAST($21 AS INTEGER)) FROM (
            SELECT question_id, 0 AS part, id, body FROM answers WHERE removed_at IS NULL
            UNION ALL
            SELECT m.question_id, 1 AS part, m.id, m.body FROM comments m LEFT JOIN answers a ON a.id = m.answer_id
            WHERE m.removed_at IS NULL AND a.removed_at IS NULL) AS texts
        WHERE question_id IN ", places!(), " ORDER BY part, id LIMIT 500");

    /// ids
    ORGANISATION_HITS = concat!("
        SELECT o.id, o.slug, o.name, o.kind, d.name AS district
        FROM organisations o
        LEFT JOIN organisations d ON d.slug = o.district AND d.id <> o.id
        WHERE o.id IN ", places!());
}

/// An article that has changed; without a title it is gone.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct ArticleRow {
    pub(super) id: i64,
    pub(super) title: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) fields: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) body: Option<String>,
    pub(super) visibility: Option<String>,
    pub(super) updated_at: Option<i64>,
    pub(super) reused: i64,
    pub(super) review_due: Option<i64>,
    /// Who wrote the present text.
    pub(super) author: Option<String>,
    #[sqlx(flatten)]
    pub(super) place: Place,
}

/// Where something belongs.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Place {
    pub(super) topic_slug: Option<String>,
    pub(super) topic: Option<String>,
    pub(super) organisation_slug: Option<String>,
    pub(super) organisation: Option<String>,
    pub(super) district: Option<String>,
    /// The name of the Kreis, if it is another organisation.
    pub(super) district_name: Option<String>,
}

/// A question that has changed; without a title it is gone.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct QuestionRow {
    pub(super) id: i64,
    pub(super) title: Option<String>,
    pub(super) body: Option<String>,
    pub(super) updated_at: Option<i64>,
    pub(super) audience: Option<String>,
    pub(super) author_id: Option<i64>,
    pub(super) solved: bool,
    pub(super) author: Option<String>,
    #[sqlx(flatten)]
    pub(super) place: Place,
}

/// An answer or a comment of a question that has changed.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct PostRow {
    pub(super) question: i64,
    pub(super) body: String,
    /// Whether it is the solution.
    pub(super) accepted: bool,
    /// How many found it so.
    pub(super) helpful: i64,
    /// Who wrote it; nobody for comments.
    pub(super) author: Option<String>,
}

/// An organisation that has changed; without a name it is gone.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct OrganisationRow {
    pub(super) id: i64,
    pub(super) kind: Option<String>,
    pub(super) website: Option<String>,
    pub(super) ags: Option<String>,
    #[sqlx(flatten)]
    pub(super) place: Place,
}

/// What an article shows as a hit.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct ArticleHit {
    pub(super) id: i64,
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) visibility: String,
    pub(super) summary: String,
    pub(super) updated_at: i64,
    pub(super) review_due: Option<i64>,
    pub(super) organisation: Option<String>,
    pub(super) topic: Option<String>,
    pub(super) body: String,
}

/// What a question shows as a hit.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct QuestionHit {
    pub(super) id: i64,
    pub(super) title: String,
    pub(super) body: String,
    pub(super) organisation: String,
    pub(super) district: Option<String>,
    pub(super) topic: Option<String>,
    pub(super) answer_count: i64,
    pub(super) accepted_answer: Option<i64>,
    pub(super) closed: bool,
    pub(super) created_at: i64,
}

/// What an organisation shows as a hit.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct OrganisationHit {
    pub(super) id: i64,
    pub(super) slug: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) district: Option<String>,
}

/// Until the end of the transaction nobody else records a change. SQLite has one writer anyhow.
pub(crate) async fn wait_for_turn(conn: &mut Conn) -> Result<(), Error> {
    if let Engine::Postgres(conn) = conn.engine() {
        sqlx::query(ONE_AFTER_THE_OTHER).execute(conn).await?;
    }
    Ok(())
}

/// Gives a change the next number, and returns it.
pub(super) async fn record(conn: &mut Conn, kind: Kind, id: i64) -> Result<i64, Error> {
    Ok(fetch!(conn, fetch_one as (i64,), RECORD, kind.key(), id)?.0)
}

/// Notes since which change something can be found, if it can and could not before.
pub(super) async fn appear(conn: &mut Conn, kind: Kind, id: i64, seq: i64) -> Result<(), Error> {
    let statements: &[&str] = match kind {
        Kind::Article => &[ARTICLE_APPEARED],
        Kind::Question => &[QUESTION_APPEARED, QUESTION_OPENED],
        Kind::Organisation => &[],
    };
    for statement in statements {
        execute!(conn, *statement, id, seq)?;
    }
    Ok(())
}

/// Kinds of changes that are no documents: what reads documents asks for their kind.
pub(super) const SYNONYMS_CHANGED: &str = "synonyms";
pub(super) const REBUILD_DEMANDED: &str = "index";

/// The number of the last change of such a kind.
pub(super) async fn last_of_kind(conn: &mut Conn, kind: &str) -> Result<i64, Error> {
    Ok(fetch!(conn, fetch_one as (i64,), LAST_OF_KIND, kind)?.0)
}

/// Gives such a change the next number.
pub(super) async fn record_other(conn: &mut Conn, kind: &str) -> Result<(), Error> {
    fetch!(conn, fetch_one as (i64,), RECORD, kind, 0_i64)?;
    Ok(())
}

pub(super) async fn record_topic(conn: &mut Conn, topic: &str) -> Result<(), Error> {
    for statement in [RECORD_ARTICLES_OF_TOPIC, RECORD_QUESTIONS_OF_TOPIC] {
        execute!(conn, statement, topic)?;
    }
    Ok(())
}

pub(super) async fn record_tag(conn: &mut Conn, tag: i64) -> Result<(), Error> {
    for statement in [RECORD_ARTICLES_OF_TAG, RECORD_QUESTIONS_OF_TAG] {
        execute!(conn, statement, tag)?;
    }
    Ok(())
}

/// The number of the last change; 0 before the first.
pub(super) async fn newest(conn: &mut Conn) -> Result<i64, Error> {
    Ok(fetch!(conn, fetch_one as (i64,), NEWEST)?.0)
}

/// The number of the last of the next `limit` changes behind `cursor`.
pub(super) async fn end_of_batch(conn: &mut Conn, cursor: i64, limit: i64) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_one as (Option<i64>,), END_OF_BATCH, cursor, limit)?.0)
}

pub(super) async fn changed_articles(conn: &mut Conn, from: i64, upto: i64) -> Result<Vec<ArticleRow>, Error> {
    Ok(fetch!(conn, fetch_all as ArticleRow, CHANGED_ARTICLES, from, upto)?)
}

pub(super) async fn changed_questions(conn: &mut Conn, from: i64, upto: i64) -> Result<Vec<QuestionRow>, Error> {
    Ok(fetch!(conn, fetch_all as QuestionRow, CHANGED_QUESTIONS, from, upto)?)
}

pub(super) async fn changed_organisations(conn: &mut Conn, from: i64, upto: i64) -> Result<Vec<OrganisationRow>, Error> {
    Ok(fetch!(conn, fetch_all as OrganisationRow, CHANGED_ORGANISATIONS, from, upto)?)
}

/// What has changed, with slug and name of each of its tags.
pub(super) async fn changed_tags(conn: &mut Conn, from: i64, upto: i64) -> Result<Vec<(Key, String, String)>, Error> {
    let rows = fetch!(conn, fetch_all as (String, i64, String, String), CHANGED_TAGS, from, upto)?;
    Ok(rows.into_iter().filter_map(|(kind, id, slug, tag)| Some(((Kind::from_key(&kind)?, id), slug, tag))).collect())
}

/// The answers to the questions that have changed and the comments, in their order.
pub(super) async fn changed_posts(conn: &mut Conn, from: i64, upto: i64) -> Result<Vec<PostRow>, Error> {
    Ok(fetch!(conn, fetch_all as PostRow, CHANGED_POSTS, from, upto)?)
}

/// The names of the files of what has changed.
pub(super) async fn changed_files(conn: &mut Conn, from: i64, upto: i64) -> Result<Vec<(Key, String)>, Error> {
    let articles = fetch!(conn, fetch_all as (i64, String), CHANGED_FILES, from, upto)?;
    let questions = fetch!(conn, fetch_all as (i64, String), CHANGED_FILES_OF_QUESTIONS, from, upto)?;
    let of = |kind: Kind| move |(id, name): (i64, String)| ((kind, id), name);
    Ok(articles.into_iter().map(of(Kind::Article)).chain(questions.into_iter().map(of(Kind::Question))).collect())
}

/// A page of a file.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct FileRow {
    pub(super) name: String,
    pub(super) media_type: String,
    /// From 1.
    pub(super) page: i64,
    pub(super) body: String,
}

/// What is written in the files of an article or a thread, up to so many characters in all.
pub(super) async fn pages_of_files(conn: &mut Conn, (kind, id): Key, most: i64) -> Result<Vec<FileRow>, Error> {
    let sql = if kind == Kind::Question { PAGES_OF_FILES_OF_QUESTION } else { PAGES_OF_FILES };
    Ok(fetch!(conn, fetch_all as FileRow, sql, id, most)?)
}

/// What the viewer may see of some hits.
#[derive(Debug, Default)]
pub(super) struct HitRows {
    pub(super) articles: Vec<ArticleHit>,
    pub(super) questions: Vec<QuestionHit>,
    /// Question and text.
    pub(super) answers: Vec<(i64, String)>,
    pub(super) organisations: Vec<OrganisationHit>,
}

/// Runs a statement with `places!` once for each full set of ids.
macro_rules! for_ids {
    ($conn:expr, $row:ty, $sql:expr, $ids:expr $(, $more:expr)*) => {{
        let mut rows: Vec<$row> = Vec::new();
        for chunk in $ids.chunks(PLACES) {
            let mut id = [0_i64; PLACES];
            id[..chunk.len()].copy_from_slice(chunk);
            rows.extend(fetch!(
                $conn, fetch_all as $row, $sql,
                id[0], id[1], id[2], id[3], id[4], id[5], id[6], id[7], id[8], id[9],
                id[10], id[11], id[12], id[13], id[14], id[15], id[16], id[17], id[18], id[19] $(, $more)*
            )?);
        }
        rows
    }};
}

/// Loads hits, each text up to `length` characters. What is gone or may not be seen is missing.
pub(super) async fn hits(conn: &mut Conn, keys: &[Key], scope: &Scope, length: i64) -> Result<HitRows, Error> {
    let of = |wanted| keys.iter().filter(|(kind, _)| *kind == wanted).map(|(_, id)| *id).collect::<Vec<i64>>();
    let (articles, organisations) = (of(Kind::Article), of(Kind::Organisation));
    let questions = if *scope == Scope::Public { Vec::new() } else { of(Kind::Question) };
    let (all, district, id) = scope.bounds();
    let visible = scope.widest().key();
    Ok(HitRows {
        articles: for_ids!(conn, ArticleHit, ARTICLE_HITS, articles, length, visible),
        questions: for_ids!(conn, QuestionHit, QUESTION_HITS, questions, length, all, district, id),
        answers: if length > 0 { for_ids!(conn, (i64, String), ANSWERS_OF_HITS, questions, length) } else { Vec::new() },
        organisations: for_ids!(conn, OrganisationHit, ORGANISATION_HITS, organisations),
    })
}
