//! Days, months and years as far as they are known, periods, and lengths of time.

use crate::text::MONTHS;

/// A year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The year.
    pub year: i16,
    /// From 1, if it is known.
    pub month: Option<i8>,
    /// From 1, if it is known.
    pub day: Option<i8>,
}

/// Years outside of it are slips of the hand.
const YEARS: std::ops::RangeInclusive<i16> = 1950..=2100;
/// Nobody types a date this long, in characters.
const LONGEST: usize = 40;

impl When {
    /// Reads `2024`, `05/2024`, `2024-05`, `Mai 2024`, `03.05.2024`, `2024-05-03`, `3. Mai 2024`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let expected = || "Bitte geben Sie Monat und Jahr an, zum Beispiel 05/2024, Mai 2024 oder nur 2024.".to_owned();
        if text.chars().count() > LONGEST {
            return Err(expected());
        }
        let parts = parts(text).ok_or_else(expected)?;
        let (year, month, day) = match parts.as_slice() {
            [year] if year.is_year() => (year, None, None),
            [month, year] if year.is_year() => (year, Some(month), None),
            [year, month] if year.is_year() => (year, Some(month), None),
            [day, month, year] if year.is_year() && day.digits > 0 => (year, Some(month), Some(day)),
            [year, month, day] if year.is_year() && day.digits > 0 => (year, Some(month), Some(day)),
            _ => return Err(expected()),
        };
        let year = i16::try_from(year.value).map_err(|_| expected())?;
        let month = month.map(|part| i8::try_from(part.value)).transpose().map_err(|_| expected())?;
        let day = day.map(|part| i8::try_from(part.value)).transpose().map_err(|_| expected())?;
        if !YEARS.contains(&year) {
            return Err(format!("Das Jahr {year} kann nicht stimmen."));
        }
        if jiff::civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).is_err() {
            return Err("Dieses Datum gibt es nicht. Bitte prüfen Sie Tag und Monat.".to_owned());
        }
        Ok(Self { year, month, day })
    }

    /// The same without its day.
    #[must_use]
    pub fn without_day(self) -> Self {
        Self { day: None, ..self }
    }

    /// As it stands in the form: `2024`, `05/2024`, `03.05.2024`.
    #[must_use]
    pub fn typed(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{day:02}.{month:02}.{}", self.year),
            (Some(month), None) => format!("{month:02}/{}", self.year),
            _ => self.year.to_string(),
        }
    }

    /// For files and machines (ISO 8601): `2024`, `2024-05`, `2024-05-03`.
    #[must_use]
    pub fn iso(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{}-{month:02}", self.year),
            _ => self.year.to_string(),
        }
    }

    /// For readers: `2024`, `Mai 2024`, `3. Mai 2024`.
    #[must_use]
    pub fn show(self) -> String {
        let Some(month) = self.month else { return self.year.to_string() };
        let name = usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default();
        self.day.map_or_else(|| format!("{name}\u{a0}{}", self.year), |day| format!("{day}.\u{a0}{name}\u{a0}{}", self.year))
    }

    /// Its first month, counted from year 0.
    fn first_month(self) -> i32 {
        i32::from(self.year) * 12 + i32::from(self.month.unwrap_or(1))
    }

    /// Its last month, counted from year 0.
    fn last_month(self) -> i32 {
        i32::from(self.year) * 12 + i32::from(self.month.unwrap_or(12))
    }
}

/// A number in a date.
struct Part {
    value: u32,
    digits: usize,
}

impl Part {
    fn is_year(&self) -> bool {
        self.digits == 4
    }
}

/// The numbers in a date; the name of a month is one.
fn parts(text: &str) -> Option<Vec<Part>> {
    let words = text.split(|character: char| character.is_whitespace() || matches!(character, '.' | '/' | '-' | '–'));
    words.filter(|word| !word.is_empty()).map(part).collect()
}

fn part(word: &str) -> Option<Part> {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Part { value: word.parse().ok()?, digits: word.len() });
    }
    let lower = word.to_lowercase();
    if lower.chars().count() < 3 {
        return None;
    }
    let lower = match lower.as_str() {
        "mrz" | "maerz" => "märz",
        other => other,
    };
    let month = MONTHS.iter().position(|month| month.to_lowercase().starts_with(lower))?;
    Some(Part { value: u32::try_from(month).ok()? + 1, digits: 0 })
}

