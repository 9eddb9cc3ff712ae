//! Mails that sum up the news of a day or a week.

use std::{pin::pin, sync::Arc, time::Duration};

use app::{
    error::Error,
    notice::preference::{Rhythm, Scope},
    text,
};
use jiff::{SignedDuration, Timestamp, civil::Weekday};

use super::{NoticeService, news, queries};
use crate::db::{Conn, timestamp};

/// How many digests are looked at in one go.
const BATCH: i64 = 100;
/// How much news one of them holds.
const MOST: i64 = 50;

/// When digests are sent, by the clock of the region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DigestTimes {
    hour: i8,
    weekday: Weekday,
}

impl DigestTimes {
    /// Hour of the day (0 to 23) and day of the week (1 Monday to 7 Sunday, ISO 8601).
    pub fn new(hour: u8, weekday: u8) -> Result<Self, Error> {
        let hour = i8::try_from(hour).ok().filter(|hour| *hour < 24);
        let weekday = i8::try_from(weekday).ok().and_then(|day| Weekday::from_monday_one_offset(day).ok());
        match (hour, weekday) {
            (Some(hour), Some(weekday)) => Ok(Self { hour, weekday }),
            _ => Err(Error::fault("digest_hour has to be 0 to 23, and digest_weekday 1 (Monday) to 7")),
        }
    }

    /// The hour.
    #[must_use]
    pub fn hour(self) -> i8 {
        self.hour
    }

    /// The day of the weekly one, in German.
    #[must_use]
    pub fn weekday(self) -> &'static str {
        match self.weekday {
            Weekday::Monday => "Montag",
            Weekday::Tuesday => "Dienstag",
            Weekday::Wednesday => "Mittwoch",
            Weekday::Thursday => "Donnerstag",
            Weekday::Friday => "Freitag",
            Weekday::Saturday => "Samstag",
            Weekday::Sunday => "Sonntag",
        }
    }

    /// When the next one is sent after a time.
    #[must_use]
    pub fn next(self, rhythm: Rhythm, after: Timestamp) -> Timestamp {
        let zone = text::zone();
        let mut day = after.to_zoned(zone.clone()).date();
        for _ in 0..=7 {
            // an hour that is left out in spring is the one after it
            let at = day.at(self.hour, 0, 0, 0).to_zoned(zone.clone()).map(|at| at.timestamp());
            match at {
                Ok(at) if at > after && (rhythm != Rhythm::Weekly || day.weekday() == self.weekday) => return at,
                _ => {}
            }
            let Ok(tomorrow) = day.tomorrow() else { break };
            day = tomorrow;
        }
        after + SignedDuration::from_hours(24)
    }
}

impl NoticeService {
    /// Makes sure that what waits will be summed up.
    pub(super) async fn await_digest(&self, tx: &mut Conn, account: i64, rhythm: Rhythm) -> Result<(), Error> {
        let due = self.digests.next(rhythm, timestamp(self.clock.millis()));
        queries::await_digest(tx, account, rhythm, due.as_millisecond()).await
    }

    /// When digests are sent.
    pub(super) fn digest_times(&self) -> DigestTimes {
        self.digests
    }

    /// Puts the digests that are due into the outbox; returns how many. Each is one transaction, and its row decides who
    /// does it: however many nodes run this, and wherever one of them stops, each piece of news is summed up once.
    pub async fn sum_up(&self) -> Result<usize, Error> {
        let mut written = 0;
        loop {
            let due = queries::due_digests(&mut self.db.read().await?, self.clock.millis(), BATCH).await?;
            if due.is_empty() {
                break;
            }
            for digest in due {
                written += usize::from(self.write_digest(&digest).await?);
            }
        }
        if written > 0 {
            self.outbox.poke();
        }
        Ok(written)
    }

    /// Looks each minute what is due, until `stop` is ready.
    pub async fn run_digests(self: Arc<Self>, stop: impl Future<Output = ()> + Send) {
        let mut stop = pin!(stop);
        loop {
            if let Err(error) = self.sum_up().await {
                tracing::error!(%error, "digests could not be written");
            }
            tokio::select! {
                () = &mut stop => return,
                () = tokio::time::sleep(Duration::from_mins(1)) => {}
            }
        }
    }

    async fn write_digest(&self, digest: &queries::Digest) -> Result<bool, Error> {
        let mut tx = self.db.begin().await?;
        if !queries::claim_digest(&mut tx, digest).await? {
            return Ok(false);
        }
        let mut waiting = queries::digested(&mut tx, digest, MOST + 1).await?;
        let more = waiting.len() > usize::try_from(MOST).unwrap_or(usize::MAX);
        waiting.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
        queries::digest_done(&mut tx, digest).await?;
        let to = queries::recipient(&mut tx, digest.account_id).await?;
        let to = to.filter(|to| !news::is_unreachable(to.bounces) && !waiting.is_empty());
        let rhythm = Rhythm::from_key(&digest.rhythm).unwrap_or(Rhythm::Daily);
        if let Some(to) = &to {
            let unsubscribe = self.unsubscribe_address(&mut tx, to.id(), Scope::Digest(rhythm)).await?;
            let mail = news::digest(&self.letterhead, to, rhythm, (&waiting, more), &unsubscribe);
            self.outbox.put(&mut tx, &mail).await?;
        }
        tx.commit().await?;
        Ok(to.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Timestamp {
        time.parse().expect("a timestamp")
    }

    #[test]
    fn the_next_digest_comes_at_its_hour_by_the_clock_of_the_region() {
        let times = DigestTimes::new(7, 1).expect("times");
        let next = |rhythm, after: &str| times.next(rhythm, at(after)).to_string();
        // a Saturday in winter
        assert_eq!(next(Rhythm::Daily, "2026-11-21T05:59:59Z"), "2026-11-21T06:00:00Z");
        assert_eq!(next(Rhythm::Daily, "2026-11-21T06:00:00Z"), "2026-11-22T06:00:00Z");
        assert_eq!(next(Rhythm::Weekly, "2026-11-21T08:00:00Z"), "2026-11-23T06:00:00Z");
        assert_eq!(next(Rhythm::Weekly, "2026-11-23T06:00:00Z"), "2026-11-30T06:00:00Z");
        // in summer it is the same hour of the day
        assert_eq!(next(Rhythm::Daily, "2026-07-01T00:00:00Z"), "2026-07-01T05:00:00Z");
    }

    #[test]
    fn an_hour_that_is_left_out_does_not_lose_a_digest() {
        let times = DigestTimes::new(2, 7).expect("times");
        assert_eq!(times.next(Rhythm::Daily, at("2027-03-27T12:00:00Z")).to_string(), "2027-03-28T01:00:00Z");
    }

    #[test]
    fn times_that_do_not_exist_are_refused() {
        assert!(DigestTimes::new(24, 1).is_err() && DigestTimes::new(7, 0).is_err() && DigestTimes::new(7, 8).is_err());
    }
}
