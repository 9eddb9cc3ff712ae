//! The region: 70 municipalities and their pages.

use std::collections::{BTreeMap, BTreeSet};

use app::{
    account::Viewer,
    forum::port::Forum,
    wiki::{
        Visibility,
        port::{ArticleDraft, Wiki},
    },
};
use tests::{Network, article, moderator_of, on_both, question, someone_at};

async fn something_about_lemgo(network: &Network) {
    let lemgo = someone_at(network, "lemgo").await;
    network.server.forum.ask(&lemgo, question("Wer hat schon einen Stadtplan?")).await.expect("a question");
    let moderator = moderator_of(network).await;
    for (title, visibility) in [("Öffentlicher Plan", Visibility::Public), ("Interner Plan", Visibility::Members)] {
        let draft = ArticleDraft { organisation: "lemgo".to_owned(), ..article(title, visibility) };
        network.server.wiki.publish(&moderator, draft).await.expect("an article");
    }
}

on_both! {
    async fn there_are_seventy_municipalities_in_seven_groups(network) {
        let all = network.server.ports.organisations.all(&Viewer::guest()).await.expect("organisations");
        let mut counts = BTreeMap::new();
        for one in all.iter().filter(|one| one.kind.is_municipality()) {
            *counts.entry(one.district.as_ref().map_or("", |(_, name)| name.as_str())).or_insert(0) += 1;
        }
        let expected = [
            ("Bielefeld", 1), ("Kreis Gütersloh", 13), ("Kreis Herford", 9), ("Kreis Höxter", 10), ("Kreis Lippe", 16),
            ("Kreis Minden-Lübbecke", 11), ("Kreis Paderborn", 10),
        ];
        assert_eq!(counts, BTreeMap::from(expected));
    }

    async fn the_page_of_the_region_leads_to_each_of_them(network) {
        let page = network.guest().open("/kommunen").await;
        assert!(page.main().contains("70 Kommunen"), "{}", page.main());
        let links: BTreeSet<String> = page.attributes(".district-list li a", "href").into_iter().collect();
        assert_eq!(links.len(), 70);
        let mut guest = network.guest();
        for path in links {
            assert_eq!(guest.get(&path).await.status, 200, "{path}");
        }
    }

    async fn a_page_shows_members_questions_and_articles(network) {
        something_about_lemgo(&network).await;
        let viewer = someone_at(&network, "paderborn").await;
        let page = network.browser_of(&viewer).await.open("/kommunen/lemgo").await;
        assert_eq!(page.text("h1"), "Lemgo");
        assert!(page.text(".page__head .meta").contains("Stadt · Kreis Lippe"), "{}", page.main());
        assert!(page.text("aside").contains("Mitglied 0"), "{}", page.main());
        assert_eq!(page.texts(".entry__title"), ["Interner Plan", "Öffentlicher Plan", "Wer hat schon einen Stadtplan?"]);
    }

    async fn guests_see_the_public_articles_and_nothing_else(network) {
        something_about_lemgo(&network).await;
        let page = network.guest().open("/kommunen/lemgo").await;
        assert_eq!(page.texts(".entry__title"), ["Öffentlicher Plan"]);
        assert!(!page.html.contains("Mitglied 0"));
        assert!(page.leads_to("/anmelden"));

        let lemgo = network.server.ports.organisations.by_slug(&Viewer::guest(), "lemgo").await.expect("an answer").expect("Lemgo");
        assert_eq!((lemgo.members, lemgo.questions, lemgo.articles), (0, 0, 1));
        assert!(network.server.ports.organisations.members(&Viewer::guest(), lemgo.id).await.expect("an answer").is_empty());
    }

    async fn members_see_the_counts(network) {
        something_about_lemgo(&network).await;
        let viewer = someone_at(&network, "paderborn").await;
        let lemgo = network.server.ports.organisations.by_slug(&viewer, "lemgo").await.expect("an answer").expect("Lemgo");
        assert_eq!((lemgo.members, lemgo.questions, lemgo.articles), (1, 1, 2));
    }

    async fn the_page_of_a_kreis_gathers_its_municipalities(network) {
        something_about_lemgo(&network).await;
        let viewer = someone_at(&network, "paderborn").await;
        let mut browser = network.browser_of(&viewer).await;
        assert_eq!(browser.open("/kommunen/kreis-lippe").await.texts(".entry__title").len(), 3);
        assert_eq!(browser.open("/kommunen/kreis-herford").await.texts(".entry__title").len(), 0);
    }

    async fn an_unknown_municipality_is_a_404_page(network) {
        network.guest().open("/kommunen/atlantis").await.assert_is_of_the_site(404);
    }

    async fn loading_the_region_again_changes_nothing(network) {
        let tables = ["organisations", "mail_domains", "topics", "search_changes"];
        let state = || async {
            let mut counts = Vec::new();
            for table in tables {
                counts.push(network.count(table).await);
            }
            (counts, network.number("SELECT MAX(seq) FROM search_changes").await)
        };
        let before = state().await;
        network.server.region.load(&network.server.db).await.expect("loaded");
        assert_eq!(state().await, before);
    }

    async fn a_region_that_has_changed_is_loaded_again_and_keeps_its_ids(network) {
        let id = || network.number("SELECT id FROM organisations WHERE slug = 'lemgo'");
        let before = id().await;
        network.change("UPDATE region SET hash = 'old'").await;
        network.change("UPDATE organisations SET name = 'Lemjo' WHERE slug = 'lemgo'").await;
        network.server.region.load(&network.server.db).await.expect("loaded");
        assert_eq!(network.strings("SELECT name FROM organisations WHERE slug = 'lemgo'").await, ["Lemgo"]);
        assert_eq!(id().await, before);
    }

    async fn nearly_every_municipality_has_a_mail_domain_and_none_is_shared(network) {
        let without = "SELECT slug FROM organisations o WHERE kind IN ('city', 'town', 'municipality')
            AND NOT EXISTS (SELECT 1 FROM mail_domains d WHERE d.organisation_id = o.id)";
        let without = network.strings(without).await;
        assert!(without.len() <= 1, "{without:?}");
        let domains = network.strings("SELECT domain FROM mail_domains").await;
        assert!(domains.iter().all(|domain| *domain == domain.to_lowercase() && domain.contains('.')), "{domains:?}");
    }
}
