//! The rules of freshness: the port of [`app::freshness`], and what a publication or a revision means for the next review.

pub(crate) mod forms;
mod pass_on;
pub(crate) mod queries;
mod remind;

use std::sync::Arc;

use app::{
    account::{Action, Role, Viewer},
    error::{Error, FieldErrors},
    freshness::{
        INTERVALS,
        port::{Candidate, Care, CareWish, Due, Freshness, Watched, Whose},
    },
    list::Slice,
    notice::NoticeKind,
    search::Kind as SearchKind,
    text,
};
use async_trait::async_trait;

pub(crate) use self::pass_on::pass_on;
use self::{
    queries::{Charge, Standing},
    remind::PATIENCE,
};
use crate::{
    db::{Clock, Conn, Db, Millis, timestamp},
    notice::NoticeService,
    organisation,
    search::{self, SearchService},
    wiki::{
        events::{self, EventKind},
        queries::Writer,
    },
};

/// How long a new article is taken to hold, in months. Fees, products and contacts in town halls change with the budget
/// year; whoever knows better chooses another interval.
const USUAL_MONTHS: i64 = 12;

/// Freshness of articles.
pub struct FreshnessService {
    db: Db,
    clock: Clock,
    notices: Arc<NoticeService>,
    search: Arc<SearchService>,
}

/// A new article is looked after by its author, and her organisation stands in. An imported one has neither: nobody knows
/// yet whether it holds.
pub(crate) async fn published(tx: &mut Conn, article: i64, author: Option<Writer>, now: Millis) -> Result<(), Error> {
    let Some(author) = author else { return Ok(()) };
    let due = due_after(Some(USUAL_MONTHS), now);
    let (owner, deputy) = (Some(author.id), Some(author.organisation));
    queries::begin(tx, article, Charge { owner, deputy, months: Some(USUAL_MONTHS), due, remind: due }, now).await
}

/// Whoever publishes a new text has looked at the article, and be it for a typing error: it counts as reviewed. A moderator
/// has read what others propose. An import has not been read by anyone.
pub(crate) async fn revised(tx: &mut Conn, article: i64, author: Option<Writer>, now: Millis) -> Result<(), Error> {
    if author.is_none() {
        return Ok(());
    }
    let months = queries::interval(tx, article).await?;
    queries::reviewed(tx, article, now, due_after(months, now)).await
}

fn due_after(months: Option<i64>, time: Millis) -> Option<Millis> {
    months.map(|months| text::months_later(timestamp(time), months).as_millisecond())
}

impl FreshnessService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, notices: Arc<NoticeService>, search: Arc<SearchService>) -> Self {
        Self { db, clock, notices, search }
    }

    /// Brings a change to the index and the mails on their way.
    async fn finish(&self, mut tx: Conn, article: i64) -> Result<(), Error> {
        search::record(&mut tx, SearchKind::Article, article).await?;
        tx.commit().await?;
        self.search.poke();
        self.notices.poke();
        Ok(())
    }

    /// Parses what was typed to change who looks after an article.
    async fn charge(&self, tx: &mut Conn, viewer: &Viewer, now: &Standing, wish: &CareWish) -> Result<Charge, Error> {
        let mut errors = FieldErrors::default();
        let people = queries::candidates(tx, now, viewer.id(), Role::Moderator.key()).await?;
        let owner = match wish.owner.trim() {
            "" => None,
            id => people.iter().map(|one| one.id).find(|one| one.to_string() == id).or_else(|| {
                errors.add("owner", "Bitte wählen Sie eine Person aus der Liste.");
                None
            }),
        };
        let deputy = match wish.deputy.trim() {
            "" => None,
            slug => organisation::queries::by_slug(tx, slug).await?.map(|(id, _)| id).or_else(|| {
                errors.add("deputy", "Diese Organisation gibt es nicht. Bitte wählen Sie eine aus der Liste.");
                None
            }),
        };
        let months = match wish.months.trim() {
            "" => None,
            typed => INTERVALS.into_iter().find(|months| months.to_string() == typed).or_else(|| {
                errors.add("months", "Bitte wählen Sie einen Abstand aus der Liste.");
                None
            }),
        };
        errors.into_result()?;
        // an interval counts from the last review: choosing one is none
        let due = if months == now.review_months {
            now.review_due
        } else {
            due_after(months, now.reviewed_at.unwrap_or(now.updated_at))
        };
        Ok(Charge { owner, deputy, months, due, remind: due })
    }

    async fn standing(&self, conn: &mut Conn, viewer: &Viewer, article: i64) -> Result<Standing, Error> {
        let standing = queries::standing(conn, article, viewer.id()).await?.ok_or(Error::NotFound)?;
        // whoever may not see it is not told that it exists
        if viewer.may(Action::ReadArticle(standing.visibility())) { Ok(standing) } else { Err(Error::NotFound) }
    }
}

fn confirming(of: &Standing) -> Action {
    Action::ConfirmArticle { owner: of.owner_id, deputy: of.deputy_id, contact: of.contact }
}

