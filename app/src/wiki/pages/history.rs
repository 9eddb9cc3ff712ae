//! `/wiki/{slug}/verlauf`: who changed what, and when, with two revisions to choose for a comparison.

use leptos::prelude::*;

use crate::{
    context::Visit,
    error::Error,
    list::Slice,
    page::Page,
    text,
    ui::{Head, Narrow, Pagination},
    wiki::history::{Author, Entry, EventEntry, RevisionEntry},
};

/// Entries on a page.
const PAGE: i64 = 50;

/// Revisions and events, newest first.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let article = super::asked_for(visit).await?;
    let number = visit.page_number();
    let slice = Slice { offset: (number - 1) * PAGE, limit: PAGE };
    let entries = visit.ports.history.entries(&visit.viewer, article.id, slice).await?;
    let total = visit.ports.history.entry_count(&visit.viewer, article.id).await?;
    let query = visit.query.clone();
    Ok(Page::new(format!("Verlauf: {}", article.title), move || {
        let crumbs = vec![("Wiki".to_owned(), "/wiki".to_owned()), (article.title.clone(), article.path())];
        let (path, current) = (article.path(), article.revision);
        let shown: Vec<i64> = entries
            .iter()
            .filter_map(|entry| if let Entry::Revision(revision) = entry { Some(revision.number) } else { None })
            .collect();
        // what people most often want to know: what did the latest change do?
        let chosen = (shown.get(1).copied().unwrap_or(0), shown.first().copied().unwrap_or(0));
        let comparable = shown.len() > 1;
        let items = entries
            .into_iter()
            .map(|entry| match entry {
                Entry::Revision(one) => revision(&path, one, current, comparable.then_some(chosen)),
                Entry::Event(one) => event(one),
            })
            .collect_view();
        let button = comparable.then(|| {
            view! {
                <p class="form__actions">
                    <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Ausgewählte Fassungen vergleichen"</span></button>
                </p>
            }
        });
        let authors = format!("{path}/autoren");
        view! {
            <Narrow>
                <Head title="Verlauf" crumbs=crumbs>
                    <p class="lead">{article.title.clone()}</p>
                    <p><a href=authors>"Wer hat welchen Absatz geschrieben?"</a></p>
                </Head>
                <form method="get" action=format!("{path}/vergleich")>
                    <ol class="history">{items}</ol>
                    {button}
                </form>
                <Pagination path=format!("{path}/verlauf") query=query number=number total=total size=PAGE />
            </Narrow>
        }
    }))
}

/// Who did it, linked, with where she worked then.
pub(super) fn who(author: Option<Author>) -> AnyView {
    match author {
        Some(Author { id, name, organisation }) => {
            view! { <a href=format!("/personen/{id}")>{name}</a> {format!(", {organisation}")} }.into_any()
        }
        None => "Import".into_any(),
    }
}

fn revision(path: &str, one: RevisionEntry, current: i64, chosen: Option<(i64, i64)>) -> AnyView {
    let number = one.number;
    let radio = |name: &'static str, label: &'static str, checked: bool| {
        let id = format!("{name}-{number}");
        view! {
            <span class="history__choice">
                <input class="kern-form-check__radio" type="radio" id=id.clone() name=name value=number.to_string() checked=checked />
                <label for=id>{label} <span class="visually-hidden">{format!(" Fassung {number}")}</span></label>
            </span>
        }
    };
    let choices = chosen.map(|(old, new)| {
        view! { <p class="history__choices">{radio("von", "von", number == old)} {radio("bis", "bis", number == new)}</p> }
    });
    let size = one.length.map(|length| {
        let growth = match one.growth {
            None | Some(0) => String::new(),
            Some(growth) if growth > 0 => format!(" (+{})", text::thousands(growth)),
            Some(growth) => format!(" (−{})", text::thousands(growth.abs())),
        };
        format!(" · {} Zeichen{growth}", text::thousands(length))
    });
    let compare = one.former.map(|former| {
        let href = format!("{path}/vergleich?von={former}&bis={number}");
        view! { <p><a href=href>{format!("Änderungen gegenüber Fassung {former}")}</a></p> }
    });
    view! {
        <li>
            <h2>
                <a href=format!("{path}/fassung/{number}")>{format!("Fassung {number}")}</a>
                {(number == current).then(|| view! { " " <span class="pill pill--kind">"jetzige"</span> })}
            </h2>
            <p class="meta">{text::date_and_time(one.at)} " · " {who(one.author)} {size}</p>
            {(!one.note.is_empty()).then(|| view! { <p>{one.note}</p> })}
            {compare}
            {choices}
        </li>
    }
    .into_any()
}

fn event(one: EventEntry) -> AnyView {
    let by = one.author.map(|author| view! { " · " {who(Some(author))} });
    view! {
        <li class="history__event">
            <p>{one.text}</p>
            <p class="meta">{text::date_and_time(one.at)} {by}</p>
        </li>
    }
    .into_any()
}
