//! Forms of moderators.

use app::{account::Role, error::Error, moderation::pages::requests};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/moderation/zulassen", Role::Moderator, |form| Box::pin(admit(form))),
        form("/moderation/ablehnen", Role::Moderator, |form| Box::pin(decline(form))),
    ]
}

async fn admit(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.ports().moderation.admit(&form.visit.viewer, form.id("id")?, &form.text("organisation")).await
    };
    done(&form, outcome.await, "zugelassen").await
}

async fn decline(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.ports().moderation.decline(&form.visit.viewer, form.id("id")?, &form.text("reason")).await
    };
    done(&form, outcome.await, "abgelehnt").await
}

async fn done(form: &Submission, outcome: Result<(), Error>, told: &str) -> Result<Reply, Error> {
    match outcome {
        Ok(()) => Ok(Reply::SeeOther(format!("/moderation?hinweis={told}"))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(requests::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}
