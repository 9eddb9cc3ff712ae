//! Forms of summaries.

use app::{
    account::Role,
    error::Error,
    summary::{
        pages::begin,
        port::{SummaryWish, begun_path, contribution_path},
    },
};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/fragen/{id}/{slug}/artikel", Role::Member, |form| Box::pin(begin(form))),
        form("/konto/mitwirkung/{id}", Role::Member, |form| Box::pin(set_named(form))),
    ]
}

async fn begin(form: Submission) -> Result<Reply, Error> {
    let state = form.form();
    let chosen = state.values().filter(|(_, value)| !value.is_empty());
    let answers = chosen.filter_map(|(name, _)| name.strip_prefix("antwort-")?.parse().ok()).collect();
    let wish = SummaryWish { kind: form.text("kind"), answers, key: form.text("key") };
    match form.ports().summaries.begin(&form.visit.viewer, form.visit.id("id")?, wish).await {
        Ok(draft) => Ok(Reply::SeeOther(begun_path(draft))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(begin::page(&form.visit, Some(form.form().with_errors(errors))).await?)),
        Err(other) => Err(other),
    }
}

async fn set_named(form: Submission) -> Result<Reply, Error> {
    let (draft, named) = (form.visit.id("id")?, form.has("named"));
    form.ports().summaries.set_named(&form.visit.viewer, draft, named).await?;
    let told = if named { "genannt" } else { "herausgenommen" };
    Ok(Reply::SeeOther(format!("{}?hinweis={told}", contribution_path(draft))))
}
