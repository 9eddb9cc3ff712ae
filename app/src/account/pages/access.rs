//! `/registrieren/anfrage`: for those whose mail domain nobody knows yet.

use leptos::prelude::*;

use crate::{
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Field, Form, Head, Narrow, TextArea},
};

/// The form; `domain` when a registration led here.
pub async fn page(form: FormState, domain: Option<String>) -> Result<Page, Error> {
    Ok(Page::new("Zugang anfragen", move || {
        view! {
            <Narrow>
                <Head title="Zugang anfragen">
                    {match domain {
                        Some(domain) => view! {
                            <p class="lead">"Die Mail-Domain " <strong>{domain}</strong> " kennen wir noch keiner Kommune zu. Das lässt sich klären:"</p>
                        }.into_any(),
                        None => view! { <p class="lead">"Ihre Kommune oder Einrichtung ist noch nicht dabei?"</p> }.into_any(),
                    }}
                    <p>"Schreiben Sie kurz, wo Sie arbeiten. Die Moderation prüft Ihre Anfrage und meldet sich per Mail."</p>
                </Head>
                <Form action="/registrieren/anfrage" errors=form.errors().clone()>
                    <Field name="name" label="Vor- und Nachname" form=form.clone() autocomplete="name" maxlength=100 />
                    <Field name="mail" label="Dienstliche Mail-Adresse" form=form.clone() kind="email" autocomplete="email" maxlength=254 />
                    <Field name="organisation" label="Kommune oder Einrichtung" form=form.clone() autocomplete="organization" maxlength=200 />
                    <TextArea name="message" label="Nachricht" form=form.clone() rows=4 optional=true
                        hint="Zum Beispiel Ihre Aufgabe, oder wer Sie im Netz schon kennt." />
                    <Actions submit="Anfrage senden"><a href="/registrieren">"Andere Adresse verwenden"</a></Actions>
                </Form>
            </Narrow>
        }
    }))
}

/// After the form.
pub async fn received() -> Result<Page, Error> {
    Ok(Page::new("Anfrage gesendet", || {
        view! {
            <Narrow>
                <Head title="Vielen Dank, Ihre Anfrage ist angekommen">
                    <p class="lead">"Sie liegt jetzt der Moderation vor. Die Antwort kommt per Mail, meist innerhalb weniger Arbeitstage."</p>
                </Head>
                <p><a href="/">"Zur Startseite"</a></p>
            </Narrow>
        }
    }))
}
