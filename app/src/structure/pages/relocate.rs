//! `/wiki/{slug}/adresse`: another title, another address, another place in the tree.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Field, Form, Head, Narrow},
    wiki::pages::asked_for,
};

/// The form.
pub async fn page(visit: &Visit, typed: Option<FormState>) -> Result<Page, Error> {
    let article = asked_for(visit).await?;
    let standing = visit.ports.structure.standing(&visit.viewer, article.id).await?;
    let form = typed.unwrap_or_else(|| {
        FormState::filled([
            ("title", standing.title),
            ("address", standing.address),
            ("parent", standing.parent),
            ("position", standing.position),
        ])
    });
    Ok(Page::new(format!("Umbenennen und einordnen: {}", article.title), move || {
        let crumbs = vec![("Wiki".to_owned(), "/wiki".to_owned()), (article.title.clone(), article.path())];
        view! {
            <Narrow>
                <Head title="Umbenennen und einordnen" crumbs=crumbs>
                    <p class="lead">"Alte Titel und Adressen führen für immer hierher; kein Link wird davon ungültig."</p>
                </Head>
                <Form errors=form.errors().clone()>
                    <Field name="title" label="Titel" form=form.clone() maxlength=200 />
                    <Field name="address" label="Adresse" form=form.clone() optional=true
                        hint="Steht hinter /wiki/. Wenn Sie das Feld leeren, folgt sie dem Titel." />
                    <Field name="parent" label="Übergeordneter Artikel" form=form.clone() optional=true
                        hint="Titel oder Adresse des Artikels, unter dem dieser steht. Leer: Er steht für sich." />
                    <Field name="position" label="Reihenfolge" form=form.clone() optional=true
                        hint="Eine Zahl; unter demselben Artikel kommen kleinere zuerst, gleiche nach dem Alphabet." />
                    <Actions submit="Speichern"><a href=article.path()>"Abbrechen"</a></Actions>
                </Form>
            </Narrow>
        }
    }))
}
