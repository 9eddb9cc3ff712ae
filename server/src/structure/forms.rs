//! Forms of the structure of the wiki.

use app::{
    account::Role,
    error::Error,
    structure::{pages, port::Standing},
};
use serde_json::json;

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/wiki/{slug}/adresse", Role::Moderator, |form| Box::pin(relocate(form))),
        form("/wiki/hinweise", Role::Member, |form| Box::pin(hints(form))),
    ]
}

async fn relocate(form: Submission) -> Result<Reply, Error> {
    let standing = Standing {
        title: form.text("title"),
        address: form.text("address"),
        parent: form.text("parent"),
        position: form.text("position"),
    };
    let outcome = async {
        form.intact()?;
        form.ports().structure.relocate(&form.visit.viewer, form.visit.param("slug"), standing).await
    };
    match outcome.await {
        Ok(path) => Ok(Reply::SeeOther(format!("{path}?hinweis=eingeordnet"))),
        Err(Error::Invalid(errors)) => {
            Ok(Reply::Again(pages::relocate::page(&form.visit, Some(form.form().with_errors(errors))).await?))
        }
        Err(other) => Err(other),
    }
}

/// For the editor; without a script the same hints stand above the preview.
async fn hints(form: Submission) -> Result<Reply, Error> {
    let hints = form.ports().structure.hints(&form.visit.viewer, &form.text("body")).await?;
    Ok(Reply::Json(200, hints.into_iter().map(|hint| json!({ "line": hint.line, "text": hint.text })).collect()))
}
