//! What was: revisions, who wrote which line of them, and what else happened to an article.

pub(crate) mod forms;
pub(crate) mod queries;
mod service;

use app::{
    error::Error,
    wiki::port::{ArticleDraft, Revision},
};
use serde::{Deserialize, Serialize};

use self::queries::By;
use super::{
    origins::Origins,
    queries::{Stored, typed as typed_fields},
};
use crate::db::{Conn, timestamp};

/// What a revision remembers of an article besides its text. Kept as JSON: only whole revisions are ever asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Meta {
    kind: String,
    visibility: String,
    topic: Option<String>,
    organisation: Option<i64>,
    tags: Vec<String>,
}

/// What is kept beside the text of a new revision.
pub(super) fn meta(new: &Stored) -> Result<String, Error> {
    let meta = Meta {
        kind: new.kind.key().to_owned(),
        visibility: new.visibility.key().to_owned(),
        topic: new.topic.clone(),
        organisation: new.organisation,
        tags: new.tags.clone(),
    };
    Ok(serde_json::to_string(&meta)?)
}

/// A revision as someone would have to type it.
#[derive(Debug, Clone)]
pub(super) struct Snapshot {
    pub(super) number: i64,
    /// Id and name.
    pub(super) author: Option<(i64, String)>,
    pub(super) typed: ArticleDraft,
    /// Whether kind, visibility, topic, organisation and tags are known; they are not for very old revisions.
    pub(super) whole: bool,
}

pub(super) async fn snapshot(conn: &mut Conn, article: i64, number: i64) -> Result<Option<Snapshot>, Error> {
    let Some(row) = queries::snapshot(conn, article, number).await? else { return Ok(None) };
    let (number, author) = (row.number, row.by.author_id.zip(row.by.author.clone()));
    let (typed, whole) = said(conn, row).await?;
    // what was said about that change says nothing about the next
    Ok(Some(Snapshot { number, author, typed: ArticleDraft { note: String::new(), ..typed }, whole }))
}

/// A revision for those who look back.
pub(super) async fn revision(conn: &mut Conn, article: i64, number: i64) -> Result<Option<Revision>, Error> {
    let Some(row) = queries::snapshot(conn, article, number).await? else { return Ok(None) };
    let By { author_id, author, organisation } = &row.by;
    let author = author_id.zip(author.clone()).zip(organisation.clone()).map(|((id, name), place)| (id, name, place));
    let (number, created_at) = (row.number, timestamp(row.created_at));
    let (typed, whole) = said(conn, row).await?;
    Ok(Some(Revision { number, typed, whole, author, created_at }))
}

/// What a revision said, and whether that is all of it.
async fn said(conn: &mut Conn, row: queries::Snapshot) -> Result<(ArticleDraft, bool), Error> {
    let meta: Option<Meta> = row.meta.as_deref().and_then(|meta| serde_json::from_str(meta).ok());
    let whole = meta.is_some();
    let mut typed = ArticleDraft {
        title: row.title,
        summary: row.summary,
        body: row.body,
        fields: typed_fields(&row.fields),
        note: row.note,
        ..ArticleDraft::default()
    };
    if let Some(meta) = meta {
        (typed.kind, typed.visibility) = (meta.kind, meta.visibility);
        typed.topic = meta.topic.unwrap_or_default();
        typed.tags = meta.tags.join(", ");
        if let Some(id) = meta.organisation {
            typed.organisation = queries::organisation(conn, id).await?.unwrap_or_default();
        }
    }
    Ok((typed, whole))
}

/// The origins of the text that follows on revision `last`. None when those of `last` have not been computed yet: they are
/// when someone asks for them.
pub(super) async fn carried(conn: &mut Conn, article: i64, last: i64, body: &str) -> Result<Option<String>, Error> {
    let before = queries::origins(conn, article, last).await?;
    let carried = before.and_then(|(old, origins)| Origins::parse(&origins?)?.carried(&old, body, last + 1));
    Ok(carried.map(|origins| origins.to_string()))
}

/// The origins of a revision. They follow from those of the latest revision before it that has some, one revision after the
/// other; only texts from a time before origins were kept have to go that way.
pub(super) async fn origins(conn: &mut Conn, article: i64, number: i64) -> Result<Option<Origins>, Error> {
    let start = queries::last_known_origins(conn, article, number).await?.unwrap_or(1);
    let Some((mut text, stored)) = queries::origins(conn, article, start).await? else { return Ok(None) };
    let mut origins = stored.as_deref().and_then(Origins::parse).unwrap_or_else(|| Origins::first(&text, start));
    for next in start + 1..=number {
        let Some((body, _)) = queries::origins(conn, article, next).await? else { return Ok(None) };
        origins = origins.carried(&text, &body, next).unwrap_or_else(|| Origins::first(&body, next));
        text = body;
    }
    Ok(Some(origins))
}
