//! Tags: one name for one thing. Synonyms lead to it, doubles are merged, and no address is lost.

use app::{
    account::Viewer,
    error::Error,
    forum::port::{Forum, QuestionDraft},
    list::Slice,
    subject::port::{Tag, TagFilter},
    wiki::{
        Visibility,
        port::{Article, ArticleDraft, Wiki},
    },
};
use tests::{Network, article, moderator_of, on_both, question, someone_at};

async fn tagged(network: &Network, title: &str, visibility: Visibility, tags: &str) -> Article {
    let draft = ArticleDraft { tags: tags.to_owned(), ..article(title, visibility) };
    network.server.wiki.publish(&moderator_of(network).await, draft).await.expect("an article")
}

async fn asked(network: &Network, title: &str, tags: &str) {
    let draft = QuestionDraft { tags: tags.to_owned(), ..question(title) };
    network.server.forum.ask(&someone_at(network, "lemgo").await, draft).await.expect("a question");
}

async fn all(network: &Network, filter: TagFilter) -> Vec<String> {
    let moderator = moderator_of(network).await;
    let tags = network.server.ports.subjects.tags(&moderator, &filter, Slice::first(100)).await.expect("tags");
    tags.into_iter().map(|one| one.tag.name).collect()
}

fn message<T: std::fmt::Debug>(outcome: Result<T, Error>, field: &str) -> String {
    match outcome {
        Err(Error::Invalid(errors)) => errors.of(field).unwrap_or_default().to_owned(),
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn whoever_types_a_synonym_gets_the_tag(network) {
        tagged(&network, "Aktenplan", Visibility::Public, "E-Akte").await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/moderation/schlagworte/e-akte").await.form("main form:has([name=synonym])");
        let page = browser.submit(form.fill("synonym", "Elektronische Akte")).await;
        assert_eq!(page.path(), "/moderation/schlagworte/e-akte?hinweis=synonym");
        let article = tagged(&network, "Scannen", Visibility::Public, "elektronische  akte, E-Akte, Scanner").await;
        assert_eq!(article.tags, ["E-Akte", "Scanner"]);
        asked(&network, "Wer scannt die Posteingänge?", "Elektronische Akte").await;
        let page = browser.open("/schlagworte/elektronische-akte").await;
        assert_eq!(page.path(), "/schlagworte/e-akte");
        assert_eq!(page.texts("main .entry__title"), ["Scannen", "Aktenplan", "Wer scannt die Posteingänge?"]);
    }

    async fn a_renamed_tag_is_reached_and_typed_by_its_old_name(network) {
        tagged(&network, "Funknetz", Visibility::Public, "Lorawan").await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/moderation/schlagworte/lorawan").await.form("main form:has([name=name])");
        let page = browser.submit(form.fill("name", "LoRaWAN-Funk")).await;
        assert_eq!(page.path(), "/moderation/schlagworte/lorawan-funk?hinweis=umbenannt");
        assert_eq!(network.guest().get("/schlagworte/lorawan").await.redirect().as_deref(), Some("/schlagworte/lorawan-funk"));
        assert_eq!(tagged(&network, "Sensoren", Visibility::Public, "Lorawan").await.tags, ["LoRaWAN-Funk"]);
        // and back again: the synonym becomes the name
        let form = browser.open("/moderation/schlagworte/lorawan-funk").await.form("main form:has([name=name])");
        browser.submit(form.fill("name", "LoRaWAN")).await;
        assert_eq!(network.guest().get("/schlagworte/lorawan-funk").await.redirect().as_deref(), Some("/schlagworte/lorawan"));
        assert_eq!(network.count("tags").await, 1);
    }

    async fn merged_tags_leave_one_with_everything_of_both(network) {
        tagged(&network, "Nur alt", Visibility::Public, "E-Rechnung").await;
        tagged(&network, "Beide", Visibility::Public, "E-Rechnung, XRechnung").await;
        asked(&network, "Wer empfängt Rechnungen?", "E-Rechnung").await;
        let moderator = moderator_of(&network).await;
        network.server.ports.subjects.add_synonym(&moderator, "e-rechnung", "eRechnung").await.expect("a synonym");
        let mut browser = network.browser_of(&moderator).await;
        let form = browser.open("/moderation/schlagworte/e-rechnung").await.form("main form:has([name=into])");
        let page = browser.submit(form.fill("into", "xrechnung")).await;
        assert_eq!(page.path(), "/moderation/schlagworte/xrechnung?hinweis=zusammengelegt");
        assert_eq!(all(&network, TagFilter::default()).await, ["XRechnung"]);
        for former in ["e-rechnung", "erechnung"] {
            let path = format!("/schlagworte/{former}");
            assert_eq!(browser.get(&path).await.redirect().as_deref(), Some("/schlagworte/xrechnung"), "{former}");
        }
        let page = browser.open("/schlagworte/xrechnung").await;
        assert_eq!(page.texts("main .entry__title"), ["Beide", "Nur alt", "Wer empfängt Rechnungen?"]);
        network.index().await;
        let found = browser.open("/suche?q=xrechnung").await.texts("main .entry__title");
        assert_eq!(found.len(), 3, "{found:?}");
    }

    async fn what_cannot_be_is_refused_with_a_reason(network) {
        tagged(&network, "Eins", Visibility::Public, "OZG, Onlinezugang").await;
        let (moderator, subjects) = (moderator_of(&network).await, &network.server.ports.subjects);
        subjects.add_synonym(&moderator, "ozg", "Onlinezugangsgesetz").await.expect("a synonym");
        let renamed = subjects.rename_tag(&moderator, "ozg", "onlinezugang").await;
        assert_eq!(message(renamed, "name"), "Das Schlagwort „Onlinezugang“ gibt es schon. Legen Sie beide zusammen.");
        let renamed = subjects.rename_tag(&moderator, "onlinezugang", "Onlinezugangsgesetz").await;
        assert_eq!(message(renamed, "name"), "Das ist schon ein Synonym von „OZG“.");
        assert_eq!(message(subjects.add_synonym(&moderator, "ozg", "ozg").await, "synonym"), "So heißt das Schlagwort schon.");
        assert!(message(subjects.add_synonym(&moderator, "ozg", "a, b").await, "synonym").contains("ohne Komma"));
        for nothing in [" # ", "???", ""] {
            assert!(message(subjects.add_synonym(&moderator, "ozg", nothing).await, "synonym").contains("Buchstaben"), "{nothing}");
        }
        assert!(message(subjects.add_synonym(&moderator, "ozg", &"x".repeat(51)).await, "synonym").contains("50 Zeichen"));
        assert!(message(subjects.merge_tag(&moderator, "ozg", "OZG").await, "into").contains("dasselbe"));
        assert!(message(subjects.merge_tag(&moderator, "ozg", "Onlinezugangsgesetz").await, "into").contains("dasselbe"));
        assert!(message(subjects.merge_tag(&moderator, "ozg", "fehlt").await, "into").contains("gibt es nicht"));
        assert!(matches!(subjects.rename_tag(&moderator, "fehlt", "Neu").await, Err(Error::NotFound)));
        assert!(matches!(subjects.remove_synonym(&moderator, "ozg", "fehlt").await, Err(Error::NotFound)));
    }

    async fn a_removed_synonym_stands_for_nothing_any_more(network) {
        tagged(&network, "Eins", Visibility::Public, "OZG").await;
        let moderator = moderator_of(&network).await;
        network.server.ports.subjects.add_synonym(&moderator, "ozg", "Onlinezugangsgesetz").await.expect("a synonym");
        let mut browser = network.browser_of(&moderator).await;
        let form = browser.open("/moderation/schlagworte/ozg").await.form("form[action$='/synonyme/entfernen']");
        let page = browser.submit(form).await;
        assert_eq!(page.path(), "/moderation/schlagworte/ozg?hinweis=entfernt");
        browser.open("/schlagworte/onlinezugangsgesetz").await.assert_is_of_the_site(404);
    }

    async fn only_a_tag_that_nothing_has_can_be_deleted(network) {
        let article = tagged(&network, "Eins", Visibility::Public, "Irrtum, OZG").await;
        let (moderator, subjects) = (moderator_of(&network).await, &network.server.ports.subjects);
        assert!(message(subjects.delete_tag(&moderator, "irrtum").await, "form").contains("bleibt bestehen"));
        let mut browser = network.browser_of(&moderator).await;
        assert!(!browser.open("/moderation/schlagworte/irrtum").await.has("form[action$='/loeschen']"));
        let draft = ArticleDraft { tags: "OZG".into(), ..tests::article("Eins", Visibility::Public) };
        network.server.wiki.revise(&moderator, "eins", article.revision, draft).await.expect("revised");
        assert_eq!(all(&network, TagFilter { unused: true, ..TagFilter::default() }).await, ["Irrtum"]);
        let form = browser.open("/moderation/schlagworte/irrtum").await.form("form[action$='/loeschen']");
        assert_eq!(browser.submit(form).await.path(), "/moderation/schlagworte?hinweis=geloescht");
        assert_eq!(all(&network, TagFilter::default()).await, ["OZG"]);
    }

    async fn the_list_is_searched_by_name_and_by_synonym(network) {
        tagged(&network, "Eins", Visibility::Members, "OZG, Bürgerbüro, Wochenmarkt").await;
        let moderator = moderator_of(&network).await;
        network.server.ports.subjects.add_synonym(&moderator, "ozg", "Onlinezugangsgesetz").await.expect("a synonym");
        let mut browser = network.browser_of(&moderator).await;
        let page = browser.open("/moderation/schlagworte?q=B%C3%BCrgerb").await;
        assert_eq!(page.texts("main .entry__title"), ["Bürgerbüro"]);
        let page = browser.open("/moderation/schlagworte?q=onlinezugang").await;
        assert_eq!(page.texts("main .entry__meta"), ["1 Artikel · Synonyme: Onlinezugangsgesetz"]);
        assert!(browser.open("/moderation/schlagworte?q=%25").await.texts("main .entry__title").len() == 3);
        assert!(browser.open("/moderation/schlagworte?q=gibtesnicht").await.main().contains("gibt es kein Schlagwort"));
    }

    async fn a_tag_of_hidden_articles_is_hidden_under_all_its_names(network) {
        tagged(&network, "Intern", Visibility::Members, "Geheimprojekt").await;
        let moderator = moderator_of(&network).await;
        network.server.ports.subjects.add_synonym(&moderator, "geheimprojekt", "Zebra").await.expect("a synonym");
        for path in ["/schlagworte/geheimprojekt", "/schlagworte/zebra", "/schlagworte/gibt-es-nicht"] {
            let page = network.guest().get(path).await;
            assert_eq!((page.status.as_u16(), page.redirect()), (404, None), "{path}");
        }
    }

    async fn two_moderators_who_merge_two_tags_into_each_other_lose_nothing(network) {
        tagged(&network, "Eins", Visibility::Public, "Links").await;
        tagged(&network, "Zwei", Visibility::Public, "Rechts").await;
        let (moderator, subjects) = (moderator_of(&network).await, &network.server.ports.subjects);
        let (one, other) = tokio::join!(
            subjects.merge_tag(&moderator, "links", "Rechts"),
            subjects.merge_tag(&moderator, "rechts", "Links"),
        );
        assert!(one.is_ok() || other.is_ok(), "{one:?} {other:?}");
        assert_eq!((network.count("tags").await, network.count("article_tags").await), (1, 2));
        assert!(subjects.tag("links").await.expect("a query").is_some() && subjects.tag("rechts").await.expect("a query").is_some());
    }

    async fn only_moderators_curate_tags(network) {
        tagged(&network, "Eins", Visibility::Public, "OZG").await;
        let subjects = &network.server.ports.subjects;
        for viewer in [Viewer::guest(), someone_at(&network, "lemgo").await] {
            assert!(subjects.tags(&viewer, &TagFilter::default(), Slice::first(1)).await.is_err());
            assert!(subjects.tag_count(&viewer, &TagFilter::default()).await.is_err());
            assert!(subjects.curated_tag(&viewer, "ozg").await.is_err());
            assert!(subjects.rename_tag(&viewer, "ozg", "Neu").await.is_err());
            assert!(subjects.add_synonym(&viewer, "ozg", "Neu").await.is_err());
            assert!(subjects.remove_synonym(&viewer, "ozg", "neu").await.is_err());
            assert!(subjects.merge_tag(&viewer, "ozg", "Neu").await.is_err());
            assert!(subjects.delete_tag(&viewer, "ozg").await.is_err());
        }
        assert_eq!(subjects.tag("ozg").await.expect("a query"), Some(Tag { slug: "ozg".into(), name: "OZG".into() }));
    }
}
