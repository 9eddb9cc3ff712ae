//! The rules of organisations: the port of [`app::organisation`].

pub(crate) mod forms;
pub(crate) mod queries;
pub mod region;

use app::{
    account::{Action, Viewer},
    error::Error,
    organisation::port::{Colleague, Organisation, Organisations},
};
use async_trait::async_trait;

use crate::db::Db;

/// Look-ups around organisations.
pub struct OrganisationService {
    db: Db,
}

impl OrganisationService {
    /// On this database.
    #[must_use]
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

#[async_trait]
impl Organisations for OrganisationService {
    async fn all(&self, viewer: &Viewer) -> Result<Vec<Organisation>, Error> {
        queries::all(&mut self.db.read().await?, viewer.may(Action::ReadNetwork), &viewer.into()).await
    }

    async fn names(&self) -> Result<Vec<(String, String)>, Error> {
        queries::names(&mut self.db.read().await?).await
    }

    async fn name(&self, slug: &str) -> Result<Option<String>, Error> {
        Ok(queries::by_slug(&mut self.db.read().await?, slug).await?.map(|(_, name)| name))
    }

    async fn by_slug(&self, viewer: &Viewer, slug: &str) -> Result<Option<Organisation>, Error> {
        queries::one(&mut self.db.read().await?, viewer.may(Action::ReadNetwork), &viewer.into(), slug).await
    }

    async fn members(&self, viewer: &Viewer, id: i64) -> Result<Vec<Colleague>, Error> {
        if !viewer.may(Action::ReadNetwork) {
            return Ok(Vec::new());
        }
        queries::members(&mut self.db.read().await?, id).await
    }
    async fn contacts(&self, viewer: &Viewer, district: &str) -> Result<Vec<Colleague>, Error> {
        if !viewer.may(Action::ReadNetwork) {
            return Ok(Vec::new());
        }
        queries::contacts(&mut self.db.read().await?, district).await
    }

    async fn eligible(&self, viewer: &Viewer, district: &str) -> Result<Vec<Colleague>, Error> {
        viewer.require(Action::Administer)?;
        queries::eligible(&mut self.db.read().await?, district).await
    }

    async fn appoint(&self, viewer: &Viewer, district: &str, person: i64) -> Result<(), Error> {
        viewer.require(Action::Administer)?;
        let mut tx = self.db.begin().await?;
        if queries::eligible(&mut tx, district).await?.iter().all(|one| one.id != person) {
            return Err(Error::invalid("person", "Bitte wählen Sie eine Person, die in diesem Kreis arbeitet."));
        }
        queries::appoint(&mut tx, district, person).await?;
        tx.commit().await
    }

    async fn dismiss(&self, viewer: &Viewer, district: &str, person: i64) -> Result<(), Error> {
        viewer.require(Action::Administer)?;
        let mut tx = self.db.begin().await?;
        queries::dismiss(&mut tx, district, person).await?;
        tx.commit().await
    }
}
