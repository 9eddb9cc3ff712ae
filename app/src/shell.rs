//! The document around each page: head, header, main, footer.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    account::{Action, Role, Viewer},
    context::{Site, Visit},
    page::{Page, render_to_string},
    text,
};

/// Where the menu leads: path and text.
const MENU: [(&str, &str); 3] = [("/fragen", "Fragen"), ("/wiki", "Wiki"), ("/kommunen", "Kommunen")];

/// Renders a page with everything around it.
#[must_use]
pub fn render(visit: &Visit, page: Page) -> String {
    let html = render_to_string(|| document(visit, page));
    format!("<!DOCTYPE html>{html}")
}

fn document(visit: &Visit, page: Page) -> AnyView {
    let site = Arc::clone(&visit.site);
    let title = if page.title == site.name { site.name.clone() } else { format!("{} · {}", page.title, site.name) };
    let asset = |name: &str| site.assets.get(name).cloned();
    // what a member sees is for nobody else, not even when she passes the address on to a machine
    let public = page.public.filter(|_| visit.viewer.member().is_none());
    let structured = page.structured.filter(|_| public.is_some());
    let canonical = public.as_ref().map(|path| format!("{}{path}", site.origin));
    let (bare, feed) = (page.bare, page.feed);
    // what is new is for members; on paper nothing moves
    let listens = visit.viewer.member().is_some() && !bare;
    let scripts: Vec<String> = page.scripts.into_iter().chain(listens.then_some("live.js")).filter_map(asset).collect();
    let name = site.name.clone();
    view! {
        <html lang="de">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>{title}</title>
                {page.description.map(|text| view! { <meta name="description" content=text /> })}
                {match canonical {
                    Some(href) => view! {
                        <link rel="canonical" href=href />
                        <link rel="alternate" r#type="application/atom+xml" title="Neue Artikel" href="/feeds/wiki" />
                    }
                    .into_any(),
                    None => view! { <meta name="robots" content="noindex" /> }.into_any(),
                }}
                {feed.map(|(title, href)| view! { <link rel="alternate" r#type="application/atom+xml" title=title href=href /> })}
                {structured.map(|json| view! { <script r#type="application/ld+json" inner_html=json></script> })}
                {asset("font-regular").map(|href| view! { <link rel="preload" href=href r#as="font" r#type="font/woff2" crossorigin="anonymous" /> })}
                {asset("font-bold").map(|href| view! { <link rel="preload" href=href r#as="font" r#type="font/woff2" crossorigin="anonymous" /> })}
                {asset("site.css").map(|href| view! { <link rel="stylesheet" href=href /> })}
                {asset("icon.svg").map(|href| view! { <link rel="icon" href=href r#type="image/svg+xml" /> })}
                {scripts.into_iter().map(|src| view! { <script r#type="module" src=src></script> }).collect_view()}
                // lets the address bar of the browser search here
                <link rel="search" r#type="application/opensearchdescription+xml" title=name href="/opensearch.xml" />
            </head>
            <body class=bare.then_some("bare")>
                <a class="skip-link" href="#inhalt">"Zum Inhalt springen"</a>
                {header(visit)}
                {site.demo.then(|| view! {
                    <aside class="notice-bar" aria-label="Hinweis"><p>"Vorführung: Personen, Fragen und Antworten sind Beispiele."</p></aside>
                })}
                {(visit.viewer.awaits_factor() && !visit.path.starts_with("/konto/sicherheit")).then(|| view! {
                    <aside class="notice-bar" aria-label="Anmeldung in zwei Schritten">
                        <p>"Für Ihre Aufgabe im Netz fehlt noch ein Schritt. " <a href="/konto/sicherheit/einrichten">"Anmeldung in zwei Schritten einrichten"</a></p>
                    </aside>
                })}
                <main class="page" id="inhalt" tabindex="-1">{(page.body)()}</main>
                {footer(&site)}
                // says what the script has heard
                {listens.then(|| view! { <p class="visually-hidden" role="status" data-live="status"></p> })}
            </body>
        </html>
    }
    .into_any()
}

fn header(visit: &Visit) -> AnyView {
    let site = &visit.site;
    let icon = site.assets.get("icon.svg").cloned();
    let in_panel = [links(visit), actions(&visit.viewer, &visit.path)];
    let [panel_links, panel_actions] = in_panel;
    // closed, it hides the notices: so it tells of them itself
    let fresh = visit.viewer.notices();
    let news = visit.viewer.member().map(|_| {
        view! { <span data-live="menu" hidden=fresh == 0>"("<span data-live="number">{text::up_to(fresh)}</span><span class="menu__word">" neu"</span>")"</span> }
    });
    view! {
        <header class="site-header">
            <div class="site-header__inner">
                <a class="brand" href="/">
                    {icon.map(|src| view! { <img src=src alt="" width="32" height="32" /> })}
                    <span>{site.name.clone()}</span>
                </a>
                <nav class="site-nav" aria-label="Hauptmenü"><ul>{links(visit)}</ul></nav>
                <div class="site-actions">{actions(&visit.viewer, &visit.path)}</div>
                <details class="menu">
                    <summary class="menu__button"><span>"Menü"</span>{news}</summary>
                    <nav class="menu__panel" aria-label="Menü">
                        <ul>{panel_links}</ul>
                        {panel_actions}
                    </nav>
                </details>
            </div>
        </header>
    }
    .into_any()
}

fn links(visit: &Visit) -> AnyView {
    let moderation = visit.viewer.may(Action::Moderate).then_some(("/moderation", "Moderation"));
    let administration = visit.viewer.may(Action::Administer).then_some(("/verwaltung", "Verwaltung"));
    let search = (visit.path != "/").then_some(("/suche", "Suche"));
    MENU.into_iter()
        .chain(search)
        .chain(moderation)
        .chain(administration)
        .map(|(href, text)| {
            let here = visit.path == href || visit.path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'));
            view! { <li><a href=href aria-current=here.then_some("page")>{text}</a></li> }
        })
        .collect_view()
        .into_any()
}

fn actions(viewer: &Viewer, path: &str) -> AnyView {
    if let Some(member) = viewer.member() {
        // moderators have a longer menu beside it
        let account = match member.role {
            Role::Guest | Role::Member => format!("{} · Konto", member.organisation.name),
            Role::Moderator | Role::Administrator => "Konto".to_owned(),
        };
        let notices = match viewer.notices() {
            0 => "Benachrichtigungen".to_owned(),
            fresh => format!("Benachrichtigungen ({})", text::up_to(fresh)),
        };
        return view! {
            <a class="kern-btn kern-btn--primary" href="/fragen/neu"><span class="kern-label">"Frage stellen"</span></a>
            <a class="account-link" href="/benachrichtigungen" data-live="link" data-count=viewer.notices().to_string()>{notices}</a>
            <a class="account-link" href="/konto">{account}</a>
        }
        .into_any();
    }
    // a public page is where the visitor wants to be again afterwards
    let back = match path {
        "/" | "/anmelden" | "/registrieren" | "/passwort-vergessen" => "/anmelden".to_owned(),
        path => super::ui::with_query("/anmelden", &[], "weiter", path),
    };
    view! {
        <a class="kern-btn kern-btn--primary" href=back><span class="kern-label">"Anmelden"</span></a>
        <a class="account-link" href="/registrieren">"Registrieren"</a>
    }
    .into_any()
}

fn footer(site: &Site) -> AnyView {
    let legal = site
        .legal
        .iter()
        .map(|(path, title, _)| view! { <li><a href=format!("/{path}")>{title.clone()}</a></li> })
        .collect_view();
    view! {
        <footer class="site-footer">
            <div class="site-footer__inner">
                <ul><li><a href="/termine">"Termine"</a></li>{legal}</ul>
                <p>{format!("{} · {}", site.claim, site.operator)}</p>
            </div>
        </footer>
    }
    .into_any()
}
