//! Forms of topics and tags.

use app::{
    account::Role,
    error::{Error, FieldErrors},
    page::Page,
    subject::{
        pages::{one_tag, one_topic, topics},
        port::{Direction, Heir, TopicDraft},
    },
};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/moderation/themen", Role::Moderator, |form| Box::pin(add_topic(form))),
        form("/moderation/themen/{slug}", Role::Moderator, |form| Box::pin(rewrite_topic(form))),
        form("/moderation/themen/{slug}/verschieben", Role::Moderator, |form| Box::pin(move_topic(form))),
        form("/moderation/themen/{slug}/aufloesen", Role::Moderator, |form| Box::pin(dissolve_topic(form))),
        form("/moderation/schlagworte/{slug}", Role::Moderator, |form| Box::pin(rename_tag(form))),
        form("/moderation/schlagworte/{slug}/synonyme", Role::Moderator, |form| Box::pin(add_synonym(form))),
        form("/moderation/schlagworte/{slug}/synonyme/entfernen", Role::Moderator, |form| Box::pin(remove_synonym(form))),
        form("/moderation/schlagworte/{slug}/zusammenlegen", Role::Moderator, |form| Box::pin(merge_tag(form))),
        form("/moderation/schlagworte/{slug}/loeschen", Role::Moderator, |form| Box::pin(delete_tag(form))),
    ]
}

/// There, or the page again with what is wrong.
async fn there_or_again<F>(outcome: Result<String, Error>, again: impl FnOnce(FieldErrors) -> F) -> Result<Reply, Error>
where
    F: Future<Output = Result<Page, Error>>,
{
    match outcome {
        Ok(there) => Ok(Reply::SeeOther(there)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(again(errors).await?)),
        Err(other) => Err(other),
    }
}

fn draft(form: &Submission) -> TopicDraft {
    TopicDraft { name: form.text("name"), description: form.text("description") }
}

async fn add_topic(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.ports().subjects.add_topic(&form.visit.viewer, draft(&form)).await?;
        Ok("/moderation/themen?hinweis=angelegt".to_owned())
    };
    there_or_again(outcome.await, |errors| topics::page(&form.visit, form.form().with_errors(errors))).await
}

async fn rewrite_topic(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.ports().subjects.rewrite_topic(&form.visit.viewer, form.visit.param("slug"), draft(&form)).await?;
        Ok("/moderation/themen?hinweis=gespeichert".to_owned())
    };
    there_or_again(outcome.await, |errors| one_topic::page(&form.visit, Some(form.form().with_errors(errors)))).await
}

async fn move_topic(form: Submission) -> Result<Reply, Error> {
    let direction = match form.text("direction").as_str() {
        "up" => Direction::Up,
        "down" => Direction::Down,
        _ => return Err(Error::NotFound),
    };
    form.ports().subjects.move_topic(&form.visit.viewer, form.visit.param("slug"), direction).await?;
    Ok(Reply::SeeOther("/moderation/themen?hinweis=gespeichert".to_owned()))
}

async fn dissolve_topic(form: Submission) -> Result<Reply, Error> {
    let heir = match form.text("heir") {
        heir if heir == one_topic::NOBODY => Heir::Nobody,
        heir => Heir::Topic(heir),
    };
    let outcome = form.ports().subjects.dissolve_topic(&form.visit.viewer, form.visit.param("slug"), heir).await;
    let outcome = outcome.map(|()| "/moderation/themen?hinweis=aufgeloest".to_owned());
    there_or_again(outcome, |errors| one_topic::page(&form.visit, Some(form.form().with_errors(errors)))).await
}

/// Where a tag is curated, with a word on what has happened.
fn at(slug: &str, told: &str) -> String {
    format!("/moderation/schlagworte/{slug}?hinweis={told}")
}

async fn tag_again(outcome: Result<String, Error>, form: &Submission) -> Result<Reply, Error> {
    there_or_again(outcome, |errors| one_tag::page(&form.visit, form.form().with_errors(errors))).await
}

async fn rename_tag(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        let tag = form.ports().subjects.rename_tag(&form.visit.viewer, form.visit.param("slug"), &form.text("name")).await?;
        Ok(at(&tag.slug, "umbenannt"))
    };
    tag_again(outcome.await, &form).await
}

async fn add_synonym(form: Submission) -> Result<Reply, Error> {
    let slug = form.visit.param("slug");
    let outcome = async {
        form.intact()?;
        form.ports().subjects.add_synonym(&form.visit.viewer, slug, &form.text("synonym")).await?;
        Ok(at(slug, "synonym"))
    };
    tag_again(outcome.await, &form).await
}

async fn remove_synonym(form: Submission) -> Result<Reply, Error> {
    let slug = form.visit.param("slug");
    form.ports().subjects.remove_synonym(&form.visit.viewer, slug, &form.text("slug")).await?;
    Ok(Reply::SeeOther(at(slug, "entfernt")))
}

async fn merge_tag(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        let heir = form.ports().subjects.merge_tag(&form.visit.viewer, form.visit.param("slug"), &form.text("into")).await?;
        Ok(at(&heir.slug, "zusammengelegt"))
    };
    tag_again(outcome.await, &form).await
}

async fn delete_tag(form: Submission) -> Result<Reply, Error> {
    let outcome = form.ports().subjects.delete_tag(&form.visit.viewer, form.visit.param("slug")).await;
    tag_again(outcome.map(|()| "/moderation/schlagworte?hinweis=geloescht".to_owned()), &form).await
}
