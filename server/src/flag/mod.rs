//! The rules of flags: the port of [`app::flag`].

pub(crate) mod forms;
pub(crate) mod queries;

use std::sync::Arc;

use app::{
    account::{Action, Member, Viewer},
    error::{Error, FieldErrors},
    flag::port::{FlagDecision, FlagReason, Flagged, Flags},
    forum::post::{Post, Posted},
    moderation::log::Deed,
    notice::NoticeKind,
    search::Kind as SearchKind,
};
use async_trait::async_trait;

use crate::{
    db::{Clock, Conn, Db},
    forum::{order::OrderService, post, thread},
    moderation::log,
    notice::NoticeService,
    search::{self, SearchService},
    text::{optional, required},
};

/// Longest note, in characters.
const LONGEST_NOTE: usize = 500;

/// Flags.
pub struct FlagService {
    db: Db,
    clock: Clock,
    notices: Arc<NoticeService>,
    search: Arc<SearchService>,
    order: Arc<OrderService>,
}

impl FlagService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, notices: Arc<NoticeService>, search: Arc<SearchService>, order: Arc<OrderService>) -> Self {
        Self { db, clock, notices, search, order }
    }

    async fn carry_out(
        &self,
        tx: &mut Conn,
        by: &Member,
        viewer: &Viewer,
        posted: &Posted,
        decision: FlagDecision,
        note: &str,
    ) -> Result<(), Error> {
        let thread = thread::turn(tx, viewer, posted.question).await?;
        match decision {
            FlagDecision::Remove => {
                // once more, now that nobody else changes it
                let (posted, _) = post::seen(tx, viewer, posted.post).await?;
                if posted.removal.is_some() {
                    return Ok(());
                }
                self.order.take_away(tx, by, &thread, &posted, note).await
            }
            FlagDecision::Lock => self.order.set_lock(tx, by, &thread, true, note).await.map(drop),
            _ => Ok(()),
        }
    }

    /// Tells whoever flagged, and whoever wrote what was flagged.
    async fn tell(&self, tx: &mut Conn, by: &Member, posted: &Posted, flaggers: &[i64], told: &str) -> Result<(), Error> {
        let path = posted.post.permalink();
        let what = format!("{} zu „{}“", posted.post.label(), posted.title);
        for flagger in flaggers.iter().filter(|flagger| **flagger != by.id) {
            let text = format!("Danke für Ihre Meldung ({what}). Die Moderation hat den Beitrag geprüft. {told}");
            self.notices.tell(tx, *flagger, NoticeKind::FlagDecided, &text, &path).await?;
        }
        if posted.author.id != by.id {
            let text = format!("Ein Beitrag von Ihnen wurde gemeldet ({what}). Die Moderation hat ihn geprüft. {told}");
            self.notices.tell(tx, posted.author.id, NoticeKind::PostModerated, &text, &path).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Flags for FlagService {
    async fn flag(&self, viewer: &Viewer, post: Post, reason: &str, note: &str) -> Result<(), Error> {
        let member = viewer.require(Action::Discuss)?;
        let mut errors = FieldErrors::default();
        let reason = FlagReason::from_key(reason);
        if reason.is_none() {
            errors.add("reason", "Bitte wählen Sie, was nicht stimmt.");
        }
        let note = errors.check("note", optional(note, LONGEST_NOTE)).unwrap_or_default();
        if reason == Some(FlagReason::Other) && note.is_empty() {
            errors.add("note", "Bitte sagen Sie, was nicht stimmt.");
        }
        errors.into_result()?;
        let reason = reason.map_or("", FlagReason::key);
        let mut tx = self.db.begin().await?;
        let (posted, _) = post::seen(&mut tx, viewer, post).await?;
        let first = queries::open(&mut tx, posted.post).await?.is_empty();
        if !queries::insert(&mut tx, posted.post, member.id, (reason, &note), self.clock.millis()).await? {
            return Err(Error::invalid("form", "Sie haben diesen Beitrag schon gemeldet. Die Moderation sieht ihn sich an."));
        }
        if first {
            let text = format!("Ein Beitrag wurde gemeldet: {} zu „{}“.", posted.post.label(), posted.title);
            for moderator in queries::moderators(&mut tx, member.id).await? {
                self.notices.tell(&mut tx, moderator, NoticeKind::PostFlagged, &text, "/moderation/meldungen").await?;
            }
        }
        tx.commit().await?;
        self.notices.poke();
        Ok(())
    }

    async fn waiting(&self, viewer: &Viewer) -> Result<Vec<Flagged>, Error> {
        viewer.require(Action::Moderate)?;
        let mut conn = self.db.read().await?;
        let mut waiting: Vec<Flagged> = Vec::new();
        for (post, flag) in queries::waiting(&mut conn).await? {
            // a post that was merged is the one it was merged into
            let posted = match post::seen(&mut conn, viewer, post).await {
                Ok((posted, _)) => posted,
                Err(Error::NotFound) => continue,
                Err(other) => return Err(other),
            };
            match waiting.iter_mut().find(|one| one.posted.post == posted.post) {
                Some(flagged) => flagged.flags.push(flag),
                None => waiting.push(Flagged { posted, flags: vec![flag] }),
            }
        }
        Ok(waiting)
    }

    async fn count(&self, viewer: &Viewer) -> Result<i64, Error> {
        viewer.require(Action::Moderate)?;
        queries::count(&mut self.db.read().await?).await
    }

    async fn decide(&self, viewer: &Viewer, post: Post, decision: &str, note: &str) -> Result<(), Error> {
        let by = viewer.require(Action::Moderate)?;
        let mut errors = FieldErrors::default();
        let decision = FlagDecision::from_key(decision);
        if decision.is_none() {
            errors.add("decision", "Bitte wählen Sie, was mit dem Beitrag geschieht.");
        }
        let missing = "Bitte schreiben Sie den Beteiligten einen Satz dazu.";
        let note = errors.check("note", required(note, missing, LONGEST_NOTE)).unwrap_or_default();
        errors.into_result()?;
        let Some(decision) = decision else { return Err(Error::NotFound) };
        let mut tx = self.db.begin().await?;
        let (posted, _) = post::seen(&mut tx, viewer, post).await?;
        // whoever is second finds nothing left to decide
        let flaggers = queries::decide(&mut tx, post, by.id, (decision.key(), &note), self.clock.millis()).await?;
        if flaggers.is_empty() {
            return Err(Error::NotFound);
        }
        self.carry_out(&mut tx, by, viewer, &posted, decision, &note).await?;
        log::note(&mut tx, by.id, (Deed::Flag, Some(posted.post)), decision.label(), &note, self.clock.millis()).await?;
        let told = format!("{} {note}", decision.told());
        self.tell(&mut tx, by, &posted, &flaggers, &told).await?;
        search::record(&mut tx, SearchKind::Question, posted.question).await?;
        tx.commit().await?;
        self.search.poke();
        self.notices.poke();
        Ok(())
    }
}
