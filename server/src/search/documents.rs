//! From rows to documents.

use std::collections::HashMap;

use app::{
    error::Error,
    organisation,
    search::Kind,
    wiki::{
        self, Visibility,
        fields::{Fact, Fields as FixedFields},
    },
};
use tantivy::{TantivyDocument, doc};

use super::{
    analyser, facets,
    index::Change,
    lookup::{self, Key},
    plain::plain,
    queries::{self, ArticleRow, OrganisationRow, QuestionRow},
    schema::Fields,
};
use crate::{db::Conn, wiki::queries::typed};

/// Longer titles are not typed in full.
const TITLE_WORDS: usize = 30;

/// Most characters of the files of an article or a thread that can be found.
const LONGEST_FILES: i64 = 4_000_000;

/// What the database says about things that have changed; nothing for those that are gone.
pub(super) type Entries = HashMap<Key, Option<Content>>;

/// What can be found of a question, an article or an organisation.
#[derive(Debug)]
pub(super) struct Content {
    title: String,
    /// Tags, topic, organisation, Kreis.
    names: Vec<String>,
    /// Markdown, the most telling first.
    texts: Vec<String>,
    /// Names of files, and what is written in them.
    files: Vec<String>,
    district: Option<String>,
    /// Who may find it: any of these marks will do.
    visibility: Vec<String>,
    updated: i64,
    due: Option<i64>,
    /// By what it can be filtered.
    facts: Vec<Fact>,
}

/// Everything that has changed behind `from`, up to and including `upto`.
///
/// Something that changes again meanwhile is missing here, and comes with its new number.
pub(super) async fn changed(conn: &mut Conn, from: i64, upto: i64) -> Result<Entries, Error> {
    let mut entries = Entries::new();
    for row in queries::changed_articles(conn, from, upto).await? {
        entries.insert((Kind::Article, row.id), article(row));
    }
    for row in queries::changed_questions(conn, from, upto).await? {
        entries.insert((Kind::Question, row.id), question(row));
    }
    for row in queries::changed_organisations(conn, from, upto).await? {
        entries.insert((Kind::Organisation, row.id), organisation(row));
    }
    for (kind, id, tag) in queries::changed_tags(conn, from, upto).await? {
        if let Some(kind) = Kind::from_key(&kind) {
            add(&mut entries, (kind, id), |content| content.names.push(tag));
        }
    }
    let mut with_files: Vec<Key> = Vec::new();
    for (key, name) in queries::changed_files(conn, from, upto).await? {
        if with_files.last() != Some(&key) && !with_files.contains(&key) {
            with_files.push(key);
        }
        add(&mut entries, key, |content| content.files.push(name));
    }
    for key in with_files {
        let texts = queries::texts_of_files(conn, key, LONGEST_FILES).await?;
        add(&mut entries, key, |content| content.files.extend(texts));
    }
    for (id, answer) in queries::changed_answers(conn, from, upto).await? {
        add(&mut entries, (Kind::Question, id), |content| content.texts.push(answer));
    }
    Ok(entries)
}

fn add(entries: &mut Entries, key: Key, add: impl FnOnce(&mut Content)) {
    if let Some(Some(content)) = entries.get_mut(&key) {
        add(content);
    }
}

fn article(row: ArticleRow) -> Option<Content> {
    let kind = wiki::Kind::from_key(&row.kind?).unwrap_or(wiki::Kind::Article);
    let fixed = FixedFields::stored(kind, &typed(&row.fields.unwrap_or_default()));
    Some(Content {
        facts: fixed.facts().into_iter().chain(Fact::reused(row.reused)).collect(),
        title: row.title?,
        names: [row.topic, row.organisation, row.district_name].into_iter().flatten().collect(),
        texts: row.summary.into_iter().chain(fixed.words()).chain(row.body).collect(),
        files: Vec::new(),
        district: row.district,
        visibility: readers(&row.visibility?),
        updated: row.updated_at?,
        due: row.review_due,
    })
}

/// What everybody may find is marked for members as well: so they look for one mark only.
fn readers(visibility: &str) -> Vec<String> {
    let public = Visibility::Public.key() == visibility;
    let members = public.then(|| Visibility::Members.key().to_owned());
    std::iter::once(visibility.to_owned()).chain(members).collect()
}

fn question(row: QuestionRow) -> Option<Content> {
    Some(Content {
        title: row.title?,
        names: [row.topic, row.organisation, row.district_name].into_iter().flatten().collect(),
        texts: row.body.into_iter().collect(),
        files: Vec::new(),
        district: row.district,
        visibility: match row.audience {
            None => readers(Visibility::Members.key()),
            Some(district) => vec![lookup::for_district(&district), lookup::for_asker(row.author_id?)],
        },
        updated: row.updated_at?,
        due: None,
        facts: Vec::new(),
    })
}

fn organisation(row: OrganisationRow) -> Option<Content> {
    let kind = row.kind.and_then(|kind| organisation::port::Kind::from_key(&kind));
    Some(Content {
        title: row.name?,
        names: kind.map(|kind| kind.label().to_owned()).into_iter().chain(row.district_name).collect(),
        texts: [row.website, row.ags].into_iter().flatten().collect(),
        files: Vec::new(),
        district: row.district,
        visibility: readers(Visibility::Public.key()),
        updated: 0,
        due: None,
        facts: Vec::new(),
    })
}

/// What an entry means for the index.
pub(super) fn change(fields: &Fields, (kind, id): Key, content: Option<Content>) -> Change {
    let key = format!("{}:{id}", kind.key());
    let Some(content) = content else { return Change::Remove(key) };
    let mut document: TantivyDocument = doc!(
        fields.key => key.clone(),
        fields.kind => kind.key(),
        fields.id => id,
        fields.updated => content.updated,
        fields.title => content.title.clone(),
        fields.exact => analyser::spelling(&analyser::words(&content.title, TITLE_WORDS)),
        fields.start => content.title.clone(),
        fields.text => content.title,
    );
    for mark in content.visibility {
        document.add_text(fields.readers, mark);
    }
    if let Some(district) = content.district {
        document.add_text(fields.district, district);
    }
    if let Some(due) = content.due {
        document.add_i64(fields.due, due);
    }
    for fact in content.facts {
        let term = facets::term(fact.facet, &fact.value);
        document.add_text(fields.labels, facets::labelled(&term, &fact.label));
        document.add_text(fields.facts, term);
    }
    for name in content.names {
        document.add_text(fields.text, &name);
        document.add_text(fields.names, name);
    }
    for text in content.texts {
        document.add_text(fields.text, plain(&text));
    }
    for text in content.files {
        document.add_text(fields.text, text);
    }
    Change::Put(key, document)
}
