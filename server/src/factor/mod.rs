//! The rules of the second factor: the port of [`app::factor`], and the check of codes for whoever signs in.

mod code;
pub(crate) mod forms;
mod letters;
pub(crate) mod queries;
mod recovery;
pub mod seal;
mod service;

use std::sync::Arc;

use app::{
    account::{Role, asks_for_factor},
    error::Error,
};

use self::{code::Fits, seal::Seal};
use crate::{
    account::{self, password::Passwords, queries::Account, token::Token},
    db::{Clock, Conn, Db},
    mail::{Letterhead, Outbox},
    notice::NoticeService,
};

/// Second factors.
pub struct FactorService {
    db: Db,
    clock: Clock,
    outbox: Outbox,
    letterhead: Letterhead,
    passwords: Passwords,
    notices: Arc<NoticeService>,
    seal: Seal,
    required: bool,
}

/// What somebody has typed, found to be right and not yet used up.
pub(crate) enum Evidence {
    /// The code of a time step.
    Step(i64),
    /// The recovery code with this hash.
    Recovery(String),
}

impl FactorService {
    /// With all it needs; `required` when moderators and administrators have to have one.
    pub async fn open(
        (db, clock, outbox): (Db, Clock, Outbox),
        letterhead: Letterhead,
        passwords: Passwords,
        notices: Arc<NoticeService>,
        seal: Seal,
        required: bool,
    ) -> Result<Self, Error> {
        if let Some((account, sealed)) = queries::any(&mut db.read().await?).await?
            && seal.reveal(account, &sealed).is_none()
        {
            tracing::error!(
                "the key of second factors is not the one they were set with: only recovery codes open these accounts, \
                 and `user reset-factor`; bring secret_key or the file secret.key back"
            );
        }
        Ok(Self { db, clock, outbox, letterhead, passwords, notices, seal, required })
    }

    /// Whether somebody has a second factor.
    pub(crate) async fn is_set(&self, account: i64) -> Result<bool, Error> {
        self.is_set_for(&mut self.db.read().await?, account).await
    }

    /// The same in a transaction of the caller.
    pub(crate) async fn is_set_for(&self, conn: &mut Conn, account: i64) -> Result<bool, Error> {
        Ok(queries::standing(conn, account).await?.is_some())
    }

    /// Whether somebody of this role has to have one.
    pub(crate) fn asks(&self, role: Role) -> bool {
        self.required && asks_for_factor(role)
    }

    /// Whether somebody has to have one and does not.
    pub(crate) async fn is_awaited(&self, conn: &mut Conn, account: i64) -> Result<bool, Error> {
        Ok(self.required && queries::role_without(conn, account).await?.is_some_and(asks_for_factor))
    }

    /// Whether what was typed is a code of her app, or a recovery code. Uses nothing up: that is [`FactorService::spend`],
    /// which may still refuse.
    ///
    /// Errors: `Invalid` for field `code`.
    pub(crate) async fn examine(&self, account: i64, typed: &str) -> Result<Evidence, Error> {
        let factor = queries::factor(&mut self.db.read().await?, account).await?;
        let factor = factor.ok_or_else(|| Error::invalid("code", NONE))?;
        if let Some(digits) = recovery::parse(typed) {
            return Ok(Evidence::Recovery(self.passwords.derive(&digits, &factor.code_salt).await?));
        }
        let code = app_code(typed)?;
        // with another key than it was set with, no code fits: said at the start
        let secret = self.seal.reveal(account, &factor.secret).ok_or_else(|| Error::invalid("code", WRONG))?;
        match code::check(&secret, &code, self.clock.millis())? {
            Fits::Step(step) if step <= factor.last_step => Err(Error::invalid("code", REPLAYED)),
            Fits::Step(step) => Ok(Evidence::Step(step)),
            Fits::No => Err(Error::invalid("code", WRONG)),
        }
    }

    /// Uses it up, in the caller's transaction: of two who come with the same code at once, one is refused. A recovery code is
    /// told by mail. The caller pokes the outbox.
    ///
    /// Errors: `Invalid` for field `code`.
    pub(crate) async fn spend(&self, tx: &mut Conn, account: &Account, evidence: &Evidence) -> Result<(), Error> {
        match evidence {
            Evidence::Step(step) if queries::take_step(tx, account.id, *step).await? => Ok(()),
            Evidence::Step(_) => Err(Error::invalid("code", REPLAYED)),
            Evidence::Recovery(hash) if queries::take_code(tx, account.id, hash).await? => {
                let left = queries::count_codes(tx, account.id).await?;
                self.tell(tx, account, &letters::recovery_used(left, &self.letterhead.public_url)).await
            }
            Evidence::Recovery(_) => Err(Error::invalid("code", UNKNOWN)),
        }
    }

    /// Takes somebody's factor away without asking her, ends her sessions and tells her. For the command line. `false` when
    /// there was none.
    pub async fn reset(&self, id: i64) -> Result<bool, Error> {
        let mut tx = self.db.begin().await?;
        let account = account::queries::account_by_id(&mut tx, id).await?.ok_or(Error::NotFound)?;
        if !queries::delete(&mut tx, id).await? {
            return Ok(false);
        }
        account::queries::delete_sessions(&mut tx, id).await?;
        self.tell(&mut tx, &account, &letters::reset(&self.letterhead.public_url)).await?;
        tx.commit().await?;
        self.outbox.poke();
        self.notices.look_again(id);
        Ok(true)
    }

    async fn tell(&self, tx: &mut Conn, account: &Account, (subject, text): &(&str, String)) -> Result<(), Error> {
        if account.ended {
            return Ok(());
        }
        self.outbox.put(tx, &self.letterhead.letter(&account.mail, &account.name, subject, text)).await
    }

    /// Fresh recovery codes: what to show, and salt and hashes to store.
    async fn fresh_codes(&self) -> Result<(Vec<String>, String, Vec<String>), Error> {
        let (codes, salt) = (recovery::generate()?, Token::generate()?.reveal().to_owned());
        let mut hashes = Vec::with_capacity(codes.len());
        for digits in codes.iter().filter_map(|code| recovery::parse(code)) {
            hashes.push(self.passwords.derive(&digits, &salt).await?);
        }
        Ok((codes, salt, hashes))
    }
}

/// The digits of a code as somebody types it.
fn app_code(typed: &str) -> Result<String, Error> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if code.is_empty() {
        return Err(Error::invalid("code", "Bitte geben Sie den Code ein."));
    }
    if code.len() != 6 || !code.chars().all(|c| c.is_ascii_digit()) {
        return Err(Error::invalid("code", SHAPE));
    }
    Ok(code)
}

const SHAPE: &str = "Ein Code aus der App hat sechs Ziffern, ein Wiederherstellungscode zwölf.";
const WRONG: &str = "Dieser Code passt nicht. Nehmen Sie den, den Ihre App jetzt gerade zeigt. Passt auch der nicht, geht vielleicht \
    die Uhr Ihres Telefons falsch: Stellen Sie sie auf automatisch, oder nehmen Sie einen Wiederherstellungscode.";
const REPLAYED: &str = "Dieser Code wurde schon verwendet. Warten Sie, bis Ihre App den nächsten zeigt, höchstens 30 Sekunden.";
const UNKNOWN: &str = "Dieser Wiederherstellungscode gilt nicht. Jeder gilt nur einmal: Nehmen Sie den nächsten von Ihrer Liste.";
const NONE: &str = "Für Ihr Konto ist die Anmeldung in zwei Schritten nicht eingerichtet.";
