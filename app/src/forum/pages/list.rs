//! `/fragen`: what is asked.

use leptos::prelude::*;

use crate::{
    account::{Action, Viewer},
    context::Visit,
    error::Error,
    forum::port::{QuestionFilter, State},
    list::Slice,
    page::Page,
    ui::{Chips, Empty, Head, Pagination, Wide, question_entries},
    wiki::pages::list::chips_at,
};

/// What can be chosen: value and text.
const CHOICES: [(&str, &str); 5] = [
    ("offen", "Ohne Antwort"),
    ("ungeloest", "Ungelöst"),
    ("geloest", "Gelöst"),
    ("kreis", "Mein Kreis"),
    ("meine", "Meine Fragen"),
];

/// The list.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (ports, viewer, now) = (&visit.ports, &visit.viewer, visit.now);
    viewer.require(Action::ReadNetwork)?;
    let chosen = visit.query("zeige").to_owned();
    let filter = QuestionFilter { topic: visit.chosen("thema"), ..filter(&chosen, viewer) };
    let number = visit.page_number();
    let questions = ports.forum.questions(viewer, &filter, Slice::page(number)).await?;
    let total = ports.forum.count(viewer, &filter).await?;
    let topics = ports.subjects.topics().await?;
    let query = visit.query.clone();
    // partners and authorities have no Kreis
    let has_district = viewer.member().is_some_and(|member| member.organisation.district.is_some());
    let offered = CHOICES.into_iter().filter(|(value, _)| *value != "kreis" || has_district);
    let choices: Vec<_> = offered.map(|(value, text)| (value.to_owned(), text.to_owned())).collect();
    let states = chips_at("/fragen", &query, "zeige", Some(&chosen), choices);
    let topics =
        chips_at("/fragen", &query, "thema", filter.topic.as_deref(), topics.into_iter().map(|topic| (topic.slug, topic.name)));
    Ok(Page::new("Fragen", move || {
        view! {
            <Wide>
                <Head title="Fragen"><p class="lead">"Fragen Sie Kolleginnen und Kollegen aus der ganzen Region, oder helfen Sie weiter."</p>
                    <p><a class="kern-btn kern-btn--secondary" href="/fragen/neu"><span class="kern-label">"Frage stellen"</span></a></p>
                </Head>
                <Chips label="Zeige" chips=states />
                <Chips label="Thema" chips=topics folded=true />
                {if questions.is_empty() {
                    view! { <Empty><p>"Hier gibt es keine Frage."</p><p><a href="/fragen">"Alle Fragen"</a> " · " <a href="/fragen/neu">"Frage stellen"</a></p></Empty> }.into_any()
                } else {
                    view! { <h2 class="visually-hidden">"Liste der Fragen"</h2> {question_entries(questions, now)} }.into_any()
                }}
                <Pagination path="/fragen".to_owned() query=query number=number total=total />
            </Wide>
        }
    }))
}

fn filter(chosen: &str, viewer: &Viewer) -> QuestionFilter {
    let all = QuestionFilter::default();
    match chosen {
        "offen" => QuestionFilter { state: Some(State::Unanswered), ..all },
        "ungeloest" => QuestionFilter { unsolved: true, ..all },
        "geloest" => QuestionFilter { state: Some(State::Solved), ..all },
        "meine" => QuestionFilter { author: Some(viewer.id()), ..all },
        "kreis" => QuestionFilter { district: viewer.member().and_then(|member| member.organisation.district.clone()), ..all },
        _ => all,
    }
}
