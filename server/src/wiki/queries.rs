//! All SQL of the wiki.

use app::{
    account::Member,
    error::Error,
    wiki::{
        Kind, Visibility,
        fields::{Fields, Typed},
        port::{Article, ArticleEntry, ArticleFilter},
    },
};

use super::{facts::Bound, history, origins::Origins};
use crate::{
    db::{Conn, Millis, execute, fetch, sql, timestamp},
    subject::tagging,
};

/// Which articles a list shows: what to select of `w` and tables joined to it, and how to go on. $1 says whether the viewer
/// is a member; $2 to $9 are those of [`Bound`] and of the filter. Of what was chosen any value will do, and every name has
/// to fit.
///
/// A condition that was not asked for costs nothing, and those that lead to few articles are looked up once: nothing here
/// may depend on the article but what is in the index `articles_listed`. Each choice of $8 is 120 characters long, the first
/// 20 of them for its name, so that both engines can take it apart and find each by the index.
macro_rules! listed {
    ($select:literal, $from:literal, $tail:literal) => {
        concat!(
            $select,
            " FROM articles w ",
            $from,
            " WHERE ($1 OR w.visibility = 'public')
                AND ($2 = '' OR $2 LIKE '%|' || w.kind || '|%')
                AND ($3 = '' OR $3 LIKE '%|' || w.topic || '|%')
                AND ($4 = '' OR w.organisation_id IN (
                    SELECT h.id FROM organisations h WHERE $4 LIKE '%|' || h.district || '|%'))
                AND (CAST($5 AS BIGINT) IS NULL OR w.organisation_id = $5)
                AND (CAST($6 AS TEXT) IS NULL OR w.id IN (
                    SELECT l.article_id FROM tags g JOIN article_tags l ON l.tag_id = g.id WHERE g.slug = $6))
                AND (CAST($7 AS BIGINT) IS NULL OR w.id IN (SELECT r.article_id FROM revisions r WHERE r.author_id = $7))
                AND ($9 = 0 OR w.id IN (
                    WITH RECURSIVE chosen (name, value, rest) AS (
                        SELECT '', '', CAST($8 AS TEXT)
                        UNION ALL
                        SELECT RTRIM(SUBSTR(rest, 1, 20)), RTRIM(SUBSTR(rest, 21, 100)), SUBSTR(rest, 121) FROM chosen WHERE rest <> '')
                    SELECT f.article_id FROM article_facts f WHERE (f.name, f.value) IN (SELECT c.name, c.value FROM chosen c)
                    GROUP BY f.article_id HAVING COUNT(DISTINCT f.name) = $9)) ",
            $tail
        )
    };
}
pub(super) use listed;

