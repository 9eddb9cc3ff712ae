//! From keys to what people see: the database has the last word on what exists and who may see it.

use std::collections::HashMap;

use app::{
    forum::port::{QuestionEntry, State},
    organisation,
    search::{Kind, Suggestion, port::Hit},
    wiki::{self, Visibility, port::ArticleEntry},
};
use jiff::Timestamp;

use super::{
    excerpt::Excerpts,
    lookup::Key,
    queries::{ArticleHit, FileRow, HitRows, OrganisationHit, QuestionHit},
};
use crate::db::timestamp;

/// How much of a text is looked at for an excerpt, in characters.
pub(super) const TEXT: i64 = 20_000;

/// A key as the index knows it.
pub(super) fn name((kind, id): Key) -> String {
    format!("{}:{id}", kind.key())
}

/// The hits in the order of `keys`, each with its excerpt.
pub(super) fn hits(keys: &[Key], rows: HitRows, excerpts: &mut Excerpts, now: Timestamp) -> Vec<(Key, Hit)> {
    let mut texts = HashMap::<i64, Vec<String>>::new();
    for (question, answer) in rows.answers {
        texts.entry(question).or_default().push(answer);
    }
    let mut hits = HashMap::<Key, Hit>::new();
    for row in rows.articles {
        let text = format!("{}\n\n{}", row.summary, row.body);
        hits.insert((Kind::Article, row.id), article(row, excerpts.of_markdown(&text), now));
    }
    for row in rows.questions {
        let answers = texts.remove(&row.id).unwrap_or_default().join("\n\n");
        let text = format!("{}\n\n{answers}", row.body);
        hits.insert((Kind::Question, row.id), question(row, excerpts.of_markdown(&text), now));
    }
    for row in rows.organisations {
        hits.insert((Kind::Organisation, row.id), organisation(row));
    }
    keys.iter().filter_map(|key| hits.remove_entry(key)).collect()
}

/// Hits that show none of the words: neither title nor excerpt has one. They may have been found by their files.
pub(super) fn unexplained(hits: &[(Key, Hit)], excerpts: &mut Excerpts) -> Vec<Key> {
    let silent = hits.iter().filter(|((kind, _), hit)| {
        *kind != Kind::Organisation && !hit.snippet.contains(MARK) && !excerpts.of_markdown(&hit.title).contains(MARK)
    });
    silent.map(|(key, _)| *key).collect()
}

/// A hit that shows the page of a file that has the most of the words.
pub(super) fn explained_by_file(hit: Hit, files: Vec<FileRow>, excerpts: &mut Excerpts) -> Hit {
    let marked = files.into_iter().filter_map(|file| {
        let (words, snippet) = excerpts.of_file(&file.body);
        (words > 0).then_some((words, file, snippet))
    });
    // of equally good pages the first
    let Some((_, file, snippet)) = marked.reduce(|best, one| if one.0 > best.0 { one } else { best }) else { return hit };
    let place = if file.media_type == PDF { format!("{}, Seite {}", file.name, file.page) } else { file.name };
    Hit { snippet, file: Some(place), ..hit }
}

/// How a word begins that was found.
const MARK: &str = "<mark>";
/// Only these have pages that a reader knows by number.
const PDF: &str = "application/pdf";

/// The same as suggestions: rows without their texts.
pub(super) fn suggestions(keys: &[Key], rows: HitRows, now: Timestamp) -> Vec<Suggestion> {
    let mut nothing = Excerpts::of(&super::request::Request::default());
    hits(keys, rows, &mut nothing, now).into_iter().map(|(_, hit)| suggestion(hit)).collect()
}

fn suggestion(hit: Hit) -> Suggestion {
    let meta = [hit.label, hit.meta].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    Suggestion { title: hit.title, path: hit.path, meta }
}

fn article(row: ArticleHit, snippet: String, now: Timestamp) -> Hit {
    let kind = wiki::Kind::from_key(&row.kind).unwrap_or(wiki::Kind::Article);
    let entry = ArticleEntry {
        slug: row.slug,
        title: row.title,
        kind,
        visibility: Visibility::from_key(&row.visibility).unwrap_or(Visibility::Members),
        summary: row.summary,
        organisation: row.organisation,
        topic: row.topic,
        updated_at: timestamp(row.updated_at),
        review_due: row.review_due.map(timestamp),
    };
    Hit {
        kind: Kind::Article,
        path: format!("/wiki/{}", entry.slug),
        label: kind.label().to_owned(),
        meta: entry.meta(now),
        title: entry.title,
        snippet,
        file: None,
    }
}

fn question(row: QuestionHit, snippet: String, now: Timestamp) -> Hit {
    let state = match (row.accepted_answer, row.answer_count) {
        (Some(_), _) => State::Solved,
        (None, 0) => State::Unanswered,
        (None, _) => State::Answered,
    };
    let entry = QuestionEntry {
        id: row.id,
        title: row.title,
        organisation: row.organisation,
        district: row.district,
        topic: row.topic,
        state,
        answers: row.answer_count,
        created_at: timestamp(row.created_at),
        pinned: false,
        closed: row.closed,
    };
    Hit {
        kind: Kind::Question,
        path: entry.path(),
        label: state.label(row.closed).to_owned(),
        meta: entry.meta(now),
        title: entry.title,
        snippet,
        file: None,
    }
}

fn organisation(row: OrganisationHit) -> Hit {
    let label = organisation::port::Kind::from_key(&row.kind).map_or("", organisation::port::Kind::label);
    Hit {
        kind: Kind::Organisation,
        title: row.name,
        path: format!("/kommunen/{}", row.slug),
        label: label.to_owned(),
        meta: row.district.unwrap_or_default(),
        snippet: String::new(),
        file: None,
    }
}
