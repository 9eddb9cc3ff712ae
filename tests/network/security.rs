//! What protects members: requests from elsewhere, headers, markup in texts.

use app::{
    account::{Role, port::AccessRequest},
    forum::port::{Forum, QuestionDraft},
    wiki::{
        Visibility,
        port::{ArticleDraft, Wiki},
    },
};
use axum::http::Method;
use server::http::table;
use tests::{Network, PASSWORD, Page, article, moderator_of, on_both, question, someone_at};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Texts that would become elements or attributes where somebody forgot to escape.
const VECTORS: [&str; 5] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "</title></textarea></script><iframe srcdoc=x>",
    "javascript:alert(1)//<a href=javascript:alert(1)>x</a>",
];

/// Elements and attributes that none of our pages has.
fn assert_harmless(page: &Page, told: &str) {
    assert!(
        !page.has("script:not([src]):not([type='application/ld+json']), style, iframe, object, embed, base, [style], img[src=x], svg[onload]"),
        "{told}: {}",
        page.html
    );
    for src in page.attributes("script", "src") {
        assert!(src.starts_with("/assets/"), "{told}: {src}");
    }
    let names = page.attribute_names();
    assert!(!names.iter().any(|name| name.starts_with("on")), "{told}: {names:?}");
    for (element, name) in [("a", "href"), ("img", "src"), ("form", "action"), ("link", "href"), ("button", "formaction")] {
        for address in page.attributes(element, name) {
            let scheme = address.split(':').next().unwrap_or_default().trim().to_lowercase();
            assert!(!matches!(scheme.as_str(), "javascript" | "data" | "vbscript"), "{told}: {address}");
        }
    }
}

/// Content made of a vector, wherever a text can stand.
async fn write(network: &Network, vector: &str) {
    let moderator = moderator_of(network).await;
    let title = format!("Titel {vector}");
    let draft = ArticleDraft {
        summary: vector.to_owned(),
        body: format!("Text {vector}\n\n[x]({vector})\n\n`{vector}`\n\n![{vector}]({vector})"),
        tags: "Markt".to_owned(),
        topic: "handel".to_owned(),
        note: vector.to_owned(),
        organisation: "lemgo".to_owned(),
        ..article(&title, Visibility::Public)
    };
    network.server.wiki.publish(&moderator, draft.clone()).await.expect("an article");
    let asked =
        QuestionDraft { body: draft.body, tags: vector.replace([',', ';'], " ").chars().take(50).collect(), ..question(&title) };
    let asked = network.server.forum.ask(&moderator, asked).await.expect("a question");
    network.server.forum.answer(&moderator, asked.id, vector).await.expect("an answer");
    let request = AccessRequest {
        name: "Eva Muster".to_owned(),
        mail: "eva@example.org".to_owned(),
        organisation: vector.to_owned(),
        message: vector.to_owned(),
    };
    network.server.ports.accounts.request_access(request).await.expect("a request");
}

/// Addresses of all pages, as far as links lead from the front page and the table.
async fn addresses(network: &Network, viewer: &app::account::Viewer) -> Vec<String> {
    let mut browser = network.browser_of(viewer).await;
    let mut found: Vec<String> = table()
        .iter()
        .filter(|entry| entry.method == Method::GET && !entry.path.contains('{'))
        .map(|entry| entry.path.to_owned())
        .collect();
    for list in ["/wiki", "/fragen", "/suche?q=Titel"] {
        for entry in browser.open(list).await.attributes(".entry__title a", "href") {
            found.extend(["", "/verlauf", "/bearbeiten", "/vergleich?von=1&bis=1"].map(|rest| format!("{entry}{rest}")));
        }
    }
    found.extend(
        ["/themen/handel", "/schlagworte/markt", "/kommunen/lemgo", "/personen/1", "/suche?q=Titel", "/gibt-es-nicht"]
            .map(str::to_owned),
    );
    found
}