sql! {
    LIST = listed!("SELECT w.slug, w.title, w.kind, w.visibility, w.summary, o.name AS organisation, t.name AS topic, w.updated_at,
            w.review_due", "LEFT JOIN organisations o ON o.id = w.organisation_id LEFT JOIN topics t ON t.slug = w.topic",
        "ORDER BY w.updated_at DESC, w.id DESC LIMIT $10 OFFSET $11");
    COUNT = listed!("SELECT COUNT(*)", "", "");
    ARTICLE = "SELECT w.id, w.slug, w.title, w.kind, w.visibility, w.summary, w.topic, t.name AS topic_name,
            o.slug AS organisation_slug, o.name AS organisation, w.revision, r.body, r.fields, r.author_id, a.name AS author,
            w.created_at, w.updated_at, w.source
        FROM articles w
        JOIN revisions r ON r.article_id = w.id AND r.number = w.revision
        LEFT JOIN topics t ON t.slug = w.topic
        LEFT JOIN organisations o ON o.id = w.organisation_id
        LEFT JOIN accounts a ON a.id = r.author_id
        WHERE w.id = (SELECT article_id FROM article_addresses WHERE slug = $1)";
    LOCK = "UPDATE articles SET revision = revision WHERE id = $1 AND revision = $2";
    INSERT = "INSERT INTO articles (slug, title, kind, visibility, summary, topic, organisation_id, revision, created_at,
            updated_at, source, import_key, import_hash, fields)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8, $9, $10, $11, $12) RETURNING id";
    UPDATE = "UPDATE articles SET slug = $2, title = $3, kind = $4, visibility = $5, summary = $6, topic = $7,
            organisation_id = $8, revision = revision + 1, updated_at = $9, fields = $10
        WHERE id = $1 RETURNING revision";
    INSERT_REVISION = "INSERT INTO revisions (article_id, number, title, summary, body, note, author_id, organisation_id,
            begun_at, created_at, fields, origins, length, meta)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    LAST_REVISION = "SELECT author_id, note, COALESCE(begun_at, created_at) AS begun_at FROM revisions
        WHERE article_id = $1 AND number = (SELECT revision FROM articles WHERE id = $1)";
    SUPERSEDE = "UPDATE revisions SET superseded = TRUE WHERE article_id = $1 AND number = $2 - 1";
    INSERT_EVENT = "INSERT INTO article_events (article_id, kind, text, author_id, organisation_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    CLAIM_ADDRESS = "INSERT INTO article_addresses (slug, article_id) VALUES ($1, $2) ON CONFLICT (slug) DO NOTHING";
    ADDRESS = "SELECT article_id FROM article_addresses WHERE slug = $1";
    VERSION = "SELECT COALESCE(MAX(seq), 0) FROM search_changes";
    SLUG_OF = "SELECT slug FROM articles WHERE id = $1";
    VISIBILITY = "SELECT visibility FROM articles WHERE id = $1";
    // writes nothing and locks the rows, on both engines
    HELD_AFTER = "UPDATE articles SET revision = revision
        WHERE id IN (SELECT id FROM articles WHERE id > $1 ORDER BY id LIMIT 200) RETURNING id, kind, fields";
    DERIVED = "SELECT hash FROM region WHERE id = 2";
    SET_DERIVED = "INSERT INTO region (id, hash) VALUES (2, $1) ON CONFLICT (id) DO UPDATE SET hash = excluded.hash";
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    slug: String,
    title: String,
    kind: String,
    visibility: String,
    summary: String,
    organisation: Option<String>,
    topic: Option<String>,
    updated_at: Millis,
    review_due: Option<Millis>,
}

/// An unknown visibility is taken as the narrower one.
fn visibility_of(key: &str) -> Visibility {
    Visibility::from_key(key).unwrap_or(Visibility::Members)
}

fn kind_of(key: &str) -> Kind {
    Kind::from_key(key).unwrap_or(Kind::Article)
}

pub(super) async fn list(
    conn: &mut Conn,
    member: bool,
    filter: &ArticleFilter,
    limit: i64,
    offset: i64,
) -> Result<Vec<ArticleEntry>, Error> {
    let bound = Bound::of(member, filter);
    let rows = fetch!(
        conn,
        fetch_all as EntryRow,
        LIST,
        member,
        bound.kinds,
        bound.topics,
        bound.districts,
        filter.organisation,
        filter.tag.as_deref(),
        filter.author,
        bound.facts,
        bound.names,
        limit,
        offset
    )?;
    Ok(rows
        .into_iter()
        .map(|row| ArticleEntry {
            slug: row.slug,
            title: row.title,
            kind: kind_of(&row.kind),
            visibility: visibility_of(&row.visibility),
            summary: row.summary,
            organisation: row.organisation,
            topic: row.topic,
            updated_at: timestamp(row.updated_at),
            review_due: row.review_due.map(timestamp),
        })
        .collect())
}

pub(super) async fn count(conn: &mut Conn, member: bool, filter: &ArticleFilter) -> Result<i64, Error> {
    let bound = Bound::of(member, filter);
    let (count,) = fetch!(
        conn,
        fetch_one as (i64,),
        COUNT,
        member,
        bound.kinds,
        bound.topics,
        bound.districts,
        filter.organisation,
        filter.tag.as_deref(),
        filter.author,
        bound.facts,
        bound.names
    )?;
    Ok(count)
}

