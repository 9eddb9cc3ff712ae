//! All SQL of attachments.

use app::{
    attachment::{
        FileType,
        port::{Attachment, TextState},
    },
    error::Error,
    wiki::{Visibility, drafts::State},
};

use super::{DraftAccess, Owner};
use crate::{
    db::{Conn, Millis, execute, fetch, sql, timestamp},
    wiki::queries::Writer,
};

/// What is shown of a file; one that was removed is not there.
macro_rules! file {
    ($tail:literal) => {
        concat!(
            "SELECT f.id, f.article_id, f.draft_id, f.question_id, f.answer_id, f.form_id, f.name, f.media_type, f.size, f.hash, f.width, f.height, f.pages,
                f.text_state, f.account_id, a.name AS author, f.created_at
            FROM attachments f LEFT JOIN accounts a ON a.id = f.account_id
            WHERE f.removed_at IS NULL AND ",
            $tail
        )
    };
}

sql! {
    ONE = file!("f.id = $1");
    /// article, draft, question, answer, form (all but one NULL)
    OF = file!("(f.article_id = $1 OR f.draft_id = $2 OR f.question_id = $3 OR f.answer_id = $4 OR f.form_id = $5) ORDER BY f.id");
    OF_QUESTION = file!("f.question_id = $1 ORDER BY f.id");
    OF_ANSWERS = file!("f.answer_id IN (SELECT n.id FROM answers n WHERE n.question_id = $1 AND n.removed_at IS NULL) ORDER BY f.id");
    POST = "SELECT n.question_id, n.author_id, n.removed_at IS NOT NULL AS removed FROM answers n WHERE n.id = $1";
    FORM_OWNER = "SELECT account_id FROM post_forms WHERE id = $1 AND question_id IS NULL AND answer_id IS NULL";
    ADOPT_QUESTION = "UPDATE attachments SET question_id = $2, form_id = NULL WHERE form_id = $1";
    ADOPT_ANSWER = "UPDATE attachments SET answer_id = $2, form_id = NULL WHERE form_id = $1";
    QUESTION_OF = "SELECT COALESCE(f.question_id, n.question_id) FROM attachments f LEFT JOIN answers n ON n.id = f.answer_id
        WHERE f.id = $1";
    DRAFT_ACCESS = "SELECT author_id, state FROM drafts WHERE id = $1";
    ADOPT = "UPDATE attachments SET article_id = $2, draft_id = NULL WHERE draft_id = $1 AND article_id IS NULL";
    /// A draft leaves its files behind when it goes.
    FORGET_ORPHANS = "DELETE FROM attachments
        WHERE draft_id IS NOT NULL AND article_id IS NULL AND created_at <= $1 AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.id = attachments.draft_id)";
    /// article, draft, question, answer, form (all but one NULL), hash, name
    SAME = file!("(f.article_id = $1 OR f.draft_id = $2 OR f.question_id = $3 OR f.answer_id = $4 OR f.form_id = $5)
        AND f.hash = $6 AND f.name = $7 ORDER BY f.id LIMIT 1");
    INSERT = "INSERT INTO attachments (article_id, draft_id, question_id, answer_id, form_id, name, media_type, size, hash, width,
            height, account_id, organisation_id, text_state, text_due_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15) RETURNING id";
    /// article, draft, question, answer, form (all but one NULL)
    SIZE_OF = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM attachments
        WHERE (article_id = $1 OR draft_id = $2 OR question_id = $3 OR answer_id = $4 OR form_id = $5) AND removed_at IS NULL";
    /// with what was removed: otherwise the limit would be none
    SIZE_SINCE = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM attachments WHERE account_id = $1 AND created_at > $2";
    REMOVE = "UPDATE attachments SET removed_at = $2, text_state = 'done' WHERE id = $1 AND removed_at IS NULL";
    REMOVE_TEXTS = "DELETE FROM attachment_texts WHERE attachment_id = $1";
    FORGET = "DELETE FROM attachments WHERE removed_at <= $1";
    IS_KNOWN = "SELECT id FROM attachments WHERE hash = $1 LIMIT 1";
    ARTICLE = "SELECT slug, visibility FROM articles WHERE id = $1";

    WAITING = "SELECT id, article_id, media_type, hash, text_attempts FROM attachments
        WHERE text_state = 'waiting' AND text_due_at <= $1 ORDER BY text_due_at, id LIMIT 1";
    /// id, attempts so far, when to try again
    CLAIM = "UPDATE attachments SET text_attempts = text_attempts + 1, text_due_at = $3
        WHERE id = $1 AND text_attempts = $2 AND text_state = 'waiting'";
    /// Returns the article of now: the file may have moved there from a draft meanwhile.
    DONE = "UPDATE attachments SET text_state = $2, pages = $3 WHERE id = $1 AND text_state = 'waiting' RETURNING article_id";
    INSERT_TEXT = "INSERT INTO attachment_texts (attachment_id, page, body) VALUES ($1, $2, $3)";
}

