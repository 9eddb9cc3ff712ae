//! The rules of gaps: the port of [`app::gap`].
//!
//! A search is counted in memory (`memory`), if what was `typed` may be counted at all, and written down once a minute:
//! so a search costs no write. In the database a count belongs to a municipality and a month, never to a person; no count
//! leaves it unless it comes from three municipalities or more.

pub(crate) mod forms;
mod memory;
pub(crate) mod queries;
mod typed;

use std::{
    future::Future,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use app::{
    account::{Action, Role, Viewer},
    error::Error,
    gap::port::{FEWEST_MUNICIPALITIES, Gap, Gaps, Lack},
    moderation::log::Deed,
    search::port::Query,
    text::day_of,
};
use async_trait::async_trait;
use jiff::{Timestamp, ToSpan, civil::Date};

use self::{
    memory::{Count, Memory, Place, Searcher},
    typed::Typed,
};
use crate::{
    db::{Clock, Conn, Db},
    moderation::log,
};

/// How often counts are written down.
const EVERY: Duration = Duration::from_mins(1);

/// Gaps of knowledge.
pub struct GapService {
    db: Db,
    clock: Clock,
    memory: Mutex<Memory>,
}

/// A month as a number: `202611`.
fn month(day: Date) -> i64 {
    i64::from(day.year()) * 100 + i64::from(day.month())
}

/// The first month that is kept: with the present one it is the twelfth.
fn first_month(now: Timestamp) -> Result<i64, Error> {
    Ok(month(day_of(now).first_of_month().checked_sub(11.months())?))
}

impl GapService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock, memory: Mutex::default() }
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A member of a municipality or a Kreis. Those who run the network look for what others ask them; that is no gap.
    fn searcher(&self, viewer: &Viewer) -> Option<Searcher> {
        let member = viewer.member().filter(|member| member.role == Role::Member)?;
        // partners and authorities have none
        member.organisation.district.as_ref()?;
        let now = self.clock.now();
        let (account, organisation) = (member.id, member.organisation.id);
        Some(Searcher { account, organisation, month: month(day_of(now)), now: now.as_millisecond() })
    }

    /// Writes down what was counted until `stop` is ready, and then once more.
    pub async fn run(self: Arc<Self>, stop: impl Future<Output = ()> + Send) {
        let mut stop = pin!(stop);
        loop {
            let last = tokio::select! {
                () = &mut stop => true,
                () = tokio::time::sleep(EVERY) => false,
            };
            if let Err(error) = self.write_down().await {
                tracing::warn!(%error, "could not write down what was searched");
            }
            if last {
                return;
            }
        }
    }

    /// Writes down what was counted. What cannot be written waits for the next time.
    pub async fn write_down(&self) -> Result<(), Error> {
        let counts = {
            let mut memory = self.memory();
            memory.forget(self.clock.millis());
            memory.take()
        };
        if counts.is_empty() {
            return Ok(());
        }
        let written = self.write(&counts).await;
        if written.is_err() {
            self.memory().give_back(counts);
        }
        written
    }

    async fn write(&self, counts: &[(Place, Count)]) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        for (place, count) in counts {
            if !names_somebody(&mut tx, &count.typed).await? {
                queries::add(&mut tx, place, count).await?;
            }
        }
        tx.commit().await
    }

    /// Deletes what is older than twelve months.
    pub async fn tidy(&self) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        queries::delete_before(&mut tx, first_month(self.clock.now())?).await?;
        tx.commit().await
    }
}

/// Whether a member is named in it.
async fn names_somebody(conn: &mut Conn, typed: &Typed) -> Result<bool, Error> {
    for name in typed.names() {
        if queries::is_a_name(conn, &name).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

#[async_trait]
impl Gaps for GapService {
    fn searched(&self, viewer: &Viewer, query: &Query, page: i64, total: i64) {
        let narrowed = !query.chosen.is_empty();
        if page > 1 || narrowed {
            return;
        }
        if let Some((by, typed)) = self.searcher(viewer).zip(Typed::parse(&query.text)) {
            self.memory().searched(&by, &typed, total > 0);
        }
    }

    fn opened(&self, viewer: &Viewer, text: &str) {
        if let Some((by, typed)) = self.searcher(viewer).zip(Typed::parse(text)) {
            self.memory().opened(&by, &typed);
        }
    }

    async fn searches(&self, viewer: &Viewer, lack: Lack, limit: i64) -> Result<Vec<Gap>, Error> {
        viewer.require(Action::Moderate)?;
        let (mut conn, since) = (self.db.read().await?, first_month(self.clock.now())?);
        match lack {
            Lack::Hits => queries::without_hits(&mut conn, since, FEWEST_MUNICIPALITIES, limit).await,
            Lack::Clicks => queries::without_clicks(&mut conn, since, FEWEST_MUNICIPALITIES, limit).await,
        }
    }

    async fn settle(&self, viewer: &Viewer, stems: &str) -> Result<(), Error> {
        let moderator = viewer.require(Action::Moderate)?;
        let (now, mut tx) = (self.clock.now(), self.db.begin().await?);
        let spelling = queries::spelling(&mut tx, first_month(now)?, FEWEST_MUNICIPALITIES, stems).await?;
        let which = format!("„{}“", spelling.ok_or(Error::NotFound)?);
        queries::settle(&mut tx, stems, month(day_of(now))).await?;
        log::note(&mut tx, moderator.id, (Deed::SettleGap, None), &which, "", self.clock.millis()).await?;
        tx.commit().await
    }
}
