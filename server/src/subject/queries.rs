//! All SQL around topics and tags, except for who has them ([`super::tagging`]).

use app::{
    error::Error,
    subject::port::{Tag, Topic, Usage},
};

use crate::{
    db::{Conn, execute, fetch, sql},
    forum::queries::Eyes,
};

/// Tags with how much has them. Counts are those of everything: the page is for moderators.
macro_rules! curated {
    ($tail:literal) => {
        concat!(
            "SELECT g.id, g.slug, g.name,
                (SELECT COUNT(*) FROM article_tags l WHERE l.tag_id = g.id) AS articles,
                (SELECT COUNT(*) FROM question_tags l WHERE l.tag_id = g.id) AS questions
            FROM tags g ",
            $tail
        )
    };
}

/// $1: a part of a name in the form of an address, $2: only what nothing has.
macro_rules! narrowed {
    ($head:expr, $tail:literal) => {
        concat!(
            $head,
            "WHERE ($1 = '' OR g.slug LIKE '%' || $1 || '%'
                    OR EXISTS (SELECT 1 FROM tag_synonyms s WHERE s.tag_id = g.id AND s.slug LIKE '%' || $1 || '%'))
                AND (NOT $2 OR (NOT EXISTS (SELECT 1 FROM article_tags l WHERE l.tag_id = g.id)
                    AND NOT EXISTS (SELECT 1 FROM question_tags l WHERE l.tag_id = g.id))) ",
            $tail
        )
    };
}

sql! {
    // a row that is always there, held until the end of the transaction
    ONE_AT_A_TIME = "UPDATE region SET hash = hash WHERE id = 1";

    TOPICS = "SELECT slug, name, description FROM topics ORDER BY position, name";
    TOPIC = "SELECT slug, name, description FROM topics
        WHERE slug = COALESCE((SELECT topic FROM topic_addresses WHERE slug = $1), $1)";
    IS_TOPIC = "SELECT name FROM topics WHERE slug = $1";
    TOPIC_USAGE = "SELECT t.slug, t.name, t.description,
            (SELECT COUNT(*) FROM articles a WHERE a.topic = t.slug) AS articles,
            (SELECT COUNT(*) FROM questions q WHERE q.topic = t.slug) AS questions
        FROM topics t ORDER BY t.position, t.name";
    INSERT_TOPIC = "INSERT INTO topics (slug, name, description, position, edited)
        VALUES ($1, $2, $3, (SELECT COALESCE(MAX(position), 0) + 1 FROM topics), TRUE)";
    REWRITE_TOPIC = "UPDATE topics SET name = $2, description = $3, edited = TRUE WHERE slug = $1";
    PLACE_TOPIC = "UPDATE topics SET position = $2, edited = TRUE WHERE slug = $1";
    // what the region brings along, unless moderators have changed or dissolved it
    BRING_TOPIC = "INSERT INTO topics (slug, name, description, position)
        SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS BIGINT)
        WHERE NOT EXISTS (SELECT 1 FROM topic_addresses WHERE slug = $1)
        ON CONFLICT (slug) DO UPDATE SET name = excluded.name, description = excluded.description, position = excluded.position
        WHERE NOT topics.edited";

    PASS_ON_ARTICLES = "UPDATE articles SET topic = $2 WHERE topic = $1";
    PASS_ON_QUESTIONS = "UPDATE questions SET topic = $2 WHERE topic = $1";
    PASS_ON_DRAFTS = "UPDATE drafts SET topic = COALESCE($2, '') WHERE topic = $1";
    PASS_ON_ADDRESSES = "UPDATE topic_addresses SET topic = $2 WHERE topic = $1";
    INSERT_TOPIC_ADDRESS = "INSERT INTO topic_addresses (slug, topic) VALUES ($1, $2)";
    FORGET_TOPIC_ADDRESS = "DELETE FROM topic_addresses WHERE slug = $1";
    DELETE_TOPIC = "DELETE FROM topics WHERE slug = $1";

    TAG = "SELECT slug, name FROM tags WHERE slug = $1
        UNION ALL
        SELECT g.slug, g.name FROM tag_synonyms s JOIN tags g ON g.id = s.tag_id WHERE s.slug = $1 LIMIT 1";
    STANDS_FOR = "SELECT id, name FROM tags WHERE slug = $1
        UNION ALL
        SELECT g.id, g.name FROM tag_synonyms s JOIN tags g ON g.id = s.tag_id WHERE s.slug = $1 LIMIT 1";
    /// the beginning of a word as slug, $2 to $4 the viewer's eyes: a tag is as hidden as all that has it
    COMPLETE = "SELECT g.name, CAST(MIN(w.word) AS TEXT) AS word FROM (
            SELECT id AS tag_id, name AS word, slug FROM tags WHERE slug LIKE $1 || '%'
            UNION ALL SELECT tag_id, name AS word, slug FROM tag_synonyms WHERE slug LIKE $1 || '%') w
        JOIN tags g ON g.id = w.tag_id
        WHERE EXISTS (SELECT 1 FROM article_tags l WHERE l.tag_id = g.id)
            OR EXISTS (SELECT 1 FROM question_tags l JOIN questions q ON q.id = l.question_id WHERE l.tag_id = g.id
                AND q.removed_at IS NULL AND ($2 OR q.audience IS NULL OR q.audience = $3 OR q.author_id = $4))
        GROUP BY g.id, g.name, g.slug ORDER BY g.slug LIMIT $5";
    BY_ID = "SELECT slug, name FROM tags WHERE id = $1";
    CURATED = curated!("WHERE g.slug = $1");
    TAGS = narrowed!(curated!(""), "ORDER BY g.slug LIMIT $3 OFFSET $4");
    TAG_COUNT = narrowed!("SELECT COUNT(*) FROM tags g ", "");
    SYNONYMS = "SELECT slug, name FROM tag_synonyms WHERE tag_id = $1 ORDER BY slug";
    INSERT_SYNONYM = "INSERT INTO tag_synonyms (slug, name, tag_id) VALUES ($1, $2, $3)";
    REMOVE_SYNONYM = "DELETE FROM tag_synonyms WHERE tag_id = $1 AND slug = $2";
    PASS_ON_SYNONYMS = "UPDATE tag_synonyms SET tag_id = $2 WHERE tag_id = $1";
    RENAME = "UPDATE tags SET slug = $2, name = $3 WHERE id = $1";
    PASS_ON_ARTICLE_TAGS = "INSERT INTO article_tags (article_id, tag_id)
        SELECT article_id, CAST($2 AS BIGINT) FROM article_tags WHERE tag_id = $1 ON CONFLICT (article_id, tag_id) DO NOTHING";
    PASS_ON_QUESTION_TAGS = "INSERT INTO question_tags (question_id, tag_id)
        SELECT question_id, CAST($2 AS BIGINT) FROM question_tags WHERE tag_id = $1 ON CONFLICT (question_id, tag_id) DO NOTHING";
    CLEAR_ARTICLE_TAGS = "DELETE FROM article_tags WHERE tag_id = $1";
    CLEAR_QUESTION_TAGS = "DELETE FROM question_tags WHERE tag_id = $1";
    DELETE_TAG = "DELETE FROM tags WHERE id = $1";
}

