//! Writes what was read: one transaction a file, so an interrupted import goes on with the next one.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use app::{
    error::Error,
    search::Kind as SearchKind,
    text,
    wiki::{Kind, Visibility, fields::Typed, port::ArticleDraft},
};

use super::{docx::Image, queries};
use crate::{
    db::{Conn, Millis},
    markdown::RESERVED,
    organisation, search,
    wiki::{
        WikiService, draft,
        export::files,
        publishing::{self, Manner, Standing},
        queries::{Origin, claim_address},
    },
};

/// So far up a tree of articles goes.
const HIGHEST: usize = 100;

/// An article out of a file.
#[derive(Debug, Clone)]
pub(super) struct Imported {
    /// Which file: the same file is the same article.
    pub(super) key: String,
    /// What is in it: the same hash means nothing to do.
    pub(super) hash: String,
    /// The wish for an address.
    pub(super) slug: Option<String>,
    /// Its title.
    pub(super) title: String,
    /// What sort it is.
    pub(super) kind: Kind,
    /// Who may see it.
    pub(super) visibility: Visibility,
    /// One or two sentences.
    pub(super) summary: String,
    /// Markdown.
    pub(super) body: String,
    /// Slug of a topic.
    pub(super) topic: Option<String>,
    /// Tags.
    pub(super) tags: Vec<String>,
    /// Slug of an organisation.
    pub(super) organisation: Option<String>,
    /// Where it comes from, for readers.
    pub(super) source: Option<String>,
    /// For the history.
    pub(super) note: String,
    /// The fixed fields.
    pub(super) fields: Typed,
    /// Names of its files, and where they lie beside it.
    pub(super) files: Vec<(String, String)>,
    /// Pictures out of a Word file.
    pub(super) pictures: Arc<Vec<Image>>,
    /// Addresses that lead to it, too.
    pub(super) former: Vec<String>,
    /// What only another network knows; nothing for a file that people wrote.
    pub(super) settled: Option<Settled>,
}

/// What an article was in the network that exported it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(super) struct Settled {
    pub(super) created_at: Option<Millis>,
    pub(super) updated_at: Option<Millis>,
    /// Address of the article above it.
    pub(super) parent: Option<String>,
    pub(super) position: i64,
    /// Slug of the organisation that looks after it.
    pub(super) deputy: Option<String>,
    pub(super) review_months: Option<i64>,
    pub(super) review_due: Option<Millis>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A new article.
    New,
    /// A new revision.
    Changed,
    /// Nothing to do.
    Unchanged,
    /// Somebody has changed the article here; it stays as it is.
    Kept,
}

/// What is there already.
#[derive(Debug, Default)]
pub(super) struct There {
    /// Of this collection: key of a file to hash and address.
    pub(super) known: HashMap<String, (String, String)>,
    /// All addresses that lead somewhere.
    pub(super) taken: HashSet<String>,
}

impl There {
    /// Whether an address is free for a new article.
    pub(super) fn is_free(&self, slug: &str) -> bool {
        !self.taken.contains(slug) && !RESERVED.contains(&slug)
    }
}

impl WikiService {
    /// What is there of the files whose keys begin so, and what others have taken.
    pub(super) async fn there(&self, prefix: &str) -> Result<There, Error> {
        let mut conn = self.db.read().await?;
        let known = queries::known(&mut conn, prefix).await?;
        let known = known.into_iter().map(|(key, mark, slug)| (key, (hash_of(mark.as_deref()).to_owned(), slug))).collect();
        Ok(There { known, taken: queries::addresses(&mut conn).await?.into_iter().collect() })
    }

