//! German wording of times, numbers and addresses.

use jiff::{Timestamp, civil, tz::TimeZone};

pub(crate) const MONTHS: [&str; 12] =
    ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];

/// The time zone of the region. The database is bundled, so the look-up cannot fail on a bare machine.
#[must_use]
pub fn zone() -> TimeZone {
    TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC)
}

/// `3. November 2026`
#[must_use]
pub fn date(time: Timestamp) -> String {
    day(time.to_zoned(zone()).date())
}

/// `3. November 2026`, for a day without a time.
#[must_use]
pub fn day(day: civil::Date) -> String {
    let month = MONTHS[usize::try_from(day.month() - 1).unwrap_or(0)];
    format!("{}. {month} {}", day.day(), day.year())
}

/// The day it is then, by the clock of the region.
#[must_use]
pub fn day_of(time: Timestamp) -> civil::Date {
    time.to_zoned(zone()).date()
}

/// A time of day by the clock of the region. An hour that is skipped in spring is the one after it, one that comes twice
/// in autumn is the first.
#[must_use]
pub fn moment(day: civil::Date, time: civil::Time) -> Option<Timestamp> {
    day.to_datetime(time).to_zoned(zone()).ok().map(|zoned| zoned.timestamp())
}

/// From when to when, the end left out if there is none: `Dienstag, 1. Dezember 2026, 14:00 bis 16:00 Uhr`.
#[must_use]
pub fn span(start: Timestamp, end: Option<Timestamp>) -> String {
    let from = format!("{}, {}, {}", weekday(start), date(start), clock(start));
    match end {
        None => format!("{from} Uhr"),
        Some(end) if day_of(end) == day_of(start) => format!("{from} bis {} Uhr", clock(end)),
        Some(end) => format!("{from} Uhr, bis {}, {}, {} Uhr", weekday(end), date(end), clock(end)),
    }
}

fn weekday(time: Timestamp) -> &'static str {
    const DAYS: [&str; 7] = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];
    DAYS[usize::try_from(day_of(time).weekday().to_monday_zero_offset()).unwrap_or(0) % 7]
}

/// `November 2026`
#[must_use]
pub fn month(time: Timestamp) -> String {
    let day = time.to_zoned(zone());
    format!("{} {}", MONTHS[usize::try_from(day.month() - 1).unwrap_or(0)], day.year())
}

/// The same time of day some calendar months later, by the clock of the region: a year after 29 February comes 28 February.
#[must_use]
pub fn months_later(time: Timestamp, months: i64) -> Timestamp {
    time.to_zoned(zone()).saturating_add(jiff::Span::new().months(months.clamp(0, 1200))).timestamp()
}

/// `3. November 2026, 14:05 Uhr`
#[must_use]
pub fn date_and_time(time: Timestamp) -> String {
    let at = time.to_zoned(zone());
    format!("{}, {:02}:{:02} Uhr", date(time), at.hour(), at.minute())
}

/// How long ago, in the words of a colleague: `heute`, `gestern`, `vor 5 Tagen`, then the date.
#[must_use]
pub fn age(time: Timestamp, now: Timestamp) -> String {
    let days = (now.to_zoned(zone()).date() - time.to_zoned(zone()).date()).get_days();
    match days {
        ..=0 => "heute".to_owned(),
        1 => "gestern".to_owned(),
        2..=13 => format!("vor {days}\u{a0}Tagen"),
        14..=59 => format!("vor {}\u{a0}Wochen", days / 7),
        _ => format!("am {}", date(time)),
    }
}

/// When something was done, in a sentence: `am 3. November 2026`.
#[must_use]
pub fn on(time: Timestamp) -> String {
    format!("am {}", date(time))
}

/// When something was done, after a noun: `von heute, 14:05 Uhr`, `von gestern, 14:05 Uhr`, `vom 3. November 2026, 14:05 Uhr`.
#[must_use]
pub fn from(time: Timestamp, now: Timestamp) -> String {
    let at = time.to_zoned(zone());
    let clock = format!("{}\u{a0}Uhr", clock(time));
    match (now.to_zoned(zone()).date() - at.date()).get_days() {
        ..=0 => format!("von heute, {clock}"),
        1 => format!("von gestern, {clock}"),
        _ => format!("vom {}, {clock}", date(time)),
    }
}

