//! The rules of synonyms: the port of [`app::synonym`]. The search reads the table through [`queries::all`].

mod brought;
mod check;
pub(crate) mod forms;
pub(crate) mod queries;

use std::sync::Arc;

use app::{
    account::{Action, Member, Viewer},
    error::Error,
    list::Slice,
    moderation::log::Deed,
    synonym::port::{GroupDraft, SynonymGroup, Synonyms},
    text::slug,
};
use async_trait::async_trait;
pub(crate) use brought::{bring, terms};

use self::check::key;
use crate::{
    db::{Clock, Conn, Db},
    moderation::log,
    search::{self, SearchService},
    text::has_words,
};

/// Most groups: every node keeps all of them in memory.
const MOST_GROUPS: usize = 2_000;

/// Synonyms.
pub struct SynonymService {
    db: Db,
    clock: Clock,
    search: Arc<SearchService>,
}

impl SynonymService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, search: Arc<SearchService>) -> Self {
        Self { db, clock, search }
    }

    /// A change by a moderator. One at a time, so that two who add the same group do not both find that it is missing.
    async fn curate<'a>(&self, viewer: &'a Viewer) -> Result<(Conn, &'a Member), Error> {
        let moderator = viewer.require(Action::Moderate)?;
        let mut tx = self.db.begin().await?;
        search::wait_for_turn(&mut tx).await?;
        Ok((tx, moderator))
    }

    async fn finish(&self, mut tx: Conn, moderator: &Member, deed: Deed, now: &str, before: &str) -> Result<(), Error> {
        log::note(&mut tx, moderator.id, (deed, None), now, before, self.clock.millis()).await?;
        search::record_synonyms(&mut tx).await?;
        tx.commit().await?;
        self.search.poke();
        Ok(())
    }
}

fn line(terms: &[String]) -> String {
    terms.join(" = ")
}

/// Notes in each group which of its terms another one has, too.
fn note_shared(groups: &mut [SynonymGroup]) {
    let mut times = std::collections::HashMap::<String, usize>::new();
    for term in groups.iter().flat_map(|group| &group.terms) {
        *times.entry(key(term)).or_default() += 1;
    }
    for group in groups {
        group.elsewhere = group.terms.iter().filter(|term| times[&key(term)] > 1).cloned().collect();
    }
}

/// Whether a term or the note contains the text, however it is spelled.
fn matches(group: &SynonymGroup, text: &str) -> bool {
    let part = if has_words(text) { slug(text) } else { String::new() };
    let of =
        |whole: &str| whole.to_lowercase().contains(&text.to_lowercase()) || (!part.is_empty() && slug(whole).contains(&part));
    group.terms.iter().any(|term| of(term)) || of(&group.note)
}

#[async_trait]
impl Synonyms for SynonymService {
    async fn groups(&self, viewer: &Viewer, text: &str, slice: Slice) -> Result<(Vec<SynonymGroup>, i64), Error> {
        viewer.require(Action::Moderate)?;
        let mut groups = queries::groups(&mut self.db.read().await?).await?;
        note_shared(&mut groups);
        groups.retain(|group| matches(group, text.trim()));
        groups.sort_by_cached_key(|group| (slug(&group.terms[0]), group.id));
        let total = i64::try_from(groups.len())?;
        let part = groups.into_iter().skip(usize::try_from(slice.offset)?).take(usize::try_from(slice.limit)?);
        Ok((part.collect(), total))
    }

    async fn group(&self, viewer: &Viewer, id: i64) -> Result<Option<SynonymGroup>, Error> {
        viewer.require(Action::Moderate)?;
        let mut groups = queries::groups(&mut self.db.read().await?).await?;
        note_shared(&mut groups);
        Ok(groups.into_iter().find(|group| group.id == id))
    }

    async fn add(&self, viewer: &Viewer, draft: GroupDraft) -> Result<i64, Error> {
        let (mut tx, moderator) = self.curate(viewer).await?;
        let new = check::parse(&draft)?;
        let others = queries::all(&mut tx).await?;
        check::not_together_already(&new, &others)?;
        if others.len() >= MOST_GROUPS {
            return Err(Error::invalid("form", "Mehr als 2.000 Gruppen sind nicht möglich. Bitte löschen Sie erst eine andere."));
        }
        let id = queries::insert(&mut tx, &new, moderator.id, self.clock.millis()).await?;
        self.finish(tx, moderator, Deed::AddSynonyms, &line(&new.terms), "").await?;
        Ok(id)
    }

    async fn change(&self, viewer: &Viewer, id: i64, version: i64, draft: GroupDraft) -> Result<(), Error> {
        let (mut tx, moderator) = self.curate(viewer).await?;
        let before = queries::group(&mut tx, id).await?.ok_or(Error::NotFound)?;
        let new = check::parse(&draft)?;
        let others = queries::groups(&mut tx).await?.into_iter().filter(|other| other.id != id);
        let others: Vec<Vec<String>> = others.map(|other| other.terms).collect();
        check::not_together_already(&new, &others)?;
        if !queries::update(&mut tx, (id, version), &new, moderator.id, self.clock.millis()).await? {
            return Err(Error::invalid("form", "Jemand anderes hat diese Gruppe geändert, seit Sie sie geöffnet haben."));
        }
        let was = format!("Vorher: {}", line(&before.terms));
        self.finish(tx, moderator, Deed::ChangeSynonyms, &line(&new.terms), &was).await
    }

    async fn remove(&self, viewer: &Viewer, id: i64) -> Result<(), Error> {
        let (mut tx, moderator) = self.curate(viewer).await?;
        let group = queries::group(&mut tx, id).await?.ok_or(Error::NotFound)?;
        if !queries::remove(&mut tx, id, moderator.id, self.clock.millis()).await? {
            return Err(Error::NotFound);
        }
        self.finish(tx, moderator, Deed::RemoveSynonyms, &line(&group.terms), "").await
    }

    async fn restore(&self, viewer: &Viewer, id: i64) -> Result<(), Error> {
        let (mut tx, moderator) = self.curate(viewer).await?;
        let terms = queries::removed(&mut tx, id).await?.ok_or(Error::NotFound)?;
        if !queries::restore(&mut tx, id, moderator.id, self.clock.millis()).await? {
            return Err(Error::NotFound);
        }
        self.finish(tx, moderator, Deed::RestoreSynonyms, &line(&terms), "").await
    }
}
