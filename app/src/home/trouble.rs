//! What a visitor sees when something does not work: what happened, in plain words, and a way on.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Form, Head, Narrow, inside_textarea, with_query},
};

/// Title and explanation. One table for all of them.
fn wording(error: &Error) -> (&'static str, String) {
    match error {
        Error::Moved(_) => ("Diese Seite ist umgezogen", "Sie hat eine neue Adresse.".to_owned()),
        Error::NotFound => ("Diese Seite gibt es nicht", "Vielleicht hat sich die Adresse geändert, oder der Beitrag ist für Sie nicht sichtbar.".to_owned()),
        Error::SignInRequired => ("Bitte melden Sie sich an", "Diese Seite ist für Mitglieder.".to_owned()),
        Error::Forbidden => ("Das dürfen Sie hier nicht", "Dafür braucht es eine andere Aufgabe im Netz. Fragen Sie die Moderation, wenn das ein Irrtum ist.".to_owned()),
        Error::ProofRequired => ("Bitte bestätigen Sie, dass Sie es sind", "Dafür fragen wir noch einmal nach Ihrem Passwort.".to_owned()),
        Error::Refused => ("Die Anfrage wurde abgelehnt", "Sie kam von einer anderen Seite oder war nicht vollständig. Laden Sie die Seite neu und versuchen Sie es noch einmal.".to_owned()),
        Error::Invalid(errors) => ("Das konnten wir nicht annehmen", errors.iter().map(|(_, message)| message.to_owned()).collect::<Vec<_>>().join(" ")),
        Error::TooLarge => ("Das ist zu groß", "Der Text ist größer, als wir annehmen können. Mit „Zurück“ kommen Sie zu Ihrem Text; kürzen oder teilen Sie ihn.".to_owned()),
        Error::TooMany(wait) => ("Einen Moment bitte", format!("Das waren sehr viele Versuche in kurzer Zeit. Bitte warten Sie {} und versuchen Sie es dann noch einmal.", minutes(wait.as_secs()))),
        Error::Unavailable(_) => ("Wir sind gleich zurück", "Das Netz ist im Augenblick nicht erreichbar. Gespeichertes geht nicht verloren. Bitte versuchen Sie es in einer Minute noch einmal.".to_owned()),
        Error::Fault(_) => ("Da ist uns ein Fehler unterlaufen", "Wir haben ihn vermerkt. Bitte versuchen Sie es noch einmal; Ihr Text steht noch im Formular, wenn Sie zurückgehen.".to_owned()),
    }
}

/// Title and explanation in one line, for scripts and for lists of problems.
#[must_use]
pub fn sentence(error: &Error) -> String {
    let (title, explanation) = wording(error);
    format!("{title}. {explanation}")
}

fn minutes(seconds: u64) -> String {
    match seconds {
        0..=5 => "einen Augenblick".to_owned(),
        6..=90 => "eine Minute".to_owned(),
        _ => format!("{} Minuten", seconds.div_ceil(60)),
    }
}

/// The page for an error. It needs nothing that could fail in turn.
#[must_use]
pub fn page(visit: &Visit, error: &Error) -> Page {
    let (title, explanation) = wording(error);
    let enrol = (matches!(error, Error::Forbidden) && visit.viewer.awaits_factor())
        .then(|| with_query("/konto/sicherheit/einrichten", &[], "weiter", &visit.path));
    let explanation = match &enrol {
        Some(_) => "Richten Sie dafür erst die Anmeldung in zwei Schritten ein: Ihre Aufgabe im Netz verlangt sie.".to_owned(),
        None => explanation,
    };
    let sign_in = matches!(error, Error::SignInRequired | Error::NotFound) && visit.viewer.member().is_none();
    let retry = matches!(error, Error::Unavailable(_) | Error::Fault(_) | Error::TooMany(_)).then(|| visit.path.clone());
    Page::new(title, move || {
        view! {
            <div class="page__inner page--narrow error-page">
                <Head title=title><p class="lead">{explanation}</p></Head>
                <ul class="error-page__ways">
                    {enrol.map(|path| view! { <li><a href=path>"Jetzt einrichten"</a></li> })}
                    {retry.map(|path| view! { <li><a href=path>"Noch einmal versuchen"</a></li> })}
                    {sign_in.then(|| view! { <li><a href="/anmelden">"Anmelden"</a></li> })}
                    <li><a href="/">"Zur Startseite"</a></li>
                    <li><a href="/suche">"Suchen"</a></li>
                </ul>
            </div>
        }
    })
}

/// The session ended while someone was typing: nothing is lost, the text waits in the form.
#[must_use]
pub fn session_ended(path: String, form: &FormState) -> Page {
    let (long, short): (Vec<_>, Vec<_>) = form
        .values()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .partition(|(_, value)| value.contains('\n') || value.chars().count() > 200);
    Page::new("Bitte melden Sie sich an", move || {
        let hidden =
            short.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
        let visible = long
            .into_iter()
            .enumerate()
            .map(|(index, (name, value))| {
                let id = format!("text-{index}");
                view! {
                    <label class="kern-label" for=id.clone()>"Ihr Text"</label>
                    <textarea class="kern-form-input__input editor__text" id=id name=name rows="12">{inside_textarea(&value)}</textarea>
                }
            })
            .collect_view();
        view! {
            <Narrow>
                <Head title="Ihre Sitzung ist abgelaufen">
                    <p class="lead">"Ihre Eingaben sind nicht verloren. Melden Sie sich in einem neuen Fenster an und senden Sie sie dann hier noch einmal."</p>
                </Head>
                <p><a href="/anmelden" target="_blank" rel="noopener">"In neuem Fenster anmelden"</a></p>
                <Form action=path>
                    {hidden}{visible}
                    <Actions submit="Noch einmal senden" />
                </Form>
            </Narrow>
        }
    })
}
