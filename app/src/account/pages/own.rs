//! `/konto`: one's own account.

use leptos::prelude::*;

use crate::{
    account::{Action, Role},
    context::Visit,
    error::Error,
    page::Page,
    text,
    ui::{Head, Narrow},
};

/// The ways around the account.
pub(crate) fn tabs(here: &'static str) -> AnyView {
    let links = [
        ("/konto", "Übersicht"),
        ("/konto/abos", "Abos"),
        ("/konto/benachrichtigungen", "Mails"),
        ("/konto/betreuung", "Betreuung"),
        ("/konto/sicherheit", "Sicherheit"),
        ("/konto/feeds", "Feeds"),
    ]
    .map(|(href, label)| view! { <li><a href=href aria-current=(href == here).then_some("page")>{label}</a></li> });
    view! { <nav class="account-nav" aria-label="Konto"><ul>{links}</ul></nav> }.into_any()
}

/// The overview.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let member = visit.viewer.require(Action::ReadNetwork)?;
    let profile = visit.ports.accounts.profile(&visit.viewer, member.id).await?;
    let told = (visit.query("hinweis") == "willkommen")
        .then(|| format!("Willkommen! Ihr Konto bei {} ist angelegt.", profile.organisation.1));
    Ok(Page::new("Ihr Konto", move || {
        let (slug, organisation) = profile.organisation;
        view! {
            <Narrow>
                <Head title="Ihr Konto" />
                {tabs("/konto")}
                {told.map(|told| view! {
                    <p class="flash" role="status">{told}</p>
                    <p>"Weiter geht es mit " <a href="/">"der Startseite"</a> ", " <a href="/fragen">"den Fragen der anderen"</a> " oder " <a href="/fragen/neu">"Ihrer ersten Frage"</a> "."</p>
                })}
                <dl class="facts">
                    <dt>"Name"</dt><dd>{profile.name}</dd>
                    <dt>"Mail-Adresse"</dt><dd>{profile.mail.unwrap_or_default()}</dd>
                    <dt>"Kommune"</dt><dd><a href=format!("/kommunen/{slug}")>{organisation}</a></dd>
                    {(profile.role > Role::Member).then(|| view! { <dt>"Aufgabe"</dt><dd>{profile.role.label()}</dd> })}
                    <dt>"Dabei seit"</dt><dd>{text::date(profile.since)}</dd>
                </dl>
                <p><a href=format!("/personen/{}", profile.id)>"So sehen andere Ihre Seite"</a></p>
                <form method="post" action="/abmelden">
                    <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Abmelden"</span></button>
                </form>
            </Narrow>
        }
    }))
}
