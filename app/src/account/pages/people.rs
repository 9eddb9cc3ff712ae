//! `/verwaltung`: people and their roles.

use leptos::prelude::*;

use crate::{
    account::Role,
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{ErrorSummary, Head, Wide},
};

/// The list.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let people = visit.ports.accounts.people(&visit.viewer).await?;
    let told = (visit.query("hinweis") == "gespeichert").then_some("Die Änderung ist gespeichert.");
    Ok(Page::new("Verwaltung", move || {
        let rows = people
            .into_iter()
            .map(|person| {
                // the summary of problems leads to `#feld-role`: the one that was sent
                let wrong = form.error("role").is_some() && form.value("id") == person.id.to_string();
                let options = [Role::Member, Role::Moderator, Role::Administrator]
                    .map(|role| view! { <option value=role.key() selected=role == person.role>{role.label()}</option> });
                view! {
                    <tr>
                        <td><a href=format!("/personen/{}", person.id)>{person.name.clone()}</a></td>
                        <td>{person.organisation.1}</td>
                        <td>{person.mail.unwrap_or_default()}</td>
                        <td>
                            <form class="form--inline" method="post">
                                <input type="hidden" name="id" value=person.id.to_string() />
                                <div class="kern-form-input__select-wrapper"><select class="kern-form-input__select" name="role" id=wrong.then_some("feld-role")
                                    aria-invalid=wrong.then_some("true") aria-label=format!("Rolle von {}", person.name)>{options}</select></div>
                                <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Speichern"</span></button>
                            </form>
                        </td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <Wide>
                <Head title="Verwaltung"><p class="lead">"Wer im Netz welche Aufgabe hat."</p></Head>
                <ErrorSummary errors=form.errors().clone() />
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <div class="table-scroll" tabindex="0" role="region" aria-label="Mitglieder">
                    <table class="kern-table">
                        <thead><tr><th scope="col">"Name"</th><th scope="col">"Organisation"</th><th scope="col">"Mail-Adresse"</th><th scope="col">"Rolle"</th></tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Wide>
        }
    }))
}
