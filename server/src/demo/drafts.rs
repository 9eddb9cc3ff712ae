//! Example drafts: what waits for a moderator, and what came back from one.

use std::collections::HashMap;

use app::{
    account::Viewer,
    error::Error,
    wiki::{
        drafts::port::{Drafts, Saved, Sheet},
        fields::Typed,
        port::{ArticleDraft, Wiki},
    },
};
use serde::Deserialize;

use crate::Server;

#[derive(Deserialize)]
pub(super) struct All {
    draft: Vec<One>,
}

/// A change of an article, or a new one; `comment` is what a moderator answers.
#[derive(Default, Deserialize)]
#[serde(default)]
struct One {
    author: String,
    article: String,
    append: String,
    title: String,
    kind: String,
    visibility: String,
    topic: String,
    organisation: String,
    summary: String,
    tags: String,
    body: String,
    note: String,
    comment: String,
}

pub(super) async fn hand_in(
    server: &Server,
    viewers: &HashMap<String, Viewer>,
    moderator: &Viewer,
    all: All,
) -> Result<(), Error> {
    for one in all.draft {
        let author = viewers.get(&one.author).ok_or_else(|| Error::fault(format!("demo: person {}", one.author)))?;
        let comment = one.comment.clone();
        let Saved::Stands(draft) = server.drafts.save(author, sheet(server, author, one).await?).await? else {
            return Err(Error::fault("demo: a draft was not kept"));
        };
        server.drafts.hand_in(author, draft.id, draft.version).await?;
        if !comment.is_empty() {
            server.drafts.send_back(moderator, draft.id, draft.version, &comment).await?;
        }
    }
    Ok(())
}

async fn sheet(server: &Server, author: &Viewer, one: One) -> Result<Sheet, Error> {
    if one.article.is_empty() {
        let typed = ArticleDraft {
            title: one.title,
            kind: one.kind,
            visibility: one.visibility,
            summary: one.summary,
            body: one.body.trim().to_owned(),
            topic: one.topic,
            tags: one.tags,
            organisation: one.organisation,
            note: one.note,
            fields: Typed::default(),
        };
        return Ok(Sheet { typed, ..Sheet::default() });
    }
    let article = server.wiki.article(author, &one.article).await?;
    let article = article.ok_or_else(|| Error::fault(format!("demo: article {}", one.article)))?;
    let body = format!("{}\n\n{}", article.body.trim_end(), one.append.trim());
    let typed = ArticleDraft { body, note: one.note, ..article.typed() };
    Ok(Sheet { article: Some(article.slug), base: Some(article.revision), typed, ..Sheet::default() })
}
