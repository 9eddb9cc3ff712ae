//! Who has which tag: all SQL of the tags of articles and questions.

use app::{error::Error, text};

use crate::db::{Conn, execute, fetch, sql};

sql! {
    // the first spelling stays; DO UPDATE because DO NOTHING would not return the id
    UPSERT = "INSERT INTO tags (slug, name) VALUES ($1, $2) ON CONFLICT (slug) DO UPDATE SET slug = excluded.slug RETURNING id";
    OF_SYNONYM = "SELECT tag_id FROM tag_synonyms WHERE slug = $1";
    CLEAR_ARTICLE = "DELETE FROM article_tags WHERE article_id = $1";
    TAG_ARTICLE = "INSERT INTO article_tags (article_id, tag_id) VALUES ($1, $2) ON CONFLICT (article_id, tag_id) DO NOTHING";
    OF_ARTICLE = "SELECT t.name FROM tags t JOIN article_tags l ON l.tag_id = t.id WHERE l.article_id = $1 ORDER BY t.name";
    CLEAR_QUESTION = "DELETE FROM question_tags WHERE question_id = $1";
    TAG_QUESTION = "INSERT INTO question_tags (question_id, tag_id) VALUES ($1, $2) ON CONFLICT (question_id, tag_id) DO NOTHING";
    OF_QUESTION = "SELECT t.name FROM tags t JOIN question_tags l ON l.tag_id = t.id WHERE l.question_id = $1 ORDER BY t.name";
}

/// By slug: two writers that both lock "a" first and "b" next cannot wait for each other.
fn in_order(tags: &[String]) -> Vec<&String> {
    let mut tags: Vec<&String> = tags.iter().collect();
    tags.sort_by_key(|tag| text::slug(tag));
    tags
}

/// The tag that a word stands for; a new one if it stands for none.
async fn id(conn: &mut Conn, name: &str) -> Result<i64, Error> {
    let slug = text::slug(name);
    if let Some((id,)) = fetch!(conn, fetch_optional as (i64,), OF_SYNONYM, &slug)? {
        return Ok(id);
    }
    let (id,) = fetch!(conn, fetch_one as (i64,), UPSERT, slug, name)?;
    Ok(id)
}

/// Gives an article these tags and no others.
pub(crate) async fn set_article(conn: &mut Conn, article: i64, tags: &[String]) -> Result<(), Error> {
    execute!(conn, CLEAR_ARTICLE, article)?;
    for tag in in_order(tags) {
        let tag = id(conn, tag).await?;
        execute!(conn, TAG_ARTICLE, article, tag)?;
    }
    Ok(())
}

/// Gives a question these tags and no others.
pub(crate) async fn set_question(conn: &mut Conn, question: i64, tags: &[String]) -> Result<(), Error> {
    execute!(conn, CLEAR_QUESTION, question)?;
    for tag in in_order(tags) {
        let tag = id(conn, tag).await?;
        execute!(conn, TAG_QUESTION, question, tag)?;
    }
    Ok(())
}

pub(crate) async fn of_article(conn: &mut Conn, article: i64) -> Result<Vec<String>, Error> {
    Ok(names(fetch!(conn, fetch_all as (String,), OF_ARTICLE, article)?))
}

pub(crate) async fn of_question(conn: &mut Conn, question: i64) -> Result<Vec<String>, Error> {
    Ok(names(fetch!(conn, fetch_all as (String,), OF_QUESTION, question)?))
}

fn names(rows: Vec<(String,)>) -> Vec<String> {
    rows.into_iter().map(|(name,)| name).collect()
}
