//! The documents as rows: half of them articles, half questions.

use app::{error::Error, search::Kind, wiki};

use super::texts::Texts;
use crate::{
    Server,
    account::queries::Link,
    db::{Conn, execute, fetch},
};

const ARTICLE: &str = "
    INSERT INTO articles (id, slug, title, kind, visibility, summary, topic, organisation_id, revision, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)";
const REVISION: &str = "
    INSERT INTO revisions (article_id, number, title, body, note, author_id, created_at) VALUES ($1, 1, $2, $3, '', $4, $5)";
const QUESTION: &str = "
    INSERT INTO questions (id, title, body, topic, author_id, organisation_id, created_at, route_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)";
const CHANGED: &str = "INSERT INTO search_changes (kind, id, seq) VALUES ($1, $2, $3)";
const LAST_CHANGE: &str = "SELECT COALESCE(MAX(seq), 0) FROM search_changes";
const TOPICS: &str = "SELECT slug FROM topics ORDER BY slug";
const HOMES: &str = "SELECT id, district FROM organisations WHERE district IS NOT NULL ORDER BY id";

/// Rows in one transaction.
const AT_ONCE: u32 = 20_000;
/// The oldest is three years old.
const OLDEST: i64 = 3 * 365 * 24 * 60 * 60 * 1000;

/// What the documents belong to.
pub(super) struct Network {
    topics: Vec<String>,
    /// Id and Kreis.
    homes: Vec<(i64, String)>,
    /// The one who has written all of it.
    pub(super) author: i64,
}

impl Network {
    /// Slugs of topic and Kreis of a document.
    pub(super) fn place(&self, number: u32) -> (String, String) {
        (self.topic(number).to_owned(), self.home(number).1.clone())
    }

    pub(super) fn topic(&self, number: u32) -> &str {
        &self.topics[number as usize % self.topics.len()]
    }

    fn home(&self, number: u32) -> &(i64, String) {
        &self.homes[(number / 7) as usize % self.homes.len()]
    }

    /// Slug of the Kreis.
    pub(super) fn district(&self, number: u32) -> &str {
        &self.home(number).1
    }
}

/// Fills an empty network.
pub(super) async fn fill(server: &Server, texts: &Texts, documents: u32) -> Result<Network, Error> {
    if !server.accounts.list().await?.is_empty() {
        return Err(Error::fault("the database is not empty"));
    }
    let mut tx = server.db.begin().await?;
    let topics: Vec<(String,)> = fetch!(tx, fetch_all as (String,), TOPICS)?;
    let homes: Vec<(i64, String)> = fetch!(tx, fetch_all as (i64, String), HOMES)?;
    let (last,) = fetch!(tx, fetch_one as (i64,), LAST_CHANGE)?;
    let now = jiff::Timestamp::now().as_millisecond();
    let author = Link {
        account_id: None,
        name: "Erika Beispiel".to_owned(),
        mail: "erika@example.org".to_owned(),
        mail_key: "erika@example.org".to_owned(),
        organisation_id: homes.first().map_or(1, |home| home.0),
        role: app::account::Role::Member.key().to_owned(),
        organisation: String::new(),
    };
    // not a hash of anything: nobody can sign in with it
    let author = crate::account::queries::insert_account(&mut tx, &author, "!", now).await?;
    tx.commit().await?;
    let network = Network { topics: topics.into_iter().map(|(slug,)| slug).collect(), homes, author };
    let mut begin = 0;
    while begin < documents {
        let end = documents.min(begin + AT_ONCE);
        let mut tx = server.db.begin().await?;
        for number in begin..end {
            let at = now - OLDEST / i64::from(documents) * i64::from(documents - number);
            let row = Row { number, at, seq: last + 1 + i64::from(number) };
            write(&mut tx, &network, texts, &row).await?;
        }
        tx.commit().await?;
        begin = end;
    }
    Ok(network)
}

struct Row {
    number: u32,
    at: i64,
    seq: i64,
}

async fn write(tx: &mut Conn, network: &Network, texts: &Texts, &Row { number, at, seq }: &Row) -> Result<(), Error> {
    let text = texts.document(number);
    let (id, topic, home) = (i64::from(number) + 1, network.topic(number), network.home(number).0);
    if number.is_multiple_of(2) {
        let kind = wiki::Kind::ALL[(number / 2) as usize % wiki::Kind::ALL.len()].key();
        let visibility = if number.is_multiple_of(4) { wiki::Visibility::Public } else { wiki::Visibility::Members }.key();
        execute!(
            tx,
            ARTICLE,
            id,
            format!("text-{number}"),
            text.title.as_str(),
            kind,
            visibility,
            text.summary,
            topic,
            home,
            at
        )?;
        execute!(tx, REVISION, id, text.title, text.body, network.author, at)?;
        execute!(tx, CHANGED, Kind::Article.key(), id, seq)?;
    } else {
        execute!(tx, QUESTION, id, text.title, text.body, topic, network.author, home, at)?;
        execute!(tx, CHANGED, Kind::Question.key(), id, seq)?;
    }
    Ok(())
}
