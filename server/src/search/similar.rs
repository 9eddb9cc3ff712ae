//! What may answer a question already that is only being asked: most of the words of its title, rather in another title.

use app::error::Error;
use tantivy::{
    Searcher,
    query::{BoostQuery, Occur, Query},
};

use super::{
    lookup::{self, Key, Scope},
    ranking,
    request::Request,
    schema::Fields,
};

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
    let found = words.iter().map(|word| ranking::find(field, word)).collect();
    let in_titles =
        words.iter().map(|word| Box::new(BoostQuery::new(ranking::find(fields.title, word), TITLE)) as Box<dyn Query>);
    let in_titles = in_titles.map(|word| (Occur::Should, word)).collect();
    lookup::about(searcher, fields, scope, found, required, in_titles)
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
