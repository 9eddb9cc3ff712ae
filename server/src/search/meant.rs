//! What was meant, as people write it: `gewrbeanmeldung` becomes `Gewerbeanmeldung`, not `gewerbeanmeldung`.
//!
//! The index knows words without capitals and umlauts. How a word is written stands in a text that the viewer may read.

use app::{error::Error, search::port::Meant};

use super::{
    analyser::{compounds, fold, is_hyphen},
    hits,
    lookup::Scope,
    mend::Correction,
    plain::plain,
    queries::{self, HitRows},
};
use crate::db::Conn;

/// The typed text with the words that were meant.
pub(super) async fn meant(
    conn: &mut Conn,
    scope: &Scope,
    typed: &str,
    corrections: &[Correction],
) -> Result<Option<Meant>, Error> {
    if corrections.is_empty() {
        return Ok(None);
    }
    let witnesses: Vec<_> = corrections.iter().filter_map(|correction| correction.witness).collect();
    let texts = texts(queries::hits(conn, &witnesses, scope, hits::TEXT).await?);
    let mut meant = Meant { text: typed.to_owned(), unknown: Vec::new() };
    let as_typed = [typed.to_owned()];
    for correction in corrections {
        meant.text = replaced(&meant.text, &correction.typed, &written(&texts, &correction.meant));
        meant.unknown.push(written(&as_typed, &correction.typed));
    }
    Ok(Some(meant))
}

fn texts(rows: HitRows) -> Vec<String> {
    let articles = rows.articles.into_iter().flat_map(|row| [row.title, row.summary, row.body]);
    let questions = rows.questions.into_iter().flat_map(|row| [row.title, row.body]);
    let answers = rows.answers.into_iter().map(|(_, body)| body);
    let names = rows.organisations.into_iter().flat_map(|row| std::iter::once(row.name).chain(row.district));
    articles.chain(questions).chain(answers).chain(names).map(|text| plain(&text)).collect()
}

/// How a word is written in one of the texts; folded as it is, if in none.
fn written(texts: &[String], word: &str) -> String {
    let words = texts.iter().flat_map(|text| compounds(text).flat_map(|compound| compound.readings()).map(|place| &text[place]));
    words.into_iter().find(|written| unhyphened(written) == word).unwrap_or(word).to_owned()
}

/// The text with another word in place of each that folds to `typed`.
fn replaced(text: &str, typed: &str, other: &str) -> String {
    let mut replaced = String::new();
    let mut at = 0;
    for place in compounds(text).flat_map(|compound| compound.readings()) {
        if place.start >= at && unhyphened(&text[place.clone()]) == typed {
            replaced.push_str(&text[at..place.start]);
            replaced.push_str(other);
            at = place.end;
        }
    }
    replaced.push_str(&text[at..]);
    replaced
}

fn unhyphened(word: &str) -> String {
    fold(&word.split(is_hyphen).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_wrong_word_is_replaced() {
        assert_eq!(replaced("Die gewrbe, -gewrbeamt \"Gewrbe\"", "gewrbe", "Gewerbe"), "Die Gewerbe, -gewrbeamt \"Gewerbe\"");
        assert_eq!(replaced("E-Akt einführen", "eakt", "E-Akte"), "E-Akte einführen");
    }

    #[test]
    fn a_word_is_shown_as_it_is_written() {
        let texts = ["Im Bürgerbüro der E-Akte".to_owned()];
        assert_eq!(written(&texts, "burgerburo"), "Bürgerbüro");
        assert_eq!(written(&texts, "eakte"), "E-Akte");
        assert_eq!(written(&texts, "rathaus"), "rathaus");
    }
}
