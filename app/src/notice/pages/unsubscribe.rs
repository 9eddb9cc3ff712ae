//! `/benachrichtigungen/abbestellen`: where the link in a mail leads. Works without signing in.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    notice::preference::Scope,
    page::Page,
    ui::{Empty, Head, Narrow, with_query},
};

/// The path of the link.
pub const PATH: &str = "/benachrichtigungen/abbestellen";

/// What the link ends, with a button: programs that follow every link of a mail must not end anything.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let token = visit.query("schluessel").to_owned();
    let scope = visit.ports.preferences.scope(&token).await?;
    Ok(Page::new("Mails abbestellen", move || {
        let body = match scope {
            Some(scope) => {
                let action = with_query(PATH, &[], "schluessel", &token);
                view! {
                    <p>"Sie bekommen dann keine Mails mehr zu:"</p>
                    <p><strong>{scope.label()}</strong></p>
                    <p>"Im Wissensnetz selbst sehen Sie weiterhin alles, was Sie betrifft."</p>
                    <form method="post" action=action>
                        <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">"Mails abbestellen"</span></button>
                    </form>
                }
                .into_any()
            }
            None => unknown(),
        };
        view! { <Narrow><Head title="Mails abbestellen" />{body}</Narrow> }
    }))
}

/// It is done.
#[must_use]
pub fn done(scope: Scope) -> Page {
    Page::new("Mails abbestellt", move || {
        view! {
            <Narrow>
                <Head title="Mails abbestellt" />
                <p class="flash" role="status">{format!("Sie bekommen keine Mails mehr zu: {}.", scope.label())}</p>
                <p>"Möchten Sie es sich anders überlegen? " <a href="/konto/benachrichtigungen">"Mails einstellen"</a></p>
            </Narrow>
        }
    })
}

fn unknown() -> AnyView {
    view! {
        <Empty>
            <p>"Diesen Link kennen wir nicht mehr. Vielleicht ist er unvollständig oder sehr alt."</p>
            <p><a href="/konto/benachrichtigungen">"Mails nach dem Anmelden einstellen"</a></p>
        </Empty>
    }
    .into_any()
}
