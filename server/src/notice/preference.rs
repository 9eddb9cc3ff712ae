//! How often people want mails: the port of [`app::notice::preference`].

use app::{
    account::{Action, Viewer},
    error::Error,
    notice::preference::{Choices, Preferences, Rhythm, Scope, Subject},
};
use async_trait::async_trait;

use super::{NoticeService, news, queries};
use crate::{account::token, db::Conn};

/// How long a link in a mail works. Longer than anybody keeps a digest unread.
const LINKS_FOR: i64 = 365 * 24 * 60 * 60 * 1000;

impl NoticeService {
    async fn set(&self, tx: &mut Conn, account: i64, subject: Subject, rhythm: Rhythm) -> Result<(), Error> {
        queries::choose(tx, account, subject, rhythm).await?;
        let digest = match rhythm {
            // it has waited: the next digest takes it along
            Rhythm::AtOnce | Rhythm::Daily => Some(Rhythm::Daily),
            Rhythm::Weekly => Some(Rhythm::Weekly),
            Rhythm::Off => None,
        };
        let moved = queries::redirect(tx, account, subject, digest).await?;
        match digest {
            Some(rhythm) if moved > 0 => self.await_digest(tx, account, rhythm).await,
            _ => Ok(()),
        }
    }

    /// Removes links of mails that nobody opens any more.
    pub async fn tidy(&self) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        queries::delete_old_links(&mut tx, self.clock.millis() - LINKS_FOR).await?;
        tx.commit().await
    }
}

#[async_trait]
impl Preferences for NoticeService {
    async fn choices(&self, viewer: &Viewer) -> Result<Choices, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut conn = self.db.read().await?;
        let mut rhythms = Subject::ALL.map(Subject::usual);
        for (rhythm, subject) in rhythms.iter_mut().zip(Subject::ALL) {
            *rhythm = queries::rhythm(&mut conn, member.id, subject).await?;
        }
        let (mail, bounces) = queries::mailbox(&mut conn, member.id).await?;
        let times = self.digest_times();
        let unreachable = news::is_unreachable(bounces);
        Ok(Choices { mail, rhythms, unreachable, hour: times.hour(), weekday: times.weekday() })
    }

    async fn choose(&self, viewer: &Viewer, rhythms: [Rhythm; 5]) -> Result<(), Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut tx = self.db.begin().await?;
        for (subject, rhythm) in Subject::ALL.into_iter().zip(rhythms) {
            self.set(&mut tx, member.id, subject, rhythm).await?;
        }
        tx.commit().await
    }

    async fn reachable(&self, viewer: &Viewer) -> Result<(), Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut tx = self.db.begin().await?;
        queries::reachable(&mut tx, member.id).await?;
        tx.commit().await
    }

    async fn scope(&self, token: &str) -> Result<Option<Scope>, Error> {
        let link = queries::link(&mut self.db.read().await?, &token::hash(token)).await?;
        Ok(link.and_then(|(_, scope)| Scope::from_key(&scope)))
    }

    async fn unsubscribe(&self, token: &str) -> Result<Scope, Error> {
        let mut tx = self.db.begin().await?;
        let (account, scope) = queries::link(&mut tx, &token::hash(token)).await?.ok_or(Error::NotFound)?;
        let scope = Scope::from_key(&scope).ok_or(Error::NotFound)?;
        for subject in Subject::ALL {
            let ends = match scope {
                Scope::Subject(one) => one == subject,
                Scope::Digest(rhythm) => queries::rhythm(&mut tx, account, subject).await? == rhythm,
            };
            if ends {
                self.set(&mut tx, account, subject, Rhythm::Off).await?;
            }
        }
        tx.commit().await?;
        Ok(scope)
    }
}
