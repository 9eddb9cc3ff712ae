//! An account ends: nobody comes in with it any more, and its articles pass on.

use app::account::{Role, Viewer};
use tests::{Network, PASSWORD, on_both, register, someone_at};

async fn end(network: &Network, person: &Viewer) {
    network.server.accounts.end_account(person.id(), None).await.unwrap_or_else(|error| panic!("ended: {error}"));
}

async fn mail_of(network: &Network, person: &Viewer) -> String {
    network.strings(&format!("SELECT mail FROM accounts WHERE id = {}", person.id())).await.remove(0)
}

on_both! {
    async fn an_administrator_ends_an_account_after_a_question(network) {
        let eva = network.someone_with_mail("eva@lemgo.de").await;
        let boss = network.someone(Role::Administrator).await;
        let mut browser = network.browser_of(&boss).await;
        let path = format!("/verwaltung/konten/{}/beenden", eva.id());
        assert!(browser.open("/verwaltung").await.leads_to(&path));
        let page = browser.open(&path).await;
        assert!(page.main().contains("Kim Beispiel, Lemgo"), "{}", page.main());
        let page = browser.submit(page.form("main form")).await;
        assert!(page.text("[role=status]").contains("beendet"), "{}", page.main());
        assert!(page.main().contains("beendet am 21. November 2026"), "{}", page.main());
        assert_eq!(network.number("SELECT COUNT(*) FROM accounts WHERE ended_at IS NOT NULL").await, 1);
    }

    async fn whoever_has_left_cannot_sign_in_and_is_told_the_same_as_a_stranger(network) {
        let eva = network.someone_with_mail("eva@lemgo.de").await;
        let mut inside = network.browser_of(&eva).await;
        assert_eq!(inside.get("/konto").await.status, 200);
        end(&network, &eva).await;
        assert_eq!(inside.get("/konto").await.status, 303);
        let ended = network.guest().sign_in("eva@lemgo.de", PASSWORD).await;
        let unknown = network.guest().sign_in("ina@lemgo.de", PASSWORD).await;
        assert_eq!((ended.status, ended.html.replace("eva@", "ina@")), (unknown.status, unknown.html));
    }

    async fn no_mail_goes_to_whoever_has_left(network) {
        let eva = network.someone_with_mail("eva@lemgo.de").await;
        let accounts = &network.server.ports.accounts;
        accounts.forget_password("eva@lemgo.de").await.expect("asked for");
        assert_eq!(network.mails().await.len(), 1);
        let link = network.link_in_last_mail().await;
        end(&network, &eva).await;
        assert!(network.mails().await.is_empty());
        assert!(network.guest().open(&link).await.text("h1").contains("gilt nicht mehr"));
        accounts.forget_password("eva@lemgo.de").await.expect("asked for");
        assert_eq!(register(&mut network.guest(), "Eva Muster", "eva@lemgo.de").await.status, 200);
        assert!(network.mails().await.is_empty());
        assert_eq!(network.count("accounts").await, 1);
    }

    async fn moderators_who_have_left_hear_of_no_request(network) {
        let moderator = network.someone(Role::Moderator).await;
        end(&network, &moderator).await;
        let request = app::account::port::AccessRequest {
            name: "Ina Probe".to_owned(), mail: "ina@example.org".to_owned(), organisation: "Stadtwerke".to_owned(), message: String::new(),
        };
        network.server.ports.accounts.request_access(request).await.expect("a request");
        assert!(network.mails().await.is_empty());
    }

    async fn her_name_stays_on_her_page_and_leaves_the_list_of_members(network) {
        let (eva, kim) = (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await);
        end(&network, &eva).await;
        let name = eva.member().expect("a member").name.clone();
        let mut browser = network.browser_of(&kim).await;
        let page = browser.open(&format!("/personen/{}", eva.id())).await;
        assert_eq!(page.text("h1"), name);
        assert!(page.main().contains("ehemaliges Mitglied"), "{}", page.main());
        assert!(!browser.open("/kommunen/lemgo").await.html.contains(&name));
    }

    async fn the_last_administrator_stays_and_nobody_ends_her_own_account(network) {
        let boss = network.someone(Role::Administrator).await;
        let refused = network.server.accounts.end_account(boss.id(), None).await;
        assert!(refused.is_err_and(|error| error.to_string().contains("letzte Person")));
        let other = network.someone(Role::Administrator).await;
        let mut browser = network.browser_of(&boss).await;
        let form = browser.open(&format!("/verwaltung/konten/{}/beenden", boss.id())).await.form("main form");
        let page = browser.submit(form).await;
        assert_eq!(page.status, 422);
        assert!(page.text("[role=alert]").contains("eigene Konto"), "{}", page.main());
        end(&network, &other).await;
        assert!(network.server.accounts.end_account(boss.id(), None).await.is_err());
        assert!(network.server.accounts.set_role(boss.id(), Role::Member).await.is_err());
    }

    async fn two_administrators_who_end_each_other_at_once_leave_one(network) {
        let (one, two) = (network.someone(Role::Administrator).await, network.someone(Role::Administrator).await);
        let accounts = &network.server.ports.accounts;
        let (first, second) = tokio::join!(accounts.end(&one, two.id()), accounts.end(&two, one.id()));
        assert!(first.is_ok() != second.is_ok());
        assert_eq!(network.number("SELECT COUNT(*) FROM accounts WHERE ended_at IS NULL").await, 1);
    }

    async fn members_and_moderators_end_nothing(network) {
        let (eva, moderator) = (someone_at(&network, "lemgo").await, network.someone(Role::Moderator).await);
        for viewer in [&eva, &moderator] {
            assert!(network.server.ports.accounts.end(viewer, eva.id()).await.is_err_and(|error| error.status() == 403));
            assert!(network.server.ports.accounts.reopen(viewer, eva.id()).await.is_err_and(|error| error.status() == 403));
        }
    }

    async fn her_article_passes_on_and_her_colleagues_are_asked_once(network) {
        let (eva, kim) = (someone_at(&network, "lemgo").await, someone_at(&network, "lemgo").await);
        network.article_of(&eva, "Der Plan").await;
        end(&network, &eva).await;
        assert_eq!(network.number("SELECT COUNT(*) FROM articles WHERE owner_id IS NULL").await, 1);
        assert_eq!(
            network.strings("SELECT text FROM article_events").await,
            ["Betreuung beendet: Das Konto der zuständigen Person besteht nicht mehr"]
        );
        let mails = network.mails().await;
        assert_eq!((mails.len(), mails[0].to.clone()), (1, mail_of(&network, &kim).await));
        assert!(mails[0].body.contains("„Der Plan“ betreut niemand mehr."), "{}", mails[0].body);
        let mut browser = network.browser_of(&kim).await;
        let form = browser.open("/benachrichtigungen").await.form("form[action$='/oeffnen']");
        let page = browser.submit(form).await;
        assert_eq!(page.path(), "/wiki/der-plan/betreuung");
        browser.submit(page.form("form[action$='/uebernehmen']")).await;
        assert_eq!(network.number("SELECT owner_id FROM articles").await, kim.id());
    }

    async fn many_articles_make_one_notice_that_leads_to_their_list(network) {
        let (eva, kim) = (someone_at(&network, "lemgo").await, someone_at(&network, "lemgo").await);
        for number in 1..=7 {
            network.article_of(&eva, &format!("Plan {number}")).await;
        }
        end(&network, &eva).await;
        assert_eq!(network.mails().await.len(), 1);
        let mut browser = network.browser_of(&kim).await;
        let form = browser.open("/benachrichtigungen").await.form("form[action$='/oeffnen']");
        let page = browser.submit(form).await;
        assert_eq!(page.path(), "/konto/betreuung?zeige=ohne");
        assert_eq!(page.texts(".entry__title").len(), 7);
        assert!(browser.open("/konto/betreuung").await.main().contains("noch keinen Artikel"));
        assert_eq!(browser.open("/konto/betreuung?zeige=organisation").await.texts(".entry__title").len(), 7);
    }

    async fn without_colleagues_the_moderators_are_asked(network) {
        let eva = someone_at(&network, "lemgo").await;
        network.article_of(&eva, "Der Plan").await;
        end(&network, &eva).await;
        let moderators = network.strings("SELECT mail FROM accounts WHERE role = 'moderator'").await;
        assert_eq!(network.mails().await.into_iter().map(|mail| mail.to).collect::<Vec<_>>(), moderators);
    }

    async fn a_regional_contact_who_has_left_is_none(network) {
        let pat = someone_at(&network, "detmold").await;
        network.make_contact(&pat, "kreis-lippe").await;
        end(&network, &pat).await;
        assert_eq!(network.count("regional_contacts").await, 0);
    }

    async fn an_account_that_is_opened_again_has_its_password_and_nothing_that_passed_on(network) {
        let eva = network.someone_with_mail("eva@lemgo.de").await;
        network.article_of(&eva, "Der Plan").await;
        let boss = network.someone(Role::Administrator).await;
        network.server.ports.accounts.end(&boss, eva.id()).await.expect("ended");
        let mut browser = network.browser_of(&boss).await;
        let form = browser.open("/verwaltung").await.form("form[action$='/oeffnen']");
        assert_eq!(browser.submit(form).await.path(), "/verwaltung?hinweis=geoeffnet");
        assert_eq!(network.guest().sign_in("eva@lemgo.de", PASSWORD).await.path(), "/");
        assert_eq!(network.number("SELECT COUNT(*) FROM articles WHERE owner_id IS NULL").await, 1);
    }
}
