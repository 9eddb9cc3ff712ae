//! What a new article of a kind begins with: headings with guiding questions. The region brings them along, moderators
//! may change them.

pub(crate) mod forms;
pub(crate) mod queries;
pub(super) mod questions;

use std::collections::HashMap;

use app::{
    account::{Action, Viewer},
    error::Error,
    wiki::{Kind, port::Template},
};

use crate::{
    db::{Clock, Conn, Db},
    text::{LONGEST_BODY, required},
};

/// What the region brings along, by the key of the kind.
pub(super) type Defaults = HashMap<String, String>;

/// What holds for a kind.
pub(super) async fn template(db: &Db, defaults: &Defaults, kind: Kind) -> Result<Template, Error> {
    let changed = queries::template(&mut db.read().await?, kind.key()).await?;
    let default = || Template { body: defaults.get(kind.key()).cloned().unwrap_or_default(), changed: None };
    let template = changed.unwrap_or_else(default);
    questions::remember(&template.body);
    Ok(template)
}

/// Replaces what holds for a kind.
pub(super) async fn rewrite(db: &Db, clock: &Clock, viewer: &Viewer, kind: Kind, body: &str) -> Result<(), Error> {
    let moderator = viewer.require(Action::Moderate)?;
    let body = required(body, "Bitte schreiben Sie eine Vorlage, oder setzen Sie sie auf den Standard zurück.", LONGEST_BODY)
        .map_err(|message| Error::invalid("body", message))?;
    questions::remember(&body);
    let mut tx = db.begin().await?;
    queries::set(&mut tx, kind.key(), &body, clock.millis(), moderator.id).await?;
    tx.commit().await
}

/// A text as it is published: without the questions of any template.
pub(super) async fn answered(conn: &mut Conn, markdown: &str) -> Result<String, Error> {
    if questions::may_ask(markdown) {
        for body in queries::bodies(conn).await? {
            questions::remember(&body);
        }
    }
    Ok(questions::answered(markdown))
}

/// Takes the region's own again.
pub(super) async fn reset(db: &Db, viewer: &Viewer, kind: Kind) -> Result<(), Error> {
    viewer.require(Action::Moderate)?;
    let mut tx = db.begin().await?;
    queries::remove(&mut tx, kind.key()).await?;
    tx.commit().await
}
