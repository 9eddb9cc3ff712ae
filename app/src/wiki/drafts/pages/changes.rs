//! What a draft says besides its text, and what it would change.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    wiki::{
        Kind, Visibility,
        drafts::port::Draft,
        fields::{Again, Fields, NAMES, SOURCES, Status},
        pages::{difference, show::facts::fields, write},
        port::ArticleDraft,
    },
};

/// How many facts come before the fixed fields.
const BEFORE_FIELDS: usize = 7;

/// Names for what the form has as slugs.
struct Names {
    topics: Vec<(String, String)>,
    organisations: Vec<(String, String)>,
}

impl Names {
    async fn load(visit: &Visit) -> Result<Self, Error> {
        let topics = visit.ports.subjects.topics().await?.into_iter().map(|topic| (topic.slug, topic.name)).collect();
        let organisations = visit.ports.organisations.all(&visit.viewer).await?;
        Ok(Self { topics, organisations: organisations.into_iter().map(|one| (one.slug, one.name)).collect() })
    }

    /// Label and value, in the order of the form; the text is left out.
    fn of(&self, typed: &ArticleDraft) -> Vec<(&'static str, String)> {
        let name = |names: &[(String, String)], slug: &str| {
            names.iter().find(|(other, _)| other == slug).map_or_else(|| slug.to_owned(), |(_, name)| name.clone())
        };
        let visibility = Visibility::from_key(&typed.visibility);
        let fixed = NAMES.into_iter().chain(SOURCES.into_iter().flat_map(|(text, date)| [text, date]));
        let fixed = fixed.map(|name| (label(name), shown(name, typed.fields.text(name))));
        vec![
            ("Titel", typed.title.clone()),
            ("Art", Kind::from_key(&typed.kind).map_or_else(|| typed.kind.clone(), |kind| kind.label().to_owned())),
            ("Thema", name(&self.topics, &typed.topic)),
            ("Kommune", name(&self.organisations, &typed.organisation)),
            ("Sichtbar", visibility.map_or_else(|| typed.visibility.clone(), |one| one.label().to_owned())),
            ("In Kürze", typed.summary.clone()),
            ("Schlagworte", typed.tags.clone()),
        ]
        .into_iter()
        .chain(fixed)
        .collect()
    }
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

/// The box beside the text.
pub(super) async fn facts(visit: &Visit, draft: &Draft) -> Result<AnyView, Error> {
    let facts = Names::load(visit).await?.of(&draft.typed);
    let rows = facts
        .into_iter()
        .take(BEFORE_FIELDS)
        .filter(|(label, value)| !value.is_empty() && *label != "Titel")
        .map(|(label, value)| view! { <dt>{label}</dt><dd>{value}</dd> })
        .collect_view();
    let kind = Kind::from_key(&draft.typed.kind).unwrap_or(Kind::Article);
    let fixed = fields(&Fields::stored(kind, &draft.typed.fields));
    Ok(view! { <section class="panel"><h2>"Angaben"</h2><dl class="facts">{rows}{fixed}</dl></section> }.into_any())
}

/// What the draft would change at its article; `None` for a new one.
pub(super) async fn view(visit: &Visit, draft: &Draft) -> Result<Option<AnyView>, Error> {
    let Some(subject) = &draft.article else { return Ok(None) };
    let article = visit.ports.wiki.article(&visit.viewer, &subject.slug).await?.ok_or(Error::NotFound)?;
    let names = Names::load(visit).await?;
    let (before, after) = (names.of(&write::typed(&article)), names.of(&draft.typed));
    // what others changed meanwhile is not this author's doing
    let read = draft.base.filter(|base| *base < article.revision);
    let old = match read {
        Some(base) => visit.ports.wiki.revision(&visit.viewer, article.id, base).await?.map(|revision| revision.body),
        None => None,
    };
    let rows = before
        .into_iter()
        .zip(after)
        .filter_map(|((label, old), (_, new))| difference::line(label, &old, &new))
        .collect::<Vec<_>>();
    let behind = read.map(|base| {
        let path = format!("{}/vergleich?von={base}&bis={}", article.path(), article.revision);
        view! {
            <p class="flash flash--warning">{format!("Der Vorschlag beruht auf Fassung {base}; der Artikel hat inzwischen Fassung {}. ", article.revision)}
                <a href=path>"Was sich dort geändert hat"</a></p>
        }
    });
    Ok(Some(
        view! {
            {behind}
            {rows}
            {difference::text(old.as_deref().unwrap_or(&article.body), &draft.typed.body)}
        }
        .into_any(),
    ))
}
