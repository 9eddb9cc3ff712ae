//! What `/konto/sicherheit` says of the second factor.

use leptos::prelude::*;

use crate::{factor::port::Standing, text};

/// Whether it is set, and what can be done about it.
pub(crate) fn panel(standing: &Standing) -> AnyView {
    let Some(since) = standing.since else {
        let why = if standing.required {
            "Ihre Aufgabe im Netz verlangt sie: Bis Sie sie eingerichtet haben, haben Sie die Rechte eines Mitglieds."
        } else {
            "Beim Anmelden fragen wir dann nach Ihrem Passwort und nach einem Code aus einer App auf Ihrem Telefon. Wer nur Ihr Passwort kennt, kommt nicht in Ihr Konto."
        };
        return view! {
            <p>"Nicht eingerichtet. " {why}</p>
            <p><a class="kern-btn kern-btn--secondary" href="/konto/sicherheit/einrichten"><span class="kern-label">"Einrichten"</span></a></p>
        }
        .into_any();
    };
    let codes = match standing.codes {
        0 => "Sie haben keinen Wiederherstellungscode mehr. Ohne Ihr Telefon kommen Sie nicht mehr in Ihr Konto: Bitte legen Sie neue Codes an.".to_owned(),
        codes => format!("Für den Fall, dass Sie Ihr Telefon nicht zur Hand haben, gelten noch {}.", text::count(codes, "Wiederherstellungscode", "Wiederherstellungscodes")),
    };
    view! {
        <p>{format!("Eingerichtet {}. Beim Anmelden fragen wir nach Ihrem Passwort und nach dem Code aus Ihrer App.", text::on(since))}</p>
        <p>{codes}</p>
        <ul class="ways">
            <li><a href="/konto/sicherheit/codes">"Neue Wiederherstellungscodes"</a></li>
            <li><a href="/konto/sicherheit/aufheben">"Aufheben oder auf ein neues Telefon umziehen"</a></li>
        </ul>
    }
    .into_any()
}
