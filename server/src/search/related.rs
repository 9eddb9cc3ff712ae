//! What else is about the same as an article or a question: the words that are telling in it, found elsewhere.

use std::{collections::HashMap, sync::Arc};

use app::{error::Error, search::Suggestion};
use quick_cache::sync::Cache;
use tantivy::{Searcher, Term, query::Occur};

use super::{
    analyser::{Word, is_stop_word, words},
    hits,
    lookup::{self, Key, Scope},
    plain::plain,
    queries::{self, HitRows},
    ranking,
    schema::Fields,
    service::SearchService,
};

/// How much of the text is looked at, in characters.
const TEXT: i64 = 4_000;
/// Words of that.
const WORDS: usize = 400;
/// So many words stand for the text.
const TELLING: usize = 14;
/// A word of the title counts as often.
const TITLE: u32 = 4;
/// Out of how many words one has to be elsewhere: a third.
const PART: usize = 3;
/// Results that are remembered.
const REMEMBERED: usize = 5_000;

/// What was found for something, up to a change; for the guests, or the members of a Kreis.
pub(super) type Remembered = Cache<(Key, Scope), Arc<(i64, Vec<Suggestion>)>>;

pub(super) fn remembered() -> Remembered {
    Cache::new(REMEMBERED)
}

impl SearchService {
    /// What is about the same. Nobody's own questions for a Kreis are among it: so all members there are shown the same.
    pub(super) async fn about_the_same(&self, key: Key, scope: &Scope) -> Result<Vec<Suggestion>, Error> {
        let scope = scope.shared();
        let now = self.index().cursor();
        if let Some(known) = self.related.get(&(key, scope.clone())).filter(|known| known.0 == now) {
            return Ok(known.1.clone());
        }
        let rows = queries::hits(&mut self.db.read().await?, &[key], &scope, TEXT).await?;
        let within = scope.clone();
        let found = self.in_index(move |index| find(&index.searcher(), index.fields(), key, rows, &within)).await?;
        let suggestions = self.offered(&found, &scope).await?;
        self.related.insert((key, scope), Arc::new((now, suggestions.clone())));
        Ok(suggestions)
    }
}

fn find(searcher: &Searcher, fields: &Fields, key: Key, rows: HitRows, scope: &Scope) -> Result<Vec<Key>, Error> {
    let telling = telling(searcher, fields, rows)?;
    if telling.is_empty() {
        return Ok(Vec::new());
    }
    let required = telling.len().div_ceil(PART);
    let found = telling.iter().map(|word| ranking::find(fields.text, word)).collect();
    let own = ranking::any(vec![Term::from_field_text(fields.key, &hits::name(key))]);
    lookup::about(searcher, fields, scope, found, required, vec![(Occur::MustNot, own)])
}

/// The words that stand often here and seldom elsewhere.
#[expect(clippy::cast_precision_loss, reason = "orders words; far fewer documents than 2^52")]
fn telling(searcher: &Searcher, fields: &Fields, rows: HitRows) -> Result<Vec<Word>, Error> {
    let article = rows.articles.into_iter().map(|row| (row.title, format!("{}\n\n{}", row.summary, row.body)));
    let question = rows.questions.into_iter().map(|row| (row.title, row.body));
    let Some((title, body)) = article.chain(question).next() else { return Ok(Vec::new()) };
    let mut counts: HashMap<Word, u32> = HashMap::new();
    for (text, times) in [(title, TITLE), (plain(&body), 1)] {
        for word in words(&text, WORDS).into_iter().filter(|word| !is_stop_word(&word.folded)) {
            *counts.entry(word).or_default() += times;
        }
    }
    let all = searcher.num_docs().max(1) as f64;
    let mut telling = Vec::with_capacity(counts.len());
    for (word, count) in counts {
        let stem = word.forms.first().and_then(|form| form.first()).map_or("", String::as_str);
        let elsewhere = searcher.doc_freq(&Term::from_field_text(fields.text, stem))?;
        // a word that stands here only leads nowhere, unless its parts do
        if elsewhere > 1 || !word.parts.is_empty() {
            let rarity = (1.0 + all / (1.0 + elsewhere as f64)).ln();
            telling.push((f64::from(count).sqrt() * rarity, word));
        }
    }
    telling.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.folded.cmp(&other.1.folded)));
    telling.truncate(TELLING);
    Ok(telling.into_iter().map(|(_, word)| word).collect())
}
