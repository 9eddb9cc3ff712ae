//! What organisations know their way around in, and why we think so.

use app::{
    account::{Role, Viewer},
    expertise::{Evidence, Expertise, SubjectKind},
    forum::port::{Forum, QuestionDraft},
    wiki::{
        Visibility,
        port::{Article, ArticleDraft, Wiki},
    },
};
use tests::{Network, article, moderator_of, on_both, question, someone_at};

async fn id_of(network: &Network, slug: &str) -> i64 {
    network.number(&format!("SELECT id FROM organisations WHERE slug = '{slug}'")).await
}

/// What the network thinks that an organisation knows.
async fn known(network: &Network, viewer: &Viewer, slug: &str) -> Vec<Expertise> {
    let id = id_of(network, slug).await;
    network.server.ports.expertises.of_organisation(viewer, id).await.expect("an answer")
}

/// An article in this topic about an organisation, or about none.
async fn published(network: &Network, title: &str, topic: &str, about: &str, visibility: Visibility) -> Article {
    let draft = ArticleDraft { topic: topic.to_owned(), organisation: about.to_owned(), ..article(title, visibility) };
    network.server.wiki.publish(&moderator_of(network).await, draft).await.expect("an article")
}

/// A question in this topic that this person has solved.
async fn solved(network: &Network, by: &Viewer, topic: &str) -> i64 {
    let forum = &network.server.forum;
    let asker = someone_at(network, "bielefeld").await;
    let draft = QuestionDraft { topic: topic.to_owned(), tags: "Drohne".to_owned(), ..question("Wer nutzt eine Drohne?") };
    let id = forum.ask(&asker, draft).await.expect("a question").id;
    let answer = forum.answer(by, id, "Wir.").await.expect("an answer");
    forum.accept(&asker, id, Some(answer)).await.expect("accepted");
    id
}

