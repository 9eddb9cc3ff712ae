//! Forms of notices.

use app::{
    account::Role,
    error::{Error, FieldErrors},
    notice::{
        pages::preferences,
        preference::{Rhythm, Subject},
    },
};

use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/benachrichtigungen/{id}/oeffnen", Role::Member, |form| Box::pin(open(form))),
        form("/benachrichtigungen/gesehen", Role::Member, |form| Box::pin(see_all(form))),
        form("/konto/benachrichtigungen", Role::Member, |form| Box::pin(choose(form))),
        form("/konto/benachrichtigungen/erreichbar", Role::Member, |form| Box::pin(reachable(form))),
    ]
}

async fn open(form: Submission) -> Result<Reply, Error> {
    let path = form.ports().notices.open(&form.visit.viewer, form.visit.id("id")?).await?;
    Ok(Reply::SeeOther(path))
}

async fn see_all(form: Submission) -> Result<Reply, Error> {
    form.ports().notices.see_all(&form.visit.viewer, form.id("upto")?).await?;
    Ok(Reply::SeeOther("/benachrichtigungen?hinweis=gesehen".to_owned()))
}

async fn choose(form: Submission) -> Result<Reply, Error> {
    let mut errors = FieldErrors::default();
    let mut rhythms = Subject::ALL.map(Subject::usual);
    for (rhythm, subject) in rhythms.iter_mut().zip(Subject::ALL) {
        match Rhythm::from_key(&form.text(subject.key())) {
            Some(chosen) => *rhythm = chosen,
            None => errors.add(subject.key(), "Bitte wählen Sie etwas aus der Liste."),
        }
    }
    if !errors.is_empty() {
        let form_again = form.form().with_errors(errors);
        return Ok(Reply::Again(preferences::page(&form.visit, Some(form_again)).await?));
    }
    form.ports().preferences.choose(&form.visit.viewer, rhythms).await?;
    Ok(Reply::SeeOther("/konto/benachrichtigungen?hinweis=gespeichert".to_owned()))
}

async fn reachable(form: Submission) -> Result<Reply, Error> {
    form.ports().preferences.reachable(&form.visit.viewer).await?;
    Ok(Reply::SeeOther("/konto/benachrichtigungen?hinweis=erreichbar".to_owned()))
}
