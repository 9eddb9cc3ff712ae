//! All SQL of summaries.

use app::{error::Error, forum::port::Author, summary::port::Credits, wiki::Visibility};

use crate::{
    db::{Conn, Millis, execute, fetch, sql},
    forum::queries::Eyes,
    wiki::queries::Writer,
};

/// Threads that were merged into $1, and into those, and itself. `UNION` ends where it has been.
macro_rules! threads {
    ($rest:literal) => {
        concat!(
            "WITH RECURSIVE threads (id) AS (
                SELECT CAST($1 AS BIGINT) UNION SELECT q.id FROM questions q JOIN threads t ON q.merged_into = t.id) ",
            $rest
        )
    };
}

sql! {
    ASKED = "SELECT q.title, q.body, q.topic, q.author_id, q.organisation_id, q.accepted_answer, d.name AS limited_to,
            q.removed_at IS NOT NULL AS removed
        FROM questions q LEFT JOIN organisations d ON d.slug = q.audience WHERE q.id = $1";
    POSTS = "SELECT n.id, n.body, n.author_id, a.name AS author, n.organisation_id, o.slug AS organisation_slug,
            o.name AS organisation, n.helpful
        FROM answers n JOIN accounts a ON a.id = n.author_id JOIN organisations o ON o.id = n.organisation_id
        WHERE n.question_id = $1 AND n.removed_at IS NULL ORDER BY n.helpful DESC, n.created_at, n.id";
    STANDING = "SELECT q.author_id = $2 OR EXISTS (SELECT 1 FROM answers n WHERE n.question_id = q.id AND n.author_id = $2
            AND n.removed_at IS NULL) AS involved,
            q.removed_at IS NULL AND EXISTS (SELECT 1 FROM answers n WHERE n.id = q.accepted_answer AND n.removed_at IS NULL) AS solved
        FROM questions q WHERE q.id = $1";
    INSERT = "INSERT INTO summaries (draft_id, question_id, created_at) VALUES ($1, $2, $3)";
    NAME = "INSERT INTO contributors (draft_id, account_id, organisation_id) VALUES ($1, $2, $3)
        ON CONFLICT (draft_id, account_id) DO NOTHING";
    BEGUN = threads!("SELECT d.id, a.name, d.author_id FROM summaries s JOIN threads t ON t.id = s.question_id
        JOIN drafts d ON d.id = s.draft_id JOIN accounts a ON a.id = d.author_id
        WHERE d.state IN ('writing', 'returned', 'submitted') ORDER BY d.id");
    ARTICLES = threads!("SELECT DISTINCT a.id, a.title, a.slug, a.visibility FROM summaries s JOIN threads t ON t.id = s.question_id
        JOIN drafts d ON d.id = s.draft_id JOIN articles a ON a.id = d.article_id
        WHERE d.state = 'published' ORDER BY a.id");
    // where a thread was merged into another, that one; $2 to $4 are the viewer's eyes
    THREADS = "WITH RECURSIVE line (id) AS (
            SELECT s.question_id FROM summaries s JOIN drafts d ON d.id = s.draft_id
                WHERE d.article_id = $1 AND d.state = 'published' AND s.question_id IS NOT NULL
            UNION SELECT q.merged_into FROM line l CROSS JOIN questions q WHERE q.id = l.id AND q.merged_into IS NOT NULL)
        SELECT q.id, q.title FROM line l CROSS JOIN questions q
        WHERE l.id = q.id AND q.merged_into IS NULL AND q.removed_at IS NULL
            AND ($2 OR q.audience IS NULL OR q.audience = $3 OR q.author_id = $4) ORDER BY q.id";
    OF_DRAFT = "WITH RECURSIVE line (id) AS (
            SELECT s.question_id FROM summaries s WHERE s.draft_id = $1 AND s.question_id IS NOT NULL
            UNION SELECT q.merged_into FROM line l CROSS JOIN questions q WHERE q.id = l.id AND q.merged_into IS NOT NULL)
        SELECT q.id, q.title FROM line l CROSS JOIN questions q
        WHERE l.id = q.id AND q.merged_into IS NULL AND q.removed_at IS NULL
            AND ($2 OR q.audience IS NULL OR q.audience = $3 OR q.author_id = $4) ORDER BY q.id LIMIT 1";
    VISIBILITY = "SELECT visibility FROM articles WHERE id = $1";
    OF_ARTICLE = "SELECT DISTINCT a.id, a.name, o.slug, o.name AS organisation FROM contributors c
        JOIN drafts d ON d.id = c.draft_id JOIN accounts a ON a.id = c.account_id JOIN organisations o ON o.id = c.organisation_id
        WHERE d.article_id = $1 AND d.state = 'published' AND NOT c.withdrawn ORDER BY a.name, a.id, o.name";
    TO_BE_NAMED = "SELECT a.id, a.name, o.slug, o.name AS organisation FROM contributors c
        JOIN accounts a ON a.id = c.account_id JOIN organisations o ON o.id = c.organisation_id
        WHERE c.draft_id = $1 AND NOT c.withdrawn ORDER BY a.name, a.id";
    OWN = "SELECT MAX(c.draft_id) FROM contributors c JOIN drafts d ON d.id = c.draft_id
        WHERE d.article_id = $1 AND d.state = 'published' AND c.account_id = $2";
    DRAFT_AUTHOR = "SELECT author_id FROM drafts WHERE id = $1";
    CONTRIBUTION = "SELECT c.withdrawn, a.title, a.slug FROM contributors c JOIN drafts d ON d.id = c.draft_id
        LEFT JOIN articles a ON a.id = d.article_id AND d.state = 'published'
        WHERE c.draft_id = $1 AND c.account_id = $2";
    SET_WITHDRAWN = "UPDATE contributors SET withdrawn = $3 WHERE draft_id = $1 AND account_id = $2";
    PEOPLE = "SELECT account_id, withdrawn FROM contributors WHERE draft_id = $1 ORDER BY account_id";
    // who looks after an article and may see the thread; $2 has written the answer
    OWNERS = threads!("SELECT DISTINCT a.id, a.title, p.id AS account, asked.title AS question FROM summaries s
        JOIN threads t ON t.id = s.question_id JOIN drafts d ON d.id = s.draft_id JOIN articles a ON a.id = d.article_id
        JOIN accounts p ON p.id = a.owner_id JOIN organisations o ON o.id = p.organisation_id
        JOIN questions asked ON asked.id = $1
        WHERE d.state = 'published' AND p.ended_at IS NULL AND p.id <> $2
            AND (asked.audience IS NULL OR asked.audience = o.district OR asked.author_id = p.id
                OR p.role IN ('moderator', 'administrator')) ORDER BY a.id");
}

