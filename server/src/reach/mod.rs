//! Who is told of what happens in a thread: those who follow it or what it is about, those whom it names, those whose
//! posts it is about. Each of them once for each event, never of what she did herself, and only who may see the thread.

pub(crate) mod queries;

use std::{collections::BTreeMap, sync::Arc};

use app::{
    account::Member,
    error::Error,
    follow::Kind,
    forum::{port::question_path, post::Post},
    notice::NoticeKind,
    text,
};

use self::queries::Scene;
use crate::{
    db::{Clock, Conn},
    follow,
    forum::{self, thread::Thread},
    markdown::plain_text,
    mention::{self, Named, Who},
    notice::{InThread, News, NoticeService, Recipient},
};

/// People who can be told of one post because it names them or their organisation.
const MOST_NAMED: usize = 20;
/// Characters of a post that a mail repeats.
const EXCERPT: usize = 500;

/// Tells people of what happens in threads. Each method is called in the transaction of what has happened; after the
/// commit comes [`Reach::poke`].
pub struct Reach {
    clock: Clock,
    notices: Arc<NoticeService>,
}

/// What happened.
struct Event<'a> {
    /// Names it: `antwort-34`.
    key: String,
    /// Where on the page.
    place: String,
    /// Who did it.
    by: &'a Member,
    /// What she wrote.
    body: &'a str,
}

/// Who is told, and why; the first reason counts.
#[derive(Default)]
struct Audience(BTreeMap<i64, (Recipient, NoticeKind)>);

impl Audience {
    fn add(&mut self, people: Vec<Recipient>, kind: NoticeKind) {
        for one in people {
            self.0.entry(one.id()).or_insert((one, kind));
        }
    }
}

impl Reach {
    /// With all it needs.
    #[must_use]
    pub fn new(clock: Clock, notices: Arc<NoticeService>) -> Self {
        Self { clock, notices }
    }

    /// Somebody has asked.
    ///
    /// Errors: `Invalid` for field `body`, as all methods that take a text: too many people are named, or a name could mean
    /// several.
    pub(crate) async fn asked(&self, tx: &mut Conn, asker: &Member, question: i64, body: &str) -> Result<(), Error> {
        let scene = queries::scene(tx, question).await?;
        follow::take_part(tx, asker.id, question, self.clock.millis()).await?;
        let mut audience = self.named(tx, &scene, &Post::Question(question).key(), asker, body).await?;
        add_followers(tx, &scene, &mut audience).await?;
        self.tell(tx, &scene, audience, &asking(&scene, asker, body)).await
    }

    /// A question is for more people than `before`: they hear of it as of a new one. It was asked in the past, so nobody
    /// can be refused any more for whom it names: the first [`MOST_NAMED`] are told.
    pub(crate) async fn opened(&self, tx: &mut Conn, before: &Thread) -> Result<(), Error> {
        let question = before.id;
        let scene = queries::scene(tx, question).await?;
        let (_, body, ..) = forum::queries::text(tx, question).await?;
        let Some(asker) = queries::person(tx, scene.asker).await?.pop() else { return Ok(()) };
        let Some(asker) = asker.viewer.member() else { return Ok(()) };
        let names = mention::of_post(tx, question, &Post::Question(question).key()).await?;
        let mut audience = meant(tx, &scene, asker, &names).await?;
        let last = audience.0.keys().nth(MOST_NAMED).copied();
        audience.0.retain(|id, _| last.is_none_or(|last| *id < last));
        add_followers(tx, &scene, &mut audience).await?;
        audience.0.retain(|_, (one, _)| !before.is_for(&one.viewer));
        self.tell(tx, &scene, audience, &asking(&scene, asker, &body)).await
    }

    /// Somebody has answered.
    pub(crate) async fn answered(
        &self,
        tx: &mut Conn,
        author: &Member,
        question: i64,
        answer: i64,
        body: &str,
    ) -> Result<(), Error> {
        let scene = queries::scene(tx, question).await?;
        follow::take_part(tx, author.id, question, self.clock.millis()).await?;
        let post = format!("antwort-{answer}");
        let mut audience = self.named(tx, &scene, &post, author, body).await?;
        for one in queries::followers(tx, Kind::Question, &question.to_string()).await? {
            let kind = if one.id() == scene.asker { NoticeKind::Answered } else { NoticeKind::AnsweredFollowed };
            audience.add(vec![one], kind);
        }
        self.tell(tx, &scene, audience, &Event { place: format!("#{post}"), key: post, by: author, body }).await
    }

    /// Somebody has commented on an answer, or on the question itself.
    pub async fn commented(
        &self,
        tx: &mut Conn,
        question: i64,
        answer: Option<i64>,
        comment: i64,
        author: &Member,
        body: &str,
    ) -> Result<(), Error> {
        let scene = queries::scene(tx, question).await?;
        let post = format!("kommentar-{comment}");
        let mut audience = self.named(tx, &scene, &post, author, body).await?;
        let wrote = match answer {
            Some(answer) => queries::author_of_answer(tx, answer).await?,
            None => Some(scene.asker),
        };
        for one in queries::followers(tx, Kind::Question, &question.to_string()).await? {
            let kind = if Some(one.id()) == wrote { NoticeKind::Commented } else { NoticeKind::CommentedFollowed };
            audience.add(vec![one], kind);
        }
        self.tell(tx, &scene, audience, &Event { place: format!("#{post}"), key: post, by: author, body }).await
    }

