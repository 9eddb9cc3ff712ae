//! Synonyms: curated by moderators in the site, and told to the search of every node.

use app::{
    account::{Role, Viewer},
    error::Error,
    list::Slice,
    synonym::port::{GroupDraft, SynonymGroup},
};
use tests::{Network, Page, Visitor, is, moderator_of, on_both, someone_at};

const PATH: &str = "/moderation/synonyme";

fn group(terms: &str) -> GroupDraft {
    GroupDraft { terms: terms.to_owned(), note: String::new() }
}

/// The only group with this term.
async fn found(network: &Network, viewer: &Viewer, term: &str) -> Option<SynonymGroup> {
    let all = network.server.ports.synonyms.groups(viewer, "", Slice::first(10_000)).await.expect("groups").0;
    let mut with = all.into_iter().filter(|group| group.terms.iter().any(|one| one == term));
    let one = with.next();
    assert!(with.next().is_none(), "{term} stands in two groups");
    one
}

/// The number of the last change that the search has to take in.
async fn newest(network: &Network) -> i64 {
    network.number("SELECT MAX(seq) FROM search_changes").await
}

async fn at_new(network: &Network) -> (Visitor, Page) {
    let mut browser = network.browser_of(&moderator_of(network).await).await;
    let page = browser.open(&format!("{PATH}/neu")).await;
    (browser, page)
}

