//! The page tree, as a viewer sees it: what she may not see is left out, and what is below it hangs where it is found.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use app::{
    error::Error,
    structure::port::{Branch, Place, Surroundings, Tree},
};

use quick_cache::sync::Cache;

use super::queries::{self, Node};
use crate::{
    db::{Conn, Db},
    wiki,
};

/// Levels of the tree. Deeper ones would not fit on a phone, and say that an article is in the wrong place.
pub(super) const DEEPEST: usize = 6;

/// What is above, below and beside an article.
pub(super) async fn around(conn: &mut Conn, member: bool, article: i64) -> Result<Surroundings, Error> {
    let visible: Vec<Node> = ancestors(conn, article).await?.into_iter().filter(|node| node.is_for(member)).collect();
    let (mut previous, mut next) = (None, None);
    let parent = visible.first().map(|parent| parent.id);
    let (below, siblings) = queries::below(conn, article, parent.unwrap_or(article))
        .await?
        .into_iter()
        .partition(|node| node.parent_id == Some(article));
    if let Some(parent) = parent {
        let siblings = visible_among(conn, member, parent, siblings).await?;
        if let Some(at) = siblings.iter().position(|(id, _)| *id == article) {
            let place = |at: usize| siblings.get(at).map(|(_, place)| place.clone());
            previous = at.checked_sub(1).and_then(place);
            next = place(at + 1);
        }
    }
    let below = visible_among(conn, member, article, below).await?.into_iter().map(|(_, place)| place).collect();
    Ok(Surroundings { above: visible.iter().rev().map(Node::place).collect(), below, previous, next, linked_from: Vec::new() })
}

/// The articles above one, the nearest first.
pub(super) async fn ancestors(conn: &mut Conn, article: i64) -> Result<Vec<Node>, Error> {
    let line = queries::line(conn, article, i64::try_from(DEEPEST)?).await?;
    Ok(line.into_iter().skip(1).collect())
}

/// The nearest articles below one that the viewer may see; `waiting` are those right below it.
async fn visible_among(conn: &mut Conn, member: bool, article: i64, mut waiting: Vec<Node>) -> Result<Vec<(i64, Place)>, Error> {
    let mut found = Vec::new();
    let mut known = HashSet::from([article]);
    waiting.reverse();
    while let Some(node) = waiting.pop() {
        if !known.insert(node.id) {
            continue;
        }
        if node.is_for(member) {
            found.push((node.id, node.place()));
        } else {
            waiting.extend(queries::below(conn, node.id, node.id).await?.into_iter().rev());
        }
    }
    Ok(found)
}

/// How many levels are below an article.
pub(super) async fn height(conn: &mut Conn, article: i64) -> Result<usize, Error> {
    let mut level = vec![article];
    for height in 0..DEEPEST {
        let mut next = Vec::new();
        for id in level {
            next.extend(queries::below(conn, id, id).await?.into_iter().map(|node| node.id));
        }
        if next.is_empty() {
            return Ok(height);
        }
        level = next;
    }
    Ok(DEEPEST)
}

/// The whole tree for members or guests, at which version of the wiki. Between two changes it is the same for all of them.
pub(super) type Trees = Cache<(i64, bool), Arc<[Branch]>>;

/// Room for those of now; the rest is soon forgotten.
pub(super) fn trees() -> Trees {
    Cache::new(4)
}

/// The whole tree.
pub(super) async fn whole(db: &Db, trees: &Trees, member: bool) -> Result<Arc<[Branch]>, Error> {
    // first the version: what is read then may be newer, but never older
    let version = wiki::queries::version(&mut db.read().await?).await?;
    let read = async { Ok(grow(&queries::tree(&mut db.read().await?).await?, member).into()) };
    trees.get_or_insert_async(&(version, member), read).await
}

/// The whole tree out of its rows, which come in the order of siblings.
fn grow(rows: &[Node], member: bool) -> Vec<Branch> {
    let nodes: HashMap<i64, &Node> = rows.iter().map(|node| (node.id, node)).collect();
    let mut below: HashMap<Option<i64>, Vec<&Node>> = HashMap::new();
    for node in rows.iter().filter(|node| node.is_for(member)) {
        let mut parent = node.parent_id.and_then(|id| nodes.get(&id));
        for _ in 0..DEEPEST {
            match parent {
                Some(above) if !above.is_for(member) => parent = above.parent_id.and_then(|id| nodes.get(&id)),
                _ => break,
            }
        }
        let parent = parent.filter(|above| above.is_for(member)).map(|above| above.id);
        below.entry(parent).or_default().push(node);
    }
    branches(None, &below, 0)
}

