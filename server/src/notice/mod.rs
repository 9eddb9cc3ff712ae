//! The rules of notices: the port of [`app::notice`], and the one way to tell a member something.

mod digest;
pub(crate) mod forms;
pub(crate) mod live;
mod news;
mod preference;
pub(crate) mod queries;

use app::{
    account::{Action, Viewer},
    error::Error,
    list::Slice,
    notice::{
        NoticeKind,
        port::{Notice, Notices},
        preference::{Rhythm, Scope},
    },
};
use async_trait::async_trait;

pub use self::digest::DigestTimes;
use self::live::Live;
pub(crate) use self::news::{InThread, News, Recipient, question_of};
use crate::{
    account::token::Token,
    db::{Clock, Conn, Db},
    mail::{Letterhead, Outbox},
    search,
};

/// Notices, in the site and by mail.
pub struct NoticeService {
    db: Db,
    clock: Clock,
    outbox: Outbox,
    letterhead: Letterhead,
    digests: DigestTimes,
    live: Live,
}

impl NoticeService {
    /// With all it needs. Before the first stream opens, [`NoticeService::begin`] has to know what was told already.
    #[must_use]
    pub fn new(db: Db, clock: Clock, outbox: Outbox, letterhead: Letterhead, digests: DigestTimes) -> Self {
        Self { db, clock, outbox, letterhead, digests, live: Live::default() }
    }

    /// Tells a member something, in the site and by mail as she has chosen, in the caller's transaction; call
    /// [`NoticeService::poke`] after the commit. `text` is a sentence, `path` where it leads to. Someone whose account has
    /// ended is told nothing.
    pub async fn tell(&self, tx: &mut Conn, account: i64, kind: NoticeKind, text: &str, path: &str) -> Result<(), Error> {
        let Some(to) = queries::recipient(tx, account).await? else { return Ok(()) };
        self.deliver(tx, &to, &News { kind, text, path, thread: None, names: None }).await
    }

    /// The same for someone who is known already; of an event in a thread she is told once.
    pub(crate) async fn deliver(&self, tx: &mut Conn, to: &Recipient, news: &News<'_>) -> Result<(), Error> {
        let rhythm = to.rhythm(news.kind.subject());
        let digest = Some(rhythm).filter(|rhythm| matches!(rhythm, Rhythm::Daily | Rhythm::Weekly));
        let new = queries::New {
            account: to.id(),
            kind: news.kind,
            text: news.text,
            path: news.path,
            event: news.thread.as_ref().map(|thread| thread.event),
            question: news.thread.as_ref().map(|thread| thread.question).or(news.names),
            digest,
        };
        // the numbers of notices are the order of their commits: what is asked for from a number on is complete
        search::wait_for_turn(tx).await?;
        if !queries::insert(tx, &new, self.clock.millis()).await? {
            return Ok(());
        }
        match rhythm {
            Rhythm::AtOnce => {
                let unsubscribe = self.unsubscribe_address(tx, to.id(), Scope::Subject(news.kind.subject())).await?;
                self.outbox.put(tx, &news::letter(&self.letterhead, to, news, &unsubscribe)).await
            }
            Rhythm::Daily | Rhythm::Weekly => self.await_digest(tx, to.id(), rhythm).await,
            Rhythm::Off => Ok(()),
        }
    }

    /// A link that ends mails of a sort without signing in.
    async fn unsubscribe_address(&self, tx: &mut Conn, account: i64, scope: Scope) -> Result<String, Error> {
        let token = Token::generate()?;
        queries::insert_link(tx, &token.hash(), account, scope.key(), self.clock.millis()).await?;
        let path = app::notice::pages::unsubscribe::PATH;
        Ok(format!("{}{path}?schluessel={}", self.letterhead.public_url, token.reveal()))
    }

    /// Tells the outbox and those who listen that there is something new.
    pub fn poke(&self) {
        self.outbox.poke();
        self.live.poke();
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
        self.live.look_again(member.id);
        Ok(path)
    }

    async fn see_all(&self, viewer: &Viewer, upto: i64) -> Result<(), Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut tx = self.db.begin().await?;
        queries::see_all(&mut tx, member.id, upto).await?;
        tx.commit().await?;
        self.live.look_again(member.id);
        Ok(())
    }
}
