//! From rows to documents.

use std::collections::HashMap;

use app::{
    error::Error,
    organisation,
    search::{Kind, port::label_of_kind},
    text::zone,
    wiki::{
        self, Visibility,
        fields::{Facet, Fact, Fields as FixedFields},
    },
};
use tantivy::{TantivyDocument, doc, schema::Field};

use super::{
    analyser, facets, hits,
    index::Change,
    lookup::{self, Key},
    operators,
    plain::plain,
    queries::{self, ArticleRow, OrganisationRow, Place, QuestionRow},
    ranking,
    schema::Fields,
};
use crate::{
    db::{Conn, timestamp},
    wiki::queries::typed,
};

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
    /// Tags, topic, organisation, Kreis, fixed fields.
    names: Vec<String>,
    /// What it says, as Markdown, the most telling first.
    texts: Vec<String>,
    /// What else is said there, as Markdown: other answers than the accepted one, comments.
    asides: Vec<String>,
    /// Names of files, and what is written in them.
    files: Vec<String>,
    /// Who may find it: any of these marks will do.
    visibility: Vec<String>,
    updated: i64,
    due: Option<i64>,
    /// How much more it counts than its words, in hundredths.
    merit: u64,
    /// By what it can be narrowed.
    facts: Vec<Fact>,
    /// Names of those who wrote it.
    authors: Vec<String>,
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
    for (key, slug, tag) in queries::changed_tags(conn, from, upto).await? {
        add(&mut entries, key, |content| {
            content.facts.push(Fact::new(Facet::Tag, slug, tag.as_str()));
            content.names.push(tag);
        });
    }
    let mut with_files: Vec<Key> = Vec::new();
    for (key, name) in queries::changed_files(conn, from, upto).await? {
        if with_files.last() != Some(&key) && !with_files.contains(&key) {
            with_files.push(key);
        }
        add(&mut entries, key, |content| content.files.push(name));
    }
    for key in with_files {
        let pages = queries::pages_of_files(conn, key, LONGEST_FILES).await?;
        add(&mut entries, key, |content| content.files.extend(pages.into_iter().map(|page| page.body)));
    }
    for post in queries::changed_posts(conn, from, upto).await? {
        add(&mut entries, (Kind::Question, post.question), |content| {
            content.merit += ranking::helpful(post.helpful);
            content.authors.extend(post.author);
            if post.accepted { content.texts.push(post.body) } else { content.asides.push(post.body) }
        });
    }
    Ok(entries)
}

fn add(entries: &mut Entries, key: Key, add: impl FnOnce(&mut Content)) {
    if let Some(Some(content)) = entries.get_mut(&key) {
        add(content);
    }
}

fn article(row: ArticleRow) -> Option<Content> {
    let kind = wiki::Kind::from_key(row.kind.as_deref()?).unwrap_or(wiki::Kind::Article);
    let fixed = FixedFields::stored(kind, &typed(row.fields.as_deref().unwrap_or_default()));
    Some(Content {
        facts: of_article(kind, &fixed, &row),
        authors: row.author.clone().into_iter().collect(),
        title: row.title?,
        names: row.place.names().chain(fixed.words()).collect(),
        texts: row.summary.into_iter().chain(row.body).collect(),
        asides: Vec::new(),
        files: Vec::new(),
        visibility: readers(&row.visibility?),
        updated: row.updated_at?,
        due: row.review_due,
        merit: ranking::reused(row.reused),
    })
}

fn of_article(kind: wiki::Kind, fixed: &FixedFields, row: &ArticleRow) -> Vec<Fact> {
    let mut facts = vec![of_kind(Kind::Article.key()), of_kind(kind.key())];
    facts.extend(fixed.facts());
    if !facts.iter().any(|fact| fact.facet == Facet::Year) {
        facts.extend(row.updated_at.map(year));
    }
    facts.extend(Fact::reused(row.reused));
    facts.extend(row.place.facts());
    facts
}

fn of_kind(key: &str) -> Fact {
    Fact::new(Facet::Kind, key, label_of_kind(key).unwrap_or(key))
}

/// The year of a moment, here.
fn year(moment: i64) -> Fact {
    let year = timestamp(moment).to_zoned(zone()).year().to_string();
    Fact::new(Facet::Year, year.clone(), year)
}

impl Place {
    /// Topic, organisation, Kreis.
    fn facts(&self) -> Vec<Fact> {
        let named = |facet, slug: &Option<String>, name: &Option<String>| {
            let slug = slug.as_ref()?;
            Some(Fact::new(facet, slug, name.as_ref().unwrap_or(slug)))
        };
        let facts = [
            named(Facet::Topic, &self.topic_slug, &self.topic),
            named(Facet::Organisation, &self.organisation_slug, &self.organisation),
            // a Kreis and an organisation without one are their own
            named(
                Facet::District,
                &self.district,
                self.district_name.as_ref().map_or(&self.organisation, |_| &self.district_name),
            ),
        ];
        facts.into_iter().flatten().collect()
    }

