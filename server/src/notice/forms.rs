//! Forms of notices.

use app::{account::Role, error::Error};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/benachrichtigungen/{id}/oeffnen", Role::Member, |form| Box::pin(open(form))),
        form("/benachrichtigungen/gesehen", Role::Member, |form| Box::pin(see_all(form))),
    ]
}

async fn open(form: Submission) -> Result<Reply, Error> {
    let path = form.ports().notices.open(&form.visit.viewer, form.visit.id("id")?).await?;
    Ok(Reply::SeeOther(path))
}

async fn see_all(form: Submission) -> Result<Reply, Error> {
    form.ports().notices.see_all(&form.visit.viewer, form.id("upto")?).await?;
    Ok(Reply::SeeOther("/benachrichtigungen?hinweis=gesehen".to_owned()))
}
