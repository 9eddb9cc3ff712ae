//! Where moderators and administrators need a second factor.

use app::account::{Action, Role, port::Accounts};
use tests::{App, Network, PASSWORD, enrol, on_both};

async fn strict(network: Network) -> Network {
    network.restarted_with(|config| config.require_factor = true).await
}

on_both! {
    async fn a_moderator_without_a_factor_has_the_rights_of_a_member(network) {
        let network = strict(network).await;
        for (role, path) in [(Role::Moderator, "/moderation"), (Role::Administrator, "/verwaltung")] {
            let someone = network.someone(role).await;
            let mut browser = network.browser_of(&someone).await;
            let page = browser.get(path).await;
            page.assert_is_of_the_site(403);
            assert!(page.main().contains("Anmeldung in zwei Schritten"), "{}", page.main());
            assert!(page.leads_to(&format!("/konto/sicherheit/einrichten?weiter={}", path.replace('/', "%2F"))), "{:?}", page.links());
            browser.post("/moderation/themen", "name=x").await.assert_is_of_the_site(403);
            browser.post("/verwaltung", format!("id={}&role=administrator", someone.id())).await.assert_is_of_the_site(403);
            let page = browser.get("/fragen").await;
            assert_eq!(page.status, 200);
            assert!(page.has(".notice-bar a[href='/konto/sicherheit/einrichten']") && !page.leads_to(path), "{}", page.html);
        }
    }

    async fn with_a_factor_a_moderator_has_the_rights_of_one(network) {
        let network = strict(network).await;
        let moderator = network.someone(Role::Moderator).await;
        assert!(moderator.awaits_factor() && !moderator.may(Action::Moderate));
        let (mut browser, ..) = enrol(&network, &moderator).await;
        let page = browser.get("/moderation").await;
        assert_eq!(page.status, 200);
        assert!(!page.has(".notice-bar"), "{}", page.html);
        assert!(network.server.ports.factors.standing(&moderator).await.is_ok_and(|standing| standing.required));
    }

    async fn after_signing_in_she_is_led_to_set_one_and_then_to_where_she_wanted(network) {
        let network = strict(network).await;
        let link = network.server.accounts.invite("Mia Muster", "mia@lemgo.de", "lemgo", Role::Moderator).await.expect("a link");
        let link = link.strip_prefix("http://localhost:3000").expect("a path").to_owned();
        let mut first = network.guest();
        let page = first.confirm(&link, PASSWORD).await;
        assert!(page.path().starts_with("/konto/sicherheit/einrichten?weiter=%2Fkonto"), "{}", page.path());

        let mut mia = network.guest();
        let page = mia.open("/moderation/luecken").await;
        let page = mia.submit(page.form("main form").fill("mail", "mia@lemgo.de").fill("password", PASSWORD)).await;
        assert_eq!(page.path(), "/konto/sicherheit/einrichten?weiter=%2Fmoderation%2Fluecken");
        assert!(page.main().contains("verlangt"), "{}", page.main());
        let page = mia.submit(page.form("main form").fill("code", &App::of(&page).code(&network))).await;
        assert!(page.leads_to("/moderation/luecken"), "{}", page.main());
        assert_eq!(mia.open("/moderation/luecken").await.status, 200);
    }

    async fn who_takes_it_away_falls_back_to_a_member(network) {
        let network = strict(network).await;
        let boss = network.someone(Role::Administrator).await;
        let (mut browser, ..) = enrol(&network, &boss).await;
        assert_eq!(browser.get("/verwaltung").await.status, 200);
        let page = browser.open("/konto/sicherheit/aufheben").await;
        assert!(page.main().contains("Rechte eines Mitglieds"), "{}", page.main());
        browser.submit(page.form("main form")).await;
        assert_eq!(browser.get("/verwaltung").await.status, 403);
    }

    async fn who_becomes_a_moderator_is_asked_at_once(network) {
        let network = strict(network).await;
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut browser = network.browser_of(&kim).await;
        assert!(!browser.get("/fragen").await.has(".notice-bar"));
        network.server.accounts.set_role(kim.id(), Role::Moderator).await.expect("changed");
        assert!(browser.get("/fragen").await.has(".notice-bar"));
        browser.get("/moderation").await.assert_is_of_the_site(403);
    }

    async fn members_are_free_to_have_one(network) {
        let network = strict(network).await;
        network.someone_with_mail("kim@lemgo.de").await;
        let mut kim = network.guest();
        let page = kim.sign_in("kim@lemgo.de", PASSWORD).await;
        assert_eq!(page.path(), "/");
        assert!(!page.has(".notice-bar"));
    }

    async fn in_the_demo_nobody_is_asked(network) {
        let network = network.restarted_with(|config| (config.require_factor, config.demo) = (true, true)).await;
        let moderator = network.someone(Role::Moderator).await;
        assert_eq!(network.browser_of(&moderator).await.get("/moderation").await.status, 200);
    }

    async fn a_session_without_a_viewer_is_no_way_around(network) {
        let network = strict(network).await;
        let boss = network.someone(Role::Administrator).await;
        let session = network.server.accounts.session_for(boss.id()).await.expect("a session");
        assert!(session.awaits_factor);
        let viewer = network.server.accounts.viewer(&session.token).await.expect("a viewer");
        assert!(tests::is(&network.server.ports.accounts.people(&viewer).await, 403));
        assert!(tests::is(&network.server.ports.accounts.change_role(&viewer, boss.id(), Role::Moderator).await, 403));
    }
}
