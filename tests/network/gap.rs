//! Gaps of knowledge: counted without persons, shown from three municipalities on, and a click from a new article.

use std::collections::BTreeSet;

use app::{
    account::{Role, Viewer},
    forum::port::{Forum, QuestionDraft},
    gap::port::{Gap, Lack},
    wiki::{Visibility, port::Wiki},
};
use tests::{Network, Page, article, is, moderator_of, on_both, question, someone_at};

const PATH: &str = "/moderation/luecken";
const DAY: i64 = 24 * 60;

/// Looks at the results of a search, as somebody with a browser does.
async fn searches(network: &Network, viewer: &Viewer, query: &str) {
    let page = network.browser_of(viewer).await.open(&format!("/suche?q={query}")).await;
    assert_eq!(page.status, 200, "{query}");
}

/// Somebody of each of these organisations searches for the same.
async fn all_search(network: &Network, organisations: &[&str], query: &str) {
    for organisation in organisations {
        searches(network, &someone_at(network, organisation).await, query).await;
    }
}

async fn write_down(network: &Network) {
    network.server.gaps.write_down().await.expect("written down");
}

async fn gaps(network: &Network, lack: Lack) -> Vec<Gap> {
    write_down(network).await;
    network.server.ports.gaps.searches(&moderator_of(network).await, lack, 20).await.expect("gaps")
}

async fn words(network: &Network, lack: Lack) -> Vec<String> {
    gaps(network, lack).await.into_iter().map(|gap| gap.words).collect()
}

async fn board(network: &Network) -> Page {
    write_down(network).await;
    network.browser_of(&moderator_of(network).await).await.open(PATH).await
}

/// An article that everybody finds.
async fn something_on_drones(network: &Network) {
    network.server.wiki.publish(&moderator_of(network).await, article("Drohnen", Visibility::Members)).await.expect("an article");
    network.index().await;
}

