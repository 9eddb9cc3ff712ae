//! `/moderation/themen`: the topics, their order, a new one.

use leptos::prelude::*;

use super::usage_text;
use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    moderation,
    page::Page,
    subject::port::{Topic, Usage},
    ui::{Actions, Empty, Field, Form, Head, TextArea, Wide},
};

/// The list, and the form for another one.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let topics = visit.ports.subjects.topic_usage(&visit.viewer).await?;
    let waiting = moderation::pages::Waiting::load(visit).await?;
    let told = match visit.query("hinweis") {
        "angelegt" => Some("Das Themenfeld ist angelegt."),
        "gespeichert" => Some("Die Änderung ist gespeichert."),
        "aufgeloest" => Some("Das Themenfeld ist aufgelöst. Seine alte Adresse führt weiter, wenn es ein Ziel hat."),
        _ => None,
    };
    let told = told.filter(|_| !visit.posted);
    Ok(Page::new("Themenfelder", move || {
        let end = topics.len().saturating_sub(1);
        let list = if topics.is_empty() {
            view! { <Empty><p>"Noch kein Themenfeld."</p></Empty> }.into_any()
        } else {
            let items = topics
                .into_iter()
                .enumerate()
                .map(|(index, (topic, usage))| item(&topic, usage, index == 0, index == end))
                .collect_view();
            view! { <ol class="entry-list">{items}</ol> }.into_any()
        };
        view! {
            <Wide>
                <Head title="Themenfelder" crumbs=vec![("Moderation".to_owned(), "/moderation".to_owned())]>
                    <p class="lead">"Worüber das Netz spricht. Jeder Artikel und jede Frage gehört zu höchstens einem Themenfeld."</p>
                </Head>
                {moderation::pages::tabs("/moderation/themen", waiting)}
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <section class="block"><h2>"Reihenfolge"</h2>{list}</section>
                <section class="block">
                    <h2>"Neues Themenfeld"</h2>
                    <Form errors=form.errors().clone()>
                        <TopicFields form=form.clone() />
                        <Actions submit="Anlegen" />
                    </Form>
                </section>
            </Wide>
        }
    }))
}

/// The fields of a topic.
#[component]
pub(super) fn TopicFields(form: FormState) -> impl IntoView {
    view! {
        <Field name="name" label="Name" form=form.clone() maxlength=60 hint="Kurz, denn er steht in Listen und Filtern: „Energie und Umwelt“." />
        <TextArea name="description" label="Beschreibung" form=form.clone() rows=2 hint="Ein Satz: was hierher gehört." />
    }
}

fn item(topic: &Topic, usage: Usage, first: bool, last: bool) -> AnyView {
    let step = |value: &'static str, label: &'static str| {
        view! {
            <form method="post" action=format!("/moderation/themen/{}/verschieben", topic.slug)>
                <button class="kern-btn kern-btn--tertiary" type="submit" name="direction" value=value
                    aria-label=format!("{}: {label}", topic.name)><span class="kern-label">{label}</span></button>
            </form>
        }
    };
    view! {
        <li class="entry notice">
            <div class="notice__text">
                <h3 class="entry__title"><a href=format!("/moderation/themen/{}", topic.slug)>{topic.name.clone()}</a></h3>
                <p class="entry__excerpt">{topic.description.clone()}</p>
                <p class="entry__meta">{usage_text(usage)}</p>
            </div>
            {(!first).then(|| step("up", "nach oben"))}
            {(!last).then(|| step("down", "nach unten"))}
        </li>
    }
    .into_any()
}
