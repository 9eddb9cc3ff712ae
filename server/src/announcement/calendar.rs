//! Dates as iCalendar (RFC 5545). Times are UTC, so no definition of a time zone is needed.

use app::announcement::port::Announcement;
use jiff::{Timestamp, tz::TimeZone};

use crate::markdown::plain_text;

/// Longest description, in characters.
const DESCRIPTION: usize = 2000;
/// Octets of a line without its end (3.1).
const LINE: usize = 75;

/// A calendar of this name. `origin` makes identifiers and addresses.
pub(crate) fn calendar(name: &str, origin: &str, dates: &[Announcement]) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN", "VCALENDAR");
    line(&mut out, "VERSION", "2.0");
    line(&mut out, "PRODID", "-//Wissensnetz//Termine//DE");
    line(&mut out, "CALSCALE", "GREGORIAN");
    line(&mut out, "METHOD", "PUBLISH");
    // what programs show as its name; from a draft that all of them follow
    line(&mut out, "X-WR-CALNAME", &text(name));
    line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION", "PT6H");
    for one in dates {
        event(&mut out, origin, one);
    }
    line(&mut out, "END", "VCALENDAR");
    out
}

fn event(out: &mut String, origin: &str, one: &Announcement) {
    let Some(start) = one.starts_at else { return };
    let host = origin.split("//").nth(1).unwrap_or(origin);
    let page = format!("{origin}{}", one.path());
    let about = plain_text(&one.body, DESCRIPTION);
    let about = [about.as_str(), one.link.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &format!("termin-{}@{host}", one.id));
    // without a method that expects an answer it is the time of the last change (3.8.7.2)
    line(out, "DTSTAMP", &utc(one.updated_at));
    line(out, "SEQUENCE", &one.version.to_string());
    line(out, "DTSTART", &utc(start));
    if let Some(end) = one.ends_at {
        line(out, "DTEND", &utc(end));
    }
    line(out, "SUMMARY", &text(&one.title));
    if !about.is_empty() {
        line(out, "DESCRIPTION", &text(&about));
    }
    if !one.place.is_empty() {
        line(out, "LOCATION", &text(&one.place));
    }
    line(out, "URL", &page);
    line(out, "END", "VEVENT");
}

/// A date with time in UTC (3.3.5, form 2).
fn utc(time: Timestamp) -> String {
    time.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A value of type TEXT (3.3.11).
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for letter in value.replace("\r\n", "\n").chars() {
        match letter {
            '\\' => out.push_str("\\\\"),
            ';' => out.push_str("\\;"),
            ',' => out.push_str("\\,"),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A content line, folded (3.1): no line has more than 75 octets, and no letter is cut in two. Whatever the value holds,
/// it stays one line.
fn line(out: &mut String, name: &str, value: &str) {
    let mut length = 0;
    for letter in name.chars().chain([':']).chain(value.chars().filter(|letter| !matches!(letter, '\r' | '\n'))) {
        if length + letter.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use app::wiki::Visibility;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    fn date() -> Announcement {
        Announcement {
            id: 7,
            title: "Digitalboard, Runde 3; mit \\Kaffee\\".into(),
            body: "Erste Zeile\n\n**Zweite**, Zeile".into(),
            html: String::new(),
            starts_at: Some(at("2026-12-01T13:00:00Z")),
            ends_at: Some(at("2026-12-01T15:30:00Z")),
            place: "Rathaus Lemgo".into(),
            link: String::new(),
            shown_until: at("2026-12-01T15:30:00Z"),
            visibility: Visibility::Public,
            version: 2,
            created_at: at("2026-11-21T08:00:00Z"),
            updated_at: at("2026-11-22T09:05:06Z"),
        }
    }

    fn folded(name: &str, value: &str) -> String {
        let mut out = String::new();
        line(&mut out, name, value);
        out
    }

    /// As a reader does (3.1).
    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn a_date_is_written_as_the_standard_says() {
        let text = unfolded(&calendar("Netz", "https://netz.example", &[date()]));
        for part in [
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:",
            "UID:termin-7@netz.example\r\n",
            "DTSTAMP:20261122T090506Z\r\n",
            "SEQUENCE:2\r\n",
            "DTSTART:20261201T130000Z\r\n",
            "DTEND:20261201T153000Z\r\n",
            "SUMMARY:Digitalboard\\, Runde 3\\; mit \\\\Kaffee\\\\\r\n",
            "LOCATION:Rathaus Lemgo\r\n",
            "URL:https://netz.example/termine/7\r\n",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(text.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
    }

    // the example of 3.3.11
    #[test]
    fn the_example_of_the_standard_is_escaped_as_it_is_there() {
        let value = "Project XYZ Final Review\nConference Room - 3B\nCome Prepared.";
        assert_eq!(text(value), "Project XYZ Final Review\\nConference Room - 3B\\nCome Prepared.");
        assert_eq!(text("a\r\nb\u{7}"), "a\\nb");
    }

    #[test]
    fn lines_are_folded_at_75_octets() {
        assert_eq!(folded("SUMMARY", &"x".repeat(67)).len(), 75 + 2);
        assert_eq!(folded("SUMMARY", &"x".repeat(68)), format!("SUMMARY:{}\r\n x\r\n", "x".repeat(67)));
        let long = folded("SUMMARY", &"x".repeat(1000));
        assert!(long.split("\r\n").all(|line| line.len() <= 75), "{long}");
        assert_eq!(unfolded(&long), format!("SUMMARY:{}\r\n", "x".repeat(1000)));
    }

    #[test]
    fn no_letter_is_cut_in_two() {
        let value = "ä🚀€".repeat(100);
        let long = folded("SUMMARY", &value);
        assert!(long.split("\r\n").all(|line| line.len() <= 75), "{long}");
        assert_eq!(unfolded(&long), format!("SUMMARY:{value}\r\n"));
    }

    #[test]
    fn a_title_cannot_begin_a_line_of_its_own() {
        let hostile = Announcement { title: "x\r\nEND:VEVENT\nATTACH:http://boese.example".into(), ..date() };
        let text = unfolded(&calendar("Netz", "https://netz.example", &[hostile]));
        assert_eq!(text.matches("\r\nEND:VEVENT").count(), 1, "{text}");
        assert!(!text.contains("\r\nATTACH"), "{text}");
    }

    #[test]
    fn news_without_a_date_are_not_in_the_calendar() {
        let news = Announcement { starts_at: None, ..date() };
        assert!(!calendar("Netz", "https://netz.example", &[news]).contains("VEVENT"));
    }
}
