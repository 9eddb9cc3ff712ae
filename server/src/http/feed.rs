//! Feeds of questions (RFC 4287), each the feed of a list: for a browser that is signed in, or with a personal key.

use std::{fmt::Write, sync::Arc};

use app::{
    account::Action,
    context::Visit,
    error::Error,
    forum::{
        pages::list::{Chosen, NARROWING},
        port::QuestionEntry,
    },
    list::Slice,
    ui::with_query,
};
use axum::{
    extract::{RawPathParams, Request, State},
    response::Response,
};

use super::{public::escape, respond, visit};
use crate::Services;

/// Where they are.
pub(super) const PATH: &str = "/feeds/fragen";

/// Questions in a feed.
const NEWEST: i64 = 30;

/// `?zeige=..&thema=..&schlagwort=..&kommune=..&schluessel=..`: the newest questions of this list.
pub(super) async fn questions(State(services): State<Arc<Services>>, params: RawPathParams, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let outcome = async {
        let visit = visit::of(&services, &parts, &params).await?;
        feed_of(&services, &read_by(&services, visit).await?).await
    };
    match outcome.await {
        Ok(xml) => respond::private_feed(&parts.headers, xml),
        Err(error) => respond::trouble(&visit::anonymous(&services, &parts), error),
    }
}

/// Whoever shows a key is its owner, and nobody if it opens nothing: not even whoever is signed in.
async fn read_by(services: &Services, visit: Visit) -> Result<Visit, Error> {
    let viewer = match visit.query.iter().find(|(name, _)| name == "schluessel") {
        Some((_, key)) => services.feeds.reader(key).await?.ok_or(Error::NotFound)?,
        None => visit.viewer.clone(),
    };
    if viewer.may(Action::ReadNetwork) { Ok(Visit { viewer, ..visit }) } else { Err(Error::NotFound) }
}

async fn feed_of(services: &Services, visit: &Visit) -> Result<String, Error> {
    let Chosen { filter, words, .. } = Chosen::of(visit).await?;
    let questions = visit.ports.forum.questions(&visit.viewer, &filter, Slice::first(NEWEST)).await?;
    let (origin, site) = (&services.origin, &services.site);
    // without the key: what is in a feed gets around
    let narrowing: Vec<_> = visit.query.iter().filter(|(name, _)| NARROWING.contains(&name.as_str())).cloned().collect();
    let own = escape(&format!("{origin}{}", with_query(PATH, &narrowing, "", "")));
    let list = escape(&format!("{origin}{}", with_query("/fragen", &narrowing, "", "")));
    let title = std::iter::once(format!("{}: Fragen", site.name)).chain(words).collect::<Vec<_>>().join(" · ");
    let updated = questions.first().map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |newest| newest.created_at.to_string());
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"de\">\n",
    );
    let _ = write!(
        xml,
        "<title>{}</title>\n<id>{own}</id>\n<link rel=\"self\" href=\"{own}\"/>\n<link href=\"{list}\"/>\n<updated>{updated}</updated>\n",
        escape(&title),
    );
    for question in questions {
        entry(&mut xml, origin, &question);
    }
    xml.push_str("</feed>\n");
    Ok(xml)
}

fn entry(xml: &mut String, origin: &str, question: &QuestionEntry) {
    let host = origin.split("//").nth(1).unwrap_or(origin);
    let place = question
        .district
        .as_ref()
        .map_or_else(|| question.organisation.clone(), |district| format!("{}, {district}", question.organisation));
    let answers = app::text::count(question.answers, "Antwort", "Antworten");
    let facts = [Some(place), question.topic.clone(), Some(question.state.label(question.closed).to_owned()), Some(answers)];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let _ = write!(
        xml,
        "<entry>\n<title>{}</title>\n<id>tag:{},2026:frage/{}</id>\n<link href=\"{origin}{}\"/>\n<published>{at}</published>\n\
        <updated>{at}</updated>\n<author><name>{}</name></author>\n<summary>{}</summary>\n</entry>\n",
        escape(&question.title),
        escape(host),
        question.id,
        escape(&question.path()),
        escape(&question.organisation),
        escape(&facts),
        at = question.created_at,
    );
}
