//! The form for templates.

use app::{
    account::Role,
    error::Error,
    wiki::{Kind, pages::templates},
};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![form("/moderation/vorlagen", Role::Moderator, |form| Box::pin(rewrite(form)))]
}

async fn rewrite(form: Submission) -> Result<Reply, Error> {
    let kind = Kind::from_key(&form.text("kind")).ok_or(Error::NotFound)?;
    let (wiki, viewer) = (&form.ports().wiki, &form.visit.viewer);
    if form.has("preview") {
        let html = wiki.sketch(viewer, &form.text("body")).await?;
        return Ok(Reply::Show(templates::page(&form.visit, Some(form.form()), Some(html)).await?));
    }
    if form.has("reset") {
        wiki.reset_template(viewer, kind).await?;
        return Ok(Reply::SeeOther(format!("/moderation/vorlagen?art={}&hinweis=standard", kind.key())));
    }
    let outcome = async {
        form.intact()?;
        wiki.rewrite_template(viewer, kind, &form.text("body")).await
    };
    match outcome.await {
        Ok(()) => Ok(Reply::SeeOther(format!("/moderation/vorlagen?art={}&hinweis=gespeichert", kind.key()))),
        Err(Error::Invalid(errors)) => {
            Ok(Reply::Again(templates::page(&form.visit, Some(form.form().with_errors(errors)), None).await?))
        }
        Err(other) => Err(other),
    }
}
