//! `/moderation/themen/{slug}`: rename a topic, describe it, dissolve it.

use leptos::prelude::*;

use super::topics::TopicFields;
use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Form, Head, Narrow, Select},
};

/// What stands for "no topic any more" in the form.
pub const NOBODY: &str = "-";

/// The forms; `typed` is the one that was sent and refused.
pub async fn page(visit: &Visit, typed: Option<FormState>) -> Result<Page, Error> {
    let slug = visit.param("slug");
    let all = visit.ports.subjects.topic_usage(&visit.viewer).await?;
    let (topic, usage) = all.iter().find(|(topic, _)| topic.slug == slug).cloned().ok_or(Error::NotFound)?;
    // one of the two forms was sent
    let dissolving = typed.as_ref().is_some_and(|form| form.error("heir").is_some());
    let typed = typed.unwrap_or_default();
    let stands = FormState::filled([("name", topic.name.clone()), ("description", topic.description.clone())]);
    let (text, heir) = if dissolving {
        (stands, typed)
    } else if typed.errors().is_empty() {
        (stands, FormState::default())
    } else {
        (typed, FormState::default())
    };
    let others = all.into_iter().map(|(topic, _)| topic).filter(|other| other.slug != topic.slug);
    let choices: Vec<(String, String)> = [(String::new(), "Bitte wählen".to_owned())]
        .into_iter()
        .chain(others.map(|other| (other.slug, other.name)))
        .chain([(NOBODY.to_owned(), "Kein anderes: Die Inhalte haben dann kein Themenfeld".to_owned())])
        .collect();
    Ok(Page::new(format!("Themenfeld {}", topic.name), move || {
        let crumbs = vec![
            ("Moderation".to_owned(), "/moderation".to_owned()),
            ("Themenfelder".to_owned(), "/moderation/themen".to_owned()),
        ];
        let public = format!("/themen/{}", topic.slug);
        let stays = format!("Die Adresse {public} bleibt, damit kein Link ungültig wird.");
        let dissolve = format!("/moderation/themen/{}/aufloesen", topic.slug);
        view! {
            <Narrow>
                <Head title=format!("Themenfeld „{}“", topic.name) crumbs=crumbs>
                    <p class="meta">{super::usage_text(usage)} " · " <a href=public.clone()>"ansehen"</a></p>
                </Head>
                <section class="block">
                    <h2>"Name und Beschreibung"</h2>
                    <Form errors=text.errors().clone()>
                        <TopicFields form=text.clone() />
                        <p class="meta">{stays}</p>
                        <Actions submit="Speichern"><a href="/moderation/themen">"Abbrechen"</a></Actions>
                    </Form>
                </section>
                <section class="block">
                    <h2>"Auflösen"</h2>
                    <p>"Alle Artikel und Fragen dieses Themenfelds gehen an ein anderes über; die alte Adresse führt dorthin. Das lässt sich nicht rückgängig machen."</p>
                    <Form action=dissolve errors=heir.errors().clone()>
                        <Select name="heir" label="Die Inhalte gehen an" form=heir.clone() choices=choices />
                        <Actions submit="Themenfeld auflösen" />
                    </Form>
                </section>
            </Narrow>
        }
    }))
}