/// A question, as far as it becomes a draft.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Asked {
    pub(super) title: String,
    pub(super) body: String,
    pub(super) topic: Option<String>,
    pub(super) author_id: i64,
    pub(super) organisation_id: i64,
    pub(super) accepted_answer: Option<i64>,
    pub(super) limited_to: Option<String>,
    pub(super) removed: bool,
}

/// An answer, likewise.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Post {
    pub(super) id: i64,
    pub(super) body: String,
    pub(super) author_id: i64,
    pub(super) author: String,
    pub(super) organisation_id: i64,
    pub(super) organisation_slug: String,
    pub(super) organisation: String,
    pub(super) helpful: i64,
}

pub(super) async fn asked(conn: &mut Conn, question: i64) -> Result<Option<Asked>, Error> {
    Ok(fetch!(conn, fetch_optional as Asked, ASKED, question)?)
}

/// The most helpful first.
pub(super) async fn posts(conn: &mut Conn, question: i64) -> Result<Vec<Post>, Error> {
    Ok(fetch!(conn, fetch_all as Post, POSTS, question)?)
}

/// Whether this person wrote in a thread, and whether it has a solution.
pub(super) async fn standing(conn: &mut Conn, question: i64, person: i64) -> Result<(bool, bool), Error> {
    Ok(fetch!(conn, fetch_optional as (bool, bool), STANDING, question, person)?.unwrap_or_default())
}

pub(super) async fn insert(conn: &mut Conn, draft: i64, question: i64, now: Millis) -> Result<(), Error> {
    execute!(conn, INSERT, draft, question, now)?;
    Ok(())
}

/// Whoever wrote twice is named once, with the organisation she wrote for first.
pub(super) async fn name(conn: &mut Conn, draft: i64, who: Writer) -> Result<(), Error> {
    execute!(conn, NAME, draft, who.id, who.organisation)?;
    Ok(())
}

