//! Pages for everybody: what machines are told, what caches may keep, and articles to take away.

use app::wiki::{
    Visibility,
    port::{Article, ArticleDraft, Revised, Wiki},
};
use axum::http::Method;
use tests::{Network, Page, article, moderator_of, on_both, someone_at};

async fn published(network: &Network, draft: ArticleDraft) -> Article {
    network.server.wiki.publish(&moderator_of(network).await, draft).await.expect("an article")
}

fn draft(title: &str, visibility: Visibility) -> ArticleDraft {
    ArticleDraft {
        summary: format!("Kurz: {title}"),
        topic: "handel".to_owned(),
        tags: "Markt, Händler".to_owned(),
        organisation: "lemgo".to_owned(),
        ..article(title, visibility)
    }
}

/// What the page tells machines.
fn structured(page: &Page) -> serde_json::Value {
    let scripts = page.scripts("application/ld+json");
    assert_eq!(scripts.len(), 1, "{}", page.html);
    serde_json::from_str(&scripts[0]).unwrap_or_else(|error| panic!("{error}: {}", scripts[0]))
}

async fn renamed(network: &Network, old: &Article, title: &str, visibility: Visibility) {
    let moderator = moderator_of(network).await;
    let outcome = network.server.wiki.revise(&moderator, &old.slug, old.revision, draft(title, visibility)).await;
    assert!(matches!(outcome, Ok(Revised::Stands(_))), "{outcome:?}");
}

