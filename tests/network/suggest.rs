//! What the search field offers while somebody types, and searching from the address bar.

use app::{
    account::Viewer,
    forum::port::{Forum, QuestionDraft},
    search::{Suggestion, port::Search},
    wiki::{
        Visibility,
        port::{ArticleDraft, Wiki},
    },
};
use quick_xml::{Reader, events::Event};
use serde_json::{Value, json};
use tests::{Network, Visitor, article, moderator_of, on_both, question, someone_at};

async fn offered(network: &Network, viewer: &Viewer, text: &str) -> Vec<Suggestion> {
    network.server.search.suggest(viewer, text).await.expect("suggestions")
}

async fn paths(network: &Network, viewer: &Viewer, text: &str) -> Vec<String> {
    offered(network, viewer, text).await.into_iter().map(|one| one.path).collect()
}

async fn publish(network: &Network, title: &str, visibility: Visibility, topic: &str, tags: &str) {
    let draft = ArticleDraft { topic: topic.to_owned(), tags: tags.to_owned(), ..article(title, visibility) };
    network.server.wiki.publish(&moderator_of(network).await, draft).await.expect("an article");
    network.index().await;
}

/// What a browser is told.
async fn suggested(visitor: &mut Visitor, query: &str) -> Value {
    let page = visitor.get(&format!("/suche/vorschlaege?q={query}")).await;
    assert_eq!(page.status, 200, "{}", page.html);
    assert_eq!(page.header("content-type").as_deref(), Some("application/x-suggestions+json; charset=utf-8"));
    assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
    serde_json::from_str(&page.html).expect("JSON")
}

