//! Forms of the second factor.

use app::{
    account::Role,
    error::Error,
    factor::pages::{codes, setup},
};

use crate::{
    account::forms::own_path,
    http::{FormRoute, Reply, Submission, form},
};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/konto/sicherheit/einrichten", Role::Member, |form| Box::pin(set(form))),
        form("/konto/sicherheit/codes", Role::Member, |form| Box::pin(renew_codes(form))),
        form("/konto/sicherheit/codes/datei", Role::Member, |form| Box::pin(keep_codes(form))),
        form("/konto/sicherheit/aufheben", Role::Member, |form| Box::pin(remove(form))),
    ]
}

/// The recovery codes are the answer: they are shown this once, and stand in no address.
async fn set(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.ports().factors.set(&form.visit.viewer, &form.text("code")).await
    };
    match outcome.await {
        Ok(Some(fresh)) => Ok(Reply::Show(codes::fresh(fresh, true, own_path(&form.text("next"))))),
        Ok(None) => Ok(Reply::SeeOther("/konto/sicherheit?hinweis=schon-eingerichtet".to_owned())),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(setup::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

async fn renew_codes(form: Submission) -> Result<Reply, Error> {
    let fresh = form.ports().factors.renew_codes(&form.visit.viewer).await?;
    Ok(Reply::Show(codes::fresh(fresh, false, "/konto/sicherheit".to_owned())))
}

/// What the page shows, as a file. The server has no codes any more that it could write into one by itself.
async fn keep_codes(form: Submission) -> Result<Reply, Error> {
    let text = form.ports().factors.as_text(&form.visit.viewer, &form.text("codes")).await?;
    Ok(Reply::File("wiederherstellungscodes.txt", text))
}

async fn remove(form: Submission) -> Result<Reply, Error> {
    form.ports().factors.remove(&form.visit.viewer).await?;
    Ok(Reply::SeeOther("/konto/sicherheit?hinweis=aufgehoben".to_owned()))
}
