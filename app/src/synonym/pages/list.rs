//! `/moderation/synonyme`: all groups, to be searched.

use leptos::prelude::*;

use super::{PATH, line};
use crate::{
    context::Visit,
    error::Error,
    list::Slice,
    moderation,
    page::Page,
    synonym::port::SynonymGroup,
    text,
    ui::{Empty, Head, Pagination, Wide},
};

/// The list.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (asked, number) = (visit.query("q").trim().to_owned(), visit.page_number());
    let (groups, total) = visit.ports.synonyms.groups(&visit.viewer, &asked, Slice::page(number)).await?;
    let waiting = moderation::pages::Waiting::load(visit).await?;
    let (told, removed) = (visit.query("hinweis").to_owned(), visit.query("gruppe").parse().ok());
    let query: Vec<_> = visit.query.iter().filter(|(name, _)| !matches!(name.as_str(), "hinweis" | "gruppe")).cloned().collect();
    Ok(Page::new("Synonyme", move || {
        let list = if groups.is_empty() {
            view! { <Empty><p role="status">"Dazu gibt es keine Gruppe. " <a href=PATH>"Alle Gruppen"</a></p></Empty> }.into_any()
        } else {
            view! { <ul class="entry-list">{groups.into_iter().map(item).collect_view()}</ul> }.into_any()
        };
        view! {
            <Wide>
                <Head title="Synonyme" crumbs=vec![("Moderation".to_owned(), "/moderation".to_owned())]>
                    <p class="lead">"Abkürzungen und andere Wörter für dasselbe: Wer nach einem Begriff einer Gruppe sucht, findet auch die anderen."</p>
                    <p><a class="kern-btn kern-btn--secondary" href=format!("{PATH}/neu")><span class="kern-label">"Neue Gruppe"</span></a></p>
                </Head>
                {moderation::pages::tabs(PATH, waiting)}
                {flash(&told, removed)}
                <form class="form--inline" method="get" action=PATH role="search">
                    <div class="field kern-form-input">
                        <label class="kern-label" for="synonym-suche">"Begriff oder Bemerkung"</label>
                        <input class="kern-form-input__input" id="synonym-suche" name="q" value=asked maxlength="100" />
                    </div>
                    <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Suchen"</span></button>
                </form>
                <section class="block">
                    <h2>{text::count(total, "Gruppe", "Gruppen")}</h2>
                    {list}
                    <Pagination path=PATH.to_owned() query=query number=number total=total />
                </section>
            </Wide>
        }
    }))
}

fn flash(told: &str, removed: Option<i64>) -> Option<AnyView> {
    let sentence = match told {
        "angelegt" => "Die Gruppe ist angelegt. Die Suche berücksichtigt sie ab jetzt.",
        "gespeichert" => "Die Änderung ist gespeichert. Die Suche berücksichtigt sie ab jetzt.",
        "wiederhergestellt" => "Die Gruppe ist wieder da.",
        "geloescht" => "Die Gruppe ist gelöscht.",
        _ => return None,
    };
    let back = removed.filter(|_| told == "geloescht").map(|id| {
        view! {
            <form method="post" action=format!("{PATH}/{id}/wiederherstellen")>
                <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Löschen rückgängig machen"</span></button>
            </form>
        }
    });
    Some(view! { <div class="flash" role="status"><p>{sentence}</p>{back}</div> }.into_any())
}

fn item(group: SynonymGroup) -> AnyView {
    let elsewhere =
        (!group.elsewhere.is_empty()).then(|| format!("auch in einer anderen Gruppe: {}", group.elsewhere.join(", ")));
    let changed = group.changed.map(|(at, by)| {
        let who = by.map(|name| format!(" von {name}")).unwrap_or_default();
        format!("geändert am {}{who}", text::date(at))
    });
    let meta = [elsewhere, changed].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li class="entry">
            <h3 class="entry__title"><a href=format!("{PATH}/{}", group.id)>{line(&group.terms)}</a></h3>
            {(!group.note.is_empty()).then(|| view! { <p class="entry__excerpt">{group.note}</p> })}
            {(!meta.is_empty()).then(|| view! { <p class="entry__meta">{meta}</p> })}
        </li>
    }
    .into_any()
}
