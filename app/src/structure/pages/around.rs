//! What lies around an article, on its page.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    structure::port::{Place, Surroundings},
    ui::Crumb,
    wiki::port::Article,
};

/// Loads it.
pub async fn load(visit: &Visit, article: &Article) -> Result<Surroundings, Error> {
    visit.ports.structure.around(&visit.viewer, article.id).await
}

/// The way down to an article.
#[must_use]
pub fn crumbs(around: &Surroundings) -> Vec<Crumb> {
    around.above.iter().map(|place| (place.title.clone(), place.path())).collect()
}

/// The articles below it, and those that link to it.
#[must_use]
pub fn panel(around: &Surroundings) -> Option<AnyView> {
    let section = |id: &'static str, title: &'static str, places: &[Place]| {
        (!places.is_empty()).then(|| {
            let items = places.iter().map(link).collect_view();
            view! { <section class="panel" aria-labelledby=id><h2 id=id>{title}</h2><ul class="links">{items}</ul></section> }
        })
    };
    let below = section("unterseiten", "Unterseiten", &around.below);
    let linked = section("verweise", "Hierher verweisen", &around.linked_from);
    (below.is_some() || linked.is_some()).then(|| view! { {below}{linked} }.into_any())
}

/// The ways to the siblings, below the text.
#[must_use]
pub fn siblings(around: &Surroundings) -> Option<AnyView> {
    let previous = around.previous.as_ref().map(|place| {
        view! { <li><a href=place.path() rel="prev"><span aria-hidden="true">"← "</span><span class="visually-hidden">"Vorherige Seite: "</span>{place.title.clone()}</a></li> }
    });
    let next = around.next.as_ref().map(|place| {
        view! { <li class="siblings__next"><a href=place.path() rel="next"><span class="visually-hidden">"Nächste Seite: "</span>{place.title.clone()}<span aria-hidden="true">" →"</span></a></li> }
    });
    (previous.is_some() || next.is_some())
        .then(|| view! { <nav class="siblings" aria-label="Nachbarseiten"><ul>{previous}{next}</ul></nav> }.into_any())
}

fn link(place: &Place) -> impl IntoView + use<> {
    view! { <li><a href=place.path()>{place.title.clone()}</a></li> }
}
