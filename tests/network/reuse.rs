//! Nachnutzung: a municipality says what it does with the project of another one.

use app::{
    account::Viewer,
    error::Error,
    reuse::{
        Status,
        port::{Reuse, ReuseDraft},
    },
    wiki::{
        Kind, Visibility,
        port::{Article, ArticleDraft, Wiki},
    },
};
use tests::{Network, Visitor, article, moderator_of, on_both, someone_at};

const LEDGER: &str = "/wiki/lorawan/nachnutzung";

async fn report(network: &Network, visibility: Visibility) -> Article {
    let draft = ArticleDraft {
        kind: Kind::ExperienceReport.key().to_owned(),
        organisation: "delbrueck".to_owned(),
        ..article("LoRaWAN", visibility)
    };
    network.server.wiki.publish(&moderator_of(network).await, draft).await.expect("an article")
}

fn says(status: Status) -> ReuseDraft {
    ReuseDraft { status: status.key().to_owned(), reason: "Zu teuer.".to_owned(), ..ReuseDraft::default() }
}

async fn declared(network: &Network, organisation: &str, status: Status) {
    let member = someone_at(network, organisation).await;
    network.server.ports.reuses.declare(&member, "lorawan", says(status)).await.expect("declared");
}

async fn entries(network: &Network, viewer: &Viewer, article: &Article) -> Vec<Reuse> {
    network.server.ports.reuses.of_article(viewer, article.id).await.expect("entries")
}

async fn fill_in(browser: &mut Visitor, fields: &[(&str, &str)]) -> tests::Page {
    let form = browser.open(LEDGER).await.form("main form");
    let form = fields.iter().fold(form, |form, (name, value)| form.fill(name, value));
    browser.submit(form).await
}

