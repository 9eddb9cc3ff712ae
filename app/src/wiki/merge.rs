//! What two people made of the same text: where they agree, and the places at which someone has to decide.

use super::port::ArticleDraft;

/// A stretch of a text that two people changed, in whole lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Neither changed it, or both in the same way.
    Same(String),
    /// Only the one who is saving changed it.
    Mine(String),
    /// Only the one who was quicker changed it.
    Theirs(String),
    /// Both changed it, differently.
    Conflict(Conflict),
}

/// A place that both changed, in whole lines; a side is empty where its author took everything out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What stood there when both began.
    pub base: String,
    /// What the one who is saving made of it.
    pub mine: String,
    /// What stands there now.
    pub theirs: String,
}

/// What becomes of a place that both changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The text of the one who is saving.
    Mine,
    /// What stands there now.
    Theirs,
    /// What stands there now, then the text of the one who is saving.
    Both,
}

impl Choice {
    /// All, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Mine, Self::Theirs, Self::Both];

    /// The name in forms.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Mine => "meine",
            Self::Theirs => "jetzige",
            Self::Both => "beide",
        }
    }

    /// What users read beside the button.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Mine => "Ihren Text nehmen",
            Self::Theirs => "Die jetzige Fassung lassen",
            Self::Both => "Beide behalten, Ihren Text danach",
        }
    }

    /// The reverse of [`Choice::key`].
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.key() == key)
    }
}

/// The outcome of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merge {
    /// Everything that either of them did.
    Merged(String),
    /// At least one place is for a person to decide.
    Conflicts(Vec<Piece>),
}

/// A field of one value that two people changed differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldConflict {
    /// Its name in the form.
    pub name: &'static str,
    /// What stands above it in the form.
    pub label: &'static str,
    /// What it was when both began; unknown for very old revisions.
    pub base: Option<String>,
    /// What the one who is saving made of it.
    pub mine: String,
    /// What it is now.
    pub theirs: String,
}

/// Two changes of the same article that need a decision. Nothing has been written.
#[derive(Debug, Clone)]
pub struct Overlap {
    /// The revision from which the one who is saving began; 0 if unknown.
    pub base: i64,
    /// The revision that stands now.
    pub now: i64,
    /// Who wrote that one: id and name.
    pub who: Option<(i64, String)>,
    /// The whole text of the one who is saving.
    pub mine: String,
    /// The text, place by place.
    pub body: Vec<Piece>,
    /// The fields that both changed.
    pub fields: Vec<FieldConflict>,
    /// Everything else brought together, mine where it is to be decided; the text with marks around the conflicts.
    pub draft: ArticleDraft,
}

impl Overlap {
    /// The conflicts in the text.
    pub fn conflicts(&self) -> impl Iterator<Item = &Conflict> {
        self.body.iter().filter_map(|piece| if let Piece::Conflict(conflict) = piece { Some(conflict) } else { None })
    }
}

/// What people call one of the fixed fields, by its name in the form.
#[must_use]
pub fn field_label(name: &str) -> &'static str {
    match name {
        "status" => "Status",
        "period_from" => "Zeitraum, von",
        "period_to" => "Zeitraum, bis",
        "duration" => "Dauer",
        "costs_from" => "Kosten, von",
        "costs_to" => "Kosten, bis",
        "yearly_costs" => "Kosten pro Jahr",
        "staff" => "Personal",
        "programme" => "Förderprogramm",
        "share" => "Förderanteil",
        "software" => "Software",
        "legal_basis" => "Rechtsgrundlage",
        "licences" => "Lizenz",
        "leika" => "LeiKa-Schlüssel",
        "again" => "Würden Sie es wieder tun?",
        "contact" => "Kontakt",
        "contact_mail" => "Mail des Kontakts",
        "contact_phone" => "Telefon des Kontakts",
        date if date.ends_with("_date") => "Stand der Quelle",
        _ => "Quelle",
    }
}
