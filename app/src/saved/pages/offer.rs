//! On the page of results: the form that saves the search, or the button that forgets it.

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    saved::{port::SavedSearch, suggested_name},
    search::port::{Query, Results},
    ui::{Actions, Field, Form},
};

/// What can be done with the search of the page.
pub(crate) struct Offer {
    saved: Option<SavedSearch>,
    told: Option<&'static str>,
}

impl Offer {
    /// For members; others get none.
    pub(crate) async fn load(visit: &Visit, asked: &Query) -> Result<Option<Self>, Error> {
        if !visit.viewer.may(Action::ReadNetwork) {
            return Ok(None);
        }
        let saved = visit.ports.saved.find(&visit.viewer, asked).await?;
        let told = match visit.query("hinweis") {
            "gemerkt" if saved.is_some() => Some("Diese Suche ist gemerkt. Gibt es dazu etwas Neues, erfahren Sie es."),
            "vergessen" if saved.is_none() => Some("Diese Suche ist nicht mehr gemerkt."),
            _ => None,
        };
        Ok(Some(Self { saved, told }))
    }

    /// `form` is the one that was sent, when something was wrong with it.
    pub(crate) fn view(self, asked: &Query, results: &Results, form: Option<FormState>) -> AnyView {
        let offer = match self.saved {
            Some(saved) => remembered(&saved),
            None => save(asked, results, form),
        };
        view! {
            {self.told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
            {offer}
        }
        .into_any()
    }
}

fn save(asked: &Query, results: &Results, form: Option<FormState>) -> AnyView {
    let wrong = form.as_ref().is_some_and(|form| !form.errors().is_empty());
    let form = form.unwrap_or_else(|| FormState::filled([("name", suggested_name(asked, results))]));
    let query = asked.address();
    view! {
        <details class="filters" open=wrong>
            <summary>"Diese Suche merken"</summary>
            <Form action="/suche" errors=form.errors().clone()>
                <p>"Kommt eine Frage oder ein Artikel dazu, worin alle Ihre Wörter stehen, sagen wir Ihnen Bescheid."</p>
                <input type="hidden" name="suche" value=query />
                <Field name="name" label="Name der Suche" form=form autocomplete="off" />
                <Actions submit="Suche merken" />
            </Form>
        </details>
    }
    .into_any()
}

fn remembered(saved: &SavedSearch) -> AnyView {
    view! {
        <form class="form--inline" method="post" action=format!("/konto/suchen/{}/vergessen", saved.id)>
            <p>"Gemerkt als " <a href="/konto/abos#suchen">{format!("„{}“", saved.name)}</a></p>
            <input type="hidden" name="back" value="results" />
            <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Nicht mehr merken"</span></button>
        </form>
    }
    .into_any()
}
