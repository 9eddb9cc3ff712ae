//! The sessions of a person, as she sees them: the port of [`app::account::session`].

use app::{
    account::{
        Action, Viewer,
        port::NewSession,
        session::{Session, Sessions},
    },
    error::Error,
};
use async_trait::async_trait;

use super::{AccountService, queries, token, token::Token};
use crate::db::timestamp;

/// Said where a session began before devices were noted, or a program said nothing that we know.
const SOMEWHERE: &str = "Unbekanntes Gerät";

#[async_trait]
impl Sessions for AccountService {
    async fn sessions(&self, viewer: &Viewer) -> Result<Vec<Session>, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let rows = queries::sessions(&mut self.db.read().await?, member.id, self.clock.millis()).await?;
        let shown = rows.into_iter().map(|row| Session {
            present: viewer.session() == Some(&row.token_hash),
            handle: token::hash(&row.token_hash),
            device: row.device.filter(|device| !device.is_empty()).unwrap_or_else(|| SOMEWHERE.to_owned()),
            since: timestamp(row.created_at),
        });
        Ok(shown.collect())
    }

    async fn end_session(&self, viewer: &Viewer, handle: &str) -> Result<(), Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut tx = self.db.begin().await?;
        let rows = queries::sessions(&mut tx, member.id, self.clock.millis()).await?;
        for row in rows.iter().filter(|row| token::hash(&row.token_hash) == handle) {
            queries::delete_session(&mut tx, &row.token_hash).await?;
        }
        tx.commit().await?;
        self.notices.look_again(member.id);
        Ok(())
    }

    async fn end_others(&self, viewer: &Viewer) -> Result<(), Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let session = viewer.session().ok_or(Error::SignInRequired)?;
        let mut tx = self.db.begin().await?;
        queries::delete_other_sessions(&mut tx, member.id, session).await?;
        tx.commit().await?;
        self.notices.look_again(member.id);
        Ok(())
    }

    async fn prove(&self, viewer: &Viewer, password: &str, code: &str) -> Result<NewSession, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let session = viewer.session().ok_or(Error::SignInRequired)?;
        let account = queries::account_by_id(&mut self.db.read().await?, member.id).await?.ok_or(Error::NotFound)?;
        if !self.passwords.verify(password, Some(&account.password_hash)).await? {
            return Err(Error::invalid("password", "Das ist nicht Ihr Passwort."));
        }
        let evidence =
            if self.factors.is_set(member.id).await? { Some(self.factors.examine(member.id, code).await?) } else { None };
        let (token, now) = (Token::generate()?, self.clock.millis());
        let mut tx = self.db.begin().await?;
        if let Some(evidence) = &evidence {
            self.factors.spend(&mut tx, &account, evidence).await?;
        }
        let end = queries::prove_session(&mut tx, session, &token.hash(), now).await?.ok_or(Error::SignInRequired)?;
        tx.commit().await?;
        self.outbox.poke();
        // streams that were opened with the old token ask again
        self.notices.look_again(member.id);
        Ok(NewSession { token: token.reveal().to_owned(), max_age: (end - now) / 1000, awaits_factor: viewer.awaits_factor() })
    }
}
