//! Take posts away, bring them back, delete them for good.

use app::{
    account::{Action, Member, Viewer},
    error::{Error, FieldErrors},
    forum::post::{Post, Posted},
    moderation::log::Deed,
};

use super::{LONGEST_NOTE, OrderService, because, queries, reason};
use crate::{
    db::Conn,
    forum::{
        post,
        thread::{self, Thread},
    },
    text::required,
};

impl OrderService {
    pub(super) async fn remove_post(&self, viewer: &Viewer, post: Post, why: &str) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        let (posted, _) = post::seen(&mut tx, viewer, post).await?;
        let by = viewer.require(Action::EditPost { author: posted.author.id })?;
        let own = posted.author.id == by.id;
        let why = if own { String::new() } else { reason("reason", why)? };
        let thread = if own {
            thread::writable(&mut tx, viewer, posted.question).await?
        } else {
            thread::turn(&mut tx, viewer, posted.question).await?
        };
        // once more, now that nobody else changes it
        let (posted, _) = post::seen(&mut tx, viewer, post).await?;
        if posted.removal.is_some() {
            return Err(Error::NotFound);
        }
        if own && !viewer.may(Action::Moderate) {
            still_alone(&mut tx, &posted).await?;
        }
        self.take_away(&mut tx, by, &thread, &posted, &why).await?;
        let text = format!("Die Moderation hat {} zu „{}“ entfernt.{}", accusative(posted.post), posted.title, because(&why));
        self.tell(&mut tx, by, posted.author.id, &text, &posted.post.permalink()).await?;
        self.finish(tx, &[posted.question]).await
    }

    /// Takes a post of a thread away in the caller's transaction, in which it is the thread's turn. Tells whoever asked what
    /// becomes of her question; whoever wrote the post is for the caller to tell.
    pub(crate) async fn take_away(
        &self,
        tx: &mut Conn,
        by: &Member,
        thread: &Thread,
        posted: &Posted,
        why: &str,
    ) -> Result<(), Error> {
        queries::remove(tx, posted.post, (by.id, why), self.now()).await?;
        queries::recount(tx, thread.id).await?;
        if posted.accepted {
            let text = format!(
                "Die Antwort, die Ihre Frage „{}“ gelöst hat, wurde entfernt. Die Frage ist wieder ungelöst.",
                posted.title
            );
            self.tell(tx, by, thread.asker, &text, &Post::Question(thread.id).permalink()).await?;
        }
        if posted.author.id == by.id {
            return Ok(());
        }
        self.note(tx, by, Deed::Remove, posted.post, ("", why)).await
    }

    pub(super) async fn restore_post(&self, viewer: &Viewer, post: Post) -> Result<(), Error> {
        let by = viewer.require(Action::Moderate)?;
        let mut tx = self.db.begin().await?;
        let (posted, _) = post::seen(&mut tx, viewer, post).await?;
        let thread = thread::turn(&mut tx, viewer, posted.question).await?;
        if !queries::restore(&mut tx, posted.post).await? {
            return Err(Error::NotFound);
        }
        if let Post::Answer(answer) = posted.post {
            let solves = queries::solve_again(&mut tx, thread.id, answer).await?;
            let then = if solves { " und ist wieder als Lösung markiert" } else { "" };
            let text = format!("Eine entfernte Antwort auf Ihre Frage „{}“ steht wieder da{then}.", posted.title);
            self.tell(&mut tx, by, thread.asker, &text, &posted.post.permalink()).await?;
        }
        queries::recount(&mut tx, thread.id).await?;
        self.note(&mut tx, by, Deed::Restore, posted.post, ("", "")).await?;
        let text = format!("Die Moderation hat {} zu „{}“ wiederhergestellt.", accusative(posted.post), posted.title);
        self.tell(&mut tx, by, posted.author.id, &text, &posted.post.permalink()).await?;
        self.finish(tx, &[posted.question]).await
    }

    pub(super) async fn erase_post(&self, viewer: &Viewer, post: Post, why: &str, sure: &str) -> Result<(), Error> {
        let by = viewer.require(Action::Moderate)?;
        let mut errors = FieldErrors::default();
        let why = errors
            .check("reason", required(why, "Bitte begründen Sie das Löschen; die Begründung steht im Protokoll.", LONGEST_NOTE));
        if sure.trim().to_lowercase() != "ja" {
            errors.add("sure", "Bitte schreiben Sie ja in dieses Feld, wenn Sie sicher sind.");
        }
        errors.into_result()?;
        let why = why.unwrap_or_default();
        let mut tx = self.db.begin().await?;
        let (posted, _) = post::seen(&mut tx, viewer, post).await?;
        thread::turn(&mut tx, viewer, posted.question).await?;
        // a question that was merged is named by its own number: it goes, and the one it was merged into stays
        let author = queries::author(&mut tx, post).await?.ok_or(Error::NotFound)?;
        queries::erase(&mut tx, posted.question, post).await?;
        let whole = post == Post::Question(posted.question);
        if !whole {
            queries::recount(&mut tx, posted.question).await?;
        }
        self.note(&mut tx, by, Deed::Erase, post, ("", &why)).await?;
        let text =
            format!("Die Moderation hat {} aus rechtlichen Gründen endgültig gelöscht.{}", accusative(post), because(&why));
        let path = if whole { "/fragen".to_owned() } else { Post::Question(posted.question).permalink() };
        self.tell(&mut tx, by, author, &text, &path).await?;
        self.finish(tx, &[posted.question]).await
    }
}

/// Whether the author may take it away herself.
async fn still_alone(tx: &mut Conn, posted: &Posted) -> Result<(), Error> {
    match posted.post {
        Post::Question(id) if queries::answered_by_others(tx, id, posted.author.id).await? => Err(Error::invalid(
            "form",
            "Andere haben schon geantwortet; ihre Antworten wären sonst mit verschwunden. Bitte melden Sie die Frage, dann hilft die Moderation.",
        )),
        Post::Answer(_) if posted.accepted => {
            Err(Error::invalid("form", "Ihre Antwort ist als Lösung markiert. Bitte melden Sie sie, dann hilft die Moderation."))
        }
        _ => Ok(()),
    }
}

fn accusative(post: Post) -> &'static str {
    match post {
        Post::Question(_) => "Ihre Frage",
        Post::Answer(_) => "Ihre Antwort",
        Post::Comment(_) => "Ihren Kommentar",
    }
}