on_both! {
    async fn a_search_without_hits_shows_as_soon_as_three_municipalities_made_it(network) {
        all_search(&network, &["lemgo", "paderborn"], "Wasserstofftankstelle").await;
        assert_eq!(words(&network, Lack::Hits).await, [""; 0]);
        all_search(&network, &["kreis-lippe"], "wasserstofftankstellen").await;
        let found = gaps(&network, Lack::Hits).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].in_vain, found[0].searches, found[0].municipalities), (3, 3, 3));
        let page = board(&network).await;
        assert!(page.main().contains("3 von 3 Suchen ohne Treffer · aus 3 Kommunen"), "{}", page.main());
        for organisation in ["Lemgo", "Paderborn", "Lippe"] {
            assert!(!page.main().contains(organisation), "{organisation} is named");
        }
    }

    async fn many_people_of_two_municipalities_do_not_show(network) {
        for organisation in ["lemgo", "lemgo", "lemgo", "paderborn", "paderborn"] {
            all_search(&network, &[organisation], "Wasserstofftankstelle").await;
        }
        assert_eq!(words(&network, Lack::Hits).await, [""; 0]);
        assert!(!board(&network).await.main().to_lowercase().contains("wasserstofftankstelle"));
    }

    async fn only_members_of_municipalities_count(network) {
        for role in [Role::Guest, Role::Moderator, Role::Administrator] {
            let viewer = network.someone(role).await;
            let mut browser = if role == Role::Guest { network.guest() } else { network.browser_of(&viewer).await };
            assert_eq!(browser.open("/suche?q=Wasserstofftankstelle").await.status, 200);
        }
        all_search(&network, &["digitalbuero-owl", "bezirksregierung-detmold", "ihk-ostwestfalen"], "Wasserstofftankstelle").await;
        write_down(&network).await;
        assert_eq!(network.count("search_counts").await, 0);
    }

    async fn no_person_and_no_day_is_stored(network) {
        let erika = network.someone_with_mail("erika@lemgo.de").await;
        searches(&network, &erika, "Wasserstofftankstelle").await;
        write_down(&network).await;
        let columns = match network.server.db.engine() {
            "SQLite" => "SELECT name FROM pragma_table_info('search_counts')",
            _ => "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 'search_counts'",
        };
        let columns: BTreeSet<String> = network.strings(columns).await.into_iter().collect();
        let expected = ["stems", "month", "organisation_id", "spelling", "searches", "without_hits", "clicked"];
        assert_eq!(columns, expected.map(str::to_owned).into());
        assert_eq!(network.number("SELECT month FROM search_counts").await, 202_611);
    }

    async fn what_looks_like_a_person_is_not_kept(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        let erika = someone_at(&network, "lemgo").await;
        for query in [
            "kim%40lemgo.de", "05261+2130", "Kim+Beispiel", "beispiel,+kim", "Akte+kim+BEISPIEL", "eins+zwei+drei+vier+sechs+sieben+acht",
            &"x".repeat(81), "Akte+-%22Kim+Beispiel%22",
        ] {
            searches(&network, &erika, query).await;
        }
        write_down(&network).await;
        assert_eq!(network.strings("SELECT spelling FROM search_counts").await, [""; 0]);
    }

    async fn reloading_filters_and_further_pages_are_not_more_searches(network) {
        let erika = someone_at(&network, "lemgo").await;
        for query in ["Drohne", "Drohne", "Drohne&seite=2", "Drohne&art=article", "drohnen&kreis=kreis-lippe", "Akten&status=laeuft"] {
            searches(&network, &erika, query).await;
        }
        write_down(&network).await;
        assert_eq!(network.strings("SELECT spelling FROM search_counts").await, ["Drohne"]);
        assert_eq!(network.number("SELECT searches FROM search_counts").await, 1);
    }

    async fn a_search_after_which_nobody_opens_anything_shows(network) {
        something_on_drones(&network).await;
        all_search(&network, &["lemgo", "paderborn", "herford"], "Drohne").await;
        let found = gaps(&network, Lack::Clicks).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].words.as_str(), found[0].in_vain, found[0].municipalities), ("Drohne", 3, 3));
        assert_eq!(words(&network, Lack::Hits).await, [""; 0]);
    }

    async fn whoever_opens_a_hit_has_found_something(network) {
        something_on_drones(&network).await;
        for organisation in ["lemgo", "paderborn", "herford"] {
            let member = someone_at(&network, organisation).await;
            searches(&network, &member, "Drohne").await;
            let results = "http://localhost:3000/suche?q=drohnen&art=article";
            let mut browser = network.browser_of(&member).await.with_header("referer", results);
            for _ in 0..2 {
                assert_eq!(browser.open("/wiki/drohnen").await.status, 200);
            }
        }
        assert_eq!(words(&network, Lack::Clicks).await, [""; 0]);
        assert_eq!(network.number("SELECT CAST(SUM(clicked) AS BIGINT) FROM search_counts").await, 3);
    }

    async fn other_pages_and_other_sites_are_no_clicks(network) {
        something_on_drones(&network).await;
        let member = someone_at(&network, "lemgo").await;
        searches(&network, &member, "Drohne").await;
        for (from, to) in [
            ("http://localhost:3000/suche?q=Drohne", "/wiki"),
            ("http://localhost:3000/suche?q=Drohne", "/wiki/gibt-es-nicht"),
            ("http://localhost:3000/wiki?q=Drohne", "/wiki/drohnen"),
            ("https://example.org/suche?q=Drohne", "/wiki/drohnen"),
            ("unsinn", "/wiki/drohnen"),
        ] {
            network.browser_of(&member).await.with_header("referer", from).open(to).await;
        }
        write_down(&network).await;
        assert_eq!(network.number("SELECT CAST(SUM(clicked) AS BIGINT) FROM search_counts").await, 0);
    }

    async fn browsers_may_say_within_the_site_where_they_come_from(network) {
        let page = network.guest().open("/suche?q=Drohne").await;
        assert_eq!(page.header("referrer-policy").as_deref(), Some("same-origin"));
    }

    async fn the_board_tells_nothing_of_what_is_for_one_kreis(network) {
        let asker = someone_at(&network, "lemgo").await;
        let hidden = QuestionDraft { audience: QuestionDraft::DISTRICT.to_owned(), ..question("Wer hat die Zqxmarke von Hand beantragt?") };
        network.server.forum.ask(&asker, hidden).await.expect("a question");
        network.index().await;
        // those of the Kreis find it, the others do not
        all_search(&network, &["detmold", "blomberg", "lage"], "zqxmarke").await;
        all_search(&network, &["paderborn", "herford", "guetersloh"], "zqxmarke").await;
        let page = board(&network).await;
        assert!(page.main().contains("zqxmarke") && !page.main().contains("von Hand beantragt"), "{}", page.main());
        assert_eq!(gaps(&network, Lack::Hits).await[0].municipalities, 3);
        // and none of them sees the board
        for organisation in ["detmold", "paderborn"] {
            let member = someone_at(&network, organisation).await;
            network.browser_of(&member).await.open(PATH).await.assert_is_of_the_site(403);
        }
    }

    async fn each_gap_leads_to_a_new_article_a_synonym_and_the_search(network) {
        all_search(&network, &["lemgo", "paderborn", "herford"], "Wasserstoff+%26+Tankstelle").await;
        let page = board(&network).await;
        let links = page.attributes(".entry a", "href");
        assert_eq!(links.len(), 3, "{links:?}");
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        assert_eq!(browser.open(&links[1]).await.form("main form:has([name=title])").value("title"), "Wasserstoff & Tankstelle");
        assert_eq!(browser.open(&links[2]).await.form("main form").value("terms"), "Wasserstoff & Tankstelle\n");
        assert!(browser.open(&links[0]).await.main().contains("Nichts gefunden"));
    }

    async fn a_settled_gap_comes_back_when_three_look_for_it_again_later(network) {
        let three = ["lemgo", "paderborn", "herford"];
        all_search(&network, &three, "Wasserstofftankstelle").await;
        let page = board(&network).await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = page.form("main form[action$='/erledigt']");
        let page = browser.submit(form.clone()).await;
        assert_eq!(page.path(), "/moderation/luecken?hinweis=erledigt");
        assert!(!page.main().contains("Wasserstofftankstelle"), "{}", page.main());
        browser.submit(form).await.assert_is_of_the_site(404);
        assert!(browser.open("/moderation/protokoll").await.main().contains("„Wasserstofftankstelle“: Wissenslücke erledigt"));

        network.wait_minutes(30 * DAY);
        all_search(&network, &three[..2], "Wasserstofftankstelle").await;
        assert_eq!(words(&network, Lack::Hits).await, [""; 0]);
        all_search(&network, &three[2..], "Wasserstofftankstelle").await;
        assert_eq!(words(&network, Lack::Hits).await, ["Wasserstofftankstelle"]);
    }

    async fn what_too_few_have_searched_cannot_be_settled_and_so_not_be_guessed(network) {
        all_search(&network, &["lemgo", "paderborn"], "Wasserstofftankstelle").await;
        write_down(&network).await;
        let stems = network.strings("SELECT stems FROM search_counts").await.remove(0);
        let moderator = moderator_of(&network).await;
        assert!(is(&network.server.ports.gaps.settle(&moderator, &stems).await, 404));
        assert!(is(&network.server.ports.gaps.settle(&moderator, "gibtesnicht").await, 404));
        assert_eq!(network.count("settled_gaps").await, 0);
    }

    async fn counts_end_after_twelve_months(network) {
        all_search(&network, &["lemgo", "paderborn", "herford"], "Wasserstofftankstelle").await;
        assert_eq!(words(&network, Lack::Hits).await.len(), 1);
        network.wait_minutes(344 * DAY); // 31 October 2027
        network.server.gaps.tidy().await.expect("tidied");
        assert_eq!(words(&network, Lack::Hits).await.len(), 1);
        network.wait_minutes(DAY);
        assert_eq!(words(&network, Lack::Hits).await, [""; 0], "not shown, even before it is deleted");
        network.server.gaps.tidy().await.expect("tidied");
        assert_eq!(network.count("search_counts").await, 0);
    }

    async fn counts_end_with_their_organisation(network) {
        let leader = someone_at(&network, "lemgo").await;
        searches(&network, &leader, "Wasserstofftankstelle").await;
        write_down(&network).await;
        network.change("UPDATE accounts SET organisation_id = (SELECT id FROM organisations WHERE slug = 'detmold')").await;
        network.change("DELETE FROM search_changes WHERE kind = 'organisation'").await;
        network.change("DELETE FROM mail_domains").await;
        network.change("DELETE FROM organisations WHERE slug = 'lemgo'").await;
        assert_eq!(network.count("search_counts").await, 0);
    }

    async fn a_search_writes_nothing_and_what_waits_is_written_at_the_end(network) {
        let member = someone_at(&network, "lemgo").await;
        searches(&network, &member, "Wasserstofftankstelle").await;
        assert_eq!(network.count("search_counts").await, 0);
        network.server.gaps.clone().run(std::future::ready(())).await;
        assert_eq!(network.count("search_counts").await, 1);
        write_down(&network).await;
        assert_eq!(network.number("SELECT searches FROM search_counts").await, 1);
        // a later one is added to it
        network.wait_minutes(31);
        searches(&network, &member, "Wasserstofftankstelle").await;
        write_down(&network).await;
        assert_eq!(network.number("SELECT searches FROM search_counts").await, 2);
    }

    async fn questions_without_an_answer_show_after_a_week(network) {
        let (asker, forum) = (someone_at(&network, "lemgo").await, &network.server.forum);
        forum.ask(&asker, question("Wer betreibt eine Wasserstofftankstelle?")).await.expect("a question");
        let answered = forum.ask(&asker, question("Wer nutzt eine Drohne?")).await.expect("a question");
        forum.answer(&asker, answered.id, "Wir.").await.expect("an answer");
        assert!(board(&network).await.main().contains("Auf jede ältere Frage hat jemand geantwortet."));
        network.wait_minutes(7 * DAY + 1);
        let page = board(&network).await;
        assert_eq!(page.texts(".entry__title"), ["Wer betreibt eine Wasserstofftankstelle?"]);
        let begin = page.attributes(".entry a.kern-btn", "href").remove(0);
        let form = network.browser_of(&moderator_of(&network).await).await.open(&begin).await.form("main form:has([name=title])");
        assert_eq!(form.value("title"), "Wer betreibt eine Wasserstofftankstelle?");
    }

    async fn an_empty_board_says_so_and_what_is_counted(network) {
        let page = board(&network).await;
        assert_eq!(page.texts("main .empty").len(), 3, "{}", page.main());
        assert!(page.main().contains("Wer gesucht hat, wird nicht gespeichert"), "{}", page.main());
        let told = network.guest().open("/datenschutz").await;
        assert!(told.main().contains("Suchwörter, ohne Personen") && told.main().contains("zwölf Monaten"), "{}", told.main());
    }

    async fn only_moderators_see_and_settle_gaps(network) {
        let gaps = &network.server.ports.gaps;
        for (viewer, status) in [(someone_at(&network, "lemgo").await, 403), (Viewer::guest(), 401)] {
            assert!(is(&gaps.searches(&viewer, Lack::Hits, 20).await, status));
            assert!(is(&gaps.searches(&viewer, Lack::Clicks, 20).await, status));
            assert!(is(&gaps.settle(&viewer, "drohn").await, status));
        }
    }
}
