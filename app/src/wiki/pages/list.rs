//! `/wiki`: what was learned, newest first.

pub(crate) mod filter;

use leptos::prelude::*;

use self::filter::{Filter, pairs};
use crate::{
    account::Action,
    context::Visit,
    error::Error,
    list::Slice,
    page::Page,
    text,
    ui::{Chip, Empty, Head, Pagination, Wide, article_entries, with_query},
    wiki::{
        fields::{Chosen, Facet, Fact},
        port::{ArticleFilter, Facets},
    },
};

fn own(facet: Facet, _: &str) -> bool {
    facet.is_of_articles()
}

/// The list.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (wiki, viewer, now) = (&visit.ports.wiki, &visit.viewer, visit.now);
    let chosen = Chosen::from_query(pairs(&visit.query)).belonging(own).as_far_as_known(viewer.may(Action::ReadNetwork));
    let asked = ArticleFilter { chosen: chosen.clone(), ..ArticleFilter::default() };
    let number = visit.page_number();
    let articles = wiki.articles(viewer, &asked, Slice::page(number)).await?;
    let Facets { articles: total, counts } = wiki.facets(viewer, &asked).await?;
    let (query, may_write, signed_in) = (visit.query.clone(), viewer.may(Action::WriteDraft), viewer.member().is_some());
    let filter = Filter { path: "/wiki", query: query.clone(), chosen, counts, own };
    let names = names(visit, &filter).await?;
    let filter = filter.with_chosen(&names);
    Ok(Page::new("Wiki", move || {
        let found = (!filter.chosen.is_empty() && total > 0).then(|| text::count(total, "Artikel", "Artikel"));
        view! {
            <Wide>
                <Head title="Wiki">
                    <p class="lead">"Was andere Kommunen schon gelernt haben: Erfahrungen, Projekte und Leitfäden."</p>
                    <p class="form__actions">
                        {may_write.then(|| view! { <a class="kern-btn kern-btn--secondary" href="/wiki/neu"><span class="kern-label">"Artikel schreiben"</span></a> <a href="/wiki/entwuerfe">"Meine Entwürfe"</a> })}
                        <a href="/wiki/baum">"Seitenbaum"</a>
                    </p>
                </Head>
                {filter.view()}
                {if articles.is_empty() {
                    nothing(&filter, signed_in)
                } else {
                    view! {
                        <h2 class="visually-hidden">"Artikel"</h2>
                        {found.map(|found| view! { <p class="meta" role="status">{found}</p> })}
                        {article_entries(articles, now, true)}
                    }.into_any()
                }}
                <Pagination path="/wiki".to_owned() query=query number=number total=total />
            </Wide>
        }
    })
    .with_description("Erfahrungen der Kommunen mit der Digitalisierung ihrer Verwaltung")
    .for_everybody(visit))
}

/// What the region calls its topics and Kreise, as far as the filter has to know.
async fn names(visit: &Visit, filter: &Filter) -> Result<Vec<Fact>, Error> {
    if !filter.missing().any(|(facet, _)| matches!(facet, Facet::Topic | Facet::District)) {
        return Ok(Vec::new());
    }
    let topics = visit.ports.subjects.topics().await?.into_iter().map(|one| (Facet::Topic, one.slug, one.name));
    let places = visit.ports.organisations.names().await?.into_iter().map(|(slug, name)| (Facet::District, slug, name));
    Ok(topics.chain(places).map(|(facet, value, label)| Fact { facet, value, label }).collect())
}

/// Said when no article fits, with ways on.
fn nothing(filter: &Filter, signed_in: bool) -> AnyView {
    let several = filter.chosen.iter().count() > 1;
    let all = filter.without_all();
    view! {
        <Empty>
            <p role="status">"Dazu gibt es noch keinen Artikel."</p>
            <ul>
                {several.then(|| view! { <li>"Nehmen Sie oben einen der gewählten Filter weg."</li> })}
                <li><a href=all>"Alle Artikel"</a></li>
                {if signed_in {
                    view! { <li><a href="/fragen/neu">"Fragen Sie die anderen Kommunen"</a></li> }.into_any()
                } else {
                    view! { <li><a href="/anmelden">"Melden Sie sich an"</a> ": Mitglieder sehen auch interne Artikel."</li> }.into_any()
                }}
            </ul>
        </Empty>
    }
    .into_any()
}

/// A filter with "Alle" in front.
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
