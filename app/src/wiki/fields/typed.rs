//! The fields as texts: what a form sends, what a draft keeps, and, tidied, what the database stores.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Kind;

/// Names in the form, in its order.
pub const NAMES: [&str; 18] = [
    STATUS,
    PERIOD_FROM,
    PERIOD_TO,
    DURATION,
    COSTS_FROM,
    COSTS_TO,
    YEARLY_COSTS,
    STAFF,
    PROGRAMME,
    SHARE,
    SOFTWARE,
    LEGAL_BASIS,
    LICENCES,
    LEIKA,
    AGAIN,
    CONTACT,
    CONTACT_MAIL,
    CONTACT_PHONE,
];

pub(crate) const STATUS: &str = "status";
pub(crate) const PERIOD_FROM: &str = "period_from";
pub(crate) const PERIOD_TO: &str = "period_to";
pub(crate) const DURATION: &str = "duration";
pub(crate) const COSTS_FROM: &str = "costs_from";
pub(crate) const COSTS_TO: &str = "costs_to";
pub(crate) const YEARLY_COSTS: &str = "yearly_costs";
pub(crate) const STAFF: &str = "staff";
pub(crate) const PROGRAMME: &str = "programme";
pub(crate) const SHARE: &str = "share";
pub(crate) const SOFTWARE: &str = "software";
pub(crate) const LEGAL_BASIS: &str = "legal_basis";
pub(crate) const LICENCES: &str = "licences";
pub(crate) const LEIKA: &str = "leika";
pub(crate) const AGAIN: &str = "again";
pub(crate) const CONTACT: &str = "contact";
pub(crate) const CONTACT_MAIL: &str = "contact_mail";
pub(crate) const CONTACT_PHONE: &str = "contact_phone";

/// Sources: the name of the text and of the date, row by row.
pub const SOURCES: [(&str, &str); 10] = [
    ("source_1", "source_1_date"),
    ("source_2", "source_2_date"),
    ("source_3", "source_3_date"),
    ("source_4", "source_4_date"),
    ("source_5", "source_5_date"),
    ("source_6", "source_6_date"),
    ("source_7", "source_7_date"),
    ("source_8", "source_8_date"),
    ("source_9", "source_9_date"),
    ("source_10", "source_10_date"),
];

/// The name of a field as the constant it is, if it is one of ours.
#[must_use]
pub fn name(name: &str) -> Option<&'static str> {
    let sources = SOURCES.iter().flat_map(|(text, date)| [*text, *date]);
    NAMES.into_iter().chain(sources).find(|known| *known == name)
}

/// Texts of the fields by their names in the form; none is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    /// What of a form belongs to the fields.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut typed = Self::default();
        for (field, text) in pairs {
            if name(field).is_some() && !typed.0.contains_key(field) {
                typed.set(field, text);
            }
        }
        typed
    }

    /// For a form.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The text of a field; empty when there is none.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Sets or removes a text.
    pub fn set(&mut self, name: &str, text: impl Into<String>) {
        let text = text.into();
        if text.trim().is_empty() {
            self.0.remove(name);
        } else {
            self.0.insert(name.to_owned(), text);
        }
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A field that some kinds of article have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// How far it is.
    Status,
    /// From when until when.
    Period,
    /// How long, if the period is not known.
    Duration,
    /// What it cost once.
    Costs,
    /// What it costs each year.
    YearlyCosts,
    /// How much work it took.
    Staff,
    /// Who paid a part of it.
    Programme,
    /// How large that part was.
    Share,
    /// What it runs on.
    Software,
    /// What allows or demands it.
    LegalBasis,
    /// Under which licence others may use it.
    Licence,
    /// Which public service it is about.
    Leika,
    /// "Würden Sie es wieder tun?"
    Again,
    /// Whom to ask.
    Contact,
    /// Where it is written.
    Sources,
}

impl Field {
    /// All, in the order of the form and of the box of facts.
    pub const ALL: [Self; 15] = [
        Self::Status,
        Self::Period,
        Self::Duration,
        Self::Costs,
        Self::YearlyCosts,
        Self::Staff,
        Self::Programme,
        Self::Share,
        Self::Software,
        Self::LegalBasis,
        Self::Licence,
        Self::Leika,
        Self::Again,
        Self::Contact,
        Self::Sources,
    ];

    /// Whether articles of this kind have it.
    #[must_use]
    pub fn belongs_to(self, kind: Kind) -> bool {
        match kind {
            Kind::ExperienceReport => true,
            Kind::ProjectProfile => self != Self::Again,
            Kind::Guide => {
                matches!(self, Self::Software | Self::LegalBasis | Self::Licence | Self::Leika | Self::Contact | Self::Sources)
            }
            Kind::Article => self == Self::Sources,
        }
    }

    /// What users say.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Status => "Status",
            Self::Period => "Zeitraum",
            Self::Duration => "Dauer",
            Self::Costs => "Kosten",
            Self::YearlyCosts => "Kosten pro Jahr",
            Self::Staff => "Personalaufwand",
            Self::Programme => "Förderprogramm",
            Self::Share => "Förderquote",
            Self::Software => "Software",
            Self::LegalBasis => "Rechtsgrundlage",
            Self::Licence => "Lizenz",
            Self::Leika => "LeiKa-Schlüssel",
            Self::Again => "Würden wir es wieder tun?",
            Self::Contact => "Ansprechstelle",
            Self::Sources => "Quellen",
        }
    }
}
