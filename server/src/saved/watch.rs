//! Looks what is new to saved searches.
//!
//! What is new is counted in changes of `search_changes`, not in time: their numbers are in the order of commits, so nothing
//! can come in behind a mark, and the index says by the same numbers what it knows. A thing is new to somebody with the first
//! change since which she can find it: that is when it was published (a draft is no row before), or for a question that was
//! for another Kreis first, when it opened to all. Whatever happens to it later, edits, answers, moving, removing and bringing
//! back, is no news any more.
//!
//! A round takes what has appeared since the last one and asks each search which of that it finds. So it costs nothing while
//! nothing is published, and a search is written to only when somebody is told. Where all were looked through, one row says
//! so. Each notice is one transaction with the mark of its search, behind a lock on that row: a round that is begun again,
//! after a crash or by another node, tells nobody twice.

use std::{collections::HashMap, pin::pin, sync::Arc, time::Duration};

use app::{
    account::{Action, Viewer},
    error::Error,
    notice::NoticeKind,
    search::Suggestion,
    text,
};

use super::{
    SavedService,
    queries::{self, Arrival, Claimed},
};
use crate::{
    notice::{self, News},
    search::Key,
};

/// How often it is asked whether anything has appeared: one look into three indexes.
const TICK: Duration = Duration::from_secs(10);
/// How many new things a round takes; the rest, of a large import, comes with the next one.
const MOST_THINGS: i64 = 2000;
/// How many searches are asked in one go.
const BATCH: i64 = 500;

/// The new things of a round.
struct Round {
    things: HashMap<Key, Arrival>,
    /// All up to this change were looked through before,
    from: i64,
    /// and now up to this one.
    upto: i64,
}

impl Arrival {
    /// Since which change somebody can find it; `None`: not yet, or it is her own.
    fn since(&self, viewer: &Viewer) -> Option<i64> {
        let asker = self.author_id.unwrap_or_default();
        if asker == viewer.id() {
            return None;
        }
        let Some(first) = &self.appeared_to else { return Some(self.appeared_seq) };
        let inside = viewer.member().is_some_and(|member| member.organisation.district.as_ref() == Some(first));
        // the same rule as that of the thread itself
        if viewer.may(Action::ReadThread { asker, inside }) { Some(self.appeared_seq) } else { self.opened_seq }
    }
}

impl Round {
    /// What of this is new to somebody who knows what there is up to `mark`, the latest first.
    fn new_to(&self, viewer: &Viewer, mark: i64, found: &[Key]) -> Vec<Key> {
        let known = mark.max(self.from);
        let since = |key: &Key| self.things.get(key)?.since(viewer).filter(|seq| *seq > known && *seq <= self.upto);
        let mut new: Vec<(i64, Key)> = found.iter().filter_map(|key| Some((since(key)?, *key))).collect();
        new.sort_unstable_by_key(|(seq, _)| std::cmp::Reverse(*seq));
        new.into_iter().map(|(_, key)| key).collect()
    }
}

impl SavedService {
    /// Works until `stop` is ready.
    pub async fn run(self: Arc<Self>, stop: impl Future<Output = ()> + Send) {
        let mut stop = pin!(stop);
        loop {
            if let Err(error) = self.look().await {
                tracing::error!(%error, "saved searches could not be looked through");
            }
            tokio::select! {
                () = &mut stop => return,
                () = tokio::time::sleep(TICK) => {}
            }
        }
    }

    /// Tells people what is new to their searches, as far as the index of this process knows it; returns how many notices
    /// that were.
    pub async fn look(&self) -> Result<usize, Error> {
        let Some(round) = self.round().await? else { return Ok(0) };
        let things: Vec<Key> = round.things.keys().copied().collect();
        let (mut told, mut last) = (0, 0);
        loop {
            let batch = queries::searches(&mut self.db.read().await?, last, round.upto, BATCH).await?;
            let Some(end) = batch.last().map(|search| search.id) else { break };
            last = end;
            let ids: Vec<i64> = batch.iter().map(|search| search.id).collect();
            let asked = batch.into_iter().map(|search| (search.viewer, search.query)).collect();
            let found = self.search.among(things.clone(), asked).await?;
            for (search, found) in ids.into_iter().zip(found).filter(|(_, found)| !found.is_empty()) {
                told += usize::from(self.tell(search, &round, &found).await?);
            }
        }
        let mut tx = self.db.begin().await?;
        queries::looked(&mut tx, round.upto).await?;
        tx.commit().await?;
        Ok(told)
    }

