//! Asking: what may answer the question already, posting once, tags, files.

use app::{
    account::Viewer,
    forum::port::{Forum, Question, QuestionDraft},
    list::Slice,
    search::port::{Query, Search},
    wiki::{Visibility, port::Wiki},
};
use serde_json::Value;
use tests::{Form, Network, Page, Visitor, article, files, moderator_of, on_both, question, someone_at};

const TITLE: &str = "Wer hat Erfahrung mit der digitalen Gewerbeanmeldung?";

async fn ask(network: &Network, asker: &Viewer, title: &str) -> Question {
    let question = network.server.forum.ask(asker, question(title)).await.expect("a question");
    network.index().await;
    question
}

async fn typed(browser: &mut Visitor, title: &str) -> Form {
    let form = browser.open("/fragen/neu").await.form("main form");
    form.fill("title", title)
        .fill("body", "Zeile eins.\n\nZeile zwei & mehr.")
        .fill("topic", "handel")
        .fill("tags", "OZG, Gewerbe")
}

fn path_of(page: &Page) -> String {
    assert_eq!(page.status, 201, "{}", page.html);
    let said: Value = serde_json::from_str(&page.html).expect("JSON");
    said["path"].as_str().expect("a path").to_owned()
}

async fn found(network: &Network, viewer: &Viewer, text: &str) -> i64 {
    network.index().await;
    let query = Query { text: text.to_owned(), ..Query::default() };
    network.server.search.find(viewer, &query, Slice::page(1)).await.expect("results").total
}