/// The time of day: `14:05`
#[must_use]
pub fn clock(time: Timestamp) -> String {
    let at = time.to_zoned(zone());
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// A number with its noun: `1 Antwort`, `3 Antworten`, `keine Antworten`, `12.345 Artikel`.
#[must_use]
pub fn count(number: i64, one: &str, many: &str) -> String {
    match number {
        0 => format!("keine {many}"),
        1 => format!("1\u{a0}{one}"),
        _ => format!("{}\u{a0}{many}", thousands(number)),
    }
}

/// A number that was only counted up to a hundred: `7`, `99+`.
#[must_use]
pub fn up_to(number: i64) -> String {
    if number > 99 { "99+".to_owned() } else { number.to_string() }
}

/// `12.345`
#[must_use]
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// The size of a file: `800 Bytes`, `12 KB`, `1,4 MB` (powers of ten, as file managers and browsers count).
#[must_use]
pub fn bytes(size: i64) -> String {
    match size {
        ..1000 => count(size, "Byte", "Bytes"),
        1000..1_000_000 => format!("{}\u{a0}KB", (size + 500) / 1000),
        _ => {
            let tenths = (size + 50_000) / 100_000;
            let rest = if tenths % 10 == 0 { String::new() } else { format!(",{}", tenths % 10) };
            format!("{}{rest}\u{a0}MB", thousands(tenths / 10))
        }
    }
}

/// The readable part of an address: lower case, `ä` as `ae`, words joined by hyphens, at most 80 characters.
/// Never empty.
#[must_use]
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    for character in title.chars().flat_map(char::to_lowercase) {
        match character {
            'ä' => slug.push_str("ae"),
            'ö' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            'é' | 'è' | 'ê' => slug.push('e'),
            'á' | 'à' | 'â' => slug.push('a'),
            'a'..='z' | '0'..='9' => slug.push(character),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
        if slug.len() >= 80 {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "beitrag".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a timestamp")
    }

    #[test]
    fn dates_are_written_out_in_local_time() {
        assert_eq!(date(at("2026-11-02T23:30:00Z")), "3. November 2026");
        assert_eq!(date_and_time(at("2026-07-01T10:05:00Z")), "1. Juli 2026, 12:05 Uhr");
    }

    #[test]
    fn a_time_span_names_the_second_day_only_if_it_is_another_one() {
        let (start, end) = (at("2026-12-01T13:00:00Z"), at("2026-12-01T15:00:00Z"));
        assert_eq!(span(start, None), "Dienstag, 1. Dezember 2026, 14:00 Uhr");
        assert_eq!(span(start, Some(end)), "Dienstag, 1. Dezember 2026, 14:00 bis 16:00 Uhr");
        let next = at("2026-12-02T09:00:00Z");
        assert_eq!(span(start, Some(next)), "Dienstag, 1. Dezember 2026, 14:00 Uhr, bis Mittwoch, 2. Dezember 2026, 10:00 Uhr");
    }

    #[test]
    fn the_clock_of_the_region_knows_summer_and_the_hours_that_are_not_there() {
        let time = |text: &str| text.parse::<civil::Time>().expect("a time");
        assert_eq!(moment(civil::date(2026, 7, 1), time("14:00")), Some(at("2026-07-01T12:00:00Z")));
        assert_eq!(moment(civil::date(2026, 12, 1), time("14:00")), Some(at("2026-12-01T13:00:00Z")));
        // 29 March 2026, 2 to 3 o'clock
        assert_eq!(moment(civil::date(2026, 3, 29), time("02:30")), Some(at("2026-03-29T01:30:00Z")));
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        assert_eq!(date(months_later(at("2028-02-29T08:00:00Z"), 12)), "28. Februar 2029");
        assert_eq!(date(months_later(at("2026-08-31T08:00:00Z"), 6)), "28. Februar 2027");
        assert_eq!(month(at("2026-02-28T23:30:00Z")), "März 2026");
    }

    #[test]
    fn an_age_counts_calendar_days_not_hours() {
        let now = at("2026-11-21T06:00:00Z");
        assert_eq!(age(at("2026-11-21T05:00:00Z"), now), "heute");
        assert_eq!(age(at("2026-11-20T20:00:00Z"), now), "gestern");
        assert_eq!(age(at("2026-11-16T20:00:00Z"), now), "vor 5\u{a0}Tagen");
        assert_eq!(age(at("2026-10-21T06:00:00Z"), now), "vor 4\u{a0}Wochen");
        assert_eq!(age(at("2026-01-21T06:00:00Z"), now), "am 21. Januar 2026");
    }

    #[test]
    fn what_was_done_lately_is_named_by_its_day() {
        let now = at("2026-11-21T06:00:00Z");
        assert_eq!(from(at("2026-11-21T05:03:00Z"), now), "von heute, 06:03\u{a0}Uhr");
        assert_eq!(from(at("2026-11-20T20:00:00Z"), now), "von gestern, 21:00\u{a0}Uhr");
        assert_eq!(from(at("2026-11-02T23:30:00Z"), now), "vom 3. November 2026, 00:30\u{a0}Uhr");
        assert_eq!(clock(at("2026-07-01T10:05:00Z")), "12:05");
    }

    #[test]
    fn counts_read_as_german() {
        assert_eq!(count(0, "Antwort", "Antworten"), "keine Antworten");
        assert_eq!(count(1, "Antwort", "Antworten"), "1\u{a0}Antwort");
        assert_eq!(count(12_345, "Antwort", "Antworten"), "12.345\u{a0}Antworten");
    }

    #[test]
    fn sizes_are_rounded_to_what_people_read() {
        assert_eq!(bytes(1), "1\u{a0}Byte");
        assert_eq!(bytes(1_499), "1\u{a0}KB");
        assert_eq!(bytes(1_400_000), "1,4\u{a0}MB");
        assert_eq!(bytes(19_999_999), "20\u{a0}MB");
        assert_eq!(bytes(1_234_000_000), "1.234\u{a0}MB");
    }

    #[test]
    fn a_slug_spells_umlauts_out_and_is_never_empty() {
        assert_eq!(slug("Gewerbeanmeldung: für Bürger & Behörden"), "gewerbeanmeldung-fuer-buerger-behoerden");
        assert_eq!(slug("???"), "beitrag");
        assert!(slug(&"ä".repeat(500)).len() <= 82);
    }
}
