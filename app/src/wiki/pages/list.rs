//! `/wiki`: what was learned, newest first.

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    list::Slice,
    page::Page,
    ui::{Chip, Chips, Empty, Head, Pagination, Wide, article_entries, with_query},
    wiki::{Kind, port::ArticleFilter},
};

/// The list.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (wiki, viewer, now) = (&visit.ports.wiki, &visit.viewer, visit.now);
    let filter =
        ArticleFilter { kind: Kind::from_key(visit.query("art")), topic: visit.chosen("thema"), ..ArticleFilter::default() };
    let number = visit.page_number();
    let articles = wiki.articles(viewer, &filter, Slice::page(number)).await?;
    let total = wiki.count(viewer, &filter).await?;
    let topics = wiki.topics().await?;
    let (query, may_write) = (visit.query.clone(), viewer.may(Action::WriteDraft));
    let kinds =
        chips(&query, "art", filter.kind.map(Kind::key), Kind::ALL.map(|kind| (kind.key().to_owned(), kind.label().to_owned())));
    let topics = chips(&query, "thema", filter.topic.as_deref(), topics.into_iter().map(|topic| (topic.slug, topic.name)));
    Ok(Page::new("Wiki", move || {
        view! {
            <Wide>
                <Head title="Wiki">
                    <p class="lead">"Was andere Kommunen schon gelernt haben: Erfahrungen, Projekte und Leitfäden."</p>
                    {may_write.then(|| view! { <p><a class="kern-btn kern-btn--secondary" href="/wiki/neu"><span class="kern-label">"Artikel schreiben"</span></a> " " <a href="/wiki/entwuerfe">"Meine Entwürfe"</a></p> })}
                    <p><a href="/wiki/baum">"Seitenbaum"</a></p>
                </Head>
                <Chips label="Art" chips=kinds />
                <Chips label="Thema" chips=topics folded=true />
                {if articles.is_empty() {
                    view! { <Empty><p>"Dazu gibt es noch keinen Artikel."</p><p><a href="/wiki">"Alle Artikel"</a> " · " <a href="/fragen/neu">"Frage stellen"</a></p></Empty> }.into_any()
                } else {
                    view! { <h2 class="visually-hidden">"Artikel"</h2> {article_entries(articles, now, true)} }.into_any()
                }}
                <Pagination path="/wiki".to_owned() query=query number=number total=total />
            </Wide>
        }
    })
    .with_description("Erfahrungen der Kommunen mit der Digitalisierung ihrer Verwaltung")
    .for_everybody(visit))
}

/// A filter with "Alle" in front.
pub(crate) fn chips(
    query: &[(String, String)],
    name: &str,
    chosen: Option<&str>,
    choices: impl IntoIterator<Item = (String, String)>,
) -> Vec<Chip> {
    chips_at("/wiki", query, name, chosen, choices)
}

/// The same for another list.
pub(crate) fn chips_at(
    path: &str,
    query: &[(String, String)],
    name: &str,
    chosen: Option<&str>,
    choices: impl IntoIterator<Item = (String, String)>,
) -> Vec<Chip> {
    [(String::new(), "Alle".to_owned())]
        .into_iter()
        .chain(choices)
        .map(|(value, text)| Chip {
            current: chosen.unwrap_or_default() == value,
            href: with_query(path, query, name, &value),
            text,
        })
        .collect()
}
