//! Looking back: the history, earlier texts, restoring them, and who wrote what.

use app::{
    account::Viewer,
    wiki::{
        Visibility,
        drafts::port::{Drafts, Sheet},
        fields::Typed,
        history::{Entry, History},
        port::{Article, ArticleDraft, Revised, Wiki},
    },
};
use tests::{Network, article, kept, moderator_of, on_both, someone_at};

fn plan(body: &str, note: &str) -> ArticleDraft {
    ArticleDraft { body: body.to_owned(), note: note.to_owned(), ..article("Der Plan", Visibility::Members) }
}

async fn published(network: &Network, moderator: &Viewer, body: &str) -> Article {
    network.server.wiki.publish(moderator, plan(body, "")).await.expect("an article")
}

async fn revised(network: &Network, moderator: &Viewer, body: &str, note: &str) -> i64 {
    let now = network.server.wiki.article(moderator, "der-plan").await.expect("an answer").expect("an article");
    match network.server.wiki.revise(moderator, "der-plan", now.revision, plan(body, note)).await {
        Ok(Revised::Stands(article)) => article.revision,
        other => panic!("{other:?}"),
    }
}

/// The headings of the history, newest first.
async fn entries_of(network: &Network, viewer: &Viewer) -> Vec<String> {
    network.browser_of(viewer).await.open("/wiki/der-plan/verlauf").await.texts(".history h2")
}

