//! The fields as front matter of a Markdown file: German keys, one text or a list of texts each, and back.

use super::{
    Typed,
    typed::{
        AGAIN, CONTACT, CONTACT_MAIL, CONTACT_PHONE, COSTS_FROM, COSTS_TO, DURATION, LEGAL_BASIS, LEIKA, LICENCES, PERIOD_FROM,
        PERIOD_TO, PROGRAMME, SHARE, SOFTWARE, SOURCES, STAFF, STATUS, YEARLY_COSTS,
    },
};

/// What a key of the front matter holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// One text.
    Text(String),
    /// Several.
    List(Vec<String>),
}

/// Keys with one text each.
const TEXTS: [(&str, &str); 15] = [
    ("status", STATUS),
    ("beginn", PERIOD_FROM),
    ("ende", PERIOD_TO),
    ("dauer_monate", DURATION),
    ("kosten_von", COSTS_FROM),
    ("kosten_bis", COSTS_TO),
    ("kosten_pro_jahr", YEARLY_COSTS),
    ("personalaufwand", STAFF),
    ("foerderprogramm", PROGRAMME),
    ("foerderquote", SHARE),
    ("leika", LEIKA),
    ("wieder_tun", AGAIN),
    ("ansprechstelle", CONTACT),
    ("ansprechstelle_mail", CONTACT_MAIL),
    ("ansprechstelle_telefon", CONTACT_PHONE),
];

/// Keys with several texts, and what parts them in the form.
const LISTS: [(&str, &str, &str); 3] =
    [("software", SOFTWARE, "\n"), ("rechtsgrundlage", LEGAL_BASIS, "\n"), ("lizenz", LICENCES, ", ")];

/// Each source is `text` or `text (Stand 03.05.2024)`.
const SOURCES_KEY: &str = "quellen";
const AS_OF: &str = " (Stand ";

/// All keys, for whoever reads a file.
pub fn keys() -> impl Iterator<Item = &'static str> {
    TEXTS.iter().map(|(key, _)| *key).chain(LISTS.iter().map(|(key, ..)| *key)).chain([SOURCES_KEY])
}

/// The keys of the texts and what they hold, in a fixed order.
#[must_use]
pub fn to_front_matter(typed: &Typed) -> Vec<(&'static str, Value)> {
    let text = |name: &str| Some(typed.text(name).to_owned()).filter(|text| !text.is_empty());
    let texts = TEXTS.into_iter().filter_map(|(key, name)| Some((key, Value::Text(text(name)?))));
    let lists = LISTS.into_iter().filter_map(|(key, name, between)| {
        Some((key, Value::List(text(name)?.split(between.trim_matches(' ')).map(|part| part.trim().to_owned()).collect())))
    });
    let sources: Vec<String> = SOURCES
        .into_iter()
        .filter_map(|(name, date)| {
            let source = text(name)?;
            Some(text(date).map_or_else(|| source.clone(), |date| format!("{source}{AS_OF}{date})")))
        })
        .collect();
    let sources = (!sources.is_empty()).then_some((SOURCES_KEY, Value::List(sources)));
    texts.chain(lists).chain(sources).collect()
}

/// The texts of what a file says; `values` gives the texts of a key. They still have to be checked.
pub fn from_front_matter(values: impl Fn(&str) -> Vec<String>) -> Typed {
    let mut typed = Typed::default();
    for (key, name) in TEXTS {
        typed.set(name, values(key).join(", "));
    }
    for (key, name, between) in LISTS {
        typed.set(name, values(key).join(between));
    }
    for ((name, date), source) in SOURCES.into_iter().zip(values(SOURCES_KEY)) {
        match source.rsplit_once(AS_OF).and_then(|(text, rest)| Some((text, rest.strip_suffix(')')?))) {
            Some((text, as_of)) => {
                typed.set(name, text);
                typed.set(date, as_of);
            }
            None => typed.set(name, source),
        }
    }
    typed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::{Fields, tests::any_fields, tests::typed},
        *,
    };
    use crate::wiki::Kind;

    fn back(matter: &[(&'static str, Value)]) -> Typed {
        from_front_matter(|key| match matter.iter().find(|(one, _)| *one == key) {
            Some((_, Value::Text(text))) => vec![text.clone()],
            Some((_, Value::List(list))) => list.clone(),
            None => Vec::new(),
        })
    }

    #[test]
    fn a_file_reads_like_a_form() {
        let fields = typed(&[
            ("status", "laeuft"),
            ("software", "Node-RED\nMySQL"),
            ("source_1", "Amtsblatt"),
            ("source_1_date", "05/2024"),
            ("source_2", "https://a.de"),
        ]);
        let matter = to_front_matter(&fields);
        assert_eq!(
            matter,
            [
                ("status", Value::Text("laeuft".to_owned())),
                ("software", Value::List(vec!["Node-RED".to_owned(), "MySQL".to_owned()])),
                ("quellen", Value::List(vec!["Amtsblatt (Stand 05/2024)".to_owned(), "https://a.de".to_owned()])),
            ]
        );
        assert_eq!(back(&matter), fields);
    }

    #[test]
    fn every_name_of_the_form_has_a_key() {
        let every = super::super::NAMES.map(|name| (name, "x"));
        assert_eq!(to_front_matter(&typed(&every)).len(), every.len());
        assert_eq!(keys().count(), every.len() + 1);
    }

    proptest! {
        #[test]
        fn what_is_exported_is_imported_without_difference(fields in any_fields()) {
            let again = back(&to_front_matter(&fields.typed()));
            prop_assert_eq!(Fields::parse(Kind::ExperienceReport, &again), Ok(fields));
        }
    }
}
