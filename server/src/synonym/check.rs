//! What a group of synonyms may be.

use app::{
    error::{Error, FieldErrors},
    synonym::port::{FEWEST_TERMS, GroupDraft, LONGEST_TERM, MOST_TERMS, MOST_WORDS},
};

use crate::{
    search,
    text::{has_words, optional},
};

/// A group that keeps the rules.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) terms: Vec<String>,
    pub(super) note: String,
}

/// What makes two spellings the same term.
pub(super) fn key(term: &str) -> String {
    term.to_lowercase()
}

/// The group that was typed, whatever others there are.
pub(super) fn parse(draft: &GroupDraft) -> Result<Group, Error> {
    let mut errors = FieldErrors::default();
    let terms = errors.check("terms", terms(&draft.terms));
    let note = errors.check("note", optional(&draft.note, 300));
    errors.into_result()?;
    match (terms, note) {
        (Some(terms), Some(note)) => Ok(Group { terms, note }),
        // every `None` has left an error behind
        _ => Err(Error::fault("a field was refused without a reason")),
    }
}

fn terms(typed: &str) -> Result<Vec<String>, String> {
    let mut terms: Vec<String> = Vec::new();
    for line in typed.lines() {
        let term = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if term.is_empty() {
            continue;
        }
        // at once, not at the end: there may be a million of them
        if terms.len() == MOST_TERMS {
            return Err(format!("Eine Gruppe darf höchstens {MOST_TERMS} Begriffe haben."));
        }
        sensible(&term)?;
        if terms.iter().any(|other| key(other) == key(&term)) {
            return Err(format!("„{term}“ steht zweimal da. Groß- und Kleinschreibung macht keinen Unterschied."));
        }
        terms.push(term);
    }
    if terms.len() < FEWEST_TERMS {
        return Err("Bitte geben Sie mindestens zwei Begriffe ein, jeden in einer eigenen Zeile.".to_owned());
    }
    Ok(terms)
}

fn sensible(term: &str) -> Result<(), String> {
    if term.chars().count() > LONGEST_TERM {
        let start: String = term.chars().take(30).collect();
        return Err(format!("„{start} …“ ist zu lang. Ein Begriff darf höchstens {LONGEST_TERM} Zeichen haben."));
    }
    if term.split(' ').count() > MOST_WORDS {
        return Err(format!("„{term}“ hat zu viele Wörter. Höchstens {MOST_WORDS} sind möglich."));
    }
    // three of them in a row are a name: „Einer für Alle“
    let is_name = has_words(term) && term.split(' ').count() >= 3;
    if !is_name && !search::says_something(term) {
        return Err(format!("„{term}“ sagt der Suche nichts: Füllwörter und Satzzeichen lässt sie weg."));
    }
    Ok(())
}

/// Two terms that stand together twice would be one group too many.
pub(super) fn not_together_already(group: &Group, others: &[Vec<String>]) -> Result<(), Error> {
    let own: Vec<String> = group.terms.iter().map(|term| key(term)).collect();
    for other in others {
        let shared: Vec<&String> = other.iter().filter(|term| own.contains(&key(term))).collect();
        if let [one, another, ..] = shared[..] {
            let message = format!(
                "„{one}“ und „{another}“ stehen schon zusammen in der Gruppe „{}“. Bitte ergänzen Sie dort.",
                other.join(" = ")
            );
            return Err(Error::invalid("terms", message));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::terms;

    #[test]
    fn lines_become_tidy_terms() {
        let terms = terms(" OZG \r\n\r\nOnline-\tZugangs  Gesetz\n \n").expect("terms");
        assert_eq!(terms, ["OZG", "Online- Zugangs Gesetz"]);
    }

    #[test]
    fn what_cannot_be_a_group_is_refused_with_what_is_wrong() {
        let many = "B C D F G H J K L M N P Q".replace(' ', "\n");
        for (typed, says) in [
            ("", "mindestens zwei"),
            ("OZG\n\n \n", "mindestens zwei"),
            ("OZG\nozg", "steht zweimal"),
            (many.as_str(), "höchstens 12"),
            ("eins zwei drei vier fünf sechs sieben\nzwei", "zu viele Wörter"),
            ("und oder\nsowie", "Füllwörter"),
            ("OZG\n–––", "Füllwörter"),
            ("OZG\n? ! ?", "Füllwörter"),
            ("OZG\n\u{200b}", "Füllwörter"),
        ] {
            let told = terms(typed).expect_err(typed);
            assert!(told.contains(says), "{typed:?}: {told}");
        }
        assert!(terms("EfA\nEiner für Alle").is_ok());
        let long = "x".repeat(81);
        assert!(terms(&format!("OZG\n{long}")).is_err_and(|told| told.contains("höchstens 80 Zeichen") && told.len() < 120));
        assert!(terms(&format!("OZG\n{}", "x".repeat(80))).is_ok());
    }
}