on_both! {
    async fn edits_of_one_sitting_are_one_entry_with_all_their_notes(network) {
        let moderator = moderator_of(&network).await;
        published(&network, &moderator, "eins").await;
        network.wait_minutes(60);
        revised(&network, &moderator, "eins\n\nzwei", "Zwei ergänzt").await;
        network.wait_minutes(9);
        revised(&network, &moderator, "eins\n\nzwei\n\ndrei", "Drei ergänzt").await;
        let page = network.browser_of(&moderator).await.open("/wiki/der-plan/verlauf").await;
        assert_eq!(page.texts(".history h2"), ["Fassung 3 jetzige", "Fassung 1"]);
        assert!(page.texts(".history li")[0].contains("Zwei ergänzt; Drei ergänzt"), "{}", page.main());
        // others may have begun from the step in between
        assert_eq!(network.count("revisions").await, 3);
        network.wait_minutes(2);
        revised(&network, &moderator, "eins\n\nzwei\n\ndrei\n\nvier", "").await;
        assert_eq!(entries_of(&network, &moderator).await, ["Fassung 4 jetzige", "Fassung 3", "Fassung 1"]);
    }

    async fn an_edit_of_someone_else_in_between_ends_the_sitting(network) {
        let (one, other) = (moderator_of(&network).await, moderator_of(&network).await);
        published(&network, &one, "eins").await;
        revised(&network, &other, "eins\n\nzwei", "").await;
        revised(&network, &one, "eins\n\nzwei\n\ndrei", "").await;
        assert_eq!(entries_of(&network, &one).await, ["Fassung 3 jetzige", "Fassung 2", "Fassung 1"]);
    }

    async fn the_history_shows_author_organisation_note_size_and_what_else_happened(network) {
        let (one, other) = (moderator_of(&network).await, moderator_of(&network).await);
        published(&network, &one, "0123456789").await;
        network.wait_minutes(1);
        revised(&network, &other, "01234", "Gekürzt").await;
        network.wait_minutes(1);
        network.server.wiki.revise(&one, "der-plan", 2, ArticleDraft { visibility: "public".into(), ..plan("01234 ü", "") }).await.expect("revised");
        let page = network.browser_of(&someone_at(&network, "lemgo").await).await.open("/wiki/der-plan/verlauf").await;
        let entries = page.texts(".history li");
        assert_eq!(entries.len(), 4, "{entries:?}");
        assert!(entries[0].starts_with("Fassung 3") && entries[0].contains("7 Zeichen (+2)"), "{entries:?}");
        assert!(entries[1].starts_with("Sichtbarkeit geändert: öffentlich") && entries[1].contains("Moderation 0, DigitalBüro OWL"), "{entries:?}");
        assert!(entries[2].contains("Moderation 1, DigitalBüro OWL · 5 Zeichen (−5)Gekürzt"), "{entries:?}");
        assert!(entries[3].contains("10 Zeichen") && !entries[3].contains("Zeichen ("), "{entries:?}");
    }

    async fn a_long_history_has_pages(network) {
        let people = [moderator_of(&network).await, moderator_of(&network).await];
        published(&network, &people[0], "Text 1").await;
        for number in 2..=60 {
            revised(&network, &people[(number + 1) % 2], &format!("Text {number}"), "").await;
        }
        let mut browser = network.browser_of(&people[0]).await;
        let first = browser.open("/wiki/der-plan/verlauf").await;
        assert_eq!((first.texts(".history h2").len(), first.text(".history h2")), (50, "Fassung 60 jetzige".to_owned()));
        let second = browser.open("/wiki/der-plan/verlauf?seite=2").await;
        assert_eq!(second.texts(".history h2").first().map(String::as_str), Some("Fassung 10"));
        assert_eq!(second.texts(".history h2").len(), 10);
        assert!(second.leads_to("/wiki/der-plan/vergleich?von=1&bis=2"));
    }

    async fn two_revisions_are_chosen_and_compared(network) {
        let (one, other) = (moderator_of(&network).await, moderator_of(&network).await);
        published(&network, &one, "Wir haben drei Antennen.").await;
        revised(&network, &other, "Wir haben vier Antennen.", "").await;
        revised(&network, &one, "Wir haben fünf Antennen.", "").await;
        let mut browser = network.browser_of(&one).await;
        let page = browser.open("/wiki/der-plan/verlauf").await;
        assert_eq!(page.form("main form").action(), "/wiki/der-plan/vergleich");
        assert_eq!((page.attributes("input[name=von][checked]", "value"), page.attributes("input[name=bis][checked]", "value")), (vec!["2".to_owned()], vec!["3".to_owned()]));
        for query in ["von=1&bis=3", "von=3&bis=1"] {
            let page = browser.open(&format!("/wiki/der-plan/vergleich?{query}")).await;
            assert_eq!(page.text("h1"), "Fassung 1 und 3 im Vergleich");
            assert_eq!((page.texts(".diff del"), page.texts(".diff ins")), (vec!["entfernt: drei".to_owned()], vec!["eingefügt: fünf".to_owned()]));
        }
        assert!(browser.open("/wiki/der-plan/vergleich?von=3&bis=3").await.main().contains("Der Text ist in beiden gleich."));
    }

    async fn a_comparison_shows_what_changed_besides_the_text(network) {
        let (one, other) = (moderator_of(&network).await, moderator_of(&network).await);
        let before = ArticleDraft { topic: "handel".into(), tags: "Markt, Bau".into(), organisation: "lemgo".into(), ..plan("eins", "") };
        network.server.wiki.publish(&one, before.clone()).await.expect("an article");
        let after = ArticleDraft {
            kind: "experience_report".into(), visibility: "public".into(), topic: "digitales".into(), tags: "bau, Strom".into(),
            organisation: "paderborn".into(), fields: Typed::from_pairs([("status", "laeuft")]), ..before
        };
        network.change("INSERT INTO topics (slug, name, description, position) VALUES ('digitales', 'Digitales', '', 99)").await;
        network.server.wiki.revise(&other, "der-plan", 1, after).await.expect("revised");
        let mut browser = network.browser_of(&one).await;
        let page = browser.open("/wiki/der-plan/vergleich?von=1&bis=2").await;
        assert_eq!(page.texts(".diff__field strong"), ["Art:", "Thema:", "Kommune:", "Sichtbar:", "Schlagworte:", "Status:"]);
        let (came, went) = (page.texts(".diff__field ins").join(" "), page.texts(".diff__field del").join(" "));
        for part in ["Erfahrungsbericht", "Digitales", "Paderborn", "öffentlich", "Strom", "läuft"] {
            assert!(came.contains(part), "{part}: {came}");
        }
        for part in ["Leitfaden", "Lemgo", "Mitglieder", "Markt"] {
            assert!(went.contains(part), "{part}: {went}");
        }
        assert!(!came.contains("Bau") && !went.contains("Bau"), "a tag that stayed: {came} {went}");
        // revisions from before any of this was kept are silent about it, and say so
        network.change("UPDATE revisions SET meta = NULL WHERE number = 1").await;
        let page = browser.open("/wiki/der-plan/vergleich?von=1&bis=2").await;
        assert_eq!(page.texts(".diff__field strong"), ["Status:"]);
        assert!(page.main().contains("sind für Fassung 1 nicht festgehalten"), "{}", page.main());
    }

    async fn an_earlier_text_is_shown_as_a_page_that_says_so(network) {
        let (one, other) = (moderator_of(&network).await, moderator_of(&network).await);
        published(&network, &one, "## Alt\n\n<script>alert(1)</script>").await;
        revised(&network, &other, "## Neu", "").await;
        let page = network.browser_of(&someone_at(&network, "lemgo").await).await.open("/wiki/der-plan/fassung/1").await;
        assert_eq!((page.text(".prose h2"), page.text("h1")), ("Alt".to_owned(), "Der Plan".to_owned()));
        assert!(page.text(".flash").starts_with("Fassung 1 von 2, nicht die jetzige."), "{}", page.main());
        assert!(!page.html.contains("<script>alert") && !page.leads_to("/wiki/der-plan/fassung/1/wiederherstellen"));
        let mut browser = network.browser_of(&one).await;
        assert!(browser.open("/wiki/der-plan/fassung/1").await.leads_to("/wiki/der-plan/fassung/1/wiederherstellen"));
        assert!(browser.open("/wiki/der-plan/fassung/2").await.text(".flash").starts_with("Fassung 2, die jetzige."));
        for number in ["0", "3", "x", "-1"] {
            browser.open(&format!("/wiki/der-plan/fassung/{number}")).await.assert_is_of_the_site(404);
        }
    }

    async fn a_moderator_restores_an_earlier_text_and_who_wrote_it_stays_its_author(network) {
        let (one, other) = (moderator_of(&network).await, moderator_of(&network).await);
        published(&network, &one, "Das Gute.").await;
        let worse = ArticleDraft { title: "Der Unfug".into(), tags: "Neu".into(), ..plan("Nur Unfug.", "") };
        network.server.wiki.revise(&other, "der-plan", 1, worse).await.expect("revised");
        let mut browser = network.browser_of(&other).await;
        let page = browser.open("/wiki/der-unfug/fassung/1/wiederherstellen").await;
        assert_eq!(page.text(".diff ins"), "eingefügt: Das Gute.");
        let page = browser.submit(page.form("main form")).await;
        assert_eq!(page.path(), "/wiki/der-plan?hinweis=wiederhergestellt", "{}", page.main());
        assert_eq!((page.text("h1"), page.text(".prose")), ("Der Plan".to_owned(), "Das Gute.".to_owned()));
        assert!(page.leads_to("/schlagworte/neu"), "tags stay as they are");
        let history = browser.open("/wiki/der-plan/verlauf").await;
        assert_eq!(history.texts(".history h2"), ["Fassung 3 jetzige", "Fassung 2", "Fassung 1"]);
        assert!(history.text(".history li").contains("Fassung 1 wiederhergestellt"));
        let authors = browser.open("/wiki/der-plan/autoren").await;
        assert_eq!(authors.texts(".authorship__by li").len(), 1);
        assert!(authors.text(".authorship__by").contains("Moderation 0"), "{}", authors.main());
    }

    async fn an_edit_right_after_restoring_is_an_entry_of_its_own(network) {
        let moderator = moderator_of(&network).await;
        published(&network, &moderator, "eins").await;
        network.wait_minutes(60);
        revised(&network, &moderator, "zwei", "").await;
        network.wait_minutes(60);
        network.server.wiki.restore(&moderator, "der-plan", 1, 2).await.expect("restored");
        network.wait_minutes(1);
        revised(&network, &moderator, "eins\n\ndrei", "Drei ergänzt").await;
        let page = network.browser_of(&moderator).await.open("/wiki/der-plan/verlauf").await;
        assert_eq!(page.texts(".history h2"), ["Fassung 4 jetzige", "Fassung 3", "Fassung 2", "Fassung 1"]);
        let entries = page.texts(".history li");
        assert!(entries[0].contains("Drei ergänzt") && !entries[0].contains("wiederhergestellt"), "{entries:?}");
        assert!(entries[1].contains("Fassung 1 wiederhergestellt"), "{entries:?}");
        // what she does from then on is one sitting again
        network.wait_minutes(1);
        revised(&network, &moderator, "eins\n\ndrei\n\nvier", "").await;
        assert_eq!(entries_of(&network, &moderator).await, ["Fassung 5 jetzige", "Fassung 3", "Fassung 2", "Fassung 1"]);
    }

    async fn an_edit_right_after_an_approval_is_an_entry_of_its_own(network) {
        let (author, other) = (moderator_of(&network).await, moderator_of(&network).await);
        published(&network, &other, "eins").await;
        let sheet = Sheet { article: Some("der-plan".into()), base: Some(1), typed: plan("eins\n\nzwei", "Zwei ergänzt"), ..Sheet::default() };
        let draft = kept(&network, &author, sheet).await;
        network.server.drafts.hand_in(&author, draft.id, draft.version).await.expect("handed in");
        network.server.drafts.approve(&other, draft.id, draft.version, "").await.expect("approved");
        revised(&network, &author, "eins\n\nzwei\n\ndrei", "").await;
        let shown = entries_of(&network, &author).await;
        assert_eq!(shown.iter().filter(|entry| entry.starts_with("Fassung")).count(), 3, "{shown:?}");
    }

    async fn restoring_what_has_changed_meanwhile_asks_again(network) {
        let (one, other) = (moderator_of(&network).await, moderator_of(&network).await);
        published(&network, &one, "eins").await;
        revised(&network, &other, "zwei", "").await;
        let mut browser = network.browser_of(&one).await;
        let form = browser.open("/wiki/der-plan/fassung/1/wiederherstellen").await.form("main form");
        revised(&network, &other, "drei", "").await;
        let page = browser.submit(form).await;
        assert_eq!(page.status, 422);
        assert!(page.text("[role=alert]").contains("gerade eben geändert"), "{}", page.main());
        assert_eq!(page.text(".diff del"), "entfernt: drei");
        assert_eq!(browser.submit(page.form("main form")).await.text(".prose"), "eins");
    }

    async fn members_do_not_restore_and_guests_do_not_look_back(network) {
        let moderator = moderator_of(&network).await;
        let public = ArticleDraft { visibility: "public".into(), ..plan("eins", "") };
        let article = network.server.wiki.publish(&moderator, public).await.expect("an article");
        let member = someone_at(&network, "lemgo").await;
        let history = &network.server.wiki;
        assert!(history.restore(&member, "der-plan", 1, 1).await.is_err_and(|error| error.status() == 403));
        network.browser_of(&member).await.get("/wiki/der-plan/fassung/1/wiederherstellen").await.assert_is_of_the_site(403);
        let guest = Viewer::guest();
        assert!(history.authors(&guest, article.id).await.is_err_and(|error| error.status() == 401));
        assert!(history.old_text(&guest, article.id, 1).await.is_err_and(|error| error.status() == 401));
        assert!(history.entries(&guest, article.id, app::list::Slice::first(5)).await.is_err_and(|error| error.status() == 401));
        for rest in ["verlauf", "autoren", "fassung/1", "vergleich?von=1&bis=1"] {
            let page = network.guest().get(&format!("/wiki/der-plan/{rest}")).await;
            assert!(page.redirect().is_some_and(|to| to.starts_with("/anmelden")), "{rest}");
        }
    }

    async fn beside_each_paragraph_stands_who_wrote_it_and_who_changed_it(network) {
        let (one, other) = (moderator_of(&network).await, moderator_of(&network).await);
        published(&network, &one, "## Kosten\n\nDie drei Antennen kosten 500 Euro im Jahr.\n\n- Mast\n- Kabel").await;
        revised(&network, &other, "## Kosten\n\nDie drei Antennen kosten 600 Euro im Jahr.\n\n- Mast\n- Kabel\n\nGanz neu.", "").await;
        let page = network.browser_of(&one).await.open("/wiki/der-plan/autoren").await;
        let (by, text) = (page.texts(".authorship__by"), page.texts(".authorship__passage .prose"));
        assert_eq!(text, ["Kosten", "Die drei Antennen kosten 600 Euro im Jahr.", "MastKabel", "Ganz neu."]);
        assert!(by[0].contains("Moderation 0, DigitalBüro OWL, 21. November 2026, Fassung 1") && !by[0].contains("Moderation 1"), "{by:?}");
        assert!(by[1].contains("Moderation 0") && by[1].contains("geändert: Moderation 1") && by[1].contains("Fassung 2"), "{by:?}");
        assert!(by[3].starts_with("Moderation 1"), "{by:?}");
        assert!(page.leads_to("/wiki/der-plan/fassung/2"));
    }

    async fn texts_from_before_authors_were_kept_get_them_when_someone_asks(network) {
        let (one, other) = (moderator_of(&network).await, moderator_of(&network).await);
        let article = published(&network, &one, "eins\n\nzwei").await;
        revised(&network, &other, "eins\n\nzwei\n\ndrei", "").await;
        network.change("UPDATE revisions SET origins = NULL").await;
        revised(&network, &one, "null\n\neins\n\nzwei\n\ndrei", "").await;
        assert_eq!(network.number("SELECT COUNT(*) FROM revisions WHERE origins IS NOT NULL").await, 0);
        let passages = network.server.wiki.authors(&one, article.id).await.expect("passages");
        let numbers: Vec<i64> = passages.iter().map(|one| one.authors[0].number).collect();
        assert_eq!(numbers, [3, 1, 2]);
        assert_eq!(network.strings("SELECT origins FROM revisions WHERE number = 3").await, ["2:3 3:1 2:2"]);
        network.change("UPDATE revisions SET origins = '1:1' WHERE number = 3").await;
        let damaged = network.server.wiki.authors(&one, article.id).await.expect("passages");
        assert_eq!(damaged.len(), 1, "the last author for all of it");
    }

    async fn an_article_of_500_revisions_of_100_kb_is_looked_back_at_without_reading_them_all(network) {
        let people = [moderator_of(&network).await, moderator_of(&network).await];
        let text = long_text(0);
        let article = published(&network, &people[0], &text).await;
        // behind the back of the server: 500 publications would take longer than what is tested here
        let copy = "INSERT INTO revisions (article_id, number, title, summary, body, note, author_id, begun_at, created_at, origins, length)
            SELECT article_id, number + {n}, title, summary, body, note, author_id, begun_at, created_at + {n} * 1000000, origins, length FROM revisions WHERE number + {n} <= 499";
        for doubled in [1, 2, 4, 8, 16, 32, 64, 128, 256] {
            network.change(&copy.replace("{n}", &doubled.to_string())).await;
        }
        network.change("UPDATE articles SET revision = 499").await;
        network.wait_minutes(60 * 24 * 30);
        revised(&network, &people[1], &long_text(7), "").await;
        assert_eq!(network.number("SELECT COUNT(*) FROM revisions WHERE LENGTH(body) > 100000").await, 500);

        let mut browser = network.browser_of(&people[0]).await;
        for (path, most) in [("verlauf", 80_000), ("verlauf?seite=10", 80_000), ("vergleich?von=499&bis=500", 20_000), ("autoren", 300_000), ("fassung/250", 300_000), ("", 300_000)] {
            let page = browser.open(format!("/wiki/der-plan/{path}").trim_end_matches('/')).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(page.html.len() < most, "{path}: {} bytes", page.html.len());
        }
        let entries = network.server.wiki.entries(&people[0], article.id, app::list::Slice { offset: 0, limit: 50 }).await.expect("entries");
        assert!(matches!(&entries[0], Entry::Revision(one) if one.number == 500 && one.former == Some(499)), "{:?}", entries[0]);
        let passages = network.server.wiki.authors(&people[0], article.id).await.expect("passages");
        assert_eq!(passages.iter().flat_map(|one| &one.authors).filter(|one| one.number == 500).count(), 1);
    }
}

/// A hundred paragraphs of a kilobyte; one of them with other words.
fn long_text(changed: usize) -> String {
    let paragraph = |number: usize| {
        let word = if changed > 0 && number == changed { "anders" } else { "gleich" };
        format!("Absatz {number} ist {word}. {}", "Text mit Umlauten: äöü. ".repeat(42))
    };
    (0..100).map(paragraph).collect::<Vec<_>>().join("\n\n")
}
