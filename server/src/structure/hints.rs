//! What the author of a text may have overlooked.

use std::collections::HashMap;

use app::{error::Error, structure::port::Hint};

use super::queries;
use crate::{
    db::Conn,
    markdown::{Found, Heading, article_of, is_address, place_of, survey, thing_of},
};

/// More than these are no help.
const MOST: usize = 50;

/// What is known to be there, by slug.
type Known = HashMap<String, bool>;

/// Hints for a text with these headings, in its order.
pub(super) async fn of_text(conn: &mut Conn, body: &str, outline: &[Heading]) -> Result<Vec<Hint>, Error> {
    let (mut hints, mut known) = (Vec::new(), Known::new());
    for (line, found) in survey(body) {
        if hints.len() == MOST {
            break;
        }
        let text = match found {
            Found::MuteImage => Some("Dem Bild fehlt eine Beschreibung für alle, die es nicht sehen können.".to_owned()),
            Found::Skipped(above, level) => Some(format!(
                "Auf eine Überschrift der Ebene {above} folgt eine der Ebene {level}. Bitte lassen Sie keine Ebene aus."
            )),
            Found::Unknown(name) => Some(format!(
                "„<{name}>“ liest der Browser als HTML und zeigt es nicht. Schreiben Sie „\\<{name}>“, wenn es zu sehen sein soll."
            )),
            Found::Wiki(link) => (!is_there(conn, &mut known, &link.slug).await?)
                .then(|| format!("Einen Artikel „{}“ gibt es noch nicht. Stimmt der Titel?", link.title)),
            Found::Link(target) => dead(conn, &mut known, &target, outline).await?,
            // those of a draft are there for its author only
            Found::Image(_) => None,
        };
        hints.extend(text.map(|text| Hint { line, text }));
    }
    Ok(hints)
}

/// What is wrong with a link by address.
async fn dead(conn: &mut Conn, known: &mut Known, target: &str, outline: &[Heading]) -> Result<Option<String>, Error> {
    let shown: String = target.chars().take(80).collect();
    if !is_address(target) {
        return Ok(Some(format!("Auf „{shown}“ kann ein Text nicht verweisen. Zu sehen ist nur der Text des Links.")));
    }
    if let Some(id) = place_of(target) {
        // footnotes are numbered by the renderer
        let there = !id.starts_with("abschnitt-") || outline.iter().any(|heading| heading.id == id);
        return Ok((!there).then(|| format!("„{shown}“ führt zu keiner Überschrift dieses Textes.")));
    }
    if let Some(slug) = article_of(target) {
        let there = is_there(conn, known, &slug).await?;
        return Ok((!there).then(|| format!("„{shown}“ führt ins Leere: Diesen Artikel gibt es nicht.")));
    }
    // a file of a draft is there for its author, and nobody else may know
    match thing_of(target).filter(|thing| !thing.starts_with("/dateien/")) {
        Some(thing) if queries::leads_nowhere(conn, &thing).await? => Ok(Some(format!("„{shown}“ führt ins Leere."))),
        _ => Ok(None),
    }
}

/// For members, who may see all articles.
async fn is_there(conn: &mut Conn, known: &mut Known, slug: &str) -> Result<bool, Error> {
    if let Some(&there) = known.get(slug) {
        return Ok(there);
    }
    let there = queries::at(conn, true, slug).await?.is_some();
    known.insert(slug.to_owned(), there);
    Ok(there)
}
