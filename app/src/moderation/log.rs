//! Use cases of the log: everybody among the moderators sees what any of them did.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::{account::Viewer, error::Error, forum::post::Post, list::Slice};

/// Something that a moderator did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Closed a question.
    Close,
    /// Opened it again.
    Reopen,
    /// Locked a question.
    Lock,
    /// Unlocked it.
    Unlock,
    /// Put a question first in lists.
    Pin,
    /// Took it down.
    Unpin,
    /// Changed topic or tags.
    Retag,
    /// Merged a question into another one.
    Merge,
    /// Moved an answer to another question.
    Relocate,
    /// Made a question of answers.
    Split,
    /// Took a post away.
    Remove,
    /// Brought it back.
    Restore,
    /// Deleted a post for good.
    Erase,
    /// Changed somebody else's post.
    Edit,
    /// Marked a solution for somebody else, or took the mark back.
    Accept,
    /// Decided about flags.
    Flag,
    /// Let somebody in.
    Admit,
    /// Did not let somebody in.
    Decline,
    /// Added a group of synonyms.
    AddSynonyms,
    /// Changed one.
    ChangeSynonyms,
    /// Took one away.
    RemoveSynonyms,
    /// Brought it back.
    RestoreSynonyms,
    /// Settled a gap.
    SettleGap,
}

impl Deed {
    /// All of them.
    pub const ALL: [Self; 23] = [
        Self::Close,
        Self::Reopen,
        Self::Lock,
        Self::Unlock,
        Self::Pin,
        Self::Unpin,
        Self::Retag,
        Self::Merge,
        Self::Relocate,
        Self::Split,
        Self::Remove,
        Self::Restore,
        Self::Erase,
        Self::Edit,
        Self::Accept,
        Self::Flag,
        Self::Admit,
        Self::Decline,
        Self::AddSynonyms,
        Self::ChangeSynonyms,
        Self::RemoveSynonyms,
        Self::RestoreSynonyms,
        Self::SettleGap,
    ];

    /// The name in the database.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Close => "close",
            Self::Reopen => "reopen",
            Self::Lock => "lock",
            Self::Unlock => "unlock",
            Self::Pin => "pin",
            Self::Unpin => "unpin",
            Self::Retag => "retag",
            Self::Merge => "merge",
            Self::Relocate => "relocate",
            Self::Split => "split",
            Self::Remove => "remove",
            Self::Restore => "restore",
            Self::Erase => "erase",
            Self::Edit => "edit",
            Self::Accept => "accept",
            Self::Flag => "flag",
            Self::Admit => "admit",
            Self::Decline => "decline",
            Self::AddSynonyms => "add_synonyms",
            Self::ChangeSynonyms => "change_synonyms",
            Self::RemoveSynonyms => "remove_synonyms",
            Self::RestoreSynonyms => "restore_synonyms",
            Self::SettleGap => "settle_gap",
        }
    }

    /// The reverse of [`Deed::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.key() == key)
    }

    /// What moderators say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Close => "geschlossen",
            Self::Reopen => "wieder geöffnet",
            Self::Lock => "gesperrt",
            Self::Unlock => "entsperrt",
            Self::Pin => "angeheftet",
            Self::Unpin => "abgelöst",
            Self::Retag => "Thema oder Schlagworte geändert",
            Self::Merge => "zusammengeführt",
            Self::Relocate => "verschoben",
            Self::Split => "abgetrennt",
            Self::Remove => "entfernt",
            Self::Restore => "wiederhergestellt",
            Self::Erase => "endgültig gelöscht",
            Self::Edit => "bearbeitet",
            Self::Accept => "Lösung markiert oder zurückgenommen",
            Self::Flag => "über Meldung entschieden",
            Self::Admit => "Person zugelassen",
            Self::Decline => "Anfrage abgelehnt",
            Self::AddSynonyms => "Synonyme angelegt",
            Self::ChangeSynonyms => "Synonyme geändert",
            Self::RemoveSynonyms => "Synonyme gelöscht",
            Self::RestoreSynonyms => "Synonyme wiederhergestellt",
            Self::SettleGap => "Wissenslücke erledigt",
        }
    }
}

/// A row of the log.
#[derive(Debug, Clone)]
pub struct LogEntry {
    /// Who.
    pub by: (i64, String),
    /// What.
    pub deed: Option<Deed>,
    /// On which.
    pub post: Option<Post>,
    /// Title of the question, if it still is there.
    pub title: Option<String>,
    /// Where to, which one.
    pub detail: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// The log. Nothing in it is ever changed or taken out.
#[async_trait]
pub trait Log: Send + Sync {
    /// Its rows, newest first. For moderators.
    async fn entries(&self, viewer: &Viewer, slice: Slice) -> Result<Vec<LogEntry>, Error>;

    /// How many there are.
    async fn count(&self, viewer: &Viewer) -> Result<i64, Error>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_deed_has_a_key_of_its_own() {
        for deed in Deed::ALL {
            assert_eq!(Deed::from_key(deed.key()), Some(deed));
        }
    }
}
