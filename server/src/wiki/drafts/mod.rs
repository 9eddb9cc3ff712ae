//! The rules of drafts: the port of [`app::wiki::drafts`].

mod check;
pub(crate) mod forms;
mod keeping;
mod publishing;
pub(crate) mod queries;
mod telling;

use std::sync::Arc;

use app::{
    account::{Action, Viewer},
    error::Error,
    text,
    wiki::{
        Visibility,
        drafts::{
            State,
            port::{Decision, Draft, DraftEntry, Drafts, KEPT_FOR, Published, Saved, Sheet},
        },
    },
};
use async_trait::async_trait;

use super::{draft, queries::Stored};
use crate::{
    account::token::Token,
    db::{Clock, Conn, Db},
    notice::NoticeService,
    search::SearchService,
    text::required,
};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Drafts.
pub struct DraftService {
    db: Db,
    clock: Clock,
    notices: Arc<NoticeService>,
    search: Arc<SearchService>,
}

/// Whether someone may know of a draft. What its author has thrown away is nobody else's business.
fn is_visible(viewer: &Viewer, draft: &Draft) -> bool {
    let author = draft.author.id;
    viewer.may(Action::ReadDraft { author }) && (draft.state != State::Discarded || viewer.id() == author)
}

fn changed_meanwhile() -> Error {
    Error::invalid("form", "Der Entwurf wurde geändert, seit Sie diese Seite geöffnet haben. Bitte lesen Sie ihn noch einmal.")
}

fn nothing_new() -> Error {
    Error::invalid(
        "form",
        "Ihr Vorschlag ändert noch nichts: Er sagt dasselbe wie der Artikel, den Sie gelesen haben. Ihr Entwurf ist gespeichert; \
         ändern Sie etwas, und reichen Sie ihn dann ein.",
    )
}

impl DraftService {
    /// With all it needs.
    #[must_use]
    pub fn new(db: Db, clock: Clock, notices: Arc<NoticeService>, search: Arc<SearchService>) -> Self {
        Self { db, clock, notices, search }
    }

    /// Removes what was thrown away long enough ago.
    pub async fn tidy(&self) -> Result<u64, Error> {
        let mut tx = self.db.begin().await?;
        let gone = queries::delete_discarded(&mut tx, self.clock.millis() - KEPT_FOR * DAY).await?;
        tx.commit().await?;
        Ok(gone)
    }

    /// Her own draft, locked.
    async fn own(&self, tx: &mut Conn, viewer: &Viewer, id: i64) -> Result<Draft, Error> {
        let author = viewer.require(Action::WriteDraft)?;
        queries::locked(tx, id).await?.filter(|draft| draft.author.id == author.id).ok_or(Error::NotFound)
    }

    /// Her own draft in this version, on which she can go on working.
    async fn own_open(&self, tx: &mut Conn, viewer: &Viewer, id: i64, version: i64) -> Result<Draft, Error> {
        let draft = self.own(tx, viewer, id).await?;
        if !draft.state.is_open() {
            return Err(Error::invalid("form", format!("Dieser Entwurf ist nicht mehr in Arbeit: {}.", draft.state.label())));
        }
        if draft.version == version { Ok(draft) } else { Err(changed_meanwhile()) }
    }

    /// A submitted draft in this version, locked, for the one who decides.
    async fn under_review(&self, tx: &mut Conn, viewer: &Viewer, id: i64, version: i64) -> Result<Draft, Error> {
        let draft = queries::locked(tx, id).await?.filter(|draft| is_visible(viewer, draft)).ok_or(Error::NotFound)?;
        match (draft.state, draft.reviews.last()) {
            (State::Submitted, _) if draft.version == version => Ok(draft),
            (State::Submitted, _) => Err(changed_meanwhile()),
            (State::Writing | State::Discarded, _) | (_, None) => {
                let message = format!("{} hat den Entwurf inzwischen zurückgezogen.", draft.author.name);
                Err(Error::invalid("form", message))
            }
            (_, Some(last)) => {
                let message = format!("{} war schneller und hat diesen Entwurf {}.", last.reviewer, last.decision.label());
                Err(Error::invalid("form", message))
            }
        }
    }