on_both! {
    async fn before_the_publication_similar_posts_are_shown_and_all_that_was_typed_is_kept(network) {
        let asker = someone_at(&network, "lemgo").await;
        let there = ask(&network, &asker, TITLE).await;
        network.server.wiki.publish(&moderator_of(&network).await, article("Die digitale Gewerbeanmeldung und ihre Erfahrungen", Visibility::Members)).await.expect("an article");
        network.index().await;
        let mut browser = network.browser_of(&asker).await;
        let form = typed(&mut browser, "Welche Erfahrungen gibt es mit der Gewerbeanmeldung?").await;
        let page = browser.send(&form).await;
        assert_eq!((page.status.as_u16(), page.text("h1")), (200, "Gibt es das schon?".to_owned()));
        assert!(page.leads_to(&there.path()) && page.main().contains("Die digitale Gewerbeanmeldung"), "{}", page.main());
        assert!(page.attributes(".similar__list a", "target").iter().all(|target| target == "_blank"));
        assert_eq!(network.count("questions").await, 1);

        let back = browser.send(&page.form("main form").with("back", "1")).await.form("main form");
        for name in ["title", "body", "topic", "tags", "key"] {
            assert_eq!(back.value(name), form.value(name), "{name}");
        }
        let done = browser.submit(page.form("main form").with("anyway", "1")).await;
        assert_eq!(done.text("h1"), "Welche Erfahrungen gibt es mit der Gewerbeanmeldung?");
        assert_eq!(done.texts(".post__body p").len(), 2);
        assert_eq!(network.count("questions").await, 2);
    }

    async fn without_anything_similar_the_question_is_published_at_once(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask(&network, &asker, "Wer nutzt eine Drohne für das Moorkataster?").await;
        let mut browser = network.browser_of(&asker).await;
        let form = typed(&mut browser, TITLE).await;
        assert_eq!(browser.submit(form).await.text("h1"), TITLE);
    }

    async fn who_has_seen_the_similar_posts_for_this_title_is_not_asked_again(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask(&network, &asker, TITLE).await;
        let mut browser = network.browser_of(&asker).await;
        let form = typed(&mut browser, TITLE).await;
        let page = browser.send(&form.clone().fill("seen", "Ein anderer Titel")).await;
        assert_eq!(page.text("h1"), "Gibt es das schon?");
        assert_eq!(browser.send(&form.fill("seen", TITLE)).await.status, 303);
    }

    async fn what_is_wrong_with_the_form_is_said_before_similar_posts_are_shown(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask(&network, &asker, TITLE).await;
        let mut browser = network.browser_of(&asker).await;
        let form = typed(&mut browser, TITLE).await;
        let page = browser.send(&form.fill("body", " ")).await;
        assert_eq!(page.status, 422);
        assert!(page.error("body").contains("Bitte beschreiben"), "{}", page.main());
    }

    async fn similar_means_most_of_the_words(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask(&network, &asker, TITLE).await;
        let similar = async |title: &str| network.server.search.similar(&asker, title).await.expect("posts").len();
        assert_eq!(similar("Gewerbeanmeldung").await, 1);
        assert_eq!(similar("Digitale Gewerbeanmeldungen: Erfahrungen?").await, 1);
        assert_eq!(similar("Wer hat Erfahrung mit Drohnen über dem Bauhof im Winter?").await, 0);
        assert_eq!(similar("-Gewerbeanmeldung \"digital").await, 1);
        for nothing in ["", "   ", "???", "wer wie was", "Lemgo"] {
            assert_eq!(similar(nothing).await, 0, "{nothing:?}");
        }
    }

    async fn guests_are_shown_nothing_similar(network) {
        ask(&network, &someone_at(&network, "lemgo").await, TITLE).await;
        let page = network.guest().get("/inseln/aehnliche?title=Gewerbeanmeldung").await;
        assert_eq!(page.status, 401, "{}", page.html);
        assert!(network.server.search.similar(&Viewer::guest(), "Gewerbeanmeldung").await.expect("posts").is_empty());
    }

    async fn a_form_sent_twice_asks_once(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let form = typed(&mut browser, TITLE).await;
        let first = browser.send(&form).await.redirect().expect("published");
        // the index knows of it by now: it is not similar to itself
        network.index().await;
        let again = browser.send(&form).await.redirect();
        assert_eq!((again, network.count("questions").await), (Some(first), 1));
    }

    async fn a_form_sent_twice_at_once_asks_once(network) {
        let asker = someone_at(&network, "lemgo").await;
        let send = || {
            let (forum, asker) = (network.server.forum.clone(), asker.clone());
            let draft = QuestionDraft { key: "einSchluessel".to_owned(), ..question(TITLE) };
            tokio::spawn(async move { forum.ask(&asker, draft).await.map(|question| question.id) })
        };
        let (one, other) = (send(), send());
        let (one, other) = (one.await.expect("no panic"), other.await.expect("no panic"));
        assert_eq!((one.expect("asked"), network.count("questions").await), (other.expect("asked"), 1));
    }

    async fn a_form_that_comes_back_with_another_text_loses_nothing(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let form = typed(&mut browser, TITLE).await;
        assert_eq!(browser.send(&form).await.status, 303);
        let page = browser.send(&form.clone().fill("body", "Ein neuer Gedanke.").with("anyway", "1")).await;
        assert_eq!(page.status, 422);
        assert!(page.main().contains("schon einmal abgeschickt"), "{}", page.main());
        let again = page.form("main form");
        assert_eq!(again.value("body"), "Ein neuer Gedanke.");
        assert_ne!(again.value("key"), form.value("key"));
        assert_eq!(browser.send(&again.with("anyway", "1")).await.status, 303);
        assert_eq!(network.count("questions").await, 2);
    }

    async fn the_key_of_somebody_else_means_nothing(network) {
        let draft = || QuestionDraft { key: "einSchluessel".to_owned(), ..question(TITLE) };
        let (one, other) = (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await);
        let first = network.server.forum.ask(&one, draft()).await.expect("asked").id;
        assert_ne!(network.server.forum.ask(&other, draft()).await.expect("asked").id, first);
    }

    async fn an_answer_sent_twice_stands_once_and_counts_once(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = ask(&network, &asker, TITLE).await;
        let mut browser = network.browser_of(&asker).await;
        let form = browser.open(&question.path()).await.form("main form[action$='/antworten']").fill("body", "Ja, wir.");
        let first = browser.send(&form).await.redirect().expect("answered");
        assert_eq!(browser.send(&form).await.redirect(), Some(first));
        assert_eq!((network.count("answers").await, network.number("SELECT answer_count FROM questions").await), (1, 1));
        let page = browser.send(&form.fill("body", "Nein, doch nicht.")).await;
        assert_eq!((page.status.as_u16(), page.form("main form[action$='/antworten']").value("body")), (422, "Nein, doch nicht."));
    }

    async fn a_preview_and_an_error_keep_the_form_the_same(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let form = typed(&mut browser, TITLE).await;
        for again in [form.clone().with("preview", "1"), form.clone().fill("title", "x")] {
            assert_eq!(browser.send(&again).await.form("main form").value("key"), form.value("key"));
        }
        let other = browser.open("/fragen/neu").await.form("main form");
        assert_ne!(other.value("key"), form.value("key"));
    }

    async fn old_forms_are_forgotten_and_their_posts_stay(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let form = typed(&mut browser, TITLE).await;
        browser.send(&form).await;
        network.wait_minutes(8 * 24 * 60);
        network.server.forum.tidy().await.expect("tidied");
        assert_eq!((network.count("post_forms").await, network.count("questions").await), (0, 1));
    }

    async fn tags_are_completed_and_a_synonym_leads_to_its_tag(network) {
        let asker = someone_at(&network, "lemgo").await;
        let moderator = moderator_of(&network).await;
        network.server.forum.ask(&asker, QuestionDraft { tags: "Gewerbeanmeldung, OZG".to_owned(), ..question(TITLE) }).await.expect("a question");
        let subjects = &network.server.ports.subjects;
        subjects.add_synonym(&moderator, "gewerbeanmeldung", "Unternehmensgründung").await.expect("a synonym");
        let complete = async |text: &str| subjects.complete(&asker, text, 10).await.expect("tags");
        assert_eq!(complete("gew").await, [("Gewerbeanmeldung".to_owned(), "Gewerbeanmeldung".to_owned())]);
        assert_eq!(complete("Untern").await, [("Gewerbeanmeldung".to_owned(), "Unternehmensgründung".to_owned())]);
        assert_eq!(complete("%").await.len(), 2);
        assert!(complete("xyz").await.is_empty());
        let page = network.browser_of(&asker).await.open("/fragen/neu").await;
        assert_eq!(page.attributes("datalist option", "value"), ["Gewerbeanmeldung", "OZG"]);
        let page = network.guest().get("/inseln/schlagworte?text=gew").await;
        assert_eq!(page.status, 401);
    }

    async fn a_file_uploaded_while_asking_belongs_to_the_question(network) {
        let asker = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&asker).await;
        let form = typed(&mut browser, TITLE).await;
        let owner = format!("formular={}", form.value("key"));
        let path = path_of(&browser.upload(&owner, "Formular.pdf", &files::pdf(&["Zqxtext im PDF"])).await);
        let mut other = network.browser_of(&someone_at(&network, "detmold").await).await;
        other.get(&path).await.assert_is_of_the_site(404);
        assert_eq!(browser.get(&path).await.status, 200);
        let page = browser.submit(form).await;
        assert_eq!(page.texts(".file-list a"), ["Formular.pdf"]);
        assert_eq!(other.get(&path).await.status, 200);
        assert_eq!(network.guest().get(&path).await.status, 404);
        assert_eq!(network.read_files().await, 1);
        assert_eq!(found(&network, &asker, "zqxtext").await, 1);
        assert_eq!(found(&network, &Viewer::guest(), "zqxtext").await, 0);
    }

    async fn a_file_that_was_never_posted_goes_with_its_form(network) {
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let form = typed(&mut browser, TITLE).await;
        path_of(&browser.upload(&format!("formular={}", form.value("key")), "Plan.txt", b"Text").await);
        network.wait_minutes(8 * 24 * 60);
        network.server.attachments.tidy().await.expect("tidied");
        assert_eq!(network.count("attachments").await, 1);
        network.server.forum.tidy().await.expect("tidied");
        assert_eq!(network.count("attachments").await, 0);
    }

    async fn files_are_added_to_a_post_without_a_script_by_who_may_change_it(network) {
        let (asker, other) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let asked = ask(&network, &asker, TITLE).await;
        let answer = network.server.forum.answer(&other, asked.id, "Siehe Anlage.").await.expect("an answer");
        let mut browser = network.browser_of(&other).await;
        let path = format!("{}/antworten/{answer}/dateien", asked.path());
        assert!(browser.open(&asked.path()).await.leads_to(&path));
        let form = browser.open(&path).await.form("main form[enctype]");
        let page = browser.send_files(&form, &[("Vertrag.docx", &files::docx(&["Zqxvertrag"]))]).await;
        assert_eq!(page.redirect(), Some(format!("{path}?hinweis=hochgeladen")), "{}", page.main());
        let page = network.browser_of(&asker).await.open(&asked.path()).await;
        assert_eq!(page.texts(&format!("#antwort-{answer} .file-list a")), ["Vertrag.docx"]);
        // a day later the file is still there
        network.wait_minutes(2 * 24 * 60);
        network.server.attachments.tidy().await.expect("tidied");
        assert_eq!(network.count("attachments").await, 1);
        network.read_files().await;
        assert_eq!(found(&network, &asker, "zqxvertrag").await, 1);

        network.browser_of(&other).await.get(&format!("{}/dateien", asked.path())).await.assert_is_of_the_site(403);
        let page = network.browser_of(&asker).await.upload(&format!("antwort={answer}"), "Plan.txt", b"Text").await;
        assert_eq!(page.status, 403, "{}", page.html);

        // her session is over by now
        let mut browser = network.browser_of(&other).await;
        let form = browser.open(&path).await.form("form[action$='/loeschen']");
        assert!(browser.submit(form).await.text(".flash").contains("gelöscht"));
        assert_eq!(found(&network, &asker, "zqxvertrag").await, 0);
    }

    async fn the_files_of_a_thread_are_as_hidden_as_the_thread(network) {
        let asker = someone_at(&network, "lemgo").await;
        let draft = QuestionDraft { audience: QuestionDraft::DISTRICT.to_owned(), ..question(TITLE) };
        let asked = network.server.forum.ask(&asker, draft).await.expect("a question");
        let answer = network.server.forum.answer(&asker, asked.id, "Siehe Anlage.").await.expect("an answer");
        let mut browser = network.browser_of(&asker).await;
        let one = path_of(&browser.upload(&format!("frage={}", asked.id), "Plan.txt", b"Text").await);
        let two = path_of(&browser.upload(&format!("antwort={answer}"), "Plan 2.txt", b"Text 2").await);
        let mut stranger = network.browser_of(&someone_at(&network, "paderborn").await).await;
        let mut colleague = network.browser_of(&someone_at(&network, "detmold").await).await;
        for path in [&one, &two] {
            stranger.get(path).await.assert_is_of_the_site(404);
            assert_eq!(colleague.get(path).await.status, 200);
        }
        for owner in [format!("frage={}", asked.id), format!("antwort={answer}")] {
            assert_eq!(stranger.upload(&owner, "Plan.txt", b"Text").await.status, 404);
        }
        network.change("UPDATE answers SET removed_at = 1").await;
        assert_eq!((colleague.get(&one).await.status.as_u16(), colleague.get(&two).await.status.as_u16()), (200, 404));
        network.change("UPDATE questions SET removed_at = 1").await;
        // as the question: she sees hers, and nobody else but moderators does
        assert_eq!((browser.get(&one).await.status.as_u16(), colleague.get(&one).await.status.as_u16()), (200, 404));
        assert_eq!(network.browser_of(&moderator_of(&network).await).await.get(&one).await.status, 200);
    }

    async fn nobody_adds_files_to_a_thread_that_is_closed(network) {
        let asker = someone_at(&network, "lemgo").await;
        let asked = ask(&network, &asker, TITLE).await;
        network.change("UPDATE questions SET closed_at = 1").await;
        let page = network.browser_of(&asker).await.upload(&format!("frage={}", asked.id), "Plan.txt", b"Text").await;
        assert_eq!(page.status, 422, "{}", page.html);
        assert!(network.server.ports.asking.answer_once(&asker, asked.id, "Ja.", "").await.is_err());
    }

    async fn the_editor_is_offered_where_questions_and_answers_are_written(network) {
        let asker = someone_at(&network, "lemgo").await;
        let asked = ask(&network, &asker, TITLE).await;
        let answer = network.server.forum.answer(&asker, asked.id, "Ja.").await.expect("an answer");
        let mut browser = network.browser_of(&asker).await;
        for (path, owner) in [
            ("/fragen/neu".to_owned(), "formular=".to_owned()),
            (asked.path(), "formular=".to_owned()),
            (format!("{}/bearbeiten", asked.path()), format!("frage={}", asked.id)),
            (format!("{}/antworten/{answer}", asked.path()), format!("antwort={answer}")),
        ] {
            let owners = browser.open(&path).await.attributes("[data-editor]", "data-owner");
            assert!(owners.len() == 1 && owners[0].starts_with(&owner), "{path}: {owners:?}");
        }
    }
}
