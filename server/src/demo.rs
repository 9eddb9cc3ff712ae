//! Example content for a first look: people, articles and questions out of the region's folder, clearly marked.
//! Passwords are made afresh at the first start and shown once.

mod drafts;
mod searches;

use std::{collections::HashMap, fmt};

use app::{
    account::{Employer, Member, Role, Viewer},
    announcement::port::AnnouncementDraft,
    error::Error,
    forum::port::{Forum, QuestionDraft},
    reuse::port::ReuseDraft,
    saved::port::SavedSearches,
    search::{Kind, port::Query},
    structure::port::Standing,
    wiki::{
        fields::{Typed, matter},
        port::{ArticleDraft, Wiki},
    },
};
use serde::Deserialize;

use crate::{
    Server,
    account::{queries::Link, token::Token},
    db::{Millis, execute},
    organisation, wiki,
};

#[derive(Deserialize)]
struct People {
    person: Vec<Person>,
}

#[derive(Deserialize)]
struct Person {
    key: String,
    name: String,
    role: String,
    organisation: String,
    mail: String,
}

#[derive(Deserialize)]
struct Care {
    contact: Vec<Contact>,
    article: Vec<Looked>,
    place: Vec<Placed>,
}

/// An article below another one.
#[derive(Deserialize)]
struct Placed {
    slug: String,
    parent: String,
}

#[derive(Deserialize)]
struct Contact {
    district: String,
    person: String,
}

#[derive(Deserialize)]
struct Looked {
    slug: String,
    owner: String,
    days: i64,
}

#[derive(Deserialize)]
struct Questions {
    question: Vec<Question>,
}

#[derive(Deserialize)]
struct Question {
    title: String,
    author: String,
    #[serde(default)]
    topic: String,
    #[serde(default)]
    tags: Vec<String>,
    age_days: f64,
    body: String,
    solved_by: Option<usize>,
    #[serde(default)]
    answer: Vec<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    author: String,
    age_days: f64,
    body: String,
}

#[derive(Deserialize)]
struct Reused {
    reuse: Vec<Reuse>,
}

#[derive(Deserialize)]
struct Reuse {
    article: String,
    author: String,
    status: String,
    #[serde(default)]
    since: String,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize)]
struct Announced {
    announcement: Vec<Announcement>,
}

#[derive(Deserialize)]
struct Announcement {
    title: String,
    body: String,
    visibility: String,
    in_days: Option<i64>,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    place: String,
}

/// Front matter of an example article.
#[derive(Deserialize)]
struct Head {
    title: String,
    /// By which the other examples link to it; its own address follows its title.
    slug: String,
    kind: String,
    visibility: String,
    summary: String,
    #[serde(default)]
    topic: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    organisation: String,
    /// The fixed fields.
    #[serde(flatten)]
    others: HashMap<String, serde_json::Value>,
}

impl Head {
    fn fields(&self) -> Typed {
        matter::from_front_matter(|key| match self.others.get(key) {
            Some(serde_json::Value::Array(list)) => list.iter().map(plain).collect(),
            Some(one) => vec![plain(one)],
            None => Vec::new(),
        })
    }
}

fn plain(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Accounts that can be used, with their passwords if they were made just now.
pub struct Accounts(Vec<(String, Role, Option<String>)>);

impl fmt::Display for Accounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fresh = self.0.iter().any(|(.., password)| password.is_some());
        if !fresh {
            return write!(
                f,
                "Vorführung: Die Beispielkonten gibt es schon; die Passwörter wurden beim ersten Start gezeigt.\n\
                Neu beginnen: den Datenordner löschen."
            );
        }
        writeln!(f, "Vorführung: Beispielkonten mit frischen Passwörtern (nur jetzt zu sehen):")?;
        for (mail, role, password) in &self.0 {
            writeln!(f, "  {:<11} {mail:<44} {}", role.label(), password.as_deref().unwrap_or("-"))?;
        }
        Ok(())
    }
}

