//! Who sees which articles, in lists and one by one.

use app::{
    account::Viewer,
    wiki::{
        Visibility,
        port::{Article, ArticleDraft, ArticleFilter, Revised, Wiki},
    },
};
use tests::{Network, article, moderator_of, on_both, someone_at};

async fn published(network: &Network, title: &str, visibility: Visibility) -> Article {
    let draft = ArticleDraft {
        topic: "handel".to_owned(),
        tags: "Markt".to_owned(),
        organisation: "lemgo".to_owned(),
        summary: format!("Kurz: {title}"),
        ..article(title, visibility)
    };
    network.server.wiki.publish(&moderator_of(network).await, draft).await.expect("an article")
}

/// Pages that list articles.
const LISTS: [&str; 7] =
    ["/", "/wiki", "/wiki?art=guide", "/themen/handel", "/schlagworte/markt", "/kommunen/lemgo", "/suche?q=Wochenmarkt"];

on_both! {
    async fn guests_find_public_articles_in_every_list_and_no_others(network) {
        published(&network, "Wochenmarkt für alle", Visibility::Public).await;
        published(&network, "Wochenmarkt intern", Visibility::Members).await;
        network.index().await;
        for list in LISTS {
            let page = network.guest().open(list).await;
            assert_eq!(page.texts(".entry__title"), ["Wochenmarkt für alle"], "{list}");
            assert!(!page.html.contains("Wochenmarkt intern"), "{list}");
        }
    }

    async fn members_find_both(network) {
        published(&network, "Wochenmarkt für alle", Visibility::Public).await;
        published(&network, "Wochenmarkt intern", Visibility::Members).await;
        network.index().await;
        let member = someone_at(&network, "paderborn").await;
        for list in LISTS {
            let titles = network.browser_of(&member).await.open(list).await.texts(".entry__title");
            assert_eq!(titles.iter().filter(|title| title.starts_with("Wochenmarkt")).count(), 2, "{list}: {titles:?}");
        }
    }

    async fn a_guest_is_not_told_that_an_internal_article_exists(network) {
        published(&network, "Wochenmarkt intern", Visibility::Members).await;
        for rest in ["", "?von=1"] {
            let internal = network.guest().open(&format!("/wiki/wochenmarkt-intern{rest}")).await;
            let nothing = network.guest().open(&format!("/wiki/wochenmarkt-nichts{rest}")).await;
            internal.assert_is_of_the_site(404);
            assert_eq!(internal.html.replace("intern", "nichts"), nothing.html.replace("intern", "nichts"), "{rest}");
        }
    }

    async fn the_former_address_of_an_internal_article_tells_a_guest_nothing(network) {
        let old = published(&network, "Wochenmarkt", Visibility::Members).await;
        let moderator = moderator_of(&network).await;
        let draft = article("Wochenmarkt geheim", Visibility::Members);
        assert!(matches!(network.server.wiki.revise(&moderator, &old.slug, 1, draft).await, Ok(Revised::Stands(_))));
        network.guest().get("/wiki/wochenmarkt").await.assert_is_of_the_site(404);
    }

    async fn an_article_that_becomes_internal_disappears_for_guests(network) {
        let old = published(&network, "Wochenmarkt", Visibility::Public).await;
        assert_eq!(network.guest().get("/wiki/wochenmarkt").await.status, 200);
        network.index().await;
        let moderator = moderator_of(&network).await;
        let draft = article("Wochenmarkt", Visibility::Members);
        assert!(matches!(network.server.wiki.revise(&moderator, &old.slug, 1, draft).await, Ok(Revised::Stands(_))));
        // the index does not know yet
        for path in ["/wiki", "/suche?q=Wochenmarkt"] {
            assert!(network.guest().open(path).await.texts(".entry__title").is_empty(), "{path}");
        }
        network.guest().get("/wiki/wochenmarkt").await.assert_is_of_the_site(404);
    }

    async fn what_was_internal_stays_internal_when_an_article_becomes_public(network) {
        let old = published(&network, "Wochenmarkt", Visibility::Members).await;
        let moderator = moderator_of(&network).await;
        let draft = article("Wochenmarkt", Visibility::Public);
        assert!(matches!(network.server.wiki.revise(&moderator, &old.slug, 1, draft).await, Ok(Revised::Stands(_))));
        assert_eq!(network.guest().get("/wiki/wochenmarkt").await.status, 200);
        for rest in ["verlauf", "vergleich?von=1&bis=2"] {
            let page = network.guest().get(&format!("/wiki/wochenmarkt/{rest}")).await;
            assert!(page.redirect().is_some_and(|to| to.starts_with("/anmelden")), "{rest}");
        }
        let wiki = &network.server.wiki;
        assert!(wiki.revision(&Viewer::guest(), old.id, 1).await.is_err());
    }

    async fn names_of_people_are_for_members_only(network) {
        published(&network, "Wochenmarkt", Visibility::Public).await;
        for path in ["/wiki/wochenmarkt", "/wiki"] {
            assert!(!network.guest().open(path).await.html.contains("Moderation 0"), "{path}");
        }
    }

    async fn counts_are_those_of_the_reader(network) {
        published(&network, "Wochenmarkt für alle", Visibility::Public).await;
        published(&network, "Wochenmarkt intern", Visibility::Members).await;
        let member = someone_at(&network, "lemgo").await;
        let filter = ArticleFilter { topic: Some("handel".to_owned()), ..ArticleFilter::default() };
        let wiki = &network.server.wiki;
        assert_eq!(wiki.count(&Viewer::guest(), &filter).await.expect("a number"), 1);
        assert_eq!(wiki.count(&member, &filter).await.expect("a number"), 2);
    }

    async fn articles_are_listed_by_kind_topic_and_newest_revision(network) {
        let first = published(&network, "Wochenmarkt eins", Visibility::Public).await;
        network.wait_minutes(1);
        published(&network, "Wochenmarkt zwei", Visibility::Public).await;
        network.wait_minutes(1);
        let draft = article("Wochenmarkt eins", Visibility::Public);
        network.server.wiki.revise(&moderator_of(&network).await, &first.slug, 1, draft).await.expect("revised");
        let mut guest = network.guest();
        assert_eq!(guest.open("/wiki").await.texts(".entry__title"), ["Wochenmarkt eins", "Wochenmarkt zwei"]);
        assert_eq!(guest.open("/wiki?art=project_profile").await.texts(".entry__title"), [""; 0]);
        assert_eq!(guest.open("/wiki?thema=handel").await.texts(".entry__title"), ["Wochenmarkt zwei"]);
    }

    async fn a_tag_nobody_uses_is_a_404_page_also_when_only_members_use_it(network) {
        published(&network, "Wochenmarkt intern", Visibility::Members).await;
        network.guest().open("/schlagworte/markt").await.assert_is_of_the_site(404);
        network.guest().open("/schlagworte/nichts").await.assert_is_of_the_site(404);
        network.guest().open("/themen/nichts").await.assert_is_of_the_site(404);
    }
}
