//! What a moderator decides.

use app::{
    error::Error,
    wiki::drafts::{pages::review, port::Published},
};

use crate::http::{Reply, Submission};

pub(super) async fn decide(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        let (drafts, viewer, id) = (&form.ports().drafts, &form.visit.viewer, form.visit.id("id")?);
        // a missing or forged number is that of no version
        let (version, comment) = (form.text("version").parse().unwrap_or(0), form.text("comment"));
        match form.text("decision").as_str() {
            "approve" => drafts.approve(viewer, id, version, &comment).await.map(Some),
            "return" => drafts.send_back(viewer, id, version, &comment).await.map(|()| None),
            "reject" => drafts.reject(viewer, id, version, &comment).await.map(|()| None),
            _ => Err(Error::invalid("form", "Bitte wählen Sie, was mit dem Entwurf geschehen soll.")),
        }
    };
    match outcome.await {
        Ok(Some(Published::Stands(slug))) => Ok(Reply::SeeOther(format!("/wiki/{slug}?hinweis=freigegeben"))),
        Ok(Some(Published::Overtaken(now))) => Ok(Reply::Again(review::page(&form.visit, form.form(), Some(now)).await?)),
        Ok(None) => {
            let told = if form.text("decision") == "reject" { "abgelehnt" } else { "zurueckgegeben" };
            Ok(Reply::SeeOther(format!("/moderation/pruefung?hinweis={told}")))
        }
        Err(Error::Invalid(errors)) => Ok(Reply::Again(review::page(&form.visit, form.form().with_errors(errors), None).await?)),
        Err(other) => Err(other),
    }
}