on_both! {
    async fn a_form_of_another_site_does_nothing(network) {
        let member = someone_at(&network, "lemgo").await;
        let browser = network.browser_of(&member).await;
        let body = "title=Wer+nutzt+eine+Drohne%3F&body=Wir.";
        for site in ["cross-site", "same-site", "none"] {
            browser.clone().with_header("sec-fetch-site", site).post("/fragen/neu", body).await.assert_is_of_the_site(403);
        }
        let old = browser.without_header("sec-fetch-site");
        for origin in ["https://evil.example", "null", "http://localhost:3001", "https://localhost:3000", "http://localhost:3000.evil.example"] {
            old.clone().with_header("origin", origin).post("/fragen/neu", body).await.assert_is_of_the_site(403);
        }
        old.clone().post("/fragen/neu", body).await.assert_is_of_the_site(403);
        assert_eq!(network.count("questions").await, 0);

        let page = old.with_header("origin", "http://localhost:3000").post("/fragen/neu", body).await;
        assert_eq!(page.status, 303);
    }

    async fn no_form_at_all_can_be_sent_from_another_site(network) {
        let boss = network.someone(Role::Administrator).await;
        let browser = network.browser_of(&boss).await.with_header("sec-fetch-site", "cross-site");
        // what ends mails is called by servers of others, and asks for a token instead
        let by_token = "/benachrichtigungen/abbestellen";
        for entry in table().into_iter().filter(|entry| entry.method == Method::POST && entry.path != by_token) {
            let path = entry.path.replace("{id}", "1").replace("{slug}", "x").replace("{antwort}", "1").replace("{name}", "aehnliche");
            browser.clone().post(&path, "").await.assert_is_of_the_site(403);
        }
    }

    async fn every_kind_of_response_carries_the_security_headers(network) {
        let member = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&member).await;
        let mut pages = Vec::new();
        for path in ["/", "/fragen", "/gibt-es-nicht", "/moderation", "/healthz", "/readyz", "/robots.txt", "/assets/x.css", "/inseln/vorschlaege?text=x", "/wiki/%FF"] {
            pages.push(browser.get(path).await);
        }
        pages.push(network.guest().get("/fragen").await);
        pages.push(browser.post("/fragen/neu", "").await);
        pages.push(network.guest().post("/fragen/neu", "").await);
        pages.push(network.guest().with_header("sec-fetch-site", "cross-site").post("/anmelden", "").await);
        network.server.db.close().await;
        pages.push(network.guest().get("/").await);
        for page in pages {
            let told = format!("{} {}", page.path(), page.status);
            let header = |name: &str| page.header(name).unwrap_or_default();
            assert_eq!(header("content-security-policy"), POLICY, "{told}");
            assert_eq!(header("x-content-type-options"), "nosniff", "{told}");
            assert!(matches!(header("referrer-policy").as_str(), "same-origin" | "no-referrer"), "{told}");
            assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{told}");
            assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{told}");
            assert!(header("permissions-policy").contains("geolocation=()"), "{told}");
            assert_eq!(header("server"), "", "{told}");
        }
    }

    async fn pages_of_members_are_kept_by_no_cache_between(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        for path in ["/", "/konto", "/fragen", "/gibt-es-nicht"] {
            assert!(browser.get(path).await.header("cache-control").is_some_and(|value| value.contains("private") || value.contains("no-store")), "{path}");
        }
    }

    async fn no_page_has_anything_inline_whatever_people_write(network) {
        let boss = network.someone(Role::Administrator).await;
        for vector in VECTORS {
            write(&network, vector).await;
        }
        network.index().await;
        let mut browser = network.browser_of(&boss).await;
        let addresses = addresses(&network, &boss).await;
        assert!(addresses.len() > 60, "{addresses:?}");
        for path in addresses {
            let page = browser.open(&path).await;
            assert!(page.status.as_u16() < 500, "{path}: {}", page.status);
            assert_harmless(&page, &path);
        }
    }

    async fn what_was_typed_comes_back_as_text(network) {
        let boss = network.someone(Role::Administrator).await;
        for vector in VECTORS {
            let mut browser = network.browser_of(&boss).await;
            for (path, fields) in [
                ("/fragen/neu", &["title", "body", "tags"][..]),
                ("/wiki/neu", &["title", "summary", "body", "tags"]),
                ("/registrieren/anfrage", &["name", "mail", "organisation", "message"]),
            ] {
                let form = browser.open(path).await.form("main form");
                let form = fields.iter().fold(form, |form, field| form.fill(field, vector)).with("topic", "x");
                for form in [form.clone(), form.with("preview", "1")] {
                    let page = browser.submit(form).await;
                    assert_harmless(&page, path);
                }
            }
            let mut guest = network.guest();
            let page = guest.sign_in(vector, "x").await;
            assert_eq!(page.form("main form").value("mail"), vector);
            assert_harmless(&page, "/anmelden");
        }
    }

    async fn a_search_shows_what_was_looked_for_as_text(network) {
        for vector in VECTORS {
            let query = app::ui::with_query("/suche", &[], "q", vector);
            let page = network.guest().open(&app::ui::with_query(&query, &[], "kreis", vector).replacen("?kreis", "&kreis", 1)).await;
            assert_harmless(&page, &query);
            assert_eq!(page.attributes("main input[name=q]", "value"), [vector]);
        }
    }

    async fn texts_of_a_session_that_ended_come_back_as_text(network) {
        for vector in VECTORS {
            let body = format!("{}=1&title={vector}", vector.replace(['&', '='], ""));
            let page = network.guest().post("/fragen/neu", body).await;
            assert_eq!(page.status, 401);
            assert_harmless(&page, vector);
        }
    }

    async fn nobody_has_a_name_with_markup(network) {
        for name in ["Eva <b>Muster</b>", "Eva <script>", "Eva https://evil.example/x"] {
            let page = tests::register(&mut network.guest(), name, "eva@lemgo.de").await;
            assert_eq!(page.status, 422, "{name}");
        }
    }

    async fn signing_in_leads_nowhere_else(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        for next in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example", "\\\\evil.example", "%2F%2Fevil.example"] {
            let mut kim = network.guest();
            let form = kim.open("/anmelden").await.form("main form").fill("next", next);
            let page = kim.send(&form.fill("mail", "kim@lemgo.de").fill("password", PASSWORD)).await;
            assert_eq!((page.status.as_u16(), page.redirect().as_deref()), (303, Some("/")), "{next}");
        }
    }

    async fn links_to_other_sites_take_nothing_along(network) {
        let moderator = moderator_of(&network).await;
        let draft = ArticleDraft { body: "[x](https://example.org)".to_owned(), ..article("Der Plan", Visibility::Public) };
        network.server.wiki.publish(&moderator, draft).await.expect("an article");
        let page = network.guest().open("/wiki/der-plan").await;
        assert!(page.links().iter().any(|link| link.starts_with("https://example.org")), "{:?}", page.links());
        assert!(!page.has("a[href^='https://'][target]:not([rel~=noopener])"));
        assert_eq!(page.header("referrer-policy").as_deref(), Some("same-origin"));
    }
}
