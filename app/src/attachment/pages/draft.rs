//! `/wiki/entwuerfe/{id}/dateien`: the files of a draft. They become those of the article with it.

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
    visit.viewer.require(Action::WriteDraft)?;
    let draft = visit.ports.drafts.draft(&visit.viewer, visit.id("id")?).await?.ok_or(Error::NotFound)?;
    let files = visit.ports.attachments.to_change(&visit.viewer, Owner::Draft(draft.id)).await?;
    let told = super::told(visit);
    Ok(Page::new(format!("Dateien: {}", draft.title()), move || {
        let path = draft.path();
        let crumbs = vec![("Meine Entwürfe".to_owned(), "/wiki/entwuerfe".to_owned()), (draft.title(), path.clone())];
        let panel = panel(files, format!("{path}/dateien"), &form);
        view! {
            <Narrow>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <Head title="Dateien" crumbs=crumbs><p class="lead">{format!("Zum Entwurf: {}", draft.title())}</p></Head>
                {panel}
            </Narrow>
        }
    }))
}
