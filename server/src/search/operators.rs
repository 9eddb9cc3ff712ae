//! Words that narrow instead of being looked for: `kommune:lemgo`, `thema:"Smart City"`, `seit:2023`, `gelöst:ja`.
//!
//! Every quality of the filter is an operator under the name that its address has; beside these stand `von:` (who wrote it),
//! `seit:` and `bis:` (last changed). What names nothing that the viewer can find is looked for as words.

use std::ops::Bound;

use app::{
    search::{self, port::label_of_kind},
    text::{slug, zone},
    wiki::{self, fields::Facet},
};
use jiff::{ToSpan, civil::Date};
use tantivy::{
    Term,
    query::{Query, RangeQuery},
};

use super::{analyser::Word, facets, request::is_quote, schema::Fields};
use crate::db::Millis;

/// Who wrote it; its terms stand beside those of the filter.
const BY: &str = "von";

/// An operator with its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Operator {
    /// Whether what has it is left out.
    pub(super) excluded: bool,
    /// What it asks for.
    pub(super) wanted: Wanted,
    /// Name and value as words, should it mean nothing.
    pub(super) words: Vec<Word>,
}

/// What an operator asks for.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Wanted {
    /// One of these terms of [`Fields::facts`].
    Terms(Vec<String>),
    /// A person. Guests do not ask for people.
    Person(String),
    /// Changed then or later, in Unix milliseconds.
    Since(Millis),
    /// Changed before.
    Before(Millis),
}

/// Marks that somebody has written something.
pub(super) fn by(name: &str) -> Vec<String> {
    let parts = name.split_whitespace().map(slug).chain([slug(name)]);
    parts.map(|part| format!("{BY}:{part}")).collect()
}

impl Operator {
    /// An operator, when the text is one.
    pub(super) fn parse(text: &str, excluded: bool, words: &[Word]) -> Option<Self> {
        let (name, value) = text.split_once(':')?;
        let value = value.trim_matches(is_quote);
        if !value.contains(char::is_alphanumeric) || name.is_empty() || !name.chars().all(char::is_alphabetic) {
            return None;
        }
        let wanted = Wanted::of(&slug(name), value)?;
        Some(Self { excluded, wanted, words: words.to_vec() })
    }
}

impl Wanted {
    fn of(name: &str, value: &str) -> Option<Self> {
        match name {
            BY => Some(Self::Person(format!("{BY}:{}", slug(value)))),
            "seit" => Some(Self::Since(days(value)?.0)),
            "bis" => Some(Self::Before(days(value)?.1)),
            name => {
                let facet = Facet::from_key(name)?;
                let values = values(facet, &slug(value));
                Some(Self::Terms(values.iter().map(|value| facets::term(facet, value)).collect()))
            }
        }
    }

    /// The terms that have to be there for it to mean anything; none for a time.
    pub(super) fn terms(&self, fields: &Fields) -> Vec<Term> {
        let term = |text: &String| Term::from_field_text(fields.facts, text);
        match self {
            Self::Terms(terms) => terms.iter().map(term).collect(),
            Self::Person(text) => vec![term(text)],
            Self::Since(_) | Self::Before(_) => Vec::new(),
        }
    }

    /// The time that it asks for, as a condition.
    pub(super) fn time(&self, fields: &Fields) -> Option<Box<dyn Query>> {
        let bound = |time: Millis| Term::from_field_i64(fields.updated, time);
        let range = match self {
            Self::Since(time) => RangeQuery::new(Bound::Included(bound(*time)), Bound::Unbounded),
            Self::Before(time) => RangeQuery::new(Bound::Unbounded, Bound::Excluded(bound(*time))),
            Self::Terms(_) | Self::Person(_) => return None,
        };
        Some(Box::new(range))
    }
}

/// What people may call a value of the filter.
fn values(facet: Facet, value: &str) -> Vec<String> {
    match facet {
        // `kreis:lippe` is what people say
        Facet::District => vec![value.to_owned(), format!("kreis-{value}")],
        Facet::Kind => kinds(value),
        _ => vec![value.to_owned()],
    }
}

