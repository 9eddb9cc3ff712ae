//! What articles link to: kept up to date at each publication, and resolved for whoever reads.

use std::collections::HashSet;

use app::{
    account::{Action, Viewer},
    error::Error,
    structure::port::Missing,
    text,
};

use super::queries;
use crate::{
    db::Conn,
    markdown::{Found, Links, article_of, survey, thing_of, wiki_links},
    wiki,
};

/// Links of an article that are remembered; nobody writes more by hand.
const MOST: usize = 2_000;

/// Links by title of a question, an answer or a preview that are looked up.
const MOST_AT_ONCE: usize = 300;

/// Brings the links of an article up to date with its text, and lets its title lead to it.
pub(crate) async fn follow(tx: &mut Conn, article: i64) -> Result<(), Error> {
    let (title, body) = queries::text(tx, article).await?;
    // unless another one has it already
    wiki::queries::claim_address(tx, &text::slug(&title), article).await?;
    queries::set_links(tx, article, &of(&body)).await
}

/// What a text without any of these need not be parsed for.
const SIGNS: [&str; 7] = ["[[", "/wiki/", "/fragen/", "/kommunen/", "/themen/", "/schlagworte/", "/dateien/"];

/// All that a text links to: slug and title of articles, the path of anything else of this site.
fn of(body: &str) -> Vec<(String, String)> {
    if !SIGNS.iter().any(|sign| body.contains(sign)) {
        return Vec::new();
    }
    let mut known = HashSet::new();
    let mut links: Vec<(String, String)> = Vec::new();
    for (_, found) in survey(body) {
        let link = match found {
            Found::Wiki(link) => (link.slug, link.title.chars().take(200).collect()),
            Found::Link(target) | Found::Image(target) => match article_of(&target).or_else(|| thing_of(&target)) {
                Some(slug) => (slug, String::new()),
                None => continue,
            },
            _ => continue,
        };
        if links.len() < MOST && known.insert(link.0.clone()) {
            links.push(link);
        }
    }
    links
}

/// The links by title of an article, for this viewer.
pub(crate) async fn of_article(conn: &mut Conn, viewer: &Viewer, article: i64, body: &str) -> Result<Links, Error> {
    if !body.contains("[[") {
        return Ok(Links::default());
    }
    let rows = queries::outgoing(conn, viewer.may(Action::ReadNetwork), article).await?;
    let paths = rows.into_iter().map(|(target, slug)| (target, format!("/wiki/{slug}")));
    Ok(Links::new(paths, viewer.may(Action::WriteDraft)))
}

/// The links by title of any text, for this viewer.
pub(crate) async fn of_text(conn: &mut Conn, viewer: &Viewer, body: &str) -> Result<Links, Error> {
    let mut paths = Vec::new();
    for link in wiki_links(body).into_iter().take(MOST_AT_ONCE) {
        if let Some(place) = queries::at(conn, viewer.may(Action::ReadNetwork), &link.slug).await? {
            paths.push((link.slug, place.path()));
        }
    }
    Ok(Links::new(paths, viewer.may(Action::WriteDraft)))
}

/// What is linked to and not there.
pub(super) async fn missing(conn: &mut Conn) -> Result<Vec<Missing>, Error> {
    let mut all = Vec::new();
    for (slug, label, count) in queries::missing(conn).await? {
        let articles = queries::linking(conn, &slug).await?;
        let title = Some(label).filter(|label| !label.is_empty());
        all.push(Missing { path: format!("/wiki/{slug}"), title, count, articles });
    }
    for (path, count) in queries::dead(conn).await? {
        let articles = queries::linking(conn, &path).await?;
        all.push(Missing { path, title: None, count, articles });
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.count));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_addresses_of_what_may_be_gone_are_links_and_other_pages_are_not() {
        let text = "[[Über uns]] [[#Ort]] [a](/wiki/b#c) [b](/wiki/b) [c](/fragen/1/x) [d](https://example.org/wiki/e) [[Über  uns|wir]] \
                    ![e](/dateien/7/e.png) [f](/suche?q=x) <img src='/dateien/8/e.png'>";
        let links = [("ueber-uns", "Über uns"), ("b", ""), ("/fragen/1", ""), ("/dateien/7", ""), ("/dateien/8", "")];
        assert_eq!(of(text), links.map(|(target, label)| (target.to_owned(), label.to_owned())));
        assert_eq!(of("Nichts."), []);
    }
}
