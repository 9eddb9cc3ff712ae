//! Tells open pages at once that there is something new: server-sent events (HTML, 9.2).
//!
//! A stream holds nothing but the number of the last notice that it has told; what came after that is asked of the
//! database. So nothing is missed or told twice, whether a tab, a node or the whole server begins anew.

use std::{
    collections::HashMap,
    fmt::Write as _,
    pin::pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use app::{account::port::Accounts, error::Error};
use tokio::{
    sync::{Notify, broadcast, watch},
    time::{Instant, Interval, MissedTickBehavior, interval_at},
};

use super::{NoticeService, queries};

/// Streams of one account: a browser needs one, however many tabs it has.
const MOST_OF_ONE: usize = 12;
/// Streams of all accounts.
const MOST: usize = 4_000;
/// Notices that are told in one go.
const BATCH: i64 = 50;
/// A sign of life, and a look whether the session still stands. Proxies cut what is silent for a minute.
const BEAT: Duration = Duration::from_secs(25);
/// How often this node asks what others have told.
const ROUND: Duration = Duration::from_secs(2);

/// Who listens.
pub(super) struct Live {
    /// Accounts that have to look again.
    news: broadcast::Sender<i64>,
    /// The last notice of which they know.
    known: AtomicI64,
    wake: Notify,
    seats: Arc<Mutex<HashMap<i64, usize>>>,
    closed: watch::Sender<bool>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            news: broadcast::Sender::new(256),
            known: AtomicI64::new(0),
            wake: Notify::new(),
            seats: Arc::default(),
            closed: watch::Sender::new(false),
        }
    }
}

impl Live {
    pub(super) fn poke(&self) {
        self.wake.notify_one();
    }

    pub(super) fn look_again(&self, account: i64) {
        // an error means that nobody listens
        let _ = self.news.send(account);
    }
}

impl NoticeService {
    /// What has been told before the start is no news for streams.
    pub async fn begin(&self) -> Result<(), Error> {
        let newest = queries::newest(&mut self.db.read().await?).await?;
        self.live.known.store(newest, Ordering::Relaxed);
        Ok(())
    }

    /// Wakes the streams of those who were told something since the last time, by this node or by others; returns how
    /// many notices that were.
    pub async fn spread(&self) -> Result<usize, Error> {
        let mut count = 0;
        loop {
            let known = self.live.known.load(Ordering::Relaxed);
            let told = queries::told_since(&mut self.db.read().await?, known, 500).await?;
            let Some((newest, _)) = told.last() else { return Ok(count) };
            self.live.known.store(*newest, Ordering::Relaxed);
            count += told.len();
            let mut accounts: Vec<i64> = told.into_iter().map(|(_, account)| account).collect();
            accounts.sort_unstable();
            accounts.dedup();
            for account in accounts {
                self.live.look_again(account);
            }
        }
    }

    /// Spreads what is told until `stop` is ready.
    pub async fn run_live(self: Arc<Self>, stop: impl Future<Output = ()> + Send) {
        let mut stop = pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => return,
                () = self.live.wake.notified() => {}
                () = tokio::time::sleep(ROUND) => {}
            }
            if let Err(error) = self.spread().await {
                tracing::warn!(%error, "streams could not be woken");
            }
        }
    }

    /// Someone's sessions may have ended: her streams look whether theirs still stands.
    pub(crate) fn look_again(&self, account: i64) {
        self.live.look_again(account);
    }

    /// Ends all streams: a server that stops waits for its responses to end.
    pub fn end_streams(&self) {
        self.live.closed.send_replace(true);
    }

    /// How many streams are open.
    #[must_use]
    pub fn streams(&self) -> usize {
        self.live.seats.lock().unwrap_or_else(PoisonError::into_inner).values().sum()
    }

    /// A stream for a session; tells what came after the notice `after`, or from now on. `None` when there are too many.
    pub(crate) fn listen(
        self: &Arc<Self>,
        accounts: &Arc<dyn Accounts>,
        (token, account): (String, i64),
        after: Option<i64>,
    ) -> Option<Listener> {
        let seat = Seat::take(&self.live.seats, account)?;
        // before the first look at the database: what is told in between wakes it
        let news = self.live.news.subscribe();
        let mut beat = interval_at(Instant::now() + BEAT, BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Some(Listener {
            notices: Arc::clone(self),
            accounts: Arc::clone(accounts),
            token,
            seat,
            news,
            beat,
            closed: self.live.closed.subscribe(),
            last: after,
            shown: None,
            more: false,
        })
    }
}

