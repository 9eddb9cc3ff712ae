//! Names in posts.

use app::{
    account::{Role, Viewer, port::Accounts},
    forum::port::Forum,
    list::Slice,
    notice::port::Notices,
};
use tests::{Network, PASSWORD, on_both, question, someone_at};

const TITLE: &str = "Wer hat Erfahrung mit der Gewerbeanmeldung?";

/// Someone of this name.
async fn named(network: &Network, name: &str, organisation: &str) -> Viewer {
    let accounts = &network.server.accounts;
    let mail = format!("{}{}@{organisation}.example", app::text::slug(name), network.count("accounts").await);
    let link = accounts.invite(name, &mail, organisation, Role::Member).await.expect("an invitation");
    let session = accounts.confirm(link.split("schluessel=").nth(1).expect("a token"), PASSWORD, "").await.expect("an account");
    accounts.viewer(&session.token).await.expect("a viewer")
}

async fn told(network: &Network, who: &Viewer) -> Vec<String> {
    let notices = network.server.notices.list(who, Slice::page(1)).await.expect("notices");
    notices.into_iter().map(|notice| notice.text).collect()
}

async fn ask(network: &Network, asker: &Viewer, body: &str) -> Result<app::forum::port::Question, app::error::Error> {
    let draft = app::forum::port::QuestionDraft { body: body.to_owned(), ..question(TITLE) };
    network.server.forum.ask(asker, draft).await
}