    async fn decline(
        &self,
        viewer: &Viewer,
        (id, version): (i64, i64),
        (decision, state): (Decision, State),
        comment: Result<String, String>,
    ) -> Result<(), Error> {
        let moderator = viewer.require(Action::WriteArticle)?;
        let comment = comment.map_err(|message| Error::invalid("comment", message))?;
        let (mut tx, now) = (self.db.begin().await?, self.clock.millis());
        let draft = self.under_review(&mut tx, viewer, id, version).await?;
        queries::decide(&mut tx, id, state, now).await?;
        queries::insert_review(&mut tx, id, (decision, &comment), None, moderator.id, now).await?;
        self.tell_author(&mut tx, &draft, moderator, (decision, &comment), &draft.path()).await?;
        tx.commit().await?;
        self.notices.poke();
        Ok(())
    }

    /// Slug and title of a visible article of exactly this title.
    async fn titled(conn: &mut Conn, viewer: &Viewer, title: &str) -> Result<Option<(String, String)>, Error> {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let folded = title.to_lowercase();
        let articles = queries::same_title(conn, &title, &text::slug(&title)).await?;
        Ok(articles.into_iter().find_map(|(slug, other, visibility)| {
            let visibility = Visibility::from_key(&visibility).unwrap_or(Visibility::Members);
            (other.to_lowercase() == folded && viewer.may(Action::ReadArticle(visibility))).then_some((slug, other))
        }))
    }

    /// As it would be stored, if it could be published as it is. Errors: `Invalid` for the fields of an article.
    async fn require_ready(&self, tx: &mut Conn, viewer: &Viewer, wanted: &Draft) -> Result<Stored, Error> {
        let new = draft::check(tx, &wanted.typed).await?;
        if wanted.article.is_none() && Self::titled(tx, viewer, &wanted.typed.title).await?.is_some() {
            return Err(Error::invalid("title", "Es gibt schon einen Artikel mit diesem Titel."));
        }
        Ok(new)
    }
}

#[async_trait]
impl Drafts for DraftService {
    fn key(&self) -> Result<String, Error> {
        Ok(Token::generate()?.reveal()[..22].to_owned())
    }

    async fn save(&self, viewer: &Viewer, sheet: Sheet) -> Result<Saved, Error> {
        self.keep(viewer, sheet).await
    }

    async fn draft(&self, viewer: &Viewer, id: i64) -> Result<Option<Draft>, Error> {
        viewer.require(Action::WriteDraft)?;
        let draft = queries::draft(&mut self.db.read().await?, id).await?;
        Ok(draft.filter(|draft| is_visible(viewer, draft)))
    }

    async fn mine(&self, viewer: &Viewer) -> Result<Vec<DraftEntry>, Error> {
        let author = viewer.require(Action::WriteDraft)?;
        queries::mine(&mut self.db.read().await?, author.id).await
    }

    async fn unfinished(&self, viewer: &Viewer, article: Option<i64>) -> Result<Vec<DraftEntry>, Error> {
        let author = viewer.require(Action::WriteDraft)?;
        queries::unfinished(&mut self.db.read().await?, author.id, article.unwrap_or(0)).await
    }