/// From one month to another; either may be open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// When it began.
    pub from: Option<When>,
    /// When it ended or will end.
    pub to: Option<When>,
}

impl Period {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Whether it ends before it begins.
    #[must_use]
    pub fn is_backwards(self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| from.first_month() > to.last_month())
    }

    /// How many months it lasts, the first and the last included; only if both are known.
    #[must_use]
    pub fn months(self) -> Option<i32> {
        let (from, to) = self.from.zip(self.to)?;
        (from.month.is_some() && to.month.is_some()).then(|| to.first_month() - from.first_month() + 1)
    }

    /// The years it touches; one if only one end is known.
    #[must_use]
    pub fn years(self) -> Vec<i16> {
        let Some(from) = self.from.or(self.to) else { return Vec::new() };
        let to = self.to.unwrap_or(from);
        (from.year..=to.year.min(from.year.saturating_add(30))).collect()
    }

    /// `Januar 2020 bis Juni 2023`, `ab Januar 2020`.
    #[must_use]
    pub fn show(self) -> String {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => from.show(),
            (Some(from), Some(to)) => format!("{} bis {}", from.show(), to.show()),
            (Some(from), None) => format!("ab {}", from.show()),
            (None, Some(to)) => format!("bis {}", to.show()),
            (None, None) => String::new(),
        }
    }
}

/// A length of time in months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Months(u16);

const MOST_MONTHS: u32 = 600;

impl Months {
    /// Reads `32`, `32 Monate`, `2 Jahre 8 Monate`, `2,5 Jahre`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let expected = || "Bitte geben Sie die Dauer in Monaten an, zum Beispiel 32 oder „2 Jahre 8 Monate“.".to_owned();
        if text.chars().count() > LONGEST {
            return Err(expected());
        }
        let hundredths = hundredths_of_months(&text.to_lowercase()).ok_or_else(expected)?;
        let months = (hundredths + 50) / 100;
        match u16::try_from(months) {
            Ok(0) => Err("Bitte geben Sie mindestens einen Monat an.".to_owned()),
            Ok(months) if u32::from(months) <= MOST_MONTHS => Ok(Self(months)),
            _ => Err(format!("Die Dauer ist zu lang: Höchstens {MOST_MONTHS} Monate sind möglich.")),
        }
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> u16 {
        self.0
    }

    /// `1 Monat`, `32 Monate`.
    #[must_use]
    pub fn show(self) -> String {
        crate::text::count(i64::from(self.0), "Monat", "Monate")
    }
}

/// The sum of numbers with units; a bare number counts months.
fn hundredths_of_months(text: &str) -> Option<u32> {
    let mut spaced = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    for character in text.chars() {
        if before.is_ascii_digit() && character.is_alphabetic() {
            spaced.push(' ');
        }
        spaced.push(character);
        before = character;
    }
    let mut words =
        spaced.split_whitespace().filter(|word| !matches!(*word, "und" | "+" | "rund" | "ca." | "ca" | "etwa")).peekable();
    let mut sum: Option<u32> = None;
    while let Some(word) = words.next() {
        let number = hundredths(word)?;
        let factor = match words.next() {
            None if sum.is_none() => 1,
            Some(unit) if unit.starts_with("jahr") => 12,
            Some(unit) if unit.starts_with("monat") || unit.starts_with("mon.") => 1,
            _ => return None,
        };
        sum = Some(sum.unwrap_or(0).checked_add(number.checked_mul(factor)?)?);
    }
    sum
}

