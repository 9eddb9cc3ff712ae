//! Empty, huge, broken and forged input: a message at the field, the typed text kept, nothing half-written.

use app::{
    account::Role,
    forum::port::Forum,
    wiki::{Visibility, port::Wiki},
};
use tests::{Form, Network, Page, Visitor, article, moderator_of, on_both, question, someone_at};

/// Everything a form could leave behind.
const TABLES: [&str; 11] = [
    "accounts",
    "access_requests",
    "mail_links",
    "outbox",
    "tags",
    "articles",
    "revisions",
    "article_addresses",
    "questions",
    "answers",
    "search_changes",
];

async fn counts(network: &Network) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in TABLES {
        counts.push(network.count(table).await);
    }
    counts
}

/// Sends what has to be refused; asserts that nothing was written.
async fn refused(network: &Network, browser: &mut Visitor, form: Form) -> Page {
    let before = counts(network).await;
    let page = browser.submit(form).await;
    assert_eq!(page.status, 422, "{}", page.main());
    assert_eq!(counts(network).await, before, "something was written");
    page
}

/// The browser of a member at the form to ask, filled in.
async fn at_ask(network: &Network) -> (Visitor, Form) {
    let mut browser = network.browser_of(&someone_at(network, "lemgo").await).await;
    let form = browser.open("/fragen/neu").await.form("main form");
    (browser, form.fill("title", "Wer nutzt eine Drohne?").fill("body", "Wir fangen an.").fill("tags", "Luft"))
}

/// The browser of a moderator at the form for an article, filled in.
async fn at_write(network: &Network) -> (Visitor, Form) {
    let mut browser = network.browser_of(&moderator_of(network).await).await;
    let form = browser.open("/wiki/neu").await.form("main form");
    (browser, form.fill("title", "Drohnen im Einsatz").fill("body", "Über dem Wald.").fill("tags", "Luft"))
}

/// The browser of a member below a question, with an answer.
async fn at_answer(network: &Network) -> (Visitor, Form) {
    let member = someone_at(network, "lemgo").await;
    let asked = network.server.forum.ask(&member, question("Wer nutzt eine Drohne?")).await.expect("a question");
    let mut browser = network.browser_of(&member).await;
    let form = browser.open(&asked.path()).await.form("main form[action$='/antworten']");
    (browser, form.fill("body", "Wir."))
}

