//! The way of an unanswered question: at once to organisations that know its subject, then to the Regionalpaten of the
//! asker's Kreis, then to the moderators. It ends as soon as somebody answers, or a moderator closes, locks or removes it.

use std::{cmp::Reverse, collections::BTreeMap, pin::pin, time::Duration};

use app::{
    error::Error,
    expertise::{ENOUGH, Expertise},
    forum::port::question_path,
    notice::NoticeKind,
    text,
};

use super::{
    ExpertiseService,
    queries::{self, Asked, Known},
};
use crate::db::{Conn, Millis};

/// At most so many organisations are asked.
const ORGANISATIONS: usize = 5;
/// How many questions are looked at in one go.
const BATCH: i64 = 100;

/// What comes next.
const EXPERTS: i64 = 0;
const REGION: i64 = 1;
const MODERATION: i64 = 2;
const DONE: i64 = 3;

/// When who is asked. Settings of the operator.
#[derive(Debug, Clone, Copy)]
pub struct Schedule {
    /// After so many milliseconds the regional contacts are asked.
    pub region: Millis,
    /// After so many the moderators.
    pub moderation: Millis,
    /// At most so many people of the organisations that know the subject.
    pub people: usize,
}

impl Schedule {
    /// How long after the question a step is due.
    fn due(&self, stage: i64) -> Option<Millis> {
        match stage {
            EXPERTS => Some(0),
            REGION => Some(self.region),
            MODERATION => Some(self.moderation),
            _ => None,
        }
    }

    /// When the step after this one is due. One that comes late, after a standstill, makes the next one late, too: so
    /// everybody has the time that was meant for them.
    fn after(&self, stage: i64, now: Millis) -> Option<Millis> {
        Some(now + (self.due(stage + 1)? - self.due(stage)?).max(0))
    }
}

/// Somebody to be asked, and why.
struct Invitation {
    account: i64,
    reason: String,
}

impl ExpertiseService {
    /// Takes the steps that are due; returns of how many questions. Each is one transaction, and the row of the question
    /// decides who takes it: however many nodes run this, everybody is asked once.
    pub async fn route_due(&self) -> Result<usize, Error> {
        let now = self.clock.millis();
        let mut routed = 0;
        loop {
            let due = queries::due(&mut self.db.read().await?, now, BATCH).await?;
            if due.is_empty() {
                return Ok(routed);
            }
            for question in due {
                routed += usize::from(self.route(question, now).await?);
            }
        }
    }

    /// Works until `stop` is ready: when there is a new question, and each minute.
    pub async fn run(self: std::sync::Arc<Self>, stop: impl Future<Output = ()> + Send) {
        let mut stop = pin!(stop);
        loop {
            if let Err(error) = self.route_due().await {
                tracing::error!(%error, "open questions could not be offered");
            }
            tokio::select! {
                () = &mut stop => return,
                () = self.wake.notified() => {}
                () = tokio::time::sleep(Duration::from_mins(1)) => {}
            }
        }
    }

    async fn route(&self, question: i64, now: Millis) -> Result<bool, Error> {
        let mut tx = self.db.begin().await?;
        if !queries::claim(&mut tx, question, now).await? {
            return Ok(false);
        }
        let asked = queries::asked(&mut tx, question).await?.ok_or(Error::NotFound)?;
        let stage = asked.route_stage;
        let (kind, people) = match stage {
            EXPERTS => (NoticeKind::OfferedExpertise, self.experts(&mut tx, question, &asked).await?),
            REGION => (NoticeKind::OfferedRegion, regional(&mut tx, question, &asked).await?),
            _ => (NoticeKind::OfferedModeration, self.moderation(&mut tx, question).await?),
        };
        let path = question_path(question, &asked.title);
        for one in people.into_iter().filter(|one| one.account != asked.asker) {
            if queries::offer(&mut tx, question, one.account, &one.reason, now).await? {
                let text = format!("„{}“ hat noch niemand beantwortet. {}", asked.title, one.reason);
                self.notices.tell(&mut tx, one.account, kind, &text, &path).await?;
            }
        }
        queries::climb(&mut tx, question, (stage + 1).min(DONE), self.schedule.after(stage, now)).await?;
        tx.commit().await?;
        self.notices.poke();
        Ok(true)
    }

    /// Members of the organisations that know most, in turns: so nobody is asked each time because her name comes first.
    async fn experts(&self, tx: &mut Conn, question: i64, asked: &Asked) -> Result<Vec<Invitation>, Error> {
        let mut rows: Vec<(String, Vec<i64>)> = Vec::new();
        for (organisation, expertise) in ranked(queries::for_question(tx, question).await?, asked.organisation_id) {
            if rows.len() == ORGANISATIONS {
                break;
            }
            let mut people = queries::colleagues(tx, organisation, question, asked.audience.as_deref()).await?;
            if people.is_empty() {
                continue;
            }
            let turn = usize::try_from(question)? % people.len();
            people.rotate_left(turn);
            rows.push((expertise.reason(&queries::place(tx, organisation).await?), people));
        }
        Ok(in_turns(rows, self.schedule.people))
    }

