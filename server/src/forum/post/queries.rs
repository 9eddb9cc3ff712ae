//! All SQL about posts, whatever they are.

use app::{
    error::Error,
    forum::{
        port::Author,
        post::{Post, PostRevision, PostText, Posted, Removal},
    },
};

use crate::{
    db::{Conn, Millis, execute, fetch, sql, timestamp},
    markdown::plain_text,
};

/// Characters of a post that stand where it is spoken of.
const BEGINNING: usize = 1_000;

/// A post `p` with its question `q`; what follows names both tables and the condition.
macro_rules! posted {
    ($kind:literal, $more:literal, $from:literal) => {
        concat!(
            "SELECT ",
            $kind,
            " AS kind, p.id, q.id AS question, q.title, p.body, p.author_id, a.name AS author, o.slug AS organisation_slug,
            o.name AS organisation, p.revision, p.created_at, p.edited_at, e.id AS editor_id, e.name AS editor, p.removed_at,
            r.name AS removed_by, p.removed_reason, ",
            $more,
            " FROM ",
            $from,
            " JOIN accounts a ON a.id = p.author_id JOIN organisations o ON o.id = p.organisation_id
            LEFT JOIN accounts e ON e.id = p.edited_by LEFT JOIN accounts r ON r.id = p.removed_by "
        )
    };
}

/// Number, author and time of the present text of a post.
macro_rules! present {
    ($table:literal) => {
        concat!(
            "SELECT p.revision AS number, a.id AS author_id, a.name AS author, COALESCE(p.edited_at, p.created_at) AS at
            FROM ",
            $table,
            " p JOIN accounts a ON a.id = COALESCE(p.edited_by, p.author_id) WHERE p.id = $1"
        )
    };
}

/// Keeps the present text of a post, before it is replaced.
macro_rules! keep {
    ($kind:literal, $title:literal, $table:literal) => {
        concat!(
            "INSERT INTO post_revisions (post, post_id, number, title, body, author_id, created_at) SELECT '",
            $kind,
            "', p.id, p.revision, ",
            $title,
            ", p.body, COALESCE(p.edited_by, p.author_id), COALESCE(p.edited_at, p.created_at) FROM ",
            $table,
            " p WHERE p.id = $1"
        )
    };
}

sql! {
    QUESTION = concat!(posted!("'question'", "FALSE AS accepted, FALSE AS below_removed",
        "questions p JOIN questions q ON q.id = p.id"), "WHERE p.id = (SELECT COALESCE(merged_into, id) FROM questions WHERE id = $1)");
    ANSWER = concat!(posted!("'answer'", "COALESCE(q.accepted_answer = p.id, FALSE) AS accepted, FALSE AS below_removed",
        "answers p JOIN questions q ON q.id = p.question_id"), "WHERE p.id = $1");
    COMMENT = concat!(posted!("'comment'", "FALSE AS accepted, COALESCE(n.removed_at IS NOT NULL, FALSE) AS below_removed",
        "comments p JOIN questions q ON q.id = p.question_id LEFT JOIN answers n ON n.id = p.answer_id"), "WHERE p.id = $1");

    PRESENT_QUESTION = present!("questions");
    PRESENT_ANSWER = present!("answers");
    PRESENT_COMMENT = present!("comments");
    FORMER = "SELECT v.number, a.id AS author_id, a.name AS author, v.created_at AS at
        FROM post_revisions v JOIN accounts a ON a.id = v.author_id WHERE v.post = $1 AND v.post_id = $2 ORDER BY v.number DESC";
    FORMER_TEXT = "SELECT title, body FROM post_revisions WHERE post = $1 AND post_id = $2 AND number = $3";

    KEEP_QUESTION = keep!("question", "p.title", "questions");
    KEEP_ANSWER = keep!("answer", "''", "answers");
    KEEP_COMMENT = keep!("comment", "''", "comments");

    // A number of a post that was deleted for good must not name another one, which SQLite would let it do.
    RENUMBER_QUESTION = "UPDATE questions SET id = (SELECT MAX(post_id) + 1 FROM erased_posts WHERE post = 'question')
        WHERE id = $1 AND EXISTS (SELECT 1 FROM erased_posts WHERE post = 'question' AND post_id >= $1) RETURNING id";
    RENUMBER_ANSWER = "UPDATE answers SET id = (SELECT MAX(post_id) + 1 FROM erased_posts WHERE post = 'answer')
        WHERE id = $1 AND EXISTS (SELECT 1 FROM erased_posts WHERE post = 'answer' AND post_id >= $1) RETURNING id";
}

