//! The rules of accounts: the port of [`app::account`].

pub mod address;
mod ending;
mod entry;
pub(crate) mod forms;
mod guess;
pub mod password;
pub(crate) mod queries;
mod session;
pub mod throttle;
pub mod token;

use std::sync::Arc;

use app::{
    account::{
        Action, Role, Viewer,
        port::{AccessRequest, Accounts, Invitation, NewSession, Person, Profile, Registered, Registration, SignIn},
    },
    error::{Error, FieldErrors},
};
use async_trait::async_trait;

use self::{
    address::{MailAddress, parse_name},
    password::Passwords,
    queries::Link,
    token::Token,
};
use crate::{
    db::{Clock, Conn, Db, is_taken},
    factor::FactorService,
    mail::{Letterhead, Mail, Outbox},
    notice::NoticeService,
    text::{optional, required},
};

const HOUR: i64 = 60 * 60 * 1000;
/// A link to confirm an address. A day, because mail to a town hall may be read tomorrow.
const CONFIRM_FOR: i64 = 24 * HOUR;
/// A link for someone whom a moderator has admitted: she does not expect it, and could not simply ask for another.
pub(crate) const ADMITTED_FOR: i64 = 14 * 24 * HOUR;
/// A link to set a new password.
const RESET_FOR: i64 = HOUR;
/// Accounts and sessions.
pub struct AccountService {
    db: Db,
    clock: Clock,
    outbox: Outbox,
    passwords: Passwords,
    letterhead: Letterhead,
    notices: Arc<NoticeService>,
    factors: Arc<FactorService>,
}

impl AccountService {
    /// With all it needs.
    #[must_use]
    pub fn new(
        (db, clock, outbox): (Db, Clock, Outbox),
        passwords: Passwords,
        letterhead: Letterhead,
        notices: Arc<NoticeService>,
        factors: Arc<FactorService>,
    ) -> Self {
        Self { db, clock, outbox, passwords, letterhead, notices, factors }
    }

    /// Makes a link that confirms an address, without mailing it. For the command line.
    pub async fn invite(&self, name: &str, mail: &str, organisation: &str, role: Role) -> Result<String, Error> {
        let mut errors = FieldErrors::default();
        let name = errors.check("name", parse_name(name));
        let mail = errors.check("mail", MailAddress::parse(mail));
        let mut tx = self.db.begin().await?;
        let home = crate::organisation::queries::by_slug(&mut tx, organisation).await?;
        if home.is_none() {
            errors.add("organisation", format!("Die Organisation „{organisation}“ gibt es nicht."));
        }
        let (Some(name), Some(mail), Some((organisation_id, organisation))) = (name, mail, home) else {
            return Err(Error::Invalid(errors));
        };
        if queries::account_by_mail(&mut tx, &mail.key()).await?.is_some() {
            return Err(Error::invalid("mail", "Zu dieser Adresse gibt es schon ein Konto; ein beendetes öffnet „user reopen“."));
        }
        let link = Link {
            account_id: None,
            name,
            mail: mail.as_str().to_owned(),
            mail_key: mail.key(),
            organisation_id,
            role: role.key().to_owned(),
            organisation,
        };
        let url = self.confirmation(&mut tx, &link, CONFIRM_FOR).await?;
        tx.commit().await?;
        Ok(url)
    }

    /// Writes the link down, valid for some milliseconds, and returns its URL.
    pub(crate) async fn confirmation(&self, tx: &mut Conn, link: &Link, valid_for: i64) -> Result<String, Error> {
        let token = Token::generate()?;
        queries::insert_link(tx, &token.hash(), link, self.clock.millis() + valid_for).await?;
        Ok(format!("{}/registrieren/bestaetigen?schluessel={}", self.letterhead.public_url, token.reveal()))
    }

