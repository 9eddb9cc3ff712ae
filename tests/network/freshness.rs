//! Who looks after an article: shown, confirmed, taken over, changed.

use app::{
    account::{Role, Viewer},
    freshness::port::{CareWish, Freshness},
    wiki::{
        Visibility,
        port::{Article, Wiki},
    },
};
use tests::{Network, Page, article, moderator_of, on_both, someone_at};

async fn open(network: &Network, viewer: &Viewer, path: &str) -> Page {
    network.browser_of(viewer).await.open(path).await
}

async fn public(network: &Network, article: &Article) {
    network.change(&format!("UPDATE articles SET visibility = 'public' WHERE id = {}", article.id)).await;
}

fn wish(owner: &str, deputy: &str, months: &str) -> CareWish {
    CareWish { owner: owner.to_owned(), deputy: deputy.to_owned(), months: months.to_owned() }
}

async fn events(network: &Network) -> Vec<String> {
    network.strings("SELECT kind || ': ' || text FROM article_events ORDER BY id").await
}

on_both! {
    async fn a_new_article_is_looked_after_by_its_author_for_a_year(network) {
        let moderator = moderator_of(&network).await;
        network.server.wiki.publish(&moderator, article("Der Plan", Visibility::Public)).await.expect("an article");
        let panel = open(&network, &moderator, "/wiki/der-plan").await.texts(".panel").join(" ");
        let name = &moderator.member().expect("a member").name;
        assert!(panel.contains(&format!("{name}, DigitalBüro OWL")), "{panel}");
        assert!(panel.contains("21. November 2027"), "{panel}");
    }

    async fn an_imported_article_is_looked_after_by_nobody(network) {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("plan.md"), "# Alter Plan\n\nAlt und bewährt.").expect("a file");
        let options = server::wiki::import::Options {
            path: folder.path().to_owned(), visibility: Visibility::Public, kind: app::wiki::Kind::Article, collection: None,
            dry_run: false, force: false, quiet: true,
        };
        server::wiki::import::run(&network.server.wiki, &network.server.attachments, &options).await.expect("imported");
        assert_eq!(network.number("SELECT COUNT(*) FROM articles WHERE owner_id IS NULL AND review_due IS NULL").await, 1);
        assert!(!network.guest().open("/wiki/alter-plan").await.main().contains("Betreuung"));
        let moderator = moderator_of(&network).await;
        assert!(open(&network, &moderator, "/wiki/alter-plan/betreuung").await.main().contains("noch niemand"));
    }

    async fn names_are_for_members_and_guests_see_the_organisation(network) {
        let eva = someone_at(&network, "lemgo").await;
        let article = network.article_of(&eva, "Der Plan").await;
        public(&network, &article).await;
        let name = eva.member().expect("a member").name.clone();
        assert!(open(&network, &eva, "/wiki/der-plan").await.html.contains(&name));
        let seen = network.guest().open("/wiki/der-plan").await;
        assert!(!seen.html.contains(&name) && seen.main().contains("Lemgo"), "{}", seen.main());
        assert!(!seen.leads_to("/wiki/der-plan/betreuung"));
    }

    async fn an_overdue_article_tells_everybody_in_words_and_offers_the_click_to_those_who_may(network) {
        let (eva, far) = (someone_at(&network, "lemgo").await, someone_at(&network, "hoexter").await);
        let article = network.article_of(&eva, "Der Plan").await;
        public(&network, &article).await;
        assert!(!network.guest().open("/wiki/der-plan").await.main().contains("überholt"));
        network.wait_days(365);
        let warning = "Seit November 2026 nicht mehr geprüft: Angaben können überholt sein.";
        for page in [network.guest().open("/wiki/der-plan").await, open(&network, &far, "/wiki/der-plan").await] {
            assert_eq!(page.text(".flash--warning"), warning);
            assert!(!page.has("form.confirm"));
        }
        let page = open(&network, &eva, "/wiki/der-plan").await;
        assert_eq!(page.text(".flash--warning button"), "Weiterhin gültig");
    }

    async fn one_click_moves_the_date_and_stands_in_the_history(network) {
        let eva = someone_at(&network, "lemgo").await;
        network.article_of(&eva, "Der Plan").await;
        network.wait_days(400);
        let mut browser = network.browser_of(&eva).await;
        let form = browser.open("/wiki/der-plan").await.form("form.confirm");
        let page = browser.submit(form).await;
        assert!(page.text("[role=status]").contains("weiterhin gültig"), "{}", page.main());
        assert!(!page.has(".flash--warning"));
        assert_eq!(events(&network).await, ["confirmed: Weiterhin gültig. Nächste Prüfung am 26. Dezember 2028"]);
        assert_eq!(network.number("SELECT author_id FROM article_events").await, eva.id());
    }

    async fn two_who_confirm_at_once_leave_one_entry(network) {
        let (eva, kim) = (someone_at(&network, "lemgo").await, someone_at(&network, "lemgo").await);
        network.article_of(&eva, "Der Plan").await;
        network.wait_days(400);
        let (mut one, mut two) = (network.browser_of(&eva).await, network.browser_of(&kim).await);
        let (first, second) = (one.open("/wiki/der-plan").await.form("form.confirm"), two.open("/wiki/der-plan").await.form("form.confirm"));
        let (first, second) = tokio::join!(one.send(&first), two.send(&second));
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (303, 303));
        assert_eq!(events(&network).await.len(), 1);
    }

    async fn owner_deputy_contact_and_moderators_confirm_and_nobody_else(network) {
        let (eva, kim) = (someone_at(&network, "lemgo").await, someone_at(&network, "lemgo").await);
        let (pat, far) = (someone_at(&network, "detmold").await, someone_at(&network, "hoexter").await);
        network.make_contact(&pat, "kreis-lippe").await;
        network.make_contact(&far, "kreis-hoexter").await;
        let article = network.article_of(&eva, "Der Plan").await;
        let moderator = moderator_of(&network).await;
        for person in [&eva, &kim, &pat, &moderator] {
            let due = network.number("SELECT review_due FROM articles").await;
            network.server.freshness.confirm(person, article.id, due).await.expect("confirmed");
        }
        let refused = network.server.freshness.confirm(&far, article.id, 0).await;
        assert!(refused.is_err_and(|error| error.status() == 403));
        let refused = network.server.freshness.take_over(&far, article.id).await;
        assert!(refused.is_err_and(|error| error.status() == 403));
    }

    async fn a_guest_who_follows_the_link_of_a_mail_is_asked_to_sign_in(network) {
        let eva = someone_at(&network, "lemgo").await;
        let article = network.article_of(&eva, "Der Plan").await;
        let page = network.guest().get("/wiki/der-plan/betreuung").await;
        assert!(page.redirect().is_some_and(|to| to.starts_with("/anmelden?weiter=")));
        assert!(network.server.freshness.care(&Viewer::guest(), article.id).await.is_err_and(|error| error.status() == 404));
    }

    async fn a_colleague_takes_over_and_has_two_weeks_of_her_own(network) {
        let (eva, kim) = (someone_at(&network, "lemgo").await, someone_at(&network, "lemgo").await);
        network.article_of(&eva, "Der Plan").await;
        network.wait_days(365);
        network.remind().await;
        network.change("DELETE FROM outbox").await;
        let mut browser = network.browser_of(&kim).await;
        let form = browser.open("/wiki/der-plan/betreuung").await.form("form[action$='/uebernehmen']");
        let page = browser.submit(form).await;
        assert!(page.text("[role=status]").contains("Sie betreuen jetzt"), "{}", page.main());
        assert!(!page.has("form[action$='/uebernehmen']"));
        assert_eq!(events(&network).await, ["owner: Betreuung übernommen"]);
        network.wait_days(13);
        assert_eq!(network.remind().await, 0);
        network.wait_days(1);
        assert_eq!(network.remind().await, 1);
        let mail = network.mails().await.remove(0);
        assert!(mail.body.contains("weil Sie diesen Artikel betreuen"), "{}", mail.body);
    }

    async fn a_moderator_entrusts_an_article_and_the_new_owner_is_told(network) {
        let eva = someone_at(&network, "lemgo").await;
        let moderator = moderator_of(&network).await;
        network.server.wiki.publish(&moderator, article("Der Plan", Visibility::Members)).await.expect("an article");
        let mut browser = network.browser_of(&moderator).await;
        let form = browser.open("/wiki/der-plan/betreuung").await.form("main form.form");
        let page = browser.submit(form.fill("deputy", "lemgo").fill("months", "24")).await;
        assert_eq!(page.path(), "/wiki/der-plan/betreuung?hinweis=gespeichert");
        // now the people of Lemgo can be chosen
        let form = page.form("main form.form").fill("owner", &eva.id().to_string());
        let page = browser.submit(form).await;
        assert!(page.main().contains(&eva.member().expect("a member").name), "{}", page.main());
        assert!(page.main().contains("21. November 2028"), "{}", page.main());
        let mails = network.mails().await;
        assert_eq!(mails.len(), 1);
        assert!(mails[0].body.contains("Sie betreuen jetzt „Der Plan“."), "{}", mails[0].body);
        let last = events(&network).await.pop().expect("an event");
        assert_eq!(last, "owner: Betreuung geändert. Zuständig: eine Person aus Lemgo; Vertretung: Lemgo; Prüfung: alle 24 Monate");
    }

    async fn only_the_owner_and_moderators_change_who_looks_after_it(network) {
        let (eva, kim) = (someone_at(&network, "lemgo").await, someone_at(&network, "lemgo").await);
        let article = network.article_of(&eva, "Der Plan").await;
        let page = open(&network, &kim, "/wiki/der-plan/betreuung").await;
        assert!(!page.has("select[name=owner]"));
        let refused = network.server.freshness.change(&kim, article.id, wish("", "", "")).await;
        assert!(refused.is_err_and(|error| error.status() == 403));
        network.server.freshness.change(&eva, article.id, wish(&kim.id().to_string(), "lemgo", "6")).await.expect("changed");
        let refused = network.server.freshness.change(&eva, article.id, wish("", "", "")).await;
        assert!(refused.is_err_and(|error| error.status() == 403));
    }

    async fn what_is_not_in_the_lists_is_refused_at_its_field_and_kept(network) {
        let (eva, far) = (someone_at(&network, "lemgo").await, someone_at(&network, "hoexter").await);
        network.article_of(&eva, "Der Plan").await;
        let mut browser = network.browser_of(&eva).await;
        let body = format!("owner={}&deputy=atlantis&months=7", far.id());
        let page = browser.post("/wiki/der-plan/betreuung", body).await;
        assert_eq!(page.status, 422);
        for field in ["owner", "deputy", "months"] {
            assert!(!page.error(field).is_empty(), "{field}");
        }
        assert_eq!(network.number("SELECT review_months FROM articles").await, 12);
    }

    async fn an_interval_counts_from_the_last_review(network) {
        let eva = someone_at(&network, "lemgo").await;
        let article = network.article_of(&eva, "Der Plan").await;
        network.wait_days(200);
        network.server.freshness.change(&eva, article.id, wish(&eva.id().to_string(), "lemgo", "6")).await.expect("changed");
        let care = network.server.freshness.care(&eva, article.id).await.expect("care");
        assert_eq!(care.due.map(app::text::date).as_deref(), Some("21. Mai 2027"));
    }

    async fn saving_without_a_change_leaves_nothing_in_the_history(network) {
        let eva = someone_at(&network, "lemgo").await;
        network.article_of(&eva, "Der Plan").await;
        let mut browser = network.browser_of(&eva).await;
        let form = browser.open("/wiki/der-plan/betreuung").await.form("main form.form");
        assert_eq!(browser.send(&form).await.status, 303);
        assert!(events(&network).await.is_empty());
    }

    async fn the_list_of_reviews_goes_by_date_and_kreis(network) {
        let (eva, heinz) = (someone_at(&network, "lemgo").await, someone_at(&network, "hoexter").await);
        network.article_of(&eva, "Alt in Lippe").await;
        network.wait_days(10);
        network.article_of(&heinz, "Jung in Höxter").await;
        let moderator = network.someone(Role::Moderator).await;
        let titles = async |query: &str| open(&network, &moderator, &format!("/moderation/wiedervorlage{query}")).await.texts(".entry__title");
        network.wait_days(340);
        assert!(titles("").await.is_empty());
        assert_eq!(titles("?zeige=bald").await, ["Alt in Lippe", "Jung in Höxter"]);
        network.wait_days(30);
        assert_eq!(titles("").await, ["Alt in Lippe", "Jung in Höxter"]);
        assert_eq!(titles("?kreis=kreis-hoexter").await, ["Jung in Höxter"]);
        assert!(titles("?zeige=ohne").await.is_empty());
        network.change(&format!("UPDATE articles SET owner_id = NULL WHERE owner_id = {}", heinz.id())).await;
        assert_eq!(titles("?zeige=ohne").await, ["Jung in Höxter"]);
        let page = open(&network, &moderator, "/moderation/wiedervorlage?kreis=kreis-lippe").await;
        assert!(page.text(".entry__meta").starts_with("überfällig fällig seit 21. November 2027 · Mitglied"), "{}", page.main());
    }
}
