//! Questions that are for one Kreis first: who sees them where, and when they open to all.

use app::{
    account::Viewer,
    follow::{Kind, Target},
    forum::port::{Forum, Question, QuestionDraft},
    list::Slice,
    search::port::{Query, Search},
    wiki::fields::Facet,
};
use tests::{Network, moderator_of, on_both, question, someone_at};

const TITLE: &str = "Wer hat die Zqxmarke schon beantragt?";

const DAY: i64 = 24 * 60;

/// A question from Lemgo for the Kreis Lippe, with all by which it could be found.
async fn asked(network: &Network, asker: &Viewer) -> Question {
    let draft = QuestionDraft {
        topic: "handel".to_owned(),
        tags: "zqxschlagwort".to_owned(),
        audience: QuestionDraft::DISTRICT.to_owned(),
        ..question(TITLE)
    };
    let question = network.server.forum.ask(asker, draft).await.expect("a question");
    network.server.forum.answer(asker, question.id, "Wir: zqxantwort.").await.expect("an answer");
    network.index().await;
    question
}

/// Every place where a member could come across it.
fn places(question: &Question, asker: &Viewer) -> Vec<String> {
    let mut places: Vec<String> = [
        "/",
        "/fragen",
        "/fragen?zeige=ungeloest",
        "/fragen?thema=handel",
        "/fragen?schlagwort=zqxschlagwort",
        "/fragen?kommune=lemgo",
        "/fragen?kommune=kreis-lippe",
        "/feeds/fragen",
        "/feeds/fragen?thema=handel",
        "/feeds/fragen?kommune=lemgo",
        "/themen/handel",
        "/themen/handel?zeige=fragen",
        "/schlagworte/zqxschlagwort",
        "/kommunen/lemgo",
        "/kommunen/kreis-lippe",
        "/suche?q=zqxmarke",
        "/suche?q=zqxantwort",
        "/inseln/vorschlaege?text=zqxma",
        "/inseln/aehnliche?title=zqxmarke+beantragt",
        "/sitemap.xml",
        "/feeds/wiki",
    ]
    .map(str::to_owned)
    .to_vec();
    places.extend([question.path(), format!("/fragen/{}", question.id), format!("/personen/{}", asker.id())]);
    places
}

/// Where of these somebody comes across it.
async fn found_at(network: &Network, viewer: &Viewer, places: &[String]) -> Vec<String> {
    let mut browser = network.browser_of(viewer).await;
    let mut found = Vec::new();
    for place in places {
        let page = browser.open(place).await;
        // what was typed is said again
        if page.html.contains("Zqxmarke") || page.html.contains("zqxantwort.") {
            found.push(place.clone());
        }
    }
    found
}

async fn hits(network: &Network, viewer: &Viewer, text: &str) -> (usize, i64, i64) {
    let query = Query { text: text.to_owned(), ..Query::default() };
    let results = network.server.search.find(viewer, &query, Slice::page(1)).await.expect("results");
    (
        results.hits.len(),
        results.total,
        results.facets.iter().filter(|one| one.fact.facet == Facet::District).map(|one| one.count).sum(),
    )
}

