//! On the front page: what is coming, while it matters.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{announcement::port::Announcement, context::Visit, error::Error};

/// So many are shown.
const SHOWN: i64 = 3;

/// What matters now.
pub async fn load(visit: &Visit) -> Result<Vec<Announcement>, Error> {
    visit.ports.announcements.current(&visit.viewer, SHOWN).await
}

/// Nothing where there is nothing to tell.
pub fn view(announced: Vec<Announcement>, now: Timestamp) -> Option<AnyView> {
    if announced.is_empty() {
        return None;
    }
    let items = announced
        .into_iter()
        .map(
            |one| view! { <li><a href=one.path()>{one.title.clone()}</a> <br /> <span class="muted">{one.meta(now)}</span></li> },
        )
        .collect_view();
    Some(
        view! {
            <section class="panel" aria-labelledby="termine">
                <h2 id="termine">"Termine und Neues"</h2>
                <ul class="municipality-list">{items}</ul>
                <p><a href="/termine">"Alle Termine"</a></p>
            </section>
        }
        .into_any(),
    )
}
