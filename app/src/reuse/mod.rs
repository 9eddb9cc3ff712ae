//! Nachnutzung: which municipality does what with a project of another one.

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod port;

/// How far an organisation has come with something that another one has built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It works there.
    Using,
    /// It is being introduced.
    Introducing,
    /// Somebody looks into it.
    Examining,
    /// It would like to know more.
    Interested,
    /// It decided against it, for a reason that others want to know.
    Rejected,
}

impl Status {
    /// All, the furthest first.
    pub const ALL: [Self; 5] = [Self::Using, Self::Introducing, Self::Examining, Self::Interested, Self::Rejected];

    /// The name in the database and in forms.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Using => "using",
            Self::Introducing => "introducing",
            Self::Examining => "examining",
            Self::Interested => "interested",
            Self::Rejected => "rejected",
        }
    }

    /// What users say, in two words at most.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Using => "im Einsatz",
            Self::Introducing => "in Einführung",
            Self::Examining => "in Prüfung",
            Self::Interested => "interessiert",
            Self::Rejected => "verworfen",
        }
    }

    /// The reverse of [`Status::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.key() == key)
    }

    /// Whether guests may know: what works is no secret, what an administration still thinks about is its own affair.
    #[must_use]
    pub fn is_public(self) -> bool {
        matches!(self, Self::Using | Self::Introducing)
    }
}
