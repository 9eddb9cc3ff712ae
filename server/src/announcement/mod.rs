//! The rules of announcements: the port of [`app::announcement`].

pub(crate) mod calendar;
mod check;
pub(crate) mod forms;
pub(crate) mod queries;

use std::sync::Arc;

use app::{
    account::{Action, Viewer},
    announcement::port::{Announcement, AnnouncementDraft, Announcements, Part},
    error::Error,
    list::Slice,
};
use async_trait::async_trait;

use crate::{
    db::{Clock, Db, Millis},
    markdown::Renderer,
    structure,
};

/// How far back a calendar goes: a quarter of a year, for whoever writes minutes.
const CALENDAR_PAST: Millis = 92 * 24 * 60 * 60 * 1000;
/// Most dates of a calendar.
const CALENDAR_MOST: i64 = 500;

/// Dates and news.
pub struct AnnouncementService {
    db: Db,
    clock: Clock,
    renderer: Arc<Renderer>,
}

impl AnnouncementService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, renderer: Arc<Renderer>) -> Self {
        Self { db, clock, renderer }
    }
}

/// Whether she sees those for members, too.
fn inside(viewer: &Viewer) -> bool {
    viewer.may(Action::ReadNetwork)
}

#[async_trait]
impl Announcements for AnnouncementService {
    async fn announce(&self, viewer: &Viewer, draft: AnnouncementDraft) -> Result<i64, Error> {
        let moderator = viewer.require(Action::Moderate)?;
        let new = check::check(&draft, self.clock.now())?;
        check::still_to_come(&new, self.clock.now())?;
        let mut tx = self.db.begin().await?;
        let id = queries::insert(&mut tx, &new, moderator.id, self.clock.millis()).await?;
        tx.commit().await?;
        Ok(id)
    }

    async fn change(&self, viewer: &Viewer, id: i64, version: i64, draft: AnnouncementDraft) -> Result<(), Error> {
        viewer.require(Action::Moderate)?;
        let mut tx = self.db.begin().await?;
        queries::one(&mut tx, true, id).await?.ok_or(Error::NotFound)?;
        let new = check::check(&draft, self.clock.now())?;
        if !queries::update(&mut tx, id, version, &new, self.clock.millis()).await? {
            let message = "Diese Ankündigung wurde geändert, seit Sie sie geöffnet haben. Bitte öffnen Sie sie in einem neuen Fenster und übertragen Sie Ihre Änderung.";
            return Err(Error::invalid("form", message));
        }
        tx.commit().await
    }

    async fn remove(&self, viewer: &Viewer, id: i64) -> Result<(), Error> {
        viewer.require(Action::Moderate)?;
        let mut tx = self.db.begin().await?;
        if !queries::remove(&mut tx, id, self.clock.millis()).await? {
            return Err(Error::NotFound);
        }
        tx.commit().await
    }

    async fn announcement(&self, viewer: &Viewer, id: i64) -> Result<Option<Announcement>, Error> {
        let mut conn = self.db.read().await?;
        let Some(mut one) = queries::one(&mut conn, inside(viewer), id).await? else { return Ok(None) };
        let links = structure::links::of_text(&mut conn, viewer, &one.body).await?;
        one.html = self.renderer.render_with(&one.body, &links).html.to_string();
        Ok(Some(one))
    }

    async fn current(&self, viewer: &Viewer, limit: i64) -> Result<Vec<Announcement>, Error> {
        queries::current(&mut self.db.read().await?, inside(viewer), self.clock.millis(), limit).await
    }

    async fn list(&self, viewer: &Viewer, part: Part, slice: Slice) -> Result<Vec<Announcement>, Error> {
        queries::list(&mut self.db.read().await?, inside(viewer), part, self.clock.millis(), slice).await
    }

    async fn count(&self, viewer: &Viewer, part: Part) -> Result<i64, Error> {
        queries::count(&mut self.db.read().await?, inside(viewer), part, self.clock.millis()).await
    }

    async fn calendar(&self, viewer: &Viewer) -> Result<Vec<Announcement>, Error> {
        let after = self.clock.millis() - CALENDAR_PAST;
        queries::dates(&mut self.db.read().await?, inside(viewer), after, CALENDAR_MOST).await
    }
}
