//! The rules of moderation: the port of [`app::moderation`].

pub(crate) mod forms;
pub mod log;
pub(crate) mod queries;

use std::sync::Arc;

use app::{
    account::{Action, Role, Viewer},
    error::Error,
    moderation::{
        log::Deed,
        port::{Moderation, Request},
    },
};
use async_trait::async_trait;

use crate::{
    account::{ADMITTED_FOR, AccountService, address::MailAddress, queries::Link},
    db::{Clock, Db},
    mail::Outbox,
    text::required,
};

/// Decisions of moderators.
pub struct ModerationService {
    db: Db,
    clock: Clock,
    outbox: Outbox,
    accounts: Arc<AccountService>,
}

impl ModerationService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, outbox: Outbox, accounts: Arc<AccountService>) -> Self {
        Self { db, clock, outbox, accounts }
    }
}

#[async_trait]
impl Moderation for ModerationService {
    async fn requests(&self, viewer: &Viewer) -> Result<Vec<Request>, Error> {
        viewer.require(Action::Moderate)?;
        queries::waiting(&mut self.db.read().await?).await
    }

    async fn admit(&self, viewer: &Viewer, request: i64, organisation: &str) -> Result<(), Error> {
        let moderator = viewer.require(Action::Moderate)?;
        let mut tx = self.db.begin().await?;
        let request = queries::request(&mut tx, request).await?.ok_or(Error::NotFound)?;
        let (organisation_id, organisation) = crate::organisation::queries::by_slug(&mut tx, organisation)
            .await?
            .ok_or_else(|| Error::invalid("organisation", "Bitte wählen Sie, zu welcher Organisation die Person gehört."))?;
        let mail = MailAddress::parse(&request.mail).map_err(|message| Error::invalid("organisation", message))?;
        if queries::has_account(&mut tx, &mail.key()).await? {
            return Err(Error::invalid(
                "organisation",
                "Zu dieser Mail-Adresse gibt es schon ein Konto. Lehnen Sie die Anfrage ab.",
            ));
        }
        if !queries::decide(&mut tx, request.id, self.clock.millis(), moderator.id, None).await? {
            return Err(Error::NotFound);
        }
        let which = format!("Anfrage {}", request.id);
        log::note(&mut tx, moderator.id, (Deed::Admit, None), &which, "", self.clock.millis()).await?;
        let link = Link {
            account_id: None,
            name: request.name,
            mail_key: mail.key(),
            mail: request.mail,
            organisation_id,
            role: Role::Member.key().to_owned(),
            organisation,
        };
        let url = self.accounts.confirmation(&mut tx, &link, ADMITTED_FOR).await?;
        let text = format!(
            "die Moderation hat Ihre Anfrage angenommen. Sie gehören zu: {}.\n\nBitte bestätigen Sie Ihre Adresse und wählen Sie ein \
             Passwort:\n\n{url}\n\nDer Link gilt 14 Tage.",
            link.organisation
        );
        self.outbox.put(&mut tx, &self.accounts.letter(&link.mail, &link.name, "Willkommen", &text)).await?;
        tx.commit().await?;
        self.outbox.poke();
        Ok(())
    }

    async fn decline(&self, viewer: &Viewer, request: i64, reason: &str) -> Result<(), Error> {
        let moderator = viewer.require(Action::Moderate)?;
        let reason = required(reason, "Bitte begründen Sie die Ablehnung; die Person bekommt Ihre Begründung.", 500)
            .map_err(|message| Error::invalid("reason", message))?;
        let mut tx = self.db.begin().await?;
        let request = queries::request(&mut tx, request).await?.ok_or(Error::NotFound)?;
        if !queries::decide(&mut tx, request.id, self.clock.millis(), moderator.id, Some(&reason)).await? {
            return Err(Error::NotFound);
        }
        let which = format!("Anfrage {}", request.id);
        log::note(&mut tx, moderator.id, (Deed::Decline, None), &which, &reason, self.clock.millis()).await?;
        let text = format!("die Moderation konnte Ihre Anfrage leider nicht annehmen. Die Begründung:\n\n{reason}");
        self.outbox.put(&mut tx, &self.accounts.letter(&request.mail, &request.name, "Ihre Anfrage", &text)).await?;
        tx.commit().await?;
        self.outbox.poke();
        Ok(())
    }
}
