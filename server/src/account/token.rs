//! Secrets that are handed out once: session tokens and links in mails.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rand::{TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};

use app::error::Error;

/// 256 random bits (OWASP ASVS 5.0, 7.2.3 asks for 128), as text for cookies and links.
#[derive(Debug, Clone)]
pub struct Token(String);

impl Token {
    /// A fresh one, from the operating system's generator.
    pub fn generate() -> Result<Self, Error> {
        let mut bytes = [0u8; 32];
        OsRng.try_fill_bytes(&mut bytes)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// What the holder gets.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database gets.
    #[must_use]
    pub fn hash(&self) -> String {
        hash(&self.0)
    }
}

/// What the database has for a token that someone shows. A fast hash is enough: 256 random bits cannot be guessed.
#[must_use]
pub fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes()))
}
