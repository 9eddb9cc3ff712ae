//! `/wiki/{slug}`: an article.

mod facts;
mod files;

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    page::Page,
    reuse::pages::panel,
    text,
    ui::{Head, Wide},
};

/// The article.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let article = super::asked_for(visit).await?;
    let may_write = visit.viewer.may(Action::WriteArticle);
    // names of colleagues are for members
    let with_names = visit.viewer.may(Action::ReadNetwork);
    let told = match visit.query("hinweis") {
        "veroeffentlicht" => Some("Der Artikel ist veröffentlicht."),
        "gespeichert" => Some("Die neue Fassung ist gespeichert."),
        _ => None,
    };
    let reuse = panel::load(visit, &article).await?;
    let files = visit.ports.attachments.of_article(&visit.viewer, article.id).await?;
    let (title, summary) = (article.title.clone(), article.summary.clone());
    let page = Page::new(title, move || {
        let crumbs = std::iter::once(("Wiki".to_owned(), "/wiki".to_owned()))
            .chain(article.topic.clone().map(|(slug, name)| (name, format!("/themen/{slug}"))))
            .collect();
        let (path, facts, html) = (article.path(), facts::view(&article, with_names), article.html.clone());
        let lead = (!article.summary.is_empty()).then(|| view! { <p class="lead">{article.summary.clone()}</p> });
        view! {
            <Wide>
                {told.map(|told| view! { <p class="flash" role="status">{told}</p> })}
                <article>
                    <Head title=article.title.clone() crumbs=crumbs>
                        <p class="meta">
                            <span class="pill pill--kind">{article.kind.label()}</span> " "
                            {article.organisation.clone().map(|(slug, name)| view! { <a href=format!("/kommunen/{slug}")>{name}</a> " · " })}
                            {format!("Stand {}", text::date(article.updated_at))}
                        </p>
                        {lead}
                    </Head>
                    <div class="columns">
                        <aside class="columns__facts" aria-label="Über diesen Artikel">
                            {facts}
                            {reuse.map(panel::Panel::view)}
                            <p class="form__actions">
                                {with_names.then(|| view! {
                                    <a class="kern-btn kern-btn--secondary" href=format!("{path}/verlauf")><span class="kern-label">"Verlauf"</span></a>
                                })}
                                {may_write.then(|| view! {
                                    <a class="kern-btn kern-btn--secondary" href=format!("{path}/bearbeiten")><span class="kern-label">"Bearbeiten"</span></a>
                                })}
                            </p>
                        </aside>
                        <div class="columns__main">
                            <div class="prose" inner_html=html></div>
                            {files::view(files, may_write.then_some(path))}
                        </div>
                    </div>
                </article>
            </Wide>
        }
    });
    Ok(page.with_description(summary))
}
