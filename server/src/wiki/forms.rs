//! Forms of the wiki.

use app::{
    account::Role,
    error::Error,
    wiki::{
        fields::Typed,
        pages::write,
        port::{ArticleDraft, Revised},
    },
};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/wiki/neu", Role::Moderator, |form| Box::pin(publish(form))),
        form("/wiki/{slug}/bearbeiten", Role::Moderator, |form| Box::pin(revise(form))),
    ]
}

fn draft(form: &Submission) -> ArticleDraft {
    ArticleDraft {
        title: form.text("title"),
        kind: form.text("kind"),
        visibility: form.text("visibility"),
        summary: form.text("summary"),
        body: form.text("body"),
        topic: form.text("topic"),
        tags: form.text("tags"),
        organisation: form.text("organisation"),
        note: form.text("note"),
        fields: typed_fields(form),
    }
}

/// The fixed fields as typed, those of other kinds too: an author may change her mind about the kind.
pub(crate) fn typed_fields(form: &Submission) -> Typed {
    Typed::from_pairs(form.form().values())
}

fn preview(form: &Submission) -> Option<String> {
    form.has("preview").then(|| form.ports().wiki.preview(&form.text("body")))
}

async fn publish(form: Submission) -> Result<Reply, Error> {
    if write::fields::is_asked_for(&form.form()) {
        return Ok(Reply::Show(write::new(&form.visit, form.form(), None).await?));
    }
    if let Some(html) = preview(&form) {
        return Ok(Reply::Show(write::new(&form.visit, form.form(), Some(html)).await?));
    }
    let outcome = async {
        form.intact()?;
        form.ports().wiki.publish(&form.visit.viewer, draft(&form)).await
    };
    match outcome.await {
        Ok(article) => Ok(Reply::SeeOther(format!("{}?hinweis=veroeffentlicht", article.path()))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(write::new(&form.visit, form.form().with_errors(errors), None).await?)),
        Err(other) => Err(other),
    }
}

async fn revise(form: Submission) -> Result<Reply, Error> {
    if write::fields::is_asked_for(&form.form()) {
        return Ok(Reply::Show(write::edit(&form.visit, Some(form.form()), None, None).await?));
    }
    if let Some(html) = preview(&form) {
        return Ok(Reply::Show(write::edit(&form.visit, Some(form.form()), Some(html), None).await?));
    }
    let outcome = async {
        form.intact()?;
        // a forged or missing number is as good as an old one: the author gets to see what stands
        let base = form.text("base").parse().unwrap_or(0);
        form.ports().wiki.revise(&form.visit.viewer, form.visit.param("slug"), base, draft(&form)).await
    };
    match outcome.await {
        Ok(Revised::Stands(article)) => Ok(Reply::SeeOther(format!("{}?hinweis=gespeichert", article.path()))),
        Ok(Revised::Overtaken(now)) => {
            let typed = form.form().with("base", now.revision.to_string());
            Ok(Reply::Again(write::edit(&form.visit, Some(typed), None, Some(*now)).await?))
        }
        Err(Error::Invalid(errors)) => {
            Ok(Reply::Again(write::edit(&form.visit, Some(form.form().with_errors(errors)), None, None).await?))
        }
        Err(other) => Err(other),
    }
}
