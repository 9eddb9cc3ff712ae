//! Names in posts: whom they mean, and where they lead.

pub(crate) mod queries;
mod service;

use std::collections::{BTreeMap, HashMap};

use app::{
    account::{Action, Viewer},
    error::Error,
    text,
};

use self::queries::Known;
pub(crate) use self::queries::{forget, move_post, move_thread, of_post};
pub use self::service::MentionService;
use crate::{
    db::{Conn, Db},
    markdown::{candidates, tails},
};

/// Different words behind an `@` that are looked up; nobody names more people.
const MOST_PLACES: usize = 100;

/// What a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// The name as it is written there.
    key: String,
    /// Whom it means.
    pub(crate) who: Who,
}

/// Whom a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// Somebody with an account.
    Person(i64),
    /// All who work there.
    Organisation(i64),
}

/// What a post names now, and what of that it had named before.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// For the first time in this post.
    pub(crate) fresh: Vec<Named>,
    /// Before.
    pub(crate) known: Vec<Named>,
}

/// Whom a post names. Nothing is written.
///
/// Errors: `Invalid` for field `body` when a name could mean several people, or when there are far too many.
pub(crate) async fn read(conn: &mut Conn, question: i64, post: &str, body: &str) -> Result<Names, Error> {
    let mut places = tails(body);
    places.sort_unstable();
    places.dedup();
    if places.is_empty() {
        return Ok(Names::default());
    }
    if places.len() > MOST_PLACES {
        let count = i64::try_from(places.len()).unwrap_or(i64::MAX);
        return Err(too_many(&format!("In Ihrem Text stehen {} Namen mit @.", text::thousands(count))));
    }
    let known = queries::of_post(conn, question, post).await?;
    let mut lookup = Lookup { seen: HashMap::new() };
    let mut names = Names::default();
    for place in places {
        let Some(one) = lookup.resolve(conn, &place, &known).await? else { continue };
        let list = if known.contains(&one) { &mut names.known } else { &mut names.fresh };
        if !list.contains(&one) {
            list.push(one);
        }
    }
    // named before, and perhaps not any more: told all the same
    for old in known {
        if !names.known.contains(&old) {
            names.known.push(old);
        }
    }
    Ok(names)
}

/// Remembers what a post names.
pub(crate) async fn keep(tx: &mut Conn, question: i64, post: &str, names: &Names) -> Result<(), Error> {
    for named in &names.fresh {
        queries::insert(tx, question, post, &named.key, named.who).await?;
    }
    Ok(())
}

/// The refusal of a post that names more people than may be told of it.
pub(crate) fn too_many(what: &str) -> Error {
    Error::invalid(
        "body",
        format!("{what} Von einem Beitrag können höchstens 20 Personen erfahren. Bitte nennen Sie nur die, die es betrifft."),
    )
}

/// Looks each name up once.
struct Lookup {
    seen: HashMap<String, Vec<Known>>,
}

impl Lookup {
    /// Whom the longest name at the beginning of a text means.
    async fn resolve(&mut self, conn: &mut Conn, tail: &str, before: &[Named]) -> Result<Option<Named>, Error> {
        let keys: Vec<String> = candidates(tail).into_iter().map(|(_, key)| key).collect();
        if let Some(named) = before.iter().rev().find(|named| keys.last() == Some(&named.key)) {
            return Ok(Some(named.clone()));
        }
        let mut best = None;
        for (at, key) in keys.iter().enumerate() {
            let people = self.known(conn, key).await?;
            let longer = &keys[at..];
            best = match people.as_slice() {
                [] => best,
                [one] => {
                    // a municipality behind the name belongs to it, whether it was needed or not
                    let key = longer.iter().find(|longer| one.with_place(key).as_ref() == Some(*longer)).unwrap_or(key);
                    Some(Ok(Named { key: key.clone(), who: one.who }))
                }
                several => {
                    let placed = several.iter().find_map(|one| {
                        let key = longer.iter().find(|longer| one.with_place(key).as_ref() == Some(*longer))?;
                        Some(Named { key: key.clone(), who: one.who })
                    });
                    let earlier = before.iter().find(|named| named.key == *key).cloned();
                    Some(placed.or(earlier).ok_or_else(|| ambiguous(several)))
                }
            };
        }
        best.transpose()
    }

    async fn known(&mut self, conn: &mut Conn, key: &str) -> Result<Vec<Known>, Error> {
        // what has no letters of ours is no name
        if key == "beitrag" {
            return Ok(Vec::new());
        }
        if let Some(known) = self.seen.get(key) {
            return Ok(known.clone());
        }
        let known = queries::known(conn, key).await?;
        self.seen.insert(key.to_owned(), known.clone());
        Ok(known)
    }
}

fn ambiguous(several: &[Known]) -> Error {
    let [one, other, ..] = several else { return Error::fault("a name of nobody") };
    Error::invalid(
        "body",
        format!(
            "@{} gibt es {}-mal. Bitte schreiben Sie die Kommune dahinter: @{0} ({}) oder @{0} ({}).",
            one.name,
            several.len(),
            one.place,
            other.place
        ),
    )
}

/// Where the names in the posts of a thread lead, for this viewer.
pub(crate) async fn of_thread(conn: &mut Conn, viewer: &Viewer, question: i64) -> Result<BTreeMap<String, String>, Error> {
    if !viewer.may(Action::ReadNetwork) {
        return Ok(BTreeMap::new());
    }
    queries::of_thread(conn, question).await
}

/// Where the names in a text lead that is not posted yet.
///
/// Errors: as those of [`read`].
pub(crate) async fn of_text(conn: &mut Conn, body: &str) -> Result<BTreeMap<String, String>, Error> {
    // of no post yet
    let names = read(conn, 0, "", body).await?;
    let path = |named: Named| {
        let path = match named.who {
            Who::Person(id) => format!("/personen/{id}"),
            // it is found by its address
            Who::Organisation(_) => format!("/kommunen/{}", named.key),
        };
        (named.key, path)
    };
    Ok(names.fresh.into_iter().map(path).collect())
}

/// After an update: gives names by which they are found to accounts that are older.
pub(crate) async fn catch_up(db: &Db) -> Result<(), Error> {
    loop {
        let unnamed = queries::unnamed(&mut db.read().await?).await?;
        if unnamed.is_empty() {
            return Ok(());
        }
        let mut tx = db.begin().await?;
        for (id, name) in unnamed {
            queries::set_key(&mut tx, id, &text::slug(&name)).await?;
        }
        tx.commit().await?;
    }
}
