//! Close and open, lock and unlock, pin and take down, and topic and tags in bulk.

use std::collections::BTreeSet;

use app::{
    account::{Action, Member, Viewer},
    error::{Error, FieldErrors},
    forum::{
        order::{CloseReason, Closing, Retagging},
        port::question_path,
        post::Post,
    },
    moderation::log::Deed,
    text,
};

use super::{OrderService, because, named, note, queries, reason};
use crate::{
    db::Conn,
    forum::{
        queries as forum,
        thread::{self, Thread},
    },
    subject::{self, tagging},
    text::tags,
};

impl OrderService {
    pub(super) async fn close_thread(&self, viewer: &Viewer, question: i64, closing: &Closing) -> Result<(), Error> {
        let by = viewer.require(Action::Moderate)?;
        let why = CloseReason::from_key(&closing.reason)
            .ok_or_else(|| Error::invalid("reason", "Bitte wählen Sie, warum die Frage geschlossen wird."))?;
        let note = note("note", &closing.note)?;
        if why == CloseReason::Elsewhere && note.is_empty() {
            return Err(Error::invalid("note", "Bitte sagen Sie, wo die Antwort steht."));
        }
        let mut tx = self.db.begin().await?;
        let thread = thread::turn(&mut tx, viewer, question).await?;
        let duplicate = match why {
            CloseReason::Duplicate => Some(named(&mut tx, viewer, "duplicate_of", &closing.duplicate_of).await?),
            _ => None,
        };
        // otherwise people are led to what they may not see
        if duplicate.as_ref().is_some_and(|other| other.audience.is_some() && other.audience != thread.audience) {
            let message = "Die andere Frage sehen nicht alle, die diese sehen. Öffnen Sie sie erst für alle im Netz.";
            return Err(Error::invalid("duplicate_of", message));
        }
        let duplicate = duplicate.map(|other| other.id);
        if duplicate == Some(thread.id) {
            return Err(Error::invalid("duplicate_of", "Das ist dieselbe Frage. Bitte nennen Sie die andere."));
        }
        queries::close(&mut tx, thread.id, (why, &note), duplicate, self.now()).await?;
        let other = duplicate.map(|id| format!(" wie Frage {id}")).unwrap_or_default();
        let detail = format!("{}{other}", why.label());
        self.note(&mut tx, by, Deed::Close, Post::Question(thread.id), (&detail, &note)).await?;
        let told = format!("geschlossen ({}).{}", why.label(), because(&note));
        self.tell_asker(&mut tx, by, &thread, &told).await?;
        self.finish(tx, &[]).await
    }

    pub(super) async fn reopen_thread(&self, viewer: &Viewer, question: i64) -> Result<(), Error> {
        let by = viewer.require(Action::Moderate)?;
        let mut tx = self.db.begin().await?;
        let thread = thread::turn(&mut tx, viewer, question).await?;
        if thread.closed {
            queries::reopen(&mut tx, thread.id).await?;
            self.note(&mut tx, by, Deed::Reopen, Post::Question(thread.id), ("", "")).await?;
            self.tell_asker(&mut tx, by, &thread, "wieder geöffnet.").await?;
        }
        self.finish(tx, &[]).await
    }

    pub(super) async fn lock_thread(&self, viewer: &Viewer, question: i64, locked: bool, why: &str) -> Result<(), Error> {
        let by = viewer.require(Action::Moderate)?;
        let why = if locked { reason("lock_reason", why)? } else { String::new() };
        let mut tx = self.db.begin().await?;
        let thread = thread::turn(&mut tx, viewer, question).await?;
        if self.set_lock(&mut tx, by, &thread, locked, &why).await? {
            let told = if locked { format!("gesperrt.{}", because(&why)) } else { "wieder freigegeben.".to_owned() };
            self.tell_asker(&mut tx, by, &thread, &told).await?;
        }
        self.finish(tx, &[]).await
    }

