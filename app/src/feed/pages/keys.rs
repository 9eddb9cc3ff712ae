//! `/konto/feeds`: the key that opens one's feeds, and their addresses.

use leptos::prelude::*;

use crate::{
    account::{Action, pages::own::tabs},
    context::Visit,
    error::Error,
    forum::pages::list::{Chosen, NARROWING},
    page::Page,
    text,
    ui::{Actions, Form, Head, Narrow, with_query},
};

/// Lists that everybody has: what they are called, and what narrows them.
const LISTS: [(&str, &str); 5] = [
    ("Alle Fragen", ""),
    ("Ohne Antwort", "offen"),
    ("Ungelöst", "ungeloest"),
    ("Mein Kreis", "kreis"),
    ("Meine Fragen", "meine"),
];

/// Whether there is a key; with a `fresh` one the addresses.
pub async fn page(visit: &Visit, fresh: Option<String>) -> Result<Page, Error> {
    visit.viewer.require(Action::ReadNetwork)?;
    let since = visit.ports.feeds.since(&visit.viewer).await?;
    let addresses = match &fresh {
        Some(key) => addresses(visit, key).await?,
        None => Vec::new(),
    };
    let ended = (visit.query("hinweis") == "beendet")
        .then_some("Ihr Schlüssel ist gelöscht. Die Adressen Ihrer Feeds gelten nicht mehr.");
    let told = ended.or(fresh.is_some().then_some(
        "Ihr neuer Schlüssel gilt. Kopieren Sie jetzt die Adressen, die Sie brauchen: Wir zeigen sie nur dieses eine Mal.",
    ));
    Ok(Page::new("Feeds", move || {
        let rows = addresses.into_iter().enumerate().map(|(number, one)| row(number, one)).collect_view();
        let submit = if since.is_some() { "Neuen Schlüssel anlegen" } else { "Schlüssel anlegen" };
        view! {
            <Narrow>
                <Head title="Feeds">
                    <p class="lead">"Neue Fragen in einem Programm lesen, das Feeds abonniert, etwa in Outlook oder Thunderbird."</p>
                </Head>
                {tabs("/konto/feeds")}
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                {rows}
                <p>"Solche Programme können sich nicht anmelden. Deshalb steht in der Adresse ein Schlüssel, der nur Ihre Feeds öffnet: Wer ihn hat, liest dort, was Mitglieder Ihres Kreises lesen. Geben Sie die Adressen nicht weiter."</p>
                {since.map(|since| view! { <p>{format!("Ihr Schlüssel gilt seit dem {}. Ein neuer ersetzt ihn; die alten Adressen gelten dann nicht mehr.", text::date(since))}</p> })}
                <Form><Actions submit=submit /></Form>
                {since.map(|_| view! {
                    <form class="form" method="post" action="/konto/feeds/beenden">
                        <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Schlüssel löschen"</span></button>
                    </form>
                })}
            </Narrow>
        }
    }))
}

/// Name and address of each feed; first the list that the visitor came from.
async fn addresses(visit: &Visit, key: &str) -> Result<Vec<(String, String)>, Error> {
    let address = |query: &[(String, String)]| {
        let path = with_query("/feeds/fragen", query, "schluessel", key);
        format!("{}{path}", visit.site.origin)
    };
    let mut addresses = Vec::new();
    let from: Vec<_> = visit.query.iter().filter(|(name, _)| NARROWING.contains(&name.as_str())).cloned().collect();
    let words = Chosen::of(visit).await?.words;
    if !words.is_empty() {
        addresses.push((words.join(" · "), address(&from)));
    }
    let has_district = visit.viewer.member().is_some_and(|member| member.organisation.district.is_some());
    let lists = LISTS.into_iter().filter(|(_, value)| *value != "kreis" || has_district);
    addresses.extend(lists.map(|(name, value)| (name.to_owned(), address(&[("zeige".to_owned(), value.to_owned())]))));
    let topics = visit.ports.subjects.topics().await?.into_iter();
    addresses.extend(topics.map(|topic| (format!("Thema {}", topic.name), address(&[("thema".to_owned(), topic.slug)]))));
    Ok(addresses)
}

fn row(number: usize, (name, address): (String, String)) -> AnyView {
    let id = format!("feed-{number}");
    view! {
        <div class="field kern-form-input">
            <label class="kern-label" for=id.clone()>{name}</label>
            <input class="kern-form-input__input" id=id type="text" readonly=true value=address />
        </div>
    }
    .into_any()
}
