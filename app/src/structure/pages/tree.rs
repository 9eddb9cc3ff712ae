//! `/wiki/baum`: all articles that have a place in the tree.

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    page::Page,
    structure::port::Branch,
    ui::{Empty, Head, Narrow},
};

/// The page tree.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let tree = visit.ports.structure.tree(&visit.viewer).await?;
    let may_move = visit.viewer.may(Action::Moderate);
    Ok(Page::new("Seitenbaum", move || {
        let help = may_move.then(|| {
            view! { <p class="meta">"Wo ein Artikel steht, ändern Sie auf seiner Seite unter „Umbenennen und einordnen“."</p> }
        });
        view! {
            <Narrow>
                <Head title="Seitenbaum" crumbs=vec![("Wiki".to_owned(), "/wiki".to_owned())]>
                    <p class="lead">"Artikel, die zusammengehören. Alle anderen finden Sie im "<a href="/wiki">"Wiki"</a>"."</p>
                    {help}
                </Head>
                {if tree.is_empty() {
                    view! { <Empty><p>"Noch hat kein Artikel Unterseiten."</p><p><a href="/wiki">"Alle Artikel"</a></p></Empty> }.into_any()
                } else {
                    list(tree)
                }}
            </Narrow>
        }
    }))
}

/// The depth is bounded where articles are moved.
fn list(branches: Vec<Branch>) -> AnyView {
    let items = branches
        .into_iter()
        .map(|branch| {
            let below = (!branch.below.is_empty()).then(|| list(branch.below));
            view! { <li><a href=branch.place.path()>{branch.place.title.clone()}</a>{below}</li> }
        })
        .collect_view();
    view! { <ul class="tree">{items}</ul> }.into_any()
}
