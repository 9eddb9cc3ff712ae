//! `/moderation`: requests to join.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    moderation::port::Request,
    page::Page,
    text,
    ui::{Empty, ErrorSummary, Head, Wide},
};

/// The list, each with its decision.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let requests = visit.ports.moderation.requests(&visit.viewer).await?;
    let organisations = visit.ports.organisations.names().await?;
    let waiting = super::Waiting::load(visit).await?;
    let now = visit.now;
    let told = match visit.query("hinweis") {
        "zugelassen" => Some("Die Person bekommt eine Mail mit einem Link zur Bestätigung."),
        "abgelehnt" => Some("Die Person bekommt eine Mail mit Ihrer Begründung."),
        _ => None,
    };
    Ok(Page::new("Moderation", move || {
        let list = if requests.is_empty() {
            view! { <Empty><p>"Zurzeit wartet keine Anfrage."</p></Empty> }.into_any()
        } else {
            requests.into_iter().map(|request| item(request, &organisations, &form, now)).collect_view().into_any()
        };
        view! {
            <Wide>
                <Head title="Moderation"><p class="lead">"Hier warten Personen, deren Mail-Adresse wir keiner Kommune zuordnen können."</p></Head>
                {super::tabs("/moderation", waiting)}
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <ErrorSummary errors=form.errors().clone() />
                <section class="block"><h2>"Anfragen"</h2>{list}</section>
            </Wide>
        }
    }))
}

fn item(request: Request, organisations: &[(String, String)], form: &FormState, now: Timestamp) -> AnyView {
    let id = request.id.to_string();
    // what was typed belongs to the request it was typed for
    let mine = form.value("id") == id;
    let reason = if mine { form.value("reason").to_owned() } else { String::new() };
    let chosen = if mine { form.value("organisation").to_owned() } else { String::new() };
    let options = organisations
        .iter()
        .map(|(slug, name)| view! { <option value=slug.clone() selected=*slug == chosen>{name.clone()}</option> })
        .collect_view();
    // the summary of problems leads to `#feld-…`, and only the form that was sent can have problems
    let id_of = |field: &str| if mine { format!("feld-{field}") } else { format!("{field}-{id}") };
    let wrong = |field: &str| form.error(field).filter(|_| mine).map(|_| "true");
    let (select_id, reason_id) = (id_of("organisation"), id_of("reason"));
    let (select_wrong, reason_wrong) = (wrong("organisation"), wrong("reason"));
    view! {
        <article class="panel">
            <h3>{format!("{}, {}", request.name, request.organisation)}</h3>
            <p class="meta">{request.mail} {format!(" · {}", text::age(request.created_at, now))}</p>
            {(!request.message.is_empty()).then(|| view! { <blockquote class="message">{request.message}</blockquote> })}
            <div class="form__row">
                <form class="form" method="post" action="/moderation/zulassen">
                    <input type="hidden" name="id" value=id.clone() />
                    <label class="kern-label" for=select_id.clone()>"Gehört zu"</label>
                    <div class="kern-form-input__select-wrapper"><select class="kern-form-input__select" id=select_id name="organisation" aria-invalid=select_wrong><option value="">"Bitte wählen"</option>{options}</select></div>
                    <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">"Zulassen"</span></button>
                </form>
                <form class="form" method="post" action="/moderation/ablehnen">
                    <input type="hidden" name="id" value=id />
                    <label class="kern-label" for=reason_id.clone()>"Begründung der Ablehnung"</label>
                    <input class="kern-form-input__input" id=reason_id name="reason" value=reason maxlength="500" aria-invalid=reason_wrong />
                    <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Ablehnen"</span></button>
                </form>
            </div>
        </article>
    }
    .into_any()
}
