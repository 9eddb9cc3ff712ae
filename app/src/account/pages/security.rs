//! `/konto/sicherheit`: password, second factor, and where one is signed in.

use leptos::prelude::*;

use super::own::tabs;
use crate::{
    account::{Action, session::Session},
    context::Visit,
    error::Error,
    factor::pages::panel::panel,
    form::FormState,
    page::Page,
    text,
    ui::{Actions, Field, Form, Head, Narrow},
};

/// All three.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    visit.viewer.require(Action::ReadNetwork)?;
    let standing = visit.ports.factors.standing(&visit.viewer).await?;
    let sessions = visit.ports.sessions.sessions(&visit.viewer).await?;
    let told = told(visit.query("hinweis"));
    Ok(Page::new("Sicherheit", move || {
        view! {
            <Narrow>
                <Head title="Sicherheit" />
                {tabs("/konto/sicherheit")}
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <section class="block">
                    <h2>"Passwort ändern"</h2>
                    <Form errors=form.errors().clone()>
                        <Field name="current_password" label="Jetziges Passwort" form=form.clone() kind="password" autocomplete="current-password" maxlength=200 />
                        <Field name="new_password" label="Neues Passwort" form=form.clone() kind="password" autocomplete="new-password" maxlength=200
                            hint="Mindestens 12 Zeichen. Andere Geräte werden abgemeldet." />
                        <Actions submit="Passwort ändern" />
                    </Form>
                </section>
                <section class="block">
                    <h2>"Anmeldung in zwei Schritten"</h2>
                    {panel(&standing)}
                </section>
                <section class="block" id="geraete" aria-labelledby="geraete-titel">
                    <h2 id="geraete-titel">"Angemeldete Geräte"</h2>
                    {devices(sessions)}
                </section>
            </Narrow>
        }
    }))
}

fn told(hint: &str) -> Option<&'static str> {
    match hint {
        "passwort" => Some("Ihr neues Passwort gilt. Andere Geräte wurden abgemeldet."),
        "schon-eingerichtet" => {
            Some("Die Anmeldung in zwei Schritten ist schon eingerichtet, vermutlich in einem anderen Fenster.")
        }
        "aufgehoben" => Some("Die Anmeldung in zwei Schritten ist aufgehoben."),
        "geraet-abgemeldet" => Some("Das Gerät ist abgemeldet."),
        "andere-abgemeldet" => Some("Alle anderen Geräte sind abgemeldet."),
        _ => None,
    }
}

/// Where she is signed in; nothing about when she was there.
fn devices(sessions: Vec<Session>) -> AnyView {
    let others = sessions.iter().any(|session| !session.present);
    let rows = sessions.into_iter().map(row).collect_view();
    view! {
        <p>"Jede Anmeldung endet nach zwölf Stunden von selbst. Ein Gerät, das Sie nicht kennen, melden Sie ab; ändern Sie dann auch Ihr Passwort."</p>
        <ul class="devices">{rows}</ul>
        {others.then(|| view! {
            <form method="post" action="/konto/sicherheit/geraete">
                <button class="kern-btn kern-btn--secondary" type="submit" name="others" value="1"><span class="kern-label">"Alle anderen Geräte abmelden"</span></button>
            </form>
        })}
    }
    .into_any()
}

fn row(session: Session) -> AnyView {
    let since = text::date_and_time(session.since);
    let end = (!session.present).then(|| {
        let label = format!("{} abmelden, angemeldet am {since}", session.device);
        view! {
            <form method="post" action="/konto/sicherheit/geraete">
                <input type="hidden" name="session" value=session.handle />
                <button class="kern-btn kern-btn--secondary" type="submit" aria-label=label><span class="kern-label">"Abmelden"</span></button>
            </form>
        }
    });
    view! {
        <li class="device">
            <div>
                <strong>{session.device}</strong>
                {session.present.then_some(" (dieses Gerät)")}
                <p class="muted">{format!("angemeldet am {since}")}</p>
            </div>
            {end}
        </li>
    }
    .into_any()
}
