//! `/suche`: what was found.

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    form::FormState,
    list::Slice,
    page::Page,
    saved::pages::offer::Offer,
    search::{
        Kind,
        islands::suggest::SearchField,
        port::{Hit, Meant, Query, Results},
    },
    text,
    ui::{Chip, Chips, Empty, Entry, EntryItem, ErrorSummary, Head, Pagination, Wide, with_query},
    wiki::{
        fields::Facet,
        pages::list::filter::{Filter, pairs},
    },
};

/// The form, and what it found. `saving` is the form that saves this search, when something was wrong with it.
pub async fn page(visit: &Visit, saving: Option<FormState>) -> Result<Page, Error> {
    let mut asked = Query::of(pairs(&visit.query));
    asked.chosen = asked.chosen.as_far_as_known(visit.viewer.may(Action::ReadNetwork));
    let number = visit.page_number();
    let results = visit.ports.search.find(&visit.viewer, &asked, Slice::page(number)).await?;
    visit.ports.gaps.searched(&visit.viewer, &asked, number, results.total);
    let signed_in = visit.viewer.member().is_some();
    let reader = visit.viewer.id();
    // what was told once does not belong to the search
    let query: Vec<_> = visit.query.iter().filter(|(name, _)| name != "hinweis").cloned().collect();
    let offer = if asked.text.is_empty() { None } else { Offer::load(visit, &asked).await? };
    let title = if asked.text.is_empty() { "Suche".to_owned() } else { format!("Suche: {}", asked.text) };
    Ok(Page::new(title, move || {
        let wrong = saving.as_ref().filter(|_| offer.is_none()).map(|form| form.errors().clone());
        let offer = offer.map(|offer| offer.view(&asked, &results, saving));
        let found = (!asked.text.is_empty()).then(|| found(&asked, query, number, results, signed_in, offer));
        view! {
            <Wide>
                <Head title="Suche" />
                {wrong.map(|errors| view! { <ErrorSummary errors=errors /> })}
                <form class="search-form" role="search" action="/suche" method="get">
                    <SearchField value=asked.text reader=reader large=false />
                    <button class="search-form__button" type="submit">"Suchen"</button>
                </form>
                {found}
                {keys()}
            </Wide>
        }
    })
    .with_search_field())
}

/// Turns the one key off that does something without Ctrl or Alt (WCAG 2.1.4): who speaks to the computer types it
/// unawares. Without the script there is no such key, and nothing to see here.
fn keys() -> AnyView {
    view! {
        <p class="search-keys" data-search-keys hidden>
            <label><input type="checkbox" autocomplete="off" />" Taste „/“ führt ins Suchfeld (gilt in diesem Browser)"</label>
        </p>
    }
    .into_any()
}

fn found(
    asked: &Query,
    query: Vec<(String, String)>,
    number: i64,
    results: Results,
    signed_in: bool,
    offer: Option<AnyView>,
) -> AnyView {
    let total = results.total;
    let heading = match total {
        0 => "Nichts gefunden".to_owned(),
        1 => "1 Treffer".to_owned(),
        many => format!("{} Treffer", text::thousands(many)),
    };
    let kinds = kind_chips(asked, &query, &results);
    let meant = results.meant.map(|meant| view_meant(&query, meant));
    let narrowed = !asked.chosen.is_empty();
    let counts = results.facets.into_iter().filter(|one| own(one.fact.facet, &one.fact.value)).collect();
    let filter = Filter { path: "/suche", query: query.clone(), chosen: asked.chosen.belonging(own), counts, own };
    let filter = filter.with_chosen(&[]);
    let body = if results.hits.is_empty() { nothing(asked, signed_in, narrowed, results.beside) } else { hits(results.hits) };
    view! {
        {(kinds.len() > 1).then(|| view! { <Chips label="Art" chips=kinds /> })}
        {filter.view()}
        <div role="status"><h2>{heading}</h2>{meant}</div>
        {offer}
        {body}
        <Pagination path="/suche".to_owned() query=query number=number total=total />
    }
    .into_any()
}

fn kind_chips(asked: &Query, query: &[(String, String)], results: &Results) -> Vec<Chip> {
    let all = Chip {
        text: "Alle".to_owned(),
        href: with_query("/suche", query, "art", ""),
        current: asked.chosen.of(Facet::Kind).next().is_none(),
    };
    let kinds =
        results.kinds.iter().filter(|(kind, count)| *count > 0 || asked.kind() == Some(*kind)).map(|(kind, count)| Chip {
            text: format!("{} ({})", kind.label(), text::thousands(*count)),
            href: with_query("/suche", query, "art", kind.key()),
            current: asked.kind() == Some(*kind),
        });
    std::iter::once(all).chain(kinds).collect()
}

/// What the form filters by. Articles, questions and organisations are chips above it.
fn own(facet: Facet, value: &str) -> bool {
    facet != Facet::Kind || Kind::from_key(value).is_none()
}

/// Other words, which the hits have.
fn view_meant(query: &[(String, String)], meant: Meant) -> AnyView {
    let href = with_query("/suche", query, "q", &meant.text);
    let words = meant.unknown.iter().map(|word| format!("„{word}“")).collect::<Vec<_>>().join(", ");
    let sentence = match meant.unknown.len() {
        1 => format!("Das Wort {words} steht hier nirgends. Meinten Sie "),
        _ => format!("Diese Wörter stehen hier nirgends: {words}. Meinten Sie "),
    };
    view! { <p>{sentence} <a href=href>{meant.text}</a> "?"</p> }.into_any()
}

fn hits(hits: Vec<Hit>) -> AnyView {
    let items = hits
        .into_iter()
        .map(|hit| {
            let class = match hit.label.as_str() {
                "offen" => "pill--open",
                "gelöst" => "pill--solved",
                _ => "pill--kind",
            };
            let entry = Entry {
                title: hit.title,
                href: hit.path,
                pill: Some((hit.label, class)),
                meta: hit.file.map_or(hit.meta.clone(), |file| format!("{} · gefunden in {file}", hit.meta)),
                text: None,
                html: Some(hit.snippet).filter(|snippet| !snippet.is_empty()),
            };
            view! { <EntryItem entry=entry /> }
        })
        .collect_view();
    view! { <ul class="entry-list" data-hits>{items}</ul> }.into_any()
}

fn nothing(asked: &Query, signed_in: bool, narrowed: bool, beside: Vec<Hit>) -> AnyView {
    let all = with_query("/suche", &[], "q", &asked.text);
    let ask = with_query("/fragen/neu", &[], "title", &asked.text);
    let sentence = if beside.is_empty() {
        format!("Zu „{}“ steht hier noch nichts.", asked.text)
    } else {
        format!("Zu „{}“ steht mit diesen Filtern nichts hier.", asked.text)
    };
    let beside = (!beside.is_empty()).then(|| view! { <section class="block"><h2>"Ohne Filter"</h2> {hits(beside)}</section> });
    view! {
        <Empty>
            <p>{sentence}</p>
            <ul>
                {narrowed.then(|| view! { <li><a href=all>"Ohne Filter suchen"</a></li> })}
                <li>"Versuchen Sie es mit weniger oder anderen Wörtern."</li>
                {if signed_in {
                    view! { <li><a href=ask>"Diese Frage den anderen Kommunen stellen"</a></li> }.into_any()
                } else {
                    view! { <li><a href="/anmelden">"Melden Sie sich an"</a> ": Mitglieder finden auch Fragen und interne Artikel."</li> }.into_any()
                }}
            </ul>
        </Empty>
        {beside}
    }
    .into_any()
}
