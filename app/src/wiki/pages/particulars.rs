//! What an article says besides its text, in words: what the form has as slugs and keys, by name.

use leptos::prelude::*;

use super::difference;
use crate::{
    context::Visit,
    error::Error,
    text,
    wiki::{
        Kind, Visibility,
        fields::{Again, Fields, NAMES, SOURCES, Status, Typed},
        port::ArticleDraft,
    },
};

/// What the oldest revisions do not know of themselves.
const UNKNOWN_ONCE: [&str; 5] = ["Art", "Thema", "Kommune", "Sichtbar", "Schlagworte"];

/// The names of topics and organisations.
pub(crate) struct Names {
    topics: Vec<(String, String)>,
    organisations: Vec<(String, String)>,
}

impl Names {
    pub(crate) async fn load(visit: &Visit) -> Result<Self, Error> {
        let topics = visit.ports.subjects.topics().await?.into_iter().map(|topic| (topic.slug, topic.name)).collect();
        Ok(Self { topics, organisations: visit.ports.organisations.names().await? })
    }

    /// Label and value of all but the fixed fields, in the order of the form.
    pub(crate) fn general(&self, typed: &ArticleDraft) -> Vec<(&'static str, String)> {
        let name = |names: &[(String, String)], slug: &str| {
            names.iter().find(|(other, _)| other == slug).map_or_else(|| slug.to_owned(), |(_, name)| name.clone())
        };
        let visibility = Visibility::from_key(&typed.visibility);
        vec![
            ("Titel", typed.title.clone()),
            ("Art", Kind::from_key(&typed.kind).map_or_else(|| typed.kind.clone(), |kind| kind.label().to_owned())),
            ("Thema", name(&self.topics, &typed.topic)),
            ("Kommune", name(&self.organisations, &typed.organisation)),
            ("Sichtbar", visibility.map_or_else(|| typed.visibility.clone(), |one| one.label().to_owned())),
            ("In Kürze", typed.summary.clone()),
            ("Schlagworte", in_order(&typed.tags)),
        ]
    }

    /// Everything that differs. Without `whole`, what the oldest revisions do not know is left out.
    pub(crate) fn differences(&self, old: &ArticleDraft, new: &ArticleDraft, whole: bool) -> Vec<AnyView> {
        let all = |typed: &ArticleDraft| self.general(typed).into_iter().chain(fixed(typed)).collect::<Vec<_>>();
        let new = ArticleDraft { tags: spelled_as(&old.tags, &new.tags), ..new.clone() };
        all(old)
            .into_iter()
            .zip(all(&new))
            .filter(|((label, _), _)| whole || !UNKNOWN_ONCE.contains(label))
            .filter_map(|((label, old), (_, new))| difference::line(label, &old, &new))
            .collect()
    }
}

fn each(tags: &str) -> impl Iterator<Item = &str> {
    // as the form reads them
    tags.split([',', ';', '\n']).map(|tag| tag.trim().trim_start_matches('#').trim()).filter(|tag| !tag.is_empty())
}

/// Their order means nothing.
fn in_order(tags: &str) -> String {
    let mut tags: Vec<&str> = each(tags).collect();
    tags.sort_by_key(|tag| tag.to_lowercase());
    tags.join(", ")
}

/// The new tags; those that are the same as an old one, spelled as that: another spelling is no other tag.
fn spelled_as(old: &str, new: &str) -> String {
    let spelled = |tag| each(old).find(|old| text::slug(old) == text::slug(tag)).unwrap_or(tag);
    each(new).map(spelled).collect::<Vec<_>>().join(", ")
}

/// Label and value of the fixed fields, as they would be stored: another way to write a number is no difference.
fn fixed(typed: &ArticleDraft) -> Vec<(&'static str, String)> {
    let tidy = Kind::from_key(&typed.kind).and_then(|kind| Fields::parse(kind, &typed.fields).ok());
    let fields: Typed = tidy.map_or_else(|| typed.fields.clone(), |fields| fields.typed());
    let names = NAMES.into_iter().chain(SOURCES.into_iter().flat_map(|(text, date)| [text, date]));
    names.map(|name| (label(name), shown(name, fields.text(name)))).collect()
}

/// What the form calls a fixed field.
fn label(name: &str) -> &'static str {
    match name {
        "status" => "Status",
        "period_from" => "Beginn",
        "period_to" => "Ende",
        "duration" => "Dauer in Monaten",
        "costs_from" => "Kosten von",
        "costs_to" => "Kosten bis",
        "yearly_costs" => "Kosten pro Jahr",
        "staff" => "Personal",
        "programme" => "Förderprogramm",
        "share" => "Förderquote",
        "software" => "Software",
        "legal_basis" => "Rechtsgrundlage",
        "licences" => "Lizenz",
        "leika" => "LeiKa-Schlüssel",
        "again" => "Wieder tun?",
        "contact" => "Ansprechstelle",
        "contact_mail" => "Mail-Adresse",
        "contact_phone" => "Telefon",
        _ if name.ends_with("_date") => "Datum der Quelle",
        _ => "Quelle",
    }
}

/// Its value in words.
fn shown(name: &str, value: &str) -> String {
    let known = match name {
        "status" => Status::parse(value).ok().map(Status::label),
        "again" => Again::parse(value).ok().map(Again::label),
        _ => None,
    };
    known.unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(tags: &str, share: &str) -> ArticleDraft {
        ArticleDraft {
            kind: "experience_report".to_owned(),
            tags: tags.to_owned(),
            fields: Typed::from_pairs([("share", share)]),
            ..ArticleDraft::default()
        }
    }

    #[test]
    fn another_order_or_spelling_of_the_same_is_no_difference() {
        let names = Names { topics: Vec::new(), organisations: Vec::new() };
        assert!(names.differences(&draft("Markt, Bau", "80"), &draft(" bau,Markt", "80,00 %"), true).is_empty());
        assert_eq!(names.differences(&draft("Markt", "80"), &draft("Bau", "70"), true).len(), 2);
        assert_eq!(names.differences(&draft("Markt", "80"), &draft("Bau", "70"), false).len(), 1);
    }
}
