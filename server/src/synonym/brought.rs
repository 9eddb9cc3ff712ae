//! The groups that every network begins with: the words of German administrations, whatever the region.

use std::collections::HashSet;

use app::error::Error;

use super::{
    check::{Group, key},
    queries,
};
use crate::{
    db::{Clock, Db},
    search,
};

/// The list, in the binary.
const LIST: &str = include_str!("../../data/synonyms.txt");

/// Its groups, each with the name by which it is known.
fn groups() -> impl Iterator<Item = (String, Group)> {
    let lines = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let terms: Vec<String> = line.split(" = ").map(str::to_owned).collect();
        (key(&terms[0]), Group { terms, note: String::new() })
    })
}

/// The terms of the groups, as a network begins with them.
pub(crate) fn terms() -> Vec<Vec<String>> {
    groups().map(|(_, group)| group.terms).collect()
}

/// Brings along what was not brought before. Groups that moderators have changed or taken away stay as they are.
pub(crate) async fn bring(db: &Db, clock: &Clock) -> Result<(), Error> {
    let known: HashSet<String> = queries::origins(&mut db.read().await?).await?.into_iter().collect();
    let new: Vec<(String, Group)> = groups().filter(|(origin, _)| !known.contains(origin)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    for (origin, group) in &new {
        queries::bring(&mut tx, group, origin, clock.millis()).await?;
    }
    search::record_synonyms(&mut tx).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use app::synonym::port::GroupDraft;

    use super::{super::check, *};

    #[test]
    fn the_list_keeps_the_rules_that_moderators_keep() {
        let mut before: Vec<Vec<String>> = Vec::new();
        for (origin, group) in groups() {
            let draft = GroupDraft { terms: group.terms.join("\n"), note: String::new() };
            assert_eq!(check::parse(&draft).unwrap_or_else(|error| panic!("{origin}: {error}")), group);
            check::not_together_already(&group, &before).unwrap_or_else(|error| panic!("{origin}: {error}"));
            before.push(group.terms);
        }
        assert!(before.len() >= 150, "{}", before.len());
    }

    #[test]
    fn each_group_has_a_name_of_its_own() {
        let names: Vec<String> = groups().map(|(origin, _)| origin).collect();
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
    }

    #[test]
    fn a_term_of_the_list_stands_in_one_group() {
        let mut seen = HashSet::new();
        for term in groups().flat_map(|(_, group)| group.terms) {
            assert!(seen.insert(key(&term)), "{term} stands in two groups");
        }
    }
}