on_both! {
    async fn a_municipality_comes_first_from_its_first_letter_on(network) {
        publish(&network, "Lemgo leuchtet", Visibility::Public, "", "").await;
        assert_eq!(paths(&network, &Viewer::guest(), "Lemgo").await[..2], ["/kommunen/lemgo", "/kommunen/lemgo-digital"]);
        assert_eq!(paths(&network, &Viewer::guest(), "bad oe").await, ["/kommunen/bad-oeynhausen"]);
        assert_eq!(paths(&network, &Viewer::guest(), "Lüb").await[..1], ["/kommunen/luebbecke"]);
        assert!(paths(&network, &Viewer::guest(), "Lemg").await.contains(&"/wiki/lemgo-leuchtet".to_owned()));
        let one_letter = offered(&network, &Viewer::guest(), "l").await;
        assert!(!one_letter.is_empty() && one_letter.iter().all(|one| one.path.starts_with("/kommunen/l")), "{one_letter:?}");
    }

    async fn topics_and_tags_that_begin_so_come_before_titles_and_say_what_they_are(network) {
        publish(&network, "Handeln lernen", Visibility::Public, "handel", "Handelsregister, Markt").await;
        let found = offered(&network, &Viewer::guest(), "handel").await;
        let found: Vec<_> = found.iter().map(|one| (one.title.as_str(), one.path.as_str(), one.meta.as_str())).collect();
        assert_eq!(found[..2], [("Handel", "/themen/handel", "Thema"), ("Handelsregister", "/schlagworte/handelsregister", "Schlagwort")]);
        assert_eq!((found.len(), found[2].1), (3, "/wiki/handeln-lernen"));
        // one letter is enough for a name, not for a title
        assert_eq!(paths(&network, &Viewer::guest(), "h").await.iter().filter(|path| path.starts_with("/wiki")).count(), 0);
        for path in ["/themen/handel", "/schlagworte/handelsregister"] {
            assert_eq!(network.guest().open(path).await.status, 200, "{path}");
        }
    }

    async fn a_tag_that_more_have_comes_first_and_the_one_typed_in_full_before_it(network) {
        publish(&network, "Eins", Visibility::Public, "", "Drohnenflug, Drohne").await;
        publish(&network, "Zwei", Visibility::Public, "", "Drohnenflug").await;
        assert_eq!(paths(&network, &Viewer::guest(), "dr").await[..2], ["/schlagworte/drohnenflug", "/schlagworte/drohne"]);
        assert_eq!(paths(&network, &Viewer::guest(), "Drohne").await, ["/schlagworte/drohne", "/schlagworte/drohnenflug"]);
    }

    async fn no_more_than_eight_and_titles_have_their_half(network) {
        for number in 0..9 {
            publish(&network, &format!("Bad {number}"), Visibility::Public, "", "Bader, Badesee, Badesalz, Badeort").await;
        }
        let found = paths(&network, &Viewer::guest(), "bad").await;
        assert_eq!(found.len(), 8);
        let names = ["/kommunen/bad-driburg", "/kommunen/bad-lippspringe", "/schlagworte/badeort", "/schlagworte/bader"];
        assert_eq!(found[..4], names);
        assert!(found[4..].iter().any(|path| path.starts_with("/wiki/bad-")), "{found:?}");
    }

    async fn a_tag_or_topic_is_as_hidden_as_all_that_has_it(network) {
        let asker = someone_at(&network, "lemgo").await;
        let asked = QuestionDraft { tags: "Zqxfrage".to_owned(), audience: QuestionDraft::DISTRICT.to_owned(), ..question("Wer nutzt das?") };
        network.server.forum.ask(&asker, asked).await.expect("a question");
        publish(&network, "Das Interne", Visibility::Members, "tourismus", "Zqxintern").await;
        let (guest, elsewhere, moderator) =
            (Viewer::guest(), someone_at(&network, "paderborn").await, moderator_of(&network).await);
        for (viewer, expected) in [
            (&guest, vec![]),
            (&elsewhere, vec!["/schlagworte/zqxintern"]),
            (&asker, vec!["/schlagworte/zqxfrage", "/schlagworte/zqxintern"]),
            (&moderator, vec!["/schlagworte/zqxfrage", "/schlagworte/zqxintern"]),
        ] {
            assert_eq!(paths(&network, viewer, "zqx").await, expected, "{viewer:?}");
        }
        assert!(paths(&network, &guest, "touris").await.is_empty());
        assert_eq!(paths(&network, &elsewhere, "touris").await, ["/themen/tourismus"]);
        assert_eq!(suggested(&mut network.guest(), "zqx").await, json!(["zqx", [], [], []]));
    }

    async fn a_stale_index_offers_no_tag_that_is_hidden_now(network) {
        publish(&network, "Der Plan", Visibility::Public, "tourismus", "Zqxmarke").await;
        network.change("UPDATE articles SET visibility = 'members'").await;
        for text in ["zqx", "touris"] {
            assert!(paths(&network, &Viewer::guest(), text).await.is_empty(), "{text}");
        }
    }

    async fn odd_beginnings_offer_nothing_and_are_no_fault(network) {
        publish(&network, "Der Plan", Visibility::Public, "", "Markt").await;
        for text in ["", " ", "-", "\"", ":", "kommune:", "\0", "%", "_", "😀"] {
            assert!(paths(&network, &Viewer::guest(), text).await.is_empty(), "{text:?}");
        }
        paths(&network, &Viewer::guest(), &"wort ".repeat(5000)).await;
    }

    async fn the_address_bar_is_told_where_to_search(network) {
        let mut guest = network.guest();
        for path in ["/", "/kommunen", "/anmelden", "/gibt-es-nicht"] {
            let page = guest.open(path).await;
            let link = "link[rel=search][type='application/opensearchdescription+xml']";
            assert_eq!(page.attributes(link, "href"), ["/opensearch.xml"], "{path}");
            assert_eq!(page.attributes(link, "title"), ["Wissensnetz OWL"], "{path}");
        }
        let page = guest.get("/opensearch.xml").await;
        let kind = page.header("content-type");
        assert_eq!((page.status.as_u16(), kind.as_deref()), (200, Some("application/opensearchdescription+xml; charset=utf-8")));
        for part in [
            "<ShortName>Wissensnetz OWL</ShortName>",
            "<InputEncoding>UTF-8</InputEncoding>",
            "type=\"text/html\" method=\"get\" template=\"http://localhost:3000/suche?q={searchTerms}\"",
            "type=\"application/x-suggestions+json\" method=\"get\" template=\"http://localhost:3000/suche/vorschlaege?q={searchTerms}\"",
        ] {
            assert!(page.html.contains(part), "{part}: {}", page.html);
        }
        let elements: Vec<String> = elements(&page.html).into_iter().filter(|name| name != "Image").collect();
        assert_eq!(elements[..4], ["OpenSearchDescription", "ShortName", "LongName", "Description"]);
        assert_eq!(elements[4..], ["Language", "InputEncoding", "OutputEncoding", "Url", "Url", "Url"]);
    }

    async fn the_address_bar_completes_for_whoever_asks(network) {
        publish(&network, "Drohne \"intern\" <b>", Visibility::Members, "", "").await;
        publish(&network, "Drohne für alle", Visibility::Public, "", "").await;
        let origin = "http://localhost:3000";
        let open = format!("{origin}/wiki/drohne-fuer-alle");
        let mut guest = network.guest();
        let told = suggested(&mut guest, "Droh").await;
        assert_eq!((&told[0], &told[1], &told[3]), (&json!("Droh"), &json!(["Drohne für alle"]), &json!([open])));
        let mut member = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let told = suggested(&mut member, "Droh").await;
        let lengths: Vec<_> = (1..4).map(|part| told[part].as_array().map(Vec::len)).collect();
        assert_eq!(lengths, [Some(2); 3]);
        assert!(told[1].as_array().expect("titles").contains(&json!("Drohne \"intern\" <b>")), "{told}");
        assert_eq!(suggested(&mut guest, "").await, json!(["", [], [], []]));
    }
}

/// The names of the elements of a document in their order; it has to be well-formed.
fn elements(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut names = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {xml}")) {
            Event::Start(tag) | Event::Empty(tag) => names.push(tag.name().as_ref().to_owned()),
            Event::Eof => return names,
            _ => {}
        }
    }
}
