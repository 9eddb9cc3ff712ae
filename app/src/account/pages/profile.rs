//! `/personen/{id}`: a colleague, what she asked and wrote. No figures about her, no times.

use leptos::prelude::*;

use crate::{
    account::Role,
    context::Visit,
    error::Error,
    forum::port::QuestionFilter,
    list::Slice,
    page::Page,
    ui::{Empty, Head, Wide, article_entries, question_entries},
    wiki::port::ArticleFilter,
};

/// Her page.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let (ports, viewer, now) = (&visit.ports, &visit.viewer, visit.now);
    let profile = ports.accounts.profile(viewer, visit.id("id")?).await?;
    let asked = QuestionFilter { author: Some(profile.id), ..QuestionFilter::default() };
    let wrote = ArticleFilter { author: Some(profile.id), ..ArticleFilter::default() };
    let questions = ports.forum.questions(viewer, &asked, Slice::first(10)).await?;
    let articles = ports.wiki.articles(viewer, &wrote, Slice::first(10)).await?;
    Ok(Page::new(profile.name.clone(), move || {
        let (slug, organisation) = profile.organisation;
        view! {
            <Wide>
                <Head title=profile.name>
                    <p class="meta">
                        <a href=format!("/kommunen/{slug}")>{organisation}</a>
                        {profile.ended.is_some().then_some(" · ehemaliges Mitglied")}
                        {(profile.ended.is_none() && profile.role > Role::Member).then(|| format!(" · {}", profile.role.label()))}
                    </p>
                </Head>
                {(questions.is_empty() && articles.is_empty()).then(|| view! { <Empty><p>"Hier steht noch nichts."</p></Empty> })}
                {(!articles.is_empty()).then(|| view! {
                    <section class="block"><h2>"Artikel"</h2>{article_entries(articles, now, false)}</section>
                })}
                {(!questions.is_empty()).then(|| view! {
                    <section class="block"><h2>"Fragen"</h2>{question_entries(questions, now)}</section>
                })}
            </Wide>
        }
    }))
}