on_both! {
    async fn an_empty_question_says_what_is_missing(network) {
        let (mut browser, form) = at_ask(&network).await;
        let page = refused(&network, &mut browser, form.fill("title", " ").fill("body", "\r\n\t ")).await;
        assert!(page.error("title").contains("in einem Satz"), "{}", page.error("title"));
        assert!(page.error("body").contains("worum es geht"), "{}", page.error("body"));
        assert_eq!(page.form("main form").value("tags"), "Luft");
        assert_eq!(page.attributes("[role=alert] a", "href"), ["#feld-title", "#feld-body"]);
        assert_eq!(page.attributes("[aria-invalid=true]", "id"), ["feld-title", "feld-body"]);
    }

    async fn an_empty_answer_says_what_is_missing(network) {
        let (mut browser, form) = at_answer(&network).await;
        let page = refused(&network, &mut browser, form.fill("body", "")).await;
        assert!(page.error("body").contains("Antwort"), "{}", page.error("body"));
    }

    async fn an_empty_article_says_what_is_missing(network) {
        let (mut browser, form) = at_write(&network).await;
        let form = form.fill("title", "").fill("body", "").fill("kind", "").fill("visibility", "");
        let page = refused(&network, &mut browser, form).await;
        for field in ["title", "body", "kind", "visibility"] {
            assert!(!page.error(field).is_empty(), "{field}");
        }
    }

    async fn a_form_without_any_field_is_a_form_with_empty_ones(network) {
        let (mut browser, form) = at_ask(&network).await;
        let page = browser.post(form.action(), "").await;
        assert_eq!(page.status, 422);
        assert!(!page.error("title").is_empty());
        for path in ["/registrieren", "/registrieren/anfrage", "/anmelden", "/passwort-vergessen"] {
            assert_eq!(network.guest().post(path, "&&=&x").await.status, 422, "{path}");
        }
    }

    async fn a_title_of_a_megabyte_is_too_long_and_kept(network) {
        let title = "ä".repeat(500_000);
        let (mut browser, form) = at_ask(&network).await;
        let page = refused(&network, &mut browser, form.fill("title", &title)).await;
        assert!(page.error("title").contains("500.000 Zeichen; höchstens 200"), "{}", page.error("title"));
        assert!(page.form("main form").value("title") == title, "the title was not kept");
    }

    async fn a_name_of_a_megabyte_is_too_long_and_kept(network) {
        let name = "a".repeat(1_000_000);
        let mut guest = network.guest();
        let form = guest.open("/registrieren").await.form("main form").fill("mail", "eva@lemgo.de").fill("name", &name);
        let page = refused(&network, &mut guest, form).await;
        assert!(page.error("name").contains("höchstens 100"), "{}", page.error("name"));
        assert!(page.form("main form").value("name") == name, "the name was not kept");
    }

    async fn a_text_of_twenty_megabytes_is_too_long_and_kept(network) {
        let body = "ü".repeat(10_000_000);
        let (mut browser, form) = at_ask(&network).await;
        let page = refused(&network, &mut browser, form.fill("body", &body)).await;
        assert!(page.error("body").contains("10.000.000 Zeichen; höchstens 1.000.000"), "{}", page.error("body"));
        assert!(page.form("main form").value("body") == body, "the text was not kept");
    }

    async fn a_text_of_a_million_characters_is_taken(network) {
        let (mut browser, form) = at_answer(&network).await;
        assert_eq!(browser.submit(form.fill("body", &"wort ".repeat(200_000))).await.status, 200);
        network.index().await;
    }

    async fn a_guest_sends_no_more_than_a_form_needs(network) {
        let body = format!("name=Eva+Muster&mail=eva@example.org&organisation=x&message={}", "x".repeat(3_000_000));
        for path in ["/registrieren", "/registrieren/anfrage", "/anmelden", "/fragen/neu", "/inseln/vorschlaege"] {
            network.guest().post(path, body.clone()).await.assert_is_of_the_site(413);
        }
        assert_eq!(network.count("access_requests").await, 0);
    }

    async fn who_searches_more_often_than_a_person_can_has_to_wait_and_others_not(network) {
        let network = network.restarted_with(|config| config.searches_per_second = 1).await;
        let mut eager = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let addresses = ["/suche?q=Rathaus", "/suche/vorschlaege?q=rath"].into_iter().cycle();
        for address in addresses.take(10) {
            assert_eq!(eager.get(address).await.status, 200, "{address}");
        }
        let page = eager.open("/suche?q=Rathaus").await;
        page.assert_is_of_the_site(429);
        assert_eq!(page.header("retry-after").as_deref(), Some("1"));
        assert!(page.main().contains("Bitte warten Sie einen Augenblick"), "{}", page.main());
        assert_eq!(eager.get("/wiki").await.status, 200);
        let mut other = network.browser_of(&someone_at(&network, "lemgo").await).await;
        assert_eq!(other.get("/suche?q=Rathaus").await.status, 200);
        assert_eq!(network.guest().get("/suche?q=Rathaus").await.status, 200);
    }

    async fn letters_that_are_none_are_named_at_their_field_and_the_rest_is_kept(network) {
        let (mut browser, form) = at_ask(&network).await;
        let before = counts(&network).await;
        let page = browser.post(form.action(), "title=Wer+nutzt+eine+Drohne%ff%3F&body=Hier+%C3%BCbrigens").await;
        assert_eq!(page.status, 422);
        assert!(page.error("title").contains("unlesbare Zeichen"), "{}", page.error("title"));
        assert_eq!(page.form("main form").value("title"), "Wer nutzt eine Drohne\u{fffd}?");
        assert_eq!(page.form("main form").value("body"), "Hier übrigens");
        assert_eq!(counts(&network).await, before);
    }

    async fn invisible_characters_are_taken_out_and_the_second_try_works(network) {
        let (mut browser, form) = at_ask(&network).await;
        let page = refused(&network, &mut browser, form.fill("body", "vor\0her\u{7}").fill("title", "Wer nutzt\0 eine Drohne?")).await;
        assert!(page.error("body").contains("Steuerzeichen") && page.error("title").contains("Steuerzeichen"), "{}", page.main());
        let form = page.form("main form");
        assert_eq!((form.value("title"), form.value("body")), ("Wer nutzt eine Drohne?", "vorher"));
        assert_eq!(browser.submit(form).await.status, 200);
    }

    async fn broken_input_in_any_form_is_no_fault(network) {
        let moderator = moderator_of(&network).await;
        network.server.wiki.publish(&moderator, article("Der Plan", Visibility::Members)).await.expect("an article");
        let boss = network.someone(Role::Administrator).await;
        for entry in server::http::table().into_iter().filter(|entry| entry.method == axum::http::Method::POST) {
            let path = entry.path.replace("{slug}", "der-plan").replace("{id}", "1").replace("{antwort}", "1").replace("{name}", "aehnliche");
            for field in ["name", "mail", "title", "body", "organisation", "id", "answer", "role", "password", "markdown", "%00", "next"] {
                let body = format!("{field}=%ff%00x&id=1&reason=%00&accepted=%00");
                let page = network.browser_of(&boss).await.post(&path, body).await;
                assert!(page.status.as_u16() < 500, "{path} with a broken {field}: {}", page.status);
            }
        }
    }

    async fn an_unknown_topic_tag_list_or_organisation_is_refused_at_its_field(network) {
        let (mut browser, form) = at_ask(&network).await;
        let page = refused(&network, &mut browser, form.clone().fill("topic", "nichts")).await;
        assert!(page.error("topic").contains("gibt es nicht"), "{}", page.error("topic"));
        let page = refused(&network, &mut browser, form.clone().fill("tags", "a,b,c,d,e,f,g,h,i,j,k")).await;
        assert!(page.error("tags").contains("zehn"), "{}", page.error("tags"));
        let page = refused(&network, &mut browser, form.fill("tags", &"x".repeat(51))).await;
        assert!(page.error("tags").contains("50 Zeichen"), "{}", page.error("tags"));

        let (mut browser, form) = at_write(&network).await;
        let page = refused(&network, &mut browser, form.fill("organisation", "atlantis").fill("topic", "nichts")).await;
        assert!(!page.error("organisation").is_empty() && !page.error("topic").is_empty());
    }

    async fn the_author_of_a_question_cannot_be_forged(network) {
        let victim = someone_at(&network, "paderborn").await;
        let (mut browser, form) = at_ask(&network).await;
        let id = victim.id().to_string();
        let form = form.with("author_id", &id).with("author", &id).with("organisation_id", "1").with("answer_count", "9");
        let page = browser.submit(form).await;
        assert!(page.text(".page__head .meta").contains("Lemgo"), "{}", page.main());
        assert_eq!(network.number("SELECT answer_count FROM questions").await, 0);
        assert_ne!(network.number("SELECT author_id FROM questions").await, victim.id());
    }

    async fn of_a_field_sent_twice_the_first_one_counts(network) {
        let (mut browser, form) = at_ask(&network).await;
        let page = browser.submit(form.with("title", "Eine ganz andere Frage?")).await;
        assert_eq!(page.text("h1"), "Wer nutzt eine Drohne?");
    }

    async fn a_question_that_does_not_exist_cannot_be_answered(network) {
        let (mut browser, _) = at_ask(&network).await;
        for id in ["4711", "-1", "x", "99999999999999999999"] {
            browser.post(&format!("/fragen/{id}/x/antworten"), "body=Ja").await.assert_is_of_the_site(404);
            browser.post(&format!("/fragen/{id}/x/loesung"), "answer=1&accepted=1").await.assert_is_of_the_site(404);
            browser.post(&format!("/fragen/{id}/x/bearbeiten"), "title=Wer+nutzt+eine+Drohne&body=x").await.assert_is_of_the_site(404);
        }
        assert_eq!(network.count("answers").await, 0);
    }

    async fn an_answer_sent_from_a_page_with_the_old_title_arrives(network) {
        let (mut browser, form) = at_answer(&network).await;
        let moderator = moderator_of(&network).await;
        let id = network.number("SELECT id FROM questions").await;
        network.server.forum.rephrase(&moderator, id, question("Wer nutzt einen Zeppelin?")).await.expect("changed");
        let page = browser.submit(form).await;
        assert!(page.path().starts_with(&format!("/fragen/{id}/wer-nutzt-einen-zeppelin?hinweis=geantwortet#antwort-")), "{}", page.path());
        assert_eq!(network.count("answers").await, 1);
    }

    async fn other_encodings_than_those_of_forms_are_refused(network) {
        let (browser, form) = at_ask(&network).await;
        for (kind, body) in [
            ("application/json", r#"{"title":"Wer nutzt eine Drohne?","body":"Wir."}"#),
            ("multipart/form-data; boundary=x", "--x\r\ncontent-disposition: form-data; name=\"title\"\r\n\r\nWer nutzt eine Drohne?\r\n--x--\r\n"),
            ("text/plain", "title=Wer nutzt eine Drohne?"),
        ] {
            browser.clone().with_header("content-type", kind).post(form.action(), body).await.assert_is_of_the_site(403);
        }
        assert_eq!(network.count("questions").await, 0);
    }
}
