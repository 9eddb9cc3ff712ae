//! Rules of tags: one name for one thing, and every other word for it leads there.

use app::{
    error::Error,
    follow::Kind,
    list::Slice,
    subject::port::{CuratedTag, Tag, TagFilter},
    text,
};

use super::queries::{self, TagRow};
use crate::{db::Conn, follow, search};

pub(super) async fn list(conn: &mut Conn, filter: &TagFilter, slice: Slice) -> Result<Vec<CuratedTag>, Error> {
    let rows = queries::tags(conn, &part(&filter.text), filter.unused, slice.limit, slice.offset).await?;
    let mut all = Vec::new();
    for row in rows {
        all.push(with_synonyms(conn, row).await?);
    }
    Ok(all)
}

pub(super) async fn count(conn: &mut Conn, filter: &TagFilter) -> Result<i64, Error> {
    queries::tag_count(conn, &part(&filter.text), filter.unused).await
}

/// What was typed, as addresses have it. Nothing, when it has neither letters nor digits.
fn part(typed: &str) -> String {
    if crate::text::has_words(typed) { text::slug(typed) } else { String::new() }
}

pub(super) async fn one(conn: &mut Conn, slug: &str) -> Result<Option<CuratedTag>, Error> {
    match queries::curated(conn, slug).await? {
        Some(row) => Ok(Some(with_synonyms(conn, row).await?)),
        None => Ok(None),
    }
}

async fn with_synonyms(conn: &mut Conn, row: TagRow) -> Result<CuratedTag, Error> {
    let synonyms = queries::synonyms(conn, row.id).await?;
    Ok(CuratedTag { usage: row.usage(), tag: Tag { slug: row.slug, name: row.name }, synonyms })
}

/// One tag as typed.
fn word(field: &'static str, typed: &str) -> Result<Tag, Error> {
    let words = crate::text::tags(typed).map_err(|message| Error::invalid(field, message))?;
    match <[String; 1]>::try_from(words) {
        Ok([name]) => Ok(Tag { slug: text::slug(&name), name }),
        Err(words) if words.is_empty() => Err(Error::invalid(field, "Bitte geben Sie ein Wort aus Buchstaben oder Ziffern ein.")),
        Err(_) => Err(Error::invalid(field, "Bitte geben Sie nur ein Schlagwort ein, ohne Komma.")),
    }
}

async fn known(tx: &mut Conn, slug: &str) -> Result<TagRow, Error> {
    queries::curated(tx, slug).await?.ok_or(Error::NotFound)
}

/// Whether the word is free for the tag: nobody has it, or the tag itself as a synonym.
async fn require_free(tx: &mut Conn, field: &'static str, word: &Tag, tag: i64) -> Result<(), Error> {
    match queries::stands_for(tx, &word.slug).await? {
        Some((id, _)) if id == tag => Ok(()),
        Some((_, name)) if text::slug(&name) == word.slug => {
            Err(Error::invalid(field, format!("Das Schlagwort „{name}“ gibt es schon. Legen Sie beide zusammen.")))
        }
        Some((_, name)) => Err(Error::invalid(field, format!("Das ist schon ein Synonym von „{name}“."))),
        None => Ok(()),
    }
}

pub(super) async fn rename(tx: &mut Conn, slug: &str, name: &str) -> Result<Tag, Error> {
    let tag = known(tx, slug).await?;
    let word = word("name", name)?;
    require_free(tx, "name", &word, tag.id).await?;
    if word.slug != tag.slug {
        queries::remove_synonym(tx, tag.id, &word.slug).await?;
        queries::insert_synonym(tx, tag.id, &Tag { slug: tag.slug, name: tag.name }).await?;
    }
    queries::rename(tx, tag.id, &word).await?;
    search::record_tag(tx, tag.id).await?;
    Ok(word)
}

pub(super) async fn add_synonym(tx: &mut Conn, slug: &str, name: &str) -> Result<(), Error> {
    let tag = known(tx, slug).await?;
    let word = word("synonym", name)?;
    if word.slug == tag.slug {
        return Err(Error::invalid("synonym", "So heißt das Schlagwort schon."));
    }
    require_free(tx, "synonym", &word, tag.id).await?;
    queries::remove_synonym(tx, tag.id, &word.slug).await?;
    queries::insert_synonym(tx, tag.id, &word).await
}

pub(super) async fn remove_synonym(tx: &mut Conn, slug: &str, synonym: &str) -> Result<(), Error> {
    let tag = known(tx, slug).await?;
    if queries::remove_synonym(tx, tag.id, synonym).await? { Ok(()) } else { Err(Error::NotFound) }
}

pub(super) async fn merge(tx: &mut Conn, slug: &str, into: &str) -> Result<Tag, Error> {
    let tag = known(tx, slug).await?;
    let word = word("into", into)?;
    let heir = match queries::stands_for(tx, &word.slug).await? {
        None => return Err(Error::invalid("into", format!("Das Schlagwort „{}“ gibt es nicht.", word.name))),
        Some((id, _)) if id == tag.id => {
            return Err(Error::invalid("into", "Das ist dasselbe Schlagwort. Bitte nennen Sie ein anderes."));
        }
        Some((id, _)) => id,
    };
    // first, for they are found by the tag that they still have
    search::record_tag(tx, tag.id).await?;
    queries::pass_on_tag(tx, tag.id, heir).await?;
    follow::pass_on(tx, Kind::Tag, &tag.id.to_string(), Some(&heir.to_string())).await?;
    queries::insert_synonym(tx, heir, &Tag { slug: tag.slug, name: tag.name }).await?;
    queries::by_id(tx, heir).await
}

pub(super) async fn delete(tx: &mut Conn, slug: &str) -> Result<(), Error> {
    let tag = known(tx, slug).await?;
    if !tag.usage().is_none() {
        return Err(Error::invalid("form", "Inzwischen hat ein Artikel oder eine Frage dieses Schlagwort. Es bleibt bestehen."));
    }
    follow::pass_on(tx, Kind::Tag, &tag.id.to_string(), None).await?;
    queries::delete_tag(tx, tag.id).await
}
