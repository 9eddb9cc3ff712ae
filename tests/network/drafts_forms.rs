//! The form of an article and the pages around it, as people use them.

use app::{
    account::Viewer,
    wiki::{
        Visibility,
        drafts::port::{Drafts, Sheet},
        fields::Typed,
        port::{Article, ArticleDraft, Wiki},
    },
};
use server::attachment::Owner;
use tests::{Form, Network, Page, Visitor, article, kept, moderator_of, on_both, someone_at};

async fn published(network: &Network, title: &str) -> Article {
    let moderator = moderator_of(network).await;
    network.server.wiki.publish(&moderator, article(title, Visibility::Members)).await.expect("an article")
}

/// The browser of a member at the form for a new article, filled in.
async fn at_new(network: &Network) -> (Viewer, Visitor, Form) {
    let member = someone_at(network, "lemgo").await;
    let mut browser = network.browser_of(&member).await;
    let form = browser.open("/wiki/neu").await.form("main form");
    (member, browser, form.fill("title", "Der Plan").fill("body", "Erst fragen."))
}

/// A draft of this person that waits for a review.
async fn handed_in(network: &Network, author: &Viewer, title: &str) -> i64 {
    let draft = kept(network, author, Sheet { typed: article(title, Visibility::Members), ..Sheet::default() }).await;
    network.server.drafts.hand_in(author, draft.id, 1).await.expect("handed in");
    draft.id
}

fn json(page: &Page) -> String {
    assert!(page.header("content-type").is_some_and(|kind| kind.starts_with("application/json")), "{}", page.html);
    page.html.clone()
}