fn message(outcome: Result<i64, Error>, field: &str) -> String {
    match outcome {
        Err(Error::Invalid(errors)) => errors.of(field).unwrap_or_default().to_owned(),
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn every_network_begins_with_the_words_of_administrations(network) {
        let moderator = moderator_of(&network).await;
        let (_, total) = network.server.ports.synonyms.groups(&moderator, "", Slice::first(1)).await.expect("groups");
        assert!(total >= 150, "{total}");
        let ozg = found(&network, &moderator, "OZG").await.expect("brought along");
        assert_eq!(ozg.terms, ["OZG", "Onlinezugangsgesetz"]);
        assert_eq!(ozg.changed, None);
        assert_eq!(network.number("SELECT COUNT(*) FROM search_changes WHERE kind = 'synonyms' AND id = 0").await, 1);
    }

    async fn what_moderators_made_of_them_stands_after_a_restart(network) {
        let moderator = moderator_of(&network).await;
        let (ozg, vhs) = (found(&network, &moderator, "OZG").await.expect("one"), found(&network, &moderator, "VHS").await.expect("one"));
        let synonyms = &network.server.ports.synonyms;
        synonyms.change(&moderator, ozg.id, ozg.version, group("OZG\nZugangsgesetz")).await.expect("changed");
        synonyms.remove(&moderator, vhs.id).await.expect("removed");
        let before = (network.count("synonyms").await, newest(&network).await);
        let network = network.restarted().await;
        assert_eq!((network.count("synonyms").await, newest(&network).await), before);
        assert_eq!(found(&network, &moderator, "OZG").await.expect("one").terms, ["OZG", "Zugangsgesetz"]);
        assert_eq!(found(&network, &moderator, "VHS").await, None);
    }

    async fn what_a_later_version_brings_along_is_added(network) {
        network.change("DELETE FROM synonyms WHERE origin = 'ozg'").await;
        let before = (network.count("synonyms").await, newest(&network).await);
        let network = network.restarted().await;
        assert_eq!(network.count("synonyms").await, before.0 + 1);
        assert!(newest(&network).await > before.1, "the search was not told");
    }

    async fn a_moderator_adds_a_group_and_the_search_is_told(network) {
        let (mut browser, page) = at_new(&network).await;
        let before = newest(&network).await;
        let form = page.form("main form").fill("terms", " Blitzer \r\n\r\nstationäre  Geschwindigkeitsmessung\r\n");
        let page = browser.submit(form.fill("note", "So sagen es alle.")).await;
        assert_eq!(page.path(), "/moderation/synonyme?hinweis=angelegt");
        assert!(page.text(".flash").contains("angelegt"), "{}", page.main());
        let page = browser.open(&format!("{PATH}?q=blitzer")).await;
        assert_eq!(page.texts(".entry__title"), ["Blitzer = stationäre Geschwindigkeitsmessung"]);
        assert!(page.text(".entry").contains("So sagen es alle.") && page.text(".entry__meta").contains("von Moderation"));
        assert!(newest(&network).await > before);
        let lag = network.server.search.lag().await.expect("the lag");
        network.index().await;
        assert!(lag > 0 && network.server.search.lag().await.expect("the lag") == 0);
    }

    async fn what_cannot_be_a_group_is_refused_and_kept(network) {
        let (mut browser, page) = at_new(&network).await;
        let before = (network.count("synonyms").await, newest(&network).await);
        for (terms, says) in [
            ("", "mindestens zwei Begriffe"),
            ("Blitzer", "mindestens zwei Begriffe"),
            ("Blitzer\nblitzer", "steht zweimal da"),
            ("Blitzer\nund oder", "Füllwörter"),
            ("Blitzer\n???", "Füllwörter"),
            ("Blitzer\neins zwei drei vier fünf sechs sieben", "zu viele Wörter"),
            (&format!("Blitzer\n{}", "x".repeat(81)), "zu lang"),
            (&"B C D F G H J K L M N P Q".replace(' ', "\n"), "höchstens 12"),
            ("onlinezugangsgesetz\nZugang\nozg", "stehen schon zusammen in der Gruppe „OZG = Onlinezugangsgesetz“"),
        ] {
            let page = browser.submit(page.form("main form").fill("terms", terms).fill("note", "Grund")).await;
            assert_eq!(page.status, 422, "{terms}");
            assert!(page.error("terms").contains(says), "{terms}: {}", page.error("terms"));
            assert_eq!(page.form("main form").value("terms"), terms);
            assert_eq!(page.form("main form").value("note"), "Grund");
        }
        let page = browser.submit(page.form("main form").fill("terms", "eins\nzwei").fill("note", &"x".repeat(301))).await;
        assert!(page.error("note").contains("300"), "{}", page.main());
        assert_eq!((network.count("synonyms").await, newest(&network).await), before);
    }

    async fn a_group_is_changed_and_the_log_says_what_it_was(network) {
        let moderator = moderator_of(&network).await;
        let id = network.server.ports.synonyms.add(&moderator, group("Blitzer\nRadarfalle")).await.expect("added");
        let mut browser = network.browser_of(&moderator).await;
        let form = browser.open(&format!("{PATH}/{id}")).await.form("main form:has(textarea)");
        assert_eq!(form.value("terms"), "Blitzer\nRadarfalle");
        let before = newest(&network).await;
        let page = browser.submit(form.fill("terms", "Blitzer\nStarenkasten")).await;
        assert_eq!(page.path(), "/moderation/synonyme?hinweis=gespeichert");
        assert!(newest(&network).await > before);
        let log = browser.open("/moderation/protokoll").await;
        let rows = log.texts(".history li");
        assert!(rows[0].starts_with("Blitzer = Starenkasten: Synonyme geändert"), "{rows:?}");
        assert!(rows[0].contains("Vorher: Blitzer = Radarfalle"), "{rows:?}");
        assert!(rows[1].starts_with("Blitzer = Radarfalle: Synonyme angelegt"), "{rows:?}");
    }

    async fn nobody_overwrites_what_another_moderator_has_changed_meanwhile(network) {
        let moderator = moderator_of(&network).await;
        let synonyms = &network.server.ports.synonyms;
        let id = synonyms.add(&moderator, group("Blitzer\nRadarfalle")).await.expect("added");
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open(&format!("{PATH}/{id}")).await.form("main form:has(textarea)");
        synonyms.change(&moderator, id, 1, group("Blitzer\nStarenkasten")).await.expect("changed");

        let page = browser.submit(form.fill("terms", "Blitzer\nTempofalle").fill("note", "Umgangssprache")).await;
        assert_eq!(page.status, 422);
        assert!(page.text("main .panel").contains("Starenkasten"), "{}", page.main());
        let form = page.form("main form:has(textarea)");
        assert_eq!((form.value("terms"), form.value("note")), ("Blitzer\nTempofalle", "Umgangssprache"));
        assert_eq!(found(&network, &moderator, "Blitzer").await.expect("one").terms, ["Blitzer", "Starenkasten"]);

        // she has seen it now
        assert_eq!(browser.submit(form).await.status, 200);
        assert_eq!(found(&network, &moderator, "Blitzer").await.expect("one").terms, ["Blitzer", "Tempofalle"]);
    }

    async fn what_was_typed_into_a_group_that_is_gone_can_be_added_anew(network) {
        let moderator = moderator_of(&network).await;
        let id = network.server.ports.synonyms.add(&moderator, group("Blitzer\nRadarfalle")).await.expect("added");
        let mut browser = network.browser_of(&moderator).await;
        let form = browser.open(&format!("{PATH}/{id}")).await.form("main form:has(textarea)");
        network.server.ports.synonyms.remove(&moderator, id).await.expect("removed");
        let page = browser.submit(form.fill("terms", "Blitzer\nTempofalle")).await;
        assert_eq!(page.status, 422);
        assert!(page.text("[role=alert]").contains("inzwischen gelöscht"), "{}", page.main());
        let form = page.form("main form:has(textarea)");
        assert_eq!((form.action(), form.value("terms")), ("/moderation/synonyme/neu", "Blitzer\nTempofalle"));
        browser.submit(form).await;
        assert!(found(&network, &moderator, "Tempofalle").await.is_some());
    }

    async fn a_group_is_deleted_and_the_deed_can_be_undone(network) {
        let moderator = moderator_of(&network).await;
        let id = found(&network, &moderator, "OZG").await.expect("one").id;
        let mut browser = network.browser_of(&moderator).await;
        let form = browser.open(&format!("{PATH}/{id}")).await.form("main form[action$='/loeschen']");
        let before = newest(&network).await;
        let page = browser.submit(form).await;
        assert_eq!(found(&network, &moderator, "OZG").await, None);
        browser.open(&format!("{PATH}/{id}")).await.assert_is_of_the_site(404);
        assert!(newest(&network).await > before);

        let page = browser.submit(page.form(".flash form")).await;
        assert_eq!(page.path(), "/moderation/synonyme?hinweis=wiederhergestellt");
        assert_eq!(found(&network, &moderator, "OZG").await.expect("one").terms, ["OZG", "Onlinezugangsgesetz"]);
        browser.post(&format!("{PATH}/{id}/wiederherstellen"), "").await.assert_is_of_the_site(404);
        let log = browser.open("/moderation/protokoll").await;
        assert!(log.main().contains("Synonyme gelöscht") && log.main().contains("Synonyme wiederhergestellt"), "{}", log.main());
    }

    async fn an_abbreviation_may_mean_two_things(network) {
        let moderator = moderator_of(&network).await;
        let synonyms = &network.server.ports.synonyms;
        synonyms.add(&moderator, group("BA\nBauausschuss")).await.expect("added");
        let id = synonyms.add(&moderator, group("ba\nBundesagentur für Arbeit")).await.expect("another one");
        let mut browser = network.browser_of(&moderator).await;
        assert!(browser.open(&format!("{PATH}/{id}")).await.main().contains("Auch in einer anderen Gruppe: „ba“"));
        let list = browser.open(&format!("{PATH}?q=bauausschuss")).await;
        assert!(list.text(".entry__meta").contains("auch in einer anderen Gruppe: BA"), "{}", list.main());
        // but not the same two twice
        let outcome = synonyms.add(&moderator, group("Bauausschuss\nBauamt\nBA")).await;
        assert!(message(outcome, "terms").contains("„BA = Bauausschuss“"));
    }

    async fn two_moderators_who_add_the_same_at_once_add_it_once(network) {
        let (one, other) = (moderator_of(&network).await, moderator_of(&network).await);
        let synonyms = &network.server.ports.synonyms;
        let (first, second) = tokio::join!(
            synonyms.add(&one, group("Blitzer\nRadarfalle")),
            synonyms.add(&other, group("Radarfalle\nBlitzer")),
        );
        assert!(first.is_ok() != second.is_ok());
        assert!(found(&network, &one, "Blitzer").await.is_some());
    }

    async fn the_list_is_searched_by_terms_and_notes_however_they_are_spelled(network) {
        let moderator = moderator_of(&network).await;
        let noted = GroupDraft { note: "Umgangssprache".to_owned(), ..group("Blitzer\nRadarfalle") };
        network.server.ports.synonyms.add(&moderator, noted).await.expect("added");
        let mut browser = network.browser_of(&moderator).await;
        for (asked, title) in [
            ("blitz", "Blitzer = Radarfalle"),
            ("UMGANGS", "Blitzer = Radarfalle"),
            ("oepnv", "ÖPNV = öffentlicher Personennahverkehr = Nahverkehr"),
            ("%C3%B6pnv", "ÖPNV = öffentlicher Personennahverkehr = Nahverkehr"),
        ] {
            assert_eq!(browser.open(&format!("{PATH}?q={asked}")).await.texts(".entry__title"), [title], "{asked}");
        }
        assert!(browser.open(&format!("{PATH}?q=gibtesnicht")).await.main().contains("Dazu gibt es keine Gruppe"));
        let all = browser.open(PATH).await;
        assert_eq!(all.texts(".entry__title").len(), 20);
        let mut titles = all.texts(".entry__title");
        titles.sort_by_key(|title| app::text::slug(title));
        assert_eq!(all.texts(".entry__title"), titles);
    }

    async fn only_moderators_see_and_change_them(network) {
        let moderator = moderator_of(&network).await;
        let id = found(&network, &moderator, "OZG").await.expect("one").id;
        let synonyms = &network.server.ports.synonyms;
        for viewer in [someone_at(&network, "lemgo").await, network.someone(Role::Guest).await] {
            let status = if viewer.member().is_some() { 403 } else { 401 };
            assert!(is(&synonyms.groups(&viewer, "", Slice::first(1)).await, status));
            assert!(is(&synonyms.group(&viewer, id).await, status));
            assert!(is(&synonyms.add(&viewer, group("a1\nb2")).await, status));
            assert!(is(&synonyms.change(&viewer, id, 1, group("a1\nb2")).await, status));
            assert!(is(&synonyms.remove(&viewer, id).await, status));
            assert!(is(&synonyms.restore(&viewer, id).await, status));
        }
    }

    async fn a_group_can_be_begun_with_a_term_from_elsewhere(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let page = browser.open(&format!("{PATH}/neu?begriff=Stolperstein%3C%2Ftextarea%3E")).await;
        assert_eq!(page.form("main form").value("terms"), "Stolperstein</textarea>\n");
    }
}
