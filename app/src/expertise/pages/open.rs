//! `/fragen/offen-fuer-sie`: unanswered questions in what the viewer's organisation knows.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    page::Page,
    ui::{Empty, Entry, EntryItem, Head, Wide},
};

/// The list, with the reason for each.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let questions = visit.ports.expertises.open_for(&visit.viewer).await?;
    let now = visit.now;
    Ok(Page::new("Offene Fragen, bei denen Sie helfen könnten", move || {
        let list = if questions.is_empty() {
            view! {
                <Empty>
                    <p>"Zurzeit wartet keine Frage, zu der Ihre Organisation schon etwas beigetragen hat."</p>
                    <p><a href="/fragen?zeige=offen">"Alle offenen Fragen"</a></p>
                </Empty>
            }
            .into_any()
        } else {
            let items = questions
                .into_iter()
                .map(|one| Entry {
                    title: one.title.clone(),
                    href: one.path(),
                    pill: Some(("offen".to_owned(), "pill--open")),
                    meta: one.meta(now),
                    text: Some(one.reason),
                    html: None,
                })
                .map(|entry| view! { <EntryItem entry=entry /> })
                .collect_view();
            view! { <h2 class="visually-hidden">"Fragen"</h2> <ul class="entry-list">{items}</ul> }.into_any()
        };
        view! {
            <Wide>
                <Head title="Offene Fragen, bei denen Sie helfen könnten" crumbs=vec![("Fragen".to_owned(), "/fragen".to_owned())]>
                    <p class="lead">"Hier hat noch niemand geantwortet. Bei jeder Frage steht, warum wir gerade Sie fragen; gezählt wird, was Ihre Organisation beigetragen hat, nicht einzelne Personen."</p>
                </Head>
                {list}
            </Wide>
        }
    }))
}
