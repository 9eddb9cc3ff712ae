//! The simple fields: choices, lines, lists, shares, keys, contacts, sources.

use super::time::When;
use crate::text;

/// Declares a choice: its variants with the name in the database and what users say.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $variant:ident = ($key:literal, $label:literal),)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$about])* $variant,)+
        }

        impl $name {
            /// All choices, in the order of the form.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name in forms, addresses and the database.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// What users say.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// Reads a key, or what users say.
            pub fn parse(text: &str) -> Result<Self, String> {
                let text = text.trim();
                let found = Self::ALL.iter().copied().find(|one| one.key() == text || one.label().to_lowercase() == text.to_lowercase());
                found.ok_or_else(|| {
                    let labels: Vec<&str> = Self::ALL.iter().map(|one| one.label()).collect();
                    format!("Bitte wählen Sie: {}.", labels.join(", "))
                })
            }
        }
    };
}

choice! {
    /// How far a project is.
    Status {
        /// Not begun.
        Planned = ("geplant", "geplant"),
        /// Under way.
        Running = ("laeuft", "läuft"),
        /// Came to its end.
        Completed = ("abgeschlossen", "abgeschlossen"),
        /// Given up.
        Stopped = ("eingestellt", "eingestellt"),
        /// In daily use.
        Operating = ("dauerbetrieb", "Dauerbetrieb"),
    }
}

choice! {
    /// "Würden Sie es wieder tun?"
    Again {
        /// Yes.
        Yes = ("ja", "ja"),
        /// Yes, but differently.
        Differently = ("mit-aenderungen", "mit Änderungen"),
        /// No.
        No = ("nein", "nein"),
    }
}

/// A line of text without white space at its ends or in a row.
pub fn line(text: &str, longest: usize) -> Result<String, String> {
    let visible: String = text.chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
    let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = line.chars().count();
    if length > longest {
        return Err(format!(
            "Bitte kürzen Sie auf höchstens {longest} Zeichen; es sind {}.",
            text::thousands(i64::try_from(length).unwrap_or(i64::MAX))
        ));
    }
    Ok(line)
}

/// Entries that lines part, and commas if `commas`; each once.
pub fn list(text: &str, commas: bool, most: usize, longest: usize) -> Result<Vec<String>, String> {
    let mut entries: Vec<String> = Vec::new();
    for part in text.split(|one| matches!(one, '\n' | '\r' | ';') || (commas && one == ',')) {
        let entry = line(part, longest).map_err(|message| format!("Eine Angabe ist zu lang. {message}"))?;
        if !entry.is_empty() && !entries.iter().any(|other| other.to_lowercase() == entry.to_lowercase()) {
            entries.push(entry);
        }
    }
    if entries.len() > most {
        return Err(format!("Bitte nennen Sie höchstens {most}; es sind {}.", entries.len()));
    }
    Ok(entries)
}

/// A share of a hundred, to the hundredth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Percent(u16);

impl Percent {
    /// Reads `80`, `80 %`, `66,67`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let expected = || "Bitte geben Sie den Anteil in Prozent an, eine Zahl von 0 bis 100, zum Beispiel 80.".to_owned();
        let lower = text.trim().to_lowercase();
        let number = lower.trim_end_matches('%').trim_end_matches("prozent").trim();
        let (whole, fraction) = number.split_once([',', '.']).unwrap_or((number, "0"));
        let is_number =
            |text: &str, longest| !text.is_empty() && text.len() <= longest && text.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole, 3) || !is_number(fraction, 2) {
            return Err(expected());
        }
        let hundredths = format!("{whole}{fraction:0<2}").parse::<u32>().map_err(|_| expected())?;
        u16::try_from(hundredths).ok().filter(|hundredths| *hundredths <= 10_000).map(Self).ok_or_else(expected)
    }

    /// In hundredths of a percent.
    #[must_use]
    pub fn hundredths(self) -> u16 {
        self.0
    }

    /// As it stands in the form: `80`, `66,67`.
    #[must_use]
    pub fn typed(self) -> String {
        match self.0 % 100 {
            0 => (self.0 / 100).to_string(),
            rest if rest % 10 == 0 => format!("{},{}", self.0 / 100, rest / 10),
            rest => format!("{},{rest:02}", self.0 / 100),
        }
    }
}

/// The key of a public service in the catalogue `LeiKa`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leika(String);

