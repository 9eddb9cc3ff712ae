//! Forms of synonyms.

use app::{
    account::Role,
    error::{Error, FieldErrors},
    synonym::{pages::write, port::GroupDraft},
};

use crate::http::{FormRoute, Reply, Submission, form};

/// Where they are.
const PATH: &str = "/moderation/synonyme";

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/moderation/synonyme/neu", Role::Moderator, |form| Box::pin(add(form))),
        form("/moderation/synonyme/{id}", Role::Moderator, |form| Box::pin(change(form))),
        form("/moderation/synonyme/{id}/loeschen", Role::Moderator, |form| Box::pin(remove(form))),
        form("/moderation/synonyme/{id}/wiederherstellen", Role::Moderator, |form| Box::pin(restore(form))),
    ]
}

fn draft(form: &Submission) -> GroupDraft {
    GroupDraft { terms: form.text("terms"), note: form.text("note") }
}

async fn add(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.ports().synonyms.add(&form.visit.viewer, draft(&form)).await
    };
    match outcome.await {
        Ok(_) => Ok(Reply::SeeOther(format!("{PATH}?hinweis=angelegt"))),
        Err(Error::Invalid(errors)) => begin_again(&form, errors).await,
        Err(other) => Err(other),
    }
}

async fn begin_again(form: &Submission, errors: FieldErrors) -> Result<Reply, Error> {
    Ok(Reply::Again(write::new(&form.visit, form.form().with_errors(errors)).await?))
}

async fn change(form: Submission) -> Result<Reply, Error> {
    let id = form.visit.id("id")?;
    let outcome = async {
        form.intact()?;
        // a version that cannot be read is none that stands
        let version = form.text("version").parse().unwrap_or(-1);
        form.ports().synonyms.change(&form.visit.viewer, id, version, draft(&form)).await
    };
    match outcome.await {
        Ok(()) => Ok(Reply::SeeOther(format!("{PATH}?hinweis=gespeichert"))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(write::edit(&form.visit, Some(form.form().with_errors(errors))).await?)),
        // what was typed must not be lost with the group
        Err(Error::NotFound) if form.has("terms") => {
            let mut gone = FieldErrors::default();
            gone.add("form", "Jemand anderes hat diese Gruppe inzwischen gelöscht. Sie können sie hier neu anlegen.");
            begin_again(&form, gone).await
        }
        Err(other) => Err(other),
    }
}

async fn remove(form: Submission) -> Result<Reply, Error> {
    let id = form.visit.id("id")?;
    form.ports().synonyms.remove(&form.visit.viewer, id).await?;
    Ok(Reply::SeeOther(format!("{PATH}?hinweis=geloescht&gruppe={id}")))
}

async fn restore(form: Submission) -> Result<Reply, Error> {
    form.ports().synonyms.restore(&form.visit.viewer, form.visit.id("id")?).await?;
    Ok(Reply::SeeOther(format!("{PATH}?hinweis=wiederhergestellt")))
}
