//! `/wiki/{slug}/nachnutzung`: who does what with it, as a table and on the map, and the form for one's own municipality.

use leptos::prelude::*;

use super::{by_status, mark};
use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    organisation::port::Organisation,
    page::Page,
    reuse::{
        Status,
        port::{Reuse, is_reusable},
    },
    text,
    ui::{Actions, Choice, Field, Form, Head, MapMark, Mark, RegionMap, Select, Spot, TextArea, Wide},
};

/// The ledger; `form` is what was typed and refused.
pub async fn page(visit: &Visit, form: Option<FormState>) -> Result<Page, Error> {
    let article = crate::wiki::pages::asked_for(visit).await?;
    if !is_reusable(article.kind) {
        return Err(Error::NotFound);
    }
    let entries = visit.ports.reuses.of_article(&visit.viewer, article.id).await?;
    let organisations = visit.ports.organisations.all(&visit.viewer).await?;
    let inside = visit.viewer.may(Action::ReadNetwork);
    let form = visit.viewer.member().map(|me| {
        let may_choose = visit.viewer.may(Action::Moderate);
        let slug = visit.chosen("kommune").filter(|_| may_choose).unwrap_or_else(|| me.organisation.slug.clone());
        let form = form.unwrap_or_else(|| filled(&slug, &entries));
        let name = organisations
            .iter()
            .find(|one| one.slug == form.value("organisation"))
            .map_or_else(|| me.organisation.name.clone(), |one| one.name.clone());
        let known = entries.iter().any(|one| one.organisation_slug == form.value("organisation"));
        let choices = may_choose.then(|| organisations.iter().map(|one| (one.slug.clone(), one.name.clone())).collect());
        declare(form, &name, choices, known)
    });
    let told = match visit.query("hinweis") {
        "gespeichert" => Some("Der Stand ist eingetragen. Danke!"),
        "zurueckgenommen" => Some("Die Angabe ist zurückgenommen."),
        _ => None,
    };
    Ok(Page::new(format!("Nachnutzung: {}", article.title), move || {
        let crumbs = vec![("Wiki".to_owned(), "/wiki".to_owned()), (article.title.clone(), article.path())];
        let spots = spots(&organisations, &entries);
        let table = if entries.is_empty() {
            view! { <p class="empty">"Noch hat keine Kommune etwas eingetragen."</p> }.into_any()
        } else {
            table(&entries, inside)
        };
        let stand = view! { <section class="block"><h2 id="stand">"Stand der Kommunen"</h2>{table}</section> };
        // beside the form, or beside a table that has no form below it
        let (above, beside) = if form.is_some() { (Some(stand), None) } else { (None, Some(stand)) };
        let lead = if inside {
            "Welche Kommune ist wie weit, und wen kann man fragen?"
        } else {
            "Welche Kommune nutzt es, und seit wann?"
        };
        view! {
            <Wide>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <Head title="Nachnutzung" crumbs=crumbs>
                    <p class="lead">{lead}</p>
                </Head>
                {above}
                <div class="columns">
                    <div class="columns__main">{beside}{form}</div>
                    {(!entries.is_empty()).then(|| view! {
                        <aside class="columns__aside" aria-label="Karte">
                            <RegionMap spots=spots caption="Die Tabelle sagt dasselbe in Worten." />
                            {legend(&entries)}
                        </aside>
                    })}
                </div>
            </Wide>
        }
    }))
}

/// The form as it was last sent for this organisation.
fn filled(slug: &str, entries: &[Reuse]) -> FormState {
    let form = FormState::default().with("organisation", slug);
    let Some(known) = entries.iter().find(|one| one.organisation_slug == slug) else { return form };
    form.with("status", known.status.key())
        .with("reason", known.reason.clone())
        .with("contact", known.contact.clone())
        .with("note", known.note.clone())
        .with("since", known.since.map_or_else(String::new, |day| day.to_string()))
}

