//! The ladder of reminders: first the owner, then those who stand in, then the Kreis.

use app::{account::Role, error::Error, notice::NoticeKind};

use super::{
    FreshnessService,
    queries::{self, Standing},
};
use crate::db::{Conn, Millis};

/// How long someone has before others are asked too. Two weeks: a holiday of one week, and one to get at it.
pub(super) const PATIENCE: Millis = 14 * 24 * 60 * 60 * 1000;
/// How many articles are looked at in one go.
const BATCH: i64 = 100;

/// Who is asked on a step of the ladder.
const OWNER: i64 = 1;
const DEPUTY: i64 = 2;
const REGION: i64 = 3;

impl FreshnessService {
    /// Sends the reminders that are due; returns of how many articles. Each article is one transaction, and the row of the
    /// article decides who sends: however many nodes run this, each step is told once, and after a crash it is told again
    /// only if nothing of it had been written.
    pub async fn remind_due(&self) -> Result<usize, Error> {
        let now = self.clock.millis();
        let mut reminded = 0;
        loop {
            let due = queries::due(&mut self.db.read().await?, now, BATCH).await?;
            if due.is_empty() {
                return Ok(reminded);
            }
            for article in due {
                reminded += usize::from(self.remind(article, now).await?);
            }
        }
    }

    async fn remind(&self, article: i64, now: Millis) -> Result<bool, Error> {
        let mut tx = self.db.begin().await?;
        if !queries::claim(&mut tx, article, now).await? {
            return Ok(false);
        }
        let of = queries::standing(&mut tx, article, 0).await?.ok_or(Error::NotFound)?;
        let (step, people) = next_step(&mut tx, &of).await?;
        let (kind, text) = told(step, &of, people.contact);
        for account in people.accounts {
            self.notices.tell(&mut tx, account, kind, &text, &format!("/wiki/{}", of.slug)).await?;
        }
        let next = (step < REGION).then_some(now + PATIENCE);
        queries::climb(&mut tx, article, step, next).await?;
        tx.commit().await?;
        self.notices.poke();
        Ok(true)
    }
}

/// Who is told.
struct People {
    accounts: Vec<i64>,
    /// Whether they are the regional contacts, and not the moderators in their place.
    contact: bool,
}

/// The next step on which there is anybody; the last one if there is nobody at all.
async fn next_step(tx: &mut Conn, of: &Standing) -> Result<(i64, People), Error> {
    if of.review_stage < OWNER
        && let Some(owner) = of.owner_id
        && queries::is_active(tx, owner).await?
    {
        return Ok((OWNER, People { accounts: vec![owner], contact: false }));
    }
    if of.review_stage < DEPUTY
        && let Some(deputy) = of.deputy_id
    {
        let mut accounts = queries::colleagues(tx, deputy).await?;
        // she has been told
        accounts.retain(|account| Some(*account) != of.owner_id);
        if !accounts.is_empty() {
            return Ok((DEPUTY, People { accounts, contact: false }));
        }
    }
    let contacts = match &of.district {
        Some(district) => queries::contacts(tx, district).await?,
        None => Vec::new(),
    };
    if contacts.is_empty() {
        return Ok((REGION, People { accounts: queries::moderators(tx, Role::Moderator.key()).await?, contact: false }));
    }
    Ok((REGION, People { accounts: contacts, contact: true }))
}

fn told(step: i64, of: &Standing, contact: bool) -> (NoticeKind, String) {
    let title = &of.title;
    match step {
        OWNER => (NoticeKind::ReviewDue, format!("Stimmt noch, was in „{title}“ steht? Die Prüfung ist fällig.")),
        DEPUTY => (
            NoticeKind::ReviewDueDeputy,
            format!("Stimmt noch, was in „{title}“ steht? Die Prüfung ist fällig, und bisher hat niemand nachgesehen."),
        ),
        _ => {
            let kind = if contact { NoticeKind::ReviewDueRegion } else { NoticeKind::ReviewDueModeration };
            (kind, format!("„{title}“ prüft niemand. Bitte sehen Sie nach, ob der Artikel noch gilt und wer ihn betreuen kann."))
        }
    }
}
