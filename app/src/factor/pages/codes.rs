//! `/konto/sicherheit/codes`: recovery codes, shown once.

use leptos::prelude::*;

use super::crumbs;
use crate::{
    context::Visit,
    error::Error,
    page::Page,
    text,
    ui::{Actions, Form, Head, Narrow},
};

/// How many are left, and the button for new ones.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    visit.viewer.require_proof(visit.now)?;
    let standing = visit.ports.factors.standing(&visit.viewer).await?;
    Ok(Page::new("Neue Wiederherstellungscodes", move || {
        view! {
            <Narrow>
                <Head title="Neue Wiederherstellungscodes" crumbs=crumbs() />
                {if standing.since.is_some() {
                    view! {
                        <p>{format!("Sie haben noch {}. Legen Sie neue an, gelten die alten nicht mehr.", text::count(standing.codes, "Code", "Codes").replace("keine Codes", "keinen Code"))}</p>
                        <Form><Actions submit="Neue Codes anlegen"><a href="/konto/sicherheit">"Abbrechen"</a></Actions></Form>
                    }
                    .into_any()
                } else {
                    view! {
                        <div class="stack">
                            <p>"Wiederherstellungscodes gehören zur Anmeldung in zwei Schritten. Die ist für Ihr Konto nicht eingerichtet."</p>
                            <p><a href="/konto/sicherheit/einrichten">"Anmeldung in zwei Schritten einrichten"</a></p>
                        </div>
                    }
                    .into_any()
                }}
            </Narrow>
        }
    }))
}

/// Those that are new; `first` when she has just set the factor. `next` is where she wants to go.
pub fn fresh(codes: Vec<String>, first: bool, next: String) -> Page {
    let title =
        if first { "Geschafft: Anmeldung in zwei Schritten ist eingerichtet" } else { "Ihre neuen Wiederherstellungscodes" };
    let told = if first {
        "Beim nächsten Anmelden fragen wir nach dem Code aus Ihrer App. Andere Geräte haben wir abgemeldet."
    } else {
        "Die neuen Codes gelten. Die alten gelten nicht mehr."
    };
    let next = if next == "/" { "/konto/sicherheit".to_owned() } else { next };
    let page = Page::new(title, move || {
        let kept = codes.join("\n");
        let items = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
        view! {
            <Narrow>
                <Head title=title crumbs=crumbs() />
                <p class="flash" role="status">{told}</p>
                <section class="block">
                    <h2>"Ihre Wiederherstellungscodes"</h2>
                    <p>"Mit einem dieser Codes melden Sie sich an, wenn Sie Ihr Telefon nicht zur Hand haben. Jeder gilt einmal. "
                        <strong>"Wir zeigen sie nur jetzt:"</strong> " Drucken Sie diese Seite, oder speichern Sie die Codes dort, wo sonst niemand sie findet."</p>
                    <ol class="codes">{items}</ol>
                </section>
                // not inside: on paper there are no forms
                <Form action="/konto/sicherheit/codes/datei">
                    <input type="hidden" name="codes" value=kept />
                    <div class="form__actions">
                        <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Als Textdatei speichern"</span></button>
                        <a class="kern-btn kern-btn--primary" href=next><span class="kern-label">"Codes sind verwahrt, weiter"</span></a>
                    </div>
                </Form>
            </Narrow>
        }
    });
    page.secret()
}