on_both! {
    async fn who_is_named_is_told_and_the_name_leads_to_her(network) {
        let asker = someone_at(&network, "lemgo").await;
        let uwe = named(&network, "Uwe Löwe", "detmold").await;
        let question = ask(&network, &asker, "Was meinen Sie, @Uwe Löwe? Und **@uwe loewe**.").await.expect("a question");
        assert_eq!(told(&network, &uwe).await, [format!("Mitglied 0 (Lemgo) hat Sie genannt: „{TITLE}“")]);
        let page = network.browser_of(&asker).await.open(&question.path()).await;
        assert_eq!(page.texts(".post__body a"), ["@Uwe Löwe", "@uwe loewe"]);
        assert!(page.leads_to(&format!("/personen/{}", uwe.id())));
    }

    async fn the_preview_leads_to_who_is_named_and_does_not_mind_who_is_not_clear(network) {
        let asker = someone_at(&network, "lemgo").await;
        let uwe = named(&network, "Uwe Löwe", "detmold").await;
        let mut browser = network.browser_of(&asker).await;
        let form = browser.open("/fragen/neu").await.form("main form").fill("title", TITLE);
        let page = browser.submit(form.clone().fill("body", "@Uwe Löwe oder @Bad Driburg?").with("preview", "1")).await;
        assert_eq!(page.attributes("#vorschau .prose a", "href"), [format!("/personen/{}", uwe.id()), "/kommunen/bad-driburg".to_owned()]);
        named(&network, "Uwe Löwe", "herford").await;
        let page = browser.submit(form.fill("body", "@Uwe Löwe?").with("preview", "1")).await;
        assert_eq!((page.status.as_u16(), page.text("#vorschau .prose").as_str()), (200, "@Uwe Löwe?"));
        assert_eq!((network.count("mentions").await, network.count("notices").await), (0, 0));
    }

    async fn names_are_completed_for_members(network) {
        let member = someone_at(&network, "lemgo").await;
        for (name, place) in [("Kim Muster", "detmold"), ("Kim Muster", "herford"), ("Uwe Kimmel", "lemgo"), ("Jan Detmer", "lemgo")] {
            named(&network, name, place).await;
        }
        let ended = named(&network, "Kim Gegangen", "lemgo").await;
        network.change(&format!("UPDATE accounts SET ended_at = 1 WHERE id = {}", ended.id())).await;
        let names = async |typed: &str| -> Vec<String> {
            let found = network.server.ports.mentions.complete(&member, typed).await.expect("names");
            found.into_iter().map(|one| one.name).collect()
        };
        assert_eq!(names("kim").await, ["Kim Muster (Detmold)", "Kim Muster (Herford)", "Uwe Kimmel"], "as they have to be written");
        assert_eq!(names("Detm").await, ["Detmold", "Bezirksregierung Detmold", "Jan Detmer"]);
        assert_eq!(names("kim muster (her").await, [""; 0], "whoever types that far knows it");
        for nonsense in ["", "%", "_", "  ", "\u{0}", "quastenflosser"] {
            assert_eq!(names(nonsense).await, [""; 0], "{nonsense:?}");
        }
        assert!(names("e").await.len() <= 8);
        let page = network.browser_of(&member).await.get("/personen/namen?q=uwe").await;
        assert_eq!(page.html, r#"[{"meta":"Lemgo","title":"Uwe Kimmel"}]"#);
        assert_eq!(network.server.ports.mentions.complete(&Viewer::guest(), "kim").await.map_err(|error| error.status()), Err(401));
    }

    async fn each_name_that_is_offered_means_somebody(network) {
        let member = someone_at(&network, "lemgo").await;
        for place in network.strings("SELECT substr(slug, 1, 3) FROM organisations").await {
            for one in network.server.ports.mentions.complete(&member, &place).await.expect("names") {
                let path = network.server.forum.preview(&member, &format!("Hallo @{}!", one.name)).await.expect("a preview");
                assert!(path.contains("<a "), "{} in {path}", one.name);
            }
        }
    }

    async fn a_named_municipality_tells_its_members_but_not_herself(network) {
        let asker = someone_at(&network, "lemgo").await;
        let colleague = someone_at(&network, "lemgo").await;
        let other = someone_at(&network, "bad-driburg").await;
        let question = ask(&network, &asker, "Kennt das @Lemgo oder @Bad Driburg?").await.expect("a question");
        for who in [&colleague, &other] {
            assert_eq!(told(&network, who).await, [format!("Mitglied 0 (Lemgo) hat Ihre Organisation genannt: „{TITLE}“")]);
        }
        assert!(told(&network, &asker).await.is_empty());
        let page = network.browser_of(&asker).await.open(&question.path()).await;
        assert_eq!(page.texts(".post__body a"), ["@Lemgo", "@Bad Driburg"]);
        assert!(page.leads_to("/kommunen/bad-driburg"));
    }

    async fn code_links_and_addresses_name_nobody(network) {
        let asker = someone_at(&network, "lemgo").await;
        let kim = named(&network, "Kim Muster", "detmold").await;
        let text = "`@Kim Muster` [@Kim Muster](/wiki) post@Kim Muster <code>@Kim Muster</code>\n\n```\n@Kim Muster\n```\n\n    @Kim Muster\n";
        let question = ask(&network, &asker, text).await.expect("a question");
        assert!(told(&network, &kim).await.is_empty());
        let page = network.browser_of(&asker).await.open(&question.path()).await;
        assert!(!page.html.contains(&format!("/personen/{}", kim.id())), "{}", page.main());
    }

    async fn an_unknown_name_is_only_text(network) {
        let asker = someone_at(&network, "lemgo").await;
        let question = ask(&network, &asker, "Was meinen Sie, @Niemand Bekannt?").await.expect("a question");
        assert!(question.html.contains("@Niemand Bekannt") && !question.html.contains("<a"), "{}", question.html);
    }

    async fn people_of_one_name_are_told_apart_by_their_municipality(network) {
        let asker = someone_at(&network, "lemgo").await;
        let (one, other) = (named(&network, "Kim Muster", "detmold").await, named(&network, "Kim Muster", "herford").await);
        let refused = ask(&network, &asker, "Hallo @Kim Muster!").await.expect_err("nobody knows who");
        assert!(refused.to_string().contains("@Kim Muster (Detmold)"), "{refused}");
        assert_eq!((network.count("questions").await, network.count("notices").await), (0, 0));
        ask(&network, &asker, "Hallo @Kim Muster (Herford)!").await.expect("a question");
        assert_eq!((told(&network, &one).await.len(), told(&network, &other).await.len()), (0, 1));
    }

    async fn an_edit_tells_only_whom_it_names_anew_and_never_twice(network) {
        let asker = someone_at(&network, "lemgo").await;
        let (eva, kim) = (named(&network, "Eva Probe", "detmold").await, named(&network, "Kim Muster", "herford").await);
        let question = ask(&network, &asker, "Hallo @Eva Probe!").await.expect("a question");
        for body in ["Hallo @Eva Probe und @Kim Muster!", "Hallo!", "Hallo @Kim Muster, hallo @Eva Probe!"] {
            let draft = app::forum::port::QuestionDraft { body: body.to_owned(), ..tests::question(TITLE) };
            network.server.forum.rephrase(&asker, question.id, draft).await.expect("changed");
        }
        assert_eq!((told(&network, &eva).await.len(), told(&network, &kim).await.len()), (1, 1));
    }

    async fn an_answer_names_people_too(network) {
        let asker = someone_at(&network, "lemgo").await;
        let kim = named(&network, "Kim Muster", "herford").await;
        let question = ask(&network, &asker, "Wer kennt das?").await.expect("a question");
        let answer = network.server.forum.answer(&asker, question.id, "Vielleicht jemand?").await.expect("an answer");
        network.server.forum.amend(&asker, question.id, answer, "Vielleicht @Kim Muster?", None).await.expect("changed");
        let notices = network.server.notices.list(&kim, Slice::page(1)).await.expect("notices");
        let path = network.server.notices.open(&kim, notices[0].id).await.expect("a path");
        assert_eq!(path, format!("{}#antwort-{answer}", question.path()));
        let page = network.browser_of(&kim).await.open(&path).await;
        assert_eq!(page.text(".answers .post__body a"), "@Kim Muster");
    }

    async fn five_hundred_names_are_refused_and_the_text_is_kept(network) {
        let asker = someone_at(&network, "lemgo").await;
        let names: Vec<String> = (0..500).map(|number| format!("@Person Nummer{number}")).collect();
        let body = names.join(", ");
        let mut browser = network.browser_of(&asker).await;
        let form = browser.open("/fragen/neu").await.form("main form");
        let page = browser.submit(form.fill("title", TITLE).fill("body", &body)).await;
        assert_eq!(page.status, 422);
        assert!(page.error("body").contains("500 Namen") && page.error("body").contains("höchstens 20"), "{}", page.error("body"));
        assert_eq!(page.form("main form").value("body"), body);
        assert_eq!((network.count("questions").await, network.count("notices").await, network.count("outbox").await), (0, 0, 0));
    }

    async fn a_municipality_with_more_than_twenty_members_is_not_told_as_a_whole(network) {
        let asker = someone_at(&network, "lemgo").await;
        for _ in 0..20 {
            someone_at(&network, "detmold").await;
        }
        ask(&network, &asker, "Hallo @Detmold!").await.expect("twenty are fine");
        someone_at(&network, "detmold").await;
        let refused = ask(&network, &asker, "Hallo @Detmold!").await.expect_err("too many");
        assert!(refused.to_string().contains("21 Personen"), "{refused}");
        assert_eq!(network.count("notices").await, 20);
    }

    async fn who_may_not_see_the_thread_is_not_told(network) {
        let asker = someone_at(&network, "lemgo").await;
        let kim = named(&network, "Kim Muster", "paderborn").await;
        let question = ask(&network, &asker, "Wer kennt das?").await.expect("a question");
        network.change("UPDATE questions SET audience = 'kreis-lippe'").await;
        network.server.forum.answer(&asker, question.id, "Vielleicht @Kim Muster?").await.expect("an answer");
        assert!(told(&network, &kim).await.is_empty());
    }

    async fn accounts_from_before_are_found_by_their_name(network) {
        let asker = someone_at(&network, "lemgo").await;
        let kim = named(&network, "Kim Muster", "paderborn").await;
        network.change("UPDATE accounts SET name_key = NULL").await;
        let network = network.restarted().await;
        ask(&network, &asker, "Hallo @Kim Muster!").await.expect("a question");
        assert_eq!(told(&network, &kim).await.len(), 1);
    }
}
