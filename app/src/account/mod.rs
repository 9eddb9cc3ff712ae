//! People: who they are, what they may do, how they come in.

#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
mod permission;
#[cfg(feature = "ssr")]
pub mod port;
#[cfg(feature = "ssr")]
pub mod session;

#[cfg(feature = "ssr")]
pub use permission::{Action, asks_for_factor};

use serde::{Deserialize, Serialize};

/// What a person is in the network. The order is the order of rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Anyone who is not signed in.
    Guest,
    /// An employee of a municipality or partner.
    Member,
    /// Someone of the DigitalBüro who looks after content and people.
    Moderator,
    /// Someone who runs the network.
    Administrator,
}

impl Role {
    /// All roles, with the least rights first.
    pub const ALL: [Self; 4] = [Self::Guest, Self::Member, Self::Moderator, Self::Administrator];

    /// The name in the database and in commands.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Guest => "guest",
            Self::Member => "member",
            Self::Moderator => "moderator",
            Self::Administrator => "administrator",
        }
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Guest => "Gast",
            Self::Member => "Mitglied",
            Self::Moderator => "Moderation",
            Self::Administrator => "Verwaltung",
        }
    }

    /// The reverse of [`Role::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// A person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Her id.
    pub id: i64,
    /// Her full name.
    pub name: String,
    /// Her role, never [`Role::Guest`].
    pub role: Role,
    /// Where she works.
    pub organisation: Employer,
}

/// The organisation of a member, as much of it as every page needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employer {
    /// Its id.
    pub id: i64,
    /// Its address under `/kommunen/`.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The slug of its Kreis; a kreisfreie Stadt is its own.
    pub district: Option<String>,
}

/// Who looks at a page: a member, or a guest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Viewer {
    member: Option<Member>,
    notices: i64,
    session: Option<String>,
    proven_at: i64,
    awaits_factor: bool,
}

impl Viewer {
    /// Someone who is not signed in.
    #[must_use]
    pub fn guest() -> Self {
        Self::default()
    }

    /// Someone who is.
    #[must_use]
    pub fn member_is(member: Member) -> Self {
        Self { member: Some(member), ..Self::default() }
    }

    /// In this session, in which she showed who she is at that time (Unix milliseconds).
    #[must_use]
    pub fn in_session(mut self, session: String, proven_at: i64) -> Self {
        self.session = Some(session);
        self.proven_at = proven_at;
        self
    }

    /// What the server calls the session she came with; never its token.
    #[must_use]
    pub fn session(&self) -> Option<&str> {
        self.session.as_deref()
    }

    /// When she last showed who she is in this session, in Unix milliseconds.
    #[must_use]
    pub fn proven_at(&self) -> i64 {
        self.proven_at
    }

    /// With so many notices that she has not opened yet.
    #[must_use]
    pub fn with_notices(mut self, notices: i64) -> Self {
        self.notices = notices;
        self
    }

    /// How many notices she had not opened yet when she asked for this page, counted up to a hundred.
    #[must_use]
    pub fn notices(&self) -> i64 {
        self.notices
    }

    /// The person, if signed in.
    #[must_use]
    pub fn member(&self) -> Option<&Member> {
        self.member.as_ref()
    }

    /// Her role.
    #[must_use]
    pub fn role(&self) -> Role {
        self.member.as_ref().map_or(Role::Guest, |member| member.role)
    }

    /// Her id, for queries that ask "is it mine?"; no row has the id 0.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.member.as_ref().map_or(0, |member| member.id)
    }
}
