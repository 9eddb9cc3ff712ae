//! What a moderator may announce.

use app::{
    announcement::port::AnnouncementDraft,
    error::{Error, FieldErrors},
    text as words,
    wiki::Visibility,
};
use jiff::{Timestamp, ToSpan, civil};
use url::Url;

use crate::{
    db::Millis,
    text::{optional, title},
};

/// How long news without a date are shown, in days.
const NEWS_DAYS: i64 = 30;
/// In milliseconds.
const DAY: Millis = 24 * 60 * 60 * 1000;
/// How long a date without an end takes.
pub(super) const USUAL: Millis = 3 * 60 * 60 * 1000;
/// Longest text, in characters.
const LONGEST: usize = 20_000;

/// An announcement, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stored {
    pub(super) title: String,
    pub(super) body: String,
    pub(super) starts_at: Option<Millis>,
    pub(super) ends_at: Option<Millis>,
    pub(super) place: String,
    pub(super) link: String,
    pub(super) shown_until: Millis,
    pub(super) visibility: Visibility,
}

/// Parses a draft. Errors: `Invalid` with every field that is wrong.
pub(super) fn check(draft: &AnnouncementDraft, now: Timestamp) -> Result<Stored, Error> {
    let mut errors = FieldErrors::default();
    let name = errors.check("title", title(&draft.title, "Bitte geben Sie der Ankündigung einen Titel.", 3));
    let body = errors.check("body", optional(&draft.body, LONGEST));
    let place =
        errors.check("place", optional(&draft.place, 200).map(|place| place.split_whitespace().collect::<Vec<_>>().join(" ")));
    let link = errors.check("link", link(&draft.link));
    let starts_at = start(draft, &mut errors);
    let ends_at = end(draft, starts_at, &mut errors);
    let shown_until = shown(draft, starts_at, ends_at, now, &mut errors);
    let visibility = Visibility::from_key(&draft.visibility).ok_or_else(|| "Bitte wählen Sie, wer das sehen darf.".to_owned());
    let visibility = errors.check("visibility", visibility);
    errors.into_result()?;
    match (name, body, place, link, visibility) {
        (Some(title), Some(body), Some(place), Some(link), Some(visibility)) => Ok(Stored {
            title,
            body,
            starts_at: starts_at.map(Timestamp::as_millisecond),
            ends_at: ends_at.map(Timestamp::as_millisecond),
            place,
            link,
            shown_until: shown_until.as_millisecond(),
            visibility,
        }),
        // every `None` has left an error behind
        _ => Err(Error::fault("a field was refused without a reason")),
    }
}

/// Refuses what was over the day before: nobody announces that, but the wrong year is quickly chosen.
pub(super) fn still_to_come(new: &Stored, now: Timestamp) -> Result<(), Error> {
    let over = new.ends_at.or(new.starts_at).is_some_and(|end| end < now.as_millisecond() - DAY);
    if over { Err(Error::invalid("start_day", "Dieser Termin ist schon vorbei. Stimmt das Jahr?")) } else { Ok(()) }
}

/// A day that calendars of offices know.
fn day(typed: &str) -> Result<civil::Date, String> {
    let day = typed.trim().parse::<civil::Date>().ok().filter(|day| (2000..=2100).contains(&day.year()));
    day.ok_or_else(|| "Bitte geben Sie einen Tag an, zum Beispiel 2026-12-01.".to_owned())
}

fn time(typed: &str) -> Result<civil::Time, String> {
    let unknown = || "Bitte geben Sie eine Uhrzeit an, zum Beispiel 14:00.".to_owned();
    let (hour, minute) = typed.trim().split_once(':').ok_or_else(unknown)?;
    // some browsers add the seconds
    let minute = minute.split(':').next().unwrap_or(minute);
    let (hour, minute) = (hour.parse().map_err(|_| unknown())?, minute.parse().map_err(|_| unknown())?);
    civil::Time::new(hour, minute, 0, 0).map_err(|_| unknown())
}

fn start(draft: &AnnouncementDraft, errors: &mut FieldErrors) -> Option<Timestamp> {
    if draft.start_day.trim().is_empty() {
        if [&draft.start_time, &draft.end_day, &draft.end_time].into_iter().any(|typed| !typed.trim().is_empty()) {
            errors.add("start_day", "Bitte geben Sie auch an, an welchem Tag es beginnt.");
        }
        return None;
    }
    let day = errors.check("start_day", day(&draft.start_day));
    let time = errors.check("start_time", time(&draft.start_time));
    words::moment(day?, time?)
}

