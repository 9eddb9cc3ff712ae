//! `/wiki/baum`: all articles that have a place in the tree.

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    page::Page,
    structure::port::{Branch, Place},
    text,
    ui::{Empty, Head, Narrow, with_query},
};

const PATH: &str = "/wiki/baum";

/// The page tree; of a large one the first levels, and each part of it on a page of its own.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let below = visit.chosen("ab");
    let tree = visit.ports.structure.tree(&visit.viewer, below.as_deref()).await?;
    let may_move = visit.viewer.may(Action::Moderate);
    let here = tree.above.last().cloned();
    let title = here.as_ref().map_or_else(|| "Seitenbaum".to_owned(), |here| format!("Seitenbaum: {}", here.title));
    Ok(Page::new(title, move || {
        let help = may_move.then(|| {
            view! { <p class="meta">"Wo ein Artikel steht, ändern Sie auf seiner Seite unter „Umbenennen und einordnen“."</p> }
        });
        let whole = here.is_some().then(|| ("Seitenbaum".to_owned(), PATH.to_owned()));
        let above = tree.above.iter().take(tree.above.len().saturating_sub(1)).map(|place| (place.title.clone(), part(place)));
        let crumbs = std::iter::once(("Wiki".to_owned(), "/wiki".to_owned())).chain(whole).chain(above).collect();
        let lead = match &here {
            Some(here) => view! { <p class="lead">"Unterseiten von "<a href=here.path()>{here.title.clone()}</a></p> }.into_any(),
            None => view! { <p class="lead">"Artikel, die zusammengehören. Alle anderen finden Sie im "<a href="/wiki">"Wiki"</a>"."</p> }.into_any(),
        };
        view! {
            <Narrow>
                <Head title="Seitenbaum" crumbs=crumbs>
                    {lead}
                    {help}
                </Head>
                {match (tree.branches.is_empty(), here.is_some()) {
                    (false, _) => list(tree.branches),
                    (true, true) => view! { <Empty><p>"Dieser Artikel hat keine Unterseiten."</p></Empty> }.into_any(),
                    (true, false) => view! { <Empty><p>"Noch hat kein Artikel Unterseiten."</p><p><a href="/wiki">"Alle Artikel"</a></p></Empty> }.into_any(),
                }}
            </Narrow>
        }
    }))
}

/// Where the part below an article is.
fn part(place: &Place) -> String {
    with_query(PATH, &[], "ab", &place.slug)
}

/// The depth is bounded where articles are moved.
fn list(branches: Vec<Branch>) -> AnyView {
    let items = branches
        .into_iter()
        .map(|branch| {
            let more = (branch.more > 0).then(|| {
                let number = text::count(i64::try_from(branch.more).unwrap_or(i64::MAX), "Unterseite", "Unterseiten");
                let of = format!(" von {}", branch.place.title);
                view! { " · " <a href=part(&branch.place)>{number}<span class="visually-hidden">{of}</span></a> }
            });
            let below = (!branch.below.is_empty()).then(|| list(branch.below));
            view! { <li><a href=branch.place.path()>{branch.place.title.clone()}</a>{more}{below}</li> }
        })
        .collect_view();
    view! { <ul class="tree">{items}</ul> }.into_any()
}
