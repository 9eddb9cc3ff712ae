//! Forms around organisations.

use app::{account::Role, error::Error, organisation::pages::contacts};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/verwaltung/regionalpaten", Role::Administrator, |form| Box::pin(appoint(form))),
        form("/verwaltung/regionalpaten/abberufen", Role::Administrator, |form| Box::pin(dismiss(form))),
    ]
}

async fn appoint(form: Submission) -> Result<Reply, Error> {
    // nobody chosen is as wrong as somebody from elsewhere
    let person = form.text("person").parse().unwrap_or_default();
    match form.ports().organisations.appoint(&form.visit.viewer, &form.text("district"), person).await {
        Ok(()) => Ok(Reply::SeeOther("/verwaltung/regionalpaten?hinweis=gespeichert".to_owned())),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(contacts::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

async fn dismiss(form: Submission) -> Result<Reply, Error> {
    form.ports().organisations.dismiss(&form.visit.viewer, &form.text("district"), form.id("person")?).await?;
    Ok(Reply::SeeOther("/verwaltung/regionalpaten?hinweis=gespeichert".to_owned()))
}
