//! What can go wrong for a visitor, and what she is told.

use std::{error::Error as StdError, fmt, time::Duration};

/// The outcome of a use case that could not be carried out.
#[derive(Debug)]
pub enum Error {
    /// There is no such thing, or the viewer may not know of it.
    NotFound,
    /// It has another address now.
    Moved(String),
    /// The viewer has to sign in first.
    SignInRequired,
    /// The viewer is signed in, but her role does not allow it.
    Forbidden,
    /// The viewer has to show once more who she is.
    ProofRequired,
    /// What was typed breaks a rule; each problem names its field.
    Invalid(FieldErrors),
    /// A security check of the request failed, e.g. it came from another site.
    Refused,
    /// The body of the request is larger than this route accepts.
    TooLarge,
    /// Too many attempts; try again after this time.
    TooMany(Duration),
    /// The database or another part is away for the moment.
    Unavailable(Box<dyn StdError + Send + Sync>),
    /// A fault of ours.
    Fault(Box<dyn StdError + Send + Sync>),
}

/// Any error of a library is a fault of ours, until someone who knows better says otherwise.
impl<E: StdError + Send + Sync + 'static> From<E> for Error {
    fn from(fault: E) -> Self {
        Self::Fault(Box::new(fault))
    }
}

impl Error {
    /// A single field that breaks a rule.
    pub fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(field, message);
        Self::Invalid(errors)
    }

    /// A fault that only a sentence describes.
    pub fn fault(what: impl Into<String>) -> Self {
        Self::Fault(what.into().into())
    }

    /// The HTTP status (RFC 9110, RFC 6585) that says the same to a program.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Moved(_) => 301,
            Self::NotFound => 404,
            Self::SignInRequired => 401,
            Self::Forbidden | Self::ProofRequired | Self::Refused => 403,
            Self::Invalid(_) => 422,
            Self::TooLarge => 413,
            Self::TooMany(_) => 429,
            Self::Unavailable(_) => 503,
            Self::Fault(_) => 500,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("not found"),
            Self::Moved(to) => write!(f, "moved to {to}"),
            Self::SignInRequired => f.write_str("sign-in required"),
            Self::Forbidden => f.write_str("forbidden"),
            Self::ProofRequired => f.write_str("password required once more"),
            Self::Refused => f.write_str("refused by a security check"),
            Self::Invalid(errors) => write!(f, "invalid input: {errors}"),
            Self::TooLarge => f.write_str("request body too large"),
            Self::TooMany(wait) => write!(f, "too many attempts, wait {} s", wait.as_secs()),
            Self::Unavailable(source) => write!(f, "unavailable: {source}"),
            Self::Fault(source) => write!(f, "fault: {source}"),
        }
    }
}

/// Problems of a form, in the order in which they were found.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct FieldErrors(Vec<(&'static str, String)>);

impl FieldErrors {
    /// Notes a problem; the first one of a field is the one that is shown.
    pub fn add(&mut self, field: &'static str, message: impl Into<String>) {
        if self.of(field).is_none() {
            self.0.push((field, message.into()));
        }
    }

    /// Keeps the value, or notes what is wrong with it.
    pub fn check<T>(&mut self, field: &'static str, parsed: Result<T, String>) -> Option<T> {
        parsed.map_err(|message| self.add(field, message)).ok()
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, message)| message.as_str())
    }

    /// All problems as (field, message).
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(field, message)| (*field, message.as_str()))
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` when nothing is wrong.
    pub fn into_result(self) -> Result<(), Error> {
        if self.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }
}

impl fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (field, message)) in self.iter().enumerate() {
            write!(f, "{}{field}: {message}", if index == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}
