//! `/kommunen/{slug}`: what a municipality asks and shares, and who is there.

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    expertise::pages::panel,
    follow::{Kind as FollowKind, pages::button::FollowButton},
    forum::port::{QuestionEntry, QuestionFilter},
    list::Slice,
    organisation::port::{Colleague, Kind, Organisation},
    page::Page,
    reuse::pages::exchange,
    text,
    ui::{Empty, Head, Wide, article_entries, question_entries},
    wiki::port::{ArticleEntry, ArticleFilter},
};

/// Its page.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (ports, viewer, now) = (&visit.ports, &visit.viewer, visit.now);
    let one = ports.organisations.by_slug(viewer, visit.param("slug")).await?.ok_or(Error::NotFound)?;
    // the page of a Kreis shows what its municipalities do
    let whole = (one.kind == Kind::District).then(|| one.slug.clone());
    let only = if whole.is_some() { None } else { Some(one.id) };
    let asked = QuestionFilter { organisation: only, district: whole.clone(), ..QuestionFilter::default() };
    let wrote = ArticleFilter { organisation: only, district: whole, ..ArticleFilter::default() };
    let questions = ports.forum.questions(viewer, &asked, Slice::first(10)).await?;
    let articles = ports.wiki.articles(viewer, &wrote, Slice::first(10)).await?;
    let region = one.district.clone().filter(|_| viewer.may(Action::ReadNetwork));
    let contacts = match &region {
        Some((slug, _)) => ports.organisations.contacts(viewer, slug).await?,
        None => Vec::new(),
    };
    let members = ports.organisations.members(viewer, one.id).await?;
    let expertise = panel::load(visit, one.id).await?;
    let exchange = ports.reuses.exchange(viewer, one.id).await?;
    let follow = FollowButton::load(visit, FollowKind::Organisation, &one.slug).await?;
    let inside = viewer.may(Action::ReadNetwork);
    let description = format!("{} im Wissensnetz", one.name);
    Ok(Page::new(one.name.clone(), move || {
        let crumbs = vec![("Kommunen".to_owned(), "/kommunen".to_owned())];
        let (place, facts, slug) = (place(&one), facts(&one), one.slug.clone());
        view! {
            <Wide>
                <Head title=one.name.clone() crumbs=crumbs>
                    <p class="meta">{place}</p>
                </Head>
                {follow.map(FollowButton::view)}
                <div class="columns">
                    <div class="columns__main">
                        {panel::view(expertise)}
                        {article_section(articles, now)}
                        {exchange::view(exchange)}
                        {inside.then(|| question_section(questions, &slug, now))}
                        {(!inside).then(|| view! { <p class="panel"><a href="/anmelden">"Anmelden"</a>", um Fragen und Mitglieder zu sehen."</p> })}
                    </div>
                    <aside class="columns__aside">
                        {facts}
                        {region.map(|(_, name)| regional(&name, contacts))}
                        {inside.then(|| people(members))}
                    </aside>
                </div>
            </Wide>
        }
    })
    .with_description(description)
    .for_everybody(visit))
}

fn place(one: &Organisation) -> String {
    match &one.district {
        Some((slug, name)) if *slug != one.slug => format!("{} · {name}", one.kind.label()),
        _ => one.kind.label().to_owned(),
    }
}

fn facts(one: &Organisation) -> AnyView {
    let website = one.website.clone().map(|host| {
        view! {
            <dt>"Internet"</dt><dd><a href=format!("https://{host}") rel="noopener noreferrer">{host.clone()}</a></dd>
        }
    });
    let population = one.population.map(|number| view! { <dt>"Einwohner"</dt><dd>{text::thousands(number)}</dd> });
    let ags = one.ags.clone().map(|ags| view! { <dt>"Gemeindeschlüssel"</dt><dd>{ags}</dd> });
    view! { <section class="panel"><h2>"Auf einen Blick"</h2><dl class="facts">{website}{population}{ags}</dl></section> }
        .into_any()
}

/// Whom to ask in the Kreis; nothing where there is nobody.
fn regional(district: &str, contacts: Vec<Colleague>) -> Option<AnyView> {
    let items = contacts
        .iter()
        .map(|one| view! { <li><a href=format!("/personen/{}", one.id)>{one.name.clone()}</a></li> })
        .collect_view();
    (!contacts.is_empty()).then(|| {
        view! { <section class="panel"><h2>"Regionalpatin oder Regionalpate"</h2><p>{format!("Für: {district}")}</p><ul class="municipality-list">{items}</ul></section> }
            .into_any()
    })
}

fn people(members: Vec<Colleague>) -> AnyView {
    let items = members
        .iter()
        .map(|member| view! { <li><a href=format!("/personen/{}", member.id)>{member.name.clone()}</a></li> })
        .collect_view();
    let body = if members.is_empty() {
        view! { <p class="muted">"Noch niemand."</p> }.into_any()
    } else {
        view! { <ul class="municipality-list">{items}</ul> }.into_any()
    };
    view! { <section class="panel"><h2>"Mitglieder"</h2>{body}</section> }.into_any()
}

fn article_section(articles: Vec<ArticleEntry>, now: jiff::Timestamp) -> AnyView {
    let body = if articles.is_empty() {
        view! { <Empty><p>"Noch kein Artikel. " <a href="/wiki">"Artikel anderer Kommunen"</a></p></Empty> }.into_any()
    } else {
        article_entries(articles, now, false)
    };
    view! { <section class="block"><h2>"Artikel"</h2>{body}</section> }.into_any()
}

fn question_section(questions: Vec<QuestionEntry>, slug: &str, now: jiff::Timestamp) -> AnyView {
    let body = if questions.is_empty() {
        view! { <Empty><p>"Noch keine Frage. " <a href="/fragen">"Alle Fragen"</a></p></Empty> }.into_any()
    } else {
        let all = format!("/fragen?kommune={slug}");
        view! { {question_entries(questions, now)} <p><a href=all>"Alle Fragen von hier"</a></p> }.into_any()
    };
    view! { <section class="block"><h2>"Fragen"</h2>{body}</section> }.into_any()
}
