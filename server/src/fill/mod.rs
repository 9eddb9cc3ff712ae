//! Invented content in large amounts, for load tests. Only for an empty database.

mod articles;
mod fields;
mod long;
mod questions;
mod words;

use std::fmt;

use app::{account::Role, error::Error};

use self::words::Dice;
use crate::{
    Server,
    account::queries::Link,
    db::{Conn, Millis, fetch},
};

/// How much there shall be.
#[derive(Debug, Clone, Copy)]
pub struct Amounts {
    /// Articles with fixed fields, links, reuses, an owner and a place in the tree.
    pub articles: u32,
    /// Revisions of one more article, of about 100 kB each; none makes no such article.
    pub revisions: u32,
    /// Questions with three answers each.
    pub questions: u32,
    /// Members.
    pub members: u32,
}

/// Where a load test finds what it needs, and what it can search for; printed as JSON.
pub struct Filled {
    cookie: String,
    /// Sessions of other people.
    listeners: Vec<String>,
    article: String,
    long: String,
    question: String,
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cookie, listeners, article, long, question } = self;
        let found = serde_json::json!({
            "cookie": cookie, "listeners": listeners, "article": article, "long": long, "question": question,
            "words": words::compounds(),
        });
        write!(f, "{found}")
    }
}

/// People who can be signed in beside the first one.
const LISTENERS: usize = 50;

const ORGANISATIONS: &str = "SELECT id FROM organisations ORDER BY id";

/// Fills the database and the index.
pub async fn run(server: &Server, amounts: Amounts) -> Result<Filled, Error> {
    if !server.accounts.list().await?.is_empty() {
        return Err(Error::fault("Die Datenbank ist nicht leer."));
    }
    let now = jiff::Timestamp::now().as_millisecond();
    let mut dice = Dice::new();
    let mut tx = server.db.begin().await?;
    let homes: Vec<i64> = fetch!(tx, fetch_all as (i64,), ORGANISATIONS)?.into_iter().map(|(id,)| id).collect();
    let people = people(&mut tx, &homes, amounts.members.max(1), now).await?;
    let place = Place { homes: &homes, people: &people, now };
    let article = articles::write(&mut tx, &mut dice, &place, amounts.articles).await?;
    let long = long::write(&mut tx, &mut dice, &place, amounts.revisions).await?;
    let question = questions::ask(&mut tx, &mut dice, &place, amounts.questions).await?;
    tx.commit().await?;
    server.search.catch_up().await?;
    let session = server.accounts.session_for(people[0].0).await?;
    let mut listeners = Vec::new();
    for (id, _) in people.iter().skip(1).take(LISTENERS) {
        listeners.push(server.cookie(&server.accounts.session_for(*id).await?.token));
    }
    Ok(Filled { cookie: server.cookie(&session.token), listeners, article, long, question })
}

/// Ids of account and organisation.
type Someone = (i64, i64);

/// What all content is made for.
struct Place<'a> {
    /// Ids of organisations.
    homes: &'a [i64],
    people: &'a [Someone],
    now: Millis,
}

async fn people(tx: &mut Conn, homes: &[i64], members: u32, now: Millis) -> Result<Vec<Someone>, Error> {
    let mut people = Vec::new();
    for number in 0..members {
        let organisation_id = homes[usize::try_from(number)? % homes.len()];
        let mail = format!("last{number}@example.org");
        let link = Link {
            account_id: None,
            name: format!("Person {number}"),
            mail_key: mail.clone(),
            mail,
            organisation_id,
            role: Role::Member.key().to_owned(),
            organisation: String::new(),
        };
        // not a hash of anything: nobody can sign in with it
        let id = crate::account::queries::insert_account(tx, &link, "!", now).await?;
        people.push((id, organisation_id));
    }
    Ok(people)
}
