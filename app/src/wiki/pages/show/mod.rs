//! `/wiki/{slug}`: an article.

pub(crate) mod facts;
mod files;
mod metadata;

use leptos::prelude::*;

use crate::{
    account::Action,
    context::Visit,
    error::Error,
    freshness::pages::panel as care_panel,
    page::Page,
    reuse::pages::panel,
    search::{Kind, pages::related::Related},
    structure::pages::{around, contents},
    summary::pages::credits,
    text,
    ui::{Head, Wide},
    wiki::Visibility,
};

/// The article.
pub async fn page(visit: &Visit) -> Result<Page, Error> {
    let article = super::asked_for(visit).await?;
    let may_propose = visit.viewer.may(Action::WriteDraft);
    let may_write = visit.viewer.may(Action::WriteArticle);
    let waiting = if may_write { visit.ports.drafts.waiting(&visit.viewer, Some(article.id)).await? } else { 0 };
    // names of colleagues are for members
    let with_names = visit.viewer.may(Action::ReadNetwork);
    let (care, now) = (visit.ports.freshness.care(&visit.viewer, article.id).await?, visit.now);
    let told = match visit.query("hinweis") {
        "veroeffentlicht" => Some("Der Artikel ist veröffentlicht."),
        "freigegeben" => Some("Der Text ist freigegeben und veröffentlicht. Wer ihn geschrieben hat, bekommt eine Mail."),
        "gespeichert" => Some("Die neue Fassung ist gespeichert."),
        "eingeordnet" => Some("Titel, Adresse und Ort im Seitenbaum sind gespeichert."),
        "gueltig" => Some("Danke. Der Artikel ist als weiterhin gültig vermerkt."),
        "wiederhergestellt" => Some("Die frühere Fassung ist wiederhergestellt."),
        _ => None,
    };
    let reuse = panel::load(visit, &article).await?;
    let files = visit.ports.attachments.of_article(&visit.viewer, article.id).await?;
    let around = around::load(visit, &article).await?;
    let origin = credits::load(visit, article.id).await?;
    let may_move = visit.viewer.may(Action::Moderate);
    let merged = merged(visit, &article).await?;
    let related = Related::load(visit, Kind::Article, article.id).await?;
    let (title, summary) = (article.title.clone(), article.summary.clone());
    let public = (article.visibility == Visibility::Public).then(|| metadata::json_ld(&article, &visit.site));
    let printing = !visit.query("druck").is_empty();
    let on_paper =
        format!("Aus dem {}: {}{}, Stand {}", visit.site.name, visit.site.origin, article.path(), text::date(article.updated_at));
    let page = Page::new(title, move || {
        let crumbs = std::iter::once(("Wiki".to_owned(), "/wiki".to_owned()))
            .chain(article.topic.clone().map(|(slug, name)| (name, format!("/themen/{slug}"))))
            .chain(around::crumbs(&around))
            .collect();
        let (path, facts, html) = (article.path(), facts::view(&article, with_names), article.html.clone());
        let files = files::view(files, &html, may_write.then(|| path.clone()));
        let lead = (!article.summary.is_empty()).then(|| view! { <p class="lead">{article.summary.clone()}</p> });
        view! {
            <Wide>
                {printing.then(|| print_hint(article.path()))}
                {merged}
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
                    {(waiting > 0).then(|| view! {
                        <p class="flash flash--info"><a href=format!("{path}/vorschlaege")>{proposals_wait(waiting)}</a></p>
                    })}
                    {care_panel::banner(&care, &path, now)}
                    <div class="columns">
                        <aside class="columns__facts" aria-label="Über diesen Artikel">
                            {contents::beside(&article.sections)}
                            {facts}
                        </aside>
                        <div class="columns__main">
                            {contents::above(&article.sections)}
                            <div class="prose" inner_html=html></div>
                            {credits::view(origin)}
                            {files}
                            {around::siblings(&around)}
                            {related.view()}
                        </div>
                        <aside class="columns__aside" aria-label="Nachnutzung, Betreuung und mehr">
                            {reuse.map(panel::Panel::view)}
                            {care_panel::panel(&care, &path, with_names, now)}
                            {around::panel(&around)}
                            <p class="form__actions">
                                <a class="kern-btn kern-btn--secondary" href=format!("{path}?druck=1") rel="nofollow"><span class="kern-label">"Drucken"</span></a>
                                <a class="kern-btn kern-btn--secondary" href=format!("{path}/markdown") rel="nofollow"><span class="kern-label">"Als Markdown"</span></a>
                                {with_names.then(|| view! {
                                    <a class="kern-btn kern-btn--secondary" href=format!("{path}/verlauf")><span class="kern-label">"Verlauf"</span></a>
                                })}
                                {may_propose.then(|| view! {
                                    <a class="kern-btn kern-btn--secondary" href=format!("{path}/bearbeiten")>
                                        <span class="kern-label">{if may_write { "Bearbeiten" } else { "Änderung vorschlagen" }}</span>
                                    </a>
                                })}
                                {may_move.then(|| view! {
                                    <a class="kern-btn kern-btn--secondary" href=format!("{path}/adresse")><span class="kern-label">"Umbenennen und einordnen"</span></a>
                                })}
                            </p>
                        </aside>
                    </div>
                    <p class="print-only meta">{on_paper}</p>
                </article>
            </Wide>
        }
    });
    let page = page.with_description(summary);
    let page = if printing { page.bare() } else { page };
    Ok(match public {
        Some(json) => page.for_everybody(visit).with_structured_data(json),
        None => page,
    })
}

/// On the screen only: how to get it onto paper without a script.
fn print_hint(path: String) -> AnyView {
    view! {
        <p class="print-hint">
            "Druckansicht. Drucken oder als PDF speichern: " <kbd>"Strg"</kbd> " + " <kbd>"P"</kbd> ", am Telefon über das Menü des Browsers. "
            <a href=path>"Zurück zum Artikel"</a>
        </p>
    }
    .into_any()
}

/// Tells the author of a merge whose change hers was brought together with.
async fn merged(visit: &Visit, article: &crate::wiki::port::Article) -> Result<Option<AnyView>, Error> {
    let asked = visit.query("fassung").parse().ok().filter(|_| visit.query("hinweis") == "zusammengefuehrt");
    let Some(number) = asked.filter(|_| visit.viewer.may(Action::ReadNetwork)) else { return Ok(None) };
    let Some(theirs) = visit.ports.wiki.revision(&visit.viewer, article.id, number).await? else { return Ok(None) };
    let who = match theirs.author {
        Some((id, ..)) if id == visit.viewer.id() => "Ihrer anderen".to_owned(),
        Some((_, name, _)) => format!("der von {name}"),
        None => "einer anderen".to_owned(),
    };
    let href = format!("{}/vergleich?von={number}&bis={}", article.path(), article.revision);
    Ok(Some(view! {
        <p class="flash" role="status">{format!("Die neue Fassung ist gespeichert. Ihre Änderung wurde mit {who} zusammengeführt. ")}
            <a href=href>"Vergleich ansehen"</a></p>
    }.into_any()))
}

fn proposals_wait(number: i64) -> String {
    match number {
        1 => "Ein Vorschlag wartet auf Ihre Prüfung".to_owned(),
        _ => format!("{number} Vorschläge warten auf Ihre Prüfung"),
    }
}