on_both! {
    async fn a_member_writes_keeps_and_hands_in(network) {
        let (_, mut browser, form) = at_new(&network).await;
        let page = browser.submit(form.with("save", "1")).await;
        assert_eq!(page.path(), "/wiki/entwuerfe/1?hinweis=gespeichert");
        let form = page.form("main form");
        assert_eq!((form.value("title"), form.value("body")), ("Der Plan", "Erst fragen."));
        let page = browser.submit(form.fill("body", "Erst fragen, dann kaufen.")).await;
        assert_eq!(page.path(), "/wiki/entwuerfe/1?hinweis=eingereicht");
        assert_eq!((page.text("h1"), page.text(".pill")), ("Der Plan".to_owned(), "wartet auf Prüfung".to_owned()));
        assert!(page.text(".prose").contains("dann kaufen"));
        assert!(!page.has("input[name=title]"), "it can still be edited");
        assert_eq!((network.count("drafts").await, network.count("articles").await), (1, 0));
    }

    async fn a_moderator_publishes_at_once_through_the_same_form(network) {
        let moderator = moderator_of(&network).await;
        let mut browser = network.browser_of(&moderator).await;
        let form = browser.open("/wiki/neu").await.form("main form").fill("title", "Der Plan").fill("body", "Los.");
        assert_eq!(browser.submit(form).await.path(), "/wiki/der-plan?hinweis=veroeffentlicht");
        assert_eq!(network.strings("SELECT state FROM drafts").await, ["published"]);
    }

    async fn a_moderator_may_hand_in_as_well(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/wiki/neu").await.form("main form").fill("title", "Der Plan").fill("body", "Los.");
        assert!(browser.submit(form.with("hand_in", "1")).await.path().ends_with("?hinweis=eingereicht"));
        assert_eq!(network.count("articles").await, 0);
    }

    async fn a_member_cannot_forge_her_way_to_publishing(network) {
        let (_, mut browser, form) = at_new(&network).await;
        for forged in ["publish", "approve", "veroeffentlichen"] {
            browser.submit(form.clone().with(forged, "1").with("decision", "approve").with("state", "published")).await;
        }
        browser.post("/moderation/pruefung/1", "decision=approve&version=1").await.assert_is_of_the_site(403);
        assert_eq!(network.count("articles").await, 0);
    }

    async fn the_form_sent_twice_makes_one_draft_and_one_article(network) {
        let (_, mut browser, form) = at_new(&network).await;
        for _ in 0..3 {
            assert_eq!(browser.submit(form.clone()).await.path(), "/wiki/entwuerfe/1?hinweis=eingereicht");
        }
        assert_eq!(network.count("drafts").await, 1);
        assert_eq!(network.mails().await.len(), 0, "there is no moderator to be told");

        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/wiki/neu").await.form("main form").fill("title", "Ein Plan").fill("body", "Los.");
        for _ in 0..3 {
            assert!(browser.submit(form.clone()).await.path().starts_with("/wiki/ein-plan?"));
        }
        assert_eq!(network.count("articles").await, 1);
    }

    async fn a_preview_keeps_the_text_too(network) {
        let (_, mut browser, form) = at_new(&network).await;
        let page = browser.submit(form.fill("body", "## Los").with("preview", "1")).await;
        assert_eq!((page.status.as_u16(), page.text("#vorschau h2")), (200, "Vorschau".to_owned()));
        assert_eq!(page.text("#vorschau .prose h2"), "Los");
        assert_eq!(network.strings("SELECT body FROM drafts").await, ["## Los"]);
        let again = browser.submit(page.form("main form").with("preview", "1")).await;
        assert_eq!(again.form("main form").value("draft"), "1");
        assert_eq!(network.count("drafts").await, 1);
    }

    async fn what_is_wrong_stands_at_its_field_and_the_text_is_kept_in_a_draft(network) {
        let (_, mut browser, form) = at_new(&network).await;
        let page = browser.submit(form.fill("title", "").fill("tags", "a,b,c,d,e,f,g,h,i,j,k")).await;
        assert_eq!(page.status, 422);
        assert!(!page.error("title").is_empty() && page.error("tags").contains("zehn"));
        assert_eq!(page.form("main form").value("body"), "Erst fragen.");
        assert_eq!(network.strings("SELECT body FROM drafts").await, ["Erst fragen."]);
        let page = browser.submit(page.form("main form").fill("title", "Der Plan").fill("tags", "a")).await;
        assert!(page.path().ends_with("?hinweis=eingereicht"), "{}", page.main());
        assert_eq!(network.count("drafts").await, 1);
    }

    async fn a_text_of_twenty_megabytes_is_too_long_and_comes_back(network) {
        let (_, mut browser, form) = at_new(&network).await;
        let body = "ü".repeat(10_000_000);
        let page = browser.submit(form.fill("body", &body).with("save", "1")).await;
        assert_eq!(page.status, 422);
        assert!(page.error("body").contains("höchstens 1.000.000"), "{}", page.error("body"));
        assert!(page.form("main form").value("body") == body, "the text was not kept");
    }

    async fn a_title_that_is_taken_names_the_article(network) {
        published(&network, "Der Plan").await;
        let (_, mut browser, form) = at_new(&network).await;
        let page = browser.submit(form).await;
        assert_eq!(page.status, 422);
        assert!(page.error("title").contains("Es gibt schon einen Artikel mit diesem Titel"), "{}", page.error("title"));
        assert!(page.leads_to("/wiki/der-plan"));
        assert_eq!(page.form("main form").value("body"), "Erst fragen.");
    }

    async fn what_was_begun_is_offered_again(network) {
        let (_, mut browser, form) = at_new(&network).await;
        browser.submit(form.with("save", "1")).await;
        let page = browser.open("/wiki/neu").await;
        assert!(page.leads_to("/wiki/entwuerfe/1") && page.main().contains("Das haben Sie angefangen"), "{}", page.main());
        assert_eq!(page.form("main form").value("draft"), "");
    }

    async fn a_change_that_was_begun_is_there_when_the_form_is_opened_again(network) {
        let article = published(&network, "Der Plan").await;
        let member = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&member).await;
        let edit = format!("{}/bearbeiten", article.path());
        let form = browser.open(&edit).await.form("main form");
        assert_eq!(form.value("body"), "Erst fragen, dann kaufen.");
        // the browser crashes after an autosave
        let saved = browser.post("/wiki/entwuerfe/sichern", form.fill("body", "Halb fertig").encoded()).await;
        assert_eq!(saved.status, 200);
        let page = network.browser_of(&member).await.open(&edit).await;
        assert_eq!(page.form("main form:has(textarea)").value("body"), "Halb fertig");
        assert!(page.main().contains("Ihr Entwurf von heute, 09:00 Uhr ist noch da"), "{}", page.main());

        let page = browser.submit(page.form("form[action$='/verwerfen']")).await;
        assert_eq!(page.path(), edit);
        assert_eq!(page.form("main form").value("body"), "Erst fragen, dann kaufen.");
        let page = browser.open("/wiki/entwuerfe").await;
        let page = browser.submit(page.form("form[action$='/wiederherstellen']")).await;
        assert_eq!(page.form("main form:has(textarea)").value("body"), "Halb fertig");
    }

    async fn the_editor_saves_by_itself(network) {
        let (_, mut browser, form) = at_new(&network).await;
        let saved = json(&browser.post("/wiki/entwuerfe/sichern", form.encoded()).await);
        assert_eq!(saved, r#"{"draft":1,"path":"/wiki/entwuerfe/1","saved":"09:00","version":1}"#);
        let form = form.fill("draft", "1").fill("version", "1");
        assert!(json(&browser.post("/wiki/entwuerfe/sichern", form.clone().fill("body", "Neu").encoded()).await).contains(r#""version":2"#));
        let late = browser.post("/wiki/entwuerfe/sichern", form.fill("body", "Alt").encoded()).await;
        assert_eq!(late.status, 409);
        assert!(json(&late).contains(r#""version":2"#));
        assert_eq!(network.strings("SELECT body FROM drafts").await, ["Neu"]);
    }

    async fn the_editor_is_told_what_it_cannot_save(network) {
        let (_, mut browser, form) = at_new(&network).await;
        let page = browser.post("/wiki/entwuerfe/sichern", form.clone().fill("body", &"x".repeat(1_000_001)).encoded()).await;
        assert_eq!(page.status, 422);
        assert!(json(&page).contains("höchstens 1.000.000"));
        let page = browser.post("/wiki/entwuerfe/sichern", form.clone().fill("article", "nichts").encoded()).await;
        assert_eq!(page.status, 422);
        assert_eq!(network.guest().post("/wiki/entwuerfe/sichern", form.encoded()).await.status, 401);
        browser.submit(form.clone()).await;
        let page = browser.post("/wiki/entwuerfe/sichern", form.fill("body", "Noch etwas").encoded()).await;
        assert_eq!(page.status, 409);
        assert!(json(&page).contains("wartet auf Prüfung"));
    }

    async fn a_form_for_an_older_version_shows_both_texts(network) {
        let (_, mut browser, form) = at_new(&network).await;
        let first = browser.submit(form.with("save", "1")).await.form("main form");
        browser.submit(first.clone().fill("body", "Aus dem ersten Fenster.").with("save", "1")).await;
        let page = browser.submit(first.fill("body", "Aus dem zweiten Fenster.").with("save", "1")).await;
        assert_eq!(page.status, 422);
        assert_eq!(page.text(".overtaken"), "Aus dem ersten Fenster.");
        assert!(!page.main().contains("Der Entwurf ist gespeichert."), "{}", page.main());
        assert_eq!(page.form("main form").value("body"), "Aus dem zweiten Fenster.");
        let page = browser.submit(page.form("main form").with("save", "1")).await;
        assert_eq!(page.path(), "/wiki/entwuerfe/1?hinweis=gespeichert");
        assert_eq!(network.strings("SELECT body FROM drafts").await, ["Aus dem zweiten Fenster."]);
    }

    async fn a_text_for_a_draft_that_is_handed_in_becomes_a_draft_of_its_own(network) {
        let (_, mut browser, form) = at_new(&network).await;
        let open = browser.submit(form.with("save", "1")).await.form("main form");
        browser.submit(open.clone()).await;
        let page = browser.submit(open.fill("body", "Noch ein Gedanke.").with("save", "1")).await;
        assert_eq!(page.status, 422);
        assert!(page.text("[role=alert]").contains("wartet auf Prüfung"), "{}", page.main());
        let page = browser.submit(page.form("main form:has(textarea)").with("save", "1")).await;
        assert_eq!(page.path(), "/wiki/entwuerfe/2?hinweis=gespeichert");
        assert_eq!(network.strings("SELECT body FROM drafts ORDER BY id").await, ["Erst fragen.", "Noch ein Gedanke."]);
    }

    async fn a_session_that_has_ended_takes_no_text_with_it(network) {
        let (member, browser, form) = at_new(&network).await;
        network.wait_minutes(13 * 60);
        let page = browser.clone().submit(form.with("save", "1")).await;
        assert_eq!(page.status, 401);
        let waiting = page.form("main form");
        assert_eq!(waiting.value("body"), "Erst fragen.");
        let page = network.browser_of(&member).await.submit(waiting).await;
        assert_eq!(page.path(), "/wiki/entwuerfe/1?hinweis=gespeichert");
    }

    async fn what_is_handed_in_can_be_taken_back(network) {
        let (_, mut browser, form) = at_new(&network).await;
        let page = browser.submit(form).await;
        let page = browser.submit(page.form("form[action$='/zurueckziehen']")).await;
        assert_eq!(page.path(), "/wiki/entwuerfe/1?hinweis=zurueckgezogen");
        assert_eq!(page.form("main form").value("body"), "Erst fragen.");
    }

    async fn taking_back_what_is_decided_says_so(network) {
        let (_, mut browser, form) = at_new(&network).await;
        let page = browser.submit(form).await;
        let moderator = moderator_of(&network).await;
        network.server.drafts.approve(&moderator, 1, 1, "").await.expect("published");
        let page = browser.submit(page.form("form[action$='/zurueckziehen']")).await;
        assert_eq!(page.status, 422);
        assert!(page.text("[role=alert]").contains("veröffentlicht"), "{}", page.main());
    }

    async fn my_drafts_are_listed_with_their_state(network) {
        let (member, mut browser, form) = at_new(&network).await;
        assert!(browser.open("/wiki/entwuerfe").await.main().contains("keinen Entwurf in Arbeit"));
        browser.submit(form.with("save", "1")).await;
        network.wait_minutes(1);
        handed_in(&network, &member, "Der zweite Plan").await;
        let page = browser.open("/wiki/entwuerfe").await;
        assert_eq!(page.texts(".entry__title"), ["Der zweite Plan", "Der Plan"]);
        assert_eq!(page.texts(".entry .pill"), ["wartet auf Prüfung", "in Arbeit"]);
        assert!(browser.open("/wiki").await.leads_to("/wiki/entwuerfe"));
    }

    async fn a_moderator_reviews_and_approves(network) {
        let eva = someone_at(&network, "lemgo").await;
        let id = handed_in(&network, &eva, "Der Plan").await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        assert!(browser.open("/moderation").await.main().contains("Prüfung (1)"));
        let queue = browser.open("/moderation/pruefung").await;
        assert_eq!(queue.texts(".entry__title"), ["Der Plan"]);
        let review = browser.open(&format!("/moderation/pruefung/{id}")).await;
        assert!(review.main().contains("Mitglied 0, Lemgo") && review.text(".prose").contains("Erst fragen"), "{}", review.main());
        let page = browser.submit(review.form("main form").with("decision", "approve")).await;
        assert_eq!(page.path(), "/wiki/der-plan?hinweis=freigegeben");
        assert!(page.main().contains("Zuletzt vonMitglied 0"), "{}", page.main());
    }

    async fn a_proposal_that_changes_nothing_is_not_handed_in(network) {
        let moderator = moderator_of(&network).await;
        let whole = ArticleDraft {
            kind: "experience_report".to_owned(), topic: "handel".to_owned(), tags: "Markt, Bau".to_owned(), organisation: "lemgo".to_owned(),
            fields: Typed::from_pairs([("share", "80"), ("status", "laeuft")]), ..article("Der Plan", Visibility::Members)
        };
        network.server.wiki.publish(&moderator, whole).await.expect("an article");
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let form = browser.open("/wiki/der-plan/bearbeiten").await.form("main form");
        // another way to write the same, and a word about nothing
        let form = form.fill("tags", "bau; #Markt").fill("share", "80,00 %").fill("note", "Schöner").fill("title", " Der  Plan ");
        let page = browser.submit(form).await;
        assert_eq!(page.status, 422);
        assert!(page.text("[role=alert]").contains("ändert noch nichts"), "{}", page.main());
        let form = page.form("main form");
        assert_eq!((form.value("note"), form.value("tags"), form.value("share")), ("Schöner", "bau; #Markt", "80,00 %"));
        assert_eq!(network.strings("SELECT state FROM drafts").await, ["writing"]);
        let page = browser.submit(form.fill("share", "90")).await;
        assert_eq!(page.path(), "/wiki/entwuerfe/1?hinweis=eingereicht", "{}", page.main());
    }

    async fn a_proposal_of_nothing_but_a_file_or_a_tag_is_one(network) {
        let old = published(&network, "Der Plan").await;
        let eva = someone_at(&network, "lemgo").await;
        let drafts = &network.server.drafts;
        let same = Sheet { article: Some(old.slug.clone()), base: Some(1), typed: article("Der Plan", Visibility::Members), ..Sheet::default() };
        let draft = kept(&network, &eva, same.clone()).await;
        assert!(drafts.hand_in(&eva, draft.id, 1).await.is_err_and(|error| error.status() == 422));
        let file = network.server.attachments.import(Owner::Draft(draft.id), "Plan.txt", b"Text".to_vec()).await;
        file.expect("a file");
        drafts.hand_in(&eva, draft.id, 1).await.expect("handed in");
        let draft = kept(&network, &eva, Sheet { typed: ArticleDraft { tags: "Markt".to_owned(), ..same.typed.clone() }, ..same.clone() }).await;
        drafts.hand_in(&eva, draft.id, 1).await.expect("handed in");
        // what others changed meanwhile makes nothing of it
        let draft = kept(&network, &eva, same).await;
        let meanwhile = ArticleDraft { tags: "Strom".to_owned(), ..article("Der Plan", Visibility::Public) };
        network.server.wiki.revise(&moderator_of(&network).await, "der-plan", 1, meanwhile).await.expect("revised");
        assert!(drafts.hand_in(&eva, draft.id, 1).await.is_err_and(|error| error.status() == 422));
    }

    async fn a_review_shows_what_would_change(network) {
        let old = published(&network, "Der Plan").await;
        let eva = someone_at(&network, "lemgo").await;
        let typed = ArticleDraft { body: "Erst mieten <b>.".to_owned(), note: "Mieten ist besser".to_owned(), ..article("Der bessere Plan", Visibility::Public) };
        let draft = kept(&network, &eva, Sheet { article: Some(old.slug.clone()), base: Some(1), typed, ..Sheet::default() }).await;
        network.server.drafts.hand_in(&eva, draft.id, 1).await.expect("handed in");
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        for path in [format!("/moderation/pruefung/{}", draft.id), "/wiki/der-plan/vorschlaege".to_owned()] {
            let page = browser.open(&path).await;
            assert_eq!(page.texts(".diff__field strong"), ["Titel:", "Sichtbar:"], "{path}");
            assert!(page.text("ol.diff").contains("mieten <b>"), "{path}: {}", page.main());
            assert!(page.main().contains("Mieten ist besser"), "{path}");
        }
        assert!(browser.open("/wiki/der-plan").await.main().contains("Ein Vorschlag wartet auf Ihre Prüfung"));
        let page = network.browser_of(&eva).await.open("/wiki/der-plan").await;
        assert!(!page.main().contains("Ein Vorschlag wartet"), "{}", page.main());
    }

    async fn a_review_shows_what_the_author_changed_besides_the_text_and_nothing_of_others(network) {
        let old = published(&network, "Der Plan").await;
        let eva = someone_at(&network, "lemgo").await;
        let typed = ArticleDraft { topic: "handel".to_owned(), tags: "Markt".to_owned(), organisation: "lemgo".to_owned(), kind: "article".to_owned(), ..article("Der Plan", Visibility::Members) };
        let draft = kept(&network, &eva, Sheet { article: Some(old.slug.clone()), base: Some(1), typed, ..Sheet::default() }).await;
        network.server.drafts.hand_in(&eva, draft.id, 1).await.expect("handed in");
        // somebody else has made it public meanwhile, with other tags
        let moderator = moderator_of(&network).await;
        let meanwhile = ArticleDraft { tags: "Strom".to_owned(), ..article("Der Plan", Visibility::Public) };
        network.server.wiki.revise(&moderator, "der-plan", 1, meanwhile).await.expect("revised");
        let mut browser = network.browser_of(&moderator).await;
        let path = format!("/moderation/pruefung/{}", draft.id);
        let page = browser.open(&path).await;
        assert_eq!(page.texts(".diff__field strong"), ["Art:", "Thema:", "Kommune:", "Schlagworte:"], "{}", page.main());
        assert!(!page.text(".diff__field").contains("Strom") && page.main().contains("beruht auf Fassung 1"), "{}", page.main());
        network.change("UPDATE revisions SET meta = NULL WHERE number = 1").await;
        let page = browser.open(&path).await;
        assert_eq!(page.texts(".diff__field strong"), ["Art:", "Thema:", "Kommune:", "Sichtbar:", "Schlagworte:"], "as far as anybody knows");
    }

    async fn a_decision_without_its_reason_keeps_the_page(network) {
        let eva = someone_at(&network, "lemgo").await;
        let id = handed_in(&network, &eva, "Der Plan").await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open(&format!("/moderation/pruefung/{id}")).await.form("main form");
        for decision in ["return", "reject"] {
            let page = browser.submit(form.clone().with("decision", decision)).await;
            assert_eq!(page.status, 422);
            assert!(!page.error("comment").is_empty(), "{decision}");
        }
        let page = browser.submit(form.clone().fill("comment", "Mit Kosten, bitte.")).await;
        assert!(page.status == 422 && page.form("main form").value("comment") == "Mit Kosten, bitte.", "no decision was pressed");
        let page = browser.submit(form.fill("comment", "Mit Kosten, bitte.").with("decision", "return")).await;
        assert_eq!(page.path(), "/moderation/pruefung?hinweis=zurueckgegeben");
        let page = network.browser_of(&eva).await.open(&format!("/wiki/entwuerfe/{id}")).await;
        assert!(page.main().contains("Moderation 1 bittet um Änderungen:Mit Kosten, bitte."), "{}", page.main());
    }

    async fn whoever_decides_second_sees_who_was_quicker(network) {
        let eva = someone_at(&network, "lemgo").await;
        let id = handed_in(&network, &eva, "Der Plan").await;
        let (quick, slow) = (moderator_of(&network).await, moderator_of(&network).await);
        let mut browser = network.browser_of(&slow).await;
        let form = browser.open(&format!("/moderation/pruefung/{id}")).await.form("main form");
        network.server.drafts.approve(&quick, id, 1, "").await.expect("published");
        let page = browser.submit(form.fill("comment", "Nein.").with("decision", "reject")).await;
        assert_eq!(page.status, 422);
        assert!(page.text("[role=alert]").contains("Moderation 1 war schneller"), "{}", page.main());
        assert!(!page.has("button[name=decision]"));
    }

    async fn a_moderator_corrects_before_approving(network) {
        let eva = someone_at(&network, "lemgo").await;
        let id = handed_in(&network, &eva, "Der Plan").await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open(&format!("/wiki/entwuerfe/{id}")).await.form("main form");
        let page = browser.submit(form.fill("body", "Erst fragen, dann mieten.")).await;
        assert_eq!(page.path(), format!("/moderation/pruefung/{id}?hinweis=ueberarbeitet"));
        assert!(page.main().contains("Der Text vorher") && page.text(".overtaken").contains("dann kaufen"), "{}", page.main());
        browser.submit(page.form("main form").with("decision", "approve")).await;
        assert_eq!(network.strings("SELECT body FROM revisions").await, ["Erst fragen, dann mieten."]);
    }

    async fn drafts_are_found_by_nobody_else_anywhere(network) {
        let word = "Quastenflosser";
        let eva = someone_at(&network, "lemgo").await;
        let old = published(&network, "Der Plan").await;
        let typed = ArticleDraft {
            body: word.to_owned(),
            summary: word.to_owned(),
            tags: word.to_owned(),
            topic: "handel".to_owned(),
            organisation: "lemgo".to_owned(),
            ..article(word, Visibility::Public)
        };
        let new = kept(&network, &eva, Sheet { typed: typed.clone(), ..Sheet::default() }).await.id;
        let change = kept(&network, &eva, Sheet { typed, article: Some(old.slug.clone()), base: Some(1), ..Sheet::default() }).await.id;
        for _ in 0..2 {
            network.index().await;
            let kim = someone_at(&network, "lemgo").await;
            for mut browser in [network.guest(), network.browser_of(&kim).await] {
                for path in ["/", "/wiki", "/wiki/der-plan", "/wiki/der-plan/verlauf", "/wiki/der-plan/vorschlaege", "/themen/handel", "/kommunen/lemgo",
                    "/kommunen", "/wiki/entwuerfe", "/wiki/neu", "/wiki/der-plan/bearbeiten"] {
                    assert!(!browser.open(path).await.html.contains(word), "{path}");
                }
                let person = browser.open(&format!("/personen/{}", eva.id())).await;
                assert!(!person.html.contains(word));
                assert!(browser.open("/suche?q=Quastenflosser").await.texts(".entry__title").is_empty());
                assert_eq!(browser.open("/wiki/quastenflosser").await.status, 404);
                assert_eq!(browser.open("/schlagworte/quastenflosser").await.status, 404);
            }
            for id in [new, change] {
                let mut browser = network.browser_of(&kim).await;
                let foreign = browser.get(&format!("/wiki/entwuerfe/{id}")).await;
                foreign.assert_is_of_the_site(404);
                let nothing = browser.get("/wiki/entwuerfe/4711").await;
                assert_eq!(foreign.html.replace(&format!("entwuerfe/{id}"), ""), nothing.html.replace("entwuerfe/4711", ""));
                for action in ["zurueckziehen", "verwerfen", "wiederherstellen"] {
                    browser.post(&format!("/wiki/entwuerfe/{id}/{action}"), "").await.assert_is_of_the_site(404);
                }
            }
            // the same once they are handed in
            for id in [new, change] {
                let _ = network.server.drafts.hand_in(&eva, id, 1).await;
            }
        }
        assert_eq!(network.strings("SELECT state FROM drafts").await, ["submitted", "submitted"]);
        assert_eq!(network.number("SELECT COUNT(*) FROM tags").await, 0);
    }
}
