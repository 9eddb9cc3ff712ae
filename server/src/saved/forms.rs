//! Forms of saved searches.

use app::{
    account::Role,
    context::Visit,
    error::Error,
    saved::pages::rename as renaming,
    search::{pages::results, port::Query},
    ui::with_query,
};

use super::address;
use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/suche", Role::Member, |form| Box::pin(save(form))),
        form("/konto/suchen/{id}", Role::Member, |form| Box::pin(rename(form))),
        form("/konto/suchen/{id}/vergessen", Role::Member, |form| Box::pin(forget(form))),
    ]
}

async fn save(form: Submission) -> Result<Reply, Error> {
    // what came with the form is read as an address is, and only what is understood goes on
    let query = address::read(&form.text("suche"));
    let outcome = async {
        form.intact()?;
        form.ports().saved.save(&form.visit.viewer, &form.text("name"), &query).await
    };
    match outcome.await {
        Ok(()) => Ok(Reply::SeeOther(told(&query, "gemerkt"))),
        Err(Error::Invalid(errors)) => {
            let visit = Visit { query: query.pairs(), ..form.visit.clone() };
            Ok(Reply::Again(results::page(&visit, Some(form.form().with_errors(errors))).await?))
        }
        Err(error) => Err(error),
    }
}

async fn rename(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.ports().saved.rename(&form.visit.viewer, form.visit.id("id")?, &form.text("name")).await
    };
    match outcome.await {
        Ok(()) => Ok(Reply::SeeOther("/konto/abos?hinweis=umbenannt".to_owned())),
        Err(Error::Invalid(errors)) => {
            Ok(Reply::Again(renaming::page(&form.visit, Some(form.form().with_errors(errors))).await?))
        }
        Err(error) => Err(error),
    }
}

async fn forget(form: Submission) -> Result<Reply, Error> {
    let query = form.ports().saved.forget(&form.visit.viewer, form.visit.id("id")?).await?;
    let back =
        if form.text("back") == "results" { told(&query, "vergessen") } else { "/konto/abos?hinweis=vergessen".to_owned() };
    Ok(Reply::SeeOther(back))
}

/// The results, with what to say there.
fn told(query: &Query, what: &str) -> String {
    with_query("/suche", &query.pairs(), "hinweis", what)
}
