//! Comments, votes, quotations, and who has the same question.

use app::{
    account::Viewer,
    forum::{
        port::{Forum, Question},
        post::Post,
    },
};
use tests::{Network, is, moderator_of, on_both, question, someone_at};

struct Thread {
    question: Question,
    answer: i64,
    asker: Viewer,
    helper: Viewer,
}

/// A question from Lemgo with an answer from Paderborn.
async fn thread(network: &Network) -> Thread {
    let (asker, helper) = (someone_at(network, "lemgo").await, someone_at(network, "paderborn").await);
    let question = network.server.forum.ask(&asker, question("Wer nutzt eine Drohne?")).await.expect("a question");
    let answer = network.server.forum.answer(&helper, question.id, "Wir, **seit Mai**.\n\nSehr gut.").await.expect("an answer");
    Thread { question, answer, asker, helper }
}

async fn now(network: &Network, thread: &Thread, viewer: &Viewer) -> Question {
    network.server.forum.question(viewer, thread.question.id).await.expect("an answer").expect("a question")
}

async fn helpful(network: &Network, answer: i64) -> i64 {
    network.number(&format!("SELECT helpful FROM answers WHERE id = {answer}")).await
}

on_both! {
    async fn members_comment_on_questions_and_answers(network) {
        let thread = thread(&network).await;
        let mut browser = network.browser_of(&thread.asker).await;
        let page = browser.open(&thread.question.path()).await;
        let form = page.form(&format!("form[action='/beitraege/antwort-{}/kommentieren']", thread.answer));
        let page = browser.submit(form.fill("body", "Welches **Modell**?")).await;
        assert!(page.text(".flash").contains("Kommentar"), "{}", page.main());
        assert_eq!(page.text(&format!("#antwort-{} .comment strong", thread.answer)), "Modell");
        let form = page.form(&format!("form[action='/beitraege/frage-{}/kommentieren']", thread.question.id));
        let page = browser.submit(form.fill("body", "Ich ergänze: nur bei Tag.")).await;
        assert!(page.text(".comment").contains("nur bei Tag"), "{}", page.main());
        assert_eq!(page.texts(".comment").len(), 2);
    }

    async fn a_comment_is_short_and_not_empty_and_what_was_typed_is_kept(network) {
        let thread = thread(&network).await;
        let mut browser = network.browser_of(&thread.asker).await;
        for (typed, told) in [(" \n".to_owned(), "schreiben Sie einen Kommentar"), ("ä".repeat(2001), "höchstens 2.000")] {
            let form = browser.open(&format!("/beitraege/antwort-{}/kommentieren", thread.answer)).await.form("main form");
            let page = browser.submit(form.fill("body", &typed)).await;
            assert_eq!(page.status, 422);
            assert!(page.error("body").contains(told), "{}", page.error("body"));
            assert_eq!(page.form("main form").value("body"), typed);
        }
        assert_eq!(network.count("comments").await, 0);
    }

    async fn nobody_comments_on_comments_or_on_what_is_not_there(network) {
        let thread = thread(&network).await;
        let comments = &network.server.ports.comments;
        let comment = comments.comment(&thread.asker, Post::Answer(thread.answer), "Welches?").await.expect("a comment");
        assert!(is(&comments.comment(&thread.asker, Post::Comment(comment), "Und?").await, 404));
        assert!(is(&comments.comment(&thread.asker, Post::Answer(4711), "Und?").await, 404));
        assert!(is(&comments.comment(&Viewer::guest(), Post::Answer(thread.answer), "Und?").await, 401));
    }

    async fn a_comment_is_changed_by_its_author_and_by_moderators_only(network) {
        let thread = thread(&network).await;
        let comments = &network.server.ports.comments;
        let comment = comments.comment(&thread.asker, Post::Answer(thread.answer), "Welches?").await.expect("a comment");
        assert!(is(&comments.mend(&thread.helper, comment, "Keines.", None).await, 403));
        let mut browser = network.browser_of(&thread.asker).await;
        let form = browser.open(&format!("/kommentare/{comment}/bearbeiten")).await.form("main form");
        assert_eq!(form.value("body"), "Welches?");
        let page = browser.submit(form.fill("body", "Welches Modell?")).await;
        assert!(page.text(".comment").contains("Welches Modell?") && page.text(".comment").contains("bearbeitet"), "{}", page.main());
        assert!(is(&comments.mend(&moderator_of(&network).await, comment, "Zu spät.", Some(1)).await, 422));
    }

    async fn whoever_wrote_a_comment_takes_it_away_and_moderators_still_see_it(network) {
        let thread = thread(&network).await;
        let comments = &network.server.ports.comments;
        let comment = comments.comment(&thread.asker, Post::Answer(thread.answer), "Welches?").await.expect("a comment");
        let mut browser = network.browser_of(&thread.asker).await;
        let form = browser.open(&format!("/beitraege/kommentar-{comment}/entfernen")).await.form("main form");
        assert!(browser.submit(form).await.text(".flash").contains("entfernt"));
        assert!(now(&network, &thread, &thread.helper).await.answers[0].comments.is_empty());
        let seen = now(&network, &thread, &moderator_of(&network).await).await;
        assert!(seen.answers[0].comments[0].removal.is_some());
    }

    async fn comments_are_found_by_the_search(network) {
        let thread = thread(&network).await;
        let comments = &network.server.ports.comments;
        comments.comment(&thread.asker, Post::Answer(thread.answer), "Auch über dem Moorkataster?").await.expect("a comment");
        network.index().await;
        let page = network.browser_of(&thread.helper).await.open("/suche?q=moorkataster").await;
        assert!(page.main().contains("Wer nutzt eine Drohne?"), "{}", page.main());
    }

    async fn an_answer_is_helpful_once_for_each_and_that_can_be_taken_back(network) {
        let thread = thread(&network).await;
        let mut browser = network.browser_of(&thread.asker).await;
        let vote = format!("form[action='/antworten/{}/hilfreich']", thread.answer);
        let page = browser.open(&thread.question.path()).await;
        let form = page.form(&vote);
        let page = browser.submit(form.clone()).await;
        assert_eq!(page.text(".helpful"), "1 Person findet das hilfreich");
        // the old page once more
        browser.submit(form).await;
        assert_eq!(helpful(&network, thread.answer).await, 1);
        let page = browser.submit(page.form(&vote)).await;
        assert_eq!(page.text(".helpful"), "");
        assert_eq!(helpful(&network, thread.answer).await, 0);
        assert_eq!(network.count("helpful_votes").await, 0);
    }

    async fn pressing_twice_at_the_same_moment_counts_once(network) {
        let thread = thread(&network).await;
        let votes = &network.server.ports.votes;
        let press = || votes.find_helpful(&thread.asker, thread.answer, true);
        let (one, two, three) = tokio::join!(press(), press(), press());
        for outcome in [one, two, three] {
            outcome.expect("a vote");
        }
        assert_eq!(helpful(&network, thread.answer).await, 1);
        let back = || votes.find_helpful(&thread.asker, thread.answer, false);
        let (one, two) = tokio::join!(back(), back());
        one.and(two).expect("taken back");
        assert_eq!(helpful(&network, thread.answer).await, 0);
    }

    async fn two_people_at_the_same_moment_are_both_counted(network) {
        let thread = thread(&network).await;
        let other = someone_at(&network, "detmold").await;
        let votes = &network.server.ports.votes;
        let (one, two) = tokio::join!(
            votes.find_helpful(&thread.asker, thread.answer, true),
            votes.find_helpful(&other, thread.answer, true),
        );
        one.and(two).expect("votes");
        assert_eq!(helpful(&network, thread.answer).await, 2);
    }

    async fn nobody_finds_her_own_answer_helpful(network) {
        let thread = thread(&network).await;
        assert!(is(&network.server.ports.votes.find_helpful(&thread.helper, thread.answer, true).await, 422));
        let page = network.browser_of(&thread.helper).await.open(&thread.question.path()).await;
        assert!(!page.has("form[action$='/hilfreich']"));
    }

    async fn votes_name_nobody(network) {
        let thread = thread(&network).await;
        let voter = someone_at(&network, "detmold").await;
        network.server.ports.votes.find_helpful(&voter, thread.answer, true).await.expect("a vote");
        let page = network.browser_of(&thread.asker).await.open(&thread.question.path()).await;
        assert!(!page.main().contains("Detmold"), "{}", page.main());
    }

    async fn the_solution_comes_first_then_what_is_helpful_then_what_is_old(network) {
        let thread = thread(&network).await;
        let forum = &network.server.forum;
        let mut answers = vec![thread.answer];
        for text in ["Zwei.", "Drei.", "Vier."] {
            network.wait_minutes(1);
            answers.push(forum.answer(&thread.helper, thread.question.id, text).await.expect("an answer"));
        }
        network.server.ports.votes.find_helpful(&thread.asker, answers[2], true).await.expect("a vote");
        forum.accept(&thread.asker, thread.question.id, Some(answers[3])).await.expect("accepted");
        let order: Vec<i64> = now(&network, &thread, &thread.asker).await.answers.iter().map(|one| one.id).collect();
        assert_eq!(order, [answers[3], answers[2], answers[0], answers[1]]);
    }

    async fn a_municipality_says_that_it_has_the_same_question(network) {
        let thread = thread(&network).await;
        let (one, colleague) = (someone_at(&network, "detmold").await, someone_at(&network, "detmold").await);
        let mut browser = network.browser_of(&one).await;
        let page = browser.open(&thread.question.path()).await;
        let page = browser.submit(page.form("form[action$='/betrifft-uns']")).await;
        assert_eq!(page.text(".sharing__list"), "Das betrifft auch: Detmold");
        // for the municipality, not for the person
        network.server.ports.votes.share(&colleague, thread.question.id, true).await.expect("shared");
        assert_eq!(network.count("shared_questions").await, 1);
        let mut browser = network.browser_of(&colleague).await;
        let page = browser.open(&thread.question.path()).await;
        let page = browser.submit(page.form("form[action$='/betrifft-uns']")).await;
        assert!(!page.has(".sharing__list"), "{}", page.main());
    }

    async fn whoever_asked_does_not_share_her_own_question(network) {
        let thread = thread(&network).await;
        let colleague = someone_at(&network, "lemgo").await;
        assert!(is(&network.server.ports.votes.share(&colleague, thread.question.id, true).await, 422));
        let page = network.browser_of(&colleague).await.open(&thread.question.path()).await;
        assert!(!page.has("form[action$='/betrifft-uns']"));
    }

    async fn quoting_begins_an_answer_with_the_words_of_another(network) {
        let thread = thread(&network).await;
        let mut browser = network.browser_of(&thread.asker).await;
        let page = browser.open(&thread.question.path()).await;
        let quote = format!("{}?zitat=antwort-{}#antworten-formular", thread.question.path(), thread.answer);
        assert!(page.leads_to(&quote), "{:?}", page.links());
        let form = browser.open(&quote).await.form("main form[action$='/antworten']");
        let name = &thread.helper.member().expect("a member").name;
        let expected = format!("> [{name}, Paderborn](/antworten/{}):\n>\n> Wir, **seit Mai**.\n> \n> Sehr gut.\n\n", thread.answer);
        assert_eq!(form.value("body"), expected);
        let page = browser.submit(form.fill("body", &format!("{expected}Danke!"))).await;
        assert!(page.text(".answers blockquote").contains("Sehr gut."), "{}", page.main());
        assert!(page.attributes(".answers blockquote a", "href").contains(&format!("/antworten/{}", thread.answer)));
        for nothing in ["antwort-4711", "kommentar-1", "frage-4711", "x", "antwort-"] {
            let page = browser.open(&format!("{}?zitat={nothing}", thread.question.path())).await;
            assert_eq!(page.form("main form[action$='/antworten']").value("body"), "", "{nothing}");
        }
    }

    async fn answers_and_comments_have_addresses_of_their_own(network) {
        let thread = thread(&network).await;
        let comments = &network.server.ports.comments;
        let comment = comments.comment(&thread.asker, Post::Answer(thread.answer), "Welches?").await.expect("a comment");
        let mut browser = network.browser_of(&thread.asker).await;
        let page = browser.get(&format!("/antworten/{}", thread.answer)).await;
        assert_eq!(page.redirect(), Some(format!("{}#antwort-{}", thread.question.path(), thread.answer)));
        let page = browser.get(&format!("/kommentare/{comment}")).await;
        assert_eq!(page.redirect(), Some(format!("{}#kommentar-{comment}", thread.question.path())));
        browser.get("/antworten/4711").await.assert_is_of_the_site(404);
        network.change("UPDATE questions SET audience = 'kreis-hoexter'").await;
        browser = network.browser_of(&thread.helper).await;
        browser.get(&format!("/antworten/{}", thread.answer)).await.assert_is_of_the_site(404);
    }
}