fn declare(form: FormState, name: &str, organisations: Option<Vec<Choice>>, known: bool) -> AnyView {
    let statuses = [(String::new(), "Bitte wählen".to_owned())]
        .into_iter()
        .chain(Status::ALL.map(|status| (status.key().to_owned(), status.label().to_owned())))
        .collect();
    let organisation = match organisations {
        Some(choices) => view! { <Select name="organisation" label="Kommune" form=form.clone() choices=choices /> }.into_any(),
        None => view! { <input type="hidden" name="organisation" value=form.value("organisation").to_owned() /> }.into_any(),
    };
    view! {
        <section class="block" id="eintragen">
            <h2>{format!("Stand von {name}")}</h2>
            <Form errors=form.errors().clone()>
                {organisation}
                <Select name="status" label="Wie weit sind Sie?" form=form.clone() choices=statuses />
                <Field name="since" kind="date" label="Seit wann?" form=form.clone() optional=true />
                <Field name="contact" label="Wen kann man fragen?" form=form.clone() optional=true maxlength=200 hint="Zum Beispiel: Fachbereich Digitales, 05261 213-0. Nur für Mitglieder sichtbar." />
                <TextArea name="note" label="Was sollten andere wissen?" form=form.clone() rows=3 optional=true />
                <TextArea name="reason" label="Wenn verworfen: Was sprach dagegen?" form=form.clone() rows=3 optional=true />
                <Actions submit="Eintragen">
                    {known.then(|| view! { <button class="kern-btn kern-btn--secondary" type="submit" name="withdraw" value="1"><span class="kern-label">"Angabe zurücknehmen"</span></button> })}
                </Actions>
            </Form>
        </section>
    }
    .into_any()
}

fn table(entries: &[Reuse], inside: bool) -> AnyView {
    let rows = by_status(entries)
        .into_iter()
        .flat_map(|(_, entries)| entries)
        .map(|one| {
            let since = one.since.map_or_else(String::new, text::day);
            let remarks =
                [&one.reason, &one.note].into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" · ");
            let author = one.author.clone().map(|(id, name)| view! { " von " <a href=format!("/personen/{id}")>{name}</a> });
            view! {
                <tr>
                    <th scope="row"><a href=format!("/kommunen/{}", one.organisation_slug)>{one.organisation.clone()}</a></th>
                    <td><span class="pill pill--kind">{one.status.label()}</span></td>
                    <td>{since}</td>
                    {inside.then(|| view! { <td>{remarks}</td><td>{one.contact.clone()}</td> })}
                    <td>{text::date(one.updated_at)}{author}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0" role="region" aria-labelledby="stand">
            <table class="kern-table">
                <thead><tr>
                    <th scope="col">"Kommune"</th><th scope="col">"Stand"</th><th scope="col">"Seit"</th>
                    {inside.then(|| view! { <th scope="col">"Hinweise"</th><th scope="col">"Kontakt"</th> })}
                    <th scope="col">"Eingetragen"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// All municipalities, those with an entry marked.
fn spots(organisations: &[Organisation], entries: &[Reuse]) -> Vec<Spot> {
    organisations
        .iter()
        .filter_map(|one| {
            let status = entries.iter().find(|entry| entry.organisation_id == one.id).map(|entry| entry.status);
            Some(Spot {
                name: one.name.clone(),
                href: format!("/kommunen/{}", one.slug),
                place: one.place.filter(|_| one.kind.is_municipality())?,
                mark: status.map_or(Mark::Speck, mark),
                weight: (status.is_some(), 0, one.population.unwrap_or(0)),
            })
        })
        .collect()
}

/// What the marks mean, with the names: the text alternative of the map.
fn legend(entries: &[Reuse]) -> AnyView {
    let items = by_status(entries)
        .into_iter()
        .map(|(status, entries)| {
            let names = entries.into_iter().map(|one| one.organisation.clone()).collect::<Vec<_>>().join(", ");
            view! { <li><MapMark mark=mark(status) /> <span><strong>{status.label()}</strong>{format!(": {names}")}</span></li> }
        })
        .collect_view();
    view! { <ul class="region-map__legend">{items}</ul> }.into_any()
}
