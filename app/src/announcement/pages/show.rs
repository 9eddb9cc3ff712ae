//! `/termine/{id}`: one announcement.

use leptos::prelude::*;

use crate::{
    account::Action,
    announcement::port::Announcement,
    context::Visit,
    error::Error,
    page::Page,
    text,
    ui::{Head, Narrow},
    wiki::Visibility,
};

/// The announcement that the path names.
pub(super) async fn asked_for(visit: &Visit) -> Result<Announcement, Error> {
    visit.ports.announcements.announcement(&visit.viewer, visit.id("id")?).await?.ok_or(Error::NotFound)
}

/// The announcement.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let one = asked_for(visit).await?;
    let may_change = visit.viewer.may(Action::Moderate);
    let told = match visit.query("hinweis") {
        "angekuendigt" => Some("Die Ankündigung ist veröffentlicht."),
        "gespeichert" => Some("Die Änderung ist gespeichert."),
        _ => None,
    };
    let public = one.visibility == Visibility::Public;
    let description = one.when().unwrap_or_else(|| one.title.clone());
    let page = Page::new(one.title.clone(), move || {
        let path = one.path();
        let when = one.when().map(|when| view! { <dt>"Wann"</dt><dd>{when}</dd> });
        let place = (!one.place.is_empty()).then(|| view! { <dt>"Wo"</dt><dd>{one.place.clone()}</dd> });
        let link = (!one.link.is_empty()).then(|| {
            view! { <dt>"Mehr dazu"</dt><dd><a href=one.link.clone() rel="noopener noreferrer">{one.link.clone()}</a></dd> }
        });
        let some = one.starts_at.is_some() || !one.place.is_empty() || !one.link.is_empty();
        view! {
            <Narrow>
                <Head title=one.title.clone() crumbs=vec![("Termine".to_owned(), "/termine".to_owned())]>
                    <p class="meta">{format!("Angekündigt am {} · {}", text::date(one.created_at), one.visibility.label())}</p>
                </Head>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                {some.then(|| view! { <dl class="facts">{when}{place}{link}</dl> })}
                <div class="prose" inner_html=one.html.clone()></div>
                {may_change.then(|| view! {
                    <div class="block">
                        <p class="form__actions"><a class="kern-btn kern-btn--secondary" href=format!("{path}/bearbeiten")><span class="kern-label">"Bearbeiten"</span></a></p>
                        <form class="confirm" method="post" action=format!("{path}/entfernen")>
                            <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Ankündigung entfernen"</span></button>
                        </form>
                    </div>
                })}
            </Narrow>
        }
    })
    .with_description(description);
    Ok(if public { page.for_everybody(visit) } else { page })
}
