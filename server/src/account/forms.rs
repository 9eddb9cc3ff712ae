//! Forms of accounts.

use app::{
    account::{
        Role,
        pages::{access, code, confirm, ending, forgotten, people, prove, register, security, sign_in},
        port::{AccessRequest, NewSession, Registered, Registration, SignIn},
    },
    error::Error,
    ui::with_query,
};

use super::address::MailAddress;
use crate::http::{FormRoute, Reply, Submission, form};

pub(crate) fn routes() -> Vec<FormRoute> {
    vec![
        form("/registrieren", Role::Guest, |form| Box::pin(register(form))),
        form("/registrieren/anfrage", Role::Guest, |form| Box::pin(request_access(form))),
        form("/registrieren/bestaetigen", Role::Guest, |form| Box::pin(confirm(form))),
        form("/anmelden", Role::Guest, |form| Box::pin(sign_in(form))),
        form("/anmelden/code", Role::Guest, |form| Box::pin(finish_sign_in(form))),
        form("/abmelden", Role::Guest, |form| Box::pin(sign_out(form))),
        form("/passwort-vergessen", Role::Guest, |form| Box::pin(forget_password(form))),
        form("/passwort-neu", Role::Guest, |form| Box::pin(reset_password(form))),
        form("/konto/sicherheit", Role::Member, |form| Box::pin(change_password(form))),
        form("/konto/sicherheit/geraete", Role::Member, |form| Box::pin(end_sessions(form))),
        form("/konto/bestaetigen", Role::Member, |form| Box::pin(prove(form))),
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
        form.ports().accounts.confirm(form.visit.query("schluessel"), &form.text("password"), &form.device).await
    };
    match outcome.await {
        Ok(session) => Ok(signed_in("/konto?hinweis=willkommen", session)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(confirm::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(Error::NotFound) => Ok(Reply::Again(confirm::bad_link("/registrieren", "Neu registrieren"))),
        Err(other) => Err(other),
    }
}

async fn sign_in(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        form.throttle().sign_in(account(&form).as_deref(), form.from)?;
        form.ports().accounts.sign_in(&form.text("mail"), &form.text("password"), &form.device).await
    };
    let next = own_path(&form.text("next"));
    match outcome.await {
        Ok(SignIn::Done(session)) => Ok(signed_in(&next, session)),
        Ok(SignIn::CodeNeeded(halfway)) => Ok(Reply::Halfway(with_query("/anmelden/code", &[], "weiter", wish(&next)), halfway)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(sign_in::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

async fn finish_sign_in(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        let token = form.halfway.as_deref().unwrap_or_default();
        let account = form.ports().accounts.halfway(token).await?.ok_or(Error::NotFound)?;
        form.throttle().code(account, form.from)?;
        form.ports().accounts.finish_sign_in(token, &form.text("code"), &form.device).await
    };
    let next = own_path(&form.text("next"));
    match outcome.await {
        Ok(session) => Ok(signed_in(&next, session)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(code::page(&form.visit, form.form().with_errors(errors)).await?)),
        // too late, or never begun
        Err(Error::NotFound) => {
            let told = [("hinweis".to_owned(), "zu-spaet".to_owned())];
            Ok(Reply::SeeOther(with_query("/anmelden", &told, "weiter", wish(&next))))
        }
        Err(other) => Err(other),
    }
}

/// To where she wanted to go; first of all to the second factor that her role asks for.
fn signed_in(next: &str, session: NewSession) -> Reply {
    let to = if session.awaits_factor {
        with_query("/konto/sicherheit/einrichten", &[], "weiter", wish(next))
    } else {
        next.to_owned()
    };
    Reply::SignedIn(to, session)
}

/// The front page is nobody's particular wish.
fn wish(next: &str) -> &str {
    if next == "/" { "" } else { next }
}

/// Where to go after signing in: a path of this site, never another host (`//evil.example`, `/\evil.example`).
pub(crate) fn own_path(wish: &str) -> String {
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
        form.ports().accounts.change_password(&form.visit.viewer, &current, &new, &form.device).await
    };
    match outcome.await {
        Ok(session) => Ok(Reply::SignedIn("/konto/sicherheit?hinweis=passwort".to_owned(), session)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(security::page(&form.visit, form.form().with_errors(errors)).await?)),
        Err(other) => Err(other),
    }
}

/// Ends the session that a button names, or all others.
async fn end_sessions(form: Submission) -> Result<Reply, Error> {
    let (sessions, viewer) = (&form.ports().sessions, &form.visit.viewer);
    let told = if form.has("others") {
        sessions.end_others(viewer).await?;
        "andere-abgemeldet"
    } else {
        sessions.end_session(viewer, &form.text("session")).await?;
        "geraet-abgemeldet"
    };
    Ok(Reply::SeeOther(format!("/konto/sicherheit?hinweis={told}#geraete")))
}

async fn prove(form: Submission) -> Result<Reply, Error> {
    let outcome = async {
        form.intact()?;
        let me = form.visit.viewer.id();
        form.throttle().sign_in(Some(&me.to_string()), form.from)?;
        if form.has("code") {
            form.throttle().code(me, form.from)?;
        }
        form.ports().sessions.prove(&form.visit.viewer, &form.text("password"), &form.text("code")).await
    };
    match outcome.await {
        Ok(session) => Ok(Reply::SignedIn(own_path(&form.text("next")), session)),
        Err(Error::Invalid(errors)) => Ok(Reply::Again(prove::page(&form.visit, form.form().with_errors(errors)).await?)),
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
