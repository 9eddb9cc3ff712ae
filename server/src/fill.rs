//! Invented content in large amounts, for load tests. Only for an empty database.

use std::fmt;

use app::{
    account::Role,
    error::Error,
    text,
    wiki::{Kind, Visibility, fields::Fields},
};

use crate::{
    Server,
    account::queries::Link,
    db::{Conn, Millis, execute, fetch},
    forum, search,
    wiki::queries::{self as wiki, Origin, Stored, Writer},
};

/// Where a load test finds what it needs; printed as JSON.
pub struct Filled {
    cookie: String,
    article: String,
    question: String,
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cookie, article, question } = self;
        let paths = serde_json::json!({
            "cookie": cookie, "article": article, "question": question, "front": "/", "search": "/suche?q=Gewerbeanmeldungsprojekt%20Bauantragsschulung%20Sensorkosten",
        });
        write!(f, "{paths}")
    }
}

const FUNCTION: [&str; 12] = ["und", "mit", "für", "bei", "nach", "wir", "haben", "dabei", "die", "der", "ein", "nicht"];

const FIRST: [&str; 30] = [
    "Gewerbeanmeldungs",
    "Bürgerbüro",
    "Termin",
    "Online",
    "Fachverfahrens",
    "Schnittstellen",
    "Akten",
    "Sensor",
    "Grundwasser",
    "Förder",
    "Datenschutz",
    "Portal",
    "Service",
    "Ausweis",
    "Melde",
    "Bauantrags",
    "Rats",
    "Rechnungs",
    "Vergabe",
    "Kommunal",
    "Verwaltungs",
    "Personal",
    "Schul",
    "Friedhofs",
    "Straßen",
    "Energie",
    "Wasser",
    "Verkehrs",
    "Kultur",
    "Gesundheits",
];

const SECOND: [&str; 30] = [
    "projekt",
    "kosten",
    "schulung",
    "einführung",
    "erfahrung",
    "stelle",
    "vereinbarung",
    "nutzung",
    "planung",
    "ausschreibung",
    "betrieb",
    "prüfung",
    "umstellung",
    "meldung",
    "auswertung",
    "karte",
    "daten",
    "netz",
    "technik",
    "beratung",
    "leitfaden",
    "bericht",
    "antrag",
    "dienst",
    "system",
    "plan",
    "konzept",
    "team",
    "frage",
    "lösung",
];

/// A small generator of its own (xorshift), so that the same call makes the same content.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap_or(0) % sides.max(1)
    }

    /// Half of them function words, half out of 900 compounds, so that a content word is in some of the texts only.
    fn words(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| if self.roll(2) == 0 { FUNCTION[self.roll(FUNCTION.len())].to_owned() } else { self.compound() })
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn compound(&mut self) -> String {
        format!("{}{}", FIRST[self.roll(FIRST.len())], SECOND[self.roll(SECOND.len())])
    }

    /// About 3 kB of Markdown, as articles in the corpus have in the median.
    fn article(&mut self) -> String {
        let mut section = || format!("## {}\n\n{}.\n\n- {}\n- {}\n", self.words(3), self.words(45), self.words(8), self.words(8));
        [section(), section(), section(), section(), section()].join("\n")
    }
}

const ORGANISATIONS: &str = "SELECT id FROM organisations ORDER BY id";
const TOPICS: &str = "SELECT slug FROM topics ORDER BY slug";

/// Fills the database and the index.
pub async fn run(server: &Server, articles: u32, questions: u32, members: u32) -> Result<Filled, Error> {
    if !server.accounts.list().await?.is_empty() {
        return Err(Error::fault("Die Datenbank ist nicht leer."));
    }
    let now = jiff::Timestamp::now().as_millisecond();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut tx = server.db.begin().await?;
    let homes: Vec<i64> = fetch!(tx, fetch_all as (i64,), ORGANISATIONS)?.into_iter().map(|(id,)| id).collect();
    let people = people(&mut tx, &homes, members.max(1), now).await?;
    let article = write_articles(&mut tx, &mut dice, &homes, &people, articles, now).await?;
    let question = ask_questions(&mut tx, &mut dice, &people, questions, now).await?;
    // nobody is to be asked about them
    execute!(tx, "UPDATE questions SET route_at = NULL")?;
    tx.commit().await?;
    server.search.catch_up().await?;
    let session = server.accounts.session_for(people[0].0).await?;
    Ok(Filled { cookie: server.cookie(&session.token), article, question })
}

/// Ids of account and organisation.
type Someone = (i64, i64);

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

async fn write_articles(
    tx: &mut Conn,
    dice: &mut Dice,
    homes: &[i64],
    people: &[Someone],
    count: u32,
    now: Millis,
) -> Result<String, Error> {
    let mut path = "/wiki".to_owned();
    for number in 0..count {
        let title = format!("{} {number}", dice.words(4));
        let new = Stored {
            title: title.clone(),
            kind: Kind::ALL[dice.roll(4)],
            visibility: Visibility::Members,
            summary: dice.words(15),
            body: dice.article(),
            topic: None,
            tags: vec![],
            organisation: Some(homes[dice.roll(homes.len())]),
            note: String::new(),
            fields: Fields::default(),
        };
        let slug = text::slug(&title);
        let (author, home) = people[dice.roll(people.len())];
        let writer = Writer { id: author, organisation: home };
        let id = wiki::insert(tx, &slug, &new, &Origin::default(), Some(writer), now - i64::from(number) * 60_000).await?;
        wiki::claim_address(tx, &slug, id).await?;
        search::record(tx, app::search::Kind::Article, id).await?;
        path = format!("/wiki/{slug}");
    }
    Ok(path)
}

async fn ask_questions(tx: &mut Conn, dice: &mut Dice, people: &[Someone], count: u32, now: Millis) -> Result<String, Error> {
    let mut path = "/fragen".to_owned();
    let topics: Vec<String> = fetch!(tx, fetch_all as (String,), TOPICS)?.into_iter().map(|(slug,)| slug).collect();
    for number in 0..count {
        let title = format!("{} {number}?", dice.words(6));
        let topic = topics.get(dice.roll(topics.len() + 1)).cloned();
        let new = forum::queries::Stored { title: title.clone(), body: dice.words(60), topic, tags: vec![dice.compound()] };
        let (author, home) = people[dice.roll(people.len())];
        let asked = now - i64::from(count - number) * 60_000;
        let id = forum::queries::insert(tx, &new, author, home, asked).await?;
        // the last one is the one that is measured: twenty answers, as the goal says
        let answers = if number + 1 == count { 20 } else { 3 };
        for _ in 0..answers {
            let (author, home) = people[dice.roll(people.len())];
            forum::queries::count_answer(tx, id).await?;
            forum::queries::insert_answer(tx, id, &dice.words(60), author, home, asked).await?;
        }
        search::record(tx, app::search::Kind::Question, id).await?;
        path = format!("/fragen/{id}/{}", text::slug(&title));
    }
    Ok(path)
}
