//! Finding what was typed wrongly, otherwise, or not to the end; and never more than the viewer may see.

use app::{
    account::Viewer,
    list::Slice,
    search::port::{Query, Results, Search},
    synonym::port::GroupDraft,
    wiki::{
        Visibility,
        port::{ArticleDraft, Wiki},
    },
};
use tests::{Network, article, moderator_of, on_both, someone_at};

async fn found(network: &Network, viewer: &Viewer, text: &str) -> Results {
    network.server.search.find(viewer, &Query::of([("q", text)]), Slice::page(1)).await.expect("results")
}

async fn titles(network: &Network, viewer: &Viewer, text: &str) -> Vec<String> {
    found(network, viewer, text).await.hits.into_iter().map(|hit| hit.title).collect()
}

async fn publish(network: &Network, title: &str, body: &str, visibility: Visibility) {
    let draft = ArticleDraft { body: body.to_owned(), ..article(title, visibility) };
    network.server.wiki.publish(&moderator_of(network).await, draft).await.expect("an article");
    network.index().await;
}

on_both! {
    async fn a_compound_is_found_by_its_parts_and_finds_them(network) {
        publish(&network, "Eins", "Die Gewerbeanmeldung im Netz.", Visibility::Public).await;
        publish(&network, "Zwei", "Die Anmeldung eines Gewerbes.", Visibility::Public).await;
        for text in ["Gewerbeanmeldung", "Gewerbe anmelden", "Anmeldung eines Gewerbes", "gewerbeanmeldungen"] {
            let mut found = titles(&network, &Viewer::guest(), text).await;
            found.sort();
            assert_eq!(found, ["Eins", "Zwei"], "{text}");
        }
        // the word itself counts more than its parts
        assert_eq!(titles(&network, &Viewer::guest(), "Gewerbeanmeldung").await[0], "Eins");
    }

    async fn a_compound_nobody_has_written_finds_what_is_near(network) {
        publish(&network, "Baumkataster", "Welche Bäume gefällt werden.", Visibility::Public).await;
        assert_eq!(titles(&network, &Viewer::guest(), "Baumfällung").await, ["Baumkataster"]);
    }

    async fn a_typing_error_is_forgiven_and_said(network) {
        publish(&network, "Das Bürgerbüro", "Termine im Bürgerbüro.", Visibility::Public).await;
        let results = found(&network, &Viewer::guest(), "Termine Bürgrbüro").await;
        assert_eq!(results.hits[0].title, "Das Bürgerbüro");
        assert!(results.hits[0].snippet.contains("<mark>Bürgerbüro</mark>"), "{}", results.hits[0].snippet);
        assert_eq!(results.meant.map(|meant| meant.text).as_deref(), Some("Termine Bürgerbüro"));
        let page = network.guest().open("/suche?q=B%C3%BCrgrb%C3%BCro").await;
        assert!(page.main().contains("Meinten Sie Bürgerbüro"), "{}", page.main());
        assert!(page.leads_to("/suche?q=B%C3%BCrgerb%C3%BCro"), "{:?}", page.links());
    }

    async fn two_errors_are_forgiven_in_long_words_only(network) {
        publish(&network, "Das Grundwasser", "Ein Pegel misst es.", Visibility::Public).await;
        assert_eq!(titles(&network, &Viewer::guest(), "Grudnwaser").await, ["Das Grundwasser"]);
        assert_eq!(titles(&network, &Viewer::guest(), "Pgel").await, ["Das Grundwasser"]);
        assert!(titles(&network, &Viewer::guest(), "Pgl").await.is_empty());
        assert!(titles(&network, &Viewer::guest(), "Puhel").await.is_empty());
    }

    async fn what_stands_in_quotation_marks_is_meant_as_it_is(network) {
        publish(&network, "Das Bürgerbüro", "Termine.", Visibility::Public).await;
        assert!(titles(&network, &Viewer::guest(), "\"Bürgrbüro\"").await.is_empty());
    }

    async fn the_last_word_may_be_unfinished(network) {
        publish(&network, "Funknetz mit LoRaWAN", "Sensoren im Moor.", Visibility::Public).await;
        assert_eq!(titles(&network, &Viewer::guest(), "sensoren lorawa").await, ["Funknetz mit LoRaWAN"]);
    }

    async fn nothing_is_corrected_towards_what_the_viewer_may_not_see(network) {
        publish(&network, "Intern", "Das Zeppelinprojekt ist noch geheim.", Visibility::Members).await;
        publish(&network, "Offen", "Ein Luftschiff für alle.", Visibility::Public).await;
        for text in ["Zeppelinprojekt", "Zeppelinprojekz", "Zeppelinpro"] {
            let results = found(&network, &Viewer::guest(), text).await;
            assert!(results.hits.is_empty() && results.meant.is_none() && results.facets.is_empty(), "{text}: {results:?}");
            let page = network.guest().open(&format!("/suche?q={text}")).await;
            assert!(!page.main().contains("Meinten Sie"), "{}", page.main());
        }
        let member = someone_at(&network, "lemgo").await;
        assert_eq!(titles(&network, &member, "Zeppelinprojekz").await, ["Intern"]);
    }

    async fn a_word_that_only_hidden_texts_have_is_corrected_as_if_it_were_nowhere(network) {
        publish(&network, "Intern", "Das Wort Gewrbe steht hier.", Visibility::Members).await;
        publish(&network, "Offen", "Das Gewerbe.", Visibility::Public).await;
        assert_eq!(titles(&network, &Viewer::guest(), "Gewrbe").await, ["Offen"]);
        assert_eq!(titles(&network, &someone_at(&network, "lemgo").await, "Gewrbe").await, ["Intern"]);
    }

    async fn a_synonym_finds_at_once_and_without_indexing_anew(network) {
        publish(&network, "Luftschiff", "Wir haben einen Zeppelin gemietet.", Visibility::Public).await;
        assert!(titles(&network, &Viewer::guest(), "Fluggerät").await.is_empty());
        let draft = GroupDraft { terms: "Zeppelin\nFluggerät".to_owned(), ..GroupDraft::default() };
        network.server.ports.synonyms.add(&moderator_of(&network).await, draft).await.expect("a group");
        network.index().await;
        assert_eq!(titles(&network, &Viewer::guest(), "Fluggeräte").await, ["Luftschiff"]);
    }

    async fn an_abbreviation_of_the_administration_finds_its_long_form(network) {
        publish(&network, "Der Stand", "Was das Onlinezugangsgesetz verlangt.", Visibility::Public).await;
        assert_eq!(titles(&network, &Viewer::guest(), "ozg").await, ["Der Stand"]);
    }

    async fn with_filters_that_leave_nothing_the_nearest_stand_beside(network) {
        publish(&network, "Drohne im Einsatz", "Über dem Wald.", Visibility::Public).await;
        let page = network.guest().open("/suche?q=drohne&jahr=1999").await;
        assert!(page.main().contains("Ohne Filter") && page.main().contains("Drohne im Einsatz"), "{}", page.main());
    }

    async fn who_finds_nothing_can_ask_with_the_same_words(network) {
        let member = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&member).await;
        let page = browser.open("/suche?q=xyzzy").await;
        assert!(page.leads_to("/fragen/neu?title=xyzzy"), "{:?}", page.links());
        assert_eq!(browser.open("/fragen/neu?title=xyzzy").await.attributes("input[name=title]", "value"), ["xyzzy"]);
    }
}
