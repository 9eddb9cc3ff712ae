//! Topics: added, described, ordered, dissolved by moderators; nothing on them is lost, and no address either.

use app::{
    account::Viewer,
    error::Error,
    forum::port::{Forum, QuestionDraft},
    subject::port::{Direction, Heir, TopicDraft},
    wiki::{
        Visibility,
        port::{ArticleDraft, Wiki},
    },
};
use tests::{Network, article, moderator_of, on_both, question, someone_at};

fn topic(name: &str) -> TopicDraft {
    TopicDraft { name: name.to_owned(), description: "Was hierher gehört.".to_owned() }
}

async fn names(network: &Network) -> Vec<String> {
    network.server.ports.subjects.topics().await.expect("topics").into_iter().map(|topic| topic.name).collect()
}

/// An article and a question on the topic.
async fn written_on(network: &Network, slug: &str) {
    let moderator = moderator_of(network).await;
    let draft = ArticleDraft { topic: slug.to_owned(), ..article("Ladesäulen im Ort", Visibility::Public) };
    network.server.wiki.publish(&moderator, draft).await.expect("an article");
    let asked = QuestionDraft { topic: slug.to_owned(), ..question("Wer betreibt Ladesäulen?") };
    network.server.forum.ask(&moderator, asked).await.expect("a question");
}

