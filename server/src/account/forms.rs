//! Forms of accounts.

use app::{
    account::{
        Role,
        pages::{access, confirm, ending, forgotten, own, people, register, sign_in},
        port::{AccessRequest, Registered, Registration},
    },
    error::Error,
};

use super::address::MailAddress;
use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/registrieren", Role::Guest, |form| Box::pin(register(form))),
        form("/registrieren/anfrage", Role::Guest, |form| Box::pin(request_access(form))),
        form("/registrieren/bestaetigen", Role::Guest, |form| Box::pin(confirm(form))),
        form("/anmelden", Role::Guest, |form| Box::pin(sign_in(form))),
        form("/abmelden", Role::Guest, |form| Box::pin(sign_out(form))),
        form("/passwort-vergessen", Role::Guest, |form| Box::pin(forget_password(form))),
        form("/passwort-neu", Role::Guest, |form| Box::pin(reset_password(form))),
        form("/konto/sicherheit", Role::Member, |form| Box::pin(change_password(form))),
        form("/verwaltung", Role::Administrator, |form| Box::pin(change_role(form))),
        form("/verwaltung/konten/{id}/beenden", Role::Administrator, |form| Box::pin(end(form))),
        form("/verwaltung/konten/{id}/oeffnen", Role::Administrator, |form| Box::pin(reopen(form))),
    ]
}

/// The account that a form is about, if what was typed can be one.
fn account(form: &Submission) -> Option<String> {
    MailAddress::parse(&form.text("mail")).ok().map(|mail| mail.key())
}

async fn register(form: Submission) -> Result<Reply, Error> {
    let newcomer = Registration { name: form.text("name"), mail: form.text("mail") };
    let outcome = async {
        form.intact()?;
        form.throttle().mail(account(&form).as_deref(), form.from)?;
        form.ports().accounts.register(newcomer).await
    };
    match outcome.await {
        Ok(Registered::LinkSent) => {
            Ok(Reply::Show(register::sent(form.text("mail"), form.visit.site.mail_folder.clone()).await?))
        }
        Ok(Registered::DomainUnknown { domain }) => Ok(Reply::Again(access::page(form.form(), Some(domain)).await?)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(register::page(form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

async fn request_access(form: Submission) -> Result<Reply, Error> {
    let request = AccessRequest {
        name: form.text("name"),
        mail: form.text("mail"),
        organisation: form.text("organisation"),
        message: form.text("message"),
    };
    let outcome = async {
        form.intact()?;
        form.throttle().mail(account(&form).as_deref(), form.from)?;
        form.ports().accounts.request_access(request).await
    };
    match outcome.await {
        Ok(()) => Ok(Reply::Show(access::received().await?)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(access::page(form.form().with_errors(errors), None).await?)),
        Err(other) => Err(other),
    }
}

async fn confirm(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.ports().accounts.confirm(form.visit.query("schluessel"), &form.text("password")).await
    };
    match outcome.await {
        Ok(session) => Ok(Reply::SignedIn("/konto?hinweis=willkommen".to_owned(), session)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(confirm::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(Error::NotFound) => Ok(Reply::Again(confirm::bad_link("/registrieren", "Neu registrieren"))),
        Err(other) => Err(other),
    }
}

async fn sign_in(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.throttle().sign_in(account(&form).as_deref(), form.from)?;
        form.ports().accounts.sign_in(&form.text("mail"), &form.text("password")).await
    };
    match outcome.await {
        Ok(session) => Ok(Reply::SignedIn(own_path(&form.text("next")), session)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(sign_in::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

/// Where to go after signing in: a path of this site, never another host (`//evil.example`, `/\evil.example`).
fn own_path(wish: &str) -> String {
    let ours = wish.starts_with('/') && !wish[1..].starts_with(['/', '\\']) && wish.chars().all(|c| c.is_ascii_graphic());
    if ours { wish.to_owned() } else { "/".to_owned() }
}

async fn sign_out(form: Submission) -> Result<Reply, Error> {
    if let Some(token) = &form.session {
        form.ports().accounts.sign_out(token).await?;
    }
    Ok(Reply::SignedOut("/anmelden?hinweis=abgemeldet".to_owned()))
}

async fn forget_password(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.throttle().mail(account(&form).as_deref(), form.from)?;
        form.ports().accounts.forget_password(&form.text("mail")).await
    };
    match outcome.await {
        Ok(()) => Ok(Reply::Show(forgotten::sent().await?)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(forgotten::page(form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

async fn reset_password(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.ports().accounts.reset_password(form.visit.query("schluessel"), &form.text("password")).await
    };
    match outcome.await {
        Ok(()) => Ok(Reply::SignedOut("/anmelden?hinweis=passwort".to_owned())),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(forgotten::reset(&form.visit, form.form().with_errors(errors)).await?)),
        Err(Error::NotFound) => Ok(Reply::Again(confirm::bad_link("/passwort-vergessen", "Neuen Link anfordern"))),
        Err(other) => Err(other),
    }
}

async fn change_password(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        let member = form.visit.viewer.id().to_string();
        form.throttle().sign_in(Some(&member), form.from)?;
        let (current, new) = (form.text("current_password"), form.text("new_password"));
        form.ports().accounts.change_password(&form.visit.viewer, &current, &new).await
    };
    match outcome.await {
        Ok(session) => Ok(Reply::SignedIn("/konto/sicherheit?hinweis=passwort".to_owned(), session)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(own::security(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

async fn change_role(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        let role = Role::from_key(&form.text("role")).ok_or_else(|| Error::invalid("role", "Diese Rolle gibt es nicht."))?;
        form.ports().accounts.change_role(&form.visit.viewer, form.id("id")?, role).await
    };
    match outcome.await {
        Ok(()) => Ok(Reply::SeeOther("/verwaltung?hinweis=gespeichert".to_owned())),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(people::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

async fn end(form: Submission) -> Result<Reply, Error> {
    let id = form.visit.id("id")?;
    match form.ports().accounts.end(&form.visit.viewer, id).await {
        Ok(()) => Ok(Reply::SeeOther("/verwaltung?hinweis=beendet".to_owned())),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(ending::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

async fn reopen(form: Submission) -> Result<Reply, Error> {
    form.ports().accounts.reopen(&form.visit.viewer, form.visit.id("id")?).await?;
    Ok(Reply::SeeOther("/verwaltung?hinweis=geoeffnet".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_never_leads_to_another_site() {
        assert_eq!(own_path("/fragen/neu?x=1"), "/fragen/neu?x=1");
        for evil in ["", "https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb"] {
            assert_eq!(own_path(evil), "/", "{evil}");
        }
    }
}
