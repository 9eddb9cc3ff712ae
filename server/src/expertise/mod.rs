//! The rules of expertise: the port of [`app::expertise`], and the worker that brings unanswered questions to those who
//! may know.

pub(crate) mod queries;
mod route;

use std::sync::Arc;

use app::{
    account::{Action, Viewer},
    error::Error,
    expertise::{
        ENOUGH, Expertise,
        port::{Expertises, MOST_QUESTIONS, OpenQuestion},
    },
};
use async_trait::async_trait;
use tokio::sync::Notify;

pub use self::route::Schedule;
use crate::{
    db::{Clock, Db},
    notice::NoticeService,
};

/// In so many subjects of an organisation open questions are looked for, the best first.
const SUBJECTS: usize = 12;

/// What organisations know, and who is asked.
pub struct ExpertiseService {
    db: Db,
    clock: Clock,
    notices: Arc<NoticeService>,
    schedule: Schedule,
    wake: Notify,
}

impl ExpertiseService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, notices: Arc<NoticeService>, schedule: Schedule) -> Self {
        Self { db, clock, notices, schedule, wake: Notify::new() }
    }

    /// Tells the worker that there is a new question.
    pub(crate) fn poke(&self) {
        self.wake.notify_one();
    }
}

/// What is worth telling: topics before tags, the best first.
fn best(known: Vec<queries::Known>) -> Vec<Expertise> {
    let mut known: Vec<Expertise> = known.into_iter().map(|(_, one)| one).filter(|one| one.evidence.points() >= ENOUGH).collect();
    known.sort_by(|one, other| {
        one.kind
            .cmp(&other.kind)
            .then_with(|| other.evidence.points().cmp(&one.evidence.points()))
            .then_with(|| one.name.cmp(&other.name))
    });
    known
}

#[async_trait]
impl Expertises for ExpertiseService {
    async fn of_organisation(&self, viewer: &Viewer, organisation: i64) -> Result<Vec<Expertise>, Error> {
        let member = viewer.may(Action::ReadNetwork);
        Ok(best(queries::of_organisation(&mut self.db.read().await?, organisation, member).await?))
    }

    async fn open_for(&self, viewer: &Viewer) -> Result<Vec<OpenQuestion>, Error> {
        let me = viewer.require(Action::ReadNetwork)?;
        let (mut conn, eyes) = (self.db.read().await?, viewer.into());
        let most = i64::try_from(MOST_QUESTIONS)?;
        let mut offered = queries::offered(&mut conn, &eyes, most).await?;
        let mut subjects = best(queries::of_organisation(&mut conn, me.organisation.id, true).await?);
        // of two reasons for the same question the better one is told
        subjects.sort_by_key(|one| std::cmp::Reverse(one.points()));
        let mut others: Vec<OpenQuestion> = Vec::new();
        for subject in subjects.iter().take(SUBJECTS) {
            for question in queries::about(&mut conn, &eyes, subject, me.organisation.id, most).await? {
                if offered.iter().chain(&others).all(|other| other.id != question.id) {
                    others.push(OpenQuestion { reason: subject.reason(&me.organisation.name), ..question });
                }
            }
        }
        others.sort_by_key(|question| std::cmp::Reverse((question.created_at, question.id)));
        offered.extend(others);
        offered.truncate(MOST_QUESTIONS);
        Ok(offered)
    }
}
