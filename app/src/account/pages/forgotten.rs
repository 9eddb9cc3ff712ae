//! `/passwort-vergessen` and the link from the mail.

use leptos::prelude::*;

use super::confirm::bad_link;
use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Field, Form, Head, Narrow},
};

/// Ask for a link.
pub async fn page(form: FormState) -> Result<Page, Error> {
    Ok(Page::new("Passwort vergessen", move || {
        view! {
            <Narrow>
                <Head title="Passwort vergessen">
                    <p class="lead">"Wir senden Ihnen einen Link, mit dem Sie ein neues Passwort wählen."</p>
                </Head>
                <Form errors=form.errors().clone()>
                    <Field name="mail" label="Dienstliche Mail-Adresse" form=form.clone() kind="email" autocomplete="username" maxlength=254 />
                    <Actions submit="Link anfordern"><a href="/anmelden">"Zurück zur Anmeldung"</a></Actions>
                </Form>
            </Narrow>
        }
    }))
}

/// The link is on its way, if there is such an account; the page says no more than that.
pub async fn sent() -> Result<Page, Error> {
    Ok(Page::new("Bitte sehen Sie in Ihr Postfach", || {
        view! {
            <Narrow>
                <Head title="Bitte sehen Sie in Ihr Postfach">
                    <p class="lead">"Wenn es zu dieser Adresse ein Konto gibt, ist ein Link unterwegs. Er gilt eine Stunde."</p>
                </Head>
                <p><a href="/anmelden">"Zur Anmeldung"</a></p>
            </Narrow>
        }
    }))
}

/// Choose a new password.
pub async fn reset(visit: &Visit, form: FormState) -> Result<Page, Error> {
    if !visit.ports.accounts.may_reset(visit.query("schluessel")).await? {
        return Ok(bad_link("/passwort-vergessen", "Neuen Link anfordern"));
    }
    Ok(Page::new("Neues Passwort", move || {
        view! {
            <Narrow>
                <Head title="Neues Passwort wählen" />
                <Form errors=form.errors().clone()>
                    <Field name="password" label="Neues Passwort" form=form.clone() kind="password" autocomplete="new-password" maxlength=200
                        hint="Mindestens 12 Zeichen. Danach werden Sie überall abgemeldet." />
                    <Actions submit="Passwort speichern" />
                </Form>
            </Narrow>
        }
    }))
}
