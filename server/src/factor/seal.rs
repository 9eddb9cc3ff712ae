//! Secrets that the server itself has to read again: encrypted with a key that lies outside of the database.

use std::{
    io::{ErrorKind, Write},
    path::Path,
};

use app::error::Error;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use rand::{TryRngCore, rngs::OsRng};

/// Name of the file with the key, beside the data.
const FILE: &str = "secret.key";
/// Length of a key in bytes.
const KEY: usize = 32;
/// Length of a nonce in bytes: long enough to be drawn at random each time.
const NONCE: usize = 24;

/// Encrypts and authenticates (XChaCha20-Poly1305, RFC 8439 with draft-irtf-cfrg-xchacha).
#[derive(Clone)]
pub struct Seal(XChaCha20Poly1305);

impl Seal {
    /// With the key of the settings, or the one in the data directory, which is made where there is none.
    pub fn open(setting: Option<&str>, data_dir: &Path) -> Result<Self, Error> {
        let (key, source) = match setting {
            Some(key) => (key.to_owned(), "secret_key".to_owned()),
            None => (from_file(data_dir)?, data_dir.join(FILE).display().to_string()),
        };
        let wrong = || {
            Error::fault(format!("{source}: not a key; it has to be {KEY} random bytes as base64 (openssl rand -base64 {KEY})"))
        };
        // as `openssl rand -base64 32` writes it, or in our own alphabet
        let plain = key.trim().trim_end_matches('=').replace('+', "-").replace('/', "_");
        let bytes = URL_SAFE_NO_PAD.decode(plain).map_err(|_| wrong())?;
        Ok(Self(XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| wrong())?))
    }

    /// Encrypts a secret of an account.
    pub fn close(&self, account: i64, secret: &[u8]) -> Result<String, Error> {
        let nonce = random::<NONCE>()?;
        let owner = account.to_be_bytes();
        let sealed = self.0.encrypt(&XNonce::from(nonce), Payload { msg: secret, aad: &owner });
        let sealed = sealed.map_err(|_| Error::fault("a secret could not be encrypted"))?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Decrypts a secret of this account; `None` with another key, for another account, or when somebody changed it.
    #[must_use]
    pub fn reveal(&self, account: i64, sealed: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE>()?;
        self.0.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: &account.to_be_bytes() }).ok()
    }
}

/// Random bytes of the operating system.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    OsRng.try_fill_bytes(&mut bytes)?;
    Ok(bytes)
}

/// Reads the key, or makes one that only the owner of the process can read. It appears whole or not at all, and the first of
/// two processes wins.
fn from_file(data_dir: &Path) -> Result<String, Error> {
    let path = data_dir.join(FILE);
    let read = || std::fs::read_to_string(&path).map_err(|error| Error::fault(format!("{}: {error}", path.display())));
    if path.try_exists()? {
        return read();
    }
    // 0600 from the start
    let mut file = tempfile::NamedTempFile::new_in(data_dir)?;
    writeln!(file, "{}", URL_SAFE_NO_PAD.encode(random::<KEY>()?))?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(&path) {
        Ok(_) => {}
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error.error.into()),
    }
    read()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal() -> Seal {
        Seal::open(Some(&"A".repeat(43)), Path::new("/")).expect("a key")
    }

    #[test]
    fn what_is_sealed_is_read_by_the_same_key_for_the_same_account_alone() {
        let sealed = seal().close(7, b"secret").expect("sealed");
        assert!(!sealed.contains("secret"));
        assert_ne!(sealed, seal().close(7, b"secret").expect("sealed"), "a nonce was used twice");
        assert_eq!(seal().reveal(7, &sealed).as_deref(), Some(&b"secret"[..]));
        assert_eq!(seal().reveal(8, &sealed), None);
        let other = Seal::open(Some(&("B".repeat(42) + "A")), Path::new("/")).expect("a key");
        assert_eq!(other.reveal(7, &sealed), None);
        for damaged in ["", "AAAA", "%", &sealed[1..], &sealed[..sealed.len() - 2]] {
            assert_eq!(seal().reveal(7, damaged), None, "{damaged}");
        }
    }

    #[test]
    fn a_key_has_256_bits_in_either_alphabet() {
        for good in ["+/".repeat(21) + "A=", "-_".repeat(21) + "A", format!(" {}A=\n", "ab".repeat(21))] {
            assert!(Seal::open(Some(&good), Path::new("/")).is_ok(), "{good}");
        }
        for bad in ["", "geheim", &"A".repeat(42), &"A".repeat(44), &"ä".repeat(43)] {
            let told = Seal::open(Some(bad), Path::new("/")).err().map(|error| error.to_string());
            assert!(told.is_some_and(|told| told.contains("secret_key") && !told.contains("geheim")), "{bad}");
        }
    }

    #[test]
    fn the_key_beside_the_data_is_made_once_for_nobody_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = Seal::open(None, folder.path()).expect("a key");
        let second = Seal::open(None, folder.path()).expect("the same");
        let sealed = first.close(1, b"secret").expect("sealed");
        assert_eq!(second.reveal(1, &sealed).as_deref(), Some(&b"secret"[..]));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.path().join(FILE)).expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::write(folder.path().join(FILE), "").expect("emptied");
        assert!(Seal::open(None, folder.path()).is_err(), "an empty key");
    }
}
