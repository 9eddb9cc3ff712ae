//! Offers what could be meant by what is still being typed: names that begin so, and titles in which the last word begins so.

mod names;
pub(crate) mod queries;

use app::{account::Viewer, error::Error, search::Suggestion, wiki::fields::Facet};
use tantivy::{
    Searcher, Term,
    query::{BooleanQuery, BoostQuery, DisjunctionMaxQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use self::names::Names;
use super::{
    SearchService,
    analyser::{self, Word},
    lookup::{self, Key, Scope},
    ranking,
    schema::Fields,
};

/// How many are offered.
const MOST: usize = 8;
/// So many of them are titles, if there are that many.
const TITLES: usize = 4;
/// Words of the typed text that count.
const MOST_WORDS: usize = 12;
/// Words that a prefix is completed to: the most frequent ones.
const COMPLETIONS: usize = 50;
/// Words of a segment that are looked at for that.
const CANDIDATES: usize = 5000;

impl SearchService {
    /// Names first, in groups: municipalities, topics, tags; then titles.
    pub(super) async fn offer(&self, viewer: &Viewer, typed: &str) -> Result<Vec<Suggestion>, Error> {
        let scope = Scope::of(viewer);
        let (text, within) = (typed.to_owned(), scope.clone());
        let (names, titles) = self
            .in_index(move |index| {
                let (searcher, fields) = (index.searcher(), index.fields());
                Ok((Names::of(&searcher, fields, &text, &within)?, titles(&searcher, fields, &text, &within)?))
            })
            .await?;
        let titles: Vec<Key> = titles.into_iter().filter(|key| !names.organisations.contains(key)).collect();
        let mut titles = self.offered(&titles, &scope).await?;
        let mut groups = self.named(&names, &scope).await?;
        shorten(&mut groups, MOST - titles.len().min(TITLES));
        let mut offered = groups.concat();
        titles.truncate(MOST - offered.len());
        offered.append(&mut titles);
        Ok(offered)
    }

    /// What the database says about names, in their groups.
    async fn named(&self, names: &Names, scope: &Scope) -> Result<[Vec<Suggestion>; 3], Error> {
        let organisations = self.offered(&names.organisations, scope).await?;
        if names.topics.is_empty() && names.tags.is_empty() {
            return Ok([organisations, Vec::new(), Vec::new()]);
        }
        let rows = queries::named(&mut self.db.read().await?, &names.tags, &names.topics, scope).await?;
        let group = |facet: Facet, slugs: &[String], under: &str| {
            let row = |slug: &String| rows.iter().find(|(of, one, _)| *of == facet && one == slug);
            let offer = |(_, slug, name): &(Facet, String, String)| Suggestion {
                title: name.clone(),
                path: format!("{under}{slug}"),
                meta: facet.label().to_owned(),
            };
            slugs.iter().filter_map(row).map(offer).collect()
        };
        let topics = group(Facet::Topic, &names.topics, "/themen/");
        let tags = group(Facet::Tag, &names.tags, "/schlagworte/");
        Ok([organisations, topics, tags])
    }
}

/// Takes from the longest group until all together are no more than so many.
fn shorten(groups: &mut [Vec<Suggestion>], most: usize) {
    while groups.iter().map(Vec::len).sum::<usize>() > most {
        let Some(longest) = groups.iter_mut().max_by_key(|group| group.len()) else { return };
        longest.pop();
    }
}

/// The documents whose titles go on like this, best first. After one letter alone almost everything would.
fn titles(searcher: &Searcher, fields: &Fields, text: &str, scope: &Scope) -> Result<Vec<Key>, Error> {
    if text.chars().filter(|one| one.is_alphanumeric()).count() < 2 {
        return Ok(Vec::new());
    }
    let mut words = analyser::words(text, MOST_WORDS);
    let Some(last) = words.pop() else { return Ok(Vec::new()) };
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, begun(searcher, fields, &last)?)];
    for word in &words {
        clauses.push((Occur::Must, ranking::find(fields.text, word)));
        clauses.push((Occur::Should, ranking::find(fields.title, word)));
    }
    clauses.extend(scope.filter(fields).map(|terms| (Occur::Must, ranking::any(terms))));
    lookup::nearest(searcher, &BooleanQuery::new(clauses), MOST)
}

/// A word of which perhaps only the beginning has been typed. The whole word counts double; a word that is complete
/// but inflected differently is found by its stem.
fn begun(searcher: &Searcher, fields: &Fields, word: &Word) -> Result<Box<dyn Query>, Error> {
    let mut ways: Vec<Box<dyn Query>> = vec![ranking::find(fields.title, word)];
    for completion in completions(searcher, fields.start, &word.folded)? {
        let boost = if completion == word.folded { 2.0 } else { 1.0 };
        let term = TermQuery::new(Term::from_field_text(fields.start, &completion), IndexRecordOption::WithFreqs);
        ways.push(Box::new(BoostQuery::new(Box::new(term), boost)));
    }
    Ok(Box::new(DisjunctionMaxQuery::new(ways)))
}

/// The most frequent words that begin with `prefix`, and the prefix itself where it is a word.
pub(super) fn completions(searcher: &Searcher, field: Field, prefix: &str) -> Result<Vec<String>, Error> {
    let mut frequencies = std::collections::HashMap::<String, u32>::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut words = index.terms().range().ge(prefix).into_stream()?;
        let mut looked_at = 0;
        while looked_at < CANDIDATES && words.advance() && words.key().starts_with(prefix.as_bytes()) {
            looked_at += 1;
            if let Ok(word) = std::str::from_utf8(words.key()) {
                *frequencies.entry(word.to_owned()).or_default() += words.value().doc_freq;
            }
        }
    }
    let mut words: Vec<(String, u32)> = frequencies.into_iter().collect();
    words.sort_unstable_by(|one, other| {
        (other.0 == prefix).cmp(&(one.0 == prefix)).then(other.1.cmp(&one.1)).then_with(|| one.0.cmp(&other.0))
    });
    words.truncate(COMPLETIONS);
    Ok(words.into_iter().map(|(word, _)| word).collect())
}
