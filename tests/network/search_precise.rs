//! Operators, several values of a quality, and what is about the same.

use app::{
    account::Viewer,
    forum::port::{Forum, QuestionDraft},
    list::Slice,
    search::{
        Kind,
        port::{Query, Results, Search},
    },
    wiki::{
        Visibility,
        fields::Facet,
        port::{ArticleDraft, Wiki},
    },
};
use tests::{Network, article, moderator_of, on_both, question, someone_at};

async fn found(network: &Network, viewer: &Viewer, pairs: &[(&str, &str)]) -> Results {
    let query = Query::of(pairs.iter().copied());
    network.server.search.find(viewer, &query, Slice::page(1)).await.expect("results")
}

async fn titles(network: &Network, viewer: &Viewer, text: &str) -> Vec<String> {
    let mut titles: Vec<_> = found(network, viewer, &[("q", text)]).await.hits.into_iter().map(|hit| hit.title).collect();
    titles.sort();
    titles
}

/// A question from Lemgo about Smart City, solved; one from Paderborn about trade; and an article for everybody.
async fn drones(network: &Network) -> (Viewer, i64) {
    let (lemgo, paderborn) = (someone_at(network, "lemgo").await, someone_at(network, "paderborn").await);
    let forum = &network.server.forum;
    let tagged = |title: &str, topic: &str, tags: &str| QuestionDraft {
        topic: topic.to_owned(),
        tags: tags.to_owned(),
        ..question(title)
    };
    let one = forum.ask(&lemgo, tagged("Drohne über Lemgo?", "smart-city", "Luftbild")).await.expect("a question");
    let answer = forum.answer(&paderborn, one.id, "Ja, im Sommer.").await.expect("an answer");
    forum.accept(&lemgo, one.id, Some(answer)).await.expect("solved");
    forum.ask(&paderborn, tagged("Drohne über der Senne?", "handel", "")).await.expect("a question");
    let draft = ArticleDraft { body: "Eine Drohne im Wald.".to_owned(), ..article("Drohne für alle", Visibility::Public) };
    network.server.wiki.publish(&moderator_of(network).await, draft).await.expect("an article");
    network.index().await;
    (lemgo, one.id)
}

on_both! {
    async fn operators_narrow_by_every_quality(network) {
        let (member, _) = drones(&network).await;
        for (text, expected) in [
            ("drohne kommune:lemgo", vec!["Drohne über Lemgo?"]),
            ("drohne kreis:paderborn", vec!["Drohne über der Senne?"]),
            ("drohne thema:\"Smart City\"", vec!["Drohne über Lemgo?"]),
            ("drohne art:frage", vec!["Drohne über Lemgo?", "Drohne über der Senne?"]),
            ("drohne art:artikel", vec!["Drohne für alle"]),
            ("drohne schlagwort:luftbild", vec!["Drohne über Lemgo?"]),
            ("drohne gelöst:ja", vec!["Drohne über Lemgo?"]),
            ("drohne gelöst:nein", vec!["Drohne über der Senne?"]),
            ("drohne -gelöst:ja -art:artikel", vec!["Drohne über der Senne?"]),
            ("drohne seit:2000 art:artikel", vec!["Drohne für alle"]),
            ("drohne bis:1999", vec![]),
            ("kommune:lemgo art:frage", vec!["Drohne über Lemgo?"]),
        ] {
            assert_eq!(titles(&network, &member, text).await, expected, "{text}");
        }
    }

    async fn somebody_is_found_by_what_she_wrote(network) {
        let (member, _) = drones(&network).await;
        let name = member.member().expect("a member").name.clone();
        let last = name.split_whitespace().last().expect("a name");
        assert!(titles(&network, &member, &format!("drohne von:{last}")).await.contains(&"Drohne über Lemgo?".to_owned()));
        // guests do not ask for people: to them it is a word
        let results = found(&network, &Viewer::guest(), &[("q", &format!("von:{last}"))]).await;
        assert!(results.hits.iter().all(|hit| hit.kind == Kind::Organisation), "{results:?}");
    }

    async fn an_operator_that_means_nothing_is_a_word(network) {
        let (member, _) = drones(&network).await;
        let draft = ArticleDraft { body: "Er heißt Kommune: Quatschstadt.".to_owned(), ..article("Ein Ort", Visibility::Public) };
        network.server.wiki.publish(&moderator_of(&network).await, draft).await.expect("an article");
        network.index().await;
        assert_eq!(titles(&network, &member, "kommune:quatschstadt").await[0], "Ein Ort");
        for text in ["thema:", "seit:gestern", "art:quatsch", "x:y", "gelöst:vielleicht"] {
            found(&network, &member, &[("q", text)]).await;
        }
    }

    async fn of_one_quality_several_values_can_be_chosen(network) {
        let (member, _) = drones(&network).await;
        let results = found(&network, &member, &[("q", "drohne"), ("thema", "smart-city"), ("thema", "handel")]).await;
        assert_eq!(results.total, 2);
        let topics: Vec<_> = results.facets.iter().filter(|one| one.fact.facet == Facet::Topic).map(|one| one.count).collect();
        assert_eq!(topics, [1, 1]);
        let solved: Vec<_> = results.facets.iter().filter(|one| one.fact.facet == Facet::Solved).map(|one| one.count).collect();
        assert_eq!(solved, [1, 1]);
    }

    async fn the_filter_stands_in_the_address_and_can_be_taken_away(network) {
        let (member, _) = drones(&network).await;
        let page = network.browser_of(&member).await.open("/suche?q=drohne&kommune=lemgo&thema=smart-city").await;
        assert_eq!(page.texts(".entry__title"), ["Drohne über Lemgo?"]);
        assert_eq!(page.attributes(".chip--remove", "href"), ["/suche?q=drohne&thema=smart-city", "/suche?q=drohne&kommune=lemgo"]);
    }

    async fn guests_are_offered_no_quality_of_what_they_may_not_see(network) {
        drones(&network).await;
        let results = found(&network, &Viewer::guest(), &[("q", "drohne")]).await;
        let about_questions = results.facets.iter().any(|one| matches!(one.fact.facet, Facet::Solved | Facet::Tag | Facet::Topic));
        assert!(!about_questions && results.total == 1, "{results:?}");
        assert_eq!(found(&network, &Viewer::guest(), &[("q", "drohne gelöst:ja")]).await.hits.len(), 1);
    }

    async fn a_question_shows_what_is_about_the_same(network) {
        let (member, id) = drones(&network).await;
        let mut browser = network.browser_of(&member).await;
        let page = browser.open(&format!("/fragen/{id}/drohne-ueber-lemgo")).await;
        let near = page.texts(".related__list a");
        assert_eq!(near, ["Drohne über der Senne?"]);
    }

    async fn guests_are_shown_nothing_related_that_is_for_members(network) {
        drones(&network).await;
        let page = network.guest().open("/wiki/drohne-fuer-alle").await;
        assert!(page.status == 200 && !page.html.contains("Senne"), "{}", page.main());
    }
}
