//! Requests to join, and what moderators decide.

use app::account::{Role, port::AccessRequest};
use tests::{Network, PASSWORD, moderator_of, on_both, someone_at};

async fn request_of(network: &Network, name: &str) -> i64 {
    let request = AccessRequest {
        name: name.to_owned(),
        mail: "eva@example.org".to_owned(),
        organisation: "Stadtwerke".to_owned(),
        message: String::new(),
    };
    network.server.ports.accounts.request_access(request).await.expect("a request");
    network.number("SELECT MAX(id) FROM access_requests").await
}

on_both! {
    async fn a_guest_asks_to_join_without_registering_first(network) {
        let mut eva = network.guest();
        let form = eva.open("/registrieren/anfrage").await.form("main form");
        let form = form.fill("name", "Eva Muster").fill("mail", "eva@example.org").fill("organisation", "Stadtwerke");
        assert_eq!(eva.submit(form).await.status, 200);
        assert_eq!(network.count("access_requests").await, 1);
    }

    async fn a_request_needs_name_address_and_organisation(network) {
        let mut eva = network.guest();
        let form = eva.open("/registrieren/anfrage").await.form("main form");
        let page = eva.submit(form.fill("message", "Bitte!")).await;
        assert_eq!(page.status, 422);
        for field in ["name", "mail", "organisation"] {
            assert!(!page.error(field).is_empty(), "{field}");
        }
        assert_eq!(page.form("main form").value("message"), "Bitte!");
    }

    async fn whoever_is_admitted_gets_a_link_and_an_account_there(network) {
        request_of(&network, "Eva Muster").await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let list = browser.open("/moderation").await;
        assert!(list.main().contains("Eva Muster, Stadtwerke"), "{}", list.main());
        let form = list.form("form[action='/moderation/zulassen']").fill("organisation", "detmold");
        assert_eq!(browser.submit(form).await.path(), "/moderation?hinweis=zugelassen");

        assert_eq!(network.mails().await[0].to, "eva@example.org");
        let page = network.guest().confirm(&network.link_in_last_mail().await, PASSWORD).await;
        assert!(page.main().contains("Detmold"), "{}", page.main());
        let eva = network.server.accounts.list().await.expect("people").into_iter().find(|person| person.name == "Eva Muster");
        assert_eq!(eva.map(|eva| eva.role), Some(Role::Member));
    }

    async fn whoever_is_declined_gets_the_reason(network) {
        request_of(&network, "Eva Muster").await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/moderation").await.form("form[action='/moderation/ablehnen']");
        let page = browser.submit(form.fill("reason", "Leider nur für Kommunen.")).await;
        assert_eq!(page.path(), "/moderation?hinweis=abgelehnt");
        let mails = network.mails().await;
        assert!(mails[0].body.contains("Leider nur für Kommunen."), "{}", mails[0].body);
        assert!(!mails[0].body.contains("schluessel="));
    }

    async fn a_decided_request_leaves_the_list(network) {
        let request = request_of(&network, "Eva Muster").await;
        let moderator = moderator_of(&network).await;
        network.server.ports.moderation.decline(&moderator, request, "Doppelt.").await.expect("declined");
        assert!(network.server.ports.moderation.requests(&moderator).await.expect("the list").is_empty());
    }

    async fn admitting_needs_an_organisation_and_declining_a_reason(network) {
        request_of(&network, "Eva Muster").await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let list = browser.open("/moderation").await;
        for form in ["form[action='/moderation/zulassen']", "form[action='/moderation/ablehnen']"] {
            let page = browser.submit(list.form(form)).await;
            assert_eq!(page.status, 422, "{form}");
            assert!(!page.text("[role=alert]").is_empty(), "{form}");
        }
        assert!(network.mails().await.is_empty());
    }

    async fn the_links_of_the_error_summary_lead_to_the_fields(network) {
        request_of(&network, "Eva Muster").await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/moderation").await.form("form[action='/moderation/ablehnen']");
        let page = browser.submit(form).await;
        for target in page.attributes("[role=alert] a", "href") {
            assert!(page.has(&format!("[id='{}']", target.trim_start_matches('#'))), "{target} leads nowhere");
        }
    }

    async fn a_refused_decision_keeps_what_was_typed_at_its_request(network) {
        let (first, second) = (request_of(&network, "Eva Muster").await, request_of(&network, "Ina Probe").await);
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let long = "x".repeat(501);
        let page = browser.post("/moderation/ablehnen", format!("id={second}&reason={long}")).await;
        assert_eq!(page.status, 422);
        let form = |id: i64| page.form(&format!("form[action='/moderation/ablehnen']:has(input[value='{id}'])"));
        assert_eq!((form(second).value("reason"), form(first).value("reason")), (long.as_str(), ""));
    }

    async fn a_request_is_decided_once(network) {
        let request = request_of(&network, "Eva Muster").await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let list = browser.open("/moderation").await;
        let form = list.form("form[action='/moderation/zulassen']").fill("organisation", "detmold");
        browser.submit(form.clone()).await;
        browser.submit(form).await.assert_is_of_the_site(404);
        browser.post("/moderation/ablehnen", format!("id={request}&reason=Nein")).await.assert_is_of_the_site(404);
        assert_eq!(network.mails().await.len(), 1);
    }

    async fn two_moderators_at_once_decide_once(network) {
        let request = request_of(&network, "Eva Muster").await;
        let moderator = moderator_of(&network).await;
        let moderation = &network.server.ports.moderation;
        let (admitted, declined) = tokio::join!(
            moderation.admit(&moderator, request, "detmold"),
            moderation.decline(&moderator, request, "Nein."),
        );
        assert!(admitted.is_ok() != declined.is_ok());
        assert_eq!(network.mails().await.len(), 1);
    }

    async fn an_address_that_has_an_account_is_not_admitted_again(network) {
        network.someone_with_mail("eva@example.org").await;
        let request = request_of(&network, "Eva Muster").await;
        let refused = network.server.ports.moderation.admit(&moderator_of(&network).await, request, "detmold").await;
        assert!(refused.is_err_and(|error| error.status() == 422));
        assert!(network.mails().await.is_empty());
    }

    async fn members_do_not_decide(network) {
        let request = request_of(&network, "Eva Muster").await;
        let member = someone_at(&network, "lemgo").await;
        let moderation = &network.server.ports.moderation;
        assert!(moderation.requests(&member).await.is_err_and(|error| error.status() == 403));
        assert!(moderation.admit(&member, request, "detmold").await.is_err_and(|error| error.status() == 403));
        assert!(moderation.decline(&member, request, "Nein.").await.is_err_and(|error| error.status() == 403));
    }
}
