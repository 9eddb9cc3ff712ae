//! Lists of questions and their filters.

use app::{
    account::Viewer,
    forum::port::{Forum, QuestionDraft},
};
use tests::{Network, on_both, question, someone_at};

async fn ask(network: &Network, asker: &Viewer, title: &str) -> i64 {
    network.server.forum.ask(asker, question(title)).await.expect("a question").id
}

async fn titles(network: &Network, viewer: &Viewer, path: &str) -> Vec<String> {
    network.browser_of(viewer).await.open(path).await.texts(".entry__title")
}

on_both! {
    async fn the_list_shows_the_newest_question_first(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask(&network, &asker, "Die ältere von beiden?").await;
        network.wait_minutes(1);
        ask(&network, &asker, "Die neuere von beiden?").await;
        assert_eq!(titles(&network, &asker, "/fragen").await, ["Die neuere von beiden?", "Die ältere von beiden?"]);
    }

    async fn questions_can_be_filtered_by_their_state(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask(&network, &asker, "Die ohne Antwort?").await;
        let answered = ask(&network, &asker, "Die mit Antwort?").await;
        let solved = ask(&network, &asker, "Die mit Lösung?").await;
        let forum = &network.server.forum;
        forum.answer(&asker, answered, "Vielleicht.").await.expect("an answer");
        let answer = forum.answer(&asker, solved, "Ja.").await.expect("an answer");
        forum.accept(&asker, solved, Some(answer)).await.expect("accepted");

        assert_eq!(titles(&network, &asker, "/fragen?zeige=offen").await, ["Die ohne Antwort?"]);
        assert_eq!(titles(&network, &asker, "/fragen?zeige=ungeloest").await, ["Die mit Antwort?", "Die ohne Antwort?"]);
        assert_eq!(titles(&network, &asker, "/fragen?zeige=geloest").await, ["Die mit Lösung?"]);
        assert_eq!(titles(&network, &asker, "/fragen?zeige=unsinn").await.len(), 3);
    }

    async fn questions_can_be_filtered_by_my_kreis_and_by_me(network) {
        let lemgo = someone_at(&network, "lemgo").await;
        ask(&network, &lemgo, "Die aus Lemgo?").await;
        ask(&network, &someone_at(&network, "detmold").await, "Die aus Detmold?").await;
        ask(&network, &someone_at(&network, "paderborn").await, "Die aus Paderborn?").await;
        assert_eq!(titles(&network, &lemgo, "/fragen?zeige=kreis").await, ["Die aus Detmold?", "Die aus Lemgo?"]);
        assert_eq!(titles(&network, &lemgo, "/fragen?zeige=meine").await, ["Die aus Lemgo?"]);
    }

    async fn who_has_no_kreis_sees_no_filter_that_means_all(network) {
        let partner = someone_at(&network, "digitalbuero-owl").await;
        ask(&network, &someone_at(&network, "lemgo").await, "Die aus Lemgo?").await;
        let page = network.browser_of(&partner).await.open("/fragen").await;
        let offered = page.texts(".chip").contains(&"Mein Kreis".to_owned());
        let found = titles(&network, &partner, "/fragen?zeige=kreis").await;
        assert!(!offered || found.is_empty(), "\"Mein Kreis\" shows {found:?} to someone without a Kreis");
    }

    async fn questions_can_be_filtered_by_topic_and_tag(network) {
        let asker = someone_at(&network, "lemgo").await;
        let draft = QuestionDraft { topic: "handel".to_owned(), tags: "Open Source".to_owned(), ..question("Die zum Handel?") };
        network.server.forum.ask(&asker, draft).await.expect("a question");
        ask(&network, &asker, "Die zu nichts?").await;
        assert_eq!(titles(&network, &asker, "/fragen?thema=handel").await, ["Die zum Handel?"]);
        assert_eq!(titles(&network, &asker, "/schlagworte/open-source").await, ["Die zum Handel?"]);
        assert_eq!(titles(&network, &asker, "/themen/handel").await, ["Die zum Handel?"]);
    }

    async fn filters_can_be_combined_and_are_kept_by_the_links(network) {
        let asker = someone_at(&network, "lemgo").await;
        let page = network.browser_of(&asker).await.open("/fragen?zeige=offen&thema=handel").await;
        assert!(page.leads_to("/fragen?zeige=offen&thema=bildung"), "{:?}", page.links());
        assert!(page.leads_to("/fragen?thema=handel&zeige=geloest"), "{:?}", page.links());
        assert_eq!(page.texts("[aria-current=true]"), ["Ohne Antwort", "Handel"]);
    }

    async fn each_of_many_questions_is_on_exactly_one_page(network) {
        let asker = someone_at(&network, "lemgo").await;
        // all at the same moment: only a total order keeps the pages apart
        for number in 0..45 {
            ask(&network, &asker, &format!("Frage Nummer {number}?")).await;
        }
        let mut browser = network.browser_of(&asker).await;
        let (mut seen, mut sizes, mut path) = (Vec::new(), Vec::new(), "/fragen?zeige=offen".to_owned());
        loop {
            let page = browser.open(&path).await;
            let titles = page.texts(".entry__title");
            sizes.push(titles.len());
            seen.extend(titles);
            let Some(next) = page.attributes("a[rel=next]", "href").pop() else { break };
            path = next;
        }
        assert_eq!(sizes, [20, 20, 5]);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 45);
    }

    async fn odd_page_numbers_lead_to_a_page(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask(&network, &asker, "Die einzige Frage?").await;
        let mut browser = network.browser_of(&asker).await;
        for number in ["0", "-1", "x", "2", "99999999999999999999"] {
            assert_eq!(browser.open(&format!("/fragen?seite={number}")).await.status, 200, "{number}");
        }
    }

    async fn the_front_page_shows_open_questions_of_others(network) {
        let (lemgo, detmold) = (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await);
        ask(&network, &lemgo, "Die eigene Frage?").await;
        ask(&network, &detmold, "Die fremde Frage?").await;
        let page = network.browser_of(&lemgo).await.open("/").await;
        assert_eq!(page.texts(".columns__main .entry__title"), ["Die fremde Frage?"]);
        assert!(page.text("aside").contains("Neu: Kreis Lippe"), "{}", page.main());
    }

    async fn the_page_of_a_person_shows_what_she_asked(network) {
        let (lemgo, detmold) = (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await);
        ask(&network, &lemgo, "Die eigene Frage?").await;
        ask(&network, &detmold, "Die fremde Frage?").await;
        assert_eq!(titles(&network, &detmold, &format!("/personen/{}", lemgo.id())).await, ["Die eigene Frage?"]);
    }

    async fn guests_see_no_question_anywhere(network) {
        let asker = someone_at(&network, "lemgo").await;
        let draft = QuestionDraft { topic: "handel".to_owned(), tags: "ozg".to_owned(), ..question("Die geheime Frage?") };
        network.server.forum.ask(&asker, draft).await.expect("a question");
        network.index().await;
        for path in ["/", "/themen/handel", "/schlagworte/ozg", "/kommunen/lemgo", "/kommunen/kreis-lippe", "/suche?q=geheime", "/fragen"] {
            assert!(!network.guest().open(path).await.html.contains("Die geheime Frage"), "{path}");
        }
    }
}
