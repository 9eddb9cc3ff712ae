//! `/konto/bestaetigen`: show once more who one is, before something that a stranger at an open screen must not do.

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Field, Form, Head, Narrow},
};

/// The form.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let member = visit.viewer.require(Action::ReadNetwork)?;
    let profile = visit.ports.accounts.profile(&visit.viewer, member.id).await?;
    let standing = visit.ports.factors.standing(&visit.viewer).await?;
    let next = visit.chosen("weiter").unwrap_or_else(|| form.value("next").to_owned());
    Ok(Page::new("Bitte bestätigen Sie, dass Sie es sind", move || {
        view! {
            <Narrow>
                <Head title="Bitte bestätigen Sie, dass Sie es sind">
                    <p class="lead">"Gleich geht es um die Sicherheit Ihres Kontos, und Ihre Anmeldung ist schon eine Weile her. Danach geht es weiter, wo Sie waren."</p>
                </Head>
                <Form errors=form.errors().clone()>
                    // for password managers: which account the password belongs to
                    <input type="text" name="username" value=profile.mail.unwrap_or_default() autocomplete="username" hidden=true />
                    <Field name="password" label="Passwort" form=form.clone() kind="password" autocomplete="current-password" maxlength=200 />
                    {standing.since.map(|_| view! {
                        <Field name="code" label="Code" form=form.clone() autocomplete="one-time-code" inputmode="numeric" maxlength=40
                            hint="Sechs Ziffern aus der App, oder ein Wiederherstellungscode." />
                    })}
                    <input type="hidden" name="next" value=next />
                    <Actions submit="Weiter"><a href="/konto/sicherheit">"Abbrechen"</a></Actions>
                </Form>
            </Narrow>
        }
    }))
}
