//! `/wiki/{slug}/vorschlaege`: what is proposed for an article, side by side.

use leptos::prelude::*;

use super::changes;
use crate::{
    account::Action,
    context::Visit,
    error::Error,
    page::Page,
    text,
    ui::{Empty, Head, Wide},
    wiki::{drafts::port::Draft, pages::asked_for},
};

/// All of them for moderators, for others their own.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let article = asked_for(visit).await?;
    let reviews = visit.viewer.may(Action::WriteArticle);
    let mut proposals = Vec::new();
    for draft in visit.ports.drafts.proposals(&visit.viewer, article.id).await? {
        let changes = changes::view(visit, &draft).await?;
        proposals.push((draft, changes));
    }
    Ok(Page::new(format!("Vorschläge: {}", article.title), move || {
        let crumbs = vec![("Wiki".to_owned(), "/wiki".to_owned()), (article.title.clone(), article.path())];
        let edit = format!("{}/bearbeiten", article.path());
        let list = if proposals.is_empty() {
            view! { <Empty><p>"Zu diesem Artikel wartet kein Vorschlag."</p><p><a href=edit>"Eine Änderung vorschlagen"</a></p></Empty> }.into_any()
        } else {
            let items = proposals.into_iter().map(|(draft, changes)| item(&draft, changes, reviews)).collect_view();
            view! { <div class="proposals">{items}</div> }.into_any()
        };
        view! {
            <Wide>
                <Head title="Vorschläge" crumbs=crumbs><p class="lead">{article.title.clone()}</p></Head>
                {list}
            </Wide>
        }
    }))
}

fn item(draft: &Draft, changes: Option<AnyView>, reviews: bool) -> AnyView {
    let (path, label) = if reviews {
        (format!("/moderation/pruefung/{}", draft.id), "Prüfen und entscheiden")
    } else {
        (draft.path(), "Zu Ihrem Vorschlag")
    };
    let who = format!("{}, {}", draft.author.name, draft.author.organisation);
    view! {
        <article class="panel">
            <h2>{who}</h2>
            <p class="meta">{draft.submitted_at.map(text::date_and_time)}</p>
            {(!draft.typed.note.is_empty()).then(|| view! { <p>{draft.typed.note.clone()}</p> })}
            {changes}
            <p><a href=path>{label}</a></p>
        </article>
    }
    .into_any()
}
