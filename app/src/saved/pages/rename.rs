//! `/konto/suchen/{id}`: call a saved search something else.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Field, Form, Head, Narrow},
};

/// The name; `form` holds one that could not be taken.
pub async fn page(visit: &Visit, form: Option<FormState>) -> Result<Page, Error> {
    let saved = visit.ports.saved.get(&visit.viewer, visit.id("id")?).await?;
    Ok(Page::new("Gemerkte Suche umbenennen", move || {
        let form = form.unwrap_or_else(|| FormState::filled([("name", saved.name.clone())]));
        view! {
            <Narrow>
                <Head title="Gemerkte Suche umbenennen" />
                <Form errors=form.errors().clone()>
                    <Field name="name" label="Name der Suche" form=form autocomplete="off" />
                    <Actions submit="Speichern"><a href="/konto/abos#suchen">"Abbrechen"</a></Actions>
                </Form>
                <p><a href=saved.query.path()>"Zu den Treffern"</a></p>
            </Narrow>
        }
    }))
}
