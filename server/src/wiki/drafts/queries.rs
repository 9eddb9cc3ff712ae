//! All SQL of drafts.

use app::{
    error::Error,
    wiki::{
        drafts::{
            State,
            port::{Decision, Draft, DraftEntry, Person, Review, Sheet, Subject},
        },
        port::ArticleDraft,
    },
};

use crate::{
    db::{Conn, Millis, execute, fetch, sql, timestamp},
    wiki::{self, queries::Writer},
};

/// A list of drafts; the text is left out.
macro_rules! entries {
    ($tail:literal) => {
        concat!(
            "SELECT d.id, d.state, d.title, d.note, d.updated_at, d.submitted_at, d.author_id, a.name AS author,
                o.name AS workplace, d.article_id, w.slug AS article_slug, w.title AS article_title, w.revision AS article_revision
            FROM drafts d
            JOIN accounts a ON a.id = d.author_id
            JOIN organisations o ON o.id = d.organisation_id
            LEFT JOIN articles w ON w.id = d.article_id ",
            $tail
        )
    };
}

/// A draft with all that was typed.
macro_rules! whole {
    ($tail:literal) => {
        concat!(
            "SELECT d.id, d.state, d.base, d.author_id, a.name AS author, o.name AS workplace, d.title, d.kind, d.visibility,
                d.summary, d.body, d.topic, d.tags, d.organisation, d.fields, d.note, d.version, d.updated_at, d.submitted_at, d.revision,
                d.article_id, w.slug AS article_slug, w.title AS article_title, w.revision AS article_revision
            FROM drafts d
            JOIN accounts a ON a.id = d.author_id
            JOIN organisations o ON o.id = d.organisation_id
            LEFT JOIN articles w ON w.id = d.article_id ",
            $tail
        )
    };
}