/// Fills an empty database; does nothing where there are accounts already.
pub async fn prepare(server: &Server) -> Result<Accounts, Error> {
    let existing = server.accounts.list().await?;
    if !existing.is_empty() {
        return Ok(Accounts(existing.into_iter().map(|person| (person.mail.unwrap_or_default(), person.role, None)).collect()));
    }
    let files = server.region.demo_files()?;
    let file = |name: &str| {
        let found = files.iter().find(|(path, _)| path == name).map(|(_, text)| text.as_str());
        found.ok_or_else(|| Error::fault(format!("{name} is missing")))
    };
    let people: People = toml::from_str(file("demo/people.toml")?)?;
    let questions: Questions = toml::from_str(file("demo/questions.toml")?)?;
    let (who, accounts) = invite(server, people).await?;
    // always the same one: who edits an article of hers minutes later makes no entry of the history
    let moderator = who
        .values()
        .filter(|viewer| viewer.role() == Role::Moderator)
        .max_by_key(|viewer| viewer.id())
        .ok_or_else(|| Error::fault("demo: no moderator"))?;
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("demo/articles/")) {
        publish(server, moderator, text).await.map_err(|error| Error::fault(format!("{path}: {error}")))?;
    }
    let reused: Reused = toml::from_str(file("demo/reuses.toml")?)?;
    for one in reused.reuse {
        reuse(server, &who, one).await?;
    }
    drafts::hand_in(server, &who, moderator, toml::from_str(file("demo/drafts.toml")?)?).await?;
    let care: Care = toml::from_str(file("demo/care.toml")?)?;
    for one in &care.place {
        place(server, moderator, one).await?;
    }
    entrust(server, &who, care).await?;
    if let Ok(announced) = file("demo/announcements.toml") {
        announce(server, moderator, toml::from_str(announced)?).await?;
    }
    // oldest first, so that ids and ages agree
    let mut questions = questions.question;
    questions.sort_by(|a, b| b.age_days.total_cmp(&a.age_days));
    for question in questions {
        ask(server, &who, question).await?;
    }
    forget_news(server).await?;
    server.search.catch_up().await?;
    if let Some(sabine) = who.get("sabine") {
        let asked = Query::of([("q", "Breitbandausbau"), ("art", Kind::Article.key())]);
        server.saved.save(sabine, "Glasfaser und Breitband", &asked).await?;
    }
    if let Ok(searched) = file("demo/searches.toml") {
        searches::make(server, &who, toml::from_str(searched)?).await?;
    }
    Ok(accounts)
}

async fn invite(server: &Server, people: People) -> Result<(HashMap<String, Viewer>, Accounts), Error> {
    let (mut viewers, mut accounts) = (HashMap::new(), Vec::new());
    for person in people.person {
        let role = Role::from_key(&person.role).ok_or_else(|| Error::fault(format!("demo: role {}", person.role)))?;
        let home = organisation::queries::by_slug(&mut server.db.read().await?, &person.organisation).await?;
        let (organisation_id, organisation) =
            home.ok_or_else(|| Error::fault(format!("demo: organisation {}", person.organisation)))?;
        let password = Token::generate()?.reveal()[..16].to_owned();
        let link = Link {
            account_id: None,
            name: person.name.clone(),
            mail: person.mail.clone(),
            mail_key: person.mail.to_lowercase(),
            organisation_id,
            role: role.key().to_owned(),
            organisation: organisation.clone(),
        };
        let id = server.accounts.create(&link, &password).await?;
        let home = server.ports.organisations.by_slug(&Viewer::guest(), &person.organisation).await?;
        let district = home.and_then(|home| home.district).map(|(slug, _)| slug);
        let employer = Employer { id: organisation_id, slug: person.organisation, name: organisation, district };
        viewers.insert(person.key, Viewer::member_is(Member { id, name: person.name, role, organisation: employer }));
        accounts.push((person.mail, role, Some(password)));
    }
    Ok((viewers, Accounts(accounts)))
}

async fn publish(server: &Server, moderator: &Viewer, text: &str) -> Result<(), Error> {
    let parts = text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n"));
    let (head, body) = parts.ok_or_else(|| Error::fault("front matter is missing"))?;
    let head: Head = serde_saphyr::from_str(head)?;
    let draft = ArticleDraft {
        fields: head.fields(),
        title: head.title,
        kind: head.kind,
        visibility: head.visibility,
        summary: head.summary,
        body: body.to_owned(),
        topic: head.topic,
        tags: head.tags.join(","),
        organisation: head.organisation,
        note: "Beispielinhalt".to_owned(),
    };
    let article = server.wiki.publish(moderator, draft).await?;
    let mut tx = server.db.begin().await?;
    wiki::queries::claim_address(&mut tx, &head.slug, article.id).await?;
    tx.commit().await
}

/// Puts an article below another one.
async fn place(server: &Server, moderator: &Viewer, one: &Placed) -> Result<(), Error> {
    let article = server.wiki.article(moderator, &one.slug).await?;
    let article = article.ok_or_else(|| Error::fault(format!("demo: article {}", one.slug)))?;
    let structure = &server.ports.structure;
    let standing = structure.standing(moderator, article.id).await?;
    structure.relocate(moderator, &one.slug, Standing { parent: one.parent.clone(), ..standing }).await?;
    Ok(())
}

