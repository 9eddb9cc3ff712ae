//! Forms of flags.

use app::{
    account::Role,
    error::Error,
    flag::pages::{queue, report},
    forum::post::Post,
};

use crate::{
    forum::comment::forms::told,
    http::{FormRoute, Reply, Submission, form},
};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/beitraege/{beitrag}/melden", Role::Member, |form| Box::pin(flag(form))),
        form("/moderation/meldungen", Role::Moderator, |form| Box::pin(decide(form))),
    ]
}

async fn flag(form: Submission) -> Result<Reply, Error> {
    let post = Post::from_key(form.visit.param("beitrag")).ok_or(Error::NotFound)?;
    let outcome = async {
        form.intact()?;
        form.ports().flags.flag(&form.visit.viewer, post, &form.text("reason"), &form.text("note")).await
    };
    match outcome.await {
        Ok(()) => told(&form, post, "gemeldet").await,
        Err(Error::Invalid(errors)) => Ok(Reply::Again(report::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

async fn decide(form: Submission) -> Result<Reply, Error> {
    let post = Post::from_key(&form.text("post")).ok_or(Error::NotFound)?;
    let outcome = async {
        form.intact()?;
        form.ports().flags.decide(&form.visit.viewer, post, &form.text("decision"), &form.text("note")).await
    };
    match outcome.await {
        Ok(()) => Ok(Reply::SeeOther("/moderation/meldungen?hinweis=entschieden".to_owned())),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(queue::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}
