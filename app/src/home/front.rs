//! `/`: the search field in the centre; below it what is new around me and where I could help.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    account::Member,
    announcement::{pages::front as announced, port::Announcement},
    context::{Site, Visit},
    error::Error,
    forum::port::{QuestionEntry, QuestionFilter},
    list::Slice,
    page::Page,
    search::islands::suggest::SearchField,
    ui::{Empty, Wide, article_entries, question_entries, with_query},
    wiki::port::{ArticleEntry, ArticleFilter},
};

/// What the page shows.
struct Front {
    open: Vec<QuestionEntry>,
    reports: Vec<ArticleEntry>,
    district: Option<(String, Vec<QuestionEntry>, Vec<ArticleEntry>)>,
    announced: Vec<Announcement>,
    member: Option<Member>,
    now: Timestamp,
}

/// The front page.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (ports, viewer) = (&visit.ports, &visit.viewer);
    let member = viewer.member().cloned();
    let help = QuestionFilter { unsolved: true, not_by: member.as_ref().map(|member| member.id), ..QuestionFilter::default() };
    let front = Front {
        open: ports.forum.questions(viewer, &help, Slice::first(5)).await?,
        reports: ports.wiki.articles(viewer, &ArticleFilter::default(), Slice::first(5)).await?,
        district: around(visit, member.as_ref()).await?,
        announced: announced::load(visit).await?,
        member,
        now: visit.now,
    };
    let site = visit.site.clone();
    let description = site.claim.clone();
    let reader = viewer.id();
    Ok(Page::new(site.name.clone(), move || {
        view! { {hero(&site, reader)} <Wide>{front.view()}</Wide> }
    })
    .with_description(description)
    .for_everybody(visit)
    .with_search_field())
}

/// What is new in the Kreis of the member.
async fn around(
    visit: &Visit,
    member: Option<&Member>,
) -> Result<Option<(String, Vec<QuestionEntry>, Vec<ArticleEntry>)>, Error> {
    let Some(slug) = member.and_then(|member| member.organisation.district.clone()) else { return Ok(None) };
    let (ports, viewer) = (&visit.ports, &visit.viewer);
    let Some(name) = ports.organisations.name(&slug).await? else { return Ok(None) };
    let asked = QuestionFilter { district: Some(slug.clone()), ..QuestionFilter::default() };
    let wrote = ArticleFilter { district: Some(slug), ..ArticleFilter::default() };
    let questions = ports.forum.questions(viewer, &asked, Slice::first(4)).await?;
    let articles = ports.wiki.articles(viewer, &wrote, Slice::first(3)).await?;
    Ok(Some((name, questions, articles)))
}

fn hero(site: &Site, reader: i64) -> AnyView {
    let hints = site
        .example_searches
        .iter()
        .map(|words| view! { <li><a href=with_query("/suche", &[], "q", words)>{words.clone()}</a></li> })
        .collect_view();
    view! {
        <section class="hero">
            <div class="page__inner">
                <h1>"Was andere Kommunen schon gelernt haben"</h1>
                <form class="search-form search-form--large" role="search" action="/suche" method="get">
                    <SearchField value=String::new() reader=reader large=true />
                    <button class="search-form__button" type="submit">"Suchen"</button>
                </form>
                <div class="hero__hints"><span>"Zum Beispiel:"</span><ul>{hints}</ul></div>
            </div>
        </section>
    }
    .into_any()
}

impl Front {
    fn view(self) -> AnyView {
        let now = self.now;
        let guest = self.member.is_none();
        let reports = if self.reports.is_empty() {
            view! { <Empty><p>"Noch keine Artikel."</p></Empty> }.into_any()
        } else {
            article_entries(self.reports, now, guest)
        };
        let reports = view! {
            <section class="block"><h2>"Neue Erfahrungen"</h2>{reports}<p><a href="/wiki">"Alle Artikel"</a></p></section>
        };
        let aside = match self.district {
            Some((name, questions, articles)) => district(name, questions, articles, now),
            None => welcome(guest),
        };
        let main = if guest {
            view! { {reports} }.into_any()
        } else {
            let open = if self.open.is_empty() {
                view! { <Empty><p>"Alle Fragen sind gelöst."</p></Empty> }.into_any()
            } else {
                question_entries(self.open, now)
            };
            view! {
                <section class="block">
                    <h2>"Fragen, bei denen Sie helfen könnten"</h2>
                    {open}
                    <p><a href="/fragen/offen-fuer-sie">"Was Ihre Organisation wissen könnte"</a> " · " <a href="/fragen?zeige=ungeloest">"Alle ungelösten Fragen"</a></p>
                </section>
                {reports}
            }
            .into_any()
        };
        view! {
            <div class="columns">
                <div class="columns__main">{main}</div>
                <aside class="columns__aside" aria-label="Für Sie">{announced::view(self.announced, now)} {aside}</aside>
            </div>
        }
        .into_any()
    }
}

fn district(name: String, questions: Vec<QuestionEntry>, articles: Vec<ArticleEntry>, now: Timestamp) -> AnyView {
    let nothing = questions.is_empty() && articles.is_empty();
    view! {
        <section class="block">
            <h2>{format!("Neu: {name}")}</h2>
            {nothing.then(|| view! { <Empty><p>"Hier ist es noch still. " <a href="/fragen/neu">"Stellen Sie die erste Frage."</a></p></Empty> })}
            {(!questions.is_empty()).then(|| question_entries(questions, now))}
            {(!articles.is_empty()).then(|| article_entries(articles, now, false))}
        </section>
    }
    .into_any()
}

fn welcome(guest: bool) -> AnyView {
    if guest {
        view! {
            <section class="panel">
                <h2>"Mitmachen"</h2>
                <p>"Fragen stellen, antworten und Erfahrungen lesen, die nur für Kommunen bestimmt sind: mit Ihrer dienstlichen Mail-Adresse."</p>
                <p class="form__actions">
                    <a class="kern-btn kern-btn--secondary" href="/registrieren"><span class="kern-label">"Registrieren"</span></a>
                </p>
            </section>
        }
        .into_any()
    } else {
        view! { <section class="panel"><h2>"Die Region"</h2><p><a href="/kommunen">"Alle Kommunen und was sie teilen"</a></p></section> }.into_any()
    }
}
