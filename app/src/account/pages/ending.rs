//! `/verwaltung/konten/{id}/beenden`: asks once more before an account ends.

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    page::Page,
    ui::{Actions, Form, Head, Narrow},
};

/// What will happen, and the button.
pub async fn page(visit: &Visit, form: FormState) -> Result<Page, Error> {
    visit.viewer.require(Action::Administer)?;
    let person = visit.ports.accounts.profile(&visit.viewer, visit.id("id")?).await?;
    Ok(Page::new(format!("Konto beenden: {}", person.name), move || {
        let crumbs = vec![("Verwaltung".to_owned(), "/verwaltung".to_owned())];
        let action = format!("/verwaltung/konten/{}/beenden", person.id);
        let ended = person.ended.is_some();
        view! {
            <Narrow>
                <Head title="Konto beenden" crumbs=crumbs>
                    <p class="lead">{format!("{}, {}", person.name, person.organisation.1)}</p>
                </Head>
                {if ended {
                    view! { <p>"Dieses Konto ist schon beendet."</p> }.into_any()
                } else {
                    view! {
                        <ul>
                            <li>"Die Person wird abgemeldet und kann sich nicht mehr anmelden."</li>
                            <li>"Sie bekommt keine Mails mehr."</li>
                            <li>"Ihre Texte bleiben, mit ihrem Namen."</li>
                            <li>"Artikel, die sie betreut, gehen an die Vertretung; deren Mitglieder werden benachrichtigt."</li>
                        </ul>
                        <p>"Sie können das Konto später wieder öffnen."</p>
                        <Form action=action errors=form.errors().clone()>
                            <Actions submit="Konto beenden"><a href="/verwaltung">"Abbrechen"</a></Actions>
                        </Form>
                    }
                    .into_any()
                }}
            </Narrow>
        }
    }))
}
