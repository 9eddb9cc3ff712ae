//! The rules of Nachnutzung: the port of [`app::reuse`].

pub(crate) mod forms;
pub(crate) mod queries;

use app::{
    account::{Action, Member, Viewer},
    error::{Error, FieldErrors},
    reuse::{
        Status,
        port::{Exchange, Reuse, ReuseDraft, Reuses, is_reusable},
    },
    wiki::port::Article,
};
use async_trait::async_trait;
use jiff::civil;

use self::queries::Stored;
use crate::{
    db::{Clock, Conn, Db},
    organisation,
    text::{optional, required},
    wiki::{
        self,
        events::{self, EventKind},
        facts,
    },
};

/// Longest reason and note, in characters.
const LONGEST_TEXT: usize = 1000;
/// Longest contact, in characters.
const LONGEST_CONTACT: usize = 200;
/// No municipality has used anything digital before.
const EARLIEST: civil::Date = civil::date(1990, 1, 1);

/// Nachnutzung.
pub struct ReuseService {
    db: Db,
    clock: Clock,
}

impl ReuseService {
    /// On this database.
    #[must_use]
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }
}

#[async_trait]
impl Reuses for ReuseService {
    async fn of_article(&self, viewer: &Viewer, article: i64) -> Result<Vec<Reuse>, Error> {
        let member = viewer.may(Action::ReadNetwork);
        let mut all = queries::of_article(&mut self.db.read().await?, article, member).await?;
        if !member {
            all.iter_mut().for_each(without_what_is_internal);
        }
        Ok(all)
    }

    async fn declare(&self, viewer: &Viewer, slug: &str, draft: ReuseDraft) -> Result<(), Error> {
        let member = viewer.require(Action::Discuss)?;
        let mut tx = self.db.begin().await?;
        let article = reusable(&mut tx, viewer, slug).await?;
        let (organisation, name) = organisation_of(&mut tx, viewer, member, &draft.organisation).await?;
        let new = check(&draft)?;
        let before =
            queries::of_article(&mut tx, article.id, true).await?.into_iter().find(|one| one.organisation_id == organisation);
        if before.as_ref().is_some_and(|before| stored(before) == new) {
            return Ok(());
        }
        let now = self.clock.millis();
        queries::put(&mut tx, article.id, organisation, &new, member.into(), now).await?;
        facts::reused(&mut tx, article.id).await?;
        let text = what_happened(&name, before.as_ref().map(|before| before.status), &new);
        events::record(&mut tx, article.id, EventKind::Reuse, &text, Some(member.into()), now).await?;
        tx.commit().await
    }

    async fn withdraw(&self, viewer: &Viewer, slug: &str, organisation: &str) -> Result<(), Error> {
        let member = viewer.require(Action::Discuss)?;
        let mut tx = self.db.begin().await?;
        let article = reusable(&mut tx, viewer, slug).await?;
        let (organisation, name) = organisation_of(&mut tx, viewer, member, organisation).await?;
        if queries::remove(&mut tx, article.id, organisation).await? {
            facts::reused(&mut tx, article.id).await?;
            let (text, now) = (format!("{name}: Angabe zurückgenommen"), self.clock.millis());
            events::record(&mut tx, article.id, EventKind::Reuse, &text, Some(member.into()), now).await?;
        }
        tx.commit().await
    }

    async fn exchange(&self, viewer: &Viewer, organisation: i64) -> Result<Exchange, Error> {
        let (mut conn, member) = (self.db.read().await?, viewer.may(Action::ReadNetwork));
        Ok(Exchange {
            takes: queries::takes(&mut conn, member, organisation).await?,
            gives: queries::gives(&mut conn, member, organisation).await?,
        })
    }
}

/// Names and considerations of colleagues are for members.
fn without_what_is_internal(reuse: &mut Reuse) {
    reuse.reason.clear();
    reuse.contact.clear();
    reuse.note.clear();
    reuse.author = None;
}

/// The article, if she may see it and it describes something that can be reused.
async fn reusable(conn: &mut Conn, viewer: &Viewer, slug: &str) -> Result<Article, Error> {
    let article = wiki::queries::article(conn, slug).await?.ok_or(Error::NotFound)?;
    if !viewer.may(Action::ReadArticle(article.visibility)) || !is_reusable(article.kind) {
        return Err(Error::NotFound);
    }
    Ok(article)
}

