//! The rules of following: the port of [`app::follow`].

pub(crate) mod forms;
pub(crate) mod queries;

use app::{
    account::{Action, Viewer},
    error::Error,
    follow::{
        Kind, Target,
        port::{Followed, Follows},
    },
    forum::port::question_path,
    list::Slice,
};
use async_trait::async_trait;

pub(crate) use self::queries::pass_on;
use crate::{
    db::{Clock, Conn, Db},
    forum::thread,
};

/// Following.
pub struct FollowService {
    db: Db,
    clock: Clock,
}

impl FollowService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }

    async fn set(&self, viewer: &Viewer, target: &Target, active: bool) -> Result<String, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut tx = self.db.begin().await?;
        let found = find(&mut tx, viewer, target).await?;
        queries::set(&mut tx, member.id, target.kind, &found.key, active, self.clock.millis()).await?;
        tx.commit().await?;
        Ok(found.path)
    }
}

/// Lets someone follow a question because she takes part in it, unless she has stopped following it before.
pub(crate) async fn take_part(tx: &mut Conn, account: i64, question: i64, now: i64) -> Result<(), Error> {
    queries::begin(tx, account, Kind::Question, &question.to_string(), now).await
}

/// Something that can be followed.
struct Found {
    /// As it is stored.
    key: String,
    path: String,
}

/// The thing, if the viewer may see it.
async fn find(conn: &mut Conn, viewer: &Viewer, target: &Target) -> Result<Found, Error> {
    let name = &target.name;
    let found = match target.kind {
        Kind::Question => {
            let id = name.parse().map_err(|_| Error::NotFound)?;
            thread::readable(conn, viewer, id).await?;
            queries::title(conn, id).await?.map(|title| Found { key: id.to_string(), path: question_path(id, &title) })
        }
        Kind::Topic => {
            let topic = queries::topic(conn, name).await?;
            topic.map(|slug| Found { path: format!("/themen/{slug}"), key: slug })
        }
        Kind::Tag => {
            let tag = queries::tag(conn, name).await?;
            tag.map(|id| Found { key: id.to_string(), path: format!("/schlagworte/{name}") })
        }
        Kind::Organisation => {
            let organisation = queries::organisation(conn, name).await?;
            organisation.map(|id| Found { key: id.to_string(), path: format!("/kommunen/{name}") })
        }
    };
    found.ok_or(Error::NotFound)
}

#[async_trait]
impl Follows for FollowService {
    async fn follow(&self, viewer: &Viewer, target: &Target) -> Result<String, Error> {
        self.set(viewer, target, true).await
    }

    async fn unfollow(&self, viewer: &Viewer, target: &Target) -> Result<String, Error> {
        self.set(viewer, target, false).await
    }

    async fn follows(&self, viewer: &Viewer, target: &Target) -> Result<bool, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut conn = self.db.read().await?;
        let found = find(&mut conn, viewer, target).await?;
        queries::is_active(&mut conn, member.id, target.kind, &found.key).await
    }

    async fn list(&self, viewer: &Viewer, slice: Slice) -> Result<Vec<Followed>, Error> {
        viewer.require(Action::ReadNetwork)?;
        queries::list(&mut self.db.read().await?, viewer, slice).await
    }

    async fn count(&self, viewer: &Viewer) -> Result<i64, Error> {
        viewer.require(Action::ReadNetwork)?;
        queries::count(&mut self.db.read().await?, viewer).await
    }
}
