//! Two people change the same article at the same time: nobody's text is lost.

use app::{
    account::Viewer,
    wiki::{
        Visibility,
        port::{Article, ArticleDraft, Revised, Wiki},
    },
};
use tests::{Form, Network, Page, article, moderator_of, on_both, someone_at};

const BASE: &str = "Anfang\n\nDie Antennen kosten 500 Euro.\n\nSchluss";

fn plan(body: &str) -> ArticleDraft {
    ArticleDraft { body: body.to_owned(), ..article("Der Plan", Visibility::Members) }
}

async fn published(network: &Network, moderator: &Viewer) -> Article {
    network.server.wiki.publish(moderator, plan(BASE)).await.expect("an article")
}

/// Someone opens the form, then another one saves; then the form is sent with `mine`.
async fn overtaken(network: &Network, mine: &str, theirs: ArticleDraft) -> (Viewer, Page) {
    let (quick, slow) = (moderator_of(network).await, moderator_of(network).await);
    let article = published(network, &quick).await;
    let mut browser = network.browser_of(&slow).await;
    let form = browser.open(&format!("{}/bearbeiten", article.path())).await.form("main form:has(textarea)").fill("body", mine);
    let outcome = network.server.wiki.revise(&quick, &article.slug, article.revision, theirs).await;
    assert!(matches!(outcome, Ok(Revised::Stands(_))), "{outcome:?}");
    let page = browser.submit(form).await;
    (slow, page)
}

/// A form with radio buttons: the harness sends all of them, a browser the chosen ones only.
fn decided(page: &Page, choices: &[(&str, &str)]) -> Form {
    let radios = page.attributes("main form input[type=radio]", "name");
    let mut form = page.form("main form");
    for name in radios {
        let checked = page.attributes(&format!("input[name={name}][checked]"), "value");
        let chosen = choices.iter().find(|(field, _)| *field == name).map(|(_, value)| (*value).to_owned());
        form = form.without(&name);
        if let Some(value) = chosen.or(checked.first().cloned()) {
            form = form.with(&name, &value);
        }
    }
    form.with("how", "auswahl")
}

async fn stands(network: &Network, viewer: &Viewer) -> Article {
    network.server.wiki.article(viewer, "der-plan").await.expect("an answer").expect("an article")
}

