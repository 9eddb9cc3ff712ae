//! Forms of the forum.

use app::{
    account::Role,
    error::Error,
    forum::{
        pages::{answer, ask, show},
        port::QuestionDraft,
        post::Post,
    },
    page::Page,
};

use super::comment::forms::told;
use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/fragen/neu", Role::Member, |form| Box::pin(ask(form))),
        form("/fragen/{id}/{slug}/bearbeiten", Role::Member, |form| Box::pin(rephrase(form))),
        form("/fragen/{id}/{slug}/antworten", Role::Member, |form| Box::pin(answer(form))),
        form("/fragen/{id}/{slug}/antworten/{antwort}", Role::Member, |form| Box::pin(amend(form))),
        form("/fragen/{id}/{slug}/loesung", Role::Member, |form| Box::pin(accept(form))),
        form("/fragen/{id}/{slug}/fuer-alle", Role::Member, |form| Box::pin(open(form))),
    ]
}

fn draft(form: &Submission) -> QuestionDraft {
    QuestionDraft {
        title: form.text("title"),
        body: form.text("body"),
        topic: form.text("topic"),
        tags: form.text("tags"),
        base: base(form),
        audience: form.text("audience"),
        key: form.text("key"),
    }
}

/// The revision that the form was made of.
fn base(form: &Submission) -> Option<i64> {
    form.text("base").parse().ok()
}

async fn preview(form: &Submission) -> Result<Option<String>, Error> {
    if !form.has("preview") {
        return Ok(None);
    }
    form.ports().forum.preview(&form.visit.viewer, &form.text("body")).await.map(Some)
}

async fn ask(form: Submission) -> Result<Reply, Error> {
    if form.has("back") {
        return Ok(Reply::Show(ask::page(&form.visit, form.form(), None).await?));
    }
    if let Some(html) = preview(&form).await? {
        return Ok(Reply::Show(ask::page(&form.visit, form.form(), Some(html)).await?));
    }
    let outcome = async {
        form.intact()?;
        if let Some(page) = similar_ones(&form).await? {
            return Ok(Err(page));
        }
        form.ports().forum.ask(&form.visit.viewer, draft(&form)).await.map(Ok)
    };
    match outcome.await {
        Ok(Ok(question)) => Ok(Reply::SeeOther(format!("{}?hinweis=gefragt", question.path()))),
        Ok(Err(page)) => Ok(Reply::Show(page)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(ask::page(&form.visit, form.form().with_errors(errors), None).await?)),
        Err(other) => Err(other),
    }
}

/// The step "Gibt es das schon?", when there is something similar that she has not seen yet. What is wrong with the form
/// comes first.
async fn similar_ones(form: &Submission) -> Result<Option<Page>, Error> {
    let title = form.text("title");
    if form.has("anyway") || form.text("seen").trim() == title.trim() {
        return Ok(None);
    }
    let (viewer, draft) = (&form.visit.viewer, draft(form));
    // her own question would be among them by now
    if form.ports().asking.is_sent(viewer, &draft.key).await? {
        return Ok(None);
    }
    form.ports().asking.ready(viewer, &draft).await?;
    let similar = form.ports().search.similar(viewer, &title).await?;
    Ok(if similar.is_empty() { None } else { Some(ask::similar(&form.form(), similar)) })
}

async fn open(form: Submission) -> Result<Reply, Error> {
    form.ports().asking.open(&form.visit.viewer, form.visit.id("id")?).await?;
    Ok(Reply::SeeOther(format!("{}?hinweis=fuer-alle", path(&form).await?)))
}

async fn rephrase(form: Submission) -> Result<Reply, Error> {
    if let Some(html) = preview(&form).await? {
        return Ok(Reply::Show(ask::edit(&form.visit, Some(form.form()), Some(html)).await?));
    }
    let outcome = async {
        form.intact()?;
        form.ports().forum.rephrase(&form.visit.viewer, form.visit.id("id")?, draft(&form)).await
    };
    match outcome.await {
        Ok(question) => Ok(Reply::SeeOther(format!("{}?hinweis=gespeichert", question.path()))),
        Err(Error::Invalid(errors)) => {
            Ok(Reply::Again(ask::edit(&form.visit, Some(form.form().with_errors(errors)), None).await?))
        }
        Err(other) => Err(other),
    }
}

async fn answer(form: Submission) -> Result<Reply, Error> {
    if let Some(html) = preview(&form).await? {
        return Ok(Reply::Show(show::page(&form.visit, form.form(), Some(html)).await?));
    }
    let question = form.visit.id("id")?;
    let outcome = async {
        form.intact()?;
        form.ports().asking.answer_once(&form.visit.viewer, question, &form.text("body"), &form.text("key")).await
    };
    match outcome.await {
        Ok(answer) => Ok(Reply::SeeOther(format!("{}?hinweis=geantwortet#antwort-{answer}", path(&form).await?))),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(show::page(&form.visit, form.form().with_errors(errors), None).await?)),
        Err(other) => Err(other),
    }
}

async fn amend(form: Submission) -> Result<Reply, Error> {
    if let Some(html) = preview(&form).await? {
        return Ok(Reply::Show(answer::edit(&form.visit, Some(form.form()), Some(html)).await?));
    }
    let id = form.visit.id("antwort")?;
    // it may have been moved since the form was made
    let question = form.ports().posts.post(&form.visit.viewer, Post::Answer(id)).await?.question;
    let outcome = async {
        form.intact()?;
        form.ports().forum.amend(&form.visit.viewer, question, id, &form.text("body"), base(&form)).await
    };
    match outcome.await {
        Ok(()) => told(&form, Post::Answer(id), "gespeichert").await,
        Err(Error::Invalid(errors)) => {
            Ok(Reply::Again(answer::edit(&form.visit, Some(form.form().with_errors(errors)), None).await?))
        }
        Err(other) => Err(other),
    }
}

async fn accept(form: Submission) -> Result<Reply, Error> {
    let (question, answer) = (form.visit.id("id")?, form.id("answer")?);
    let accepted = form.has("accepted");
    form.ports().forum.accept(&form.visit.viewer, question, accepted.then_some(answer)).await?;
    let told = if accepted { "?hinweis=geloest" } else { "" };
    // to the top: there stands what has happened, and below it the solution
    Ok(Reply::SeeOther(format!("{}{told}", path(&form).await?)))
}

/// Where the question is now; its title may have changed since the form was made, or it may have been merged.
async fn path(form: &Submission) -> Result<String, Error> {
    let id = form.visit.id("id")?;
    let question = form.ports().forum.question(&form.visit.viewer, id).await?.ok_or(Error::NotFound)?;
    Ok(question.path())
}
