//! Asking, answering, accepting.

use app::{
    account::{Role, Viewer},
    forum::port::{Forum, Question, QuestionDraft, State},
};
use tests::{Network, is, moderator_of, on_both, question, someone_at};

const TITLE: &str = "Wer hat Erfahrung mit der Gewerbeanmeldung?";

async fn asked(network: &Network, asker: &Viewer) -> Question {
    network.server.forum.ask(asker, question(TITLE)).await.expect("a question")
}

async fn answered(network: &Network, question: &Question, by: &Viewer) -> i64 {
    network.server.forum.answer(by, question.id, "Ja, seit **2024**.").await.expect("an answer")
}

async fn now(network: &Network, question: &Question, viewer: &Viewer) -> Question {
    network.server.forum.question(viewer, question.id).await.expect("an answer").expect("a question")
}

on_both! {
    async fn a_member_asks_a_question(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let form = browser.open("/fragen/neu").await.form("main form");
        let form = form.fill("title", TITLE).fill("body", "Bei uns *geht* es los.").fill("topic", "handel").fill("tags", "Gewerbe, OZG");
        let page = browser.submit(form).await;
        assert!(page.path().contains("/wer-hat-erfahrung-mit-der-gewerbeanmeldung?hinweis=gefragt"), "{}", page.path());
        assert_eq!(page.text("h1"), TITLE);
        assert_eq!(page.text(".post__body em"), "geht");
        assert_eq!(page.text(".pill"), "offen");
        assert!(page.leads_to("/schlagworte/ozg") && page.leads_to("/themen/handel") && page.leads_to("/kommunen/lemgo"));
    }

    async fn a_colleague_of_another_kreis_answers(network) {
        let question = asked(&network, &someone_at(&network, "lemgo").await).await;
        let mut browser = network.browser_of(&someone_at(&network, "paderborn").await).await;
        let form = browser.open(&question.path()).await.form("main form[action$='/antworten']");
        let page = browser.submit(form.fill("body", "Ja, seit **2024**.")).await;
        assert!(page.text(".flash").contains("Danke"), "{}", page.main());
        assert_eq!(page.text(".answers h2"), "1 Antwort");
        assert_eq!(page.text(".answers strong"), "2024");
        assert!(page.text(".answers .post__head").contains("Paderborn"));
    }

    async fn the_asker_marks_the_solution_and_takes_the_mark_back(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        let other = someone_at(&network, "paderborn").await;
        answered(&network, &question, &other).await;
        let best = answered(&network, &question, &other).await;
        let mut browser = network.browser_of(&asker).await;
        let page = browser.open(&question.path()).await;
        let page = browser.submit(page.form(&format!("#antwort-{best} form"))).await;
        assert_eq!(page.text(".pill"), "gelöst");
        assert_eq!(page.attributes(".answers article", "id")[0], format!("antwort-{best}"), "the solution comes first");

        let page = browser.submit(page.form(&format!("#antwort-{best} form"))).await;
        assert_eq!(page.text(".pill"), "beantwortet");
    }

    async fn others_have_no_button_to_accept_and_may_not(network) {
        let question = asked(&network, &someone_at(&network, "lemgo").await).await;
        let other = someone_at(&network, "paderborn").await;
        let answer = answered(&network, &question, &other).await;
        let mut browser = network.browser_of(&other).await;
        assert!(!browser.open(&question.path()).await.has("form[action$='/loesung']"));
        browser.post(&format!("{}/loesung", question.path()), format!("answer={answer}&accepted=1")).await.assert_is_of_the_site(403);
        assert_eq!(now(&network, &question, &other).await.state, State::Answered);
    }

    async fn a_moderator_may_mark_the_solution(network) {
        let question = asked(&network, &someone_at(&network, "lemgo").await).await;
        let moderator = moderator_of(&network).await;
        let answer = answered(&network, &question, &moderator).await;
        network.server.forum.accept(&moderator, question.id, Some(answer)).await.expect("accepted");
        assert_eq!(now(&network, &question, &moderator).await.state, State::Solved);
    }

    async fn an_answer_to_another_question_is_no_solution(network) {
        let asker = someone_at(&network, "lemgo").await;
        let (question, other) = (asked(&network, &asker).await, asked(&network, &asker).await);
        let answer = answered(&network, &other, &asker).await;
        let forum = &network.server.forum;
        assert!(is(&forum.accept(&asker, question.id, Some(answer)).await, 404));
        assert!(is(&forum.amend(&asker, question.id, answer, "Neu.", None).await, 404));
        assert!(is(&forum.accept(&asker, question.id, Some(4711)).await, 404));
        assert_eq!(now(&network, &question, &asker).await.state, State::Unanswered);
    }

    async fn a_changed_question_says_so_and_moves_to_its_new_address(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        let mut browser = network.browser_of(&asker).await;
        let form = browser.open(&format!("{}/bearbeiten", question.path())).await.form("main form");
        assert_eq!((form.value("title"), form.value("body")), (TITLE, question.body.as_str()));
        let page = browser.submit(form.fill("title", "Wer meldet Gewerbe digital an?")).await;
        assert_eq!(page.text("h1"), "Wer meldet Gewerbe digital an?");
        assert!(page.text(".page__head .meta").contains("bearbeitet heute"), "{}", page.main());
        assert_eq!(browser.open(&question.path()).await.path(), format!("/fragen/{}/wer-meldet-gewerbe-digital-an", question.id));
    }

    async fn a_changed_answer_says_so(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        let answer = answered(&network, &question, &asker).await;
        let mut browser = network.browser_of(&asker).await;
        let form = browser.open(&format!("{}/antworten/{answer}", question.path())).await.form("main form");
        assert_eq!(form.value("body"), "Ja, seit **2024**.");
        let page = browser.submit(form.fill("body", "Doch erst seit 2025.")).await;
        assert!(page.text(".answers .post__body").contains("2025"));
        assert!(page.text(".answers .post__head").contains("bearbeitet"));
    }

    async fn strangers_do_not_change_posts_and_moderators_do(network) {
        let (asker, stranger) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let question = asked(&network, &asker).await;
        let answer = answered(&network, &question, &asker).await;
        let draft = || QuestionDraft { body: "Geändert.".to_owned(), ..tests::question(TITLE) };
        let forum = &network.server.forum;
        assert!(is(&forum.rephrase(&stranger, question.id, draft()).await, 403));
        assert!(is(&forum.amend(&stranger, question.id, answer, "Geändert.", None).await, 403));
        let mut browser = network.browser_of(&stranger).await;
        browser.get(&format!("{}/bearbeiten", question.path())).await.assert_is_of_the_site(403);
        browser.get(&format!("{}/antworten/{answer}", question.path())).await.assert_is_of_the_site(403);

        let moderator = moderator_of(&network).await;
        forum.rephrase(&moderator, question.id, draft()).await.expect("changed");
        forum.amend(&moderator, question.id, answer, "Geändert.", None).await.expect("changed");
    }

    async fn a_changed_question_keeps_its_author(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        network.server.forum.rephrase(&moderator_of(&network).await, question.id, tests::question(TITLE)).await.expect("changed");
        assert_eq!(now(&network, &question, &asker).await.author.id, asker.id());
    }

    async fn guests_neither_read_nor_write(network) {
        let question = asked(&network, &someone_at(&network, "lemgo").await).await;
        let (forum, guest) = (&network.server.forum, Viewer::guest());
        assert!(is(&forum.question(&guest, question.id).await, 401));
        assert!(is(&forum.ask(&guest, tests::question(TITLE)).await, 401));
        assert!(is(&forum.answer(&guest, question.id, "Ja.").await, 401));
        assert_eq!(forum.count(&guest, &app::forum::port::QuestionFilter::default()).await.expect("a number"), 0);
    }

    async fn the_short_and_the_mistyped_address_lead_to_the_question(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        let mut browser = network.browser_of(&asker).await;
        for address in [format!("/fragen/{}", question.id), format!("/fragen/{}/falsch", question.id)] {
            let page = browser.get(&address).await;
            assert_eq!((page.status.as_u16(), page.redirect()), (301, Some(question.path())), "{address}");
        }
        let page = browser.get(&format!("/fragen/{}/falsch/bearbeiten?x=1", question.id)).await;
        assert_eq!(page.redirect(), Some(format!("{}/bearbeiten?x=1", question.path())));
    }

    async fn the_preview_shows_the_text_and_keeps_what_was_typed(network) {
        let asker = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&asker).await;
        let form = browser.open("/fragen/neu").await.form("main form").fill("title", "Kurz").fill("body", "\nSo **fett** <b>und</b> so.\n");
        let page = browser.submit(form.with("preview", "1")).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.text("#vorschau strong"), "fett");
        let form = page.form("main form");
        assert_eq!((form.value("title"), form.value("body")), ("Kurz", "\nSo **fett** <b>und</b> so.\n"));
        assert_eq!(network.count("questions").await, 0);
    }

    async fn an_answer_has_a_preview_too(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        let mut browser = network.browser_of(&asker).await;
        let form = browser.open(&question.path()).await.form("main form[action$='/antworten']").fill("body", "So **fett**.");
        let page = browser.submit(form.with("preview", "1")).await;
        assert_eq!(page.text(".editor__preview strong"), "fett");
        assert_eq!(page.form("main form[action$='/antworten']").value("body"), "So **fett**.");
        assert_eq!(network.count("answers").await, 0);
    }

    async fn the_text_of_someone_whose_session_has_ended_is_not_lost(network) {
        let asker = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&asker).await;
        let long = "Ein langer Text.\n\n<script>alert(1)</script>";
        let form = browser.open("/fragen/neu").await.form("main form").fill("title", TITLE).fill("body", long).fill("topic", "handel");
        network.wait_minutes(12 * 60);
        let page = browser.submit(form).await;
        assert_eq!(page.status, 401);
        assert!(page.text("h1").contains("abgelaufen"), "{}", page.main());
        let waiting = page.form("main form");
        assert_eq!((waiting.value("title"), waiting.value("body"), waiting.value("topic")), (TITLE, long, "handel"));

        // in another window
        let mut browser = network.browser_of(&asker).await;
        assert_eq!(browser.submit(waiting).await.text("h1"), TITLE);
    }

    async fn two_answers_at_once_are_both_counted(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        tokio::join!(answered(&network, &question, &asker), answered(&network, &question, &asker));
        assert_eq!(network.number("SELECT answer_count FROM questions").await, 2);
    }

    async fn a_question_stays_with_the_organisation_that_asked(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = asked(&network, &asker).await;
        let page = network.browser_of(&network.someone(Role::Member).await).await.open(&question.path()).await;
        assert!(page.text(".page__head .meta").contains("Lemgo"), "{}", page.main());
    }
}
