//! Turning over lists of questions while others ask, and how lists are narrowed.

use app::{
    account::Viewer,
    forum::port::{Forum, QuestionDraft},
};
use server::{contract::statements, db::Engine};
use sqlx::AssertSqlSafe;
use tests::{Network, Visitor, on_both, question, someone_at};

async fn ask(network: &Network, asker: &Viewer, title: &str) -> i64 {
    network.server.forum.ask(asker, question(title)).await.expect("a question").id
}

async fn ask_many(network: &Network, asker: &Viewer, from: usize, upto: usize) {
    for number in from..=upto {
        ask(network, asker, &format!("Frage Nummer {number}?")).await;
        // some at the same moment: only a total order keeps them apart
        if number % 3 == 0 {
            network.wait_minutes(1);
        }
    }
}

async fn turn(browser: &mut Visitor, path: &str, rel: &str) -> (Vec<String>, Option<String>) {
    let page = browser.open(path).await;
    (page.texts(".entry__title"), page.attributes(&format!("a[rel={rel}]"), "href").pop())
}

fn numbers(titles: &[String]) -> Vec<usize> {
    titles
        .iter()
        .map(|title| title.trim_end_matches('?').rsplit(' ').next().unwrap_or_default().parse().expect("a number"))
        .collect()
}

on_both! {
    async fn nothing_is_skipped_or_shown_twice_when_others_ask_meanwhile(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask_many(&network, &asker, 1, 50).await;
        let mut browser = network.browser_of(&asker).await;
        let (first, next) = turn(&mut browser, "/fragen", "next").await;
        ask_many(&network, &asker, 51, 60).await;
        let (second, next) = turn(&mut browser, &next.expect("older ones"), "next").await;
        network.change("UPDATE questions SET removed_at = 1 WHERE title = 'Frage Nummer 11?'").await;
        let (third, next) = turn(&mut browser, &next.expect("older ones"), "next").await;
        assert_eq!(next, None);
        assert_eq!(numbers(&first), (31..=50).rev().collect::<Vec<_>>());
        assert_eq!(numbers(&second), (11..=30).rev().collect::<Vec<_>>());
        assert_eq!(numbers(&third), (1..=10).rev().collect::<Vec<_>>());
    }

    async fn the_way_back_shows_the_same_and_ends_at_the_newest(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask_many(&network, &asker, 1, 45).await;
        let mut browser = network.browser_of(&asker).await;
        let (_, next) = turn(&mut browser, "/fragen", "next").await;
        let (second, next) = turn(&mut browser, &next.expect("older ones"), "next").await;
        let (_, back) = turn(&mut browser, &next.expect("older ones"), "prev").await;
        let (again, back) = turn(&mut browser, &back.expect("newer ones"), "prev").await;
        assert_eq!(again, second);
        let (newest, back) = turn(&mut browser, &back.expect("newer ones"), "prev").await;
        assert_eq!((numbers(&newest), back), ((26..=45).rev().collect::<Vec<_>>(), None));
    }

    async fn odd_places_are_the_beginning(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask_many(&network, &asker, 1, 3).await;
        let mut browser = network.browser_of(&asker).await;
        for place in ["vor=x", "vor=", "nach=-1", "nach=1-x", "vor=9999999999999999999999-1", "nach=0-1", "seite=7"] {
            let page = browser.open(&format!("/fragen?{place}")).await;
            assert_eq!((page.status.as_u16(), page.texts(".entry__title").len()), (200, 3), "{place}");
        }
        // before the first one there is nothing, and a way back
        let page = browser.open("/fragen?vor=1-1").await;
        assert!(page.texts(".entry__title").is_empty() && page.has("a[rel=prev]"), "{}", page.main());
    }

    async fn a_filter_is_kept_while_turning_and_turning_starts_anew_with_another(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask_many(&network, &asker, 1, 25).await;
        let mut browser = network.browser_of(&asker).await;
        let (_, next) = turn(&mut browser, "/fragen?zeige=offen", "next").await;
        let next = next.expect("older ones");
        assert!(next.starts_with("/fragen?zeige=offen&vor="), "{next}");
        let page = browser.open(&next).await;
        assert!(page.leads_to("/fragen?zeige=geloest"), "{:?}", page.links());
    }

    async fn pinned_questions_come_first_and_only_once(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask_many(&network, &asker, 1, 25).await;
        network.change("UPDATE questions SET pinned_at = 1 WHERE title = 'Frage Nummer 2?'").await;
        let mut browser = network.browser_of(&asker).await;
        let (first, next) = turn(&mut browser, "/fragen", "next").await;
        assert_eq!(numbers(&first)[..2], [2, 25]);
        let (second, _) = turn(&mut browser, &next.expect("older ones"), "next").await;
        assert_eq!(numbers(&second), [5, 4, 3, 1]);
        assert_eq!(turn(&mut browser, "/fragen?zeige=geloest", "next").await.0, [""; 0]);
    }

    async fn a_list_is_narrowed_by_tag_and_by_municipality(network) {
        let (lemgo, detmold) = (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await);
        let tagged = QuestionDraft { tags: "Open Source".to_owned(), ..question("Die mit Schlagwort?") };
        network.server.forum.ask(&lemgo, tagged).await.expect("a question");
        ask(&network, &detmold, "Die aus Detmold?").await;
        let mut browser = network.browser_of(&lemgo).await;
        let mut titles = async |path: &str| browser.open(path).await.texts(".entry__title");
        assert_eq!(titles("/fragen?schlagwort=open-source").await, ["Die mit Schlagwort?"]);
        assert_eq!(titles("/fragen?schlagwort=Open+Source").await, ["Die mit Schlagwort?"]);
        assert_eq!(titles("/fragen?kommune=detmold").await, ["Die aus Detmold?"]);
        assert_eq!(titles("/fragen?kommune=kreis-lippe").await.len(), 2);
        assert_eq!(titles("/fragen?kommune=paderborn").await, [""; 0]);
        assert_eq!(titles("/fragen?schlagwort=nichts").await, [""; 0]);
        assert_eq!(browser.open("/fragen?kommune=atlantis").await.status, 404);
    }

    async fn each_list_is_read_in_the_order_of_an_index(network) {
        // PostgreSQL plans by what is in the tables, and here they are empty
        let mut conn = network.server.db.read().await.expect("a connection");
        let Engine::Sqlite(conn) = conn.engine() else { return };
        for (_, name, text) in statements().into_iter().filter(|(feature, ..)| *feature == "forum") {
            if !(name.starts_with("OLDER_") || name.starts_with("NEWER_")) || name.ends_with("_TAG") {
                continue;
            }
            let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {text}"))).fetch_all(&mut *conn).await.expect("a plan");
            let plan: Vec<String> = plan.into_iter().map(|(.., step)| step).collect();
            let by_index = plan.iter().any(|step| step.contains(" q USING ") && step.contains("INDEX questions_"));
            assert!(by_index, "{name}: {plan:#?}");
        }
    }
}
