//! Passwords: argon2id, off the async threads, a few at a time.

use std::sync::Arc;

use app::error::Error;
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::{SaltString, rand_core::OsRng},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use tokio::sync::Semaphore;

use super::guess;

/// Shortest password in characters (NIST SP 800-63B-4, 3.1.1.2, asks for at least 8, and 15 without a second factor;
/// OWASP ASVS 5.0, 6.2.1: 8, recommended 15). Twelve is what can be asked of town halls today.
const SHORTEST: usize = 12;
/// Longest, so that nobody makes the server hash a book; more than the 64 that have to be allowed (6.2.9).
const LONGEST: usize = 200;

/// How costly a hash is.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes.
    pub passes: u32,
}

impl Cost {
    /// OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane.
    pub const OWASP: Self = Self { memory: 19 * 1024, passes: 2 };
    /// For tests, where nobody attacks.
    pub const TESTS: Self = Self { memory: 8, passes: 1 };
}

/// Hashes and verifies.
#[derive(Clone)]
pub struct Passwords {
    argon: Argon2<'static>,
    /// Each hash takes 19 MiB; without a limit a burst of sign-ins would take them all at once.
    turns: Arc<Semaphore>,
    /// Verified when there is no such account, so that the answer takes as long.
    decoy: Arc<str>,
}

impl Passwords {
    /// With this cost.
    pub fn new(cost: Cost) -> Result<Self, Error> {
        let params = Params::new(cost.memory, cost.passes, 1, None).map_err(|error| Error::fault(error.to_string()))?;
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash(&argon, "a password that nobody has")?;
        let turns = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Self { argon, turns: Arc::new(Semaphore::new(turns)), decoy: decoy.into() })
    }

    /// The hash in PHC string format.
    pub async fn hash(&self, password: &str) -> Result<String, Error> {
        let (argon, password) = (self.argon.clone(), password.to_owned());
        let _turn = self.turns.acquire().await?;
        tokio::task::spawn_blocking(move || hash(&argon, &password)).await?
    }

    /// A hash under which a secret can be looked up: the same for the same secret and salt.
    pub async fn derive(&self, secret: &str, salt: &str) -> Result<String, Error> {
        let (argon, secret, salt) = (self.argon.clone(), secret.to_owned(), salt.to_owned());
        let _turn = self.turns.acquire().await?;
        let hash = tokio::task::spawn_blocking(move || {
            let mut hash = [0u8; 32];
            argon.hash_password_into(secret.as_bytes(), salt.as_bytes(), &mut hash).map(|()| hash)
        });
        let hash = hash.await?.map_err(|error| Error::fault(error.to_string()))?;
        Ok(URL_SAFE_NO_PAD.encode(hash))
    }

    /// Whether the password is right. Without a hash the answer is no, after the same time.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, Error> {
        let known = hash.is_some();
        let (argon, password) = (self.argon.clone(), password.to_owned());
        let hash = hash.map_or_else(|| self.decoy.to_string(), str::to_owned);
        let _turn = self.turns.acquire().await?;
        let matches = tokio::task::spawn_blocking(move || {
            PasswordHash::new(&hash).is_ok_and(|hash| argon.verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await?;
        Ok(known && matches)
    }
}

fn hash(argon: &Argon2<'_>, password: &str) -> Result<String, Error> {
    let salt = SaltString::generate(&mut OsRng);
    let hash = argon.hash_password(password.as_bytes(), &salt).map_err(|error| Error::fault(error.to_string()))?;
    Ok(hash.to_string())
}

/// Whether a new password may be used; `context` is what an attacker would try first (name, address, municipality). What it is
/// made of is up to its owner: no rule asks for digits or signs (OWASP ASVS 5.0, 6.2.5).
pub fn check(password: &str, context: &[&str]) -> Result<(), String> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(format!("Das Passwort braucht mindestens {SHORTEST} Zeichen; es hat {length}."));
    }
    if length > LONGEST {
        return Err(format!("Das Passwort darf höchstens {LONGEST} Zeichen haben."));
    }
    if guess::is_guessable(password, context) {
        Err("Dieses Passwort ist leicht zu erraten. Nehmen Sie zum Beispiel einen kurzen Satz.".to_owned())
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_sentence_is_a_good_password() {
        assert!(check("Heute gibt es Kuchen", &["erika", "lemgo"]).is_ok());
    }

    #[test]
    fn short_common_and_personal_passwords_are_refused() {
        for bad in ["", "kurz", "aaaaaaaaaaaaaa", "Passwort1234", "123456789012", "ErikaBeispiel1"] {
            assert!(check(bad, &["erika", "beispiel", "erikabeispiel"]).is_err(), "{bad}");
        }
        assert!(check(&"lang ".repeat(100), &[]).is_err());
        assert!(check(&"Zehn kleine Enten gehen über die Straße, und alle Autos warten. ".repeat(3)[..150], &[]).is_ok());
    }

    #[tokio::test]
    async fn only_the_right_password_fits_and_nobody_has_none() {
        let passwords = Passwords::new(Cost::TESTS).expect("parameters");
        let hash = passwords.hash("Heute gibt es Kuchen").await.expect("a hash");
        assert!(hash.starts_with("$argon2id$"));
        assert!(passwords.verify("Heute gibt es Kuchen", Some(&hash)).await.expect("verified"));
        assert!(!passwords.verify("Heute gibt es Torte", Some(&hash)).await.expect("verified"));
        assert!(!passwords.verify("a password that nobody has", None).await.expect("verified"));
    }
}
