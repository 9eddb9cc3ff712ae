//! Finding what was written.

use app::{
    account::Viewer,
    forum::port::{Forum, QuestionDraft},
    list::Slice,
    search::{
        Kind,
        port::{Query, Results, Search},
    },
    wiki::{
        Visibility,
        port::{ArticleDraft, Revised, Wiki},
    },
};
use tests::{Network, article, moderator_of, on_both, question, someone_at};

async fn found(network: &Network, viewer: &Viewer, text: &str) -> Results {
    let query = Query { text: text.to_owned(), ..Query::default() };
    network.server.search.find(viewer, &query, Slice::page(1)).await.expect("results")
}

async fn titles(network: &Network, viewer: &Viewer, text: &str) -> Vec<String> {
    found(network, viewer, text).await.hits.into_iter().map(|hit| hit.title).collect()
}

/// An article for everybody with this text.
async fn publish(network: &Network, title: &str, body: &str) {
    let draft = ArticleDraft { body: body.to_owned(), ..article(title, Visibility::Public) };
    network.server.wiki.publish(&moderator_of(network).await, draft).await.expect("an article");
    network.index().await;
}

on_both! {
    async fn a_question_is_found_by_its_title_and_by_an_answer(network) {
        let asker = someone_at(&network, "lemgo").await;
        let asked = network.server.forum.ask(&asker, question("Wer nutzt eine Drohne?")).await.expect("a question");
        network.server.forum.answer(&asker, asked.id, "Wir, für das Moorkataster.").await.expect("an answer");
        network.index().await;
        assert_eq!(titles(&network, &asker, "Drohne").await, ["Wer nutzt eine Drohne?"]);
        assert_eq!(titles(&network, &asker, "Moorkataster").await, ["Wer nutzt eine Drohne?"]);
    }

    async fn a_hit_leads_to_its_page(network) {
        let asker = someone_at(&network, "lemgo").await;
        network.server.forum.ask(&asker, question("Wer nutzt eine Drohne?")).await.expect("a question");
        network.index().await;
        let mut browser = network.browser_of(&asker).await;
        let page = browser.open("/suche?q=Drohne").await;
        assert!(page.main().contains("1 Treffer"), "{}", page.main());
        let link = page.attributes(".entry__title a", "href").remove(0);
        assert_eq!(browser.get(&link).await.status, 200);
    }

    async fn a_municipality_is_found_by_everybody(network) {
        network.index().await;
        assert_eq!(titles(&network, &Viewer::guest(), "Lübbecke").await.first().map(String::as_str), Some("Lübbecke"));
    }

    async fn inflected_forms_find_each_other(network) {
        publish(&network, "Die Gewerbeanmeldung im Netz", "Es lohnt sich.").await;
        for text in ["gewerbeanmeldungen", "Gewerbeanmeldung", "GEWERBEANMELDUNGEN"] {
            assert_eq!(titles(&network, &Viewer::guest(), text).await, ["Die Gewerbeanmeldung im Netz"], "{text}");
        }
    }

    async fn a_plural_in_s_finds_the_singular(network) {
        publish(&network, "Das Bürgerbüro und die Kita", "Es lohnt sich.").await;
        for text in ["Bürgerbüros", "Kitas"] {
            assert_eq!(titles(&network, &Viewer::guest(), text).await, ["Das Bürgerbüro und die Kita"], "{text}");
        }
    }

    async fn umlauts_may_be_spelt_out_or_left_away(network) {
        publish(&network, "Termine im Bürgerbüro", "Es lohnt sich.").await;
        for text in ["Bürgerbüro", "Buergerbuero", "burgerburo", "BÜRGERBÜRO"] {
            assert_eq!(titles(&network, &Viewer::guest(), text).await, ["Termine im Bürgerbüro"], "{text}");
        }
    }

    async fn an_umlaut_typed_as_two_characters_is_the_same(network) {
        publish(&network, "Termine im Bürgerbüro", "Es lohnt sich.").await;
        assert_eq!(titles(&network, &Viewer::guest(), "Bu\u{308}rgerbu\u{308}ro").await, ["Termine im Bürgerbüro"]);
    }

    async fn hits_can_be_narrowed_by_kind(network) {
        let asker = someone_at(&network, "lemgo").await;
        network.server.forum.ask(&asker, question("Wer nutzt eine Drohne?")).await.expect("a question");
        publish(&network, "Drohne im Einsatz", "Über dem Wald.").await;
        let mut browser = network.browser_of(&asker).await;
        let all = browser.open("/suche?q=Drohne").await;
        assert_eq!(all.texts(".entry__title").len(), 2);
        assert!(all.texts(".chip").contains(&"Fragen (1)".to_owned()), "{:?}", all.texts(".chip"));
        assert_eq!(browser.open("/suche?q=Drohne&art=question").await.texts(".entry__title"), ["Wer nutzt eine Drohne?"]);
        assert_eq!(browser.open("/suche?q=Drohne&art=article").await.texts(".entry__title"), ["Drohne im Einsatz"]);
    }

    async fn hits_can_be_narrowed_by_kreis(network) {
        for (organisation, title) in [("lemgo", "Drohne aus Lippe?"), ("paderborn", "Drohne aus der Senne?")] {
            network.server.forum.ask(&someone_at(&network, organisation).await, question(title)).await.expect("a question");
        }
        network.index().await;
        let viewer = someone_at(&network, "detmold").await;
        let page = network.browser_of(&viewer).await.open("/suche?q=Drohne&kreis=kreis-lippe").await;
        assert_eq!(page.texts(".entry__title"), ["Drohne aus Lippe?"]);
        assert!(page.text(".filters").contains("Kreis Paderborn (1)"), "{}", page.text(".filters"));
    }

    async fn the_excerpt_marks_the_word_and_nothing_in_it_is_markup(network) {
        publish(&network, "Der Leitfaden", "Vorher <i>schräg</i> & **fett**: die Drohnen fliegen. <img src=x onerror=alert(1)>").await;
        let page = network.guest().open("/suche?q=Drohne").await;
        assert_eq!(page.texts(".entry__excerpt mark"), ["Drohnen"]);
        assert!(!page.has(".entry__excerpt img") && !page.has(".entry__excerpt i"));
        assert!(!page.text(".entry__excerpt").contains("**"), "{}", page.text(".entry__excerpt"));
    }

    async fn code_in_a_text_is_found_and_harmless(network) {
        publish(&network, "Der Leitfaden", "Man schreibt `<script>drohne()</script>` und fertig.").await;
        let page = network.guest().open("/suche?q=Drohne").await;
        assert_eq!(page.texts(".entry__title"), ["Der Leitfaden"]);
        assert!(!page.has(".entry__excerpt script"));
    }

    async fn guests_find_public_articles_only_also_in_the_counts(network) {
        let asker = someone_at(&network, "lemgo").await;
        network.server.forum.ask(&asker, question("Wer nutzt eine Drohne?")).await.expect("a question");
        let moderator = moderator_of(&network).await;
        network.server.wiki.publish(&moderator, article("Drohne intern", Visibility::Members)).await.expect("an article");
        publish(&network, "Drohne für alle", "Über dem Wald.").await;
        let results = found(&network, &Viewer::guest(), "Drohne").await;
        assert_eq!((results.total, results.hits.len()), (1, 1));
        assert_eq!(results.kinds.iter().map(|(_, count)| count).sum::<i64>(), 1);
        assert!(results.kinds.contains(&(Kind::Article, 1)));
        assert_eq!(found(&network, &asker, "Drohne").await.total, 3);
    }

    async fn a_changed_text_is_found_by_its_new_words_only(network) {
        let moderator = moderator_of(&network).await;
        let draft = |body: &str| ArticleDraft { body: body.to_owned(), ..article("Der Leitfaden", Visibility::Public) };
        let old = network.server.wiki.publish(&moderator, draft("Drohne")).await.expect("an article");
        network.index().await;
        let outcome = network.server.wiki.revise(&moderator, &old.slug, 1, draft("Hubschrauber")).await;
        assert!(matches!(outcome, Ok(Revised::Stands(_))));
        network.index().await;
        assert_eq!(titles(&network, &moderator, "Hubschrauber").await, ["Der Leitfaden"]);
        assert!(titles(&network, &moderator, "Drohne").await.is_empty());
    }

    async fn a_changed_question_and_answer_are_found_anew(network) {
        let asker = someone_at(&network, "lemgo").await;
        let forum = &network.server.forum;
        let asked = forum.ask(&asker, question("Wer nutzt eine Drohne?")).await.expect("a question");
        let answer = forum.answer(&asker, asked.id, "Im Moor.").await.expect("an answer");
        network.index().await;
        forum.rephrase(&asker, asked.id, QuestionDraft { body: "Oder einen Zeppelin?".to_owned(), ..question("Wer fliegt?? Und wie?") }).await.expect("changed");
        forum.amend(&asker, asked.id, answer, "Am Strand.", None).await.expect("changed");
        network.index().await;
        for (word, count) in [("Zeppelin", 1), ("Strand", 1), ("Drohne", 0), ("Moor", 0)] {
            assert_eq!(titles(&network, &asker, word).await.len(), count, "{word}");
        }
    }

    async fn after_a_restart_everything_is_found_without_indexing_again(network) {
        publish(&network, "Drohne im Einsatz", "Über dem Wald.").await;
        let network = network.restarted().await;
        assert_eq!(titles(&network, &Viewer::guest(), "Drohne").await, ["Drohne im Einsatz"]);
        assert_eq!(network.server.search.lag().await.expect("a number"), 0);
    }

    async fn a_lost_index_comes_back_from_the_database(network) {
        publish(&network, "Drohne im Einsatz", "Über dem Wald.").await;
        let network = network
            .restarted_with(|config| {
                let database = format!("sqlite:{}", config.data_dir.join("wissensnetz.sqlite3").display());
                config.database_url.get_or_insert(database);
                config.data_dir.push("elsewhere");
            })
            .await;
        assert!(titles(&network, &Viewer::guest(), "Drohne").await.is_empty());
        network.index().await;
        assert_eq!(titles(&network, &Viewer::guest(), "Drohne").await, ["Drohne im Einsatz"]);
    }

    async fn what_is_typed_is_completed(network) {
        publish(&network, "Drohne im Einsatz", "Über dem Wald.").await;
        let offered = network.server.search.suggest(&Viewer::guest(), "Droh").await.expect("suggestions");
        assert_eq!((offered.len(), offered[0].path.as_str()), (1, "/wiki/drohne-im-einsatz"));
        assert!(network.server.search.suggest(&Viewer::guest(), "  ").await.expect("suggestions").is_empty());
    }

    async fn suggestions_keep_secrets_too(network) {
        let moderator = moderator_of(&network).await;
        network.server.wiki.publish(&moderator, article("Drohne intern", Visibility::Members)).await.expect("an article");
        network.index().await;
        assert!(network.server.search.suggest(&Viewer::guest(), "Droh").await.expect("suggestions").is_empty());
        assert_eq!(network.server.search.suggest(&moderator, "Droh").await.expect("suggestions").len(), 1);
        let page = network.guest().get("/inseln/vorschlaege?text=Droh").await;
        assert_eq!(page.status, 200, "{}", page.html);
        assert!(!page.html.contains("Drohne"), "{}", page.html);
    }

    async fn nothing_found_says_so_and_offers_a_way_on(network) {
        let page = network.guest().open("/suche?q=xyzzy&kreis=kreis-lippe").await;
        assert_eq!(page.status, 200);
        assert!(page.main().contains("Nichts gefunden") && page.main().contains("xyzzy"), "{}", page.main());
        assert!(page.leads_to("/suche?q=xyzzy") && page.leads_to("/anmelden"), "{:?}", page.links());
    }

    async fn an_empty_search_shows_the_form(network) {
        for path in ["/suche", "/suche?q=", "/suche?q=%20", "/suche?q=%00"] {
            let page = network.guest().open(path).await;
            assert!(page.status == 200 && page.has("main input[name=q]"), "{path}");
        }
    }

    async fn odd_searches_are_no_fault(network) {
        for text in ["\"", "*", "a:b", "(", "AND OR", "title:", "-", "+", "%22", "😀", "[TO]", "~5", "^", "{}"] {
            let path = app::ui::with_query("/suche", &[], "q", text);
            assert_eq!(network.guest().open(&path).await.status, 200, "{text}");
        }
        assert_eq!(network.guest().open("/suche?q=%ff%fe&art=%ff").await.status, 200);
        assert_eq!(network.guest().open(&format!("/suche?q={}&art=x&kreis=y&seite=z", "wort+".repeat(2000))).await.status, 200);
    }
}
