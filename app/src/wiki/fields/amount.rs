//! Sums of money as people in a town hall type them, and ranges of them.

use crate::text;

/// A sum in euros, to the cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    cents: i64,
    /// Whether it is only known roughly.
    about: bool,
}

/// Ten billion euros.
const MOST: i128 = 10_000_000_000 * 100;
/// Nobody types a sum this long, in characters.
const LONGEST: usize = 60;
const EXPECTED: &str = "Bitte geben Sie einen Betrag in Euro an, zum Beispiel 12.500 oder 12.500,50 oder 1,07 Mio.";
const TOO_MUCH: &str = "Der Betrag ist zu groß: Höchstens 10 Milliarden Euro sind möglich.";
const ABOUT: [&str; 8] = ["rund", "ca.", "ca", "circa", "zirka", "etwa", "ungefähr", "~"];
const UNITS: [(&str, i128); 13] = [
    ("milliarden", 1_000_000_000),
    ("milliarde", 1_000_000_000),
    ("mrd.", 1_000_000_000),
    ("mrd", 1_000_000_000),
    ("millionen", 1_000_000),
    ("million", 1_000_000),
    ("mio.", 1_000_000),
    ("mio", 1_000_000),
    ("tausend", 1000),
    ("tsd.", 1000),
    ("tsd", 1000),
    ("t", 1000),
    ("k", 1000),
];

impl Amount {
    /// Reads `1.070.000`, `1,07 Mio`, `12.500,50 €`, `rund 80 000`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let expected = || EXPECTED.to_owned();
        if text.chars().count() > LONGEST {
            return Err(expected());
        }
        let plain = text.to_lowercase().replace(['\u{a0}', '\u{202f}', '\u{2009}', '\t'], " ");
        let mut rest = plain.trim();
        let mut about = false;
        for word in ABOUT {
            if let Some(after) = rest.strip_prefix(word) {
                (rest, about) = (after.trim_start(), true);
                break;
            }
        }
        if rest.starts_with(['-', '–', '−']) {
            return Err("Ein Betrag kann nicht kleiner als 0 sein.".to_owned());
        }
        rest = without_currency(rest);
        let mut unit = 1;
        for (name, factor) in UNITS {
            if let Some(before) = rest.strip_suffix(name) {
                (rest, unit) = (before.trim_end(), factor);
                break;
            }
        }
        let (whole, fraction) = decimal(rest, unit > 1).ok_or_else(expected)?;
        if whole.len() + fraction.len() > 24 {
            return Err(TOO_MUCH.to_owned());
        }
        let digits: i128 = format!("{whole}{fraction}").parse().map_err(|_| expected())?;
        let scale = 10_i128.pow(u32::try_from(fraction.len()).map_err(|_| expected())?);
        let cents = digits * unit * 100;
        if cents % scale != 0 {
            return Err("Bitte geben Sie den Betrag höchstens auf den Cent genau an.".to_owned());
        }
        let cents = cents / scale;
        if cents > MOST {
            return Err(TOO_MUCH.to_owned());
        }
        Ok(Self { cents: i64::try_from(cents).map_err(|_| expected())?, about })
    }

    /// In cents.
    #[must_use]
    pub fn cents(self) -> i64 {
        self.cents
    }

    /// As it stands in the form: `rund 12.500,50`.
    #[must_use]
    pub fn typed(self) -> String {
        format!("{}{}", self.prefix(), self.digits())
    }

    /// In full: `rund 1.070.000 €`.
    #[must_use]
    pub fn exact(self) -> String {
        format!("{}{}\u{a0}€", self.prefix(), self.digits())
    }

    /// As short as it can be said without rounding: `1,07 Mio. €`, `652.000 €`.
    #[must_use]
    pub fn short(self) -> String {
        const MILLION: i64 = 100_000_000;
        if self.cents < MILLION || self.cents % (MILLION / 100) != 0 {
            return self.exact();
        }
        let hundredths = self.cents % MILLION / (MILLION / 100);
        let fraction = match hundredths {
            0 => String::new(),
            tenths if tenths % 10 == 0 => format!(",{}", tenths / 10),
            hundredths => format!(",{hundredths:02}"),
        };
        format!("{}{}{fraction}\u{a0}Mio.\u{a0}€", self.prefix(), text::thousands(self.cents / MILLION))
    }

    fn prefix(self) -> &'static str {
        if self.about { "rund " } else { "" }
    }

    fn digits(self) -> String {
        match self.cents % 100 {
            0 => text::thousands(self.cents / 100),
            cents => format!("{},{cents:02}", text::thousands(self.cents / 100)),
        }
    }
}

fn without_currency(text: &str) -> &str {
    for name in ["€", "euro", "eur"] {
        if let Some(rest) = text.strip_suffix(name).or_else(|| text.strip_prefix(name)) {
            return rest.trim();
        }
    }
    text
}

/// The digits before and after the comma. A point parts thousands, or is a comma if what follows it is not three digits
/// long; before "Mio." it is always a comma.
fn decimal(text: &str, has_unit: bool) -> Option<(String, String)> {
    let text = [",--", ",-", ",–", ",—"].into_iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let digits = |part: &str| (!part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.to_owned());
    if let Some((whole, fraction)) = text.split_once(',') {
        return Some((grouped(whole)?, digits(fraction)?));
    }
    if let Some((whole, fraction)) = text.split_once('.')
        && !fraction.contains('.')
        && (has_unit || fraction.len() < 3)
    {
        return Some((digits(whole)?, digits(fraction)?));
    }
    Some((grouped(text)?, String::new()))
}

