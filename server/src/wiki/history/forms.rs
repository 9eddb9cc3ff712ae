//! Forms of the history.

use app::{account::Role, error::Error, wiki::pages::old};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![form("/wiki/{slug}/fassung/{nr}/wiederherstellen", Role::Moderator, |form| Box::pin(restore(form)))]
}

async fn restore(form: Submission) -> Result<Reply, Error> {
    let (visit, number) = (&form.visit, form.visit.id("nr")?);
    // a forged number is as good as an old one: she looks again at what would change
    let seen = form.text("seen").parse().unwrap_or(0);
    match form.ports().history.restore(&visit.viewer, visit.param("slug"), number, seen).await {
        Ok(article) => Ok(Reply::SeeOther(format!("{}?hinweis=wiederhergestellt", article.path()))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(old::restore(visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}
