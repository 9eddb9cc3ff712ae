//! `/konto/sicherheit/einrichten`: take the secret into an app, and show that it works.

use leptos::prelude::*;

use super::crumbs;
use crate::{
    context::Visit,
    error::Error,
    factor::port::{Picture, Setup},
    form::FormState,
    page::Page,
    ui::{Actions, Field, Form, Head, Narrow},
};

/// QR code, secret and form.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let standing = visit.ports.factors.standing(&visit.viewer).await?;
    let next = visit.chosen("weiter").unwrap_or_else(|| form.value("next").to_owned());
    let Some(setup) = visit.ports.factors.begin(&visit.viewer).await? else { return Ok(there_already()) };
    let page = Page::new("Anmeldung in zwei Schritten einrichten", move || {
        view! {
            <Narrow>
                <Head title="Anmeldung in zwei Schritten einrichten" crumbs=crumbs()>
                    <p class="lead">{if standing.required {
                        "Ihre Aufgabe im Netz verlangt sie. Es dauert zwei Minuten; bis dahin haben Sie die Rechte eines Mitglieds."
                    } else {
                        "Danach schützt ein Code aus einer App auf Ihrem Telefon Ihr Konto zusätzlich zum Passwort. Es dauert zwei Minuten."
                    }}</p>
                </Head>
                <section class="block">
                    <h2>"1. App öffnen"</h2>
                    <p>"Nehmen Sie eine Authenticator-App, die Sie schon haben, oder die Ihre IT empfiehlt. Frei erhältlich sind zum Beispiel Aegis und FreeOTP; auch die Apps von Microsoft und Google können es."</p>
                </section>
                <section class="block">
                    <h2>"2. Konto in die App aufnehmen"</h2>
                    {into_app(setup)}
                </section>
                <section class="block">
                    <h2>"3. Code eingeben"</h2>
                    <Form errors=form.errors().clone()>
                        <Field name="code" label="Code aus der App" form=form.clone() autocomplete="one-time-code" inputmode="numeric" maxlength=20
                            hint="Sechs Ziffern. Die App zeigt alle 30 Sekunden neue." />
                        <input type="hidden" name="next" value=next />
                        <Actions submit="Einrichten"><a href="/konto/sicherheit">"Abbrechen"</a></Actions>
                    </Form>
                </section>
            </Narrow>
        }
    });
    Ok(page.secret())
}

fn into_app(setup: Setup) -> AnyView {
    view! {
        <p>"Scannen Sie dieses Bild mit der App:"</p>
        {picture(setup.picture)}
        <p>"Oder tippen Sie diesen Schlüssel ein, die Leerzeichen können Sie weglassen:"</p>
        <p><code class="secret">{setup.secret}</code></p>
        <p>"Lesen Sie das auf dem Telefon selbst? " <a href=setup.address>"In der App öffnen"</a></p>
    }
    .into_any()
}

/// Dark on white whatever the theme: many cameras read nothing else.
fn picture(picture: Picture) -> AnyView {
    let size = picture.size.to_string();
    let view_box = format!("0 0 {size} {size}");
    view! {
        <svg class="qr" viewBox=view_box width="232" height="232" role="img" aria-label="QR-Code für die App; derselbe Schlüssel steht darunter zum Eintippen">
            <rect width=size.clone() height=size fill="#ffffff" />
            <path d=picture.path fill="#000000" shape-rendering="crispEdges" />
        </svg>
    }
    .into_any()
}

/// Another window was quicker, or she has come here by hand.
fn there_already() -> Page {
    Page::new("Schon eingerichtet", || {
        view! {
            <Narrow>
                <Head title="Schon eingerichtet" crumbs=crumbs()>
                    <p class="lead">"Die Anmeldung in zwei Schritten ist für Ihr Konto eingerichtet."</p>
                </Head>
                <div class="stack">
                    <p>"Sie haben ein neues Telefon? Dann " <a href="/konto/sicherheit/aufheben">"heben Sie sie auf"</a> " und richten sie danach neu ein."</p>
                    <p><a href="/konto/sicherheit">"Zurück zur Sicherheit Ihres Kontos"</a></p>
                </div>
            </Narrow>
        }
    })
}
