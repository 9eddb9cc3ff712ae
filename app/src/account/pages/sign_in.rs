//! `/anmelden` and `/abmelden`.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Field, Form, Head, Narrow},
};

/// The form.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let next = visit.chosen("weiter").filter(|next| next != "/");
    let told = match visit.query("hinweis") {
        "passwort" => Some("Ihr neues Passwort gilt. Sie können sich jetzt anmelden."),
        "abgemeldet" => Some("Sie sind abgemeldet."),
        "zu-spaet" => {
            Some("Das hat zu lange gedauert, oder der Schritt war schon erledigt. Bitte melden Sie sich noch einmal an.")
        }
        _ => next.is_some().then_some("Diese Seite sehen nur Beschäftigte der Kommunen und Partner. Bitte melden Sie sich an."),
    };
    Ok(Page::new("Anmelden", move || {
        view! {
            <Narrow>
                <Head title="Anmelden" />
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <Form errors=form.errors().clone()>
                    <Field name="mail" label="Dienstliche Mail-Adresse" form=form.clone() kind="email" autocomplete="username" maxlength=254 />
                    <Field name="password" label="Passwort" form=form.clone() kind="password" autocomplete="current-password" maxlength=200 />
                    <input type="hidden" name="next" value=next.unwrap_or_default() />
                    <Actions submit="Anmelden"><a href="/passwort-vergessen">"Passwort vergessen?"</a></Actions>
                </Form>
                <p>"Noch kein Konto? " <a href="/registrieren">"Registrieren"</a></p>
            </Narrow>
        }
    }))
}

/// `/abmelden` by hand: a button, for a link must not change anything.
pub async fn sign_out() -> Result<Page, Error> {
    Ok(Page::new("Abmelden", || {
        view! {
            <Narrow>
                <Head title="Abmelden" />
                <Form action="/abmelden"><Actions submit="Jetzt abmelden"><a href="/">"Angemeldet bleiben"</a></Actions></Form>
            </Narrow>
        }
    }))
}