on_both! {
    async fn a_member_asks_her_kreis_first(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let page = browser.open("/fragen/neu").await;
        assert!(page.main().contains("Zuerst nur: Kreis Lippe") && page.main().contains("nach 7 Tagen"), "{}", page.main());
        let page = browser.submit(page.form("main form").fill("title", TITLE).fill("body", "Bei uns geht es los.").fill("audience", "kreis")).await;
        assert_eq!(page.text("h1"), TITLE);
        assert!(page.text("aside.flash").contains("nur Mitglieder aus: Kreis Lippe"), "{}", page.main());
        assert!(page.text("aside.flash").contains("28. November 2026"), "{}", page.main());
    }

    async fn only_the_kreis_the_asker_and_moderators_come_across_it(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        let places = places(&question, &asker);
        let stranger = someone_at(&network, "paderborn").await;
        assert_eq!(found_at(&network, &stranger, &places).await, [""; 0]);
        let partner = someone_at(&network, "digitalbuero-owl").await;
        assert_eq!(found_at(&network, &partner, &places).await, [""; 0]);
        let inside = found_at(&network, &someone_at(&network, "detmold").await, &places).await;
        let everywhere: Vec<_> = places.iter().filter(|place| !["/sitemap.xml", "/feeds/wiki"].contains(&place.as_str())).cloned().collect();
        assert_eq!(inside, everywhere);
        let moderator = found_at(&network, &moderator_of(&network).await, &places).await;
        assert!(moderator.contains(&question.path()) && moderator.contains(&"/suche?q=zqxmarke".to_owned()), "{moderator:?}");
        assert!(found_at(&network, &asker, &places).await.contains(&"/suche?q=zqxmarke".to_owned()));
    }

    async fn the_search_counts_and_completes_nothing_that_is_for_another_kreis(network) {
        let asker = someone_at(&network, "lemgo").await;
        asked(&network, &asker).await;
        let (inside, outside) = (someone_at(&network, "detmold").await, someone_at(&network, "paderborn").await);
        assert_eq!(hits(&network, &inside, "zqxmarke").await, (1, 1, 1));
        assert_eq!(hits(&network, &outside, "zqxmarke").await, (0, 0, 0));
        for viewer in [&outside, &Viewer::guest()] {
            assert!(network.server.search.suggest(viewer, "zqxma").await.expect("suggestions").is_empty());
            assert!(network.server.search.similar(viewer, "Wer hat die Zqxmarke beantragt?").await.expect("posts").is_empty());
        }
        let subjects = &network.server.ports.subjects;
        assert_eq!(subjects.complete(&inside, "zqxs", 10).await.expect("tags").len(), 1);
        assert!(subjects.complete(&outside, "zqxs", 10).await.expect("tags").is_empty());
        let questions = async |viewer: &Viewer| {
            let one = network.server.ports.organisations.by_slug(viewer, "lemgo").await.expect("an answer").expect("Lemgo");
            one.questions
        };
        assert_eq!((questions(&inside).await, questions(&outside).await), (1, 0));
    }

    async fn a_stale_index_does_not_show_what_is_for_another_kreis_or_removed(network) {
        let asker = someone_at(&network, "lemgo").await;
        network.server.forum.ask(&asker, question(TITLE)).await.expect("a question");
        network.index().await;
        let outside = someone_at(&network, "paderborn").await;
        assert_eq!(hits(&network, &outside, "zqxmarke").await.0, 1);
        network.change("UPDATE questions SET audience = 'kreis-lippe'").await;
        assert_eq!(hits(&network, &outside, "zqxmarke").await.0, 0);
        assert_eq!(hits(&network, &asker, "zqxmarke").await.0, 1);
        network.change("UPDATE questions SET removed_at = 1").await;
        assert_eq!(hits(&network, &asker, "zqxmarke").await.0, 0);
    }

    async fn what_was_removed_is_not_in_the_index_not_even_for_moderators(network) {
        let asker = someone_at(&network, "lemgo").await;
        let asked = network.server.forum.ask(&asker, question(TITLE)).await.expect("a question");
        network.server.forum.answer(&asker, asked.id, "Wir: zqxantwort.").await.expect("an answer");
        network.change("UPDATE answers SET removed_at = 1").await;
        network.index().await;
        let moderator = moderator_of(&network).await;
        assert_eq!((hits(&network, &moderator, "zqxantwort").await.1, hits(&network, &moderator, "zqxmarke").await.1), (0, 1));
        network.change("UPDATE questions SET removed_at = 1").await;
        // any change makes the index look again
        network.server.search.rebuild().await.expect("rebuilt");
        assert_eq!(hits(&network, &moderator, "zqxmarke").await, (0, 0, 0));
    }

    async fn it_opens_to_all_when_its_time_has_come(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        let outside = someone_at(&network, "paderborn").await;
        network.wait_minutes(7 * DAY - 1);
        assert_eq!(network.server.forum.open_due().await.expect("opened"), 0);
        network.wait_minutes(1);
        assert_eq!(network.server.forum.open_due().await.expect("opened"), 1);
        assert_eq!(network.server.forum.open_due().await.expect("opened"), 0);
        network.index().await;
        assert_eq!(hits(&network, &outside, "zqxmarke").await.0, 1);
        let page = network.browser_of(&outside).await.open(&question.path()).await;
        assert_eq!((page.status.as_u16(), page.text("aside.flash")), (200, String::new()));
    }

    async fn when_it_opens_those_hear_of_it_who_could_not_see_it_before_and_only_those(network) {
        let asker = someone_at(&network, "lemgo").await;
        asked(&network, &asker).await;
        let mut fans = Vec::new();
        for place in ["detmold", "paderborn", "herford"] {
            fans.push(someone_at(&network, place).await);
        }
        for fan in &fans[..2] {
            let topic = Target { kind: Kind::Topic, name: "handel".to_owned() };
            network.server.ports.follows.follow(fan, &topic).await.expect("followed");
        }
        let draft = QuestionDraft {
            topic: "handel".to_owned(),
            body: "Wer weiß das? @Herford".to_owned(),
            audience: QuestionDraft::DISTRICT.to_owned(),
            ..question(TITLE)
        };
        network.server.forum.ask(&asker, draft).await.expect("a question");
        let told = async |of: &Viewer| network.number(&format!("SELECT COUNT(*) FROM notices WHERE account_id = {}", of.id())).await;
        assert_eq!((told(&fans[0]).await, told(&fans[1]).await, told(&fans[2]).await), (1, 0, 0));
        network.wait_minutes(7 * DAY);
        assert_eq!(network.server.forum.open_due().await.expect("opened"), 2);
        assert_eq!((told(&fans[0]).await, told(&fans[1]).await, told(&fans[2]).await), (1, 2, 1));
    }

    async fn when_it_opens_its_way_to_those_who_may_know_begins_anew(network) {
        let (asker, expert) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let solved = QuestionDraft { topic: "handel".to_owned(), ..question("Wer hat einen Wochenmarkt?") };
        let solved = network.server.forum.ask(&asker, solved).await.expect("a question").id;
        let answer = network.server.forum.answer(&expert, solved, "Wir.").await.expect("an answer");
        network.server.forum.accept(&asker, solved, Some(answer)).await.expect("accepted");
        let draft = QuestionDraft { topic: "handel".to_owned(), audience: QuestionDraft::DISTRICT.to_owned(), ..question(TITLE) };
        let open = network.server.forum.ask(&asker, draft).await.expect("a question").id;
        let offered = async || {
            network.route().await;
            network.number(&format!("SELECT COUNT(*) FROM notices WHERE kind LIKE 'offered%' AND account_id = {}", expert.id())).await
        };
        assert_eq!(offered().await, 0);
        network.server.ports.asking.open(&asker, open).await.expect("opened");
        assert_eq!((offered().await, offered().await), (1, 1));
    }

    async fn the_time_is_a_setting(network) {
        let network = network.restarted_with(|config| config.district_days = 1).await;
        let asker = someone_at(&network, "lemgo").await;
        asked(&network, &asker).await;
        assert!(network.browser_of(&asker).await.open("/fragen/neu").await.main().contains("nach einem Tag"));
        network.wait_minutes(DAY);
        assert_eq!(network.server.forum.open_due().await.expect("opened"), 1);
    }

    async fn the_asker_opens_it_earlier(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        let mut browser = network.browser_of(&asker).await;
        let form = browser.open(&question.path()).await.form("form[action$='/fuer-alle']");
        let page = browser.submit(form.clone()).await;
        assert!(page.text(".flash").contains("für alle im Netz"), "{}", page.main());
        // the same button in another window
        assert_eq!(browser.submit(form).await.status, 200);
        network.index().await;
        assert_eq!(hits(&network, &someone_at(&network, "paderborn").await, "zqxmarke").await.0, 1);
    }

    async fn moderators_may_open_it_colleagues_may_not_and_others_do_not_know_it(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        let asking = &network.server.ports.asking;
        let colleague = someone_at(&network, "detmold").await;
        assert!(network.browser_of(&colleague).await.open(&question.path()).await.attributes("form", "action").iter().all(|to| !to.ends_with("/fuer-alle")));
        assert_eq!(asking.open(&colleague, question.id).await.map_err(|error| error.status()), Err(403));
        assert_eq!(asking.open(&someone_at(&network, "paderborn").await, question.id).await.map_err(|error| error.status()), Err(404));
        asking.open(&moderator_of(&network).await, question.id).await.expect("opened");
        assert_eq!(asking.audience(&colleague, question.id).await.expect("an answer"), None);
    }

    async fn who_has_no_kreis_asks_all(network) {
        let partner = someone_at(&network, "digitalbuero-owl").await;
        let mut browser = network.browser_of(&partner).await;
        let form = browser.open("/fragen/neu").await.form("main form");
        assert_eq!(form.value("audience"), "");
        let page = browser.submit(form.fill("title", TITLE).fill("body", "Los.").with("audience", "kreis")).await;
        assert_eq!(page.status, 422);
        assert!(page.main().contains("gehört zu keinem Kreis"), "{}", page.main());
        assert_eq!(network.count("questions").await, 0);
    }

    async fn an_edit_leaves_the_audience_as_it_is(network) {
        let asker = someone_at(&network, "lemgo").await;
        let asked = asked(&network, &asker).await;
        network.server.forum.rephrase(&asker, asked.id, question("Wer hat die Zqxmarke nun beantragt?")).await.expect("changed");
        assert_eq!(network.number("SELECT COUNT(*) FROM questions WHERE audience = 'kreis-lippe' AND opens_at IS NOT NULL").await, 1);
    }
}
