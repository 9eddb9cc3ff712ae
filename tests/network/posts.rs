//! What becomes of a text that is changed: its history, and two editors at once.

use app::forum::{
    port::{Forum, Question, QuestionDraft},
    post::Post,
};
use tests::{Network, is, moderator_of, on_both, question, someone_at};

async fn asked(network: &Network, asker: &app::account::Viewer) -> Question {
    network.server.forum.ask(asker, question("Wer nutzt eine Drohne?")).await.expect("a question")
}

fn changed(body: &str, base: i64) -> QuestionDraft {
    QuestionDraft { body: body.to_owned(), base: Some(base), ..question("Wer nutzt eine Drohne?") }
}

on_both! {
    async fn every_text_of_an_answer_is_kept_with_its_author(network) {
        let (asker, moderator) = (someone_at(&network, "lemgo").await, moderator_of(&network).await);
        let question = asked(&network, &asker).await;
        let forum = &network.server.forum;
        let answer = forum.answer(&asker, question.id, "Wir seit Mai.").await.expect("an answer");
        forum.amend(&asker, question.id, answer, "Wir seit Juni.", None).await.expect("changed");
        forum.amend(&moderator, question.id, answer, "Wir seit Juni, sagt Erika.", None).await.expect("changed");
        let posts = &network.server.ports.posts;
        let post = Post::Answer(answer);
        let revisions = posts.revisions(&asker, post).await.expect("revisions");
        let authors: Vec<_> = revisions.iter().map(|one| (one.number, one.author.0)).collect();
        assert_eq!(authors, [(3, moderator.id()), (2, asker.id()), (1, asker.id())]);
        assert_eq!(posts.revision(&asker, post, 1).await.expect("a text").body, "Wir seit Mai.");
        assert_eq!(posts.revision(&asker, post, 3).await.expect("a text").body, "Wir seit Juni, sagt Erika.");
        assert!(is(&posts.revision(&asker, post, 4).await, 404));
    }

    async fn the_page_of_the_history_shows_which_words_were_changed(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        network.server.forum.rephrase(&asker, question.id, changed("Wir fangen gerade nicht an.", 1)).await.expect("changed");
        let mut browser = network.browser_of(&someone_at(&network, "paderborn").await).await;
        let page = browser.open(&question.path()).await;
        let history = format!("/beitraege/frage-{}/verlauf", question.id);
        assert!(page.leads_to(&history), "{}", page.html);
        let page = browser.open(&history).await;
        assert_eq!(page.texts("main ol.history h2"), ["Fassung 2", "Fassung 1"]);
        assert!(page.text("main del").contains("damit") && page.text("main ins").contains("nicht"), "{}", page.main());
        let first = browser.open(&format!("{history}?fassung=1")).await;
        assert!(first.text("main pre").contains("gerade damit an"), "{}", first.main());
        browser.get(&format!("{history}?fassung=9")).await.assert_is_of_the_site(404);
    }

    async fn saving_the_same_text_makes_no_revision(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        let same = QuestionDraft { tags: "Luft".to_owned(), ..tests::question("Wer nutzt eine Drohne?") };
        let now = network.server.forum.rephrase(&asker, question.id, same).await.expect("saved");
        assert_eq!((now.revision, now.edited_at, now.tags), (1, None, vec!["Luft".to_owned()]));
        assert_eq!(network.count("post_revisions").await, 0);
    }

    async fn the_second_of_two_editors_sees_both_texts_and_loses_none(network) {
        let (asker, moderator) = (someone_at(&network, "lemgo").await, moderator_of(&network).await);
        let question = asked(&network, &asker).await;
        let (mut first, mut second) = (network.browser_of(&asker).await, network.browser_of(&moderator).await);
        let edit = format!("{}/bearbeiten", question.path());
        let (mine, theirs) = (first.open(&edit).await.form("main form"), second.open(&edit).await.form("main form"));
        first.submit(mine.fill("body", "Wir haben schon zwei.")).await;
        let page = second.submit(theirs.fill("body", "Wir haben bald drei.")).await;
        assert_eq!(page.status, 422);
        assert!(page.main().contains("Jemand war schneller"), "{}", page.main());
        assert_eq!(page.text("main pre"), "Wir haben schon zwei.");
        let form = page.form("main form");
        assert_eq!(form.value("body"), "Wir haben bald drei.");
        // now that she has seen it
        let page = second.submit(form).await;
        assert!(page.text(".flash").contains("gespeichert"), "{}", page.main());
        assert_eq!(network.count("post_revisions").await, 2);
    }

    async fn two_editors_of_one_name_are_two_people(network) {
        let (asker, moderator) = (someone_at(&network, "lemgo").await, moderator_of(&network).await);
        network.change("UPDATE accounts SET name = 'Kim Meier'").await;
        let question = asked(&network, &asker).await;
        let (mut first, mut second) = (network.browser_of(&asker).await, network.browser_of(&moderator).await);
        let edit = format!("{}/bearbeiten", question.path());
        let (mine, theirs) = (first.open(&edit).await.form("main form"), second.open(&edit).await.form("main form"));
        let window = first.open(&edit).await.form("main form");
        first.submit(mine.fill("body", "Wir haben schon zwei.")).await;
        let page = second.submit(theirs.fill("body", "Wir haben bald drei.")).await;
        assert!(page.text("#inzwischen") == "Jemand war schneller" && page.main().contains("Kim Meier hat"), "{}", page.main());
        let page = first.submit(window.fill("body", "Wir haben vier.")).await;
        assert!(page.text("#inzwischen").starts_with("Sie haben") && page.main().contains("Sie haben diesen Text"), "{}", page.main());
    }

    async fn two_editors_at_the_same_moment_do_not_overwrite_each_other(network) {
        let (asker, moderator) = (someone_at(&network, "lemgo").await, moderator_of(&network).await);
        let question = asked(&network, &asker).await;
        let forum = &network.server.forum;
        let (one, other) = tokio::join!(
            forum.rephrase(&asker, question.id, changed("Wir haben schon zwei.", 1)),
            forum.rephrase(&moderator, question.id, changed("Wir haben bald drei.", 1)),
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert!(is(&one, 422) || is(&other, 422));
        assert_eq!(network.number("SELECT revision FROM questions").await, 2);
    }

    async fn an_answer_that_was_changed_meanwhile_is_not_overwritten(network) {
        let (asker, moderator) = (someone_at(&network, "lemgo").await, moderator_of(&network).await);
        let question = asked(&network, &asker).await;
        let forum = &network.server.forum;
        let answer = forum.answer(&asker, question.id, "Wir seit Mai.").await.expect("an answer");
        let mut browser = network.browser_of(&asker).await;
        let form = browser.open(&format!("{}/antworten/{answer}", question.path())).await.form("main form");
        forum.amend(&moderator, question.id, answer, "Wir seit Juni.", Some(1)).await.expect("changed");
        let page = browser.submit(form.fill("body", "Wir seit Juli.")).await;
        assert_eq!((page.status.as_u16(), page.text("main pre")), (422, "Wir seit Juni.".to_owned()));
        assert_eq!(page.form("main form").value("body"), "Wir seit Juli.");
        assert_eq!(network.strings("SELECT body FROM answers").await, ["Wir seit Juni."]);
    }

    async fn the_history_is_for_those_who_may_see_the_post(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        network.change("UPDATE questions SET audience = 'kreis-lippe'").await;
        let stranger = someone_at(&network, "paderborn").await;
        assert!(is(&network.server.ports.posts.revisions(&stranger, Post::Question(question.id)).await, 404));
        assert!(network.server.ports.posts.revisions(&asker, Post::Question(question.id)).await.is_ok());
    }
}