impl Leika {
    /// Reads 14 digits; blanks between them do no harm.
    pub fn parse(text: &str) -> Result<Self, String> {
        const EXPECTED: &str = "Ein LeiKa-Schlüssel hat genau 14 Ziffern, zum Beispiel 99 050 012 104 000.";
        let digits: String = text.chars().filter(|one| !one.is_whitespace()).collect();
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(format!("{EXPECTED} Bitte nur Ziffern, keine anderen Zeichen."));
        }
        match digits.len() {
            14 => Ok(Self(digits)),
            other => Err(format!("{EXPECTED} Hier sind es {other}.")),
        }
    }

    /// The digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// In groups: `99 050 012 104 000`.
    #[must_use]
    pub fn show(&self) -> String {
        let (first, rest) = self.0.split_at(2);
        let groups = rest.as_bytes().chunks(3).map(String::from_utf8_lossy);
        std::iter::once(first.into()).chain(groups).collect::<Vec<_>>().join("\u{a0}")
    }
}

/// Licences that everybody means the same by, under the name that is shown; then other spellings of it, as slugs.
pub const LICENCES: [(&str, &[&str]); 14] = [
    ("EUPL-1.2", &["eupl", "eupl-12", "eupl-v1-2", "european-union-public-licence"]),
    ("MIT", &["mit-lizenz", "mit-license"]),
    ("Apache-2.0", &["apache", "apache-license-2-0", "apache-2"]),
    ("GPL-3.0", &["gpl", "gpl3", "gplv3", "gpl-3", "gnu-gpl-3", "gpl-3-0-or-later", "gpl-3-0-only"]),
    ("AGPL-3.0", &["agpl", "agplv3", "agpl-3"]),
    ("LGPL-3.0", &["lgpl", "lgplv3", "lgpl-3"]),
    ("MPL-2.0", &["mpl", "mpl-2"]),
    ("BSD-3-Clause", &["bsd", "bsd-3"]),
    ("CC0 1.0", &["cc0", "cc0-1-0"]),
    ("CC BY 4.0", &["cc-by", "cc-by-4"]),
    ("CC BY-SA 4.0", &["cc-by-sa", "cc-by-sa-4"]),
    ("Datenlizenz Deutschland Namensnennung 2.0", &["dl-de-by-2-0", "dl-de-by"]),
    ("Datenlizenz Deutschland Zero 2.0", &["dl-de-zero-2-0", "dl-de-zero"]),
    ("nicht offen", &["proprietaer", "proprietary", "geschlossen"]),
];

/// The licences in a text, under their common names.
pub fn licences(text: &str) -> Result<Vec<String>, String> {
    let mut names = list(text, true, 5, 80)?;
    for name in &mut names {
        let slug = text::slug(name);
        let common = LICENCES.iter().find(|(common, others)| text::slug(common) == slug || others.contains(&slug.as_str()));
        if let Some((common, _)) = common {
            (*common).clone_into(name);
        }
    }
    let mut seen = Vec::new();
    names.retain(|name| {
        !seen.contains(name) && {
            seen.push(name.clone());
            true
        }
    });
    Ok(names)
}

/// Whom to ask. For members only, always.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// A role, an office or a person.
    pub name: String,
    /// A mail address.
    pub mail: String,
    /// A telephone number.
    pub phone: String,
}

impl Contact {
    /// Whether nobody is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.name.is_empty() && self.mail.is_empty() && self.phone.is_empty()
    }
}

/// A mail address, as far as its form tells.
pub fn mail(text: &str) -> Result<String, String> {
    let expected = || "Bitte geben Sie eine Mail-Adresse an, zum Beispiel digitales@lemgo.de.".to_owned();
    let text = text.trim();
    let (name, domain) = text.split_once('@').ok_or_else(expected)?;
    let plain =
        |one: char| !one.is_whitespace() && !one.is_control() && !matches!(one, '@' | '<' | '>' | '"' | ',' | ';' | '?' | '&');
    let whole = !name.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.');
    if whole && text.len() <= 254 && name.chars().chain(domain.chars()).all(plain) {
        Ok(text.to_owned())
    } else {
        Err(expected())
    }
}

/// A telephone number.
pub fn phone(text: &str) -> Result<String, String> {
    let text = line(text, 40)?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let plain = text.chars().all(|one| one.is_ascii_digit() || matches!(one, '+' | '-' | '–' | '/' | '(' | ')' | ' ' | '.'));
    if plain && digits >= 4 {
        Ok(text)
    } else {
        Err("Bitte geben Sie eine Telefonnummer an, zum Beispiel 05261 213-0.".to_owned())
    }
}

