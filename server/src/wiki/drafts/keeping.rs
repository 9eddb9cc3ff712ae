//! Keeping what is typed: a sheet becomes a draft, or its next version, and never writes over something unread.

use app::{
    account::{Action, Member, Role, Viewer},
    error::Error,
    wiki::drafts::{
        State,
        port::{Decision, Draft, Saved, Sheet},
    },
};

use super::{DraftService, check, queries};
use crate::{
    db::{Conn, Millis},
    wiki,
};

/// Longest name of a form; ours have 22 characters.
const LONGEST_KEY: usize = 64;

impl DraftService {
    /// One transaction; see [`app::wiki::drafts::port::Drafts::save`].
    pub(super) async fn keep(&self, viewer: &Viewer, mut sheet: Sheet) -> Result<Saved, Error> {
        let author = viewer.require(Action::WriteDraft)?;
        sheet.typed = check::limited(&sheet.typed)?;
        if sheet.key.len() > LONGEST_KEY {
            sheet.key.clear();
        }
        let (mut tx, now) = (self.db.begin().await?, self.clock.millis());
        let saved = match stored(&mut tx, viewer, &sheet).await? {
            Some(stored) => overwrite(&mut tx, author, stored, sheet, now).await?,
            None => begin(&mut tx, viewer, author, sheet, now).await?,
        };
        tx.commit().await?;
        Ok(saved)
    }
}

/// The draft that a sheet belongs to. One that is not hers is no reason to lose her text: it begins a draft of her own.
async fn stored(tx: &mut Conn, viewer: &Viewer, sheet: &Sheet) -> Result<Option<Draft>, Error> {
    if let Some(id) = sheet.draft {
        let named = queries::locked(tx, id).await?.filter(|draft| super::is_visible(viewer, draft));
        if named.is_some() {
            return Ok(named);
        }
    }
    match queries::by_form(tx, viewer.id(), &sheet.key).await? {
        Some(id) => queries::locked(tx, id).await,
        None => Ok(None),
    }
}

async fn begin(tx: &mut Conn, viewer: &Viewer, author: &Member, mut sheet: Sheet, now: Millis) -> Result<Saved, Error> {
    let article = match sheet.article.as_deref().filter(|slug| !slug.is_empty()) {
        Some(slug) => {
            let article = wiki::queries::article(tx, slug).await?;
            Some(article.filter(|article| viewer.may(Action::ReadArticle(article.visibility))).ok_or(Error::NotFound)?)
        }
        None => None,
    };
    let latest = article.as_ref().map_or(0, |article| article.revision);
    sheet.base = sheet.base.filter(|base| (1..=latest).contains(base));
    let id = match queries::insert(tx, &sheet, article.map(|article| article.id), author.into(), now).await? {
        Some(id) => id,
        // the same form, sent twice at the same moment
        None => queries::by_form(tx, author.id, &sheet.key).await?.ok_or(Error::NotFound)?,
    };
    let draft = queries::locked(tx, id).await?.ok_or(Error::NotFound)?;
    let stands = draft.typed == sheet.typed;
    Ok(if stands { Saved::Stands(Box::new(draft)) } else { Saved::Overtaken(Box::new(draft)) })
}

async fn overwrite(tx: &mut Conn, author: &Member, stored: Draft, sheet: Sheet, now: Millis) -> Result<Saved, Error> {
    let mine = stored.author.id == author.id;
    // a moderator corrects what waits for her, and brings it together with what stands now, be it her own; any other
    // author withdraws it first
    let rebased = sheet.base.is_some() && sheet.base != stored.base && author.role >= Role::Moderator;
    let correction = stored.state == State::Submitted && (!mine || rebased);
    if !(correction || (mine && stored.state.is_open())) {
        return Ok(Saved::Closed(Box::new(stored)));
    }
    let latest = stored.article.as_ref().map_or(0, |article| article.revision);
    let base = sheet.base.filter(|base| (1..=latest).contains(base)).or(stored.base);
    if stored.typed == sheet.typed && stored.base == base {
        return Ok(Saved::Stands(Box::new(stored)));
    }
    if sheet.version != Some(stored.version) {
        return Ok(Saved::Overtaken(Box::new(stored)));
    }
    if correction && !queries::is_corrected(tx, stored.id).await? {
        let earlier = Some(stored.typed.body.as_str());
        queries::insert_review(tx, stored.id, (Decision::Corrected, ""), earlier, author.id, now).await?;
    }
    if !queries::update(tx, &stored, base, &sheet.typed, now).await? {
        return Err(Error::fault("a draft changed under its lock"));
    }
    let draft = queries::draft(tx, stored.id).await?.ok_or(Error::NotFound)?;
    Ok(Saved::Stands(Box::new(draft)))
}