/// Drafts from a thread that are not decided: id, name and id of the author.
pub(super) async fn begun(conn: &mut Conn, question: i64) -> Result<Vec<(i64, String, i64)>, Error> {
    Ok(fetch!(conn, fetch_all as (i64, String, i64), BEGUN, question)?)
}

/// Title, slug and visibility.
pub(super) async fn articles(conn: &mut Conn, question: i64) -> Result<Vec<(String, String, Visibility)>, Error> {
    let rows = fetch!(conn, fetch_all as (i64, String, String, String), ARTICLES, question)?;
    Ok(rows.into_iter().map(|(_, title, slug, visibility)| (title, slug, visible_to(&visibility))).collect())
}

/// An unknown visibility is taken as the narrower one.
fn visible_to(key: &str) -> Visibility {
    Visibility::from_key(key).unwrap_or(Visibility::Members)
}

/// Id and title of the threads an article was made of.
pub(super) async fn threads(conn: &mut Conn, article: i64, eyes: &Eyes) -> Result<Vec<(i64, String)>, Error> {
    Ok(fetch!(conn, fetch_all as (i64, String), THREADS, article, eyes.all, &eyes.district, eyes.id)?)
}

/// The same of the one that a draft was made of.
pub(super) async fn thread_of_draft(conn: &mut Conn, draft: i64, eyes: &Eyes) -> Result<Option<(i64, String)>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64, String), OF_DRAFT, draft, eyes.all, &eyes.district, eyes.id)?)
}

pub(super) async fn visibility(conn: &mut Conn, article: i64) -> Result<Option<Visibility>, Error> {
    Ok(fetch!(conn, fetch_optional as (String,), VISIBILITY, article)?.map(|(key,)| visible_to(&key)))
}

fn credits(rows: Vec<(i64, String, String, String)>) -> Credits {
    let mut credits = Credits::default();
    for (id, name, organisation_slug, organisation) in rows {
        let place = (organisation_slug.clone(), organisation.clone());
        if !credits.organisations.contains(&place) {
            credits.organisations.push(place);
        }
        if credits.people.iter().all(|one| one.id != id) {
            credits.people.push(Author { id, name, organisation_slug, organisation });
        }
    }
    credits.organisations.sort_by(|one, other| one.1.cmp(&other.1));
    credits
}

pub(super) async fn of_article(conn: &mut Conn, article: i64) -> Result<Credits, Error> {
    Ok(credits(fetch!(conn, fetch_all as (i64, String, String, String), OF_ARTICLE, article)?))
}

pub(super) async fn to_be_named(conn: &mut Conn, draft: i64) -> Result<Credits, Error> {
    Ok(credits(fetch!(conn, fetch_all as (i64, String, String, String), TO_BE_NAMED, draft)?))
}

/// The draft by which this person has contributed to an article.
pub(super) async fn own(conn: &mut Conn, article: i64, person: i64) -> Result<Option<i64>, Error> {
    let (draft,) = fetch!(conn, fetch_one as (Option<i64>,), OWN, article, person)?;
    Ok(draft)
}

pub(super) async fn draft_author(conn: &mut Conn, draft: i64) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), DRAFT_AUTHOR, draft)?.map(|(id,)| id))
}

/// Whether she is not named, and title and slug of the article once it is published.
pub(super) type Contributed = (bool, Option<String>, Option<String>);

pub(super) async fn contribution(conn: &mut Conn, draft: i64, person: i64) -> Result<Option<Contributed>, Error> {
    Ok(fetch!(conn, fetch_optional as Contributed, CONTRIBUTION, draft, person)?)
}

/// `false` when she has not contributed.
pub(super) async fn set_withdrawn(conn: &mut Conn, draft: i64, person: i64, withdrawn: bool) -> Result<bool, Error> {
    Ok(execute!(conn, SET_WITHDRAWN, draft, person, withdrawn)? == 1)
}

/// Whose words a draft holds, and whether they do not want to be named.
pub(super) async fn people(conn: &mut Conn, draft: i64) -> Result<Vec<(i64, bool)>, Error> {
    Ok(fetch!(conn, fetch_all as (i64, bool), PEOPLE, draft)?)
}

/// Somebody to be told of an answer.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Owner {
    pub(super) title: String,
    pub(super) account: i64,
    pub(super) question: String,
}

pub(super) async fn owners(conn: &mut Conn, question: i64, answerer: i64) -> Result<Vec<Owner>, Error> {
    Ok(fetch!(conn, fetch_all as Owner, OWNERS, question, answerer)?)
}
