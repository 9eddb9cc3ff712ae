//! Use cases of accounts: come in, sign in, sign out, forget a password.

use async_trait::async_trait;
use jiff::Timestamp;

use super::{Role, Viewer};
use crate::error::Error;

/// What a newcomer types.
#[derive(Debug, Clone, Default)]
pub struct Registration {
    /// Her full name.
    pub name: String,
    /// Her address at work.
    pub mail: String,
}

/// What happens after a newcomer has typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Registered {
    /// The mail domain is known, a link is on its way. Also said when the address has an account already
    /// (its owner is told by mail), so that nobody can find out who is a member.
    LinkSent,
    /// Nobody knows this mail domain; a moderator can help.
    DomainUnknown {
        /// The part behind the `@`.
        domain: String,
    },
}

/// A request to the moderators by someone whose mail domain is unknown.
#[derive(Debug, Clone, Default)]
pub struct AccessRequest {
    /// Her full name.
    pub name: String,
    /// Her address at work.
    pub mail: String,
    /// Where she says she works.
    pub organisation: String,
    /// What she adds.
    pub message: String,
}

/// A valid link from a mail, before it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// For whom.
    pub name: String,
    /// Her address.
    pub mail: String,
    /// Where she works.
    pub organisation: String,
}

/// A new session. The token goes into the cookie and nowhere else.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// 256 random bits as text.
    pub token: String,
    /// For how many seconds the cookie is good.
    pub max_age: i64,
    /// Whether her role asks for a second factor that she does not have yet.
    pub awaits_factor: bool,
}

/// The right password of somebody with a second factor: the code is still to come. The token goes into a cookie of its own.
#[derive(Debug, Clone)]
pub struct Halfway {
    /// 256 random bits as text.
    pub token: String,
    /// For how many seconds it is good.
    pub max_age: i64,
}

/// What the right password leads to.
#[derive(Debug, Clone)]
pub enum SignIn {
    /// She is in.
    Done(NewSession),
    /// Her code is asked for.
    CodeNeeded(Halfway),
}

/// Someone's page.
#[derive(Debug, Clone)]
pub struct Profile {
    /// Her id.
    pub id: i64,
    /// Her name.
    pub name: String,
    /// Her role.
    pub role: Role,
    /// Where she works: slug and name.
    pub organisation: (String, String),
    /// Her address; present only for herself and administrators.
    pub mail: Option<String>,
    /// Member since.
    pub since: Timestamp,
    /// When her account ended; her texts keep her name.
    pub ended: Option<Timestamp>,
}

/// A row of the list of people that administrators see.
pub type Person = Profile;

/// Accounts and sessions. Every method that speaks of a person takes the viewer.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// Mails a link to a newcomer whose mail domain belongs to an organisation.
    ///
    /// Errors: `Invalid` for fields `name` and `mail`.
    async fn register(&self, newcomer: Registration) -> Result<Registered, Error>;

    /// Puts someone with an unknown mail domain on the list of the moderators.
    ///
    /// Errors: `Invalid` for fields `name`, `mail`, `organisation`, `message`.
    async fn request_access(&self, request: AccessRequest) -> Result<(), Error>;

    /// The organisation that a mail domain stands for.
    async fn organisation_of(&self, mail: &str) -> Result<Option<String>, Error>;

    /// What a link to confirm an address stands for; `None` when it is unknown, used or expired.
    async fn invitation(&self, token: &str) -> Result<Option<Invitation>, Error>;

    /// Uses the link: sets the password, creates the account, signs in on this device (in words).
    ///
    /// Errors: `NotFound` for a bad link, `Invalid` for field `password`.
    async fn confirm(&self, token: &str, password: &str, device: &str) -> Result<NewSession, Error>;

    /// Checks address and password, and signs in on this device unless a code is needed, too.
    ///
    /// Errors: `Invalid` for field `mail` (the same for an unknown address and a wrong password), `TooMany`.
    async fn sign_in(&self, mail: &str, password: &str, device: &str) -> Result<SignIn, Error>;

    /// Whose password was right; `None` when that was too long ago, or never.
    async fn halfway(&self, token: &str) -> Result<Option<i64>, Error>;

    /// The second step: a code of the app, or a recovery code. Uses the token up when it is right.
    ///
    /// Errors: `NotFound` for a bad token, `Invalid` for field `code`.
    async fn finish_sign_in(&self, token: &str, code: &str, device: &str) -> Result<NewSession, Error>;

    /// Ends a session on the server.
    async fn sign_out(&self, token: &str) -> Result<(), Error>;

    /// Who a session belongs to; a guest when it is unknown or has ended.
    async fn viewer(&self, token: &str) -> Result<Viewer, Error>;

    /// Mails a link to set a new password, if the address has an account. Never tells whether it has.
    ///
    /// Errors: `Invalid` for field `mail`.
    async fn forget_password(&self, mail: &str) -> Result<(), Error>;

    /// Whether a link to set a new password is still good.
    async fn may_reset(&self, token: &str) -> Result<bool, Error>;

    /// Uses the link: sets the password and ends all sessions of the account.
    ///
    /// Errors: `NotFound` for a bad link, `Invalid` for field `password`.
    async fn reset_password(&self, token: &str, password: &str) -> Result<(), Error>;

    /// Changes the viewer's password, ends her other sessions and renews this one, on this device. She is told by mail.
    ///
    /// Errors: `Invalid` for fields `current_password` and `new_password`.
    async fn change_password(&self, viewer: &Viewer, current: &str, new: &str, device: &str) -> Result<NewSession, Error>;

    /// Someone's page.
    async fn profile(&self, viewer: &Viewer, id: i64) -> Result<Profile, Error>;

    /// All people, by organisation and name. For administrators.
    async fn people(&self, viewer: &Viewer) -> Result<Vec<Person>, Error>;

    /// Gives a person another role. For administrators; nobody takes the last administrator away.
    ///
    /// Errors: `Invalid` for field `role`.
    async fn change_role(&self, viewer: &Viewer, id: i64, role: Role) -> Result<(), Error>;

    /// Ends an account: sessions, sign-in and mails. Its texts stay, and its articles pass on to the organisations that
    /// stand in. For administrators; nobody ends her own account here, or that of the last administrator.
    ///
    /// Errors: `Invalid` for field `form`.
    async fn end(&self, viewer: &Viewer, id: i64) -> Result<(), Error>;

    /// Opens an ended account again, with its old password and role; what had passed on stays where it is. For
    /// administrators.
    async fn reopen(&self, viewer: &Viewer, id: i64) -> Result<(), Error>;
}