on_both! {
    async fn it_follows_from_articles_solutions_helpful_answers_and_use(network) {
        let helper = someone_at(&network, "lemgo").await;
        published(&network, "Der Plan", "smart-city", "lemgo", Visibility::Members).await;
        let other = published(&network, "Der andere Plan", "smart-city", "detmold", Visibility::Members).await;
        network.change(&format!("INSERT INTO reuses (article_id, organisation_id, status, reason, contact, note, updated_at)
            VALUES ({}, {}, 'using', '', '', '', 0)", other.id, id_of(&network, "lemgo").await)).await;
        let asked = solved(&network, &helper, "smart-city").await;
        let more = network.server.forum.answer(&helper, asked, "Auch so.").await.expect("an answer");
        network.change(&format!("UPDATE answers SET helpful = 4 WHERE id = {more}")).await;
        let known = known(&network, &helper, "lemgo").await;
        assert_eq!((known[0].kind, known[0].slug.as_str()), (SubjectKind::Topic, "smart-city"));
        assert_eq!(known[0].evidence, Evidence { articles: 1, solved: 1, helpful: 1, reused: 1 });
        assert_eq!((known[1].kind, known[1].slug.as_str()), (SubjectKind::Tag, "drohne"));

        let page = network.browser_of(&helper).await.open("/kommunen/lemgo").await;
        let section = page.text("section[aria-labelledby=kenntnisse]");
        assert!(section.contains("Hier kennt man sich aus mit") && section.contains("1 Artikel, 1 Lösung, 1 hilfreiche Antwort, 1 Nachnutzung"), "{section}");
        assert!(page.leads_to("/themen/smart-city") && page.leads_to("/schlagworte/drohne"));
    }

    async fn a_little_is_not_expertise_and_nothing_is_no_section(network) {
        let helper = someone_at(&network, "lemgo").await;
        let asked = solved(&network, &someone_at(&network, "detmold").await, "smart-city").await;
        let answer = network.server.forum.answer(&helper, asked, "Auch so.").await.expect("an answer");
        network.change(&format!("UPDATE answers SET helpful = 9 WHERE id = {answer}")).await;
        assert_eq!(known(&network, &helper, "lemgo").await, []);
        assert!(!network.browser_of(&helper).await.open("/kommunen/lemgo").await.has("section[aria-labelledby=kenntnisse]"));
    }

    async fn an_article_about_somebody_else_is_not_the_merit_of_who_wrote_it_down(network) {
        published(&network, "Der Plan", "smart-city", "lemgo", Visibility::Members).await;
        let member = someone_at(&network, "lemgo").await;
        assert_eq!(known(&network, &member, "digitalbuero-owl").await, []);
        published(&network, "Allgemeines", "smart-city", "", Visibility::Members).await;
        assert_eq!(known(&network, &member, "digitalbuero-owl").await.len(), 1);
    }

    async fn guests_see_only_what_follows_from_public_articles(network) {
        let helper = someone_at(&network, "lemgo").await;
        solved(&network, &helper, "smart-city").await;
        published(&network, "Nur für uns", "bildung", "lemgo", Visibility::Members).await;
        let guest = Viewer::guest();
        assert_eq!(known(&network, &guest, "lemgo").await, []);
        published(&network, "Für alle", "handel", "lemgo", Visibility::Public).await;
        let slugs: Vec<String> = known(&network, &guest, "lemgo").await.into_iter().map(|one| one.slug).collect();
        assert_eq!(slugs, ["handel"]);
        let page = network.guest().open("/kommunen/lemgo").await;
        assert!(page.has("section[aria-labelledby=kenntnisse]") && !page.leads_to("/themen/smart-city"), "{}", page.main());
    }

    async fn what_is_hidden_or_gone_counts_for_nobody(network) {
        let helper = someone_at(&network, "lemgo").await;
        let asked = solved(&network, &helper, "smart-city").await;
        assert_eq!(known(&network, &helper, "lemgo").await.len(), 2);
        for change in ["audience = 'kreis-lippe'", "audience = NULL, removed_at = 1"] {
            network.change(&format!("UPDATE questions SET {change} WHERE id = {asked}")).await;
            assert_eq!(known(&network, &helper, "lemgo").await, [], "{change}");
        }
        network.change(&format!("UPDATE questions SET removed_at = NULL WHERE id = {asked}")).await;
        network.change("UPDATE answers SET removed_at = 1").await;
        assert_eq!(known(&network, &helper, "lemgo").await, []);
    }

    async fn a_question_that_is_moved_takes_its_expertise_along(network) {
        let helper = someone_at(&network, "lemgo").await;
        let asked = solved(&network, &helper, "smart-city").await;
        network.change(&format!("UPDATE questions SET topic = 'handel' WHERE id = {asked}")).await;
        assert_eq!(known(&network, &helper, "lemgo").await[0].slug, "handel");
    }

    async fn open_questions_in_what_my_organisation_knows_are_listed_with_the_reason(network) {
        let helper = someone_at(&network, "lemgo").await;
        solved(&network, &helper, "smart-city").await;
        let asker = someone_at(&network, "paderborn").await;
        let forum = &network.server.forum;
        let by_topic = QuestionDraft { topic: "smart-city".to_owned(), ..question("Wer misst den Verkehr?") };
        forum.ask(&asker, by_topic).await.expect("a question");
        let by_tag = QuestionDraft { tags: "drohne".to_owned(), ..question("Wer vermisst Dächer?") };
        forum.ask(&asker, by_tag).await.expect("a question");
        forum.ask(&asker, question("Etwas ganz anderes?")).await.expect("a question");
        let page = network.browser_of(&helper).await.open("/fragen/offen-fuer-sie").await;
        let mut titles = page.texts(".entry__title");
        titles.sort();
        assert_eq!(titles, ["Wer misst den Verkehr?", "Wer vermisst Dächer?"]);
        assert!(page.main().contains("Lemgo kennt sich mit „Drohne“ aus: 1 Lösung."), "{}", page.main());

        let other = network.browser_of(&someone_at(&network, "hoexter").await).await.open("/fragen/offen-fuer-sie").await;
        assert!(other.texts(".entry__title").is_empty() && other.main().contains("Zurzeit wartet keine Frage"), "{}", other.main());
    }

    async fn what_is_answered_closed_locked_or_not_for_her_is_not_listed(network) {
        let helper = someone_at(&network, "lemgo").await;
        solved(&network, &helper, "smart-city").await;
        let asker = someone_at(&network, "paderborn").await;
        let draft = QuestionDraft { topic: "smart-city".to_owned(), ..question("Wer misst den Verkehr?") };
        let asked = network.server.forum.ask(&asker, draft).await.expect("a question").id;
        let mut browser = network.browser_of(&helper).await;
        assert_eq!(browser.open("/fragen/offen-fuer-sie").await.texts(".entry__title").len(), 1);
        for (change, back) in [
            ("audience = 'kreis-paderborn'", "audience = NULL"), ("closed_at = 1", "closed_at = NULL"),
            ("locked_at = 1", "locked_at = NULL"), ("removed_at = 1", "removed_at = NULL"), ("answer_count = 1", "answer_count = 0"),
        ] {
            network.change(&format!("UPDATE questions SET {change} WHERE id = {asked}")).await;
            assert!(browser.open("/fragen/offen-fuer-sie").await.texts(".entry__title").is_empty(), "{change}");
            network.change(&format!("UPDATE questions SET {back} WHERE id = {asked}")).await;
        }
    }

    async fn nobody_is_ranked_by_name(network) {
        let helper = someone_at(&network, "lemgo").await;
        solved(&network, &helper, "smart-city").await;
        let page = network.browser_of(&network.someone(Role::Administrator).await).await.open("/kommunen/lemgo").await;
        let name = &helper.member().expect("a member").name;
        assert!(!page.text("section[aria-labelledby=kenntnisse]").contains(name.as_str()));
    }
}