    /// Whether that changed anything. Tells nobody.
    pub(crate) async fn set_lock(
        &self,
        tx: &mut Conn,
        by: &Member,
        thread: &Thread,
        locked: bool,
        why: &str,
    ) -> Result<bool, Error> {
        if thread.locked == locked {
            return Ok(false);
        }
        queries::lock(tx, thread.id, locked.then(|| self.now())).await?;
        let deed = if locked { Deed::Lock } else { Deed::Unlock };
        self.note(tx, by, deed, Post::Question(thread.id), ("", why)).await?;
        Ok(true)
    }

    pub(super) async fn pin_thread(&self, viewer: &Viewer, question: i64, pinned: bool) -> Result<(), Error> {
        let by = viewer.require(Action::Moderate)?;
        let mut tx = self.db.begin().await?;
        let thread = thread::turn(&mut tx, viewer, question).await?;
        queries::pin(&mut tx, thread.id, pinned.then(|| self.now())).await?;
        let deed = if pinned { Deed::Pin } else { Deed::Unpin };
        self.note(&mut tx, by, deed, Post::Question(thread.id), ("", "")).await?;
        self.finish(tx, &[]).await
    }

    pub(super) async fn retag_threads(&self, viewer: &Viewer, questions: &[i64], change: &Retagging) -> Result<usize, Error> {
        let by = viewer.require(Action::Moderate)?;
        // sorted: two moderators who change the same questions cannot wait for each other
        let questions: BTreeSet<i64> = questions.iter().copied().collect();
        let mut errors = FieldErrors::default();
        if questions.is_empty() {
            errors.add("questions", "Bitte wählen Sie mindestens eine Frage aus.");
        }
        let (add, remove) = (errors.check("add", tags(&change.add)), errors.check("remove", tags(&change.remove)));
        let (add, remove) = (add.unwrap_or_default(), remove.unwrap_or_default());
        if change.topic.is_empty() && add.is_empty() && remove.is_empty() {
            errors.add("topic", "Bitte sagen Sie, was sich ändern soll.");
        }
        let mut tx = self.db.begin().await?;
        let topic = match change.topic.as_str() {
            "" => None,
            "-" => Some(None),
            slug => errors.check("topic", subject::chosen_topic(&mut tx, slug).await?),
        };
        errors.into_result()?;
        let mut changed = Vec::new();
        for question in questions {
            let thread = thread::turn(&mut tx, viewer, question).await?;
            let tags = retagged(tagging::of_question(&mut tx, thread.id).await?, &add, &remove);
            if tags.len() > 10 {
                let message = format!("Frage {} hätte dann mehr als zehn Schlagworte.", thread.id);
                return Err(Error::invalid("add", message));
            }
            let topic = match &topic {
                Some(topic) => topic.clone(),
                None => queries::topic(&mut tx, thread.id).await?,
            };
            forum::file(&mut tx, thread.id, topic.as_deref(), &tags).await?;
            let detail = format!("Thema {}, Schlagworte {}", topic.as_deref().unwrap_or("–"), tags.join(", "));
            self.note(&mut tx, by, Deed::Retag, Post::Question(thread.id), (&detail, "")).await?;
            changed.push(thread.id);
        }
        self.finish(tx, &changed).await?;
        Ok(changed.len())
    }

    /// Tells whoever asked what happened to her question.
    pub(super) async fn tell_asker(&self, tx: &mut Conn, by: &Member, thread: &Thread, what: &str) -> Result<(), Error> {
        let (title, ..) = forum::text(tx, thread.id).await?;
        let text = format!("Die Moderation hat Ihre Frage „{title}“ {what}");
        self.tell(tx, by, thread.asker, &text, &question_path(thread.id, &title)).await
    }
}

fn retagged(tags: Vec<String>, add: &[String], remove: &[String]) -> Vec<String> {
    let among = |tags: &[String], tag: &str| tags.iter().any(|other| text::slug(other) == text::slug(tag));
    let mut tags: Vec<String> = tags.into_iter().filter(|tag| !among(remove, tag)).collect();
    for tag in add {
        if !among(&tags, tag) {
            tags.push(tag.clone());
        }
    }
    tags
}
