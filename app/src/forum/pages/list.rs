//! `/fragen`: what is asked.

use leptos::prelude::*;

use crate::{
    account::{Action, Viewer},
    context::Visit,
    error::Error,
    forum::{
        lists::{Part, Place},
        port::{QuestionFilter, State},
    },
    organisation::port::Kind,
    page::Page,
    ui::{Chips, Empty, Head, Turn, Wide, question_entries, with_query},
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

/// What of an address says which list it is.
pub const NARROWING: [&str; 4] = ["zeige", "thema", "schlagwort", "kommune"];

/// Which list was asked for.
pub struct Chosen {
    /// What is in it.
    pub filter: QuestionFilter,
    /// In words, as parts of a title: none for all questions.
    pub words: Vec<String>,
    /// Values that chips do not show: name in the query, and what is said of it.
    only: Vec<(&'static str, String)>,
}

impl Chosen {
    /// Reads it from the query. What does not exist narrows the list to nothing, and so does what the viewer may not know of.
    pub async fn of(visit: &Visit) -> Result<Self, Error> {
        let (ports, viewer) = (&visit.ports, &visit.viewer);
        let shown = visit.query("zeige");
        let mut filter = QuestionFilter { topic: visit.chosen("thema"), ..filter(shown, viewer) };
        let choice = CHOICES.into_iter().find(|(value, _)| *value == shown).map(|(_, text)| text.to_owned());
        let mut words: Vec<String> = choice.into_iter().collect();
        if let Some(slug) = &filter.topic {
            words.extend(ports.subjects.topic(slug).await?.map(|topic| topic.name));
        }
        let mut only = Vec::new();
        if let Some(typed) = visit.chosen("schlagwort") {
            // as typed: the name of a tag is as hidden as all that has it
            only.push(("schlagwort", format!("mit dem Schlagwort „{typed}“")));
            words.push(typed.clone());
            let tag = ports.subjects.tag(&crate::text::slug(&typed)).await?;
            filter.tag = Some(tag.map_or(typed, |tag| tag.slug));
        }
        if let Some(slug) = visit.chosen("kommune") {
            let one = ports.organisations.by_slug(viewer, &slug).await?.ok_or(Error::NotFound)?;
            only.push(("kommune", format!("aus: {}", one.name)));
            words.push(one.name);
            if one.kind == Kind::District {
                filter.district = Some(one.slug);
            } else {
                filter.organisation = Some(one.id);
            }
        }
        Ok(Self { filter, words, only })
    }
}

/// Which part of the list was asked for; anything odd is its beginning.
fn place(visit: &Visit) -> Place {
    match (visit.query("vor").parse(), visit.query("nach").parse()) {
        (Ok(key), _) => Place::Before(key),
        (_, Ok(key)) => Place::After(key),
        _ => Place::Newest,
    }
}

/// The list.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (ports, viewer, now) = (&visit.ports, &visit.viewer, visit.now);
    viewer.require(Action::ReadNetwork)?;
    let Chosen { filter, only, words } = Chosen::of(visit).await?;
    let Part { pinned, questions, newer, older } = ports.lists.part(viewer, &filter, place(visit)).await?;
    let topics = ports.subjects.topics().await?;
    let query = visit.query.clone();
    // partners and authorities have no Kreis
    let has_district = viewer.member().is_some_and(|member| member.organisation.district.is_some());
    let offered = CHOICES.into_iter().filter(|(value, _)| *value != "kreis" || has_district);
    let choices: Vec<_> = offered.map(|(value, text)| (value.to_owned(), text.to_owned())).collect();
    let states = chips_at("/fragen", &query, "zeige", Some(visit.query("zeige")), choices);
    let topics =
        chips_at("/fragen", &query, "thema", filter.topic.as_deref(), topics.into_iter().map(|topic| (topic.slug, topic.name)));
    let narrowing: Vec<_> = query.iter().filter(|(name, _)| NARROWING.contains(&name.as_str())).cloned().collect();
    let feed = with_query("/feeds/fragen", &narrowing, "", "");
    let subscribe = with_query("/konto/feeds", &narrowing, "", "");
    let title = std::iter::once("Fragen".to_owned()).chain(words).collect::<Vec<_>>().join(" · ");
    Ok(Page::new("Fragen", move || {
        let only = only
            .into_iter()
            .map(|(name, said)| view! { <p class="meta">{format!("Nur Fragen {said}. ")}<a href=with_query("/fragen", &query, name, "")>"Alle zeigen"</a></p> })
            .collect_view();
        view! {
            <Wide>
                <Head title="Fragen"><p class="lead">"Fragen Sie Kolleginnen und Kollegen aus der ganzen Region, oder helfen Sie weiter."</p>
                    <p><a class="kern-btn kern-btn--secondary" href="/fragen/neu"><span class="kern-label">"Frage stellen"</span></a></p>
                </Head>
                <Chips label="Zeige" chips=states />
                <Chips label="Thema" chips=topics folded=true />
                {only}
                {(!pinned.is_empty()).then(|| view! {
                    <section class="block" aria-labelledby="angeheftet"><h2 id="angeheftet">"Angeheftet"</h2>{question_entries(pinned.clone(), now)}</section>
                })}
                {if questions.is_empty() {
                    pinned.is_empty().then(|| view! { <Empty><p>"Hier gibt es keine Frage."</p><p><a href="/fragen">"Alle Fragen"</a> " · " <a href="/fragen/neu">"Frage stellen"</a></p></Empty> }).into_any()
                } else {
                    view! { <h2 class="visually-hidden">"Liste der Fragen"</h2> {question_entries(questions, now)} }.into_any()
                }}
                <Turn path="/fragen" query=query.clone() newer=("← Neuere Fragen", newer.map(|key| key.to_string()))
                    older=("Ältere Fragen →", older.map(|key| key.to_string())) />
                <p class="meta block"><a href=subscribe>"Diese Liste als Feed abonnieren"</a></p>
            </Wide>
        }
    })
    .with_feed(title, feed))
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