    fn names(&self) -> impl Iterator<Item = String> {
        [&self.topic, &self.organisation, &self.district_name].into_iter().flatten().cloned()
    }
}

/// What everybody may find is marked for members as well: so they look for one mark only.
fn readers(visibility: &str) -> Vec<String> {
    let public = Visibility::Public.key() == visibility;
    let members = public.then(|| Visibility::Members.key().to_owned());
    std::iter::once(visibility.to_owned()).chain(members).collect()
}

fn question(row: QuestionRow) -> Option<Content> {
    let mut facts = vec![of_kind(Kind::Question.key()), Fact::solved(row.solved)];
    facts.extend(row.updated_at.map(year));
    facts.extend(row.place.facts());
    Some(Content {
        facts,
        authors: row.author.into_iter().collect(),
        title: row.title?,
        names: row.place.names().collect(),
        texts: row.body.into_iter().collect(),
        asides: Vec::new(),
        files: Vec::new(),
        visibility: match row.audience {
            None => readers(Visibility::Members.key()),
            Some(district) => vec![lookup::for_district(&district), lookup::for_asker(row.author_id?)],
        },
        updated: row.updated_at?,
        due: None,
        merit: if row.solved { ranking::SOLVED } else { 0 },
    })
}

fn organisation(row: OrganisationRow) -> Option<Content> {
    let kind = row.kind.and_then(|kind| organisation::port::Kind::from_key(&kind));
    Some(Content {
        title: row.place.organisation.clone()?,
        facts: std::iter::once(of_kind(Kind::Organisation.key())).chain(row.place.facts()).collect(),
        authors: Vec::new(),
        names: kind.map(|kind| kind.label().to_owned()).into_iter().chain(row.place.district_name).collect(),
        texts: [row.website, row.ags].into_iter().flatten().collect(),
        asides: Vec::new(),
        files: Vec::new(),
        visibility: readers(Visibility::Public.key()),
        updated: 0,
        due: None,
        merit: 0,
    })
}

/// What an entry means for the index.
pub(super) fn change(fields: &Fields, (kind, id): Key, content: Option<Content>) -> Change {
    let key = hits::name((kind, id));
    let Some(content) = content else { return Change::Remove(key) };
    let mut document: TantivyDocument = doc!(
        fields.key => key.clone(),
        fields.kind => kind.key(),
        fields.id => id,
        fields.updated => content.updated,
        fields.merit => content.merit,
    );
    for mark in content.visibility {
        document.add_text(fields.readers, mark);
    }
    for mark in content.authors.iter().flat_map(|name| operators::by(name)) {
        document.add_text(fields.facts, mark);
    }
    if let Some(due) = content.due {
        document.add_i64(fields.due, due);
    }
    for fact in content.facts {
        let term = facets::term(fact.facet, &fact.value);
        document.add_text(fields.labels, facets::labelled(&term, &fact.label));
        document.add_text(fields.facts, term);
    }
    Words { fields, document: &mut document }.add(&content.title, &content.names, content.texts, content.asides, content.files);
    Change::Put(key, document)
}

/// How many words of a text are its beginning.
const LEAD: usize = 12;

/// Puts words where they count as much as they should. `search-eval` does the same with its documents.
pub(super) struct Words<'a> {
    pub(super) fields: &'a Fields,
    pub(super) document: &'a mut TantivyDocument,
}

impl Words<'_> {
    /// Title, names, what is said as Markdown, what is said beside it, and plain texts of files.
    pub(super) fn add(mut self, title: &str, names: &[String], texts: Vec<String>, asides: Vec<String>, files: Vec<String>) {
        let Fields { text, title: field, exact, start, lead, names: naming, spelling, .. } = *self.fields;
        self.put(&[field, start, text, spelling], title);
        self.put(&[exact], &analyser::spelling(&analyser::words(title, TITLE_WORDS)));
        for name in names {
            self.put(&[naming, text, spelling], name);
        }
        for (index, said) in texts.iter().map(|said| plain(said)).enumerate() {
            self.put(&[text, spelling], &said);
            if index == 0 {
                self.put(&[lead], &said.split(' ').take(LEAD).collect::<Vec<_>>().join(" "));
            }
        }
        for said in asides.iter().map(|said| plain(said)).chain(files) {
            self.put(&[text], &said);
        }
    }

    fn put(&mut self, fields: &[Field], words: &str) {
        for field in fields {
            self.document.add_text(*field, words);
        }
    }
}
