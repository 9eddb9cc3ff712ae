//! `/moderation/schlagworte/{slug}`: rename a tag, give it synonyms, put it into another one, delete it.

use leptos::prelude::*;

use super::usage_text;
use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    subject::port::{CuratedTag, Tag},
    ui::{Actions, ErrorSummary, Field, Form, Head, Narrow},
};

/// The forms; `typed` is the one that was sent and refused.
pub async fn page(visit: &Visit, typed: FormState) -> Result<Page, Error> {
    let one = visit.ports.subjects.curated_tag(&visit.viewer, visit.param("slug")).await?.ok_or(Error::NotFound)?;
    let told = match visit.query("hinweis") {
        "umbenannt" => Some("Das Schlagwort hat einen neuen Namen. Der alte führt weiter hierher."),
        "synonym" => Some("Das Synonym ist eingetragen."),
        "entfernt" => Some("Das Synonym ist entfernt."),
        "zusammengelegt" => Some("Die Schlagworte sind zusammengelegt. Der alte Name führt hierher."),
        _ => None,
    };
    let told = told.filter(|_| !visit.posted);
    Ok(Page::new(format!("Schlagwort {}", one.tag.name), move || {
        let crumbs = vec![
            ("Moderation".to_owned(), "/moderation".to_owned()),
            ("Schlagworte".to_owned(), "/moderation/schlagworte".to_owned()),
        ];
        let path = format!("/moderation/schlagworte/{}", one.tag.slug);
        let (usage, public) = (usage_text(one.usage), format!("/schlagworte/{}", one.tag.slug));
        let unused = one.usage.is_none();
        // each form shows what was typed into it, and the name as it stands otherwise
        let name =
            if typed.error("name").is_some() { typed.clone() } else { FormState::filled([("name", one.tag.name.clone())]) };
        view! {
            <Narrow>
                <Head title=format!("Schlagwort „{}“", one.tag.name) crumbs=crumbs>
                    <p class="meta">{usage} " · " <a href=public>"ansehen"</a></p>
                </Head>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <ErrorSummary errors=typed.errors().clone() />
                <section class="block">
                    <h2>"Umbenennen"</h2>
                    <Form action=path.clone()>
                        <Field name="name" label="Name" form=name maxlength=50 />
                        <Actions submit="Umbenennen" />
                    </Form>
                </section>
                {synonyms(&one, &path, typed.clone())}
                <section class="block">
                    <h2>"Zusammenlegen"</h2>
                    <p>"Alles mit diesem Schlagwort bekommt ein anderes, und dieser Name wird dessen Synonym. Das lässt sich nicht rückgängig machen."</p>
                    <Form action=format!("{path}/zusammenlegen")>
                        <Field name="into" label="Zusammenlegen mit" form=typed.clone() maxlength=50 hint="Ein Schlagwort, das es schon gibt." />
                        <Actions submit="Zusammenlegen" />
                    </Form>
                </section>
                {unused.then(|| view! {
                    <section class="block">
                        <h2>"Löschen"</h2>
                        <p>"Kein Artikel und keine Frage hat dieses Schlagwort."</p>
                        <Form action=format!("{path}/loeschen")><Actions submit="Schlagwort löschen" /></Form>
                    </section>
                })}
            </Narrow>
        }
    }))
}

fn synonyms(one: &CuratedTag, path: &str, typed: FormState) -> AnyView {
    let list = if one.synonyms.is_empty() {
        view! { <p class="muted">"Noch keines."</p> }.into_any()
    } else {
        let items = one.synonyms.iter().map(|synonym| synonym_item(synonym, path)).collect_view();
        view! { <ul class="entry-list">{items}</ul> }.into_any()
    };
    view! {
        <section class="block">
            <h2>"Synonyme"</h2>
            {list}
            <Form action=format!("{path}/synonyme")>
                <Field name="synonym" label="Neues Synonym" form=typed maxlength=50 hint="Ein anderes Wort für dasselbe, zum Beispiel eine Abkürzung." />
                <Actions submit="Hinzufügen" />
            </Form>
        </section>
    }
    .into_any()
}

fn synonym_item(synonym: &Tag, path: &str) -> AnyView {
    view! {
        <li class="entry notice">
            <span class="notice__text">{synonym.name.clone()}</span>
            <form method="post" action=format!("{path}/synonyme/entfernen")>
                <input type="hidden" name="slug" value=synonym.slug.clone() />
                <button class="kern-btn kern-btn--secondary" type="submit" aria-label=format!("Synonym {} entfernen", synonym.name)><span class="kern-label">"Entfernen"</span></button>
            </form>
        </li>
    }
    .into_any()
}
