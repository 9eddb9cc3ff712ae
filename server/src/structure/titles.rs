//! Completion of titles, for links by title.

use app::{error::Error, structure::port::Suggestion, text, wiki::Kind};

use super::queries;
use crate::db::Conn;

/// Articles whose title, or a former one, contains what was typed; those that begin so come first.
pub(super) async fn matching(conn: &mut Conn, member: bool, typed: &str) -> Result<Vec<Suggestion>, Error> {
    // without a letter or digit there is nothing to look for
    if !typed.chars().any(char::is_alphanumeric) {
        return Ok(Vec::new());
    }
    let rows = queries::titles(conn, member, &text::slug(typed)).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let kind = Kind::from_key(&row.kind).unwrap_or(Kind::Article).label();
            let meta = row.organisation.map_or_else(|| kind.to_owned(), |name| format!("{kind} · {name}"));
            Suggestion { title: row.title, path: format!("/wiki/{}", row.slug), meta }
        })
        .collect())
}