on_both! {
    async fn a_public_article_says_what_it_is_and_names_nobody(network) {
        published(&network, draft("Der Wochenmarkt", Visibility::Public)).await;
        let page = network.guest().open("/wiki/der-wochenmarkt").await;
        assert_eq!(page.attributes("link[rel=canonical]", "href"), ["http://localhost:3000/wiki/der-wochenmarkt"]);
        assert_eq!(page.attributes("meta[name=description]", "content"), ["Kurz: Der Wochenmarkt"]);
        assert!(!page.has("meta[name=robots]"));
        let data = structured(&page);
        assert_eq!((data["@type"].as_str(), data["headline"].as_str()), (Some("TechArticle"), Some("Der Wochenmarkt")));
        assert_eq!((data["about"]["name"].as_str(), data["dateModified"].as_str()), (Some("Lemgo"), Some("2026-11-21T08:00:00Z")));
        assert!(!page.html.contains("Moderation 0"), "{}", page.html);
    }

    async fn structured_data_cannot_be_left(network) {
        let title = "Ende </script><script>alert(1)</script> & \"so\"";
        published(&network, draft(title, Visibility::Public)).await;
        let path = network.guest().open("/wiki").await.attributes(".entry__title a", "href").remove(0);
        let page = network.guest().open(&path).await;
        assert_eq!(structured(&page)["headline"].as_str(), Some(title));
        assert!(!page.has("script:not([src]):not([type='application/ld+json'])"), "{}", page.html);
    }

    async fn what_is_not_for_everybody_is_not_for_search_engines(network) {
        published(&network, draft("Der Wochenmarkt", Visibility::Public)).await;
        published(&network, draft("Das Interne", Visibility::Members)).await;
        for path in ["/suche?q=markt", "/anmelden", "/registrieren", "/gibt-es-nicht", "/wiki/das-interne"] {
            let page = network.guest().open(path).await;
            assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"], "{path}");
            assert!(!page.has("link[rel=canonical]"), "{path}");
        }
        let mut member = network.browser_of(&someone_at(&network, "lemgo").await).await;
        for path in ["/wiki/das-interne", "/wiki/der-wochenmarkt", "/"] {
            let page = member.open(path).await;
            assert!(page.has("meta[name=robots][content=noindex]") && page.scripts("application/ld+json").is_empty(), "{path}");
        }
    }

    async fn lists_are_listed_with_what_narrows_them_and_nothing_else(network) {
        let page = network.guest().open("/wiki?q=x&thema=handel&seite=2&art=guide&hinweis=y").await;
        assert_eq!(page.attributes("link[rel=canonical]", "href"), ["http://localhost:3000/wiki?art=guide&thema=handel&seite=2"]);
    }

    async fn caches_keep_what_guests_see_and_ask_again(network) {
        let old = published(&network, draft("Der Wochenmarkt", Visibility::Public)).await;
        let page = network.guest().get("/wiki/der-wochenmarkt").await;
        assert_eq!(page.header("cache-control").as_deref(), Some("public, max-age=60, stale-while-revalidate=300"));
        assert!(page.header("vary").is_some_and(|vary| vary.contains("cookie")));
        let tag = page.header("etag").expect("a tag");

        let known = network.guest().with_header("if-none-match", &format!("\"x\", {tag}")).get("/wiki/der-wochenmarkt").await;
        assert_eq!((known.status.as_u16(), known.html.as_str(), known.header("etag")), (304, "", Some(tag.clone())));
        assert!(known.header("cache-control").is_some_and(|value| value.starts_with("public")));

        network.wait_minutes(60);
        renamed(&network, &old, "Der Wochenmarkt!", Visibility::Public).await;
        let changed = network.guest().with_header("if-none-match", &tag).get("/wiki/der-wochenmarkt").await;
        assert_eq!(changed.status, 200);
        assert_ne!(changed.header("etag"), Some(tag));
    }

    async fn a_copy_of_what_is_hidden_now_is_no_longer_good(network) {
        let old = published(&network, draft("Der Wochenmarkt", Visibility::Public)).await;
        let tag = network.guest().get("/wiki/der-wochenmarkt").await.header("etag").expect("a tag");
        renamed(&network, &old, "Der Wochenmarkt", Visibility::Members).await;
        network.guest().with_header("if-none-match", &tag).get("/wiki/der-wochenmarkt").await.assert_is_of_the_site(404);
    }

    async fn pages_of_the_signed_in_are_kept_by_nobody(network) {
        published(&network, draft("Der Wochenmarkt", Visibility::Public)).await;
        let mut member = network.browser_of(&someone_at(&network, "lemgo").await).await;
        for path in ["/", "/wiki", "/wiki/der-wochenmarkt", "/kommunen"] {
            let page = member.get(path).await;
            assert!(page.header("cache-control").is_some_and(|value| value.starts_with("private")), "{path}");
            assert_eq!(page.header("etag"), None, "{path}");
        }
    }

    async fn the_sitemap_and_the_feed_list_what_is_public(network) {
        published(&network, draft("Der <Markt> & mehr", Visibility::Public)).await;
        published(&network, draft("Das Interne", Visibility::Members)).await;
        let mut guest = network.guest();
        let map = guest.get("/sitemap.xml").await;
        assert_eq!(map.header("content-type").as_deref(), Some("application/xml; charset=utf-8"));
        assert!(map.html.contains("<loc>http://localhost:3000/wiki/der-markt-mehr</loc><lastmod>2026-11-21T08:00:00Z</lastmod>"), "{}", map.html);
        for path in ["/kommunen/lemgo", "/themen/handel", "/impressum"] {
            assert!(map.html.contains(&format!("<loc>http://localhost:3000{path}</loc>")), "{path}");
        }
        let feed = guest.get("/feeds/wiki").await;
        assert_eq!(feed.header("content-type").as_deref(), Some("application/atom+xml; charset=utf-8"));
        assert!(feed.html.contains("<title>Der &lt;Markt&gt; &amp; mehr</title>"), "{}", feed.html);
        for page in [&map, &feed] {
            assert!(!page.html.contains("intern") && !page.html.contains("Moderation 0"), "{}", page.html);
            assert!(page.header("etag").is_some());
        }
        assert!(guest.get("/robots.txt").await.html.contains("Sitemap: http://localhost:3000/sitemap.xml"));
        for part in ["0", "2", "-1", "x"] {
            guest.get(&format!("/sitemap.xml?teil={part}")).await.assert_is_of_the_site(404);
        }
        assert_eq!(guest.get("/sitemap.xml?teil=1").await.html, map.html);
    }

    async fn an_entry_of_the_feed_stays_itself_when_its_title_changes(network) {
        let old = published(&network, draft("Der Wochenmarkt", Visibility::Public)).await;
        let id = |feed: &Page| feed.html.split("<id>tag:").nth(1).and_then(|rest| rest.split("</id>").next()).expect("an id").to_owned();
        let before = id(&network.guest().get("/feeds/wiki").await);
        network.wait_minutes(60);
        renamed(&network, &old, "Der Marktplatz", Visibility::Public).await;
        let after = network.guest().get("/feeds/wiki").await;
        assert_eq!(id(&after), before);
        assert!(after.html.contains("/wiki/der-marktplatz"));
    }

    async fn an_article_is_taken_away_as_markdown(network) {
        let old = published(&network, draft("Der Wochenmarkt", Visibility::Public)).await;
        renamed(&network, &old, "Der Marktplatz", Visibility::Public).await;
        let page = network.guest().get("/wiki/der-marktplatz/markdown").await;
        assert_eq!(page.status, 200);
        assert_eq!(page.header("content-type").as_deref(), Some("text/markdown; charset=utf-8"));
        assert_eq!(page.header("content-disposition").as_deref(), Some("attachment; filename=\"der-marktplatz.md\""));
        for line in ["title: \"Der Marktplatz\"", "kind: \"guide\"", "tags: [\"Händler\", \"Markt\"]", "organisation: \"lemgo\""] {
            assert!(page.html.contains(&format!("\n{line}\n")), "{line}: {}", page.html);
        }
        assert!(page.html.ends_with("---\n\nErst fragen, dann kaufen.\n"), "{}", page.html);
        // what it was called before may have been for members
        assert!(!page.html.contains("wochenmarkt"), "{}", page.html);
        let mut member = network.browser_of(&someone_at(&network, "lemgo").await).await;
        assert!(member.get("/wiki/der-marktplatz/markdown").await.html.contains("former: [\"der-wochenmarkt\"]"));
        let moved = network.guest().get("/wiki/der-wochenmarkt/markdown").await;
        assert_eq!((moved.status.as_u16(), moved.redirect().as_deref()), (301, Some("/wiki/der-marktplatz/markdown")));
    }

    async fn an_internal_article_is_not_taken_away_by_guests(network) {
        published(&network, draft("Das Interne", Visibility::Members)).await;
        network.guest().get("/wiki/das-interne/markdown").await.assert_is_of_the_site(404);
        let mut member = network.browser_of(&someone_at(&network, "lemgo").await).await;
        assert_eq!(member.get("/wiki/das-interne/markdown").await.status, 200);
    }

    async fn an_article_can_be_printed_without_a_script(network) {
        published(&network, draft("Der Wochenmarkt", Visibility::Public)).await;
        let mut guest = network.guest();
        let page = guest.open("/wiki/der-wochenmarkt").await;
        assert!(page.leads_to("/wiki/der-wochenmarkt?druck=1"));
        let print = guest.open("/wiki/der-wochenmarkt?druck=1").await;
        assert!(print.has("body.bare") && print.text(".print-hint").contains("Strg"), "{}", print.html);
        assert!(print.text(".print-only").contains("http://localhost:3000/wiki/der-wochenmarkt"));
        assert_eq!(print.attributes("link[rel=canonical]", "href"), ["http://localhost:3000/wiki/der-wochenmarkt"]);
    }

    async fn asking_for_the_head_only_gives_the_same_headers(network) {
        published(&network, draft("Der Wochenmarkt", Visibility::Public)).await;
        let mut guest = network.guest();
        let (get, head) = (guest.get("/wiki/der-wochenmarkt").await, guest.request(Method::HEAD, "/wiki/der-wochenmarkt", None).await);
        assert_eq!((head.header("etag"), head.html.as_str()), (get.header("etag"), ""));
    }
}
