//! The rules of votes: the port of [`app::forum::vote`].

pub(crate) mod forms;
pub(crate) mod queries;

use app::{
    account::{Action, Viewer},
    error::Error,
    forum::{post::Post, vote::Votes},
    search::Kind,
};
use async_trait::async_trait;

use super::{post, thread};
use crate::{
    db::{Clock, Db},
    search,
};

/// Votes.
pub struct VoteService {
    db: Db,
    clock: Clock,
}

impl VoteService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }
}

#[async_trait]
impl Votes for VoteService {
    async fn find_helpful(&self, viewer: &Viewer, answer: i64, helpful: bool) -> Result<(), Error> {
        let member = viewer.require(Action::Discuss)?;
        let mut tx = self.db.begin().await?;
        let (posted, thread) = post::seen(&mut tx, viewer, Post::Answer(answer)).await?;
        if posted.removal.is_some() || thread.removed {
            return Err(Error::NotFound);
        }
        if posted.author.id == member.id {
            return Err(Error::invalid("form", "Ihre eigene Antwort können andere hilfreich finden, Sie selbst nicht."));
        }
        // whoever presses twice has said it once: only what was not there before counts
        let change = if helpful {
            queries::vote(&mut tx, answer, member.id).await?
        } else {
            queries::revoke(&mut tx, answer, member.id).await?
        };
        if change != 0 {
            queries::count(&mut tx, answer, change).await?;
            // what others found helpful is found a little earlier
            search::record(&mut tx, Kind::Question, thread.id).await?;
        }
        tx.commit().await
    }

    async fn share(&self, viewer: &Viewer, question: i64, shared: bool) -> Result<(), Error> {
        let member = viewer.require(Action::Discuss)?;
        let mut tx = self.db.begin().await?;
        let thread = thread::turn(&mut tx, viewer, question).await?;
        if thread.removed {
            return Err(Error::NotFound);
        }
        let organisation = member.organisation.id;
        if !shared {
            queries::unshare(&mut tx, thread.id, organisation).await?;
        } else if queries::asked_for(&mut tx, thread.id).await? == Some(organisation) {
            return Err(Error::invalid("form", "Diese Frage kommt aus Ihrer eigenen Organisation."));
        } else {
            queries::share(&mut tx, thread.id, organisation, member.id, self.clock.millis()).await?;
        }
        tx.commit().await
    }
}
