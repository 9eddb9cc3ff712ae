//! The one path by which a text becomes a revision: publishing, revising, restoring and importing all end here, and from
//! here what is derived from a text is brought up to date.

use app::{error::Error, text};

use super::{
    derived,
    events::{self, EventKind},
    history,
    queries::{self, Last, Origin, Stored, Writer},
};
use crate::{
    db::{Conn, Millis, is_taken},
    freshness,
    markdown::RESERVED,
};

/// Edits of one author within this time become one entry of the history.
const ONE_SITTING: Millis = 10 * 60 * 1000;

/// When a revision "began" that nobody continues: what her author does next is an entry of its own as well.
const LONG_OVER: Millis = 0;

/// What stands now, as far as the next revision has to know it.
pub(crate) struct Standing<'a> {
    pub(crate) id: i64,
    pub(crate) slug: &'a str,
    pub(crate) title: &'a str,
}

/// How a revision relates to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// An edit like any other: one of the same author minutes later continues it.
    Edit,
    /// Always an entry of its own, e.g. an import.
    Apart,
    /// The text of this earlier revision again: an entry of its own, and who wrote it then is still its author.
    Restored(i64),
}

/// A new article under the first free address of `wish`, `wish-2`, `wish-3` …; returns its id.
pub(crate) async fn publish(
    tx: &mut Conn,
    wish: &str,
    new: &Stored,
    origin: &Origin,
    author: Option<Writer>,
    now: Millis,
) -> Result<i64, Error> {
    let slug = free_address(tx, wish, None).await?;
    let id = queries::insert(tx, &slug, new, origin, author, now).await.map_err(title_taken)?;
    queries::claim_address(tx, &slug, id).await?;
    freshness::published(tx, id, author, now).await?;
    derived::follow(tx, id, &new.fields).await?;
    Ok(id)
}

/// A new revision of an article, whose address follows its title; returns the address.
pub(crate) async fn revise(
    tx: &mut Conn,
    article: &Standing<'_>,
    mut new: Stored,
    author: Option<Writer>,
    manner: Manner,
    now: Millis,
) -> Result<String, Error> {
    let slug = if new.title == article.title {
        article.slug.to_owned()
    } else {
        free_address(tx, &text::slug(&new.title), Some(article.id)).await?
    };
    let continued =
        queries::last_revision(tx, article.id).await?.filter(|last| manner == Manner::Edit && continues(last, author, now));
    if let Some(last) = &continued {
        new.note = joined(&last.note, &new.note);
    }
    let before = queries::visibility(tx, article.id).await?;
    let number = queries::update(tx, article.id, &slug, &new, now).await.map_err(title_taken)?;
    let begun = match (&continued, manner) {
        (Some(last), _) => last.begun_at,
        (None, Manner::Edit) => now,
        (None, Manner::Apart | Manner::Restored(_)) => LONG_OVER,
    };
    let origins = match manner {
        // who wrote it then has written it
        Manner::Restored(old) => history::origins(tx, article.id, old).await?.map(|origins| origins.to_string()),
        Manner::Edit | Manner::Apart => history::carried(tx, article.id, number - 1, &new.body).await?,
    };
    queries::insert_revision(tx, (article.id, number), &new, origins.as_deref(), author, begun, now).await?;
    if continued.is_some() {
        queries::supersede(tx, article.id, number).await?;
    }
    queries::claim_address(tx, &slug, article.id).await?;
    if before != Some(new.visibility) {
        let text = format!("Sichtbarkeit geändert: {}", new.visibility.label());
        events::record(tx, article.id, EventKind::Visibility, &text, author, now).await?;
    }
    freshness::revised(tx, article.id, author, now).await?;
    derived::follow(tx, article.id, &new.fields).await?;
    Ok(slug)
}

/// Whether the author is still at what she began with the latest revision. That one stays in the database, for others may
/// have begun their own edit from it.
fn continues(last: &Last, author: Option<Writer>, now: Millis) -> bool {
    author.is_some_and(|author| last.author_id == Some(author.id)) && now - last.begun_at <= ONE_SITTING
}

fn joined(before: &str, after: &str) -> String {
    match (before, after) {
        (before, "") => before.to_owned(),
        ("", after) => after.to_owned(),
        (before, after) if before == after => after.to_owned(),
        (before, after) => format!("{before}; {after}"),
    }
}

/// Two people took the same title at the same moment; the second one only has to save again.
fn title_taken(error: Error) -> Error {
    if is_taken(&error) {
        return Error::invalid(
            "title",
            "Diesen Titel hat gerade eben jemand anderes verwendet. Bitte speichern Sie noch einmal.",
        );
    }
    error
}

/// The first address of `wish`, `wish-2` … that leads nowhere, or to this article already.
async fn free_address(conn: &mut Conn, wish: &str, article: Option<i64>) -> Result<String, Error> {
    let wish = if RESERVED.contains(&wish) { format!("{wish}-1") } else { wish.to_owned() };
    let mut slug = wish.clone();
    for number in 2.. {
        match queries::address(conn, &slug).await? {
            Some(other) if Some(other) != article => slug = format!("{wish}-{number}"),
            _ => break,
        }
    }
    Ok(slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_one_sitting_are_joined_and_not_repeated() {
        assert_eq!(joined("", ""), "");
        assert_eq!(joined("Kosten ergänzt", ""), "Kosten ergänzt");
        assert_eq!(joined("", "Kosten ergänzt"), "Kosten ergänzt");
        assert_eq!(joined("Kosten ergänzt", "Kosten ergänzt"), "Kosten ergänzt");
        assert_eq!(joined("Kosten ergänzt", "Tippfehler"), "Kosten ergänzt; Tippfehler");
    }

    #[test]
    fn only_the_same_author_continues_and_only_for_ten_minutes() {
        let last = Last { author_id: Some(1), note: String::new(), begun_at: 0 };
        let writer = |id| Some(Writer { id, organisation: 1 });
        assert!(continues(&last, writer(1), ONE_SITTING));
        assert!(!continues(&last, writer(1), ONE_SITTING + 1));
        assert!(!continues(&last, writer(2), 1));
        assert!(!continues(&last, None, 1));
        assert!(!continues(&Last { begun_at: LONG_OVER, ..last }, writer(1), 1_700_000_000_000));
        assert!(!continues(&Last { author_id: None, note: String::new(), begun_at: 0 }, None, 1));
    }
}
