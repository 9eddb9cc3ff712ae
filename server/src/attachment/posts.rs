//! Files of questions and answers: who may see the thread may see them, who may change the post may change them.

use app::{
    account::{Action, Viewer},
    error::Error,
    search::Kind as SearchKind,
};

use super::{AttachmentService, Owner, queries};
use crate::{
    db::Conn,
    forum::{sent, thread},
    search,
};

impl AttachmentService {
    /// The form of this key, as an owner of files. For members.
    pub(crate) async fn form(&self, viewer: &Viewer, key: &str) -> Result<Owner, Error> {
        let author = viewer.require(Action::Discuss)?;
        let mut tx = self.db.begin().await?;
        let form = sent::begin(&mut tx, author.id, key, self.clock.millis()).await?;
        tx.commit().await?;
        // what was posted already is changed on its own page
        match (form.question, form.answer, form.id) {
            (Some(question), ..) => Ok(Owner::Question(question)),
            (_, Some(answer), _) => Ok(Owner::Answer(answer)),
            (.., Some(id)) => Ok(Owner::Form(id)),
            _ => Err(Error::NotFound),
        }
    }
}

/// Whether the viewer may see what belongs to a post; files of a form are for whoever writes in it.
pub(super) async fn may_see(conn: &mut Conn, viewer: &Viewer, owner: Owner) -> Result<bool, Error> {
    let question = match owner {
        Owner::Question(question) => question,
        Owner::Answer(id) => {
            let Some(answer) = queries::answer_access(conn, id).await? else { return Ok(false) };
            if answer.removed && !viewer.may(Action::Moderate) {
                return Ok(false);
            }
            answer.question_id
        }
        Owner::Form(id) => return Ok(queries::form_owner(conn, id).await? == Some(viewer.id())),
        Owner::Article(_) | Owner::Draft(_) => return Err(Error::fault("not a post")),
    };
    match thread::readable(conn, viewer, question).await {
        Ok(_) => Ok(true),
        Err(Error::NotFound | Error::SignInRequired | Error::Forbidden) => Ok(false),
        Err(other) => Err(other),
    }
}

/// The page that lists the files of a post, if the viewer may change them.
pub(super) async fn changeable(conn: &mut Conn, viewer: &Viewer, owner: Owner) -> Result<String, Error> {
    if !may_see(conn, viewer, owner).await? {
        return Err(Error::NotFound);
    }
    let (question, author, path) = match owner {
        Owner::Question(id) => (id, None, format!("/fragen/{id}/-/dateien")),
        Owner::Answer(id) => {
            let answer = queries::answer_access(conn, id).await?.ok_or(Error::NotFound)?;
            let path = format!("/fragen/{}/-/antworten/{id}/dateien", answer.question_id);
            (answer.question_id, Some(answer.author_id), path)
        }
        // she is the one who writes in it, and it has no page of its own
        Owner::Form(_) => return Ok("/fragen/neu".to_owned()),
        Owner::Article(_) | Owner::Draft(_) => return Err(Error::fault("not a post")),
    };
    let thread = thread::seems_writable(conn, viewer, question).await.map_err(at_the_file)?;
    viewer.require(Action::EditPost { author: author.unwrap_or(thread.asker) })?;
    Ok(path)
}

/// A refusal is shown at the field for files.
fn at_the_file(error: Error) -> Error {
    match error {
        Error::Invalid(errors) => Error::invalid("datei", errors.of("form").unwrap_or("Hier kann zurzeit niemand schreiben.")),
        other => other,
    }
}

/// What has to be said when the files of a post have changed.
pub(super) async fn changed(tx: &mut Conn, owner: Owner) -> Result<(), Error> {
    let question = match owner {
        Owner::Question(question) => Some(question),
        Owner::Answer(id) => queries::answer_access(tx, id).await?.map(|answer| answer.question_id),
        Owner::Article(_) | Owner::Draft(_) | Owner::Form(_) => None,
    };
    match question {
        Some(question) => search::record(tx, SearchKind::Question, question).await,
        None => Ok(()),
    }
}