fn message(error: Error, field: &str) -> String {
    match error {
        Error::Invalid(errors) => errors.of(field).unwrap_or_default().to_owned(),
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn a_moderator_adds_a_topic_that_everybody_can_choose(network) {
        let moderator = moderator_of(&network).await;
        let mut browser = network.browser_of(&moderator).await;
        let form = browser.open("/moderation/themen").await.form("main form.form");
        let page = browser.submit(form.fill("name", "Künstliche Intelligenz").fill("description", "Was Maschinen lernen.")).await;
        assert_eq!(page.path(), "/moderation/themen?hinweis=angelegt");
        assert_eq!(page.texts(".entry__title").last().map(String::as_str), Some("Künstliche Intelligenz"));
        let choices = browser.open("/fragen/neu").await.attributes("select[name=topic] option", "value");
        assert!(choices.contains(&"kuenstliche-intelligenz".to_owned()), "{choices:?}");
        assert!(network.guest().open("/themen/kuenstliche-intelligenz").await.main().contains("Was Maschinen lernen."));
    }

    async fn a_name_that_is_taken_or_missing_is_refused_and_kept(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/moderation/themen").await.form("main form.form");
        let page = browser.submit(form.clone().fill("name", "smart city").fill("description", "Noch einmal.")).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.error("name"), "Es gibt schon das Themenfeld „Smart City“.");
        assert_eq!(page.form("main form.form").value("description"), "Noch einmal.");
        let page = browser.submit(form.fill("name", "???").fill("description", " ")).await;
        assert!(!page.error("name").is_empty() && !page.error("description").is_empty());
    }

    async fn a_renamed_topic_keeps_its_address_and_is_found_by_its_new_name(network) {
        written_on(&network, "mobilitaet").await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/moderation/themen/mobilitaet").await.form("main form:has([name=name])");
        assert_eq!(form.value("name"), "Mobilität");
        let page = browser.submit(form.fill("name", "Verkehrswende").fill("description", "Wie wir uns bewegen.")).await;
        assert_eq!(page.path(), "/moderation/themen?hinweis=gespeichert");
        network.index().await;
        let page = network.guest().open("/suche?q=verkehrswende").await;
        assert_eq!(page.texts("main .entry__title"), ["Ladesäulen im Ort"], "{}", page.main());
        assert_eq!(network.guest().open("/themen/mobilitaet").await.texts("h1"), ["Verkehrswende"]);
    }

    async fn topics_are_put_in_order_one_place_at_a_time(network) {
        let (moderator, subjects) = (moderator_of(&network).await, &network.server.ports.subjects);
        let before = names(&network).await;
        subjects.move_topic(&moderator, "smart-city", Direction::Up).await.expect("moved");
        let after = names(&network).await;
        assert_eq!((&after[0], &after[1]), (&before[1], &before[0]));
        assert_eq!(after[2..], before[2..]);
        subjects.move_topic(&moderator, "smart-city", Direction::Up).await.expect("at the end already");
        assert_eq!(names(&network).await, after);
        let mut browser = network.browser_of(&moderator).await;
        let down = browser.open("/moderation/themen").await.form("form[action='/moderation/themen/smart-city/verschieben']");
        browser.submit(down.with("direction", "down")).await;
        assert_eq!(names(&network).await, before);
    }

    async fn a_dissolved_topic_passes_on_its_content_its_drafts_and_its_address(network) {
        written_on(&network, "handel").await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/moderation/themen/handel").await.form("main form:has([name=heir])");
        let page = browser.submit(form.clone()).await;
        assert_eq!((page.status.as_u16(), page.error("heir").as_str()), (422, "Bitte wählen Sie, wohin die Inhalte gehen."));
        let page = browser.submit(form.fill("heir", "smart-city")).await;
        assert_eq!(page.path(), "/moderation/themen?hinweis=aufgeloest");
        assert_eq!(network.guest().get("/themen/handel").await.redirect().as_deref(), Some("/themen/smart-city"));
        let page = browser.open("/themen/smart-city").await;
        assert_eq!(page.texts("main .entry__title"), ["Ladesäulen im Ort", "Wer betreibt Ladesäulen?"]);
        network.index().await;
        let page = browser.open("/suche?q=lades%C3%A4ulen+smart+city").await;
        assert_eq!(page.texts("main .entry__title").len(), 2, "{}", page.main());
    }

    async fn a_former_address_leads_on_through_several_heirs(network) {
        let (moderator, subjects) = (moderator_of(&network).await, &network.server.ports.subjects);
        subjects.dissolve_topic(&moderator, "handel", Heir::Topic("tourismus".into())).await.expect("dissolved");
        subjects.dissolve_topic(&moderator, "tourismus", Heir::Topic("bildung".into())).await.expect("dissolved");
        assert_eq!(network.guest().get("/themen/handel").await.redirect().as_deref(), Some("/themen/bildung"));
        subjects.dissolve_topic(&moderator, "bildung", Heir::Nobody).await.expect("dissolved");
        network.guest().open("/themen/handel").await.assert_is_of_the_site(404);
    }

    async fn a_form_that_is_older_than_the_last_change_still_works(network) {
        let (moderator, subjects) = (moderator_of(&network).await, &network.server.ports.subjects);
        subjects.dissolve_topic(&moderator, "handel", Heir::Topic("tourismus".into())).await.expect("dissolved");
        written_on(&network, "handel").await;
        assert_eq!(network.strings("SELECT DISTINCT topic FROM articles").await, ["tourismus"]);
        assert_eq!(network.strings("SELECT DISTINCT topic FROM questions").await, ["tourismus"]);
    }

    async fn a_topic_cannot_be_its_own_heir_and_one_that_is_gone_can_do_nothing(network) {
        let (moderator, subjects) = (moderator_of(&network).await, &network.server.ports.subjects);
        let itself = subjects.dissolve_topic(&moderator, "handel", Heir::Topic("handel".into())).await;
        assert!(message(itself.expect_err("refused"), "heir").contains("in sich selbst"));
        let nowhere = subjects.dissolve_topic(&moderator, "handel", Heir::Topic("gibt-es-nicht".into())).await;
        assert!(message(nowhere.expect_err("refused"), "heir").contains("wohin"));
        assert!(matches!(subjects.dissolve_topic(&moderator, "gibt-es-nicht", Heir::Nobody).await, Err(Error::NotFound)));
        assert!(matches!(subjects.rewrite_topic(&moderator, "gibt-es-nicht", topic("Neu")).await, Err(Error::NotFound)));
        assert!(matches!(subjects.move_topic(&moderator, "gibt-es-nicht", Direction::Up).await, Err(Error::NotFound)));
    }

    async fn two_moderators_who_dissolve_two_topics_into_each_other_lose_nothing(network) {
        let (moderator, subjects) = (moderator_of(&network).await, &network.server.ports.subjects);
        written_on(&network, "handel").await;
        let (one, other) = tokio::join!(
            subjects.dissolve_topic(&moderator, "handel", Heir::Topic("tourismus".into())),
            subjects.dissolve_topic(&moderator, "tourismus", Heir::Topic("handel".into())),
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert_eq!(network.number("SELECT COUNT(*) FROM articles WHERE topic IN (SELECT slug FROM topics)").await, 1);
    }

    async fn what_moderators_changed_survives_another_list_of_the_region(network) {
        let (moderator, subjects) = (moderator_of(&network).await, &network.server.ports.subjects);
        subjects.rewrite_topic(&moderator, "smart-city", topic("Kluge Stadt")).await.expect("renamed");
        subjects.dissolve_topic(&moderator, "handel", Heir::Nobody).await.expect("dissolved");
        network.change("UPDATE topics SET name = 'Alt' WHERE slug = 'bildung'").await;
        network.change("UPDATE region SET hash = 'old'").await;
        network.server.region.load(&network.server.db).await.expect("loaded");
        let names = names(&network).await;
        assert!(names.contains(&"Kluge Stadt".to_owned()) && names.contains(&"Bildung".to_owned()), "{names:?}");
        assert!(!names.contains(&"Handel".to_owned()) && !names.contains(&"Smart City".to_owned()), "{names:?}");
    }

    async fn a_topic_may_come_back_under_its_old_address(network) {
        let (moderator, subjects) = (moderator_of(&network).await, &network.server.ports.subjects);
        subjects.dissolve_topic(&moderator, "handel", Heir::Topic("tourismus".into())).await.expect("dissolved");
        let again = subjects.add_topic(&moderator, topic("Handel")).await.expect("a topic");
        assert_eq!(again.slug, "handel");
        assert_eq!(network.guest().open("/themen/handel").await.texts("h1"), ["Handel"]);
    }

    async fn only_moderators_curate(network) {
        let subjects = &network.server.ports.subjects;
        for viewer in [Viewer::guest(), someone_at(&network, "lemgo").await] {
            assert!(subjects.topic_usage(&viewer).await.is_err());
            assert!(subjects.add_topic(&viewer, topic("Neu hier")).await.is_err());
            assert!(subjects.rewrite_topic(&viewer, "handel", topic("Neu hier")).await.is_err());
            assert!(subjects.move_topic(&viewer, "handel", Direction::Up).await.is_err());
            assert!(subjects.dissolve_topic(&viewer, "handel", Heir::Nobody).await.is_err());
        }
    }

    async fn a_long_list_has_pages_and_every_entry_can_be_reached(network) {
        let moderator = moderator_of(&network).await;
        for number in 1..=25 {
            let draft = ArticleDraft { topic: "handel".into(), ..article(&format!("Markt {number}"), Visibility::Public) };
            network.server.wiki.publish(&moderator, draft).await.expect("an article");
        }
        let mut guest = network.guest();
        let page = guest.open("/themen/handel").await;
        assert_eq!(page.texts("main .entry__title").len(), 10);
        assert!(page.leads_to("/themen/handel?zeige=artikel"), "{}", page.main());
        let first = guest.open("/themen/handel?zeige=artikel").await.texts("main .entry__title");
        let second = guest.open("/themen/handel?zeige=artikel&seite=2").await.texts("main .entry__title");
        assert_eq!((first.len(), second.len()), (20, 5));
        assert!(second.iter().all(|title| !first.contains(title)));
    }
}