/// Waits until nobody else changes topics or tags.
pub(super) async fn one_at_a_time(conn: &mut Conn) -> Result<(), Error> {
    execute!(conn, ONE_AT_A_TIME)?;
    Ok(())
}

fn topic_of((slug, name, description): (String, String, String)) -> Topic {
    Topic { slug, name, description }
}

pub(super) async fn topics(conn: &mut Conn) -> Result<Vec<Topic>, Error> {
    Ok(fetch!(conn, fetch_all as (String, String, String), TOPICS)?.into_iter().map(topic_of).collect())
}

/// By its present or a former address.
pub(super) async fn topic(conn: &mut Conn, slug: &str) -> Result<Option<Topic>, Error> {
    Ok(fetch!(conn, fetch_optional as (String, String, String), TOPIC, slug)?.map(topic_of))
}

pub(crate) async fn is_topic(conn: &mut Conn, slug: &str) -> Result<bool, Error> {
    Ok(fetch!(conn, fetch_optional as (String,), IS_TOPIC, slug)?.is_some())
}

pub(super) async fn topic_usage(conn: &mut Conn) -> Result<Vec<(Topic, Usage)>, Error> {
    let rows = fetch!(conn, fetch_all as (String, String, String, i64, i64), TOPIC_USAGE)?;
    Ok(rows
        .into_iter()
        .map(|(slug, name, description, articles, questions)| {
            (topic_of((slug, name, description)), Usage { articles, questions })
        })
        .collect())
}

pub(super) async fn insert_topic(conn: &mut Conn, slug: &str, name: &str, description: &str) -> Result<(), Error> {
    execute!(conn, INSERT_TOPIC, slug, name, description)?;
    Ok(())
}

pub(super) async fn rewrite_topic(conn: &mut Conn, slug: &str, name: &str, description: &str) -> Result<(), Error> {
    execute!(conn, REWRITE_TOPIC, slug, name, description)?;
    Ok(())
}

pub(super) async fn place_topic(conn: &mut Conn, slug: &str, position: i64) -> Result<(), Error> {
    execute!(conn, PLACE_TOPIC, slug, position)?;
    Ok(())
}

/// What the region brings along.
pub(crate) async fn bring_topic(conn: &mut Conn, topic: &Topic, position: i64) -> Result<(), Error> {
    execute!(conn, BRING_TOPIC, &topic.slug, &topic.name, &topic.description, position)?;
    Ok(())
}