#[derive(sqlx::FromRow)]
struct ArticleRow {
    id: i64,
    slug: String,
    title: String,
    kind: String,
    visibility: String,
    summary: String,
    topic: Option<String>,
    topic_name: Option<String>,
    organisation_slug: Option<String>,
    organisation: Option<String>,
    revision: i64,
    body: String,
    fields: String,
    author_id: Option<i64>,
    author: Option<String>,
    created_at: Millis,
    updated_at: Millis,
    source: Option<String>,
}

/// By present or former address, whoever asks: the caller decides who may see it. `html` is empty.
pub(crate) async fn article(conn: &mut Conn, slug: &str) -> Result<Option<Article>, Error> {
    let Some(row) = fetch!(conn, fetch_optional as ArticleRow, ARTICLE, slug)? else { return Ok(None) };
    Ok(Some(Article {
        id: row.id,
        tags: tagging::of_article(conn, row.id).await?,
        slug: row.slug,
        title: row.title,
        kind: kind_of(&row.kind),
        fields: Fields::stored(kind_of(&row.kind), &typed(&row.fields)),
        visibility: visibility_of(&row.visibility),
        summary: row.summary,
        topic: row.topic.zip(row.topic_name),
        organisation: row.organisation_slug.zip(row.organisation),
        revision: row.revision,
        body: row.body,
        html: String::new(),
        sections: Vec::new(),
        author: row.author_id.zip(row.author),
        created_at: timestamp(row.created_at),
        updated_at: timestamp(row.updated_at),
        source: row.source,
    }))
}

/// What is stored of an article besides its revisions.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) title: String,
    pub(crate) kind: Kind,
    pub(crate) visibility: Visibility,
    pub(crate) summary: String,
    pub(crate) body: String,
    pub(crate) topic: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) organisation: Option<i64>,
    pub(crate) note: String,
    pub(crate) fields: Fields,
}

/// As the database keeps it.
pub(crate) fn json(fields: &Fields) -> Result<String, Error> {
    Ok(serde_json::to_string(&fields.typed())?)
}

/// The reverse; what somebody else wrote into the column counts as nothing.
pub(crate) fn typed(json: &str) -> Typed {
    serde_json::from_str(json).unwrap_or_default()
}

/// Where an imported article comes from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    pub(crate) source: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) hash: Option<String>,
}

/// Takes the row lock of the article if it still is at this revision; `false` when someone was quicker.
pub(super) async fn lock(conn: &mut Conn, id: i64, revision: i64) -> Result<bool, Error> {
    Ok(execute!(conn, LOCK, id, revision)? == 1)
}

/// Who writes, and where she works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Writer {
    pub(crate) id: i64,
    pub(crate) organisation: i64,
}

impl From<&Member> for Writer {
    fn from(member: &Member) -> Self {
        Self { id: member.id, organisation: member.organisation.id }
    }
}

/// The latest revision of an article, as far as the next one has to know it.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Last {
    pub(super) author_id: Option<i64>,
    pub(super) note: String,
    pub(super) begun_at: Millis,
}

pub(super) async fn last_revision(conn: &mut Conn, article: i64) -> Result<Option<Last>, Error> {
    Ok(fetch!(conn, fetch_optional as Last, LAST_REVISION, article)?)
}

pub(crate) async fn insert(
    conn: &mut Conn,
    slug: &str,
    new: &Stored,
    origin: &Origin,
    author: Option<Writer>,
    now: Millis,
) -> Result<i64, Error> {
    let (id,) = fetch!(
        conn,
        fetch_one as (i64,),
        INSERT,
        slug,
        &new.title,
        new.kind.key(),
        new.visibility.key(),
        &new.summary,
        new.topic.as_deref(),
        new.organisation,
        now,
        origin.source.as_deref(),
        origin.key.as_deref(),
        origin.hash.as_deref(),
        json(&new.fields)?
    )?;
    let origins = Origins::first(&new.body, 1).to_string();
    insert_revision(conn, (id, 1), new, Some(&origins), author, now, now).await?;
    Ok(id)
}