    /// Creates an account without a mail, for the demo.
    pub(crate) async fn create(&self, link: &Link, password: &str) -> Result<i64, Error> {
        let hash = self.passwords.hash(password).await?;
        let mut tx = self.db.begin().await?;
        let id = queries::insert_account(&mut tx, link, &hash, self.clock.millis()).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Removes what has expired.
    pub async fn tidy(&self) -> Result<u64, Error> {
        let mut tx = self.db.begin().await?;
        let gone = queries::delete_expired(&mut tx, self.clock.millis()).await?;
        tx.commit().await?;
        Ok(gone)
    }

    /// How many administrators there are.
    pub async fn administrators(&self) -> Result<i64, Error> {
        queries::count_role(&mut self.db.read().await?, Role::Administrator).await
    }

    /// The id of the account with this address.
    pub async fn find(&self, mail: &str) -> Result<Option<i64>, Error> {
        let account = queries::account_by_mail(&mut self.db.read().await?, &mail.trim().to_lowercase()).await?;
        Ok(account.map(|account| account.id))
    }

    /// Everybody, for the command line.
    pub async fn list(&self) -> Result<Vec<Person>, Error> {
        queries::people(&mut self.db.read().await?).await
    }

    /// Changes a role, for the command line.
    pub async fn set_role(&self, id: i64, role: Role) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        // two administrators who resign at once wait for each other here
        queries::lock_role(&mut tx, Role::Administrator).await?;
        let now = queries::role_of(&mut tx, id).await?.ok_or(Error::NotFound)?;
        if now == Role::Administrator && role != now && queries::count_role(&mut tx, now).await? < 2 {
            return Err(Error::invalid(
                "role",
                "Das ist die letzte Person mit der Rolle Verwaltung. Geben Sie die Rolle erst jemand anderem.",
            ));
        }
        if role == Role::Guest {
            return Err(Error::invalid("role", "Diese Rolle kann man niemandem geben."));
        }
        queries::set_role(&mut tx, id, role).await?;
        tx.commit().await
    }

    /// Whether a new password may be used by somebody of whom this is known.
    fn check_password(&self, field: &'static str, password: &str, known: &[&str]) -> Result<(), Error> {
        let context = [known, &[self.letterhead.site_name.as_str()]].concat();
        password::check(password, &context).map_err(|message| Error::invalid(field, message))
    }

    /// A mail with salutation and signature.
    pub(crate) fn letter(&self, to: &str, name: &str, subject: &str, text: &str) -> Mail {
        self.letterhead.letter(to, name, subject, text)
    }
}

#[async_trait]
impl Accounts for AccountService {
    async fn register(&self, newcomer: Registration) -> Result<Registered, Error> {
        let mut errors = FieldErrors::default();
        let name = errors.check("name", parse_name(&newcomer.name));
        let mail = errors.check("mail", MailAddress::parse(&newcomer.mail));
        let (Some(name), Some(mail)) = (name, mail) else { return Err(Error::Invalid(errors)) };
        let mut tx = self.db.begin().await?;
        let Some(home) = queries::organisation_of_domain(&mut tx, &mail.domain()).await? else {
            return Ok(Registered::DomainUnknown { domain: mail.domain() });
        };
        let letter = if let Some(account) = queries::account_by_mail(&mut tx, &mail.key()).await? {
            if account.ended {
                // whoever comes back has to be let in by an administrator; nobody is written to who has left
                return Ok(Registered::LinkSent);
            }
            let text = format!(
                "jemand, vermutlich Sie selbst, wollte Ihre Adresse registrieren. Sie haben aber schon ein Konto.\n\n\
                 Anmelden: {0}/anmelden\nPasswort vergessen: {0}/passwort-vergessen\n\nWaren Sie das nicht, brauchen Sie nichts zu tun.",
                self.letterhead.public_url
            );
            self.letter(&account.mail, &account.name, "Sie haben schon ein Konto", &text)
        } else {
            let link = Link {
                account_id: None,
                name,
                mail: mail.as_str().to_owned(),
                mail_key: mail.key(),
                organisation_id: home.id,
                role: Role::Member.key().to_owned(),
                organisation: home.name,
            };
            let url = self.confirmation(&mut tx, &link, CONFIRM_FOR).await?;
            let text = format!(
                "schön, dass Sie mitmachen möchten. Bitte bestätigen Sie Ihre Adresse und wählen Sie ein Passwort:\n\n{url}\n\n\
                 Der Link gilt 24 Stunden. Ihre Organisation: {}.\n\nWaren Sie das nicht, brauchen Sie nichts zu tun.",
                link.organisation
            );
            self.letter(&link.mail, &link.name, "Bitte bestätigen Sie Ihre Adresse", &text)
        };
        self.outbox.put(&mut tx, &letter).await?;
        tx.commit().await?;
        self.outbox.poke();
        Ok(Registered::LinkSent)
    }