on_both! {
    async fn changes_at_different_places_come_together_and_the_author_is_told(network) {
        let theirs = plan("Anfang\n\nDie Antennen kosten 500 Euro.\n\nSchluss mit Ausblick");
        let (slow, page) = overtaken(&network, "Anfang, besser\r\n\r\nDie Antennen kosten 500 Euro.\r\n\r\nSchluss", theirs).await;
        assert_eq!(page.path(), "/wiki/der-plan?hinweis=zusammengefuehrt&fassung=2");
        let told = page.text("[role=status]");
        assert!(told.contains("Ihre Änderung wurde mit der von Moderation 0 zusammengeführt."), "{told}");
        assert!(page.leads_to("/wiki/der-plan/vergleich?von=2&bis=3"));
        assert_eq!(stands(&network, &slow).await.body, "Anfang, besser\n\nDie Antennen kosten 500 Euro.\n\nSchluss mit Ausblick");
        assert_eq!(network.count("revisions").await, 3);
    }

    async fn a_place_that_both_changed_is_shown_with_all_three_texts_and_nothing_is_written(network) {
        let theirs = plan("Anfang\n\nDie Antennen kosten 700 Euro.\n\nSchluss");
        let (slow, page) = overtaken(&network, "Anfang!\n\nDie Antennen kosten 600 Euro <b>.\n\nSchluss", theirs).await;
        assert_eq!(page.status, 422);
        assert!(page.text("[role=alert]").contains("Moderation 0 hat Fassung 2 gespeichert"), "{}", page.main());
        let expected = ["Die Antennen kosten 500 Euro.", "Die Antennen kosten 600 Euro <b>.", "Die Antennen kosten 700 Euro."];
        assert_eq!(page.texts(".conflict__text"), expected);
        assert_eq!(page.texts(".conflict legend"), ["Stelle 1 von 1"]);
        assert!(page.text(".overtaken").contains("Anfang!"));
        assert_eq!((network.count("revisions").await, stands(&network, &slow).await.revision), (2, 2));
    }

    async fn a_decision_takes_one_side_or_both(network) {
        let theirs = || plan("Anfang\n\nDie Antennen kosten 700 Euro.\n\nSchluss");
        for (choice, expected) in [
            ("meine", "Anfang!\n\nWir mieten.\n\nSchluss"),
            ("jetzige", "Anfang!\n\nDie Antennen kosten 700 Euro.\n\nSchluss"),
            ("beide", "Anfang!\n\nDie Antennen kosten 700 Euro.\n\nWir mieten.\n\nSchluss"),
        ] {
            let (slow, page) = overtaken(&network, "Anfang!\n\nWir mieten.\n\nSchluss", theirs()).await;
            let slug = page.path().split('/').nth(2).unwrap_or_default().to_owned();
            let done = network.browser_of(&slow).await.submit(decided(&page, &[("stelle-1", choice)])).await;
            assert_eq!(done.path(), format!("/wiki/{slug}?hinweis=gespeichert"), "{}", done.main());
            let article = network.server.wiki.article(&slow, &slug).await.expect("an answer").expect("an article");
            assert_eq!((article.body.as_str(), article.revision), (expected, 3), "{choice}");
        }
    }

    async fn a_missing_decision_is_asked_for_and_the_others_are_kept(network) {
        let (slow, page) = overtaken(&network, "A1\n\nDie Antennen kosten 500 Euro.\n\nS1", plan("A2\n\nDie Antennen kosten 500 Euro.\n\nS2")).await;
        assert_eq!(page.texts(".conflict legend"), ["Stelle 1 von 2", "Stelle 2 von 2"]);
        let page = network.browser_of(&slow).await.submit(decided(&page, &[("stelle-1", "meine")])).await;
        assert_eq!(page.status, 422);
        assert!(page.text("[role=alert]").contains("Bitte entscheiden Sie noch an Stelle 2."), "{}", page.main());
        assert!(page.has("#stelle-1-meine[checked]") && page.has("#stelle-2 .kern-error"));
        assert_eq!(network.count("revisions").await, 2);
        let done = network.browser_of(&slow).await.submit(decided(&page, &[("stelle-2", "beide")])).await;
        assert_eq!(done.path(), "/wiki/der-plan?hinweis=gespeichert");
        assert_eq!(stands(&network, &slow).await.body, "A1\n\nDie Antennen kosten 500 Euro.\n\nS2\n\nS1");
    }

    async fn a_text_is_finished_by_hand_once_no_mark_is_left(network) {
        let (slow, page) = overtaken(&network, "Anfang\n\nMeins\n\nSchluss", plan("Anfang\n\nIhres\n\nSchluss")).await;
        let form = decided(&page, &[]).without("how").with("how", "hand");
        assert!(form.value("body").contains("<<<<<<< Stelle 1: Ihr Text\nMeins\n======="), "{}", form.value("body"));
        let page = network.browser_of(&slow).await.submit(form.fill("body", "Anfang\n\n======= Stelle 1: jetzige Fassung\nUnser\n\nSchluss")).await;
        assert_eq!(page.status, 422);
        assert!(page.error("body").contains("In Zeile 3 steht noch eine Markierung"), "{}", page.main());
        let form = decided(&page, &[]).without("how").with("how", "hand");
        assert!(form.value("body").contains("Unser"));
        let done = network.browser_of(&slow).await.submit(form.fill("body", "Anfang\n\nUnser\n\nSchluss")).await;
        assert_eq!(done.path(), "/wiki/der-plan?hinweis=gespeichert");
        assert_eq!(stands(&network, &slow).await.body, "Anfang\n\nUnser\n\nSchluss");
    }

    async fn whoever_is_overtaken_again_while_deciding_is_merged_again(network) {
        let (slow, page) = overtaken(&network, "Anfang\n\nMeins\n\nSchluss", plan("Anfang\n\nIhres\n\nSchluss")).await;
        let third = moderator_of(&network).await;
        let outcome = network.server.wiki.revise(&third, "der-plan", 2, plan("Anfang\n\nIhres\n\nSchluss\n\nNachtrag")).await;
        assert!(matches!(outcome, Ok(Revised::Stands(_))));
        let done = network.browser_of(&slow).await.submit(decided(&page, &[("stelle-1", "meine")])).await;
        assert_eq!(done.path(), "/wiki/der-plan?hinweis=zusammengefuehrt&fassung=3");
        assert_eq!(stands(&network, &slow).await.body, "Anfang\n\nMeins\n\nSchluss\n\nNachtrag");
    }

    async fn a_title_that_both_changed_is_decided_too_and_the_other_fields_are_merged(network) {
        let (quick, slow) = (moderator_of(&network).await, moderator_of(&network).await);
        published(&network, &quick).await;
        let mut browser = network.browser_of(&slow).await;
        let form = browser.open("/wiki/der-plan/bearbeiten").await.form("main form:has(textarea)");
        let form = form.fill("title", "Mein Plan").fill("tags", "Antennen").fill("summary", "Kurz gesagt.");
        let theirs = ArticleDraft { title: "Ihr Plan".into(), topic: "handel".into(), tags: "Funk".into(), ..plan(BASE) };
        network.server.wiki.revise(&quick, "der-plan", 1, theirs).await.expect("a revision");
        let page = browser.submit(form).await;
        assert_eq!((page.status.as_u16(), page.texts(".conflict legend")), (422, vec!["Titel".to_owned()]));
        let done = browser.submit(decided(&page, &[("title", "Ihr Plan")])).await;
        assert_eq!(done.path(), "/wiki/ihr-plan?hinweis=gespeichert", "{}", done.main());
        let article = network.server.wiki.article(&slow, "ihr-plan").await.expect("an answer").expect("an article");
        assert_eq!((article.title.as_str(), article.summary.as_str()), ("Ihr Plan", "Kurz gesagt."));
        assert_eq!((article.topic.map(|(slug, _)| slug).as_deref(), article.tags), (Some("handel"), vec!["Antennen".to_owned(), "Funk".to_owned()]));
    }

    async fn the_same_change_of_both_is_one_revision(network) {
        let theirs = plan("Anfang\n\nSchluss");
        let (slow, page) = overtaken(&network, "Anfang\n\nSchluss", theirs).await;
        assert_eq!(page.path(), "/wiki/der-plan?hinweis=gespeichert");
        assert_eq!((network.count("revisions").await, stands(&network, &slow).await.revision), (2, 2));
    }

    async fn of_two_revisions_at_once_both_stand(network) {
        let moderator = moderator_of(&network).await;
        published(&network, &moderator).await;
        let wiki = &network.server.wiki;
        let (one, two) = tokio::join!(
            wiki.revise(&moderator, "der-plan", 1, plan("Neuer Anfang\n\nDie Antennen kosten 500 Euro.\n\nSchluss")),
            wiki.revise(&moderator, "der-plan", 1, plan("Anfang\n\nDie Antennen kosten 500 Euro.\n\nNeuer Schluss")),
        );
        let merged = [&one, &two].iter().filter(|outcome| matches!(outcome, Ok(Revised::Merged { theirs: 2, .. }))).count();
        let plain = [&one, &two].iter().filter(|outcome| matches!(outcome, Ok(Revised::Stands(_)))).count();
        assert_eq!((merged, plain), (1, 1), "{one:?} {two:?}");
        assert_eq!(stands(&network, &moderator).await.body, "Neuer Anfang\n\nDie Antennen kosten 500 Euro.\n\nNeuer Schluss");
    }

    async fn a_forged_decision_writes_nothing(network) {
        let (slow, page) = overtaken(&network, "Anfang\n\nMeins\n\nSchluss", plan("Anfang\n\nIhres\n\nSchluss")).await;
        let form = || decided(&page, &[("stelle-1", "meine")]);
        let mut browser = network.browser_of(&slow).await;
        for (name, value, status) in [("now", "99", 404), ("now", "x", 404), ("stelle-1", "alle", 422)] {
            let answer = browser.submit(form().without(name).with(name, value)).await;
            assert_eq!(answer.status, status, "{name}={value}: {}", answer.main());
        }
        let member = someone_at(&network, "lemgo").await;
        let outcome = network.server.wiki.overlap(&member, "der-plan", 1, 2, &plan("x")).await;
        assert!(outcome.is_err_and(|error| error.status() == 403));
        assert_eq!(network.count("revisions").await, 2);
    }

    async fn of_some_hundred_random_histories_no_line_is_lost(network) {
        let people = [moderator_of(&network).await, moderator_of(&network).await, moderator_of(&network).await];
        let wiki = &network.server.wiki;
        let mut dice = Dice(20_261_121);
        for story in 0..60 {
            let draft = |body: String| ArticleDraft { body, ..article(&format!("Plan {story}"), Visibility::Members) };
            let lines: Vec<String> = (0..12).map(|line| format!("Zeile {line}")).collect();
            let first = wiki.publish(&people[0], draft(lines.join("\n\n"))).await.expect("an article");
            // what has to be in the article, and what somebody took out
            let (mut written, mut removed) = (lines.clone(), Vec::new());
            // each begins from an older text than stands when she saves
            let mut read = vec![(first.revision, lines); people.len()];
            for step in 0..6 {
                let who = dice.below(people.len());
                let (base, mut lines) = read[who].clone();
                for _ in 0..=dice.below(2) {
                    let at = dice.below(lines.len());
                    match dice.below(3) {
                        0 => removed.push(lines.remove(at)),
                        one => {
                            let line = format!("{step} von {who}: {at} {}", dice.below(1_000_000));
                            written.push(line.clone());
                            if one == 1 { removed.push(std::mem::replace(&mut lines[at], line)) } else { lines.insert(at, line) }
                        }
                    }
                }
                match wiki.revise(&people[who], &first.slug, base, draft(lines.join("\n\n"))).await.expect("an outcome") {
                    Revised::Stands(_) | Revised::Merged { .. } => {}
                    Revised::Conflicts(overlap) => {
                        // she keeps both: her text after what stands
                        let body = server::wiki::merge::resolved(&overlap.body, &[]);
                        let outcome = wiki.revise(&people[who], &first.slug, overlap.now, draft(body)).await;
                        assert!(matches!(outcome, Ok(Revised::Stands(_))), "{outcome:?}");
                        // what she took out of a place that is now there twice stands in the other half
                    }
                }
                if dice.below(2) == 0 {
                    let now = wiki.article(&people[who], &first.slug).await.expect("an answer").expect("an article");
                    let lines = now.body.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
                    read[who] = (now.revision, lines);
                } else {
                    // she goes on from the text she has sent, as after the back button
                    written.extend(read[who].1.iter().filter(|line| !written.contains(line)).cloned().collect::<Vec<_>>());
                }
            }
            let now = wiki.article(&people[0], &first.slug).await.expect("an answer").expect("an article");
            let present: Vec<&str> = now.body.lines().collect();
            for line in written.iter().filter(|line| !removed.contains(line)) {
                assert!(present.contains(&line.as_str()), "story {story}: {line:?} is lost:\n{}", now.body);
            }
        }
    }
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }
}