/// Where something is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// An address on the web, or a title.
    pub text: String,
    /// As of when.
    pub date: Option<When>,
}

impl Source {
    /// The address, if it is one of the web.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        let is_web = self.text.starts_with("https://") || self.text.starts_with("http://");
        (is_web && !self.text.contains(' ')).then_some(self.text.as_str())
    }

    /// What a reader sees: the text, or the host and path of an address.
    #[must_use]
    pub fn show(&self) -> &str {
        let bare = self.text.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        if self.link().is_some() { bare.trim_end_matches('/') } else { &self.text }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_read_by_key_and_by_what_users_say() {
        assert_eq!(Status::parse("laeuft"), Ok(Status::Running));
        assert_eq!(Status::parse(" läuft "), Ok(Status::Running));
        assert_eq!(Again::parse("mit Änderungen"), Ok(Again::Differently));
        assert!(Status::parse("fertig").expect_err("no status").contains("abgeschlossen"));
    }

    #[test]
    fn a_share_is_a_number_up_to_a_hundred() {
        for (text, typed) in [
            ("80", "80"),
            ("80 %", "80"),
            ("66,67%", "66,67"),
            ("12.5", "12,5"),
            ("0", "0"),
            ("100,00", "100"),
            ("80 Prozent", "80"),
        ] {
            assert_eq!(Percent::parse(text).map(Percent::typed).as_deref(), Ok(typed), "{text}");
        }
        for text in ["120 %", "100,01", "-5", "", "%", "acht", "80,123", "1000"] {
            assert!(Percent::parse(text).expect_err(text).contains("0 bis 100"), "{text}");
        }
    }

    #[test]
    fn a_leika_key_has_14_digits() {
        let key = Leika::parse("99 050 012 104 000").expect("a key");
        assert_eq!((key.digits(), key.show().replace('\u{a0}', " ").as_str()), ("99050012104000", "99 050 012 104 000"));
        let wrong = |text| Leika::parse(text).expect_err(text);
        assert!(wrong("9905001210400").contains("genau 14 Ziffern") && wrong("9905001210400").contains("es 13"));
        assert!(wrong("9905001210400X").contains("nur Ziffern"));
        assert!(wrong("").contains("es 0"));
    }

    #[test]
    fn lists_are_parted_tidied_and_bounded() {
        assert_eq!(
            list("Node-RED, MySQL\r\n\r\n node-red ;Grafana", true, 20, 80),
            Ok(["Node-RED", "MySQL", "Grafana"].map(str::to_owned).to_vec())
        );
        assert_eq!(list("Art. 6 Abs. 1, Abs. 3 DSGVO\n§ 3a VwVfG", false, 20, 80).map(|list| list.len()), Ok(2));
        assert!(list("a,b,c,d", true, 3, 80).expect_err("too many").contains("höchstens 3"));
        assert!(list(&"x".repeat(10_000), true, 3, 80).expect_err("too long").contains("10.000"));
    }

    #[test]
    fn common_licences_get_their_common_name() {
        assert_eq!(
            licences("eupl, EUPL 1.2, cc-by 4.0, Hauslizenz"),
            Ok(["EUPL-1.2", "CC BY 4.0", "Hauslizenz"].map(str::to_owned).to_vec())
        );
    }

    #[test]
    fn contacts_are_checked_by_their_form() {
        assert_eq!(mail(" digitales@lemgo.de ").as_deref(), Ok("digitales@lemgo.de"));
        for text in ["digitales", "@lemgo.de", "a@b", "a b@lemgo.de", "a@lemgo.de?cc=x@y.de", "a@b@lemgo.de", "a@.de"] {
            assert!(mail(text).is_err(), "{text}");
        }
        assert_eq!(phone("05261 213-0").as_deref(), Ok("05261 213-0"));
        for text in ["12", "null fünf", "javascript:1234"] {
            assert!(phone(text).is_err(), "{text}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        let source = |text: &str| Source { text: text.to_owned(), date: None };
        assert_eq!(source("https://www.delbrueck.de/lora/").show(), "delbrueck.de/lora");
        assert_eq!(source("https://delbrueck.de").link(), Some("https://delbrueck.de"));
        for text in ["javascript:alert(1)", "Amtsblatt 4/2020", "data:text/html,x", "https://a b", "//evil.example"] {
            assert_eq!(source(text).link(), None, "{text}");
        }
    }
}
