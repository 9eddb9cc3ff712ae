//! Forms of votes: one button each.

use app::{account::Role, error::Error, forum::post::Post};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/antworten/{id}/hilfreich", Role::Member, |form| Box::pin(helpful(form))),
        form("/fragen/{id}/{slug}/betrifft-uns", Role::Member, |form| Box::pin(share(form))),
    ]
}

async fn helpful(form: Submission) -> Result<Reply, Error> {
    let answer = form.visit.id("id")?;
    form.ports().votes.find_helpful(&form.visit.viewer, answer, form.has("helpful")).await?;
    let posted = form.ports().posts.post(&form.visit.viewer, Post::Answer(answer)).await?;
    Ok(Reply::SeeOther(posted.path()))
}

async fn share(form: Submission) -> Result<Reply, Error> {
    let question = form.visit.id("id")?;
    form.ports().votes.share(&form.visit.viewer, question, form.has("shared")).await?;
    let posted = form.ports().posts.post(&form.visit.viewer, Post::Question(question)).await?;
    Ok(Reply::SeeOther(format!("{}#betrifft-uns", posted.question_path())))
}
