//! `/beitraege/{beitrag}/entfernen`: take a post away.

use leptos::prelude::*;

use super::comment::about;
use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Field, Form, Head, Narrow},
};

/// Asks whether it is meant, and moderators for a reason.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    let posted = super::named(visit).await?;
    visit.viewer.require(Action::EditPost { author: posted.author.id })?;
    if posted.removal.is_some() {
        return Err(Error::NotFound);
    }
    let own = posted.author.id == visit.viewer.id();
    Ok(Page::new("Beitrag entfernen", move || {
        let told = if own {
            "Ihr Beitrag ist dann für andere nicht mehr zu sehen. Die Moderation kann ihn wiederherstellen."
        } else {
            "Der Beitrag ist dann nicht mehr zu sehen. Sie können ihn wiederherstellen. Wer ihn geschrieben hat, bekommt Ihre Begründung."
        };
        view! {
            <Narrow>
                <Head title="Beitrag entfernen" crumbs=super::crumbs(&posted)><p class="lead">{told}</p></Head>
                {about(&posted)}
                <Form action=posted.post.at("entfernen") errors=form.errors().clone()>
                    {(!own).then(|| view! { <Field name="reason" label="Begründung" form=form.clone() maxlength=500 /> })}
                    <Actions submit="Entfernen"><a href=posted.path()>"Abbrechen"</a></Actions>
                </Form>
            </Narrow>
        }
    }))
}
