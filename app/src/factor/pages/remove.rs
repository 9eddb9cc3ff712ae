//! `/konto/sicherheit/aufheben`: asks once more before the second factor is taken away.

use leptos::prelude::*;

use super::crumbs;
use crate::{
    context::Visit,
    error::Error,
    page::Page,
    ui::{Actions, Form, Head, Narrow},
};

/// What will happen, and the button.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    visit.viewer.require_proof(visit.now)?;
    let standing = visit.ports.factors.standing(&visit.viewer).await?;
    Ok(Page::new("Anmeldung in zwei Schritten aufheben", move || {
        view! {
            <Narrow>
                <Head title="Anmeldung in zwei Schritten aufheben" crumbs=crumbs() />
                {if standing.since.is_some() {
                    view! {
                        <div class="stack">
                            <p>"Danach genügt zum Anmelden Ihr Passwort. Ihre Wiederherstellungscodes gelten nicht mehr; den Eintrag in der App können Sie löschen."</p>
                            {standing.required.then(|| view! {
                                <p>"Ihre Aufgabe im Netz verlangt die Anmeldung in zwei Schritten. Bis Sie sie neu eingerichtet haben, haben Sie die Rechte eines Mitglieds."</p>
                            })}
                            <p>"Ein neues Telefon? Heben Sie sie hier auf, und richten Sie sie gleich danach mit dem neuen ein."</p>
                        </div>
                        <Form><Actions submit="Aufheben"><a href="/konto/sicherheit">"Abbrechen"</a></Actions></Form>
                    }
                    .into_any()
                } else {
                    view! {
                        <div class="stack">
                            <p>"Sie ist für Ihr Konto nicht eingerichtet."</p>
                            <p><a href="/konto/sicherheit">"Zurück zur Sicherheit Ihres Kontos"</a></p>
                        </div>
                    }
                    .into_any()
                }}
            </Narrow>
        }
    }))
}
