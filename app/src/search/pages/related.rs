//! Below an article or a question: what else is about the same.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    search::{Kind, Suggestion},
};

/// What is about the same, as the viewer may see it.
pub(crate) struct Related(Vec<Suggestion>);

impl Related {
    /// For an article or a question.
    pub(crate) async fn load(visit: &Visit, kind: Kind, id: i64) -> Result<Self, Error> {
        Ok(Self(visit.ports.search.related(&visit.viewer, kind, id).await?))
    }

    /// Nothing, where nothing is about the same.
    pub(crate) fn view(self) -> Option<AnyView> {
        let entries = self.0.into_iter().map(|one| {
            view! { <li><a href=one.path>{one.title}</a> <span class="meta">{one.meta}</span></li> }
        });
        let entries: Vec<_> = entries.collect();
        (!entries.is_empty()).then(|| {
            view! {
                <section class="block related" aria-labelledby="aehnliche">
                    <h2 id="aehnliche">"Ähnliche Beiträge"</h2>
                    <ul class="related__list">{entries}</ul>
                </section>
            }
            .into_any()
        })
    }
}
