//! Forms of drafts.

mod review;
mod write;

use app::{account::Role, error::Error, wiki::drafts::pages::one};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/wiki/neu", Role::Member, |form| Box::pin(write::send(form))),
        form("/wiki/{slug}/bearbeiten", Role::Member, |form| Box::pin(write::send(form))),
        form("/wiki/entwuerfe/{id}", Role::Member, |form| Box::pin(write::send(form))),
        form("/wiki/entwuerfe/sichern", Role::Member, |form| Box::pin(write::keep(form))),
        form("/wiki/entwuerfe/{id}/zurueckziehen", Role::Member, |form| Box::pin(withdraw(form))),
        form("/wiki/entwuerfe/{id}/verwerfen", Role::Member, |form| Box::pin(discard(form))),
        form("/wiki/entwuerfe/{id}/wiederherstellen", Role::Member, |form| Box::pin(restore(form))),
        form("/moderation/pruefung/{id}", Role::Moderator, |form| Box::pin(review::decide(form))),
    ]
}

async fn withdraw(form: Submission) -> Result<Reply, Error> {
    let id = form.visit.id("id")?;
    let outcome = form.ports().drafts.withdraw(&form.visit.viewer, id).await;
    done(&form, outcome, format!("/wiki/entwuerfe/{id}?hinweis=zurueckgezogen")).await
}

async fn discard(form: Submission) -> Result<Reply, Error> {
    let (drafts, viewer, id) = (&form.ports().drafts, &form.visit.viewer, form.visit.id("id")?);
    let draft = drafts.draft(viewer, id).await?.ok_or(Error::NotFound)?;
    let to = match draft.article {
        Some(article) if form.has("again") => format!("{}/bearbeiten", article.path()),
        _ => "/wiki/entwuerfe?hinweis=verworfen".to_owned(),
    };
    let outcome = drafts.discard(viewer, id).await;
    done(&form, outcome, to).await
}

async fn restore(form: Submission) -> Result<Reply, Error> {
    let id = form.visit.id("id")?;
    let outcome = form.ports().drafts.restore(&form.visit.viewer, id).await;
    done(&form, outcome, format!("/wiki/entwuerfe/{id}?hinweis=zurueckgeholt")).await
}

async fn done(form: &Submission, outcome: Result<(), Error>, to: String) -> Result<Reply, Error> {
    match outcome {
        Ok(()) => Ok(Reply::SeeOther(to)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(one::refused(&form.visit, errors).await?)),
        Err(other) => Err(other),
    }
}
