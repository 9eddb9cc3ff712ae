//! Merge threads, move answers, make a question of answers.

use std::collections::BTreeSet;

use app::{
    account::{Action, Member, Viewer},
    error::{Error, FieldErrors},
    follow::Kind,
    forum::{order::Splitting, port::question_path, post::Post},
    moderation::log::Deed,
};

use super::{OrderService, because, named, note, queries};
use crate::{
    db::Conn,
    follow,
    forum::{
        queries::{self as forum, Stored},
        thread::{self, Thread},
    },
    mention,
    subject::tagging,
    text::{LONGEST_BODY, optional, title},
};

impl OrderService {
    pub(super) async fn merge_threads(&self, viewer: &Viewer, question: i64, into: &str, why: &str) -> Result<String, Error> {
        let by = viewer.require(Action::Moderate)?;
        let why = note("merge_reason", why)?;
        let mut tx = self.db.begin().await?;
        let (from, to) = both(&mut tx, viewer, question, "into", into).await?;
        if from.removed {
            return Err(Error::invalid("into", "Diese Frage wurde entfernt. Stellen Sie sie erst wieder her."));
        }
        let (old, ..) = forum::text(&mut tx, from.id).await?;
        let (name, ..) = forum::text(&mut tx, to.id).await?;
        queries::merge(&mut tx, from.id, to.id, by.id, self.now()).await?;
        follow::pass_on(&mut tx, Kind::Question, &from.id.to_string(), Some(&to.id.to_string())).await?;
        mention::move_thread(&mut tx, from.id, to.id).await?;
        // what was a duplicate of the question that goes is open again by now
        if forum::thread(&mut tx, to.id).await?.is_some_and(|to| to.closed) {
            let message = "Die andere Frage ist geschlossen. Öffnen Sie sie erst wieder, oder nennen Sie die, die gilt.";
            return Err(Error::invalid("into", message));
        }
        for thread in [from.id, to.id] {
            queries::recount(&mut tx, thread).await?;
        }
        let detail = format!("mit Frage {}", to.id);
        self.note(&mut tx, by, Deed::Merge, Post::Question(from.id), (&detail, &why)).await?;
        let path = question_path(to.id, &name);
        let text = format!(
            "Die Moderation hat Ihre Frage „{old}“ mit „{name}“ zusammengeführt. Alle Antworten stehen dort.{}",
            because(&why)
        );
        self.tell(&mut tx, by, from.asker, &text, &path).await?;
        self.finish(tx, &[from.id, to.id]).await?;
        Ok(path)
    }

    pub(super) async fn relocate_answers(
        &self,
        viewer: &Viewer,
        question: i64,
        answers: &[i64],
        to: &str,
    ) -> Result<String, Error> {
        let by = viewer.require(Action::Moderate)?;
        let mut tx = self.db.begin().await?;
        let (from, to) = both(&mut tx, viewer, question, "to", to).await?;
        self.carry(&mut tx, by, answers, &from, to.id, Deed::Relocate).await?;
        let (title, ..) = forum::text(&mut tx, to.id).await?;
        self.finish(tx, &[from.id, to.id]).await?;
        Ok(question_path(to.id, &title))
    }

    pub(super) async fn split_off(
        &self,
        viewer: &Viewer,
        question: i64,
        answers: &[i64],
        new: &Splitting,
    ) -> Result<String, Error> {
        let by = viewer.require(Action::Moderate)?;
        let mut errors = FieldErrors::default();
        let title = errors.check("title", title(&new.title, "Bitte schreiben Sie die neue Frage in einem Satz.", 10));
        let body = errors.check("body", optional(&new.body, LONGEST_BODY));
        errors.into_result()?;
        let mut tx = self.db.begin().await?;
        let from = thread::turn(&mut tx, viewer, question).await?;
        let body = body.filter(|body| !body.is_empty());
        let stored = Stored {
            title: title.unwrap_or_default(),
            body: body.unwrap_or_else(|| format!("Die Antworten standen zuerst unter [Frage {0}](/fragen/{0}).", from.id)),
            topic: queries::topic(&mut tx, from.id).await?,
            tags: tagging::of_question(&mut tx, from.id).await?,
        };
        let id = forum::insert(&mut tx, &stored, by.id, by.organisation.id, self.now()).await?;
        queries::inherit(&mut tx, id, from.id).await?;
        self.carry(&mut tx, by, answers, &from, id, Deed::Split).await?;
        self.finish(tx, &[from.id, id]).await?;
        Ok(question_path(id, &stored.title))
    }

    /// Moves answers with their comments, and tells who wrote them.
    async fn carry(&self, tx: &mut Conn, by: &Member, answers: &[i64], from: &Thread, to: i64, deed: Deed) -> Result<(), Error> {
        let answers: BTreeSet<i64> = answers.iter().copied().collect();
        if answers.is_empty() {
            return Err(Error::invalid("answers", "Bitte wählen Sie mindestens eine Antwort aus."));
        }
        let (title, ..) = forum::text(tx, to).await?;
        let detail = format!("von Frage {} nach Frage {to}", from.id);
        let solution = queries::solution(tx, from.id).await?;
        for answer in answers {
            if solution == Some(answer) {
                let (old, ..) = forum::text(tx, from.id).await?;
                let text = format!("Die Antwort, die Ihre Frage „{old}“ gelöst hat, steht jetzt unter der Frage „{title}“.");
                self.tell(tx, by, from.asker, &text, &Post::Answer(answer).permalink()).await?;
            }
            let author = forum::answer_author(tx, answer, from.id).await?;
            let author = author.ok_or_else(|| {
                Error::invalid("answers", "Eine der Antworten steht nicht mehr hier. Bitte laden Sie die Seite neu.")
            })?;
            for post in queries::relocate(tx, answer, to).await? {
                mention::move_post(tx, from.id, to, post).await?;
            }
            follow::take_part(tx, author, to, self.now()).await?;
            self.note(tx, by, deed, Post::Answer(answer), (&detail, "")).await?;
            let text = format!("Ihre Antwort steht jetzt unter der Frage „{title}“; dorthin passt sie besser.");
            self.tell(tx, by, author, &text, &Post::Answer(answer).permalink()).await?;
        }
        for thread in [from.id, to] {
            queries::recount(tx, thread).await?;
        }
        Ok(())
    }
}

/// Two threads, each once nobody else changes it. What is for some only must not become visible for others, or vanish
/// for them.
async fn both(
    tx: &mut Conn,
    viewer: &Viewer,
    question: i64,
    field: &'static str,
    typed: &str,
) -> Result<(Thread, Thread), Error> {
    let from = thread::readable(tx, viewer, question).await?;
    let to = named(tx, viewer, field, typed).await?;
    // in the order of their numbers: two moderators who merge crosswise cannot wait for each other
    for thread in BTreeSet::from([from.id, to.id]) {
        thread::turn(tx, viewer, thread).await?;
    }
    let from = thread::readable(tx, viewer, question).await?;
    let to = named(tx, viewer, field, typed).await?;
    if from.id == to.id {
        return Err(Error::invalid(field, "Das ist dieselbe Frage. Bitte nennen Sie eine andere."));
    }
    if from.audience != to.audience {
        return Err(Error::invalid(field, "Die beiden Fragen sind nicht für dieselben Personen sichtbar."));
    }
    Ok((from, to))
}