    async fn hand_in(&self, viewer: &Viewer, id: i64, version: i64) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        let draft = self.own_open(&mut tx, viewer, id, version).await?;
        let new = self.require_ready(&mut tx, viewer, &draft).await?;
        if let Some(subject) = &draft.article
            && !check::changes_something(&mut tx, &draft, subject, new).await?
        {
            return Err(nothing_new());
        }
        queries::submit(&mut tx, id, self.clock.millis()).await?;
        self.tell_reviewers(&mut tx, &draft).await?;
        tx.commit().await?;
        self.notices.poke();
        Ok(())
    }

    async fn withdraw(&self, viewer: &Viewer, id: i64) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        let draft = self.own(&mut tx, viewer, id).await?;
        match draft.state {
            State::Submitted => queries::reopen(&mut tx, id).await?,
            state if state.is_open() => {}
            state => {
                let message = format!("Das geht nicht mehr: Der Entwurf ist inzwischen {}.", state.label());
                return Err(Error::invalid("form", message));
            }
        }
        tx.commit().await
    }

    async fn discard(&self, viewer: &Viewer, id: i64) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        let draft = self.own(&mut tx, viewer, id).await?;
        match draft.state {
            State::Discarded => {}
            state if state.is_open() => queries::decide(&mut tx, id, State::Discarded, self.clock.millis()).await?,
            state => {
                let message = format!("Verwerfen lässt sich nur, was in Arbeit ist. Dieser Entwurf: {}.", state.label());
                return Err(Error::invalid("form", message));
            }
        }
        tx.commit().await
    }

    async fn restore(&self, viewer: &Viewer, id: i64) -> Result<(), Error> {
        let mut tx = self.db.begin().await?;
        let draft = self.own(&mut tx, viewer, id).await?;
        if draft.state == State::Discarded {
            queries::reopen(&mut tx, id).await?;
        }
        tx.commit().await
    }

    async fn publish(&self, viewer: &Viewer, id: i64, version: i64) -> Result<Published, Error> {
        viewer.require(Action::WriteArticle)?;
        let mut tx = self.db.begin().await?;
        let draft = self.own_open(&mut tx, viewer, id, version).await?;
        self.put_live(tx, viewer, &draft, None).await
    }

    async fn queue(&self, viewer: &Viewer) -> Result<Vec<DraftEntry>, Error> {
        viewer.require(Action::WriteArticle)?;
        queries::queue(&mut self.db.read().await?).await
    }

    async fn waiting(&self, viewer: &Viewer, article: Option<i64>) -> Result<i64, Error> {
        viewer.require(Action::WriteArticle)?;
        queries::waiting(&mut self.db.read().await?, article).await
    }

    async fn proposals(&self, viewer: &Viewer, article: i64) -> Result<Vec<Draft>, Error> {
        let member = viewer.require(Action::WriteDraft)?;
        let author = (!viewer.may(Action::WriteArticle)).then_some(member.id);
        queries::proposals(&mut self.db.read().await?, article, author).await
    }

    async fn approve(&self, viewer: &Viewer, id: i64, version: i64, comment: &str) -> Result<Published, Error> {
        viewer.require(Action::WriteArticle)?;
        let comment = crate::text::optional(comment, 2000).map_err(|message| Error::invalid("comment", message))?;
        let mut tx = self.db.begin().await?;
        let draft = self.under_review(&mut tx, viewer, id, version).await?;
        self.put_live(tx, viewer, &draft, Some(&comment)).await
    }

    async fn send_back(&self, viewer: &Viewer, id: i64, version: i64, comment: &str) -> Result<(), Error> {
        let comment = required(comment, "Bitte schreiben Sie, was noch zu ändern ist.", 2000);
        self.decline(viewer, (id, version), (Decision::Returned, State::Returned), comment).await
    }

    async fn reject(&self, viewer: &Viewer, id: i64, version: i64, comment: &str) -> Result<(), Error> {
        let comment = required(comment, "Bitte begründen Sie die Ablehnung; die Person bekommt Ihre Begründung.", 2000);
        self.decline(viewer, (id, version), (Decision::Rejected, State::Rejected), comment).await
    }

    async fn same_title(&self, viewer: &Viewer, title: &str) -> Result<Option<(String, String)>, Error> {
        Self::titled(&mut self.db.read().await?, viewer, title).await
    }
}
