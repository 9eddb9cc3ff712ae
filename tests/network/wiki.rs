//! Writing articles: publish, revise, look back.

use app::{
    account::Viewer,
    error::Error,
    wiki::{
        Visibility,
        port::{Article, ArticleDraft, Revised, Wiki},
    },
};
use tests::{Network, Visitor, article, moderator_of, on_both, someone_at};

async fn published(network: &Network, moderator: &Viewer, title: &str) -> Article {
    network.server.wiki.publish(moderator, article(title, Visibility::Members)).await.expect("an article")
}

async fn revised(network: &Network, moderator: &Viewer, old: &Article, draft: ArticleDraft) -> Article {
    match network.server.wiki.revise(moderator, &old.slug, old.revision, draft).await {
        Ok(Revised::Stands(article)) => *article,
        other => panic!("{other:?}"),
    }
}

async fn edit(browser: &mut Visitor, article: &Article) -> tests::Form {
    browser.open(&format!("{}/bearbeiten", article.path())).await.form("main form:has(textarea)")
}

on_both! {
    async fn a_moderator_publishes_an_article(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/wiki/neu").await.form("main form");
        let form = form.fill("title", "LoRaWAN für Grundwasser").fill("kind", "experience_report").fill("topic", "smart-city");
        let form = form.fill("organisation", "lemgo").fill("visibility", "public").fill("summary", "Was es kostet.");
        let page = browser.submit(form.fill("body", "## Kosten\n\nEtwa 5.000 Euro.").fill("tags", "LoRaWAN, Sensoren")).await;
        assert_eq!(page.path(), "/wiki/lorawan-fuer-grundwasser?hinweis=veroeffentlicht");
        assert_eq!(page.text("h1"), "LoRaWAN für Grundwasser");
        assert_eq!(page.text(".prose h2"), "Kosten");
        assert_eq!((page.text(".pill"), page.text(".lead")), ("Erfahrungsbericht".to_owned(), "Was es kostet.".to_owned()));
        for link in ["/kommunen/lemgo", "/themen/smart-city", "/schlagworte/lorawan", "/wiki/lorawan-fuer-grundwasser/verlauf"] {
            assert!(page.leads_to(link), "{link}");
        }
    }

    async fn the_preview_shows_the_article_and_writes_nothing(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/wiki/neu").await.form("main form").fill("title", "Plan").fill("kind", "guide").fill("body", "## Los\n\n- eins");
        let page = browser.submit(form.with("preview", "1")).await;
        assert_eq!((page.text("#vorschau .prose h2"), page.text("#vorschau li")), ("Los".to_owned(), "eins".to_owned()));
        let form = page.form("main form");
        assert_eq!((form.value("title"), form.value("kind"), form.value("body")), ("Plan", "guide", "## Los\n\n- eins"));
        assert_eq!(network.count("articles").await, 0);
    }

    async fn the_history_shows_who_changed_what_and_when(network) {
        let moderator = moderator_of(&network).await;
        let old = published(&network, &moderator, "Der Plan").await;
        network.wait_minutes(60);
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = edit(&mut browser, &old).await.fill("body", "Erst fragen, dann mieten.").fill("note", "Mieten ist besser");
        assert_eq!(browser.submit(form).await.path(), "/wiki/der-plan?hinweis=gespeichert");

        let page = browser.open("/wiki/der-plan/verlauf").await;
        assert_eq!(page.texts(".history h2"), ["Fassung 2 jetzige", "Fassung 1"]);
        let entries = page.texts(".history li");
        assert!(entries[0].contains("Moderation 1, DigitalBüro OWL") && entries[0].contains("Mieten ist besser"), "{entries:?}");
        assert!(entries[0].contains("21. November 2026, 10:00 Uhr") && entries[1].contains("09:00 Uhr"), "{entries:?}");
        assert!(entries[1].contains("Moderation 0"), "{entries:?}");
    }

    async fn comparing_shows_what_went_and_came(network) {
        let moderator = moderator_of(&network).await;
        let draft = |body: &str, title: &str| ArticleDraft { body: body.to_owned(), ..article(title, Visibility::Members) };
        let old = network.server.wiki.publish(&moderator, draft("eins\nzwei <b>\ndrei", "Der Plan")).await.expect("an article");
        network.wait_minutes(60);
        revised(&network, &moderator, &old, draft("eins\nzwo\ndrei\nvier", "Der beste Plan")).await;
        let mut browser = network.browser_of(&moderator).await;
        let history = browser.open("/wiki/der-beste-plan/verlauf").await;
        let link = history.attributes(".history a[href*='/vergleich']", "href").remove(0);
        let page = browser.open(&link).await;
        assert_eq!(page.texts(".diff del"), ["entfernt: zwei <b>"]);
        assert_eq!(page.texts(".diff ins"), ["eingefügt: zwo", "eingefügt: vier"]);
        assert_eq!(page.text(".diff__field"), "Titel: Der eingefügt: beste Plan");
    }

    async fn comparing_what_does_not_exist_is_a_404_page(network) {
        let moderator = moderator_of(&network).await;
        published(&network, &moderator, "Der Plan").await;
        let mut browser = network.browser_of(&moderator).await;
        for query in ["", "?von=1", "?von=1&bis=2", "?von=0&bis=1", "?von=x&bis=1"] {
            browser.open(&format!("/wiki/der-plan/vergleich{query}")).await.assert_is_of_the_site(404);
        }
    }

    async fn a_form_without_the_revision_it_was_made_for_overwrites_nothing(network) {
        let moderator = moderator_of(&network).await;
        let article = published(&network, &moderator, "Der Plan").await;
        for base in ["", "0", "x", "99", "-1"] {
            let form = edit(&mut network.browser_of(&moderator).await, &article).await.fill("base", base).fill("body", "Weg damit");
            assert_eq!(network.browser_of(&moderator).await.submit(form).await.status, 422, "{base}");
        }
        assert_eq!(network.count("revisions").await, 1);
    }

    async fn a_renamed_article_keeps_its_old_address(network) {
        let moderator = moderator_of(&network).await;
        let old = published(&network, &moderator, "Der Plan").await;
        let new = revised(&network, &moderator, &old, article("Der bessere Plan", Visibility::Members)).await;
        assert_eq!(new.path(), "/wiki/der-bessere-plan");
        let mut browser = network.browser_of(&moderator).await;
        for rest in ["", "/verlauf", "/bearbeiten", "/vergleich?von=1&bis=2"] {
            let page = browser.get(&format!("/wiki/der-plan{rest}")).await;
            assert_eq!((page.status.as_u16(), page.redirect()), (301, Some(format!("/wiki/der-bessere-plan{rest}"))), "{rest}");
        }
    }

    async fn an_article_may_get_its_old_title_back(network) {
        let moderator = moderator_of(&network).await;
        let first = published(&network, &moderator, "Der Plan").await;
        let second = revised(&network, &moderator, &first, article("Der bessere Plan", Visibility::Members)).await;
        let third = revised(&network, &moderator, &second, article("Der Plan", Visibility::Members)).await;
        assert_eq!(third.path(), "/wiki/der-plan");
        assert_eq!(network.browser_of(&moderator).await.open("/wiki/der-bessere-plan").await.path(), "/wiki/der-plan");
    }

    async fn the_former_address_of_an_article_is_not_given_to_another(network) {
        let moderator = moderator_of(&network).await;
        let first = published(&network, &moderator, "Der Plan").await;
        revised(&network, &moderator, &first, article("Der bessere Plan", Visibility::Members)).await;
        assert_eq!(published(&network, &moderator, "Der Plan").await.path(), "/wiki/der-plan-2");
    }

    async fn the_same_title_twice_gets_a_number(network) {
        let moderator = moderator_of(&network).await;
        let titles = ["Der Plan", "der plan!", "DER PLAN"];
        let mut paths = Vec::new();
        for title in titles {
            paths.push(published(&network, &moderator, title).await.path());
        }
        assert_eq!(paths, ["/wiki/der-plan", "/wiki/der-plan-2", "/wiki/der-plan-3"]);
    }

    async fn the_same_title_twice_at_once_is_no_fault(network) {
        let moderator = moderator_of(&network).await;
        let wiki = &network.server.wiki;
        let draft = || article("Der Plan", Visibility::Members);
        let (one, two) = tokio::join!(wiki.publish(&moderator, draft()), wiki.publish(&moderator, draft()));
        for outcome in [one, two] {
            assert!(matches!(outcome, Ok(_) | Err(Error::Invalid(_))), "{outcome:?}");
        }
    }

    async fn an_article_called_neu_does_not_hide_the_form(network) {
        let moderator = moderator_of(&network).await;
        let article = published(&network, &moderator, "Neu").await;
        assert_ne!(article.path(), "/wiki/neu");
        let mut browser = network.browser_of(&moderator).await;
        assert_eq!(browser.open(&article.path()).await.text("h1"), "Neu");
        assert_eq!(browser.open("/wiki/neu").await.text("h1"), "Artikel schreiben");
    }

    async fn a_title_without_letters_has_an_address(network) {
        let moderator = moderator_of(&network).await;
        let article = published(&network, &moderator, "!!! ???").await;
        assert_eq!(network.browser_of(&moderator).await.open(&article.path()).await.text("h1"), "!!! ???");
    }

    async fn members_do_not_publish(network) {
        let article = published(&network, &moderator_of(&network).await, "Der Plan").await;
        let member = someone_at(&network, "lemgo").await;
        let draft = || tests::article("Mein Plan", Visibility::Members);
        let wiki = &network.server.wiki;
        assert!(wiki.publish(&member, draft()).await.is_err_and(|error| error.status() == 403));
        assert!(wiki.revise(&member, &article.slug, 1, draft()).await.is_err_and(|error| error.status() == 403));
    }

    async fn an_article_that_does_not_exist_cannot_be_revised(network) {
        let moderator = moderator_of(&network).await;
        let outcome = network.server.wiki.revise(&moderator, "nichts", 1, article("Der Plan", Visibility::Members)).await;
        assert!(outcome.is_err_and(|error| error.status() == 404));
        network.browser_of(&moderator).await.open("/wiki/nichts/bearbeiten").await.assert_is_of_the_site(404);
    }
}