/// The digits of `1070000`, `1.070.000`, `1 070 000` or `1'070'000`.
fn grouped(text: &str) -> Option<String> {
    let separator = text.chars().find(|character| !character.is_ascii_digit());
    let groups: Vec<&str> = match separator {
        Some(separator @ ('.' | ' ' | '\'' | '’')) => text.split(separator).collect(),
        Some(_) => return None,
        None => vec![text],
    };
    let whole = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    let thousands = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    (whole && thousands).then(|| groups.concat())
}

/// What something cost: one sum, or from one to another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Costs {
    /// The sum, or the least.
    pub from: Option<Amount>,
    /// The most.
    pub to: Option<Amount>,
}

impl Costs {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// The least and the most, in cents.
    #[must_use]
    pub fn span(self) -> Option<(i64, i64)> {
        match (self.from, self.to) {
            (Some(from), Some(to)) => Some((from.cents, to.cents)),
            (Some(one), None) => Some((one.cents, one.cents)),
            (None, Some(most)) => Some((0, most.cents)),
            (None, None) => None,
        }
    }

    /// Both in the words of [`Amount::short`] or [`Amount::exact`].
    #[must_use]
    pub fn show(self, amount: fn(Amount) -> String) -> String {
        match (self.from.map(amount), self.to.map(amount)) {
            (Some(from), Some(to)) if from == to => from,
            (Some(from), Some(to)) => format!("{from} bis {to}"),
            (Some(one), None) => one,
            (None, Some(most)) => format!("bis zu {most}"),
            (None, None) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cents(text: &str) -> i64 {
        Amount::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")).cents()
    }

    #[test]
    fn sums_are_read_as_people_type_them() {
        for (text, euros) in [
            ("1.070.000", 1_070_000),
            ("1,07 Mio", 1_070_000),
            ("1.07 Mio. €", 1_070_000),
            ("1,07 Millionen Euro", 1_070_000),
            ("rund 80 000", 80_000),
            ("ca. 80.000 EUR", 80_000),
            ("80 Tsd. €", 80_000),
            ("80 T€", 80_000),
            ("2,5 Mrd.", 2_500_000_000),
            ("€ 500", 500),
            ("500,-", 500),
            ("500,-- €", 500),
            ("1'070'000", 1_070_000),
            ("1\u{202f}070\u{a0}000 €", 1_070_000),
            ("1.070", 1070),
            ("0", 0),
            ("00012", 12),
        ] {
            assert_eq!(cents(text), euros * 100, "{text}");
        }
        assert_eq!(cents("12.500,50 €"), 1_250_050);
        assert_eq!(cents("12500.5"), 1_250_050);
        assert_eq!(cents("0,99"), 99);
    }

    #[test]
    fn what_is_no_sum_is_refused_with_an_example() {
        let long = "9".repeat(10_000);
        for text in [
            "",
            " ",
            "viel",
            "Mio",
            "€",
            "1,2,3",
            "1.07.000",
            "1,070,000",
            "10.00.00",
            "80.000 - 100.000",
            "1e9",
            "0x10",
            "١٢",
            "12 €€",
            "1 0",
            "½ Mio",
            "rund",
            "NaN",
            &long,
        ] {
            let error = Amount::parse(text).expect_err(text);
            assert!(error.contains("12.500"), "{text}: {error}");
        }
        assert!(Amount::parse("-5").expect_err("negative").contains("kleiner als 0"));
        assert!(Amount::parse("rund −5 €").expect_err("negative").contains("kleiner als 0"));
        assert!(Amount::parse("0,001").expect_err("too fine").contains("Cent"));
        assert!(Amount::parse("999 Mrd").expect_err("absurd").contains("zu groß"));
        assert!(Amount::parse("99999999999999999999999999").is_err());
    }

    #[test]
    fn a_short_sum_is_never_rounded() {
        let short = |text: &str| Amount::parse(text).expect("a sum").short().replace('\u{a0}', " ");
        assert_eq!(short("1070000"), "1,07 Mio. €");
        assert_eq!(short("1,5 Mio"), "1,5 Mio. €");
        assert_eq!(short("rund 3 Mio"), "rund 3 Mio. €");
        assert_eq!(short("1328126"), "1.328.126 €");
        assert_eq!(short("652000"), "652.000 €");
        assert_eq!(short("12500,5"), "12.500,50 €");
        assert_eq!(short("1,05 Mio"), "1,05 Mio. €");
    }

    #[test]
    fn a_range_reads_as_a_sentence() {
        let sum = |text: &str| Some(Amount::parse(text).expect("a sum"));
        let show = |from, to| Costs { from, to }.show(Amount::short).replace('\u{a0}', " ");
        assert_eq!(show(sum("80000"), sum("1,07 Mio")), "80.000 € bis 1,07 Mio. €");
        assert_eq!(show(sum("80000"), None), "80.000 €");
        assert_eq!(show(None, sum("80000")), "bis zu 80.000 €");
        assert_eq!(show(sum("80000"), sum("80000")), "80.000 €");
    }

    proptest! {
        #[test]
        fn what_is_written_into_the_form_is_read_back(cents in 0..=1_000_000_000_000_i64, about: bool) {
            let amount = Amount { cents, about };
            prop_assert_eq!(Amount::parse(&amount.typed()), Ok(amount));
            prop_assert_eq!(Amount::parse(&amount.exact()), Ok(amount));
            prop_assert_eq!(Amount::parse(&amount.short()), Ok(amount));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "[0-9.,' €a-zMio-]{0,70}|\\PC{0,70}") {
            if let Ok(amount) = Amount::parse(&text) {
                prop_assert!(amount.cents() >= 0 && i128::from(amount.cents()) <= MOST);
            }
        }
    }
}
