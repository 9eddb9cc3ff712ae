//! Forms of following.

use app::{
    account::Role,
    error::Error,
    follow::{Kind, Target},
};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![form("/konto/abos", Role::Member, |form| Box::pin(change(form)))]
}

async fn change(form: Submission) -> Result<Reply, Error> {
    let kind = Kind::from_key(&form.text("kind")).ok_or(Error::NotFound)?;
    let target = Target { kind, name: form.text("target") };
    let (port, viewer) = (&form.ports().follows, &form.visit.viewer);
    let path = if form.has("follow") { port.follow(viewer, &target).await? } else { port.unfollow(viewer, &target).await? };
    // back to the list or to the thing itself, never to an address that came with the form
    let back =
        if form.text("back") == "list" { "/konto/abos?hinweis=abo".to_owned() } else { format!("{path}?hinweis=abo#folgen") };
    Ok(Reply::SeeOther(back))
}
