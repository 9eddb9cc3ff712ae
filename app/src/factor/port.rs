//! Use cases of the second factor. What changes it asks for a sign-in that is not old: [`Viewer::require_proof`].

use async_trait::async_trait;
use jiff::Timestamp;

use crate::{account::Viewer, error::Error};

/// What somebody has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// Since when the second factor is set; `None` without one.
    pub since: Option<Timestamp>,
    /// How many recovery codes are left.
    pub codes: i64,
    /// Whether her role asks for one here.
    pub required: bool,
}

/// What an app has to know. Shown to its owner alone, and only until a first code has arrived.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The secret for typing, in groups of four.
    pub secret: String,
    /// The same as an address that apps open: `otpauth://totp/…`.
    pub address: String,
    /// The same as a QR code.
    pub picture: Picture,
}

/// A QR code.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Its width and height in modules, with the quiet zone.
    pub size: i32,
    /// Its dark modules as the path of an SVG.
    pub path: String,
}

/// The second factor of the viewer.
#[async_trait]
pub trait Factors: Send + Sync {
    /// What she has.
    async fn standing(&self, viewer: &Viewer) -> Result<Standing, Error>;

    /// What her app needs: the same in all windows of a session. `None` when she has a factor already.
    ///
    /// Errors: `ProofRequired`.
    async fn begin(&self, viewer: &Viewer) -> Result<Option<Setup>, Error>;

    /// Sets the factor, because her app knows the code. Her other sessions end. Returns her recovery codes, which nobody can
    /// show her again; `None` when another window was quicker.
    ///
    /// Errors: `ProofRequired`, `Invalid` for field `code`.
    async fn set(&self, viewer: &Viewer, code: &str) -> Result<Option<Vec<String>>, Error>;

    /// New recovery codes; the old ones are worth nothing any more.
    ///
    /// Errors: `ProofRequired`, `NotFound` without a factor.
    async fn renew_codes(&self, viewer: &Viewer) -> Result<Vec<String>, Error>;

    /// Takes the factor away.
    ///
    /// Errors: `ProofRequired`.
    async fn remove(&self, viewer: &Viewer) -> Result<(), Error>;

    /// Recovery codes as a text to keep. `NotFound` for anything that cannot be codes: nobody's words become a file of ours.
    async fn as_text(&self, viewer: &Viewer, codes: &str) -> Result<String, Error>;
}
