//! Mail addresses and names: parsed at the border, never checked again.

/// A mail address that can be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailAddress {
    text: String,
    at: usize,
}

impl MailAddress {
    /// Accepts what town halls use (RFC 5321's dot-string, host names; umlaut domains in their `xn--` form), at most
    /// 254 characters. Errors: a sentence for the field.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.is_empty() {
            return Err("Bitte geben Sie Ihre Mail-Adresse an.".to_owned());
        }
        let bad = || "Das sieht nicht wie eine Mail-Adresse aus. Beispiel: vorname.nachname@lemgo.de".to_owned();
        let at = text.rfind('@').ok_or_else(bad)?;
        let (local, domain) = (&text[..at], &text[at + 1..]);
        let local_fits = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        let labels: Vec<&str> = domain.split('.').collect();
        let domain_fits = labels.len() >= 2
            && domain.len() <= 190
            && labels.iter().all(|label| {
                (1..=63).contains(&label.len())
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            });
        if local_fits && domain_fits { Ok(Self { text: text.to_owned(), at }) } else { Err(bad()) }
    }

    /// As typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Folded, to tell whether two are the same. Strictly the part before the `@` may be case-sensitive (RFC 5321,
    /// 2.4); no mail server of a municipality makes use of that.
    #[must_use]
    pub fn key(&self) -> String {
        self.text.to_lowercase()
    }

    /// The part behind the `@`, folded.
    #[must_use]
    pub fn domain(&self) -> String {
        self.text[self.at + 1..].to_lowercase()
    }
}

/// Whether a mail program could make a link of it: the name stands in mails, and anybody can have one sent.
fn reads_as_a_link(name: &str) -> bool {
    name.split('.').skip(1).any(|rest| rest.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()))
}

/// The name of a person.
pub fn parse_name(text: &str) -> Result<String, String> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err("Bitte geben Sie Ihren Namen an.".to_owned()),
        1..=2 => Err("Bitte geben Sie Vor- und Nachnamen an.".to_owned()),
        3..=100 if !name.contains(['<', '>', '@', '/', '\\', ':']) && !reads_as_a_link(&name) => Ok(name),
        3..=100 => Err("Der Name enthält Zeichen, die in Namen nicht vorkommen.".to_owned()),
        _ => Err("Der Name darf höchstens 100 Zeichen haben.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_town_halls_are_accepted() {
        for good in ["erika.beispiel@lemgo.de", " A.B-C+x@stadt-bad-salzuflen.de ", "o'neill@bezreg-detmold.nrw.de"] {
            assert!(MailAddress::parse(good).is_ok(), "{good}");
        }
        let address = MailAddress::parse("Erika.Beispiel@Lemgo.DE").expect("an address");
        assert_eq!((address.key().as_str(), address.domain().as_str()), ("erika.beispiel@lemgo.de", "lemgo.de"));
    }

    #[test]
    fn anything_that_could_cheat_a_mail_header_or_a_domain_is_refused() {
        for bad in [
            "",
            "erika",
            "@lemgo.de",
            "erika@lemgo",
            "a b@lemgo.de",
            "a@lemgo.de\nBcc: x@y.de",
            "a@x.de@",
            "a@-x.de",
            "a@x..de",
            "ä@lemgo.de",
            "a,b@lemgo.de",
            "<a@lemgo.de>",
        ] {
            assert!(MailAddress::parse(bad).is_err(), "{bad:?}");
        }
        assert!(MailAddress::parse(&format!("a@{}.de", "x".repeat(300))).is_err());
    }

    #[test]
    fn a_name_is_tidied_and_bounded() {
        assert_eq!(parse_name("  Erika \t Beispiel ").as_deref(), Ok("Erika Beispiel"));
        assert_eq!(parse_name("Dr. med. J.R. Müller-Lüdenscheidt").as_deref(), Ok("Dr. med. J.R. Müller-Lüdenscheidt"));
        for bad in ["", "  ", "E", "<b>Erika</b>", &"x".repeat(101), "Konto gesperrt: siehe", "bitte evil.example öffnen"] {
            assert!(parse_name(bad).is_err(), "{bad}");
        }
    }
}
