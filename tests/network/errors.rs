//! When something does not work: a page that says so, with a way on.

use axum::http::Method;
use tests::{on_both, someone_at};

/// Addresses with a part that a visitor can change.
const ADDRESSES: [&str; 8] =
    ["/wiki/{}", "/kommunen/{}", "/themen/{}", "/schlagworte/{}", "/fragen/{}", "/fragen/1/{}", "/personen/{}", "/{}"];

on_both! {
    async fn an_unknown_address_is_a_page_of_the_site(network) {
        for path in ["/gibt/es/nicht", "/wiki/", "/Wiki", "/index.php", "/.env", "/wiki/a/b/c", "/fragen/1/x/y/z", "/%F0%9F%98%80"] {
            network.guest().get(path).await.assert_is_of_the_site(404);
        }
    }

    async fn a_member_who_gets_lost_is_still_signed_in(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        for path in ["/gibt/es/nicht", "/wiki/gibt-es-nicht", "/moderation"] {
            let page = browser.get(path).await;
            assert!(page.leads_to("/konto") && !page.leads_to("/anmelden"), "{path}: {:?}", page.links());
        }
    }

    async fn a_method_that_a_page_does_not_know_is_a_page_of_the_site(network) {
        for (method, path) in [(Method::PUT, "/wiki"), (Method::DELETE, "/fragen"), (Method::PATCH, "/"), (Method::POST, "/impressum")] {
            network.guest().request(method, path, None).await.assert_is_of_the_site(404);
        }
    }

    async fn an_address_that_is_no_text_is_a_page_of_the_site(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        for path in ADDRESSES {
            for part in ["%FF", "%C3%28"] {
                browser.get(&path.replace("{}", part)).await.assert_is_of_the_site(404);
            }
        }
    }

    async fn an_address_with_an_invisible_character_is_a_page_of_the_site(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        for path in ADDRESSES {
            for part in ["a%00b", "%00", "%0A"] {
                browser.get(&path.replace("{}", part)).await.assert_is_of_the_site(404);
            }
        }
    }

    async fn ids_that_lead_nowhere_are_404_pages(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        for id in ["0", "-1", "4711", "x", "99999999999999999999999", "1e3", "%20"] {
            for path in [format!("/fragen/{id}"), format!("/fragen/{id}/x"), format!("/fragen/{id}/x/bearbeiten"), format!("/personen/{id}")] {
                browser.get(&path).await.assert_is_of_the_site(404);
            }
        }
    }

    async fn what_only_others_may_do_is_a_page_of_the_site(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        for path in ["/moderation", "/moderation/pruefung", "/verwaltung"] {
            browser.get(path).await.assert_is_of_the_site(403);
        }
    }

    async fn without_its_database_the_network_says_come_back_later(network) {
        let member = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&member).await;
        network.server.db.close().await;
        for path in ["/", "/wiki", "/fragen", "/kommunen", "/suche?q=Drohne", "/konto"] {
            let page = browser.get(path).await;
            page.assert_is_of_the_site(503);
            assert!(page.header("retry-after").is_some(), "{path}");
            assert!(page.leads_to(path.split('?').next().unwrap_or(path)), "{path}: no second try");
        }
        for path in ["/", "/wiki", "/wiki/x", "/kommunen"] {
            network.guest().get(path).await.assert_is_of_the_site(503);
        }
        for path in ["/impressum", "/anmelden", "/registrieren"] {
            assert_eq!(network.guest().get(path).await.status, 200, "{path}");
        }
    }

    async fn without_its_database_a_form_says_come_back_later(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let form = browser.open("/fragen/neu").await.form("main form").fill("title", "Wer nutzt eine Drohne?").fill("body", "Wir.");
        let sign_in = network.guest().open("/anmelden").await.form("main form").fill("mail", "kim@lemgo.de").fill("password", "x");
        network.server.db.close().await;
        browser.submit(form).await.assert_is_of_the_site(503);
        network.guest().submit(sign_in).await.assert_is_of_the_site(503);
    }

    async fn the_process_says_that_it_lives_and_that_it_is_ready(network) {
        let mut guest = network.guest();
        assert_eq!(guest.get("/healthz").await.status, 200);
        network.index().await;
        let ready = guest.get("/readyz").await;
        assert_eq!(ready.status, 200);
        assert!(ready.html.contains("\"search_lag\":0"), "{}", ready.html);

        network.server.db.close().await;
        assert_eq!(guest.get("/healthz").await.status, 200);
        assert_eq!(guest.get("/readyz").await.status, 503);
    }

    async fn an_unknown_asset_is_not_found(network) {
        for name in ["nothing.css", "..%2F..%2F..%2FCargo.toml", "%2e%2e%2f%2e%2e%2f%2e%2e%2fCargo.toml", "site.css.br"] {
            assert_eq!(network.guest().get(&format!("/assets/{name}")).await.status, 404, "{name}");
        }
    }

    async fn the_head_of_a_page_has_no_body(network) {
        let page = network.guest().request(Method::HEAD, "/wiki", None).await;
        assert_eq!((page.status.as_u16(), page.html.as_str()), (200, ""));
    }

    async fn a_fault_of_ours_is_a_page_of_the_site_that_tells_nothing_about_it(network) {
        network.change("DROP TABLE revisions").await;
        let page = network.guest().get("/wiki/der-plan").await;
        page.assert_is_of_the_site(500);
        assert!(!page.html.contains("revisions") && !page.html.contains("SQL"), "{}", page.html);
    }
}
