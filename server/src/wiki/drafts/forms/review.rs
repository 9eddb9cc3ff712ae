//! What a moderator decides.

use app::{
    error::Error,
    form::FormState,
    wiki::{
        drafts::{
            pages::review,
            port::{Draft, Published, Saved, Sheet},
        },
        merge::Overlap,
        pages::{
            conflict::{self, HOW},
            write,
        },
    },
};

use crate::{
    http::{Reply, Submission},
    wiki::{forms::typed, reconcile::forms::settled},
};

pub(super) async fn decide(form: Submission) -> Result<Reply, Error> {
    let id = form.visit.id("id")?;
    let draft = form.ports().drafts.draft(&form.visit.viewer, id).await?.ok_or(Error::NotFound)?;
    let (form, version) = match brought_together(form, &draft).await? {
        Ok(both) => both,
        Err(reply) => return Ok(reply),
    };
    let outcome = async {
        form.intact()?;
        let (drafts, viewer, comment) = (&form.ports().drafts, &form.visit.viewer, form.text("comment"));
        match form.text("decision").as_str() {
            "approve" => drafts.approve(viewer, id, version, &comment).await.map(Some),
            "return" => drafts.send_back(viewer, id, version, &comment).await.map(|()| None),
            "reject" => drafts.reject(viewer, id, version, &comment).await.map(|()| None),
            _ => Err(Error::invalid("form", "Bitte wählen Sie, was mit dem Entwurf geschehen soll.")),
        }
    };
    match outcome.await {
        Ok(Some(Published::Stands(slug) | Published::Merged { slug, .. })) => {
            Ok(Reply::SeeOther(format!("/wiki/{slug}?hinweis=freigegeben")))
        }
        Ok(Some(Published::Conflicts(overlap))) => conflicts(&form, id, *overlap).await,
        Ok(None) => {
            let told = if form.text("decision") == "reject" { "abgelehnt" } else { "zurueckgegeben" };
            Ok(Reply::SeeOther(format!("/moderation/pruefung?hinweis={told}")))
        }
        Err(Error::Invalid(errors)) => Ok(Reply::Again(review::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

/// The article was changed at the same places: the moderator decides what stands, and with that approves.
async fn conflicts(form: &Submission, id: i64, overlap: Overlap) -> Result<Reply, Error> {
    let draft = form.ports().drafts.draft(&form.visit.viewer, id).await?.ok_or(Error::NotFound)?;
    let typed: FormState = write::filled(&draft.typed)
        .with("version", draft.version.to_string())
        .with("comment", form.text("comment"))
        .with("decision", "approve");
    Ok(Reply::Again(conflict::page(&form.visit, overlap, typed).await?))
}

/// Takes what was decided on the page of conflicts for a correction of the draft. Returns the version to decide on.
async fn brought_together(form: Submission, draft: &Draft) -> Result<Result<(Submission, i64), Reply>, Error> {
    // a missing or forged number is that of no version
    let version = form.text("version").parse().unwrap_or(0);
    let Some(article) = draft.article.as_ref().filter(|_| form.has(HOW)) else { return Ok(Ok((form, version))) };
    let form = match settled(form, &article.slug, typed).await? {
        Ok(form) => form,
        Err(page) => return Ok(Err(Reply::Again(*page))),
    };
    let sheet = Sheet {
        draft: Some(draft.id),
        version: Some(version),
        base: form.text("base").parse().ok(),
        typed: typed(&form),
        ..Sheet::default()
    };
    match form.ports().drafts.save(&form.visit.viewer, sheet).await? {
        Saved::Stands(saved) => Ok(Ok((form, saved.version))),
        // the decision will say what has happened meanwhile
        Saved::Overtaken(_) | Saved::Closed(_) => Ok(Ok((form, version))),
    }
}
