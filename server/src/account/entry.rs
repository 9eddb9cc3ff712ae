//! Coming in: the password, then the code of those who have a second factor.

use app::{
    account::{
        Viewer,
        port::{Halfway, NewSession, SignIn},
    },
    error::Error,
};

use super::{AccountService, address::MailAddress, queries, token, token::Token};
use crate::db::Conn;

/// A session, in milliseconds. It does not slide: a sliding one would have to store when someone was last online.
const SESSION_FOR: i64 = 12 * 60 * 60 * 1000;
/// Between password and code: long enough to fetch the phone from another room.
const HALFWAY_FOR: i64 = 5 * 60 * 1000;

impl AccountService {
    /// Signs an account in without its password, for load tests and the demo.
    pub async fn session_for(&self, account: i64) -> Result<NewSession, Error> {
        let mut tx = self.db.begin().await?;
        let session = self.open_session(&mut tx, account, "").await?;
        tx.commit().await?;
        Ok(session)
    }

    pub(super) async fn open_session(&self, tx: &mut Conn, account: i64, device: &str) -> Result<NewSession, Error> {
        let (token, now) = (Token::generate()?, self.clock.millis());
        queries::insert_session(tx, &token.hash(), account, (now, now + SESSION_FOR), device).await?;
        let awaits_factor = self.factors.is_awaited(tx, account).await?;
        Ok(NewSession { token: token.reveal().to_owned(), max_age: SESSION_FOR / 1000, awaits_factor })
    }

    /// Whom the session with this hash of a token belongs to.
    pub(super) async fn viewer_in(&self, session: String) -> Result<Viewer, Error> {
        let row = queries::viewer(&mut self.db.read().await?, &session, self.clock.millis()).await?;
        let Some(row) = row else { return Ok(Viewer::guest()) };
        let member = app::account::Member::from(row.member);
        let awaited = !row.factor && self.factors.asks(member.role);
        let viewer = Viewer::member_is(member).with_notices(row.notices).in_session(session, row.proven_at);
        Ok(if awaited { viewer.awaiting_factor() } else { viewer })
    }

    pub(super) async fn first_step(&self, mail: &str, password: &str, device: &str) -> Result<SignIn, Error> {
        // parsed, not just folded: the limit on attempts counts by the same key
        let account = match MailAddress::parse(mail) {
            Ok(mail) => queries::account_by_mail(&mut self.db.read().await?, &mail.key()).await?,
            Err(_) => None,
        };
        let hash = account.as_ref().map(|account| account.password_hash.as_str());
        let fits = self.passwords.verify(password, hash).await?;
        let account = account
            .filter(|account| fits && !account.ended)
            .ok_or_else(|| Error::invalid("mail", "Mail-Adresse und Passwort passen nicht zusammen."))?;
        let mut tx = self.db.begin().await?;
        if !queries::hold_password(&mut tx, account.id, &account.password_hash).await? {
            return Err(Error::invalid("mail", "Mail-Adresse und Passwort passen nicht zusammen."));
        }
        let needs_code = self.factors.is_set_for(&mut tx, account.id).await?;
        let outcome = if needs_code {
            let token = Token::generate()?;
            queries::insert_halfway(&mut tx, &token.hash(), account.id, self.clock.millis() + HALFWAY_FOR).await?;
            SignIn::CodeNeeded(Halfway { token: token.reveal().to_owned(), max_age: HALFWAY_FOR / 1000 })
        } else {
            SignIn::Done(self.open_session(&mut tx, account.id, device).await?)
        };
        tx.commit().await?;
        Ok(outcome)
    }

    pub(super) async fn second_step(&self, token: &str, code: &str, device: &str) -> Result<NewSession, Error> {
        let hash = token::hash(token);
        let id = queries::halfway(&mut self.db.read().await?, &hash, self.clock.millis()).await?.ok_or(Error::NotFound)?;
        let evidence = self.factors.examine(id, code).await?;
        let mut tx = self.db.begin().await?;
        let account = queries::account_by_id(&mut tx, id).await?.filter(|account| !account.ended).ok_or(Error::NotFound)?;
        // sent twice at the same moment: the second one waits here, and finds it gone
        if !queries::delete_halfway(&mut tx, &hash).await? {
            return Err(Error::NotFound);
        }
        self.factors.spend(&mut tx, &account, &evidence).await?;
        let session = self.open_session(&mut tx, id, device).await?;
        tx.commit().await?;
        self.outbox.poke();
        Ok(session)
    }

    /// A new password is told to its owner, who may not be the one who chose it.
    pub(super) async fn tell_of_password(&self, tx: &mut Conn, mail: &str, name: &str) -> Result<(), Error> {
        let text = format!(
            "für Ihr Konto gilt ein neues Passwort.\n\nWaren Sie das nicht? Dann setzen Sie es bitte gleich zurück und sagen Sie \
             der Moderation Bescheid:\n\n{}/passwort-vergessen",
            self.letterhead.public_url
        );
        self.outbox.put(tx, &self.letter(mail, name, "Ihr Passwort wurde geändert", &text)).await
    }
}
