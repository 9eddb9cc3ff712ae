//! `/registrieren`: come in with the address at work.

use leptos::prelude::*;

use crate::{
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Field, Form, Head, Narrow},
};

/// The form.
pub async fn page(form: FormState) -> Result<Page, Error> {
    Ok(Page::new("Registrieren", move || {
        view! {
            <Narrow>
                <Head title="Registrieren">
                    <p class="lead">"Für Beschäftigte der Kommunen, Kreise und Partner in der Region. Ihre dienstliche Mail-Adresse zeigt, wo Sie arbeiten."</p>
                </Head>
                <Form errors=form.errors().clone()>
                    <Field name="name" label="Vor- und Nachname" form=form.clone() autocomplete="name" maxlength=100
                        hint="So sehen Kolleginnen und Kollegen Sie im Netz." />
                    <Field name="mail" label="Dienstliche Mail-Adresse" form=form.clone() kind="email" autocomplete="email" maxlength=254
                        hint="Zum Beispiel vorname.nachname@ihre-kommune.de. Dorthin senden wir einen Link zur Bestätigung." />
                    <Actions submit="Link anfordern" />
                </Form>
                <p>"Sie haben schon ein Konto? " <a href="/anmelden">"Anmelden"</a></p>
                <p>"Ihre Kommune ist noch nicht dabei? " <a href="/registrieren/anfrage">"Schreiben Sie der Moderation"</a></p>
            </Narrow>
        }
    }))
}

/// After the form: the link is on its way (or the address has an account, which only its owner learns).
pub async fn sent(mail: String, mail_folder: Option<String>) -> Result<Page, Error> {
    Ok(Page::new("Bitte sehen Sie in Ihr Postfach", move || {
        view! {
            <Narrow>
                <Head title="Bitte sehen Sie in Ihr Postfach">
                    <p class="lead">"Wir haben eine Mail an " <strong>{mail}</strong> " gesendet."</p>
                </Head>
                <p>"Öffnen Sie den Link darin, um Ihre Adresse zu bestätigen und ein Passwort zu wählen. Der Link gilt 24 Stunden."</p>
                {mail_folder.map(|folder| view! {
                    <p class="panel">"Vorführung: Mails werden nicht versendet, sondern im Ordner " <code>{folder}</code> " auf dem Server abgelegt."</p>
                })}
                <p>"Keine Mail angekommen? Sehen Sie im Spam-Ordner nach oder " <a href="/registrieren">"versuchen Sie es noch einmal"</a> "."</p>
            </Narrow>
        }
    }))
}
