//! `/wiki/{slug}/betreuung`: who looks after an article, and how often somebody has to look.

use leptos::prelude::*;

use super::panel;
use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    freshness::{
        INTERVALS,
        port::{Candidate, Care},
    },
    page::Page,
    ui::{Actions, Choice, Form, Head, Narrow, Select},
    wiki::pages::asked_for,
};

/// Everybody sees how it stands; who may do what follows from who looks after it.
pub async fn page(visit: &Visit, typed: Option<FormState>) -> Result<Page, Error> {
    let article = asked_for(visit).await?;
    let care = visit.ports.freshness.care(&visit.viewer, article.id).await?;
    let change = if care.may_change { Some(choices(visit, article.id).await?) } else { None };
    let told = match visit.query("hinweis") {
        "gespeichert" => Some("Die Änderung ist gespeichert."),
        "uebernommen" => Some("Sie betreuen jetzt diesen Artikel."),
        _ => None,
    };
    let (now, viewer) = (visit.now, visit.viewer.id());
    Ok(Page::new(format!("Betreuung: {}", article.title), move || {
        let path = article.path();
        let crumbs = vec![("Wiki".to_owned(), "/wiki".to_owned()), (article.title.clone(), path.clone())];
        let mine = care.owner.as_ref().is_some_and(|(id, ..)| *id == viewer);
        let known = care.owner.is_some() || care.deputy.is_some() || care.due.is_some();
        let facts = if known {
            panel::facts(&care, now)
        } else {
            view! { <p>"Um diesen Artikel kümmert sich noch niemand."</p> }.into_any()
        };
        let form = typed.unwrap_or_else(|| filled(&care));
        view! {
            <Narrow>
                <Head title="Betreuung" crumbs=crumbs><p class="lead">{article.title.clone()}</p></Head>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                {care.warning(now).map(|warning| view! { <p class="flash flash--warning">{warning}</p> })}
                {facts}
                {(care.may_confirm && care.due.is_some()).then(|| view! {
                    <section class="block">
                        <h2>"Stimmt noch alles?"</h2>
                        <p>"Dann genügt ein Klick. Eine neue Fassung zählt ebenfalls als Prüfung."</p>
                        {panel::confirm_form(&care, &path)}
                    </section>
                })}
                {(care.may_confirm && !mine).then(|| view! {
                    <section class="block">
                        <h2>"Selbst betreuen"</h2>
                        <p>"Sie werden erinnert, wenn der Artikel wieder zu prüfen ist. Ihr Name steht für Mitglieder am Artikel."</p>
                        <form class="confirm" method="post" action=format!("{path}/betreuung/uebernehmen")>
                            <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Verantwortung übernehmen"</span></button>
                        </form>
                    </section>
                })}
                {change.map(|(people, organisations)| view! {
                    <section class="block">
                        <h2>"Betreuung ändern"</h2>
                        {change_form(form, people, organisations, &care, format!("{path}/betreuung"))}
                    </section>
                })}
            </Narrow>
        }
    }))
}

async fn choices(visit: &Visit, article: i64) -> Result<(Vec<Candidate>, Vec<Choice>), Error> {
    let people = visit.ports.freshness.candidates(&visit.viewer, article).await?;
    Ok((people, visit.ports.organisations.names().await?))
}

fn filled(care: &Care) -> FormState {
    FormState::filled([
        ("owner", care.owner.as_ref().map(|(id, ..)| id.to_string()).unwrap_or_default()),
        ("deputy", care.deputy.clone().map(|(slug, _)| slug).unwrap_or_default()),
        ("months", care.months.map(|months| months.to_string()).unwrap_or_default()),
    ])
}

fn change_form(form: FormState, people: Vec<Candidate>, organisations: Vec<Choice>, care: &Care, action: String) -> AnyView {
    let nobody = |text: &str| (String::new(), text.to_owned());
    let people = std::iter::once(nobody("niemand"))
        .chain(people.into_iter().map(|one| (one.id.to_string(), format!("{}, {}", one.name, one.organisation))))
        .collect();
    let organisations = std::iter::once(nobody("keine")).chain(organisations).collect();
    let intervals = std::iter::once(nobody("keine regelmäßige Prüfung"))
        .chain(INTERVALS.map(|months| (months.to_string(), format!("alle {months} Monate"))))
        .collect();
    let hint = care.deputy.as_ref().map_or_else(
        || "Zur Wahl stehen die Moderation und, sobald sie gespeichert ist, die Mitglieder der Vertretung.".to_owned(),
        |(_, name)| format!("Zur Wahl stehen Mitglieder aus {name} und die Moderation."),
    );
    view! {
        <Form action=action errors=form.errors().clone()>
            <Select name="owner" label="Betreut von" form=form.clone() choices=people hint=hint optional=true />
            <Select name="deputy" label="Vertretung" form=form.clone() choices=organisations optional=true
                hint="Wird gefragt, wenn die Person nicht antwortet oder nicht mehr da ist." />
            <Select name="months" label="Prüfung" form=form.clone() choices=intervals optional=true
                hint="Gerechnet ab der letzten Prüfung." />
            <Actions submit="Speichern" />
        </Form>
    }
    .into_any()
}