/// `2`, `2,5` or `2.25` in hundredths.
fn hundredths(word: &str) -> Option<u32> {
    let (whole, fraction) = word.split_once([',', '.']).unwrap_or((word, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) || fraction.len() > 2 || whole.len() > 6 {
        return None;
    }
    let fraction: u32 = format!("{fraction:0<2}").parse().ok()?;
    whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(fraction)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn when(text: &str) -> When {
        When::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn dates_are_read_as_people_type_them() {
        for text in ["05/2024", "5/2024", "5.2024", "2024-05", "Mai 2024", "mai 2024"] {
            assert_eq!(when(text), When { year: 2024, month: Some(5), day: None }, "{text}");
        }
        for text in ["03.05.2024", "3.5.2024", "2024-05-03", "3. Mai 2024", "3/5/2024"] {
            assert_eq!(when(text), When { year: 2024, month: Some(5), day: Some(3) }, "{text}");
        }
        for text in ["März 2024", "Mrz 2024", "Mär. 2024", "maerz 2024"] {
            assert_eq!(when(text).month, Some(3), "{text}");
        }
        assert_eq!(when(" 2024 "), When { year: 2024, month: None, day: None });
    }

    #[test]
    fn what_is_no_date_is_refused() {
        let long = "1".repeat(10_000);
        for text in
            ["", "Anfang 2020", "20", "24", "5/24", "1.2.3.2024", "M 2024", "2024-2025", "-", "heute", "2024 Mai Juni", &long]
        {
            assert!(When::parse(text).is_err(), "{text}");
        }
        assert!(When::parse("13/2024").expect_err("a month").contains("gibt es nicht"));
        assert!(When::parse("30.02.2024").expect_err("a day").contains("gibt es nicht"));
        assert!(When::parse("05/1024").expect_err("a year").contains("1024"));
        assert!(When::parse("05/9999").expect_err("a year").contains("9999"));
    }

    #[test]
    fn dates_read_as_german() {
        let show = |text: &str| when(text).show().replace('\u{a0}', " ");
        assert_eq!(["2024", "05/2024", "03.05.2024"].map(show), ["2024", "Mai 2024", "3. Mai 2024"]);
        assert_eq!(when("3. Mai 2024").iso(), "2024-05-03");
    }

    #[test]
    fn a_period_knows_its_months_and_when_it_runs_backwards() {
        let period = |from, to| Period { from: Some(when(from)), to: Some(when(to)) };
        assert_eq!(period("01/2020", "12/2020").months(), Some(12));
        assert_eq!(period("2020", "12/2020").months(), None);
        assert!(period("06/2023", "05/2023").is_backwards());
        assert!(!period("06/2023", "2023").is_backwards());
        assert!(!period("05/2023", "05/2023").is_backwards());
        assert_eq!(period("12/2019", "08/2021").years(), [2019, 2020, 2021]);
        assert_eq!(period("2020", "2023").show(), "2020 bis 2023");
        assert_eq!(Period { from: Some(when("2020")), to: None }.show(), "ab 2020");
        assert_eq!(Period { from: None, to: Some(when("2020")) }.years(), [2020]);
    }

    #[test]
    fn lengths_are_read_as_people_type_them() {
        for (text, months) in [
            ("32", 32),
            ("32 Monate", 32),
            ("1 Monat", 1),
            ("2 Jahre 8 Monate", 32),
            ("2 Jahre und 8 Monate", 32),
            ("2Jahre 8Monate", 32),
            ("2,5 Jahre", 30),
            ("2.5 jahre", 30),
            ("ca. 3 Jahre", 36),
        ] {
            assert_eq!(Months::parse(text).map(Months::number), Ok(months), "{text}");
        }
        let long = "1".repeat(10_000);
        for text in ["", "lange", "-3", "3 Wochen", "Jahre", "2 3", "2 Jahre 8", "1e3", &long] {
            assert!(Months::parse(text).expect_err(text).contains("32"), "{text}");
        }
        assert!(Months::parse("601").expect_err("too long").contains("600"));
        assert!(Months::parse("999999").expect_err("too long").contains("600"));
        assert!(Months::parse("0").expect_err("nothing").contains("mindestens"));
    }

    fn any_when() -> impl Strategy<Value = When> {
        (1950..=2100_i16, proptest::option::of(1..=12_i8), proptest::option::of(1..=28_i8)).prop_map(|(year, month, day)| When {
            year,
            month,
            day: day.filter(|_| month.is_some()),
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(when in any_when()) {
            prop_assert_eq!(When::parse(&when.typed()), Ok(when));
            prop_assert_eq!(When::parse(&when.iso()), Ok(when));
            prop_assert_eq!(When::parse(&when.show()), Ok(when));
        }

        #[test]
        fn months_are_read_back(number in 1..=600_u16) {
            prop_assert_eq!(Months::parse(&Months(number).show()), Ok(Months(number)));
        }

        #[test]
        fn no_text_makes_the_parsers_panic(text in "[0-9 ./-]{0,12}|[0-9,. a-z]{0,30}|\\PC{0,50}") {
            let _ = When::parse(&text);
            let _ = Months::parse(&text);
        }
    }
}
