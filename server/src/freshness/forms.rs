//! Forms of freshness.

use app::{
    account::Role,
    error::Error,
    freshness::{pages::care, port::CareWish},
    wiki::port::Article,
};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/wiki/{slug}/gueltig", Role::Member, |form| Box::pin(confirm(form))),
        form("/wiki/{slug}/betreuung", Role::Member, |form| Box::pin(change(form))),
        form("/wiki/{slug}/betreuung/uebernehmen", Role::Member, |form| Box::pin(take_over(form))),
    ]
}

async fn article(form: &Submission) -> Result<Article, Error> {
    form.ports().wiki.article(&form.visit.viewer, form.visit.param("slug")).await?.ok_or(Error::NotFound)
}

async fn confirm(form: Submission) -> Result<Reply, Error> {
    let article = article(&form).await?;
    // a date that cannot be read is none that stands: nothing is written
    let due = form.text("due").parse().unwrap_or_default();
    form.ports().freshness.confirm(&form.visit.viewer, article.id, due).await?;
    Ok(Reply::SeeOther(format!("{}?hinweis=gueltig", article.path())))
}

async fn take_over(form: Submission) -> Result<Reply, Error> {
    let article = article(&form).await?;
    form.ports().freshness.take_over(&form.visit.viewer, article.id).await?;
    Ok(Reply::SeeOther(format!("{}/betreuung?hinweis=uebernommen", article.path())))
}

async fn change(form: Submission) -> Result<Reply, Error> {
    let article = article(&form).await?;
    let wish = CareWish { owner: form.text("owner"), deputy: form.text("deputy"), months: form.text("months") };
    let outcome = async {
        form.intact()?;
        form.ports().freshness.change(&form.visit.viewer, article.id, wish).await
    };
    match outcome.await {
        Ok(()) => Ok(Reply::SeeOther(format!("{}/betreuung?hinweis=gespeichert", article.path()))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(care::page(&form.visit, Some(form.form().with_errors(errors))).await?)),
        Err(other) => Err(other),
    }
}