    async fn request_access(&self, request: AccessRequest) -> Result<(), Error> {
        let mut errors = FieldErrors::default();
        let name = errors.check("name", parse_name(&request.name));
        let mail = errors.check("mail", MailAddress::parse(&request.mail));
        let organisation =
            errors.check("organisation", required(&request.organisation, "Bitte schreiben Sie, wo Sie arbeiten.", 200));
        let message = errors.check("message", optional(&request.message, 2000));
        let (Some(name), Some(mail), Some(organisation), Some(message)) = (name, mail, organisation, message) else {
            return Err(Error::Invalid(errors));
        };
        let mut tx = self.db.begin().await?;
        queries::insert_request(&mut tx, &name, mail.as_str(), &organisation, &message, self.clock.millis()).await?;
        let text = format!(
            "{name} ({organisation}) möchte mitmachen. Die Anfrage wartet hier:\n\n{}/moderation",
            self.letterhead.public_url
        );
        for (to, moderator) in queries::moderators(&mut tx).await? {
            self.outbox.put(&mut tx, &self.letter(&to, &moderator, "Eine neue Anfrage", &text)).await?;
        }
        tx.commit().await?;
        self.outbox.poke();
        Ok(())
    }

    async fn organisation_of(&self, mail: &str) -> Result<Option<String>, Error> {
        let Ok(mail) = MailAddress::parse(mail) else { return Ok(None) };
        let home = queries::organisation_of_domain(&mut self.db.read().await?, &mail.domain()).await?;
        Ok(home.map(|home| home.slug))
    }

    async fn invitation(&self, token: &str) -> Result<Option<Invitation>, Error> {
        let link = queries::link(&mut self.db.read().await?, &token::hash(token), self.clock.millis()).await?;
        Ok(link.filter(|link| link.account_id.is_none()).map(|link| Invitation {
            name: link.name,
            mail: link.mail,
            organisation: link.organisation,
        }))
    }

    async fn confirm(&self, token: &str, password: &str, device: &str) -> Result<NewSession, Error> {
        let link = queries::link(&mut self.db.read().await?, &token::hash(token), self.clock.millis()).await?;
        let link = link.filter(|link| link.account_id.is_none()).ok_or(Error::NotFound)?;
        self.check_password("password", password, &[&link.name, &link.mail, &link.organisation])?;
        let hash = self.passwords.hash(password).await?;
        let mut tx = self.db.begin().await?;
        let id = match queries::insert_account(&mut tx, &link, &hash, self.clock.millis()).await {
            // two links of the same address, both opened: the first one made the account
            Err(error) if is_taken(&error) => return Err(Error::NotFound),
            other => other?,
        };
        queries::delete_links(&mut tx, &link.mail_key).await?;
        let session = self.open_session(&mut tx, id, device).await?;
        tx.commit().await?;
        Ok(session)
    }

    async fn sign_in(&self, mail: &str, password: &str, device: &str) -> Result<SignIn, Error> {
        self.first_step(mail, password, device).await
    }

    async fn halfway(&self, token: &str) -> Result<Option<i64>, Error> {
        queries::halfway(&mut self.db.read().await?, &token::hash(token), self.clock.millis()).await
    }

    async fn finish_sign_in(&self, token: &str, code: &str, device: &str) -> Result<NewSession, Error> {
        self.second_step(token, code, device).await
    }

