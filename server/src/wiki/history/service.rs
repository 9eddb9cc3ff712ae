//! The port of [`app::wiki::history`].

use std::collections::HashMap;

use app::{
    account::{Action, Viewer},
    error::Error,
    list::Slice,
    wiki::{
        history::{Author, Contribution, Entry, EventEntry, History, OldText, Passage, RevisionEntry},
        port::{Article, ArticleDraft, EventKind},
    },
};
use async_trait::async_trait;
use jiff::Timestamp;

use super::{
    origins,
    queries::{self, By, EntryRow},
    snapshot,
};
use crate::{
    db::timestamp,
    markdown, structure,
    wiki::{
        WikiService, draft,
        origins::{Origins, passages},
        publishing::{self, Manner, Standing},
        queries as wiki,
    },
};

impl From<By> for Option<Author> {
    fn from(by: By) -> Self {
        let (id, name) = by.author_id.zip(by.author)?;
        Some(Author { id, name, organisation: by.organisation.unwrap_or_default() })
    }
}

impl From<EntryRow> for Entry {
    fn from(row: EntryRow) -> Self {
        let (text, author, at) = (row.text.unwrap_or_default(), row.by.into(), timestamp(row.created_at));
        if row.number == 0 {
            return Self::Event(EventEntry { kind: row.kind.as_deref().and_then(EventKind::from_key), text, author, at });
        }
        Self::Revision(RevisionEntry {
            number: row.number,
            former: row.former,
            note: text,
            author,
            at,
            length: row.length,
            growth: row.length.zip(row.shorter).map(|(now, before)| now - before),
        })
    }
}

#[async_trait]
impl History for WikiService {
    async fn entries(&self, viewer: &Viewer, article: i64, slice: Slice) -> Result<Vec<Entry>, Error> {
        let mut conn = self.db.read().await?;
        self.require_history(&mut conn, viewer, article).await?;
        let rows = queries::entries(&mut conn, article, slice.limit, slice.offset).await?;
        Ok(rows.into_iter().map(Entry::from).collect())
    }

    async fn entry_count(&self, viewer: &Viewer, article: i64) -> Result<i64, Error> {
        let mut conn = self.db.read().await?;
        self.require_history(&mut conn, viewer, article).await?;
        queries::entry_count(&mut conn, article).await
    }

    async fn old_text(&self, viewer: &Viewer, article: i64, number: i64) -> Result<Option<OldText>, Error> {
        let mut conn = self.db.read().await?;
        self.require_history(&mut conn, viewer, article).await?;
        let Some(row) = queries::old_text(&mut conn, article, number).await? else { return Ok(None) };
        let links = structure::links::of_text(&mut conn, viewer, &row.body).await?;
        Ok(Some(OldText {
            number,
            html: self.renderer.render_with(&row.body, &links).html.to_string(),
            title: row.title,
            summary: row.summary,
            body: row.body,
            fields: wiki::typed(&row.fields),
            note: row.note,
            author: row.by.into(),
            at: timestamp(row.created_at),
        }))
    }

    async fn restore(&self, viewer: &Viewer, slug: &str, number: i64, seen: i64) -> Result<Article, Error> {
        let author = viewer.require(Action::WriteArticle)?;
        let mut tx = self.db.begin().await?;
        let now = wiki::article(&mut tx, slug).await?.ok_or(Error::NotFound)?;
        let old = snapshot(&mut tx, now.id, number).await?.ok_or(Error::NotFound)?;
        if now.revision != seen || !wiki::lock(&mut tx, now.id, seen).await? {
            return Err(Error::invalid(
                "form",
                "Der Artikel wurde gerade eben geändert. Bitte sehen Sie sich noch einmal an, was sich ändern würde.",
            ));
        }
        let standing = Standing { id: now.id, slug: &now.slug, title: &now.title };
        // who may see it, its tags and where it belongs are not what went wrong in the text
        let note = format!("Fassung {number} wiederhergestellt");
        let again = ArticleDraft { note, ..now.typed().with_text_of(old.typed) };
        let new = draft::check(&mut tx, &again).await?;
        let (manner, time) = (Manner::Restored(number), self.clock.millis());
        let slug = publishing::revise(&mut tx, &standing, new, Some(author.into()), manner, time).await?;
        let article = self.load(&mut tx, viewer, &slug).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        self.search.poke();
        Ok(article)
    }

    async fn authors(&self, viewer: &Viewer, article: i64) -> Result<Vec<Passage>, Error> {
        let mut conn = self.db.read().await?;
        self.require_history(&mut conn, viewer, article).await?;
        let number = queries::current(&mut conn, article).await?;
        let (body, stored) = queries::origins(&mut conn, article, number).await?.ok_or(Error::NotFound)?;
        let mut known = stored.as_deref().and_then(Origins::parse);
        if known.is_none() {
            known = origins(&mut conn, article, number).await?;
            if let Some(origins) = &known {
                drop(conn);
                let mut tx = self.db.begin().await?;
                queries::keep_origins(&mut tx, article, number, &origins.to_string()).await?;
                tx.commit().await?;
                conn = self.db.read().await?;
            }
        }
        let rows = queries::authors(&mut conn, article).await?;
        let links = structure::links::of_article(&mut conn, viewer, article, &body).await?;
        let by: HashMap<i64, (Option<Author>, Timestamp)> =
            rows.into_iter().map(|row| (row.number, (row.by.into(), timestamp(row.created_at)))).collect();
        let origins = known.unwrap_or_else(|| Origins::first(&body, number));
        // origins that do not fit the text cannot have been kept by us; then all of it is the last author's
        let parts = passages(&body, &origins, &markdown::blocks(&body))
            .or_else(|| passages(&body, &Origins::first(&body, number), &[]))
            .unwrap_or_default();
        let passage = |part: crate::wiki::origins::Passage| Passage {
            html: self.renderer.render_with(&part.text, &links).html.to_string(),
            authors: contributions(&part.origins, &by),
        };
        Ok(parts.into_iter().map(passage).collect())
    }
}

/// Each author once: by what she wrote first, or else by what she changed last.
fn contributions(origins: &[crate::wiki::origins::Origin], by: &HashMap<i64, (Option<Author>, Timestamp)>) -> Vec<Contribution> {
    let mut contributions: Vec<Contribution> = Vec::new();
    let mut add = |number: i64, changed: bool| {
        let Some((author, at)) = by.get(&number) else { return };
        let one = Contribution { author: author.clone(), number, at: *at, changed };
        match contributions.iter_mut().find(|other| other.author == one.author) {
            // the latest change of someone who has only changed
            Some(other) if other.changed && changed && other.number < number => *other = one,
            Some(_) => {}
            None => contributions.push(one),
        }
    };
    for origin in origins {
        add(origin.written, false);
    }
    for origin in origins.iter().filter(|origin| origin.changed != origin.written) {
        add(origin.changed, true);
    }
    contributions
}