fn branches(of: Option<i64>, below: &HashMap<Option<i64>, Vec<&Node>>, depth: usize) -> Vec<Branch> {
    let nodes = below.get(&of).filter(|_| depth <= DEEPEST).map(Vec::as_slice).unwrap_or_default();
    nodes.iter().map(|node| Branch { place: node.place(), below: branches(Some(node.id), below, depth + 1), more: 0 }).collect()
}

/// So many articles of the tree can be looked over on a page.
const MOST: usize = 500;

/// What hangs below an article, or the whole tree: all of it, or as many whole levels as can be looked over. `None` when
/// the article is not in it.
pub(super) fn part(tree: &[Branch], below: Option<&str>) -> Option<Tree> {
    let (above, branches) = match below {
        None => (Vec::new(), tree),
        Some(slug) => way_to(tree, slug)?,
    };
    let mut levels = 1;
    while number(branches, levels + 1) <= MOST && number(branches, levels + 1) > number(branches, levels) {
        levels += 1;
    }
    Some(Tree { above, branches: cut(branches, levels) })
}

/// The way down to an article, with itself, and what is below it.
fn way_to<'a>(tree: &'a [Branch], slug: &str) -> Option<(Vec<Place>, &'a [Branch])> {
    tree.iter().find_map(|branch| {
        if branch.place.slug == slug {
            return Some((vec![branch.place.clone()], branch.below.as_slice()));
        }
        let (mut way, found) = way_to(&branch.below, slug)?;
        way.insert(0, branch.place.clone());
        Some((way, found))
    })
}

/// How many articles are on the first so many levels.
fn number(branches: &[Branch], levels: usize) -> usize {
    if levels == 0 { 0 } else { branches.iter().map(|branch| 1 + number(&branch.below, levels - 1)).sum() }
}

fn cut(branches: &[Branch], levels: usize) -> Vec<Branch> {
    let all = |branch: &Branch| number(&branch.below, usize::MAX);
    let shown = branches.iter().map(|branch| match levels {
        0 | 1 => Branch { place: branch.place.clone(), below: Vec::new(), more: all(branch) },
        _ => Branch { place: branch.place.clone(), below: cut(&branch.below, levels - 1), more: 0 },
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branch(name: &str, below: Vec<Branch>) -> Branch {
        Branch { place: Place { slug: name.to_owned(), title: name.to_uppercase() }, below, more: 0 }
    }

    fn many(count: usize, of: impl Fn(usize) -> Vec<Branch>) -> Vec<Branch> {
        (0..count).map(|number| branch(&format!("a{number}"), of(number))).collect()
    }

    #[test]
    fn a_tree_that_can_be_looked_over_is_shown_whole() {
        let tree = vec![branch("a", vec![branch("b", vec![branch("c", Vec::new())])])];
        assert_eq!(part(&tree, None), Some(Tree { above: Vec::new(), branches: tree.clone() }));
    }

    #[test]
    fn of_a_large_tree_whole_levels_are_shown_and_the_rest_is_counted() {
        let tree = many(20, |_| many(20, |_| many(3, |_| Vec::new())));
        let shown = part(&tree, None).expect("a tree").branches;
        assert_eq!((number(&shown, usize::MAX), shown[0].more, shown[0].below[0].more), (420, 0, 3));
        let flat = part(&many(600, |number| many(number, |_| Vec::new())), None).expect("a tree").branches;
        assert_eq!((flat.len(), flat[599].more), (600, 599));
    }

    #[test]
    fn what_hangs_below_an_article_comes_with_the_way_to_it() {
        let tree = vec![branch("a", vec![branch("b", vec![branch("c", Vec::new())])])];
        let below = part(&tree, Some("b")).expect("a tree");
        assert_eq!(below.above.iter().map(|place| place.slug.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(below.branches, [branch("c", Vec::new())]);
        assert_eq!(part(&tree, Some("x")), None);
    }
}
