//! Another title, another address, another place in the tree. What led to the article before leads there for ever.

use app::{
    error::{Error, FieldErrors},
    search::Kind as SearchKind,
    structure::port::{Place, Standing},
    text,
};

use super::{
    queries::{self, Node},
    tree::{self, DEEPEST},
};
use crate::{
    db::{Conn, Millis},
    markdown::RESERVED,
    search,
    text::title,
    wiki::{
        self,
        events::{self, EventKind},
        queries::Writer,
    },
};

/// Where an article stands now.
pub(super) async fn standing(conn: &mut Conn, article: i64) -> Result<Standing, Error> {
    let node = queries::node(conn, article).await?.ok_or(Error::NotFound)?;
    let parent = match node.parent_id {
        Some(id) => queries::node(conn, id).await?.map(|parent| parent.title).unwrap_or_default(),
        None => String::new(),
    };
    let position = if node.position == 0 { String::new() } else { node.position.to_string() };
    Ok(Standing { title: node.title, address: node.slug, parent, position })
}

/// Moves an article; returns its path.
pub(super) async fn relocate(tx: &mut Conn, slug: &str, wanted: &Standing, author: Writer, now: Millis) -> Result<String, Error> {
    queries::lock_tree(tx).await?;
    let id = wiki::queries::address(tx, slug).await?.ok_or(Error::NotFound)?;
    let old = queries::node(tx, id).await?.ok_or(Error::NotFound)?;
    let mut errors = FieldErrors::default();
    let title = errors.check("title", title(&wanted.title, "Bitte geben Sie dem Artikel einen Titel.", 3));
    let title = title.unwrap_or_else(|| old.title.clone());
    if title != old.title
        && let Some(other) = other_at(tx, id, &text::slug(&title)).await?
    {
        errors.add("title", format!("So heißt schon ein anderer Artikel: „{}“ ({}).", other.title, other.path()));
    }
    let address = address(&old, &title, &wanted.address);
    if RESERVED.contains(&address.as_str()) {
        errors.add("address", "Unter dieser Adresse steht eine Seite des Wissensnetzes. Bitte wählen Sie eine andere.");
    } else if address != old.slug
        && let Some(other) = other_at(tx, id, &address).await?
    {
        let message = format!("Diese Adresse führt schon zu einem anderen Artikel: „{}“ ({}).", other.title, other.path());
        errors.add("address", message);
    }
    let parent = errors.check("parent", parent(tx, &old, &wanted.parent).await?).flatten();
    let position = errors.check("position", position(&wanted.position)).unwrap_or_default();
    errors.into_result()?;
    let new = Node { slug: address, title, parent_id: parent.as_ref().map(|node| node.id), position, ..old.clone() };
    queries::relocate(tx, &new).await?;
    wiki::queries::claim_address(tx, &new.slug, id).await?;
    wiki::queries::claim_address(tx, &text::slug(&new.title), id).await?;
    for text in what_happened(&old, &new, parent.as_ref()) {
        events::record(tx, id, EventKind::Moved, &text, Some(author), now).await?;
    }
    search::record(tx, SearchKind::Article, id).await?;
    Ok(format!("/wiki/{}", new.slug))
}

/// An address that nobody touched follows the title, if it did so before.
fn address(old: &Node, title: &str, typed: &str) -> String {
    let typed = typed.trim().trim_start_matches("/wiki/");
    let follows = typed == old.slug && title != old.title && old.slug == text::slug(&old.title);
    match typed {
        "" => text::slug(title),
        _ if follows => text::slug(title),
        same if same == old.slug => old.slug.clone(),
        other => text::slug(other),
    }
}

/// The article at an address, unless it is this one.
async fn other_at(conn: &mut Conn, id: i64, slug: &str) -> Result<Option<Place>, Error> {
    match wiki::queries::address(conn, slug).await? {
        Some(other) if other != id => Ok(queries::node(conn, other).await?.map(|node| node.place())),
        _ => Ok(None),
    }
}

/// The article that shall be above, or why it cannot.
async fn parent(conn: &mut Conn, article: &Node, typed: &str) -> Result<Result<Option<Node>, String>, Error> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Ok(None));
    }
    let slug = text::slug(typed.rsplit_once("/wiki/").map_or(typed, |(_, slug)| slug));
    let found = match wiki::queries::address(conn, &slug).await? {
        Some(id) => queries::node(conn, id).await?,
        None => None,
    };
    let Some(node) = found else {
        let typed: String = typed.chars().take(200).collect();
        return Ok(Err(format!(
            "Einen Artikel „{typed}“ gibt es nicht. Bitte geben Sie seinen Titel oder seine Adresse genau an."
        )));
    };
    if node.id == article.id {
        return Ok(Err("Ein Artikel kann nicht unter sich selbst stehen.".to_owned()));
    }
    let above = tree::ancestors(conn, node.id).await?;
    if above.iter().any(|one| one.id == article.id) {
        return Ok(Err(format!(
            "„{0}“ steht selbst unter „{1}“; beide stünden im Kreis. Bitte ordnen Sie zuerst „{0}“ anders ein.",
            node.title, article.title
        )));
    }
    if above.len() + 2 + tree::height(conn, article.id).await? > DEEPEST {
        return Ok(Err(format!("Der Seitenbaum hat höchstens {DEEPEST} Ebenen. Bitte ordnen Sie den Artikel weiter oben ein.")));
    }
    Ok(Ok(Some(node)))
}

fn position(typed: &str) -> Result<i64, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(0);
    }
    let number = typed.parse::<i64>().ok().filter(|number| (0..=9999).contains(number));
    number.ok_or_else(|| "Bitte geben Sie eine ganze Zahl von 0 bis 9999 an.".to_owned())
}

/// Sentences for the history; none when nothing has changed.
fn what_happened(old: &Node, new: &Node, parent: Option<&Node>) -> Vec<String> {
    let mut all = Vec::new();
    if old.title != new.title {
        all.push(format!("Umbenannt: „{}“ heißt jetzt „{}“", old.title, new.title));
    }
    if old.slug != new.slug {
        all.push(format!("Neue Adresse: /wiki/{} statt /wiki/{}", new.slug, old.slug));
    }
    if old.parent_id != new.parent_id {
        all.push(match parent {
            Some(parent) => format!("Im Seitenbaum unter „{}“ eingeordnet", parent.title),
            None => "Aus dem Seitenbaum gelöst".to_owned(),
        });
    }
    if old.position != new.position {
        all.push(format!("Reihenfolge geändert: {} statt {}", new.position, old.position));
    }
    all
}
