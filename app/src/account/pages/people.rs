//! `/verwaltung`: people and their roles.

use leptos::prelude::*;

use crate::{
    account::{Role, port::Person},
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    text,
    ui::{ErrorSummary, Head, Wide},
};

/// The list.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let people = visit.ports.accounts.people(&visit.viewer).await?;
    let (told, me) = (told(visit.query("hinweis")), visit.viewer.id());
    Ok(Page::new("Verwaltung", move || {
        let rows = people
            .into_iter()
            .map(|person| {
                // the summary of problems leads to `#feld-role`: the one that was sent
                let wrong = form.error("role").is_some() && form.value("id") == person.id.to_string();
                let options = [Role::Member, Role::Moderator, Role::Administrator]
                    .map(|role| view! { <option value=role.key() selected=role == person.role>{role.label()}</option> });
                let role = person.ended.is_none().then(|| {
                    view! {
                            <form class="form--inline" method="post">
                                <input type="hidden" name="id" value=person.id.to_string() />
                                <div class="kern-form-input__select-wrapper"><select class="kern-form-input__select" name="role" id=wrong.then_some("feld-role")
                                    aria-invalid=wrong.then_some("true") aria-label=format!("Rolle von {}", person.name)>{options}</select></div>
                                <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Speichern"</span></button>
                            </form>
                    }
                });
                view! {
                    <tr>
                        <td><a href=format!("/personen/{}", person.id)>{person.name.clone()}</a></td>
                        <td>{person.organisation.1.clone()}</td>
                        <td>{person.mail.clone().unwrap_or_default()}</td>
                        <td>{role}</td>
                        <td>{account(&person, me)}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <Wide>
                <Head title="Verwaltung"><p class="lead">"Wer im Netz welche Aufgabe hat."</p></Head>
                <p><a href="/verwaltung/regionalpaten">"Regionalpatinnen und Regionalpaten"</a></p>
                <ErrorSummary errors=form.errors().clone() />
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <div class="table-scroll" tabindex="0" role="region" aria-label="Mitglieder">
                    <table class="kern-table">
                        <thead><tr><th scope="col">"Name"</th><th scope="col">"Organisation"</th><th scope="col">"Mail-Adresse"</th><th scope="col">"Rolle"</th><th scope="col">"Konto"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Wide>
        }
    }))
}

fn told(hint: &str) -> Option<&'static str> {
    match hint {
        "gespeichert" => Some("Die Änderung ist gespeichert."),
        "beendet" => Some("Das Konto ist beendet."),
        "geoeffnet" => Some("Das Konto ist wieder offen."),
        _ => None,
    }
}

/// How an account is ended, or opened again; nobody ends her own.
fn account(person: &Person, me: i64) -> AnyView {
    match person.ended {
        Some(ended) => view! {
            <p class="muted">{format!("beendet am {}", text::date(ended))}</p>
            <form method="post" action=format!("/verwaltung/konten/{}/oeffnen", person.id)>
                <button class="kern-btn kern-btn--secondary" type="submit" aria-label=format!("Konto von {} wieder öffnen", person.name)><span class="kern-label">"Wieder öffnen"</span></button>
            </form>
        }
        .into_any(),
        None if person.id == me => view! { <span class="muted">"Ihr Konto"</span> }.into_any(),
        None => view! {
            <a href=format!("/verwaltung/konten/{}/beenden", person.id) aria-label=format!("Konto von {} beenden", person.name)>"Beenden"</a>
        }
        .into_any(),
    }
}
