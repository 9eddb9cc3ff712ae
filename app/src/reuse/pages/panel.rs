//! Nachnutzung beside an article: who has come how far, and the way to say it for one's own municipality.

use leptos::prelude::*;

use super::by_status;
use crate::{
    account::Action,
    context::Visit,
    error::Error,
    reuse::port::{Reuse, is_reusable},
    text,
    wiki::port::Article,
};

/// What the panel shows.
pub struct Panel {
    entries: Vec<Reuse>,
    /// Where to say it, and about whom.
    path: String,
    own: Option<(i64, String)>,
}

/// Loads it; nothing for articles that describe nothing to reuse.
pub async fn load(visit: &Visit, article: &Article) -> Result<Option<Panel>, Error> {
    if !is_reusable(article.kind) {
        return Ok(None);
    }
    let entries = visit.ports.reuses.of_article(&visit.viewer, article.id).await?;
    let may = visit.viewer.may(Action::Discuss);
    let own = visit.viewer.member().filter(|_| may).map(|me| (me.organisation.id, me.organisation.name.clone()));
    Ok(Some(Panel { entries, path: format!("{}/nachnutzung", article.path()), own }))
}

impl Panel {
    /// The section.
    #[must_use]
    pub fn view(self) -> AnyView {
        let rows = by_status(&self.entries)
            .into_iter()
            .map(|(status, entries)| {
                let names = entries
                    .into_iter()
                    .enumerate()
                    .map(|(index, one)| view! { {(index > 0).then_some(", ")} <a href=format!("/kommunen/{}", one.organisation_slug)>{one.organisation.clone()}</a> })
                    .collect_view();
                view! { <dt>{status.label()}</dt><dd>{names}</dd> }
            })
            .collect_view();
        let number = i64::try_from(self.entries.len()).unwrap_or(i64::MAX);
        let known = self.own.as_ref().is_some_and(|(id, _)| self.entries.iter().any(|one| one.organisation_id == *id));
        let action = self
            .own
            .map(|(_, name)| if known { format!("Stand von {name} ändern") } else { format!("Stand von {name} eintragen") });
        let body = if number == 0 {
            view! { <p class="muted">"Noch hat keine Kommune eingetragen, dass sie das nachnutzt."</p> }.into_any()
        } else {
            view! { <p><strong>{text::count(number, "Kommune", "Kommunen")}</strong></p><dl class="facts">{rows}</dl> }.into_any()
        };
        view! {
            <section class="panel" aria-labelledby="nachnutzung">
                <h2 id="nachnutzung">"Nachnutzung"</h2>
                {body}
                {(number > 0).then(|| view! { <p><a href=self.path.clone()>"Tabelle und Karte"</a></p> })}
                {action.map(|action| view! {
                    <p class="form__actions"><a class="kern-btn kern-btn--secondary" href=format!("{}#eintragen", self.path)><span class="kern-label">{action}</span></a></p>
                })}
            </section>
        }
        .into_any()
    }
}