/// A file with what only the server has to know.
pub(super) struct File {
    pub(super) owner: Owner,
    pub(super) hash: String,
    pub(super) attachment: Attachment,
}

#[derive(sqlx::FromRow)]
struct FileRow {
    id: i64,
    article_id: Option<i64>,
    draft_id: Option<i64>,
    question_id: Option<i64>,
    answer_id: Option<i64>,
    form_id: Option<i64>,
    name: String,
    media_type: String,
    size: i64,
    hash: String,
    width: Option<i64>,
    height: Option<i64>,
    pages: Option<i64>,
    text_state: String,
    account_id: Option<i64>,
    author: Option<String>,
    created_at: Millis,
}

impl From<FileRow> for File {
    fn from(row: FileRow) -> Self {
        Self {
            owner: (row.article_id.map(Owner::Article))
                .or(row.question_id.map(Owner::Question))
                .or(row.answer_id.map(Owner::Answer))
                .or(row.form_id.map(Owner::Form))
                // no draft has the id 0
                .unwrap_or(Owner::Draft(row.draft_id.unwrap_or(0))),
            hash: row.hash,
            attachment: Attachment {
                id: row.id,
                name: row.name,
                kind: FileType::from_key(&row.media_type).unwrap_or(FileType::Text),
                size: row.size,
                pixels: row.width.zip(row.height),
                pages: row.pages,
                text: [TextState::Waiting, TextState::Failed]
                    .into_iter()
                    .find(|state| state.key() == row.text_state)
                    .unwrap_or(TextState::Done),
                author: row.account_id.zip(row.author),
                created_at: timestamp(row.created_at),
            },
        }
    }
}

pub(super) async fn one(conn: &mut Conn, id: i64) -> Result<Option<File>, Error> {
    Ok(fetch!(conn, fetch_optional as FileRow, ONE, id)?.map(File::from))
}

pub(super) async fn of(conn: &mut Conn, owner: Owner) -> Result<Vec<File>, Error> {
    let [article, draft, question, answer, form] = ids(owner);
    let rows = fetch!(conn, fetch_all as FileRow, OF, article, draft, question, answer, form)?;
    Ok(rows.into_iter().map(File::from).collect())
}

/// Article, draft, question, answer, form.
fn ids(owner: Owner) -> [Option<i64>; 5] {
    match owner {
        Owner::Article(id) => [Some(id), None, None, None, None],
        Owner::Draft(id) => [None, Some(id), None, None, None],
        Owner::Question(id) => [None, None, Some(id), None, None],
        Owner::Answer(id) => [None, None, None, Some(id), None],
        Owner::Form(id) => [None, None, None, None, Some(id)],
    }
}

/// The files of a question and of its answers.
pub(super) async fn of_thread(conn: &mut Conn, question: i64) -> Result<Vec<File>, Error> {
    let mut rows = fetch!(conn, fetch_all as FileRow, OF_QUESTION, question)?;
    rows.extend(fetch!(conn, fetch_all as FileRow, OF_ANSWERS, question)?);
    Ok(rows.into_iter().map(File::from).collect())
}

/// An answer, as far as its files depend on it.
#[derive(sqlx::FromRow)]
pub(super) struct AnswerAccess {
    pub(super) question_id: i64,
    pub(super) author_id: i64,
    pub(super) removed: bool,
}

pub(super) async fn answer_access(conn: &mut Conn, id: i64) -> Result<Option<AnswerAccess>, Error> {
    Ok(fetch!(conn, fetch_optional as AnswerAccess, POST, id)?)
}

/// Who writes in a form that has not become anything yet.
pub(super) async fn form_owner(conn: &mut Conn, id: i64) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), FORM_OWNER, id)?.map(|(account,)| account))
}

pub(super) async fn adopt_from_form(conn: &mut Conn, form: i64, post: Owner) -> Result<(), Error> {
    match post {
        Owner::Question(id) => execute!(conn, ADOPT_QUESTION, form, id)?,
        Owner::Answer(id) => execute!(conn, ADOPT_ANSWER, form, id)?,
        Owner::Article(_) | Owner::Draft(_) | Owner::Form(_) => return Err(Error::fault("a form becomes a post")),
    };
    Ok(())
}

/// The question that a file belongs to, or whose answer it belongs to.
pub(super) async fn question_of(conn: &mut Conn, file: i64) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_optional as (Option<i64>,), QUESTION_OF, file)?.and_then(|(question,)| question))
}

/// Whose draft it is, and how far it has got.
pub(super) async fn draft_access(conn: &mut Conn, id: i64) -> Result<Option<DraftAccess>, Error> {
    let row = fetch!(conn, fetch_optional as (i64, String), DRAFT_ACCESS, id)?;
    // an unknown state is taken as one in which nobody can change anything
    Ok(row.map(|(author, key)| DraftAccess { author, state: State::from_key(&key).unwrap_or(State::Published) }))
}