/// `frage`, `fragen`, `question`; `erfahrungsbericht`.
fn kinds(value: &str) -> Vec<String> {
    let keys = search::Kind::ALL.iter().map(|kind| kind.key()).chain(wiki::Kind::ALL.iter().map(|kind| kind.key()));
    let named = keys.filter(|key| {
        let label = label_of_kind(key).map(slug).unwrap_or_default();
        // in the singular or the plural, and `kommune` of `Kommunen und Partner`
        *key == value || value.len() >= 5 && label.split('-').any(|word| word.starts_with(value) || value.starts_with(word))
    });
    named.map(str::to_owned).collect()
}

/// The first moment of a day, month or year, and the first behind it. In German or ISO order.
fn days(value: &str) -> Option<(Millis, Millis)> {
    let numbers: Vec<i16> = value.split(['-', '.', '/']).map(|number| number.parse().ok()).collect::<Option<_>>()?;
    let year_first = numbers.first().is_some_and(|number| *number >= 1000);
    let (year, month, day) = match *numbers.as_slice() {
        [year] => (year, None, None),
        [year, month] if year_first => (year, Some(month), None),
        [month, year] => (year, Some(month), None),
        [year, month, day] if year_first => (year, Some(month), Some(day)),
        [day, month, year] => (year, Some(month), Some(day)),
        _ => return None,
    };
    if !(1000..=9998).contains(&year) {
        return None;
    }
    let number = |number: Option<i16>| i8::try_from(number.unwrap_or(1)).ok();
    let first = Date::new(year, number(month)?, number(day)?).ok()?;
    let span = match (month, day) {
        (None, _) => 1.year(),
        (_, None) => 1.month(),
        _ => 1.day(),
    };
    Some((start(first)?, start(first.checked_add(span).ok()?)?))
}

fn start(day: Date) -> Option<Millis> {
    Some(day.to_zoned(zone()).ok()?.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(text: &str) -> Option<Wanted> {
        Operator::parse(text, false, &[]).map(|operator| operator.wanted)
    }

    fn terms(text: &str) -> Vec<String> {
        match wanted(text) {
            Some(Wanted::Terms(terms)) => terms,
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn a_quality_of_the_filter_is_an_operator() {
        assert_eq!(terms("kommune:Lübbecke"), ["kommune:luebbecke"]);
        assert_eq!(terms("thema:„Smart City“"), ["thema:smart-city"]);
        assert_eq!(terms("kreis:lippe"), ["kreis:lippe", "kreis:kreis-lippe"]);
        assert_eq!(terms("Software:Node-RED"), ["software:node-red"]);
        assert_eq!(terms("gelöst:ja"), ["geloest:ja"]);
        assert_eq!(wanted("von:Weber"), Some(Wanted::Person("von:weber".into())));
    }

    #[test]
    fn kinds_are_called_what_they_are() {
        assert_eq!(terms("art:Frage"), ["art:question"]);
        assert_eq!(terms("art:fragen"), ["art:question"]);
        assert_eq!(terms("art:leitfaden"), ["art:guide"]);
        assert!(terms("art:kommune").contains(&"art:organisation".to_owned()));
        assert!(terms("art:quatsch").is_empty());
    }

    #[test]
    fn times_are_days_months_or_years() {
        let at = |text: &str| match wanted(text) {
            Some(Wanted::Since(time) | Wanted::Before(time)) => {
                jiff::Timestamp::from_millisecond(time).expect("a time").to_string()
            }
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(at("seit:2023"), "2022-12-31T23:00:00Z");
        assert_eq!(at("seit:05.2023"), at("seit:2023-05"));
        assert_eq!(at("seit:17.5.2023"), "2023-05-16T22:00:00Z");
        assert_eq!(at("bis:2023"), "2023-12-31T23:00:00Z");
        for text in ["seit:gestern", "seit:2023-13", "seit:31.2.2023", "seit:99999", "seit:0", "bis:-5"] {
            assert_eq!(wanted(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_operator_is_none() {
        for text in ["thema:", ":lemgo", "http://lemgo.de", "titel:x", "thema", "a:b:c", "10:30", "thema::"] {
            assert_eq!(wanted(text), None, "{text}");
        }
    }
}
