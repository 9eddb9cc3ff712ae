//! What people do with their own second factor.

use app::{
    account::{Action, Viewer},
    error::Error,
    factor::port::{Factors, Setup, Standing},
};
use async_trait::async_trait;

use super::{
    FactorService, app_code,
    code::{self, Fits},
    letters, queries, recovery,
    seal::random,
};
use crate::{account, db::timestamp};

impl FactorService {
    /// The secret that she is setting up in this session; `None` before she has begun.
    async fn pending(&self, viewer: &Viewer) -> Result<Option<Vec<u8>>, Error> {
        let session = viewer.session().ok_or(Error::SignInRequired)?;
        let sealed = queries::setup(&mut self.db.read().await?, session, viewer.id()).await?;
        Ok(sealed.and_then(|sealed| self.seal.reveal(viewer.id(), &sealed)))
    }

    async fn begin_setup(&self, viewer: &Viewer) -> Result<Vec<u8>, Error> {
        let fresh = self.seal.close(viewer.id(), &random::<{ code::SECRET }>()?)?;
        let session = viewer.session().unwrap_or_default();
        let mut tx = self.db.begin().await?;
        let there = queries::setup(&mut tx, session, viewer.id()).await?;
        let unreadable = there.filter(|sealed| self.seal.reveal(viewer.id(), sealed).is_none());
        queries::begin_setup(&mut tx, session, viewer.id(), &fresh, unreadable.as_deref()).await?;
        tx.commit().await?;
        // perhaps that of another window
        self.pending(viewer).await?.ok_or_else(|| Error::fault("a setup cannot be read"))
    }
}

#[async_trait]
impl Factors for FactorService {
    async fn standing(&self, viewer: &Viewer) -> Result<Standing, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let mut conn = self.db.read().await?;
        let role = account::queries::role_of(&mut conn, member.id).await?.ok_or(Error::NotFound)?;
        let set = queries::standing(&mut conn, member.id).await?;
        let (since, codes) = set.map_or((None, 0), |(since, codes)| (Some(timestamp(since)), codes));
        Ok(Standing { since, codes, required: self.asks(role) })
    }

    async fn begin(&self, viewer: &Viewer) -> Result<Option<Setup>, Error> {
        let member = viewer.require_proof(self.clock.now())?;
        if self.is_set(member.id).await? {
            return Ok(None);
        }
        let secret = match self.pending(viewer).await? {
            Some(secret) => secret,
            None => self.begin_setup(viewer).await?,
        };
        let account = account::queries::account_by_id(&mut self.db.read().await?, member.id).await?.ok_or(Error::NotFound)?;
        code::setup(&secret, &self.letterhead.site_name, &account.mail).map(Some)
    }

    async fn set(&self, viewer: &Viewer, typed: &str) -> Result<Option<Vec<String>>, Error> {
        let member = viewer.require_proof(self.clock.now())?;
        if self.is_set(member.id).await? {
            return Ok(None);
        }
        let secret = self.pending(viewer).await?.ok_or_else(|| Error::invalid("code", AGAIN))?;
        let step = match code::check(&secret, &app_code(typed)?, self.clock.millis())? {
            Fits::Step(step) => step,
            Fits::No => return Err(Error::invalid("code", WRONG_AT_FIRST)),
        };
        let (codes, salt, hashes) = self.fresh_codes().await?;
        let sealed = self.seal.close(member.id, &secret)?;
        let mut tx = self.db.begin().await?;
        let account = account::queries::account_by_id(&mut tx, member.id).await?.ok_or(Error::NotFound)?;
        if !queries::insert(&mut tx, member.id, &sealed, step, &salt, self.clock.millis()).await? {
            return Ok(None);
        }
        queries::replace_codes(&mut tx, member.id, &salt, &hashes).await?;
        queries::end_setups(&mut tx, member.id).await?;
        // whoever is in with the password alone has to show the code, too
        account::queries::delete_other_sessions(&mut tx, member.id, viewer.session().unwrap_or_default()).await?;
        self.tell(&mut tx, &account, &letters::set(&self.letterhead.public_url)).await?;
        tx.commit().await?;
        self.outbox.poke();
        self.notices.look_again(member.id);
        Ok(Some(codes))
    }

    async fn renew_codes(&self, viewer: &Viewer) -> Result<Vec<String>, Error> {
        let member = viewer.require_proof(self.clock.now())?;
        let (codes, salt, hashes) = self.fresh_codes().await?;
        let mut tx = self.db.begin().await?;
        let account = account::queries::account_by_id(&mut tx, member.id).await?.ok_or(Error::NotFound)?;
        if !queries::replace_codes(&mut tx, member.id, &salt, &hashes).await? {
            return Err(Error::NotFound);
        }
        self.tell(&mut tx, &account, &letters::renewed(&self.letterhead.public_url)).await?;
        tx.commit().await?;
        self.outbox.poke();
        Ok(codes)
    }

    async fn remove(&self, viewer: &Viewer) -> Result<(), Error> {
        let member = viewer.require_proof(self.clock.now())?;
        let mut tx = self.db.begin().await?;
        let account = account::queries::account_by_id(&mut tx, member.id).await?.ok_or(Error::NotFound)?;
        if queries::delete(&mut tx, member.id).await? {
            self.tell(&mut tx, &account, &letters::removed(&self.letterhead.public_url)).await?;
        }
        tx.commit().await?;
        self.outbox.poke();
        Ok(())
    }

    async fn as_text(&self, viewer: &Viewer, codes: &str) -> Result<String, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let codes = recovery::listed(codes).ok_or(Error::NotFound)?;
        // some programs of Windows show a line break only like this
        Ok(format!(
            "{}: Wiederherstellungscodes für {}\n{}\n\n\
             Jeder Code gilt einmal. Geben Sie ihn beim Anmelden ein, wenn Sie Ihr Telefon nicht zur Hand haben.\n\
             Bewahren Sie die Liste dort auf, wo sonst niemand sie findet.\n\n{}\n",
            self.letterhead.site_name,
            member.name,
            self.letterhead.public_url,
            codes.join("\n")
        )
        .replace('\n', "\r\n"))
    }
}

const AGAIN: &str = "Das Einrichten hat zu lange gedauert. Laden Sie die Seite neu und fangen Sie noch einmal an.";
const WRONG_AT_FIRST: &str = "Dieser Code passt nicht. Nehmen Sie den, den Ihre App jetzt gerade zeigt. Passt auch der nicht, nehmen \
    Sie den Eintrag in der App noch einmal neu auf, und prüfen Sie, ob die Uhr Ihres Telefons richtig geht.";