    /// Takes a file in. An article that was changed here since stays as it is, unless `force`.
    ///
    /// Errors: `Invalid` for the fields of an article.
    pub(super) async fn take_in(&self, file: Imported, force: bool) -> Result<(Outcome, i64), Error> {
        let mut tx = self.db.begin().await?;
        let known = queries::imported(&mut tx, &file.key).await?;
        if let Some(known) = &known {
            if hash_of(known.mark.as_deref()) == file.hash {
                return Ok((Outcome::Unchanged, known.id));
            }
            if !force && known.is_changed() {
                return Ok((Outcome::Kept, known.id));
            }
        }
        let Imported { key, former, settled, .. } = file.clone();
        let wish = text::slug(&file.slug.clone().unwrap_or_else(|| text::slug(&file.title)));
        let stored = draft::check(&mut tx, &draft_of(file)).await?;
        let now = self.clock.millis();
        let (id, outcome) = if let Some(known) = known {
            // the address of an imported article is that of its file, whatever its title
            let standing = Standing { id: known.id, slug: &known.slug, title: &stored.title.clone() };
            publishing::revise(&mut tx, &standing, stored, None, Manner::Apart, now).await?;
            (known.id, Outcome::Changed)
        } else {
            let origin = Origin { key: Some(key), ..Origin::default() };
            (publishing::publish(&mut tx, &wish, &stored, &origin, None, now).await?, Outcome::New)
        };
        for slug in former {
            claim_address(&mut tx, &slug, id).await?;
        }
        if let Some(settled) = settled {
            settle(&mut tx, id, &settled).await?;
        }
        tx.commit().await?;
        self.search.poke();
        Ok((outcome, id))
    }

    /// The text of an article that was just taken in.
    pub(super) async fn body(&self, id: i64) -> Result<String, Error> {
        queries::body(&mut self.db.read().await?, id).await
    }

    /// Replaces that text, before anybody has seen it.
    pub(super) async fn set_body(&self, id: i64, body: &str) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        queries::set_body(&mut tx, id, body).await?;
        search::record(&mut tx, SearchKind::Article, id).await?;
        tx.commit().await
    }

    /// Puts the addresses of its files into the text of an article that was just taken in, and notes what it was made of.
    pub(super) async fn complete(&self, id: i64, file: &Imported, addresses: &[(String, String)]) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        if !addresses.is_empty() {
            let body = files::to_addresses(&queries::body(&mut tx, id).await?, addresses);
            queries::set_body(&mut tx, id, &body).await?;
            search::record(&mut tx, SearchKind::Article, id).await?;
        }
        queries::mark(&mut tx, id, file.source.as_deref(), &file.hash).await?;
        tx.commit().await?;
        self.search.poke();
        Ok(())
    }

    /// Puts the article of a file below another one, which may have come later. Says whether there is such a place.
    pub(super) async fn put_below(&self, key: &str, parent: &str) -> Result<bool, Error> {
        let mut tx = self.db.begin().await?;
        let (Some(child), Some(parent)) =
            (queries::imported(&mut tx, key).await?, crate::wiki::queries::address(&mut tx, parent).await?)
        else {
            return Ok(false);
        };
        let mut above = Some(parent);
        for _ in 0..HIGHEST {
            let Some(id) = above else { break };
            if id == child.id {
                return Ok(false);
            }
            above = queries::parent(&mut tx, id).await?;
        }
        queries::set_parent(&mut tx, child.id, parent).await?;
        search::record(&mut tx, SearchKind::Article, child.id).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// The hash in what is noted beside an imported article: `hash@revision`.
fn hash_of(mark: Option<&str>) -> &str {
    mark.map_or("", |mark| mark.split_once('@').map_or(mark, |(hash, _)| hash))
}

async fn settle(tx: &mut Conn, id: i64, settled: &Settled) -> Result<(), Error> {
    let deputy = match &settled.deputy {
        Some(slug) => organisation::queries::by_slug(tx, slug).await?.map(|(id, _)| id),
        None => None,
    };
    queries::settle(tx, id, settled, deputy).await
}

fn draft_of(file: Imported) -> ArticleDraft {
    ArticleDraft {
        title: file.title,
        kind: file.kind.key().to_owned(),
        visibility: file.visibility.key().to_owned(),
        summary: file.summary,
        body: file.body,
        topic: file.topic.unwrap_or_default(),
        tags: file.tags.join(","),
        organisation: file.organisation.unwrap_or_default(),
        note: file.note,
        fields: file.fields,
    }
}
