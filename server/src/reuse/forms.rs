//! The form of Nachnutzung.

use app::{
    account::Role,
    error::Error,
    reuse::{pages::ledger, port::ReuseDraft},
};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![form("/wiki/{slug}/nachnutzung", Role::Member, |form| Box::pin(declare(form)))]
}

fn draft(form: &Submission) -> ReuseDraft {
    ReuseDraft {
        status: form.text("status"),
        organisation: form.text("organisation"),
        reason: form.text("reason"),
        contact: form.text("contact"),
        note: form.text("note"),
        since: form.text("since"),
    }
}

async fn declare(form: Submission) -> Result<Reply, Error> {
    let (reuses, viewer, slug) = (&form.ports().reuses, &form.visit.viewer, form.visit.param("slug"));
    let done = |what: &str| Ok(Reply::SeeOther(format!("/wiki/{slug}/nachnutzung?hinweis={what}")));
    if form.has("withdraw") {
        reuses.withdraw(viewer, slug, &form.text("organisation")).await?;
        return done("zurueckgenommen");
    }
    let outcome = async {
        form.intact()?;
        reuses.declare(viewer, slug, draft(&form)).await
    };
    match outcome.await {
        Ok(()) => done("gespeichert"),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(ledger::page(&form.visit, Some(form.form().with_errors(errors))).await?)),
        Err(other) => Err(other),
    }
}
