//! Forms of order.

use app::{
    account::Role,
    error::{Error, FieldErrors},
    forum::{
        order::{Closing, Retagging, Splitting},
        pages::{bulk, erase, order, remove},
        post::Post,
    },
};

use crate::{
    forum::comment::forms::told,
    http::{FormRoute, Reply, Submission, form},
};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/beitraege/{beitrag}/entfernen", Role::Member, |form| Box::pin(take_away(form))),
        form("/beitraege/{beitrag}/wiederherstellen", Role::Moderator, |form| Box::pin(restore(form))),
        form("/beitraege/{beitrag}/loeschen", Role::Moderator, |form| Box::pin(erase(form))),
        form("/fragen/{id}/{slug}/schliessen", Role::Moderator, |form| Box::pin(close(form))),
        form("/fragen/{id}/{slug}/oeffnen", Role::Moderator, |form| Box::pin(reopen(form))),
        form("/fragen/{id}/{slug}/sperren", Role::Moderator, |form| Box::pin(lock(form))),
        form("/fragen/{id}/{slug}/anheften", Role::Moderator, |form| Box::pin(pin(form))),
        form("/fragen/{id}/{slug}/zusammenfuehren", Role::Moderator, |form| Box::pin(merge(form))),
        form("/fragen/{id}/{slug}/verschieben", Role::Moderator, |form| Box::pin(relocate(form))),
        form("/fragen/{id}/{slug}/abtrennen", Role::Moderator, |form| Box::pin(split(form))),
        form("/moderation/fragen", Role::Moderator, |form| Box::pin(retag(form))),
    ]
}

fn post(form: &Submission) -> Result<Post, Error> {
    Post::from_key(form.visit.param("beitrag")).ok_or(Error::NotFound)
}

async fn take_away(form: Submission) -> Result<Reply, Error> {
    let post = post(&form)?;
    let outcome = async {
        form.intact()?;
        form.ports().order.remove(&form.visit.viewer, post, &form.text("reason")).await
    };
    match outcome.await {
        Ok(()) => told(&form, post, "entfernt").await,
        Err(Error::Invalid(errors)) => Ok(Reply::Again(remove::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

async fn restore(form: Submission) -> Result<Reply, Error> {
    let post = post(&form)?;
    form.ports().order.restore(&form.visit.viewer, post).await?;
    told(&form, post, "wiederhergestellt").await
}

async fn erase(form: Submission) -> Result<Reply, Error> {
    let post = post(&form)?;
    let outcome = async {
        form.intact()?;
        form.ports().order.erase(&form.visit.viewer, post, &form.text("reason"), &form.text("sure")).await
    };
    match outcome.await {
        Ok(()) => Ok(Reply::SeeOther("/moderation/protokoll".to_owned())),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(erase::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

async fn close(form: Submission) -> Result<Reply, Error> {
    let closing = Closing { reason: form.text("reason"), duplicate_of: form.text("duplicate_of"), note: form.text("note") };
    let question = form.visit.id("id")?;
    let outcome = async {
        form.intact()?;
        form.ports().order.close(&form.visit.viewer, question, closing).await
    };
    match outcome.await {
        Ok(()) => told(&form, Post::Question(question), "geschlossen").await,
        Err(Error::Invalid(errors)) => again(&form, errors).await,
        Err(other) => Err(other),
    }
}

async fn reopen(form: Submission) -> Result<Reply, Error> {
    let question = form.visit.id("id")?;
    form.ports().order.reopen(&form.visit.viewer, question).await?;
    told(&form, Post::Question(question), "geoeffnet").await
}

async fn lock(form: Submission) -> Result<Reply, Error> {
    let (question, locked) = (form.visit.id("id")?, form.has("on"));
    let outcome = async {
        form.intact()?;
        form.ports().order.lock(&form.visit.viewer, question, locked, &form.text("lock_reason")).await
    };
    match outcome.await {
        Ok(()) => told(&form, Post::Question(question), if locked { "gesperrt" } else { "entsperrt" }).await,
        Err(Error::Invalid(errors)) => again(&form, errors).await,
        Err(other) => Err(other),
    }
}

async fn pin(form: Submission) -> Result<Reply, Error> {
    let (question, pinned) = (form.visit.id("id")?, form.has("on"));
    form.ports().order.pin(&form.visit.viewer, question, pinned).await?;
    told(&form, Post::Question(question), if pinned { "angeheftet" } else { "abgeloest" }).await
}

async fn merge(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        let (into, reason) = (form.text("into"), form.text("merge_reason"));
        form.ports().order.merge(&form.visit.viewer, form.visit.id("id")?, &into, &reason).await
    };
    moved(&form, outcome.await, "zusammengefuehrt").await
}

async fn relocate(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.ports().order.relocate(&form.visit.viewer, form.visit.id("id")?, &form.ids("answers"), &form.text("to")).await
    };
    moved(&form, outcome.await, "verschoben").await
}

async fn split(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        let new = Splitting { title: form.text("title"), body: form.text("body") };
        form.ports().order.split(&form.visit.viewer, form.visit.id("id")?, &form.ids("answers"), new).await
    };
    moved(&form, outcome.await, "abgetrennt").await
}

async fn moved(form: &Submission, outcome: Result<String, Error>, told: &str) -> Result<Reply, Error> {
    match outcome {
        Ok(path) => Ok(Reply::SeeOther(format!("{path}?hinweis={told}"))),
        Err(Error::Invalid(errors)) => again(form, errors).await,
        Err(other) => Err(other),
    }
}

async fn again(form: &Submission, errors: FieldErrors) -> Result<Reply, Error> {
    Ok(Reply::Again(order::page(&form.visit, form.form().with_errors(errors)).await?))
}

async fn retag(form: Submission) -> Result<Reply, Error> {
    let change = Retagging { topic: form.text("topic"), add: form.text("add"), remove: form.text("remove") };
    let outcome = async {
        form.intact()?;
        form.ports().order.retag(&form.visit.viewer, &form.ids("questions"), change).await
    };
    match outcome.await {
        Ok(_) => Ok(Reply::SeeOther("/moderation/fragen?hinweis=geaendert".to_owned())),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(bulk::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}
