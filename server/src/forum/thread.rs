//! A thread as every use case has to know it first: whether the viewer may see it, and whether anybody may write there.

use app::{
    account::{Action, Viewer},
    error::Error,
};

use super::queries;
use crate::db::Conn;

/// A question without its texts.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Thread {
    /// Its id: of the question that it was merged into, if it was. Go on with this one.
    pub(crate) id: i64,
    /// Who asked.
    pub(crate) asker: i64,
    /// Slug of the Kreis that it is for; none: the whole network.
    pub(crate) audience: Option<String>,
    /// Whether it was taken away.
    pub(crate) removed: bool,
    /// Whether only moderators write here.
    pub(crate) locked: bool,
    /// Whether it takes no more answers.
    pub(crate) closed: bool,
}

impl Thread {
    /// Whether the viewer may see it. The rule of [`queries::Eyes`] for lists, for one thread; whoever asked still sees
    /// that her question was taken away, and why.
    pub(crate) fn is_for(&self, viewer: &Viewer) -> bool {
        let inside = match &self.audience {
            None => true,
            Some(district) => viewer.member().is_some_and(|member| member.organisation.district.as_ref() == Some(district)),
        };
        viewer.may(Action::ReadThread { asker: self.asker, inside })
            && (!self.removed || viewer.may(Action::EditPost { author: self.asker }))
    }

    /// Itself, if the viewer may write there.
    fn open_to(self, viewer: &Viewer) -> Result<Self, Error> {
        if self.removed {
            return Err(Error::invalid("form", "Diese Frage wurde entfernt. Hier kann niemand schreiben."));
        }
        if self.locked && !viewer.may(Action::Moderate) {
            return Err(Error::invalid("form", "Die Moderation hat diese Frage gesperrt. Hier kann zurzeit niemand schreiben."));
        }
        if self.closed && !viewer.may(Action::Moderate) {
            return Err(Error::invalid("form", "Diese Frage ist geschlossen. Sie nimmt keine neuen Beiträge an."));
        }
        Ok(self)
    }
}

/// The thread, if the viewer may see it; whoever may not is not told that it exists.
pub(crate) async fn readable(conn: &mut Conn, viewer: &Viewer, question: i64) -> Result<Thread, Error> {
    viewer.require(Action::ReadNetwork)?;
    queries::thread(conn, question).await?.filter(|thread| thread.is_for(viewer)).ok_or(Error::NotFound)
}

/// The thread, if the viewer may write there: answers, comments, edits. Nobody else writes there until the end of the
/// transaction, so what is decided here still holds when it is written.
///
/// Errors: `Invalid` for field `form` when it is closed, locked or removed.
pub(crate) async fn writable(tx: &mut Conn, viewer: &Viewer, question: i64) -> Result<Thread, Error> {
    viewer.require(Action::Discuss)?;
    turn(tx, viewer, question).await?.open_to(viewer)
}

/// The same for a look beforehand, outside of a transaction: it may have changed when something is written.
pub(crate) async fn seems_writable(conn: &mut Conn, viewer: &Viewer, question: i64) -> Result<Thread, Error> {
    viewer.require(Action::Discuss)?;
    readable(conn, viewer, question).await?.open_to(viewer)
}

/// The thread, if the viewer may see it, once everybody else who changes it is done.
pub(crate) async fn turn(tx: &mut Conn, viewer: &Viewer, question: i64) -> Result<Thread, Error> {
    viewer.require(Action::ReadNetwork)?;
    queries::wait_for_thread(tx, question).await?;
    readable(tx, viewer, question).await
}