sql! {
    INSERT = "INSERT INTO drafts (form_key, article_id, base, author_id, organisation_id, state, title, kind, visibility, summary,
            body, topic, tags, organisation, fields, parent, note, version, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, 'writing', $6, $7, $8, $9, $10, $11, $12, $13, $14, '', $15, 1, $16, $16)
        ON CONFLICT (author_id, form_key) DO NOTHING RETURNING id";
    UPDATE = "UPDATE drafts SET base = $3, title = $4, kind = $5, visibility = $6, summary = $7, body = $8, topic = $9, tags = $10,
            organisation = $11, fields = $12, note = $13, version = version + 1, updated_at = $14
        WHERE id = $1 AND version = $2 AND state = $15";
    BY_FORM = "SELECT id FROM drafts WHERE author_id = $1 AND form_key = $2";
    DRAFT = whole!("WHERE d.id = $1");
    // an empty form that was sent is nothing to go on with
    MINE = entries!("WHERE d.author_id = $1 AND (d.title <> '' OR d.summary <> '' OR d.body <> '')
        ORDER BY d.updated_at DESC, d.id DESC");
    UNFINISHED = entries!("WHERE d.author_id = $1 AND d.state IN ('writing', 'returned', 'submitted')
        AND COALESCE(d.article_id, 0) = $2 AND (d.title <> '' OR d.summary <> '' OR d.body <> '')
        ORDER BY d.updated_at DESC, d.id DESC");
    QUEUE = entries!("WHERE d.state = 'submitted' ORDER BY d.submitted_at, d.id");
    WAITING = "SELECT COUNT(*) FROM drafts WHERE state = 'submitted' AND (CAST($1 AS BIGINT) IS NULL OR article_id = $1)";
    PROPOSALS = whole!("WHERE d.article_id = $1 AND d.state = 'submitted' AND (CAST($2 AS BIGINT) IS NULL OR d.author_id = $2)
        ORDER BY d.submitted_at, d.id");
    LOCK = "UPDATE drafts SET state = state WHERE id = $1";
    SUBMIT = "UPDATE drafts SET state = 'submitted', submitted_at = $2 WHERE id = $1";
    REOPEN = "UPDATE drafts SET state = 'writing', decided_at = NULL WHERE id = $1";
    DECIDE = "UPDATE drafts SET state = $2, decided_at = $3 WHERE id = $1";
    PUBLISHED = "UPDATE drafts SET state = 'published', decided_at = $2, article_id = $3,
            revision = (SELECT revision FROM articles WHERE id = $3)
        WHERE id = $1";
    INSERT_REVIEW = "INSERT INTO draft_reviews (draft_id, decision, comment, earlier, reviewer_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    REVIEWS = "SELECT r.decision, r.comment, r.earlier, a.name AS reviewer, r.created_at
        FROM draft_reviews r JOIN accounts a ON a.id = r.reviewer_id WHERE r.draft_id = $1 ORDER BY r.id";
    // its author's own words are kept once for each time it was handed in
    IS_CORRECTED = "SELECT COUNT(*) FROM draft_reviews r JOIN drafts d ON d.id = r.draft_id
        WHERE d.id = $1 AND r.decision = 'corrected' AND r.created_at >= d.submitted_at";
    // a form that was sent empty leaves nothing worth keeping either
    DELETE_DISCARDED = "DELETE FROM drafts WHERE (state = 'discarded' AND decided_at < $1)
        OR (state = 'writing' AND updated_at < $1 AND title = '' AND summary = '' AND body = '')";
    SAME_TITLE = "SELECT slug, title, visibility FROM articles WHERE title = $1 OR slug = $2 ORDER BY id";
    WRITER = "SELECT author_id, organisation_id FROM drafts WHERE id = $1";
    REVIEWERS = "SELECT id FROM accounts WHERE role = 'moderator' AND ended_at IS NULL AND id <> $1 ORDER BY id";
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    id: i64,
    state: String,
    title: String,
    note: String,
    updated_at: Millis,
    submitted_at: Option<Millis>,
    author_id: i64,
    author: String,
    workplace: String,
    article_id: Option<i64>,
    article_slug: Option<String>,
    article_title: Option<String>,
    article_revision: Option<i64>,
}

/// A state that nobody knows is one in which nothing can be done.
fn state_of(key: &str) -> State {
    State::from_key(key).unwrap_or(State::Rejected)
}

fn subject(id: Option<i64>, slug: Option<String>, title: Option<String>, revision: Option<i64>) -> Option<Subject> {
    Some(Subject { id: id?, slug: slug?, title: title?, revision: revision? })
}

impl From<EntryRow> for DraftEntry {
    fn from(row: EntryRow) -> Self {
        Self {
            id: row.id,
            state: state_of(&row.state),
            title: row.title,
            article: subject(row.article_id, row.article_slug, row.article_title, row.article_revision),
            author: Person { id: row.author_id, name: row.author, organisation: row.workplace },
            note: row.note,
            updated_at: timestamp(row.updated_at),
            submitted_at: row.submitted_at.map(timestamp),
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    state: String,
    base: Option<i64>,
    author_id: i64,
    author: String,
    workplace: String,
    title: String,
    kind: String,
    visibility: String,
    summary: String,
    body: String,
    topic: String,
    tags: String,
    organisation: String,
    fields: String,
    note: String,
    version: i64,
    updated_at: Millis,
    submitted_at: Option<Millis>,
    revision: Option<i64>,
    article_id: Option<i64>,
    article_slug: Option<String>,
    article_title: Option<String>,
    article_revision: Option<i64>,
}

impl From<Row> for Draft {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            state: state_of(&row.state),
            article: subject(row.article_id, row.article_slug, row.article_title, row.article_revision),
            base: row.base,
            author: Person { id: row.author_id, name: row.author, organisation: row.workplace },
            typed: ArticleDraft {
                title: row.title,
                kind: row.kind,
                visibility: row.visibility,
                summary: row.summary,
                body: row.body,
                topic: row.topic,
                tags: row.tags,
                organisation: row.organisation,
                note: row.note,
                fields: wiki::queries::typed(&row.fields),
            },
            version: row.version,
            updated_at: timestamp(row.updated_at),
            submitted_at: row.submitted_at.map(timestamp),
            revision: row.revision,
            reviews: Vec::new(),
        }
    }
}

/// A new draft; `None` when the same form has made one already.
pub(crate) async fn insert(
    conn: &mut Conn,
    sheet: &Sheet,
    article: Option<i64>,
    author: Writer,
    now: Millis,
) -> Result<Option<i64>, Error> {
    let typed = &sheet.typed;
    let row = fetch!(
        conn,
        fetch_optional as (i64,),
        INSERT,
        Some(sheet.key.as_str()).filter(|key| !key.is_empty()),
        article,
        sheet.base,
        author.id,
        author.organisation,
        &typed.title,
        &typed.kind,
        &typed.visibility,
        &typed.summary,
        &typed.body,
        &typed.topic,
        &typed.tags,
        &typed.organisation,
        serde_json::to_string(&typed.fields)?,
        &typed.note,
        now
    )?;
    Ok(row.map(|(id,)| id))
}

/// Writes over what is stored, if that still is this version in this state.
pub(super) async fn update(
    conn: &mut Conn,
    stored: &Draft,
    base: Option<i64>,
    typed: &ArticleDraft,
    now: Millis,
) -> Result<bool, Error> {
    let touched = execute!(
        conn,
        UPDATE,
        stored.id,
        stored.version,
        base,
        &typed.title,
        &typed.kind,
        &typed.visibility,
        &typed.summary,
        &typed.body,
        &typed.topic,
        &typed.tags,
        &typed.organisation,
        serde_json::to_string(&typed.fields)?,
        &typed.note,
        now,
        stored.state.key()
    )?;
    Ok(touched == 1)
}

pub(crate) async fn by_form(conn: &mut Conn, author: i64, key: &str) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), BY_FORM, author, key)?.map(|(id,)| id))
}

/// Whoever asks: the caller decides who may see it.
pub(super) async fn draft(conn: &mut Conn, id: i64) -> Result<Option<Draft>, Error> {
    let Some(row) = fetch!(conn, fetch_optional as Row, DRAFT, id)? else { return Ok(None) };
    let reviews = reviews(conn, id).await?;
    Ok(Some(Draft { reviews, ..Draft::from(row) }))
}