    async fn sign_out(&self, token: &str) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        let whose = queries::viewer(&mut tx, &token::hash(token), self.clock.millis()).await?;
        queries::delete_session(&mut tx, &token::hash(token)).await?;
        tx.commit().await?;
        if let Some(row) = whose {
            self.notices.look_again(row.member.account_id());
        }
        Ok(())
    }

    async fn viewer(&self, token: &str) -> Result<Viewer, Error> {
        self.viewer_in(token::hash(token)).await
    }

    async fn forget_password(&self, mail: &str) -> Result<(), Error> {
        let mail = MailAddress::parse(mail).map_err(|message| Error::invalid("mail", message))?;
        let mut tx = self.db.begin().await?;
        let account = queries::account_by_mail(&mut tx, &mail.key()).await?.filter(|account| !account.ended);
        let Some(account) = account else { return Ok(()) };
        let profile = queries::profile(&mut tx, account.id).await?.ok_or(Error::NotFound)?;
        let home = crate::organisation::queries::by_slug(&mut tx, &profile.organisation.0).await?.ok_or(Error::NotFound)?;
        let token = Token::generate()?;
        let link = Link {
            account_id: Some(account.id),
            name: account.name.clone(),
            mail: account.mail.clone(),
            mail_key: mail.key(),
            organisation_id: home.0,
            role: profile.role.key().to_owned(),
            organisation: home.1,
        };
        queries::insert_link(&mut tx, &token.hash(), &link, self.clock.millis() + RESET_FOR).await?;
        let text = format!(
            "mit diesem Link wählen Sie ein neues Passwort. Er gilt eine Stunde:\n\n{}/passwort-neu?schluessel={}\n\n\
             Haben Sie das nicht angefordert, brauchen Sie nichts zu tun.",
            self.letterhead.public_url,
            token.reveal()
        );
        self.outbox.put(&mut tx, &self.letter(&account.mail, &account.name, "Neues Passwort", &text)).await?;
        tx.commit().await?;
        self.outbox.poke();
        Ok(())
    }

    async fn may_reset(&self, token: &str) -> Result<bool, Error> {
        let link = queries::link(&mut self.db.read().await?, &token::hash(token), self.clock.millis()).await?;
        Ok(link.is_some_and(|link| link.account_id.is_some()))
    }

    async fn reset_password(&self, token: &str, password: &str) -> Result<(), Error> {
        let link = queries::link(&mut self.db.read().await?, &token::hash(token), self.clock.millis()).await?;
        let (link, account) = link.and_then(|link| link.account_id.map(|id| (link, id))).ok_or(Error::NotFound)?;
        self.check_password("password", password, &[&link.name, &link.mail, &link.organisation])?;
        let hash = self.passwords.hash(password).await?;
        let mut tx = self.db.begin().await?;
        // used twice at the same moment: the second one waits here, and finds it gone
        if queries::delete_links(&mut tx, &link.mail_key).await? == 0 {
            return Err(Error::NotFound);
        }
        if !queries::set_password(&mut tx, account, &hash).await? {
            return Err(Error::NotFound);
        }
        queries::delete_sessions(&mut tx, account).await?;
        self.tell_of_password(&mut tx, &link.mail, &link.name).await?;
        tx.commit().await?;
        self.outbox.poke();
        self.notices.look_again(account);
        Ok(())
    }

    async fn change_password(&self, viewer: &Viewer, current: &str, new: &str, device: &str) -> Result<NewSession, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        let account = queries::account_by_id(&mut self.db.read().await?, member.id).await?.ok_or(Error::NotFound)?;
        if !self.passwords.verify(current, Some(&account.password_hash)).await? {
            return Err(Error::invalid("current_password", "Das ist nicht Ihr jetziges Passwort."));
        }
        self.check_password("new_password", new, &[&account.name, &account.mail, &member.organisation.name])?;
        let hash = self.passwords.hash(new).await?;
        let mut tx = self.db.begin().await?;
        if !queries::hold_password(&mut tx, account.id, &account.password_hash).await? {
            return Err(Error::SignInRequired);
        }
        queries::set_password(&mut tx, account.id, &hash).await?;
        queries::delete_sessions(&mut tx, account.id).await?;
        queries::delete_links(&mut tx, &account.mail.to_lowercase()).await?;
        self.tell_of_password(&mut tx, &account.mail, &account.name).await?;
        let session = self.open_session(&mut tx, account.id, device).await?;
        // the password alone is less than what changing the factor asks for
        queries::set_proven(&mut tx, &token::hash(&session.token), viewer.proven_at()).await?;
        tx.commit().await?;
        self.outbox.poke();
        self.notices.look_again(account.id);
        Ok(session)
    }

    async fn profile(&self, viewer: &Viewer, id: i64) -> Result<Profile, Error> {
        viewer.require(Action::ReadNetwork)?;
        let mut profile = queries::profile(&mut self.db.read().await?, id).await?.ok_or(Error::NotFound)?;
        if id != viewer.id() && !viewer.may(Action::Administer) {
            profile.mail = None;
        }
        Ok(profile)
    }

    async fn people(&self, viewer: &Viewer) -> Result<Vec<Person>, Error> {
        viewer.require(Action::Administer)?;
        self.list().await
    }

    async fn change_role(&self, viewer: &Viewer, id: i64, role: Role) -> Result<(), Error> {
        viewer.require(Action::Administer)?;
        self.set_role(id, role).await
    }

    async fn end(&self, viewer: &Viewer, id: i64) -> Result<(), Error> {
        let actor = viewer.require(Action::Administer)?;
        if id == actor.id {
            return Err(Error::invalid("form", "Das eigene Konto kann man hier nicht beenden. Bitten Sie jemand anderen darum."));
        }
        self.end_account(id, Some(actor)).await
    }

    async fn reopen(&self, viewer: &Viewer, id: i64) -> Result<(), Error> {
        viewer.require(Action::Administer)?;
        self.reopen_account(id).await
    }
}