    /// What has appeared since the last round, if anything.
    async fn round(&self) -> Result<Option<Round>, Error> {
        let mut conn = self.db.read().await?;
        let (from, reached) = (queries::looked_upto(&mut conn).await?, self.search.reached());
        let appeared = queries::appeared(&mut conn, from, reached, MOST_THINGS).await?;
        let full = i64::try_from(appeared.len()).is_ok_and(|length| length == MOST_THINGS);
        let Some(last) = appeared.last().map(|thing| thing.seq) else { return Ok(None) };
        let things = appeared.into_iter().map(|thing| (thing.key(), thing)).collect();
        Ok(Some(Round { things, from, upto: if full { last } else { reached } }))
    }

    /// One notice for all that is new to a search; `false` when there is nothing that its owner may see, or she was told.
    async fn tell(&self, search: i64, round: &Round, found: &[Key]) -> Result<bool, Error> {
        let mut tx = self.db.begin().await?;
        let Some(claimed) = queries::claim(&mut tx, search).await? else { return Ok(false) };
        let Some(to) = queries::owner(&mut tx, search).await? else { return Ok(false) };
        let new = round.new_to(&to.viewer, claimed.mark, found);
        let seen = self.search.seen_by(&mut tx, &to.viewer, &new).await?;
        let Some(first) = seen.first() else { return Ok(false) };
        let (text, path) = (sentence(&claimed, first, seen.len()), path(&claimed, &seen));
        let names = notice::question_of(&first.path);
        let news = News { kind: NoticeKind::SearchFound, text: &text, path: &path, thread: None, names };
        self.notices.deliver(&mut tx, &to, &news).await?;
        queries::advance(&mut tx, search, round.upto).await?;
        tx.commit().await?;
        self.notices.poke();
        Ok(true)
    }
}

/// Names only the latest: a notice can be taken back with one question, should that be removed, and not with several.
fn sentence(search: &Claimed, latest: &Suggestion, number: usize) -> String {
    let one = format!("Neu zu Ihrer gemerkten Suche „{}“: „{}“", search.name, latest.title);
    match number {
        0 | 1 => one,
        more => {
            let others = i64::try_from(more - 1).unwrap_or(i64::MAX);
            format!("{one} und {}", text::count(others, "weiterer Treffer", "weitere Treffer"))
        }
    }
}

/// To the thing itself; to the results, where there are several.
fn path(search: &Claimed, seen: &[Suggestion]) -> String {
    match seen {
        [only] => only.path.clone(),
        _ => format!("/suche?{}", search.query),
    }
}

#[cfg(test)]
mod tests {
    use app::account::{Employer, Member, Role};

    use super::*;

    fn someone(id: i64, district: &str, role: Role) -> Viewer {
        let organisation = Employer { id: 1, slug: "lemgo".into(), name: "Lemgo".into(), district: Some(district.into()) };
        Viewer::member_is(Member { id, name: "Erika".into(), role, organisation })
    }

    fn asked(to: Option<&str>, opened_seq: Option<i64>) -> Arrival {
        Arrival::question(7, 3, to, opened_seq)
    }

    #[test]
    fn something_is_new_to_each_since_she_can_find_it() {
        let (inside, outside) = (someone(1, "kreis-lippe", Role::Member), someone(2, "kreis-herford", Role::Member));
        let (moderator, asker) = (someone(4, "kreis-herford", Role::Moderator), someone(3, "kreis-lippe", Role::Member));
        for (thing, expected) in [
            (asked(None, None), [Some(7), Some(7), Some(7), None]),
            (asked(Some("kreis-lippe"), None), [Some(7), None, Some(7), None]),
            (asked(Some("kreis-lippe"), Some(9)), [Some(7), Some(9), Some(7), None]),
        ] {
            let since = [&inside, &outside, &moderator, &asker].map(|viewer| thing.since(viewer));
            assert_eq!(since, expected, "{thing:?}");
        }
    }

    #[test]
    fn what_was_looked_at_is_not_new() {
        let thing = asked(Some("kreis-lippe"), Some(9));
        let key = thing.key();
        let round = |from, upto| Round { things: HashMap::from([(key, asked(Some("kreis-lippe"), Some(9)))]), from, upto };
        let (inside, outside) = (someone(1, "kreis-lippe", Role::Member), someone(2, "kreis-herford", Role::Member));
        assert_eq!(round(6, 8).new_to(&inside, 0, &[key]), [key]);
        assert_eq!(round(8, 10).new_to(&inside, 0, &[key]), []);
        assert_eq!(round(8, 10).new_to(&outside, 0, &[key]), [key]);
        assert_eq!(round(8, 10).new_to(&outside, 9, &[key]), []);
        assert_eq!(round(6, 8).new_to(&outside, 0, &[key]), []);
    }
}