pub(super) async fn forget_topic_address(conn: &mut Conn, slug: &str) -> Result<(), Error> {
    execute!(conn, FORGET_TOPIC_ADDRESS, slug)?;
    Ok(())
}

/// All that belongs to a topic belongs to its heir, the address as well.
pub(super) async fn pass_on_topic(conn: &mut Conn, slug: &str, heir: Option<&str>) -> Result<(), Error> {
    for statement in [PASS_ON_ARTICLES, PASS_ON_QUESTIONS, PASS_ON_DRAFTS, PASS_ON_ADDRESSES] {
        execute!(conn, statement, slug, heir)?;
    }
    execute!(conn, DELETE_TOPIC, slug)?;
    execute!(conn, INSERT_TOPIC_ADDRESS, slug, heir)?;
    Ok(())
}

/// A tag with how much has it.
#[derive(sqlx::FromRow)]
pub(super) struct TagRow {
    pub(super) id: i64,
    pub(super) slug: String,
    pub(super) name: String,
    articles: i64,
    questions: i64,
}

impl TagRow {
    pub(super) fn usage(&self) -> Usage {
        Usage { articles: self.articles, questions: self.questions }
    }
}

fn tag_of((slug, name): (String, String)) -> Tag {
    Tag { slug, name }
}

/// The tag that an address stands for.
pub(super) async fn tag(conn: &mut Conn, slug: &str) -> Result<Option<Tag>, Error> {
    Ok(fetch!(conn, fetch_optional as (String, String), TAG, slug)?.map(tag_of))
}

/// Id and name of the tag that a word stands for.
pub(super) async fn stands_for(conn: &mut Conn, slug: &str) -> Result<Option<(i64, String)>, Error> {
    Ok(fetch!(conn, fetch_optional as (i64, String), STANDS_FOR, slug)?)
}

/// Names of tags that begin like this, or have another word that does; with the word.
pub(super) async fn complete(conn: &mut Conn, beginning: &str, eyes: &Eyes, limit: i64) -> Result<Vec<(String, String)>, Error> {
    Ok(fetch!(conn, fetch_all as (String, String), COMPLETE, beginning, eyes.all, &eyes.district, eyes.id, limit)?)
}

pub(super) async fn by_id(conn: &mut Conn, id: i64) -> Result<Tag, Error> {
    Ok(tag_of(fetch!(conn, fetch_one as (String, String), BY_ID, id)?))
}

pub(super) async fn curated(conn: &mut Conn, slug: &str) -> Result<Option<TagRow>, Error> {
    Ok(fetch!(conn, fetch_optional as TagRow, CURATED, slug)?)
}

pub(super) async fn tags(conn: &mut Conn, part: &str, unused: bool, limit: i64, offset: i64) -> Result<Vec<TagRow>, Error> {
    Ok(fetch!(conn, fetch_all as TagRow, TAGS, part, unused, limit, offset)?)
}

pub(super) async fn tag_count(conn: &mut Conn, part: &str, unused: bool) -> Result<i64, Error> {
    let (count,) = fetch!(conn, fetch_one as (i64,), TAG_COUNT, part, unused)?;
    Ok(count)
}

pub(super) async fn synonyms(conn: &mut Conn, tag: i64) -> Result<Vec<Tag>, Error> {
    Ok(fetch!(conn, fetch_all as (String, String), SYNONYMS, tag)?.into_iter().map(tag_of).collect())
}

pub(super) async fn insert_synonym(conn: &mut Conn, tag: i64, word: &Tag) -> Result<(), Error> {
    execute!(conn, INSERT_SYNONYM, &word.slug, &word.name, tag)?;
    Ok(())
}

/// Whether there was one.
pub(super) async fn remove_synonym(conn: &mut Conn, tag: i64, slug: &str) -> Result<bool, Error> {
    Ok(execute!(conn, REMOVE_SYNONYM, tag, slug)? > 0)
}

pub(super) async fn rename(conn: &mut Conn, tag: i64, word: &Tag) -> Result<(), Error> {
    execute!(conn, RENAME, tag, &word.slug, &word.name)?;
    Ok(())
}

/// Everything with a tag gets another one, and so do its synonyms; the tag is gone then.
pub(super) async fn pass_on_tag(conn: &mut Conn, tag: i64, heir: i64) -> Result<(), Error> {
    for statement in [PASS_ON_ARTICLE_TAGS, PASS_ON_QUESTION_TAGS, PASS_ON_SYNONYMS] {
        execute!(conn, statement, tag, heir)?;
    }
    execute!(conn, CLEAR_ARTICLE_TAGS, tag)?;
    execute!(conn, CLEAR_QUESTION_TAGS, tag)?;
    delete_tag(conn, tag).await
}

pub(super) async fn delete_tag(conn: &mut Conn, tag: i64) -> Result<(), Error> {
    execute!(conn, DELETE_TAG, tag)?;
    Ok(())
}
