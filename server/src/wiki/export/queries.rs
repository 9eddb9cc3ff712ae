//! SQL of the export.

use app::error::Error;

use super::Exported;
use crate::{
    db::{Conn, Millis, fetch, sql},
    subject::tagging,
};

sql! {
    SLUGS = "SELECT id, slug FROM articles";
    // a parent that not everybody may see is none for everybody ($2)
    ONE = "SELECT w.id, w.slug, w.title, w.kind, w.visibility, w.summary, r.body, w.topic, o.slug AS organisation, w.fields,
            w.source, p.slug AS parent, w.position, d.slug AS deputy, w.review_months, w.review_due, w.created_at, w.updated_at
        FROM articles w
        JOIN revisions r ON r.article_id = w.id AND r.number = w.revision
        LEFT JOIN organisations o ON o.id = w.organisation_id
        LEFT JOIN organisations d ON d.id = w.deputy_id
        LEFT JOIN articles p ON p.id = w.parent_id AND (NOT $2 OR p.visibility = 'public')
        WHERE w.id = $1";
    FORMER = "SELECT slug FROM article_addresses WHERE article_id = $1";
}

/// Id and address of every article.
pub(super) async fn slugs(conn: &mut Conn) -> Result<Vec<(i64, String)>, Error> {
    Ok(fetch!(conn, fetch_all as (i64, String), SLUGS)?)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    slug: String,
    title: String,
    kind: String,
    visibility: String,
    summary: String,
    body: String,
    topic: Option<String>,
    organisation: Option<String>,
    fields: String,
    source: Option<String>,
    parent: Option<String>,
    position: i64,
    deputy: Option<String>,
    review_months: Option<i64>,
    review_due: Option<Millis>,
    created_at: Millis,
    updated_at: Millis,
}

/// One article, whoever asks: the caller decides.
pub(super) async fn one(conn: &mut Conn, id: i64, public: bool) -> Result<Option<Exported>, Error> {
    let Some(row) = fetch!(conn, fetch_optional as Row, ONE, id, public)? else { return Ok(None) };
    let mut tags = tagging::of_article(conn, id).await?;
    tags.sort_by_cached_key(|tag| (app::text::slug(tag), tag.clone()));
    let mut former: Vec<String> = fetch!(conn, fetch_all as (String,), FORMER, id)?.into_iter().map(|(slug,)| slug).collect();
    former.retain(|slug| *slug != row.slug);
    former.sort();
    Ok(Some(Exported {
        id: row.id,
        slug: row.slug,
        title: row.title,
        kind: row.kind,
        visibility: row.visibility,
        summary: row.summary,
        body: row.body,
        topic: row.topic,
        tags,
        organisation: row.organisation,
        fields: row.fields,
        source: row.source,
        parent: row.parent,
        position: row.position,
        deputy: row.deputy,
        review_months: row.review_months,
        review_due: row.review_due,
        files: Vec::new(),
        former,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }))
}
