//! The rules of notices: the port of [`app::notice`], and the one way to tell a member something.

pub(crate) mod forms;
pub(crate) mod queries;

use app::{
    account::{Action, Viewer},
    error::Error,
    list::Slice,
    notice::{
        NoticeKind,
        port::{Notice, Notices},
    },
};
use async_trait::async_trait;

use crate::{
    db::{Clock, Conn, Db},
    mail::{Letterhead, Outbox},
};

/// Notices, in the site and by mail.
pub struct NoticeService {
    db: Db,
    clock: Clock,
    outbox: Outbox,
    letterhead: Letterhead,
}

impl NoticeService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, outbox: Outbox, letterhead: Letterhead) -> Self {
        Self { db, clock, outbox, letterhead }
    }

    /// Tells a member something, in the site and by mail, in the caller's transaction; call [`NoticeService::poke`] after
    /// the commit. `text` is a sentence, `path` where it leads to. Someone whose account has ended is told nothing.
    pub async fn tell(&self, tx: &mut Conn, account: i64, kind: NoticeKind, text: &str, path: &str) -> Result<(), Error> {
        let Some((mail, name)) = queries::recipient(tx, account).await? else { return Ok(()) };
        queries::insert(tx, account, kind, text, path, self.clock.millis()).await?;
        let body = format!(
            "im Wissensnetz gibt es etwas Neues für Sie:\n\n{text}\n\n{0}{path}\n\nSie bekommen diese Mail, weil {1}. \
             Alle Benachrichtigungen: {0}/benachrichtigungen",
            self.letterhead.public_url,
            kind.reason(),
        );
        self.outbox.put(tx, &self.letterhead.letter(&mail, &name, kind.label(), &body)).await
    }

    /// Tells the outbox that there is something to send.
    pub fn poke(&self) {
        self.outbox.poke();
    }
}

#[async_trait]
impl Notices for NoticeService {
    async fn list(&self, viewer: &Viewer, slice: Slice) -> Result<Vec<Notice>, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        queries::list(&mut self.db.read().await?, member.id, slice).await
    }

    async fn count(&self, viewer: &Viewer) -> Result<i64, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        queries::count(&mut self.db.read().await?, member.id).await
    }

    async fn open(&self, viewer: &Viewer, id: i64) -> Result<String, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut tx = self.db.begin().await?;
        let path = queries::see(&mut tx, member.id, id).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(path)
    }

    async fn see_all(&self, viewer: &Viewer, upto: i64) -> Result<(), Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut tx = self.db.begin().await?;
        queries::see_all(&mut tx, member.id, upto).await?;
        tx.commit().await
    }
}