on_both! {
    async fn a_member_says_what_her_municipality_does(network) {
        report(&network, Visibility::Members).await;
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        assert!(browser.open("/wiki/lorawan").await.main().contains("Stand von Lemgo eintragen"));
        let typed = [("status", "introducing"), ("since", "2026-03-15"), ("contact", "Fachbereich Digitales"), ("note", "Mit Kalletal.")];
        let page = fill_in(&mut browser, &typed).await;
        assert_eq!(page.path(), "/wiki/lorawan/nachnutzung?hinweis=gespeichert");
        let row = page.text("tbody tr");
        for part in ["Lemgo", "in Einführung", "15. März 2026", "Mit Kalletal.", "Fachbereich Digitales", "21. November 2026"] {
            assert!(row.contains(part), "{part}: {row}");
        }
        let form = page.form("main form");
        assert_eq!((form.value("status"), form.value("since"), form.value("note")), ("introducing", "2026-03-15", "Mit Kalletal."));
        let page = browser.open("/wiki/lorawan").await;
        assert!(page.main().contains("1 Kommune") && page.main().contains("Stand von Lemgo ändern"), "{}", page.main());
    }

    async fn there_is_one_entry_for_each_municipality_however_often_it_is_changed(network) {
        let article = report(&network, Visibility::Members).await;
        let member = someone_at(&network, "lemgo").await;
        for status in [Status::Interested, Status::Examining, Status::Examining, Status::Using] {
            network.server.ports.reuses.declare(&member, "lorawan", says(status)).await.expect("declared");
        }
        let all = entries(&network, &member, &article).await;
        assert_eq!(all.iter().map(|one| one.status).collect::<Vec<_>>(), [Status::Using]);
        // saying the same again is no news
        let events = network.strings("SELECT text FROM article_events WHERE kind = 'reuse' ORDER BY id").await;
        assert_eq!(events, ["Lemgo: interessiert", "Lemgo: in Prüfung, vorher interessiert", "Lemgo: im Einsatz, vorher in Prüfung"]);
    }

    async fn a_rejection_without_its_reason_keeps_what_was_typed(network) {
        report(&network, Visibility::Members).await;
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let page = fill_in(&mut browser, &[("status", "rejected"), ("note", "Später vielleicht."), ("since", "31.02.2026")]).await;
        assert_eq!(page.status, 422);
        assert!(page.error("reason").contains("was dagegen sprach"), "{}", page.main());
        assert!(page.error("since").contains("15.03.2026"), "{}", page.main());
        let form = page.form("main form");
        assert_eq!((form.value("status"), form.value("note"), form.value("since")), ("rejected", "Später vielleicht.", "31.02.2026"));
        assert_eq!(network.count("reuses").await, 0);
    }

    async fn members_speak_for_their_own_municipality_only(network) {
        report(&network, Visibility::Members).await;
        let member = someone_at(&network, "lemgo").await;
        let for_brakel = ReuseDraft { organisation: "brakel".to_owned(), ..says(Status::Using) };
        let reuses = &network.server.ports.reuses;
        assert!(matches!(reuses.declare(&member, "lorawan", for_brakel.clone()).await, Err(Error::Forbidden)));
        assert!(matches!(reuses.withdraw(&member, "lorawan", "brakel").await, Err(Error::Forbidden)));
        reuses.declare(&moderator_of(&network).await, "lorawan", for_brakel).await.expect("a moderator may");
        assert!(matches!(reuses.declare(&Viewer::guest(), "lorawan", says(Status::Using)).await, Err(Error::SignInRequired)));
    }

    async fn what_was_said_can_be_taken_back(network) {
        report(&network, Visibility::Members).await;
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let page = fill_in(&mut browser, &[("status", "using")]).await;
        let page = browser.submit(page.form("main form").with("withdraw", "1")).await;
        assert!(page.main().contains("Die Angabe ist zurückgenommen."), "{}", page.main());
        assert_eq!(network.count("reuses").await, 0);
        assert_eq!(network.count("article_events").await, 2);
    }

    async fn guests_see_where_it_works_and_nothing_of_what_is_considered(network) {
        report(&network, Visibility::Public).await;
        for (organisation, status) in [("lemgo", Status::Using), ("brakel", Status::Rejected), ("hoexter", Status::Examining)] {
            declared(&network, organisation, status).await;
        }
        network.change("UPDATE reuses SET contact = 'Frau Geheim', note = 'Interna'").await;
        for path in ["/wiki/lorawan", LEDGER] {
            let page = network.guest().open(path).await.main();
            assert!(page.contains("Lemgo"), "{path}: {page}");
            for hidden in ["Zu teuer", "Frau Geheim", "Interna", "Mitglied", "verworfen", "in Prüfung"] {
                assert!(!page.contains(hidden), "{path}: {hidden}: {page}");
            }
        }
        let member = network.browser_of(&someone_at(&network, "lemgo").await).await.open(LEDGER).await.main();
        assert!(member.contains("Zu teuer.") && member.contains("Frau Geheim"), "{member}");
    }

    async fn the_ledger_of_an_internal_article_is_not_there_for_guests(network) {
        report(&network, Visibility::Members).await;
        declared(&network, "lemgo", Status::Using).await;
        network.guest().get(LEDGER).await.assert_is_of_the_site(404);
        for path in ["/kommunen/lemgo", "/kommunen/delbrueck"] {
            assert!(!network.guest().open(path).await.html.contains("LoRaWAN"), "{path}");
        }
    }

    async fn the_pages_of_both_municipalities_tell_of_it(network) {
        report(&network, Visibility::Public).await;
        declared(&network, "lemgo", Status::Using).await;
        let taker = network.guest().open("/kommunen/lemgo").await;
        assert!(taker.main().contains("Nutzt von anderen nach") && taker.leads_to("/wiki/lorawan"), "{}", taker.main());
        assert!(taker.main().contains("von Delbrück"), "{}", taker.main());
        let giver = network.guest().open("/kommunen/delbrueck").await;
        assert!(giver.main().contains("Wird von anderen nachgenutzt") && giver.main().contains("Lemgo"), "{}", giver.main());
    }

    async fn a_guide_cannot_be_reused(network) {
        network.server.wiki.publish(&moderator_of(&network).await, article("LoRaWAN", Visibility::Public)).await.expect("an article");
        let member = someone_at(&network, "lemgo").await;
        let outcome = network.server.ports.reuses.declare(&member, "lorawan", says(Status::Using)).await;
        assert!(matches!(outcome, Err(Error::NotFound)), "{outcome:?}");
        network.browser_of(&member).await.get(LEDGER).await.assert_is_of_the_site(404);
        assert!(!network.guest().open("/wiki/lorawan").await.main().contains("Nachnutzung"));
    }

    async fn the_map_has_a_mark_and_the_legend_a_name_for_each_entry(network) {
        report(&network, Visibility::Public).await;
        declared(&network, "lemgo", Status::Using).await;
        declared(&network, "brakel", Status::Introducing).await;
        let page = network.guest().open(LEDGER).await;
        assert_eq!(page.texts(".region-map__legend li").len(), 2, "{}", page.main());
        assert_eq!(page.texts(".region-map > svg circle.region-map__dot--active").len(), 1);
        assert_eq!(page.texts(".region-map > svg path.region-map__fill").len(), 1);
        assert_eq!(page.texts(".region-map > svg a").len(), 70);
    }

    async fn articles_are_found_by_how_many_municipalities_use_them(network) {
        report(&network, Visibility::Public).await;
        declared(&network, "lemgo", Status::Using).await;
        declared(&network, "hoexter", Status::Examining).await;
        network.index().await;
        let mut guest = network.guest();
        for list in ["/wiki?", "/suche?q=fragen&"] {
            assert_eq!(guest.open(&format!("{list}nachnutzung=1")).await.texts(".entry__title"), ["LoRaWAN"], "{list}");
        }
        assert_eq!(guest.open("/wiki?nachnutzung=2").await.texts(".entry__title"), [""; 0]);
        assert!(guest.open("/suche?q=fragen&nachnutzung=2").await.main().contains("Nichts gefunden"));
        declared(&network, "brakel", Status::Introducing).await;
        network.index().await;
        for list in ["/wiki?", "/suche?q=fragen&"] {
            assert_eq!(guest.open(&format!("{list}nachnutzung=2")).await.texts(".entry__title"), ["LoRaWAN"], "{list}");
        }
        assert!(guest.open("/wiki").await.main().contains("mindestens 2 Kommunen"), "{}", guest.open("/wiki").await.main());
    }
}