#[derive(sqlx::FromRow)]
struct Row {
    kind: String,
    id: i64,
    question: i64,
    title: String,
    body: String,
    author_id: i64,
    author: String,
    organisation_slug: String,
    organisation: String,
    revision: i64,
    created_at: Millis,
    edited_at: Option<Millis>,
    editor_id: Option<i64>,
    editor: Option<String>,
    removed_at: Option<Millis>,
    removed_by: Option<String>,
    removed_reason: Option<String>,
    accepted: bool,
    below_removed: bool,
}

/// The post, and whether it stands below an answer that was taken away.
pub(super) async fn post(conn: &mut Conn, post: Post) -> Result<Option<(Posted, bool)>, Error> {
    let statement = match post {
        Post::Question(_) => QUESTION,
        Post::Answer(_) => ANSWER,
        Post::Comment(_) => COMMENT,
    };
    let Some(row) = fetch!(conn, fetch_optional as Row, statement, post.id())? else { return Ok(None) };
    let below_removed = row.below_removed;
    // nobody else has changed it: then it was its author
    let editor = row.editor_id.zip(row.editor).unwrap_or_else(|| (row.author_id, row.author.clone()));
    let posted = Posted {
        post: Post::new(&row.kind, row.id).ok_or_else(|| Error::fault("a post of no kind"))?,
        question: row.question,
        title: row.title,
        text: plain_text(&row.body, BEGINNING),
        body: row.body,
        removal: removal(row.removed_at, row.removed_by, row.removed_reason),
        edited: row.edited_at.map(|at| (timestamp(at), editor)),
        author: Author {
            id: row.author_id,
            name: row.author,
            organisation_slug: row.organisation_slug,
            organisation: row.organisation,
        },
        revision: row.revision,
        created_at: timestamp(row.created_at),
        accepted: row.accepted,
    };
    Ok(Some((posted, below_removed)))
}

/// That a post was taken away, out of its three columns.
pub(in crate::forum) fn removal(at: Option<Millis>, by: Option<String>, reason: Option<String>) -> Option<Removal> {
    at.map(|at| Removal { by: by.unwrap_or_default(), reason: reason.unwrap_or_default(), at: timestamp(at) })
}

#[derive(sqlx::FromRow)]
struct RevisionRow {
    number: i64,
    author_id: i64,
    author: String,
    at: Millis,
}

impl From<RevisionRow> for PostRevision {
    fn from(row: RevisionRow) -> Self {
        Self { number: row.number, author: (row.author_id, row.author), at: timestamp(row.at) }
    }
}

pub(super) async fn present(conn: &mut Conn, post: Post) -> Result<Option<PostRevision>, Error> {
    let statement = match post {
        Post::Question(_) => PRESENT_QUESTION,
        Post::Answer(_) => PRESENT_ANSWER,
        Post::Comment(_) => PRESENT_COMMENT,
    };
    Ok(fetch!(conn, fetch_optional as RevisionRow, statement, post.id())?.map(PostRevision::from))
}

/// Newest first.
pub(super) async fn former(conn: &mut Conn, post: Post) -> Result<Vec<PostRevision>, Error> {
    let rows = fetch!(conn, fetch_all as RevisionRow, FORMER, post.kind(), post.id())?;
    Ok(rows.into_iter().map(PostRevision::from).collect())
}

pub(super) async fn former_text(conn: &mut Conn, post: Post, number: i64) -> Result<Option<PostText>, Error> {
    let row = fetch!(conn, fetch_optional as (String, String), FORMER_TEXT, post.kind(), post.id(), number)?;
    Ok(row.map(|(title, body)| PostText { title, body }))
}

/// Keeps the present text of a post; call it before the text is replaced, with the thread locked.
pub(in crate::forum) async fn keep(conn: &mut Conn, post: Post) -> Result<(), Error> {
    let statement = match post {
        Post::Question(_) => KEEP_QUESTION,
        Post::Answer(_) => KEEP_ANSWER,
        Post::Comment(_) => KEEP_COMMENT,
    };
    execute!(conn, statement, post.id())?;
    Ok(())
}

/// The id of a question that was just inserted: another one if its number was used before.
pub(in crate::forum) async fn fresh_question(conn: &mut Conn, id: i64) -> Result<i64, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), RENUMBER_QUESTION, id)?.map_or(id, |(fresh,)| fresh))
}

/// The same for an answer.
pub(in crate::forum) async fn fresh_answer(conn: &mut Conn, id: i64) -> Result<i64, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), RENUMBER_ANSWER, id)?.map_or(id, |(fresh,)| fresh))
}
