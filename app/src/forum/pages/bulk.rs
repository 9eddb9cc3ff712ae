//! `/moderation/fragen`: topic and tags of several questions at once.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    forum::port::{QuestionEntry, QuestionFilter},
    list::Slice,
    moderation::pages::{Waiting, tabs},
    page::Page,
    ui::{Actions, Chips, Empty, ErrorSummary, Field, Head, Pagination, Select, Wide},
    wiki::pages::list::chips_at,
};

const PATH: &str = "/moderation/fragen";
/// Questions on a page: so many can be changed at once.
const PAGE: i64 = 50;

/// The list with a box before each question.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let (ports, viewer, now) = (&visit.ports, &visit.viewer, visit.now);
    viewer.require(Action::Moderate)?;
    let filter = QuestionFilter { topic: visit.chosen("thema"), tag: visit.chosen("schlagwort"), ..QuestionFilter::default() };
    let number = visit.page_number();
    let slice = Slice { offset: (number - 1) * PAGE, limit: PAGE };
    let questions = ports.forum.questions(viewer, &filter, slice).await?;
    let total = ports.forum.count(viewer, &filter).await?;
    let topics = ports.subjects.topics().await?;
    let waiting = Waiting::load(visit).await?;
    let query = visit.query.clone();
    let names: Vec<_> = topics.into_iter().map(|topic| (topic.slug, topic.name)).collect();
    let chips = chips_at(PATH, &query, "thema", filter.topic.as_deref(), names.clone());
    let told = (visit.query("hinweis") == "geaendert").then_some("Thema und Schlagworte sind geändert.");
    Ok(Page::new("Fragen ordnen", move || {
        let choices = [(String::new(), "nicht ändern".to_owned()), ("-".to_owned(), "ohne Thema".to_owned())]
            .into_iter()
            .chain(names)
            .collect::<Vec<_>>();
        let list = if questions.is_empty() {
            view! { <Empty><p>"Hier gibt es keine Frage."</p></Empty> }.into_any()
        } else {
            let rows = questions.iter().map(|question| row(&form, question, now)).collect_view();
            view! {
                <form class="form form--wide" method="post" action=PATH novalidate=true>
                    <fieldset class="kern-fieldset" id="feld-questions">
                        <legend class="kern-label">"Welche Fragen?"</legend>
                        {rows}
                    </fieldset>
                    <Select name="topic" label="Neues Thema" form=form.clone() choices=choices optional=true />
                    <Field name="add" label="Schlagworte dazu" form=form.clone() maxlength=300 optional=true hint="Mit Komma getrennt." />
                    <Field name="remove" label="Schlagworte entfernen" form=form.clone() maxlength=300 optional=true hint="Mit Komma getrennt." />
                    <Actions submit="Ausgewählte ändern" />
                </form>
            }
            .into_any()
        };
        view! {
            <Wide>
                <Head title="Fragen ordnen"><p class="lead">"Thema und Schlagworte mehrerer Fragen auf einmal ändern."</p></Head>
                {tabs(PATH, waiting)}
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <ErrorSummary errors=form.errors().clone() />
                <Chips label="Thema" chips=chips folded=true />
                {list}
                <Pagination path=PATH.to_owned() query=query number=number total=total size=PAGE />
            </Wide>
        }
    }))
}

fn row(form: &FormState, question: &QuestionEntry, now: Timestamp) -> AnyView {
    let id = question.id.to_string();
    let checked = form.values().any(|(name, value)| name == "questions" && value == id);
    let control = format!("questions-{id}");
    view! {
        <div class="kern-form-check">
            <input class="kern-form-check__checkbox" type="checkbox" id=control.clone() name="questions" value=id checked=checked />
            <label class="kern-label" for=control>{question.title.clone()}</label>
            <p class="kern-hint"><a href=question.path()>{format!("Frage {}", question.id)}</a> {format!(" · {}", question.meta(now))}</p>
        </div>
    }
    .into_any()
}
