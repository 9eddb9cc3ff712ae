//! The saved searches of somebody, on the page of what she follows.

use leptos::prelude::*;

use crate::{context::Visit, error::Error, saved::port::SavedSearch};

/// The list with its heading.
pub(crate) struct List(Vec<SavedSearch>);

impl List {
    /// Hers.
    pub(crate) async fn load(visit: &Visit) -> Result<Self, Error> {
        Ok(Self(visit.ports.saved.list(&visit.viewer).await?))
    }

    /// Each with a link to its results, and with the buttons to rename and to forget it.
    pub(crate) fn view(self) -> AnyView {
        let list = if self.0.is_empty() {
            view! { <p>"Sie haben noch keine Suche gemerkt. Auf der Seite mit den Treffern " <a href="/suche">"einer Suche"</a> " können Sie das."</p> }.into_any()
        } else {
            let items = self.0.into_iter().map(item).collect_view();
            view! { <ul class="entry-list">{items}</ul> }.into_any()
        };
        view! {
            <section class="block" aria-labelledby="suchen">
                <h2 id="suchen">"Gemerkte Suchen"</h2>
                {list}
            </section>
        }
        .into_any()
    }
}

fn item(one: SavedSearch) -> AnyView {
    let (rename, forget) = (format!("/konto/suchen/{}", one.id), format!("/konto/suchen/{}/vergessen", one.id));
    view! {
        <li class="entry notice">
            <div class="notice__text">
                <h3 class="entry__title"><a href=one.query.path()>{one.name.clone()}</a></h3>
                <p class="entry__meta"><a href=rename aria-label=format!("Umbenennen: {}", one.name)>"Umbenennen"</a></p>
            </div>
            <form class="form--inline follow" method="post" action=forget>
                <button class="kern-btn kern-btn--secondary" type="submit" aria-label=format!("Nicht mehr merken: {}", one.name)>
                    <span class="kern-label">"Nicht mehr merken"</span>
                </button>
            </form>
        </li>
    }
    .into_any()
}
