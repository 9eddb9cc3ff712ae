//! `/verwaltung/regionalpaten`: who helps in which Kreis.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    organisation::port::{Colleague, Kind, Organisation},
    page::Page,
    ui::{ErrorSummary, Head, Narrow},
};

/// Every Kreis with its contacts, and who could become one.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let (port, viewer) = (&visit.ports.organisations, &visit.viewer);
    let mut regions = Vec::new();
    for one in port.all(viewer).await?.into_iter().filter(|one| matches!(one.kind, Kind::District | Kind::City)) {
        let contacts = port.contacts(viewer, &one.slug).await?;
        let eligible = port.eligible(viewer, &one.slug).await?;
        regions.push((one, contacts, eligible));
    }
    let told = (visit.query("hinweis") == "gespeichert").then_some("Die Änderung ist gespeichert.");
    Ok(Page::new("Regionalpatinnen und Regionalpaten", move || {
        let crumbs = vec![("Verwaltung".to_owned(), "/verwaltung".to_owned())];
        let sections =
            regions.into_iter().map(|(one, contacts, eligible)| section(&one, contacts, eligible, &form)).collect_view();
        view! {
            <Narrow>
                <Head title="Regionalpatinnen und Regionalpaten" crumbs=crumbs>
                    <p class="lead">"Sie werden gefragt, wenn in ihrem Kreis niemand antwortet: zum Beispiel, wenn niemand einen Artikel prüft."</p>
                </Head>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <ErrorSummary errors=form.errors().clone() />
                {sections}
            </Narrow>
        }
    }))
}

fn section(one: &Organisation, contacts: Vec<Colleague>, eligible: Vec<Colleague>, form: &FormState) -> AnyView {
    let district = one.slug.clone();
    let others: Vec<Colleague> =
        eligible.into_iter().filter(|person| contacts.iter().all(|contact| contact.id != person.id)).collect();
    let items = contacts
        .iter()
        .map(|contact| {
            view! {
                <li class="entry notice">
                    <a class="notice__text" href=format!("/personen/{}", contact.id)>{contact.name.clone()}</a>
                    <form method="post" action="/verwaltung/regionalpaten/abberufen">
                        <input type="hidden" name="district" value=district.clone() />
                        <input type="hidden" name="person" value=contact.id.to_string() />
                        <button class="kern-btn kern-btn--secondary" type="submit" aria-label=format!("{} abberufen", contact.name)><span class="kern-label">"Abberufen"</span></button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="block">
            <h2>{one.name.clone()}</h2>
            {if contacts.is_empty() {
                view! { <p class="muted">"Noch niemand."</p> }.into_any()
            } else {
                view! { <ul class="entry-list">{items}</ul> }.into_any()
            }}
            {if others.is_empty() {
                view! { <p class="muted">"Niemand sonst aus diesem Kreis ist Mitglied."</p> }.into_any()
            } else {
                add(one, others, form)
            }}
        </section>
    }
    .into_any()
}

fn add(one: &Organisation, others: Vec<Colleague>, form: &FormState) -> AnyView {
    // the summary of problems leads to `#feld-person`: the one that was sent
    let wrong = form.error("person").is_some() && form.value("district") == one.slug;
    let id = if wrong { "feld-person".to_owned() } else { format!("person-{}", one.slug) };
    let options =
        others.into_iter().map(|person| view! { <option value=person.id.to_string()>{person.name}</option> }).collect_view();
    view! {
        <form class="form--inline" method="post" action="/verwaltung/regionalpaten">
            <input type="hidden" name="district" value=one.slug.clone() />
            <div class="kern-form-input__select-wrapper"><select class="kern-form-input__select" name="person" id=id aria-invalid=wrong.then_some("true")
                aria-label=format!("Neue Person für {}", one.name)><option value="">"Bitte wählen"</option>{options}</select></div>
            <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Hinzufügen"</span></button>
        </form>
    }
    .into_any()
}