fn end(draft: &AnnouncementDraft, start: Option<Timestamp>, errors: &mut FieldErrors) -> Option<Timestamp> {
    let start = start?;
    if draft.end_time.trim().is_empty() {
        if !draft.end_day.trim().is_empty() {
            errors.add("end_time", "Bitte geben Sie an, um wie viel Uhr es endet.");
        }
        return None;
    }
    let day = match draft.end_day.trim() {
        "" => Some(words::day_of(start)),
        typed => errors.check("end_day", day(typed)),
    };
    let time = errors.check("end_time", time(&draft.end_time));
    let end = words::moment(day?, time?)?;
    if end <= start {
        errors.add("end_time", "Das Ende liegt vor dem Beginn.");
        return None;
    }
    Some(end)
}

/// Given as a day, it is shown until that day is over.
fn shown(
    draft: &AnnouncementDraft,
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    now: Timestamp,
    errors: &mut FieldErrors,
) -> Timestamp {
    let usual = || match (start, end) {
        (_, Some(end)) => end.as_millisecond(),
        (Some(start), None) => start.as_millisecond() + USUAL,
        (None, None) => now.as_millisecond() + NEWS_DAYS * DAY,
    };
    let typed = draft.shown_until.trim();
    let last = if typed.is_empty() { None } else { errors.check("shown_until", day(typed)) };
    let over = last.and_then(|day| words::moment(day.checked_add(1.day()).ok()?, civil::Time::midnight()));
    over.unwrap_or_else(|| crate::db::timestamp(usual()))
}

/// Nothing, or an address that a browser opens as a page.
fn link(typed: &str) -> Result<String, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(String::new());
    }
    let url = Url::parse(typed).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let url = url.filter(|url| url.username().is_empty() && url.password().is_none()).map(String::from);
    match url {
        Some(url) if url.len() <= 1000 => Ok(url),
        _ => Err("Bitte geben Sie eine Adresse an, die mit https:// beginnt.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-21T08:00:00Z".parse().expect("a time")
    }

    fn draft() -> AnnouncementDraft {
        AnnouncementDraft {
            title: "Digitalboard".into(),
            start_day: "2026-12-01".into(),
            start_time: "14:00".into(),
            visibility: "public".into(),
            ..AnnouncementDraft::default()
        }
    }

    fn wrong(draft: &AnnouncementDraft, field: &str) -> bool {
        matches!(check(draft, now()), Err(Error::Invalid(errors)) if errors.of(field).is_some())
    }

    fn millis(text: &str) -> Millis {
        text.parse::<Timestamp>().expect("a time").as_millisecond()
    }

    #[test]
    fn times_are_those_of_the_region() {
        let stored = check(&AnnouncementDraft { end_time: "16:30".into(), ..draft() }, now()).expect("checked");
        assert_eq!(stored.starts_at, Some(millis("2026-12-01T13:00:00Z")));
        assert_eq!(stored.ends_at, Some(millis("2026-12-01T15:30:00Z")));
        assert_eq!(stored.shown_until, millis("2026-12-01T15:30:00Z"));
    }

    #[test]
    fn what_is_shown_until_a_day_is_shown_on_that_day() {
        let stored = check(&AnnouncementDraft { shown_until: "2026-12-05".into(), ..draft() }, now()).expect("checked");
        assert_eq!(stored.shown_until, millis("2026-12-05T23:00:00Z"));
    }

    #[test]
    fn news_are_shown_for_thirty_days() {
        let news = AnnouncementDraft { start_day: String::new(), start_time: String::new(), ..draft() };
        assert_eq!(check(&news, now()).expect("checked").shown_until, millis("2026-12-21T08:00:00Z"));
    }

    #[test]
    fn what_makes_no_sense_is_named_at_its_field() {
        assert!(wrong(&AnnouncementDraft { title: " ".into(), ..draft() }, "title"));
        assert!(wrong(&AnnouncementDraft { start_time: String::new(), ..draft() }, "start_time"));
        assert!(wrong(&AnnouncementDraft { start_time: "25:00".into(), ..draft() }, "start_time"));
        assert!(wrong(&AnnouncementDraft { start_day: "0026-12-01".into(), ..draft() }, "start_day"));
        assert!(wrong(&AnnouncementDraft { start_day: String::new(), ..draft() }, "start_day"));
        assert!(wrong(&AnnouncementDraft { end_time: "13:59".into(), ..draft() }, "end_time"));
        assert!(wrong(&AnnouncementDraft { end_day: "2026-12-02".into(), ..draft() }, "end_time"));
        assert!(wrong(&AnnouncementDraft { visibility: "alle".into(), ..draft() }, "visibility"));
    }

    #[test]
    fn a_link_leads_to_a_page_and_runs_nothing() {
        for bad in ["javascript:alert(1)", "data:text/html,x", "www.lemgo.de", "https://", "https://lemgo.de@boese.example/"] {
            assert!(wrong(&AnnouncementDraft { link: bad.into(), ..draft() }, "link"), "{bad}");
        }
        let stored = check(&AnnouncementDraft { link: "https://lemgo.de/a b\"c".into(), ..draft() }, now()).expect("checked");
        assert_eq!(stored.link, "https://lemgo.de/a%20b%22c");
    }
}