/// Brings the row of an article up to date; returns the number that its new revision gets.
pub(super) async fn update(conn: &mut Conn, id: i64, slug: &str, new: &Stored, now: Millis) -> Result<i64, Error> {
    let (number,) = fetch!(
        conn,
        fetch_one as (i64,),
        UPDATE,
        id,
        slug,
        &new.title,
        new.kind.key(),
        new.visibility.key(),
        &new.summary,
        new.topic.as_deref(),
        new.organisation,
        now,
        json(&new.fields)?
    )?;
    Ok(number)
}

/// A revision of an article: (article, number).
pub(super) async fn insert_revision(
    conn: &mut Conn,
    (article, number): (i64, i64),
    new: &Stored,
    origins: Option<&str>,
    author: Option<Writer>,
    begun: Millis,
    now: Millis,
) -> Result<(), Error> {
    execute!(
        conn,
        INSERT_REVISION,
        article,
        number,
        &new.title,
        &new.summary,
        &new.body,
        &new.note,
        author.map(|author| author.id),
        author.map(|author| author.organisation),
        begun,
        now,
        json(&new.fields)?,
        origins,
        i64::try_from(new.body.chars().count()).ok(),
        history::meta(new)?
    )?;
    tagging::set_article(conn, article, &new.tags).await
}

/// Marks the revision before this one as a step on the way to it.
pub(super) async fn supersede(conn: &mut Conn, article: i64, by: i64) -> Result<(), Error> {
    execute!(conn, SUPERSEDE, article, by)?;
    Ok(())
}

pub(super) async fn insert_event(
    conn: &mut Conn,
    article: i64,
    kind: &str,
    text: &str,
    author: Option<Writer>,
    now: Millis,
) -> Result<(), Error> {
    let (author, organisation) = (author.map(|author| author.id), author.map(|author| author.organisation));
    execute!(conn, INSERT_EVENT, article, kind, text, author, organisation, now)?;
    Ok(())
}

/// Makes an address lead to an article, unless it leads to another one.
pub(crate) async fn claim_address(conn: &mut Conn, slug: &str, id: i64) -> Result<bool, Error> {
    Ok(execute!(conn, CLAIM_ADDRESS, slug, id)? == 1)
}

/// Which article an address leads to.
pub(crate) async fn address(conn: &mut Conn, slug: &str) -> Result<Option<i64>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64,), ADDRESS, slug)?.map(|(id,)| id))
}

/// A number that grows with every change to what is found, listed and counted: articles, topics, tags, organisations,
/// reuses. It is written in the transaction of the change, so all nodes see both or neither.
pub(crate) async fn version(conn: &mut Conn) -> Result<i64, Error> {
    Ok(fetch!(conn, fetch_one as (i64,), VERSION)?.0)
}

pub(super) async fn visibility(conn: &mut Conn, article: i64) -> Result<Option<Visibility>, Error> {
    Ok(fetch!(conn, fetch_optional as (String,), VISIBILITY, article)?.map(|(key,)| visibility_of(&key)))
}

pub(super) async fn slug_of(conn: &mut Conn, id: i64) -> Result<String, Error> {
    let (slug,) = fetch!(conn, fetch_one as (String,), SLUG_OF, id)?;
    Ok(slug)
}

/// The next articles after this id with their fixed fields, by id; nobody else changes them before the transaction ends.
pub(super) async fn held_after(conn: &mut Conn, id: i64) -> Result<Vec<(i64, Fields)>, Error> {
    let mut rows = fetch!(conn, fetch_all as (i64, String, String), HELD_AFTER, id)?;
    rows.sort_unstable_by_key(|(id, ..)| *id);
    Ok(rows.into_iter().map(|(id, kind, fields)| (id, Fields::stored(kind_of(&kind), &typed(&fields)))).collect())
}

/// Which version of what is derived from articles all of them have.
pub(super) async fn derived(conn: &mut Conn) -> Result<Option<String>, Error> {
    Ok(fetch!(conn, fetch_optional as (String,), DERIVED)?.map(|(version,)| version))
}

pub(super) async fn set_derived(conn: &mut Conn, version: &str) -> Result<(), Error> {
    execute!(conn, SET_DERIVED, version)?;
    Ok(())
}