#[async_trait]
impl Freshness for FreshnessService {
    async fn care(&self, viewer: &Viewer, article: i64) -> Result<Care, Error> {
        let of = self.standing(&mut self.db.read().await?, viewer, article).await?;
        let (may_confirm, may_change) = (viewer.may(confirming(&of)), viewer.may(Action::EntrustArticle { owner: of.owner_id }));
        let owner = of.owner_id.zip(of.owner).zip(of.employer).map(|((id, name), place)| (id, name, place));
        Ok(Care {
            // names of colleagues are for members
            owner: owner.filter(|_| viewer.may(Action::ReadNetwork)),
            deputy: of.deputy_slug.zip(of.deputy),
            months: of.review_months,
            reviewed_at: of.reviewed_at.map(timestamp),
            due: of.review_due.map(timestamp),
            may_confirm,
            may_change,
        })
    }

    async fn candidates(&self, viewer: &Viewer, article: i64) -> Result<Vec<Candidate>, Error> {
        let mut conn = self.db.read().await?;
        let of = self.standing(&mut conn, viewer, article).await?;
        viewer.require(Action::EntrustArticle { owner: of.owner_id })?;
        queries::candidates(&mut conn, &of, viewer.id(), Role::Moderator.key()).await
    }

    async fn confirm(&self, viewer: &Viewer, article: i64, due: i64) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        let of = self.standing(&mut tx, viewer, article).await?;
        let member = viewer.require(confirming(&of))?;
        let now = self.clock.millis();
        let next = due_after(of.review_months, now);
        if !queries::confirm(&mut tx, article, now, next, due).await? {
            return Ok(());
        }
        let text = match next {
            Some(next) => format!("Weiterhin gültig. Nächste Prüfung am {}", text::date(timestamp(next))),
            None => "Weiterhin gültig".to_owned(),
        };
        events::record(&mut tx, article, EventKind::Confirmed, &text, Some(member.into()), now).await?;
        self.finish(tx, article).await
    }

    async fn take_over(&self, viewer: &Viewer, article: i64) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        let of = self.standing(&mut tx, viewer, article).await?;
        let member = viewer.require(confirming(&of))?;
        if of.owner_id == Some(member.id) {
            return Ok(());
        }
        let now = self.clock.millis();
        // she knows how it stands, and gets her own two weeks
        let remind = of.review_due.map(|due| due.max(now + PATIENCE));
        let charge =
            Charge { owner: Some(member.id), deputy: of.deputy_id, months: of.review_months, due: of.review_due, remind };
        queries::entrust(&mut tx, article, charge).await?;
        events::record(&mut tx, article, EventKind::Owner, "Betreuung übernommen", Some(member.into()), now).await?;
        self.finish(tx, article).await
    }

    async fn change(&self, viewer: &Viewer, article: i64, wish: CareWish) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        let of = self.standing(&mut tx, viewer, article).await?;
        let member = viewer.require(Action::EntrustArticle { owner: of.owner_id })?;
        let charge = self.charge(&mut tx, viewer, &of, &wish).await?;
        if (charge.owner, charge.deputy, charge.months) == (of.owner_id, of.deputy_id, of.review_months) {
            return Ok(());
        }
        queries::entrust(&mut tx, article, charge).await?;
        let now = self.clock.millis();
        let after = queries::standing(&mut tx, article, 0).await?.ok_or(Error::NotFound)?;
        events::record(&mut tx, article, EventKind::Owner, &described(&after), Some(member.into()), now).await?;
        if let Some(owner) = charge.owner.filter(|owner| charge.owner != of.owner_id && *owner != member.id) {
            let text = format!("Sie betreuen jetzt „{}“.", of.title);
            self.notices.tell(&mut tx, owner, NoticeKind::Entrusted, &text, &format!("/wiki/{}", of.slug)).await?;
        }
        self.finish(tx, article).await
    }

    async fn own(&self, viewer: &Viewer, whose: Whose, slice: Slice) -> Result<Vec<Watched>, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        queries::own(&mut self.db.read().await?, member, whose, slice).await
    }

    async fn count_own(&self, viewer: &Viewer, whose: Whose) -> Result<i64, Error> {
        let member = viewer.require(Action::ReadNetwork)?;
        queries::count_own(&mut self.db.read().await?, member, whose).await
    }

    async fn watched(&self, viewer: &Viewer, due: Due, district: Option<&str>, slice: Slice) -> Result<Vec<Watched>, Error> {
        viewer.require(Action::Moderate)?;
        queries::watched(&mut self.db.read().await?, due, district, self.clock.millis(), slice).await
    }

    async fn count(&self, viewer: &Viewer, due: Due, district: Option<&str>) -> Result<i64, Error> {
        viewer.require(Action::Moderate)?;
        queries::count(&mut self.db.read().await?, due, district, self.clock.millis()).await
    }
}

/// For the history, without the name of a person: it would stay there when she has left.
fn described(of: &Standing) -> String {
    let owner = of.employer.as_ref().map_or_else(|| "niemand".to_owned(), |place| format!("eine Person aus {place}"));
    let deputy = of.deputy.as_ref().map_or_else(|| "keine".to_owned(), String::clone);
    let interval = of.review_months.map_or_else(|| "keine".to_owned(), |months| format!("alle {months} Monate"));
    format!("Betreuung geändert. Zuständig: {owner}; Vertretung: {deputy}; Prüfung: {interval}")
}
