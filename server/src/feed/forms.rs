//! Forms of feeds.

use app::{account::Role, error::Error, feed::pages::keys};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/konto/feeds", Role::Member, |form| Box::pin(renew(form))),
        form("/konto/feeds/beenden", Role::Member, |form| Box::pin(revoke(form))),
    ]
}

/// The page itself is the answer: the key is shown this once, and stands in no address.
async fn renew(form: Submission) -> Result<Reply, Error> {
    let key = form.ports().feeds.renew(&form.visit.viewer).await?;
    Ok(Reply::Show(keys::page(&form.visit, Some(key)).await?))
}

async fn revoke(form: Submission) -> Result<Reply, Error> {
    form.ports().feeds.revoke(&form.visit.viewer).await?;
    Ok(Reply::SeeOther("/konto/feeds?hinweis=beendet".to_owned()))
}