    /// An answer is the solution. Its author is told once, however often the mark comes and goes.
    pub(crate) async fn accepted(&self, tx: &mut Conn, by: &Member, question: i64, answer: i64) -> Result<(), Error> {
        let scene = queries::scene(tx, question).await?;
        let mut audience = Audience::default();
        if let Some(author) = queries::author_of_answer(tx, answer).await? {
            audience.add(queries::person(tx, author).await?, NoticeKind::Accepted);
        }
        let event = Event { key: format!("antwort-{answer}-loesung"), place: format!("#antwort-{answer}"), by, body: "" };
        self.tell(tx, &scene, audience, &event).await
    }

    /// A post was changed: whom it names now and did not name before is told. `post` is as in its address: `frage-1`,
    /// `antwort-2`, `kommentar-3`.
    pub(crate) async fn edited(
        &self,
        tx: &mut Conn,
        editor: &Member,
        question: i64,
        post: &str,
        body: &str,
    ) -> Result<(), Error> {
        let scene = queries::scene(tx, question).await?;
        let audience = self.named(tx, &scene, post, editor, body).await?;
        let place = if post.starts_with("frage-") { String::new() } else { format!("#{post}") };
        self.tell(tx, &scene, audience, &Event { key: format!("{post}-nennung"), place, by: editor, body }).await
    }

    /// Tells the outbox and those who listen that there may be something new.
    pub fn poke(&self) {
        self.notices.poke();
    }

    /// Those whom a post names for the first time.
    async fn named(&self, tx: &mut Conn, scene: &Scene, post: &str, by: &Member, body: &str) -> Result<Audience, Error> {
        let names = mention::read(tx, scene.question, post, body).await?;
        let mut fresh = meant(tx, scene, by, &names.fresh).await?;
        let known = meant(tx, scene, by, &names.known).await?;
        fresh.0.retain(|id, _| !known.0.contains_key(id));
        let count = fresh.0.len() + known.0.len();
        if !fresh.0.is_empty() && count > MOST_NAMED {
            let count = text::thousands(i64::try_from(count).unwrap_or(i64::MAX));
            return Err(mention::too_many(&format!("Die Namen mit @ in Ihrem Text meinen {count} Personen.")));
        }
        mention::keep(tx, scene.question, post, &names).await?;
        Ok(fresh)
    }

    async fn tell(&self, tx: &mut Conn, scene: &Scene, audience: Audience, event: &Event<'_>) -> Result<(), Error> {
        let path = format!("{}{}", question_path(scene.question, &scene.title), event.place);
        let excerpt = plain_text(event.body, EXCERPT);
        for (id, (one, kind)) in audience.0 {
            if id == event.by.id || !scene.thread.is_for(&one.viewer) {
                continue;
            }
            let thread = InThread { question: scene.question, title: &scene.title, event: &event.key, excerpt: &excerpt };
            let text = sentence(kind, event.by, &scene.title);
            self.notices.deliver(tx, &one, &News { kind, text: &text, path: &path, thread: Some(thread), names: None }).await?;
        }
        Ok(())
    }
}

/// That a question was asked.
fn asking<'a>(scene: &Scene, by: &'a Member, body: &'a str) -> Event<'a> {
    Event { key: Post::Question(scene.question).key(), place: String::new(), by, body }
}

/// Those who follow what a question is about.
async fn add_followers(tx: &mut Conn, scene: &Scene, audience: &mut Audience) -> Result<(), Error> {
    if let Some(topic) = &scene.topic {
        audience.add(queries::followers(tx, Kind::Topic, topic).await?, NoticeKind::AskedTopic);
    }
    audience.add(queries::followers_of_tags(tx, scene.question).await?, NoticeKind::AskedTag);
    audience.add(queries::followers_of_place(tx, scene.organisation_id).await?, NoticeKind::AskedOrganisation);
    Ok(())
}

/// Whom these names mean, without whoever wrote them and those who may not see the thread.
async fn meant(tx: &mut Conn, scene: &Scene, by: &Member, names: &[Named]) -> Result<Audience, Error> {
    let mut list = Audience::default();
    // people first: she herself is meant more than all who work with her
    for named in names {
        if let Who::Person(id) = named.who {
            list.add(queries::person(tx, id).await?, NoticeKind::Mentioned);
        }
    }
    for named in names {
        if let Who::Organisation(id) = named.who {
            list.add(queries::members(tx, id).await?, NoticeKind::MentionedOrganisation);
        }
    }
    list.0.retain(|id, (one, _)| *id != by.id && scene.thread.is_for(&one.viewer));
    Ok(list)
}

/// What happened, in the words of a colleague.
fn sentence(kind: NoticeKind, by: &Member, title: &str) -> String {
    let who = format!("{} ({})", by.name, by.organisation.name);
    match kind {
        NoticeKind::Answered => format!("{who} hat auf Ihre Frage geantwortet: „{title}“"),
        NoticeKind::AnsweredFollowed => format!("{who} hat geantwortet: „{title}“"),
        NoticeKind::Commented => format!("{who} hat Ihren Beitrag kommentiert: „{title}“"),
        NoticeKind::CommentedFollowed => format!("{who} hat einen Kommentar geschrieben: „{title}“"),
        NoticeKind::Accepted => format!("{who} hat Ihre Antwort als Lösung markiert: „{title}“"),
        NoticeKind::Mentioned => format!("{who} hat Sie genannt: „{title}“"),
        NoticeKind::MentionedOrganisation => format!("{who} hat Ihre Organisation genannt: „{title}“"),
        _ => format!("{who} fragt: „{title}“"),
    }
}
