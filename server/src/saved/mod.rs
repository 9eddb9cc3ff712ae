//! The rules of saved searches: the port of [`app::saved`], and the worker that looks for what is new.

mod address;
pub(crate) mod forms;
pub(crate) mod queries;
mod watch;

use std::sync::Arc;

use app::{
    account::{Action, Viewer},
    error::{Error, FieldErrors},
    saved::{
        LONGEST_NAME, MOST,
        port::{SavedSearch, SavedSearches},
    },
    search::port::Query,
};
use async_trait::async_trait;

use crate::{
    db::{Clock, Db},
    notice::NoticeService,
    search::{self, SearchService},
    text,
};

/// Longest words of a search, in characters; the field takes no more.
const LONGEST_WORDS: usize = 300;
/// Longest search as it is stored, in bytes: room for the words and for dozens of filters.
const LONGEST: usize = 4000;

/// Saved searches.
pub struct SavedService {
    db: Db,
    clock: Clock,
    search: Arc<SearchService>,
    notices: Arc<NoticeService>,
}

impl SavedService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, search: Arc<SearchService>, notices: Arc<NoticeService>) -> Self {
        Self { db, clock, search, notices }
    }
}

fn name(typed: &str) -> Result<String, String> {
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    text::required(&name, "Bitte geben Sie der Suche einen Namen.", LONGEST_NAME)
}

/// What can be saved, as it is stored. Filters alone are no search: the page of results shows nothing to them.
fn query(query: &Query) -> Result<String, String> {
    if !search::looks_for_something(query) {
        return Err("Bitte suchen Sie erst nach etwas. Eine leere Suche können wir nicht merken.".to_owned());
    }
    let address = query.address();
    if query.text.chars().count() > LONGEST_WORDS || address.len() > LONGEST {
        return Err("Diese Suche ist zu lang, um sie zu merken. Bitte nehmen Sie weniger Wörter oder Filter.".to_owned());
    }
    Ok(address)
}

#[async_trait]
impl SavedSearches for SavedService {
    async fn save(&self, viewer: &Viewer, typed: &str, asked: &Query) -> Result<(), Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut errors = FieldErrors::default();
        let (name, address) = (errors.check("name", name(typed)), errors.check("form", query(asked)));
        errors.into_result()?;
        let (name, address) = (name.unwrap_or_default(), address.unwrap_or_default());
        let mut tx = self.db.begin().await?;
        queries::wait_for_turn(&mut tx, member.id).await?;
        let there = queries::find(&mut tx, member.id, &address).await?.is_some();
        if !there && queries::count(&mut tx, member.id).await? >= MOST {
            return Err(Error::invalid(
                "form",
                format!(
                    "Sie haben schon {MOST} Suchen gemerkt, mehr gehen nicht. Bitte entfernen Sie erst eine unter Konto, Abos."
                ),
            ));
        }
        if !there {
            queries::insert(&mut tx, member.id, &name, &address, self.clock.millis()).await?;
        }
        tx.commit().await
    }

    async fn find(&self, viewer: &Viewer, asked: &Query) -> Result<Option<SavedSearch>, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        queries::find(&mut self.db.read().await?, member.id, &asked.address()).await
    }

    async fn list(&self, viewer: &Viewer) -> Result<Vec<SavedSearch>, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut list = queries::list(&mut self.db.read().await?, member.id).await?;
        list.sort_by_cached_key(|one| (app::text::slug(&one.name), one.id));
        Ok(list)
    }

    async fn get(&self, viewer: &Viewer, id: i64) -> Result<SavedSearch, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        queries::get(&mut self.db.read().await?, member.id, id).await?.ok_or(Error::NotFound)
    }

    async fn rename(&self, viewer: &Viewer, id: i64, typed: &str) -> Result<(), Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        // somebody else's is not there, whatever it should be called
        queries::get(&mut self.db.read().await?, member.id, id).await?.ok_or(Error::NotFound)?;
        let name = name(typed).map_err(|message| Error::invalid("name", message))?;
        let mut tx = self.db.begin().await?;
        queries::rename(&mut tx, member.id, id, &name).await?;
        tx.commit().await
    }

    async fn forget(&self, viewer: &Viewer, id: i64) -> Result<Query, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut tx = self.db.begin().await?;
        let query = queries::forget(&mut tx, member.id, id).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(query)
    }
}