/// A place among the streams, given back when it ends.
struct Seat {
    account: i64,
    seats: Arc<Mutex<HashMap<i64, usize>>>,
}

impl Seat {
    fn take(seats: &Arc<Mutex<HashMap<i64, usize>>>, account: i64) -> Option<Self> {
        let mut taken = seats.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.values().sum::<usize>() >= MOST || taken.get(&account).is_some_and(|own| *own >= MOST_OF_ONE) {
            return None;
        }
        *taken.entry(account).or_default() += 1;
        Some(Self { account, seats: Arc::clone(seats) })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = taken.get_mut(&self.account) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.account);
            }
        }
    }
}

/// One open stream.
pub(crate) struct Listener {
    notices: Arc<NoticeService>,
    accounts: Arc<dyn Accounts>,
    token: String,
    seat: Seat,
    news: broadcast::Receiver<i64>,
    beat: Interval,
    closed: watch::Receiver<bool>,
    /// The last notice that was told; none before the first look.
    last: Option<i64>,
    /// How many unopened notices it has told of.
    shown: Option<i64>,
    /// Whether the last look left something.
    more: bool,
}

impl Listener {
    /// What is sent next; `None` when the stream ends.
    pub(crate) async fn next(&mut self) -> Option<String> {
        let mut silent = false;
        loop {
            if self.shown.is_some() && !self.more {
                silent = self.wait().await?;
            }
            match self.look().await {
                Ok(Some(text)) if !text.is_empty() => return Some(text),
                // a comment, so that nobody takes the stream for dead
                Ok(Some(_)) if silent => return Some(":\n\n".to_owned()),
                Ok(Some(_)) => {}
                Ok(None) => return None,
                Err(error) => {
                    // the browser asks again in a few seconds
                    tracing::warn!(%error, "a stream ended");
                    return None;
                }
            }
        }
    }

    /// Until there may be something; whether it was only time that has passed.
    async fn wait(&mut self) -> Option<bool> {
        loop {
            tokio::select! {
                _ = self.closed.wait_for(|closed| *closed) => return None,
                _ = self.beat.tick() => return Some(true),
                told = self.news.recv() => match told {
                    Ok(account) if account == self.seat.account => return Some(false),
                    Ok(_) => {}
                    // too much at once to hear who is meant
                    Err(broadcast::error::RecvError::Lagged(_)) => return Some(false),
                    Err(broadcast::error::RecvError::Closed) => return None,
                },
            }
        }
    }

    /// What is new; `None` when the session is over.
    async fn look(&mut self) -> Result<Option<String>, Error> {
        let viewer = self.accounts.viewer(&self.token).await?;
        if viewer.id() != self.seat.account {
            return Ok(None);
        }
        let count = viewer.notices();
        let mut text = String::new();
        if self.shown.is_none() {
            // not all at the same moment after a restart
            let _ = write!(text, "retry: {}\n\n", 2_000 + self.seat.account.rem_euclid(20) * 100);
        }
        let mut conn = self.notices.db.read().await?;
        if self.shown.is_none() {
            // a number that was never given out would hide what comes
            let newest = queries::own_newest(&mut conn, self.seat.account).await?;
            self.last = Some(self.last.map_or(newest, |last| last.min(newest)));
        }
        let fresh = match self.last {
            Some(last) => queries::own_since(&mut conn, self.seat.account, last, BATCH).await?,
            None => Vec::new(),
        };
        self.more = i64::try_from(fresh.len()).is_ok_and(|length| length == BATCH);
        for id in &fresh {
            let _ = write!(text, "id: {id}\nevent: neu\ndata: {count}\n\n");
        }
        self.last = fresh.last().copied().or(self.last);
        if fresh.is_empty() && self.shown != Some(count) {
            let _ = write!(text, "id: {}\nevent: stand\ndata: {count}\n\n", self.last.unwrap_or_default());
        }
        self.shown = Some(count);
        Ok(Some(text))
    }
}
