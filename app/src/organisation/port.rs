//! Use cases of organisations: look around the region.

use async_trait::async_trait;

use crate::{account::Viewer, error::Error};

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A kreisfreie Stadt.
    City,
    /// A Stadt of a Kreis.
    Town,
    /// A Gemeinde.
    Municipality,
    /// A Kreis.
    District,
    /// A state authority.
    Authority,
    /// A chamber, a university, a company of the region.
    Partner,
}

impl Kind {
    const ALL: [(Self, &'static str, &'static str); 6] = [
        (Self::City, "city", "Kreisfreie Stadt"),
        (Self::Town, "town", "Stadt"),
        (Self::Municipality, "municipality", "Gemeinde"),
        (Self::District, "district", "Kreis"),
        (Self::Authority, "authority", "Behörde"),
        (Self::Partner, "partner", "Partner"),
    ];

    /// The reverse of the name in the data.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, name, _)| *name == key).map(|(kind, ..)| kind)
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        Self::ALL.into_iter().find(|(kind, ..)| *kind == self).map_or("", |(.., label)| label)
    }

    /// Whether it is one of the 70.
    #[must_use]
    pub fn is_municipality(self) -> bool {
        matches!(self, Self::City | Self::Town | Self::Municipality)
    }
}

/// An organisation as it stands in lists and on its page.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Its id.
    pub id: i64,
    /// Its address under `/kommunen/`.
    pub slug: String,
    /// Its name, without "Stadt".
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Slug and name of its Kreis.
    pub district: Option<(String, String)>,
    /// Host name of its web site.
    pub website: Option<String>,
    /// Amtlicher Gemeindeschlüssel.
    pub ags: Option<String>,
    /// Degrees north and east (WGS 84).
    pub place: Option<(f64, f64)>,
    /// Inhabitants.
    pub population: Option<i64>,
    /// People who have joined. Counted for members only; 0 for guests.
    pub members: i64,
    /// Questions asked. Counted for members only.
    pub questions: i64,
    /// Articles the viewer may see.
    pub articles: i64,
}

/// A member as listed on the page of her organisation.
#[derive(Debug, Clone)]
pub struct Colleague {
    /// Her id.
    pub id: i64,
    /// Her name.
    pub name: String,
}

/// Look-ups around organisations.
#[async_trait]
pub trait Organisations: Send + Sync {
    /// All organisations, by Kreis and name.
    async fn all(&self, viewer: &Viewer) -> Result<Vec<Organisation>, Error>;

    /// Slug and name of all organisations, by Kreis and name; everybody may know them.
    async fn names(&self) -> Result<Vec<(String, String)>, Error>;

    /// The name of one.
    async fn name(&self, slug: &str) -> Result<Option<String>, Error>;

    /// One organisation.
    async fn by_slug(&self, viewer: &Viewer, slug: &str) -> Result<Option<Organisation>, Error>;

    /// Its members, by name; empty for guests.
    async fn members(&self, viewer: &Viewer, id: i64) -> Result<Vec<Colleague>, Error>;

    /// The regional contacts of a Kreis (slug), by name; empty for guests.
    async fn contacts(&self, viewer: &Viewer, district: &str) -> Result<Vec<Colleague>, Error>;

    /// Who can become one: everybody who works in the Kreis. For administrators.
    async fn eligible(&self, viewer: &Viewer, district: &str) -> Result<Vec<Colleague>, Error>;

    /// Makes someone a regional contact. For administrators.
    ///
    /// Errors: `Invalid` for field `person`.
    async fn appoint(&self, viewer: &Viewer, district: &str, person: i64) -> Result<(), Error>;

    /// Takes the task from her again. For administrators.
    async fn dismiss(&self, viewer: &Viewer, district: &str, person: i64) -> Result<(), Error>;
}
