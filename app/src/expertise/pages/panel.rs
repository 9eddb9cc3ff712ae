//! On the page of an organisation: what it knows its way around in, and why we think so.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    expertise::{Expertise, SubjectKind},
};

/// So many topics are shown with their reasons.
const TOPICS: usize = 5;
/// So many tags are shown below them.
const TAGS: usize = 10;

/// What it knows.
pub async fn load(visit: &Visit, organisation: i64) -> Result<Vec<Expertise>, Error> {
    visit.ports.expertises.of_organisation(&visit.viewer, organisation).await
}

/// Nothing where there is nothing to tell.
pub fn view(all: Vec<Expertise>) -> Option<AnyView> {
    if all.is_empty() {
        return None;
    }
    let (topics, tags): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.kind == SubjectKind::Topic);
    let (some_topics, some_tags) = (!topics.is_empty(), !tags.is_empty());
    let topics = topics
        .into_iter()
        .take(TOPICS)
        .map(|one| view! { <li><a href=one.path()>{one.name.clone()}</a> {format!(" ({})", one.evidence.reasons())}</li> })
        .collect_view();
    let tags = tags
        .into_iter()
        .take(TAGS)
        .map(|one| view! { <li><a class="chip" href=one.path()>{one.name.clone()}</a></li> })
        .collect_view();
    Some(
        view! {
            <section class="block" aria-labelledby="kenntnisse">
                <h2 id="kenntnisse">"Hier kennt man sich aus mit"</h2>
                {some_topics.then(|| view! { <ul class="municipality-list">{topics}</ul> })}
                {some_tags.then(|| view! { <ul class="chips" aria-label="Schlagworte">{tags}</ul> })}
            </section>
        }
        .into_any(),
    )
}
