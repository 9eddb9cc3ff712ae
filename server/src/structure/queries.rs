//! All SQL of the structure of the wiki.

use app::{error::Error, structure::port::Place};

use crate::db::{Conn, execute, fetch, sql};

/// Whether the path of a thing leads nowhere. What is there is asked when somebody wants to know, for things come and go
/// without the texts that link to them. A number that is none must not be cast.
macro_rules! nowhere {
    ($path:literal) => {
        concat!(
            "CASE
                WHEN ",
            $path,
            " LIKE '/fragen/%' THEN CASE
                    WHEN LTRIM(SUBSTR(",
            $path,
            ", 9), '0123456789') <> '' OR LENGTH(",
            $path,
            ") > 26 THEN TRUE
                    ELSE NOT EXISTS (SELECT 1 FROM questions q WHERE q.id = CAST(SUBSTR(",
            $path,
            ", 9) AS BIGINT)) END
                WHEN ",
            $path,
            " LIKE '/dateien/%' THEN CASE
                    WHEN LTRIM(SUBSTR(",
            $path,
            ", 10), '0123456789') <> '' OR LENGTH(",
            $path,
            ") > 27 THEN TRUE
                    ELSE NOT EXISTS (SELECT 1 FROM attachments f WHERE f.id = CAST(SUBSTR(",
            $path,
            ", 10) AS BIGINT)
                        AND f.article_id IS NOT NULL AND f.removed_at IS NULL) END
                WHEN ",
            $path,
            " LIKE '/kommunen/%' THEN NOT EXISTS (SELECT 1 FROM organisations o WHERE o.slug = SUBSTR(",
            $path,
            ", 11))
                WHEN ",
            $path,
            " LIKE '/themen/%' THEN NOT EXISTS (SELECT 1 FROM topics t WHERE t.slug = SUBSTR(",
            $path,
            ", 9))
                    AND NOT EXISTS (SELECT 1 FROM topic_addresses t WHERE t.slug = SUBSTR(",
            $path,
            ", 9) AND t.topic IS NOT NULL)
                WHEN ",
            $path,
            " LIKE '/schlagworte/%' THEN NOT EXISTS (SELECT 1 FROM tags g WHERE g.slug = SUBSTR(",
            $path,
            ", 14)
                        AND (EXISTS (SELECT 1 FROM article_tags x WHERE x.tag_id = g.id)
                            OR EXISTS (SELECT 1 FROM question_tags x WHERE x.tag_id = g.id)))
                    AND NOT EXISTS (SELECT 1 FROM tag_synonyms s WHERE s.slug = SUBSTR(",
            $path,
            ", 14))
                ELSE FALSE END"
        )
    };
}

sql! {
    CLEAR_LINKS = "DELETE FROM article_links WHERE article_id = $1";
    ADD_LINK = "INSERT INTO article_links (article_id, target, label) VALUES ($1, $2, $3)";
    TEXT = "SELECT w.title, r.body FROM articles w JOIN revisions r ON r.article_id = w.id AND r.number = w.revision WHERE w.id = $1";
    // who may see what a link leads to is asked here: what she may not see is as if it did not exist
    OUTGOING = "SELECT l.target, w.slug FROM article_links l JOIN article_addresses a ON a.slug = l.target
        JOIN articles w ON w.id = a.article_id WHERE l.article_id = $2 AND ($1 OR w.visibility = 'public')";
    AT = "SELECT w.slug, w.title FROM article_addresses a JOIN articles w ON w.id = a.article_id
        WHERE a.slug = $2 AND ($1 OR w.visibility = 'public')";
    LINKED_FROM = "SELECT DISTINCT w.slug, w.title FROM article_links l JOIN article_addresses a ON a.slug = l.target
        JOIN articles w ON w.id = l.article_id
        WHERE a.article_id = $2 AND w.id <> $2 AND ($1 OR w.visibility = 'public') ORDER BY w.title, w.slug LIMIT 100";
    MISSING = "SELECT l.target, MAX(l.label) AS label, COUNT(*) AS count FROM article_links l
        LEFT JOIN article_addresses a ON a.slug = l.target WHERE a.slug IS NULL AND SUBSTR(l.target, 1, 1) <> '/'
        GROUP BY l.target ORDER BY COUNT(*) DESC, l.target LIMIT 500";
    DEAD = concat!(
        "SELECT l.target, COUNT(*) FROM article_links l WHERE SUBSTR(l.target, 1, 1) = '/' AND ",
        nowhere!("l.target"),
        " GROUP BY l.target ORDER BY COUNT(*) DESC, l.target LIMIT 500"
    );
    LEADS_NOWHERE = concat!("SELECT ", nowhere!("CAST($1 AS TEXT)"));
    LINKING = "SELECT w.slug, w.title FROM article_links l JOIN articles w ON w.id = l.article_id
        WHERE l.target = $1 ORDER BY w.title, w.slug LIMIT 5";
    NODE = "SELECT id, slug, title, parent_id, position, visibility FROM articles WHERE id = $1";
    // with the article itself, which is the first; a circle cannot come about, but a page must not hang if one did
    LINE = "WITH RECURSIVE line (id, parent_id, distance) AS (
            SELECT id, parent_id, 0 FROM articles WHERE id = $1
            UNION ALL
            SELECT w.id, w.parent_id, line.distance + 1 FROM line JOIN articles w ON w.id = line.parent_id WHERE line.distance < $2)
        SELECT w.id, w.slug, w.title, w.parent_id, w.position, w.visibility FROM line JOIN articles w ON w.id = line.id
        ORDER BY line.distance";
    BELOW = "SELECT id, slug, title, parent_id, position, visibility FROM articles WHERE parent_id IN ($1, $2)
        ORDER BY position, title, id";
    TREE = "SELECT id, slug, title, parent_id, position, visibility FROM articles
        WHERE parent_id IS NOT NULL OR id IN (SELECT parent_id FROM articles WHERE parent_id IS NOT NULL)
        ORDER BY position, title, id";
    LOCK_TREE = "UPDATE region SET hash = hash WHERE id = 1";
    RELOCATE = "UPDATE articles SET slug = $2, title = $3, parent_id = $4, position = $5 WHERE id = $1";
    TITLES = "SELECT w.slug, w.title, w.kind, o.name AS organisation
        FROM article_addresses a JOIN articles w ON w.id = a.article_id LEFT JOIN organisations o ON o.id = w.organisation_id
        WHERE a.slug LIKE $2 AND ($1 OR w.visibility = 'public')
        GROUP BY w.id, w.slug, w.title, w.kind, o.name
        ORDER BY MIN(CASE WHEN a.slug LIKE $3 THEN 0 ELSE 1 END), w.title, w.slug LIMIT 10";
}

/// An article of the tree.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Node {
    pub(super) id: i64,
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) parent_id: Option<i64>,
    pub(super) position: i64,
    pub(super) visibility: String,
}

impl Node {
    /// Whether the viewer may know of it.
    pub(super) fn is_for(&self, member: bool) -> bool {
        member || self.visibility == "public"
    }

    pub(super) fn place(&self) -> Place {
        Place { slug: self.slug.clone(), title: self.title.clone() }
    }
}

fn places(rows: Vec<(String, String)>) -> Vec<Place> {
    rows.into_iter().map(|(slug, title)| Place { slug, title }).collect()
}

/// What the text of an article links to: slug and title as typed, or a path and nothing.
pub(super) async fn set_links(conn: &mut Conn, article: i64, links: &[(String, String)]) -> Result<(), Error> {
    execute!(conn, CLEAR_LINKS, article)?;
    for (target, label) in links {
        execute!(conn, ADD_LINK, article, target, label)?;
    }
    Ok(())
}

/// Title and Markdown.
pub(super) async fn text(conn: &mut Conn, article: i64) -> Result<(String, String), Error> {
    Ok(fetch!(conn, fetch_one as (String, String), TEXT, article)?)
}

/// Slug of a title to slug of the article, for the links of an article.
pub(super) async fn outgoing(conn: &mut Conn, member: bool, article: i64) -> Result<Vec<(String, String)>, Error> {
    Ok(fetch!(conn, fetch_all as (String, String), OUTGOING, member, article)?)
}

pub(super) async fn at(conn: &mut Conn, member: bool, slug: &str) -> Result<Option<Place>, Error> {
    let row = fetch!(conn, fetch_optional as (String, String), AT, member, slug)?;
    Ok(row.map(|(slug, title)| Place { slug, title }))
}

pub(super) async fn linked_from(conn: &mut Conn, member: bool, article: i64) -> Result<Vec<Place>, Error> {
    Ok(places(fetch!(conn, fetch_all as (String, String), LINKED_FROM, member, article)?))
}

/// Slug, title as typed, number of articles.
pub(super) async fn missing(conn: &mut Conn) -> Result<Vec<(String, String, i64)>, Error> {
    Ok(fetch!(conn, fetch_all as (String, String, i64), MISSING)?)
}

/// Paths of other things than articles that lead nowhere, and the number of articles.
pub(super) async fn dead(conn: &mut Conn) -> Result<Vec<(String, i64)>, Error> {
    Ok(fetch!(conn, fetch_all as (String, i64), DEAD)?)
}

/// Whether such a path leads nowhere.
pub(super) async fn leads_nowhere(conn: &mut Conn, path: &str) -> Result<bool, Error> {
    let (nowhere,) = fetch!(conn, fetch_one as (bool,), LEADS_NOWHERE, path)?;
    Ok(nowhere)
}

pub(super) async fn linking(conn: &mut Conn, target: &str) -> Result<Vec<Place>, Error> {
    Ok(places(fetch!(conn, fetch_all as (String, String), LINKING, target)?))
}

pub(super) async fn node(conn: &mut Conn, id: i64) -> Result<Option<Node>, Error> {
    Ok(fetch!(conn, fetch_optional as Node, NODE, id)?)
}

/// An article and those above it, the nearest first, up to so many.
pub(super) async fn line(conn: &mut Conn, id: i64, most: i64) -> Result<Vec<Node>, Error> {
    Ok(fetch!(conn, fetch_all as Node, LINE, id, most)?)
}

/// What hangs right below either of two articles, in the order of siblings.
pub(super) async fn below(conn: &mut Conn, one: i64, other: i64) -> Result<Vec<Node>, Error> {
    Ok(fetch!(conn, fetch_all as Node, BELOW, one, other)?)
}

pub(super) async fn tree(conn: &mut Conn) -> Result<Vec<Node>, Error> {
    Ok(fetch!(conn, fetch_all as Node, TREE)?)
}

/// One move at a time: two at once could make a circle that neither of them sees.
pub(super) async fn lock_tree(conn: &mut Conn) -> Result<(), Error> {
    execute!(conn, LOCK_TREE)?;
    Ok(())
}

/// Brings the row of an article up to date with its place.
pub(super) async fn relocate(conn: &mut Conn, to: &Node) -> Result<(), Error> {
    execute!(conn, RELOCATE, to.id, &to.slug, &to.title, to.parent_id, to.position)?;
    Ok(())
}

/// A title that fits.
#[derive(sqlx::FromRow)]
pub(super) struct Fitting {
    pub(super) slug: String,
    pub(super) title: String,
    pub(super) kind: String,
    pub(super) organisation: Option<String>,
}

/// `slug` has only letters, digits and hyphens, so that nothing in it is a pattern.
pub(super) async fn titles(conn: &mut Conn, member: bool, slug: &str) -> Result<Vec<Fitting>, Error> {
    Ok(fetch!(conn, fetch_all as Fitting, TITLES, member, format!("%{slug}%"), format!("{slug}%"))?)
}
