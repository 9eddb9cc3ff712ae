//! `/wiki/{slug}/dateien`: the files of an article, for those who may change them.

use leptos::prelude::*;

use super::panel;
use crate::{
    account::Action,
    attachment::port::Owner,
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Head, Narrow},
};

/// The files, and the form for more.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    visit.viewer.require(Action::WriteArticle)?;
    let article = crate::wiki::pages::asked_for(visit).await?;
    let files = visit.ports.attachments.to_change(&visit.viewer, Owner::Article(article.id)).await?;
    let told = super::told(visit);
    Ok(Page::new(format!("Dateien: {}", article.title), move || {
        let path = article.path();
        let crumbs = vec![("Wiki".to_owned(), "/wiki".to_owned()), (article.title.clone(), path.clone())];
        let panel = panel(files, format!("{path}/dateien"), &form);
        view! {
            <Narrow>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <Head title="Dateien" crumbs=crumbs><p class="lead">{article.title}</p></Head>
                {panel}
            </Narrow>
        }
    }))
}
