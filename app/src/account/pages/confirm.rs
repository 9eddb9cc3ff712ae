//! `/registrieren/bestaetigen`: the link from the mail; choose a password.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Field, Form, Head, Narrow},
};

/// The form, or why the link does not work any more.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let token = visit.query("schluessel").to_owned();
    let Some(invitation) = visit.ports.accounts.invitation(&token).await? else {
        return Ok(bad_link("/registrieren", "Neu registrieren"));
    };
    Ok(Page::new("Passwort wählen", move || {
        view! {
            <Narrow>
                <Head title=format!("Willkommen, {}", invitation.name)>
                    <p class="lead">"Ihre Adresse ist bestätigt. Sie gehören zu: " <strong>{invitation.organisation}</strong></p>
                </Head>
                <Form errors=form.errors().clone()>
                    // for password managers: which account the password belongs to
                    <input type="text" name="username" value=invitation.mail autocomplete="username" hidden=true />
                    <Field name="password" label="Passwort" form=form.clone() kind="password" autocomplete="new-password" maxlength=200
                        hint="Mindestens 12 Zeichen. Ein kurzer Satz lässt sich gut merken." />
                    <Actions submit="Konto anlegen" />
                </Form>
            </Narrow>
        }
    }))
}

/// A link that was used, has expired or never was.
pub fn bad_link(way_on: &'static str, text: &'static str) -> Page {
    Page::new("Link nicht mehr gültig", move || {
        view! {
            <Narrow>
                <Head title="Dieser Link gilt nicht mehr">
                    <p class="lead">"Er wurde schon verwendet oder ist abgelaufen."</p>
                </Head>
                <p><a href=way_on>{text}</a> " oder " <a href="/anmelden">"anmelden"</a></p>
            </Narrow>
        }
    })
}