/// The same, and nobody else changes it before the transaction ends.
pub(super) async fn locked(conn: &mut Conn, id: i64) -> Result<Option<Draft>, Error> {
    execute!(conn, LOCK, id)?;
    draft(conn, id).await
}

#[derive(sqlx::FromRow)]
struct ReviewRow {
    decision: String,
    comment: String,
    earlier: Option<String>,
    reviewer: String,
    created_at: Millis,
}

async fn reviews(conn: &mut Conn, draft: i64) -> Result<Vec<Review>, Error> {
    let rows = fetch!(conn, fetch_all as ReviewRow, REVIEWS, draft)?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Review {
                decision: Decision::from_key(&row.decision)?,
                comment: row.comment,
                earlier: row.earlier,
                reviewer: row.reviewer,
                created_at: timestamp(row.created_at),
            })
        })
        .collect())
}

fn all(rows: Vec<EntryRow>) -> Vec<DraftEntry> {
    rows.into_iter().map(DraftEntry::from).collect()
}

pub(super) async fn mine(conn: &mut Conn, author: i64) -> Result<Vec<DraftEntry>, Error> {
    Ok(all(fetch!(conn, fetch_all as EntryRow, MINE, author)?))
}

/// Of this article; 0 for new ones.
pub(super) async fn unfinished(conn: &mut Conn, author: i64, article: i64) -> Result<Vec<DraftEntry>, Error> {
    Ok(all(fetch!(conn, fetch_all as EntryRow, UNFINISHED, author, article)?))
}

pub(super) async fn queue(conn: &mut Conn) -> Result<Vec<DraftEntry>, Error> {
    Ok(all(fetch!(conn, fetch_all as EntryRow, QUEUE)?))
}

pub(super) async fn waiting(conn: &mut Conn, article: Option<i64>) -> Result<i64, Error> {
    let (count,) = fetch!(conn, fetch_one as (i64,), WAITING, article)?;
    Ok(count)
}

/// Of all authors, or of one.
pub(super) async fn proposals(conn: &mut Conn, article: i64, author: Option<i64>) -> Result<Vec<Draft>, Error> {
    Ok(fetch!(conn, fetch_all as Row, PROPOSALS, article, author)?.into_iter().map(Draft::from).collect())
}

pub(super) async fn submit(conn: &mut Conn, id: i64, now: Millis) -> Result<(), Error> {
    execute!(conn, SUBMIT, id, now)?;
    Ok(())
}

/// Its author goes on writing.
pub(super) async fn reopen(conn: &mut Conn, id: i64) -> Result<(), Error> {
    execute!(conn, REOPEN, id)?;
    Ok(())
}

pub(super) async fn decide(conn: &mut Conn, id: i64, state: State, now: Millis) -> Result<(), Error> {
    execute!(conn, DECIDE, id, state.key(), now)?;
    Ok(())
}

/// It is the current revision of this article now.
pub(super) async fn published(conn: &mut Conn, id: i64, article: i64, now: Millis) -> Result<(), Error> {
    execute!(conn, PUBLISHED, id, now, article)?;
    Ok(())
}

pub(super) async fn insert_review(
    conn: &mut Conn,
    draft: i64,
    (decision, comment): (Decision, &str),
    earlier: Option<&str>,
    reviewer: i64,
    now: Millis,
) -> Result<(), Error> {
    execute!(conn, INSERT_REVIEW, draft, decision.key(), comment, earlier, reviewer, now)?;
    Ok(())
}

/// Whether a moderator has corrected it since it was handed in.
pub(super) async fn is_corrected(conn: &mut Conn, id: i64) -> Result<bool, Error> {
    let (count,) = fetch!(conn, fetch_one as (i64,), IS_CORRECTED, id)?;
    Ok(count > 0)
}

pub(super) async fn delete_discarded(conn: &mut Conn, before: Millis) -> Result<u64, Error> {
    Ok(execute!(conn, DELETE_DISCARDED, before)?)
}

/// Slug, title and visibility of articles that may have this title.
pub(super) async fn same_title(conn: &mut Conn, title: &str, slug: &str) -> Result<Vec<(String, String, String)>, Error> {
    Ok(fetch!(conn, fetch_all as (String, String, String), SAME_TITLE, title, slug)?)
}

/// Who wrote it, and where she worked then.
pub(super) async fn writer(conn: &mut Conn, id: i64) -> Result<Writer, Error> {
    let (id, organisation) = fetch!(conn, fetch_one as (i64, i64), WRITER, id)?;
    Ok(Writer { id, organisation })
}

/// All moderators but this person.
pub(super) async fn reviewers(conn: &mut Conn, but: i64) -> Result<Vec<i64>, Error> {
    Ok(fetch!(conn, fetch_all as (i64,), REVIEWERS, but)?.into_iter().map(|(id,)| id).collect())
}