async fn reuse(server: &Server, viewers: &HashMap<String, Viewer>, one: Reuse) -> Result<(), Error> {
    let author = viewers.get(&one.author).ok_or_else(|| Error::fault(format!("demo: person {}", one.author)))?;
    let draft = ReuseDraft {
        status: one.status,
        organisation: String::new(),
        reason: one.reason,
        contact: one.contact,
        note: one.note,
        since: one.since,
    };
    let outcome = server.ports.reuses.declare(author, &one.article, draft).await;
    outcome.map_err(|error| Error::fault(format!("demo: reuse of {}: {error}", one.article)))
}

/// Gives examples to people, as if they had looked at them some time ago.
async fn entrust(server: &Server, viewers: &HashMap<String, Viewer>, care: Care) -> Result<(), Error> {
    let who = |key: &str| {
        let member = viewers.get(key).and_then(Viewer::member);
        member.ok_or_else(|| Error::fault(format!("demo: person {key}")))
    };
    let mut tx = server.db.begin().await?;
    for one in care.contact {
        organisation::queries::appoint(&mut tx, &one.district, who(&one.person)?.id).await?;
    }
    for one in care.article {
        let member = who(&one.owner)?;
        let looked = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(24 * one.days);
        let due = app::text::months_later(looked, 12).as_millisecond();
        let sql = "UPDATE articles SET owner_id = $2, deputy_id = $3, reviewed_at = $4, review_due = $5, remind_at = $5 WHERE slug = $1";
        let looked = looked.as_millisecond();
        if execute!(tx, sql, &one.slug, member.id, member.organisation.id, looked, due)? == 0 {
            return Err(Error::fault(format!("demo: article {}", one.slug)));
        }
    }
    tx.commit().await
}

/// Dates some days ahead, so that the front page always has one.
async fn announce(server: &Server, moderator: &Viewer, announced: Announced) -> Result<(), Error> {
    for one in announced.announcement {
        let day = one.in_days.map(|days| {
            let then = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(24 * days);
            app::text::day_of(then).to_string()
        });
        let draft = AnnouncementDraft {
            title: one.title,
            body: one.body,
            start_day: day.unwrap_or_default(),
            start_time: one.from,
            end_time: one.until,
            place: one.place,
            visibility: one.visibility,
            ..AnnouncementDraft::default()
        };
        server.ports.announcements.announce(moderator, draft).await?;
    }
    Ok(())
}

async fn ask(server: &Server, viewers: &HashMap<String, Viewer>, question: Question) -> Result<(), Error> {
    let who = |key: &str| viewers.get(key).ok_or_else(|| Error::fault(format!("demo: person {key}")));
    let author = who(&question.author)?;
    let draft = QuestionDraft {
        title: question.title,
        body: question.body,
        topic: question.topic,
        tags: question.tags.join(","),
        ..QuestionDraft::default()
    };
    let asked = server.forum.ask(author, draft).await?;
    backdate(server, "questions", asked.id, question.age_days).await?;
    for (index, answer) in question.answer.into_iter().enumerate() {
        let id = server.forum.answer(who(&answer.author)?, asked.id, &answer.body).await?;
        backdate(server, "answers", id, answer.age_days).await?;
        if question.solved_by == Some(index) {
            server.forum.accept(author, asked.id, Some(id)).await?;
        }
    }
    Ok(())
}

/// What the example content tells of is old: nobody gets notices or mails about it.
async fn forget_news(server: &Server) -> Result<(), Error> {
    let mut tx = server.db.begin().await?;
    execute!(tx, "DELETE FROM outbox WHERE thread IS NOT NULL OR message_id LIKE 'frage-%'")?;
    execute!(tx, "DELETE FROM notices WHERE question_id IS NOT NULL")?;
    execute!(tx, "DELETE FROM digests")?;
    tx.commit().await
}

/// Makes example content as old as it says.
async fn backdate(server: &Server, table: &str, id: i64, days: f64) -> Result<(), Error> {
    #[expect(clippy::cast_possible_truncation, reason = "an age in days, far below the range")]
    let earlier: Millis = jiff::Timestamp::now().as_millisecond() - (days * 86_400_000.0) as i64;
    let mut tx = server.db.begin().await?;
    match table {
        // an example is offered to nobody
        "questions" => execute!(tx, "UPDATE questions SET created_at = $2, route_at = NULL WHERE id = $1", id, earlier)?,
        _ => execute!(tx, "UPDATE answers SET created_at = $2 WHERE id = $1", id, earlier)?,
    };
    tx.commit().await
}
