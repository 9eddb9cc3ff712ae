//! The SQL of suggestions besides that of hits.

use app::{error::Error, wiki::fields::Facet};

use super::super::lookup::Scope;
use crate::db::{Conn, fetch, sql};

/// How many tags a statement looks up, and how many topics; places that are left over hold what is no address.
pub(super) const TAGS: usize = 3;
pub(super) const TOPICS: usize = 2;

sql! {
    /// $1 to $3 tags, $4 and $5 topics, $6: the other visibility besides 'public' that may be seen, $7: whether questions may
    /// be seen at all, $8 to $10: whether she sees all of them, her Kreis, her id. What nothing has that she may see is as
    /// hidden as all that has it.
    NAMED = "
        SELECT 'schlagwort' AS facet, g.slug, g.name FROM tags g
        WHERE g.slug IN ($1, $2, $3) AND (
            EXISTS (SELECT 1 FROM article_tags l JOIN articles a ON a.id = l.article_id
                WHERE l.tag_id = g.id AND a.visibility IN ('public', $6))
            OR $7 AND EXISTS (SELECT 1 FROM question_tags l JOIN questions q ON q.id = l.question_id
                WHERE l.tag_id = g.id AND q.removed_at IS NULL
                    AND ($8 OR q.audience IS NULL OR q.audience = $9 OR q.author_id = $10)))
        UNION ALL
        SELECT 'thema' AS facet, t.slug, t.name FROM topics t
        WHERE t.slug IN ($4, $5) AND (
            EXISTS (SELECT 1 FROM articles a WHERE a.topic = t.slug AND a.visibility IN ('public', $6))
            OR $7 AND EXISTS (SELECT 1 FROM questions q WHERE q.topic = t.slug AND q.removed_at IS NULL
                AND ($8 OR q.audience IS NULL OR q.audience = $9 OR q.author_id = $10)))";
}

/// Quality, slug and name of those tags and topics with which the viewer sees something.
pub(super) async fn named(
    conn: &mut Conn,
    tags: &[String],
    topics: &[String],
    scope: &Scope,
) -> Result<Vec<(Facet, String, String)>, Error> {
    let place = |of: &[String], at: usize| of.get(at).cloned().unwrap_or_default();
    let (all, district, id) = scope.bounds();
    let rows = fetch!(
        conn,
        fetch_all as (String, String, String),
        NAMED,
        place(tags, 0),
        place(tags, 1),
        place(tags, 2),
        place(topics, 0),
        place(topics, 1),
        scope.widest().key(),
        *scope != Scope::Public,
        all,
        district,
        id
    )?;
    Ok(rows.into_iter().filter_map(|(facet, slug, name)| Some((Facet::from_key(&facet)?, slug, name))).collect())
}
