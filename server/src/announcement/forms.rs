//! Forms of announcements.

use app::{
    account::Role,
    announcement::{
        pages::write,
        port::{AnnouncementDraft, announcement_path},
    },
    error::Error,
};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/termine/neu", Role::Moderator, |form| Box::pin(announce(form))),
        form("/termine/{id}/bearbeiten", Role::Moderator, |form| Box::pin(change(form))),
        form("/termine/{id}/entfernen", Role::Moderator, |form| Box::pin(remove(form))),
    ]
}

fn draft(form: &Submission) -> AnnouncementDraft {
    AnnouncementDraft {
        title: form.text("title"),
        body: form.text("body"),
        start_day: form.text("start_day"),
        start_time: form.text("start_time"),
        end_day: form.text("end_day"),
        end_time: form.text("end_time"),
        place: form.text("place"),
        link: form.text("link"),
        shown_until: form.text("shown_until"),
        visibility: form.text("visibility"),
    }
}

async fn announce(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.ports().announcements.announce(&form.visit.viewer, draft(&form)).await
    };
    match outcome.await {
        Ok(id) => Ok(Reply::SeeOther(format!("{}?hinweis=angekuendigt", announcement_path(id)))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(write::new(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

async fn change(form: Submission) -> Result<Reply, Error> {
    let id = form.visit.id("id")?;
    let outcome = async {
        form.intact()?;
        // a version that cannot be read is none that stands
        let version = form.text("version").parse().unwrap_or(-1);
        form.ports().announcements.change(&form.visit.viewer, id, version, draft(&form)).await
    };
    match outcome.await {
        Ok(()) => Ok(Reply::SeeOther(format!("{}?hinweis=gespeichert", announcement_path(id)))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(write::edit(&form.visit, Some(form.form().with_errors(errors))).await?)),
        Err(other) => Err(other),
    }
}

async fn remove(form: Submission) -> Result<Reply, Error> {
    form.ports().announcements.remove(&form.visit.viewer, form.visit.id("id")?).await?;
    Ok(Reply::SeeOther("/termine?hinweis=entfernt".to_owned()))
}