/// Id and name of the organisation that is spoken for, if the member may speak for it.
async fn organisation_of(conn: &mut Conn, viewer: &Viewer, member: &Member, slug: &str) -> Result<(i64, String), Error> {
    let own = (member.organisation.id, member.organisation.name.clone());
    let organisation = match slug.trim() {
        "" => own,
        slug => organisation::queries::by_slug(conn, slug)
            .await?
            .ok_or_else(|| Error::invalid("organisation", "Diese Kommune gibt es nicht. Bitte wählen Sie eine aus der Liste."))?,
    };
    viewer.require(Action::SpeakFor { organisation: organisation.0 })?;
    Ok(organisation)
}

fn check(draft: &ReuseDraft) -> Result<Stored, Error> {
    let mut errors = FieldErrors::default();
    let status =
        errors.check("status", Status::from_key(&draft.status).ok_or_else(|| "Bitte wählen Sie, wie weit Sie sind.".to_owned()));
    let reason = if status == Some(Status::Rejected) {
        let missing = "Bitte schreiben Sie, was dagegen sprach. Das hilft anderen am meisten.";
        errors.check("reason", required(&draft.reason, missing, LONGEST_TEXT))
    } else {
        errors.check("reason", optional(&draft.reason, LONGEST_TEXT))
    };
    let contact = errors.check("contact", optional(&draft.contact, LONGEST_CONTACT));
    let note = errors.check("note", optional(&draft.note, LONGEST_TEXT));
    let since = errors.check("since", day(&draft.since));
    errors.into_result()?;
    match (status, reason, contact, note, since) {
        (Some(status), Some(reason), Some(contact), Some(note), Some(since)) => {
            // a reason against it means nothing once it is not rejected any more
            let reason = if status == Status::Rejected { reason } else { String::new() };
            Ok(Stored { status, reason, contact, note, since })
        }
        // every `None` has left an error behind
        _ => Err(Error::fault("a field was refused without a reason")),
    }
}

/// A day as browsers send it, or as people type it where the browser has no calendar.
fn day(typed: &str) -> Result<Option<civil::Date>, String> {
    const HINT: &str = "Bitte geben Sie einen Tag an, zum Beispiel 15.03.2026.";
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let german = || civil::Date::strptime("%d.%m.%Y", typed);
    let day: civil::Date = typed.parse().or_else(|_| german()).map_err(|_| HINT.to_owned())?;
    let latest = civil::date(2100, 1, 1);
    if day < EARLIEST || day > latest { Err("Bitte prüfen Sie das Jahr.".to_owned()) } else { Ok(Some(day)) }
}

fn stored(reuse: &Reuse) -> Stored {
    Stored {
        status: reuse.status,
        reason: reuse.reason.clone(),
        contact: reuse.contact.clone(),
        note: reuse.note.clone(),
        since: reuse.since,
    }
}

/// The line in the history.
fn what_happened(organisation: &str, before: Option<Status>, new: &Stored) -> String {
    let now = match before {
        Some(before) if before == new.status => return format!("{organisation}: Angaben zur Nachnutzung ergänzt"),
        Some(before) => format!("{organisation}: {}, vorher {}", new.status.label(), before.label()),
        None => format!("{organisation}: {}", new.status.label()),
    };
    if new.reason.is_empty() { now } else { format!("{now} ({})", new.reason) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_browsers_and_people_write_it() {
        let march = Ok(Some(civil::date(2026, 3, 15)));
        assert_eq!(day("2026-03-15"), march);
        assert_eq!(day(" 15.03.2026 "), march);
        assert_eq!(day("15.3.2026"), march);
        assert_eq!(day(""), Ok(None));
        for wrong in ["März", "31.02.2026", "2026", "0001-01-01", "15.03.26000", "2026-03-15T10:00:00Z[Europe/Berlin]x"] {
            assert!(day(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_rejection_needs_its_reason_and_nothing_else_keeps_one() {
        let draft = ReuseDraft { status: "rejected".into(), ..ReuseDraft::default() };
        let Err(Error::Invalid(errors)) = check(&draft) else { panic!("accepted") };
        assert!(errors.of("reason").is_some_and(|message| message.contains("was dagegen sprach")));
        let draft = ReuseDraft { status: "using".into(), reason: "zu teuer".into(), ..ReuseDraft::default() };
        assert!(check(&draft).is_ok_and(|stored| stored.reason.is_empty()));
    }
}
