//! `/konto/benachrichtigungen`: how often someone gets mails, and of what.

use leptos::prelude::*;

use crate::{
    account::pages::own::tabs,
    context::Visit,
    error::Error,
    form::FormState,
    notice::preference::{Choices, Rhythm, Subject},
    page::Page,
    ui::{Actions, Choice, Form, Head, Narrow, Select},
};

const PATH: &str = "/konto/benachrichtigungen";

/// The choices; `form` holds those that could not be read.
pub async fn page(visit: &Visit, form: Option<FormState>) -> Result<Page, Error> {
    let choices = visit.ports.preferences.choices(&visit.viewer).await?;
    let told = match visit.query("hinweis") {
        "gespeichert" => Some("Ihre Einstellungen sind gespeichert."),
        "erreichbar" => Some("Danke. Sie bekommen wieder Mails."),
        _ => None,
    };
    Ok(Page::new("Mails und Benachrichtigungen", move || {
        let form = form.unwrap_or_else(|| chosen(&choices));
        let fields = Subject::ALL
            .map(|subject| {
                view! { <Select name=subject.key() label=subject.label() form=form.clone() choices=rhythms() /> }
            })
            .into_iter()
            .collect_view();
        view! {
            <Narrow>
                <Head title="Mails und Benachrichtigungen">
                    <p class="lead">"Auf dieser Seite erfahren Sie immer alles, was Sie betrifft. Hier wählen Sie, wovon Sie auch eine Mail bekommen."</p>
                </Head>
                {tabs(PATH)}
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                {choices.unreachable.then(|| unreachable(&choices.mail))}
                <Form errors=form.errors().clone()>
                    {fields}
                    <p class="muted">{format!("Zusammenfassungen kommen um {} Uhr, die wöchentliche am {}.", choices.hour, choices.weekday)}</p>
                    <Actions submit="Speichern" />
                </Form>
                <p><a href="/konto/abos">"Was Sie verfolgen"</a> " · " <a href="/benachrichtigungen">"Alle Benachrichtigungen"</a></p>
            </Narrow>
        }
    }))
}

fn chosen(choices: &Choices) -> FormState {
    let rhythm = |subject: Subject| {
        let at = Subject::ALL.into_iter().position(|one| one == subject).unwrap_or_default();
        (subject.key(), choices.rhythms[at].key().to_owned())
    };
    FormState::filled(Subject::ALL.map(rhythm))
}

fn rhythms() -> Vec<Choice> {
    Rhythm::ALL.into_iter().map(|rhythm| (rhythm.key().to_owned(), rhythm.label().to_owned())).collect()
}

/// The mail server has refused mails to this address.
fn unreachable(mail: &str) -> AnyView {
    view! {
        <div class="flash flash--warning">
            <p>{format!("Mails an {mail} kommen nicht an: Der Mailserver hat sie mehrmals abgelehnt. Deshalb schicken wir zurzeit keine mehr. Hier auf der Seite verpassen Sie nichts.")}</p>
            <form method="post" action="/konto/benachrichtigungen/erreichbar">
                <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Mein Postfach geht wieder"</span></button>
            </form>
        </div>
    }
    .into_any()
}
