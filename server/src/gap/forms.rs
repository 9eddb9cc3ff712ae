//! Forms of gaps.

use app::{account::Role, error::Error};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![form("/moderation/luecken/erledigt", Role::Moderator, |form| Box::pin(settle(form)))]
}

async fn settle(form: Submission) -> Result<Reply, Error> {
    form.ports().gaps.settle(&form.visit.viewer, &form.text("stems")).await?;
    Ok(Reply::SeeOther("/moderation/luecken?hinweis=erledigt".to_owned()))
}
