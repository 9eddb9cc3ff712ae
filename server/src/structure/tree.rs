//! The page tree, as a viewer sees it: what she may not see is left out, and what is below it hangs where it is found.

use std::collections::{HashMap, HashSet};

use app::{
    error::Error,
    structure::port::{Branch, Place, Surroundings},
};

use super::queries::{self, Node};
use crate::db::Conn;

/// Levels of the tree. Deeper ones would not fit on a phone, and say that an article is in the wrong place.
pub(super) const DEEPEST: usize = 6;

/// What is above, below and beside an article.
pub(super) async fn around(conn: &mut Conn, member: bool, article: i64) -> Result<Surroundings, Error> {
    let visible: Vec<Node> = ancestors(conn, article).await?.into_iter().filter(|node| node.is_for(member)).collect();
    let (mut previous, mut next) = (None, None);
    if let Some(parent) = visible.first() {
        let siblings = visible_below(conn, member, parent.id).await?;
        if let Some(at) = siblings.iter().position(|(id, _)| *id == article) {
            let place = |at: usize| siblings.get(at).map(|(_, place)| place.clone());
            previous = at.checked_sub(1).and_then(place);
            next = place(at + 1);
        }
    }
    let below = visible_below(conn, member, article).await?.into_iter().map(|(_, place)| place).collect();
    Ok(Surroundings { above: visible.iter().rev().map(Node::place).collect(), below, previous, next, linked_from: Vec::new() })
}

/// The articles above one, the nearest first.
pub(super) async fn ancestors(conn: &mut Conn, article: i64) -> Result<Vec<Node>, Error> {
    let mut above = Vec::new();
    let mut next = queries::node(conn, article).await?.and_then(|node| node.parent_id);
    // a circle cannot come about, but a page must not hang if one did
    while let Some(id) = next.filter(|_| above.len() < DEEPEST) {
        let Some(node) = queries::node(conn, id).await? else { break };
        next = node.parent_id;
        above.push(node);
    }
    Ok(above)
}

/// The nearest articles below one that the viewer may see.
async fn visible_below(conn: &mut Conn, member: bool, article: i64) -> Result<Vec<(i64, Place)>, Error> {
    let mut found = Vec::new();
    let mut known = HashSet::from([article]);
    let mut waiting = queries::below(conn, article).await?;
    waiting.reverse();
    while let Some(node) = waiting.pop() {
        if !known.insert(node.id) {
            continue;
        }
        if node.is_for(member) {
            found.push((node.id, node.place()));
        } else {
            waiting.extend(queries::below(conn, node.id).await?.into_iter().rev());
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
            next.extend(queries::below(conn, id).await?.into_iter().map(|node| node.id));
        }
        if next.is_empty() {
            return Ok(height);
        }
        level = next;
    }
    Ok(DEEPEST)
}

/// The whole tree out of its rows, which come in the order of siblings.
pub(super) fn grow(rows: &[Node], member: bool) -> Vec<Branch> {
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
    nodes.iter().map(|node| Branch { place: node.place(), below: branches(Some(node.id), below, depth + 1) }).collect()
}
