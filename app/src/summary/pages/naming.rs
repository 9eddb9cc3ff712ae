//! `/konto/mitwirkung/{id}`: whether someone wants to be named in an article that holds her words.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    page::Page,
    summary::port::contribution_path,
    ui::{Head, Narrow},
};

/// One click takes the name out, another one puts it in again.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let one = visit.ports.summaries.contribution(&visit.viewer, visit.id("id")?).await?;
    let told = match visit.query("hinweis") {
        "herausgenommen" => Some("Ihr Name ist herausgenommen, auch aus allen früheren Fassungen."),
        "genannt" => Some("Ihr Name steht wieder dabei."),
        _ => None,
    };
    Ok(Page::new("Mitwirkung an einem Artikel", move || {
        let action = contribution_path(one.draft);
        let (value, label) = if one.named { ("", "Meinen Namen herausnehmen") } else { ("1", "Meinen Namen wieder nennen") };
        let state = match (one.named, one.article.is_some()) {
            (true, true) => "Am Ende des Artikels stehen Ihr Name und Ihre Kommune.",
            (true, false) => "Wird der Artikel veröffentlicht, stehen an seinem Ende Ihr Name und Ihre Kommune.",
            (false, true) => "Ihr Name steht nicht im Artikel.",
            (false, false) => "Ihr Name wird nicht im Artikel stehen.",
        };
        view! {
            <Narrow>
                <Head title="Mitwirkung an einem Artikel">
                    <p class="lead">{one.title.clone()}</p>
                </Head>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                {one.question.map(|(title, href)| view! { <p>"Er entstand aus der Frage " <a href=href>{title}</a> ", bei der Sie mitgeschrieben haben."</p> })}
                <p>{state} " Gäste ohne Konto sehen nur die Kommunen."</p>
                {one.article.map(|href| view! { <p><a href=href>"Zum Artikel"</a></p> })}
                <form class="confirm" method="post" action=action>
                    <input type="hidden" name="named" value=value />
                    <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">{label}</span></button>
                </form>
            </Narrow>
        }
    }))
}
