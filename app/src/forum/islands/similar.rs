//! Questions and articles that may answer a question already, while its title is typed. Without it, the step "Gibt es das
//! schon?" before the publication shows the same.
#![allow(missing_docs, reason = "the macros generate items that cannot be documented here")]

use leptos::prelude::*;

use super::pause::follow;
use crate::search::Suggestion;

/// What resembles a title.
#[server(prefix = "/inseln", endpoint = "aehnliche", input = leptos::server_fn::codec::GetUrl)]
pub async fn similar(title: String) -> Result<Vec<Suggestion>, ServerFnError> {
    use std::sync::Arc;
    let ports = expect_context::<Arc<crate::context::Ports>>();
    let viewer = expect_context::<crate::account::Viewer>();
    ports.search.similar(&viewer, &title).await.map_err(ServerFnError::new)
}

/// The list below the field for the title; and, for the server, the title that it was shown for.
#[island]
pub fn SimilarPosts() -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let seen = RwSignal::new(String::new());
    let hits = RwSignal::new(Vec::<Suggestion>::new());
    let look_up = Action::new(move |title: &String| {
        let title = title.clone();
        async move {
            let found = similar(title.clone()).await;
            // an answer that was overtaken by further typing is of no use any more
            if let Ok(found) = found
                && typed.get_untracked() == title
            {
                hits.set(found);
                seen.set(title);
            }
        }
    });
    follow("feld-title", move |title| {
        typed.set(title.clone());
        look_up.dispatch(title);
    });
    // said once for each number, not for each letter
    let told = Memo::new(move |_| match hits.with(Vec::len) {
        0 => String::new(),
        1 => "Ein ähnlicher Beitrag steht unter dem Feld.".to_owned(),
        many => format!("{many} ähnliche Beiträge stehen unter dem Feld."),
    });
    view! {
        <div class="similar">
            <input type="hidden" name="seen" value=move || seen.get() />
            <p class="visually-hidden" role="status">{move || told.get()}</p>
            <section class="panel" aria-label="Gibt es das schon?" hidden=move || hits.with(Vec::is_empty)>
                <p><strong>"Gibt es das schon?"</strong></p>
                <ul class="similar__list">{move || hits.get().into_iter().map(entry).collect_view()}</ul>
            </section>
        </div>
    }
}

/// A link that leaves the form where it is.
fn entry(hit: Suggestion) -> impl IntoView {
    view! {
        <li>
            <a href=hit.path target="_blank" rel="noopener">{hit.title}<span class="visually-hidden">" (öffnet ein neues Fenster)"</span></a>
            <span class="meta">{hit.meta}</span>
        </li>
    }
}
