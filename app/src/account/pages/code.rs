//! `/anmelden/code`: the second step, after the password.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Field, Form, Head, Narrow},
};

/// The form. Whether somebody may send it shows when she does: the page tells nothing.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let next = visit.chosen("weiter").unwrap_or_else(|| form.value("next").to_owned());
    let site = visit.site.name.clone();
    Ok(Page::new("Code eingeben", move || {
        view! {
            <Narrow>
                <Head title="Code eingeben">
                    <p class="lead">{format!("Öffnen Sie die App auf Ihrem Telefon, und geben Sie den Code ein, den sie für „{site}“ zeigt.")}</p>
                </Head>
                <Form errors=form.errors().clone()>
                    <Field name="code" label="Code" form=form.clone() autocomplete="one-time-code" inputmode="numeric" maxlength=40 autofocus=form.errors().is_empty()
                        hint="Sechs Ziffern aus der App. Telefon nicht zur Hand? Dann zwölf Ziffern von Ihrer Liste der Wiederherstellungscodes." />
                    <input type="hidden" name="next" value=next />
                    <Actions submit="Anmelden"><a href="/anmelden">"Abbrechen"</a></Actions>
                </Form>
                <p>"Weder Telefon noch Liste? Bitten Sie die Verwaltung des Netzes, den zweiten Schritt für Ihr Konto zurückzusetzen."</p>
            </Narrow>
        }
    }))
}
