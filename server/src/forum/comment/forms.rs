//! Forms of comments.

use app::{
    account::Role,
    error::Error,
    forum::{pages::comment, post::Post},
};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/beitraege/{beitrag}/kommentieren", Role::Member, |form| Box::pin(write(form))),
        form("/kommentare/{id}/bearbeiten", Role::Member, |form| Box::pin(mend(form))),
    ]
}

async fn write(form: Submission) -> Result<Reply, Error> {
    let on = Post::from_key(form.visit.param("beitrag")).ok_or(Error::NotFound)?;
    let outcome = async {
        form.intact()?;
        form.ports().comments.comment(&form.visit.viewer, on, &form.text("body")).await
    };
    match outcome.await {
        Ok(comment) => told(&form, Post::Comment(comment), "kommentiert").await,
        Err(Error::Invalid(errors)) => Ok(Reply::Again(comment::new(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

async fn mend(form: Submission) -> Result<Reply, Error> {
    let id = form.visit.id("id")?;
    let outcome = async {
        form.intact()?;
        form.ports().comments.mend(&form.visit.viewer, id, &form.text("body"), form.text("base").parse().ok()).await
    };
    match outcome.await {
        Ok(()) => told(&form, Post::Comment(id), "gespeichert").await,
        Err(Error::Invalid(errors)) => Ok(Reply::Again(comment::edit(&form.visit, Some(form.form().with_errors(errors))).await?)),
        Err(other) => Err(other),
    }
}

/// To where the post stands now, with a word about what was done.
pub(crate) async fn told(form: &Submission, post: Post, told: &str) -> Result<Reply, Error> {
    let posted = form.ports().posts.post(&form.visit.viewer, post).await?;
    let place = match posted.post {
        Post::Question(_) => String::new(),
        post => format!("#{}", post.key()),
    };
    Ok(Reply::SeeOther(format!("{}?hinweis={told}{place}", posted.question_path())))
}
