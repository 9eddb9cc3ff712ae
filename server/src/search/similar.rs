//! What may answer a question already that is only being asked: most of the words of its title, rather in another title.

use app::{error::Error, search::Kind};
use tantivy::{
    Searcher, Term,
    collector::TopDocs,
    query::{BooleanQuery, BoostQuery, Occur, Query},
};

use super::{
    lookup::{self, Key, Scope},
    ranking,
    request::Request,
    schema::Fields,
};

/// How many are shown: more would not be read.
const MOST: usize = 5;
/// Words of a title that count.
const MOST_WORDS: usize = 24;
/// What a word in a title counts beside one in the text.
const TITLE: f32 = 2.0;

/// The questions and articles to show, best first.
///
/// Of up to two words each has to occur, of more three out of five. One word says little: it has to be in a title.
pub(super) fn similar(searcher: &Searcher, fields: &Fields, title: &str, scope: &Scope) -> Result<Vec<Key>, Error> {
    let words = words(title);
    let required = match words.len() {
        0 => return Ok(Vec::new()),
        few @ 1..=2 => few,
        many => (many * 3).div_ceil(5),
    };
    let field = if words.len() == 1 { fields.title } else { fields.text };
    let found = words.iter().map(|word| (Occur::Should, ranking::find(field, word))).collect();
    let mut clauses: Vec<(Occur, Box<dyn Query>)> =
        vec![(Occur::Must, Box::new(BooleanQuery::with_minimum_required_clauses(found, required)))];
    for word in &words {
        clauses.push((Occur::Should, Box::new(BoostQuery::new(ranking::find(fields.title, word), TITLE))));
    }
    let kinds = [Kind::Question, Kind::Article].map(|kind| Term::from_field_text(fields.kind, kind.key()));
    clauses.push((Occur::Must, ranking::any(kinds.to_vec())));
    clauses.extend(scope.filter(fields).map(|terms| (Occur::Must, ranking::any(terms))));
    let best = searcher.search(&BooleanQuery::new(clauses), &TopDocs::with_limit(MOST).order_by_score())?;
    Ok(lookup::keys(searcher, best)?.into_iter().map(|(key, _)| key).collect())
}

/// The words of a title that say something. In a title, quotation marks and dashes are no instructions.
fn words(title: &str) -> Vec<super::analyser::Word> {
    let plain: String = title.chars().map(|one| if one.is_alphanumeric() || one == '-' { one } else { ' ' }).collect();
    let plain = plain.split_whitespace().map(|word| word.trim_matches('-')).collect::<Vec<_>>().join(" ");
    let mut words: Vec<_> = Request::parse(&plain).words().cloned().collect();
    words.truncate(MOST_WORDS);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(title: &str) -> Vec<String> {
        words(title).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn a_title_gives_no_instructions() {
        assert_eq!(spellings("„Alte“ Liste -neu?"), ["alte", "liste", "neu"]);
        assert_eq!(spellings("  "), [""; 0]);
    }
}