pub(super) async fn adopt(conn: &mut Conn, draft: i64, article: i64) -> Result<(), Error> {
    execute!(conn, ADOPT, draft, article)?;
    Ok(())
}

/// The same content under the same name at the same place.
pub(super) async fn same(conn: &mut Conn, owner: Owner, hash: &str, name: &str) -> Result<Option<File>, Error> {
    let [article, draft, question, answer, form] = ids(owner);
    Ok(fetch!(conn, fetch_optional as FileRow, SAME, article, draft, question, answer, form, hash, name)?.map(File::from))
}

/// What is stored of a new file.
pub(super) struct New<'a> {
    pub(super) owner: Owner,
    pub(super) name: &'a str,
    pub(super) kind: FileType,
    pub(super) size: i64,
    pub(super) hash: &'a str,
    pub(super) pixels: Option<(i64, i64)>,
    pub(super) author: Option<Writer>,
}

pub(super) async fn insert(conn: &mut Conn, new: &New<'_>, now: Millis) -> Result<i64, Error> {
    let [article, draft, question, answer, form] = ids(new.owner);
    let state = if new.kind.is_image() { TextState::Done } else { TextState::Waiting };
    let (id,) = fetch!(
        conn,
        fetch_one as (i64,),
        INSERT,
        article,
        draft,
        question,
        answer,
        form,
        new.name,
        new.kind.key(),
        new.size,
        new.hash,
        new.pixels.map(|(width, _)| width),
        new.pixels.map(|(_, height)| height),
        new.author.map(|author| author.id),
        new.author.map(|author| author.organisation),
        state.key(),
        now
    )?;
    Ok(id)
}

/// How large all files there are together, in bytes.
pub(super) async fn size_of(conn: &mut Conn, owner: Owner) -> Result<i64, Error> {
    let [article, draft, question, answer, form] = ids(owner);
    Ok(fetch!(conn, fetch_one as (i64,), SIZE_OF, article, draft, question, answer, form)?.0)
}

/// How much someone has uploaded since then, in bytes.
pub(super) async fn size_since(conn: &mut Conn, account: i64, since: Millis) -> Result<i64, Error> {
    Ok(fetch!(conn, fetch_one as (i64,), SIZE_SINCE, account, since)?.0)
}

/// Takes a file and its text away; `false` when it was gone already.
pub(super) async fn remove(conn: &mut Conn, id: i64, now: Millis) -> Result<bool, Error> {
    execute!(conn, REMOVE_TEXTS, id)?;
    Ok(execute!(conn, REMOVE, id, now)? == 1)
}

/// Deletes the rows of what was removed before then, and of drafts that are gone.
pub(super) async fn forget(conn: &mut Conn, before: Millis) -> Result<(), Error> {
    execute!(conn, FORGET, before)?;
    execute!(conn, FORGET_ORPHANS, before)?;
    Ok(())
}

/// Whether any file has this content.
pub(super) async fn is_known(conn: &mut Conn, hash: &str) -> Result<bool, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), IS_KNOWN, hash)?.is_some())
}

/// Address and readers of an article.
pub(super) async fn article(conn: &mut Conn, id: i64) -> Result<Option<(String, Visibility)>, Error> {
    let row = fetch!(conn, fetch_optional as (String, String), ARTICLE, id)?;
    Ok(row.map(|(slug, key)| (slug, Visibility::from_key(&key).unwrap_or(Visibility::Members))))
}

/// A file whose text is still to be read.
#[derive(sqlx::FromRow)]
pub(super) struct Waiting {
    pub(super) id: i64,
    pub(super) media_type: String,
    pub(super) hash: String,
    pub(super) text_attempts: i64,
}

pub(super) async fn waiting(conn: &mut Conn, now: Millis) -> Result<Option<Waiting>, Error> {
    Ok(fetch!(conn, fetch_optional as Waiting, WAITING, now)?)
}

/// Takes this attempt; `false` when it was taken already.
pub(super) async fn claim(conn: &mut Conn, file: &Waiting, next: Millis) -> Result<bool, Error> {
    Ok(execute!(conn, CLAIM, file.id, file.text_attempts, next)? == 1)
}

/// Notes the outcome of reading; the article it belongs to, if it still waits and belongs to one.
pub(super) async fn done(conn: &mut Conn, id: i64, state: TextState, pages: Option<i64>) -> Result<Outcome, Error> {
    Ok(match fetch!(conn, fetch_optional as (Option<i64>,), DONE, id, state.key(), pages)? {
        None => Outcome::Gone,
        Some((article,)) => Outcome::Noted { article },
    })
}

/// What became of noting the outcome.
pub(super) enum Outcome {
    /// It was removed meanwhile.
    Gone,
    /// It is noted.
    Noted { article: Option<i64> },
}

pub(super) async fn insert_text(conn: &mut Conn, id: i64, page: i64, body: &str) -> Result<(), Error> {
    execute!(conn, INSERT_TEXT, id, page, body)?;
    Ok(())
}