    async fn moderation(&self, tx: &mut Conn, question: i64) -> Result<Vec<Invitation>, Error> {
        let hours = self.schedule.moderation / (60 * 60 * 1000);
        let since =
            if hours % 24 == 0 { text::count(hours / 24, "Tag", "Tagen") } else { text::count(hours, "Stunde", "Stunden") };
        let reason = format!("Sie wartet seit {since}; die Moderation hilft weiter.");
        let people = queries::moderators(tx, question).await?;
        Ok(people.into_iter().map(|account| Invitation { account, reason: reason.clone() }).collect())
    }
}

async fn regional(tx: &mut Conn, question: i64, asked: &Asked) -> Result<Vec<Invitation>, Error> {
    let Some(district) = &asked.district else { return Ok(Vec::new()) };
    let name = asked.district_name.as_deref().unwrap_or(district);
    let reason = format!("Sie kommt aus Ihrer Region ({name}). Vielleicht kennen Sie jemanden, der weiterweiß.");
    let people = queries::contacts(tx, district, question, asked.audience.as_deref()).await?;
    Ok(people.into_iter().map(|account| Invitation { account, reason: reason.clone() }).collect())
}

/// Organisations that know enough, the best first, each with its best reason. The asker's own is left out: colleagues meet
/// in the corridor.
fn ranked(known: Vec<Known>, own: i64) -> Vec<(i64, Expertise)> {
    let mut by_organisation: BTreeMap<i64, Vec<Expertise>> = BTreeMap::new();
    for (organisation, expertise) in known {
        if organisation != own {
            by_organisation.entry(organisation).or_default().push(expertise);
        }
    }
    let mut ranked: Vec<(i64, i64, Expertise)> = by_organisation
        .into_iter()
        .filter_map(|(organisation, all)| {
            // what shares topic and tag counts for both, but is not enough because of that
            all.iter().map(|one| one.evidence.points()).max().filter(|points| *points >= ENOUGH)?;
            let points = all.iter().map(Expertise::points).sum::<i64>();
            let best = all.into_iter().max_by_key(|one| (one.points(), Reverse(one.name.clone())))?;
            Some((points, organisation, best))
        })
        .collect();
    ranked.sort_by_key(|(points, organisation, _)| (Reverse(*points), *organisation));
    ranked.into_iter().map(|(_, organisation, best)| (organisation, best)).collect()
}

/// The first of each, then the second of each .., until there are enough.
fn in_turns(rows: Vec<(String, Vec<i64>)>, most: usize) -> Vec<Invitation> {
    let longest = rows.iter().map(|(_, people)| people.len()).max().unwrap_or_default();
    (0..longest)
        .flat_map(|turn| rows.iter().filter_map(move |(reason, people)| Some((reason, *people.get(turn)?))))
        .take(most)
        .map(|(reason, account)| Invitation { account, reason: reason.clone() })
        .collect()
}

#[cfg(test)]
mod tests {
    use app::expertise::{Evidence, SubjectKind};

    use super::*;

    const HOUR: Millis = 60 * 60 * 1000;

    fn schedule() -> Schedule {
        Schedule { region: 48 * HOUR, moderation: 168 * HOUR, people: 3 }
    }

    fn knows(organisation: i64, kind: SubjectKind, solved: i64) -> Known {
        let evidence = Evidence { solved, ..Evidence::default() };
        (organisation, Expertise { kind, slug: "x".into(), name: "X".into(), evidence })
    }

    #[test]
    fn steps_follow_each_other_and_end() {
        assert_eq!(schedule().after(EXPERTS, 0), Some(48 * HOUR));
        assert_eq!(schedule().after(REGION, 48 * HOUR), Some(168 * HOUR));
        assert_eq!(schedule().after(MODERATION, 168 * HOUR), None);
        // a day late
        assert_eq!(schedule().after(REGION, 72 * HOUR), Some(192 * HOUR));
    }

    #[test]
    fn the_askers_own_organisation_and_those_who_know_little_are_not_asked() {
        let known = vec![knows(1, SubjectKind::Topic, 9), knows(2, SubjectKind::Topic, 1), knows(3, SubjectKind::Tag, 1)];
        let little =
            (4, Expertise { evidence: Evidence { helpful: 2, ..Evidence::default() }, ..knows(4, SubjectKind::Tag, 0).1 });
        let ranked = ranked(known.into_iter().chain([little]).collect(), 1);
        assert_eq!(ranked.iter().map(|(organisation, _)| *organisation).collect::<Vec<_>>(), [3, 2]);
    }

    #[test]
    fn places_are_shared_out_in_turns() {
        let rows = vec![("a".to_owned(), vec![1, 2, 3]), ("b".to_owned(), vec![4])];
        assert_eq!(in_turns(rows, 3).iter().map(|one| one.account).collect::<Vec<_>>(), [1, 4, 2]);
    }
}
