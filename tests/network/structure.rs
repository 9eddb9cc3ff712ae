//! How articles hang together: links by title, backlinks, the page tree, addresses that last.

use app::{
    account::Viewer,
    error::Error,
    structure::port::Standing,
    wiki::{
        Visibility,
        port::{Article, ArticleDraft, Wiki},
    },
};
use server::attachment::Owner;
use tests::{Network, article, moderator_of, on_both, someone_at};

async fn written(network: &Network, title: &str, visibility: Visibility, body: &str) -> Article {
    let draft = ArticleDraft { body: body.to_owned(), ..article(title, visibility) };
    network.server.wiki.publish(&moderator_of(network).await, draft).await.expect("an article")
}

async fn below(network: &Network, slug: &str, parent: &str, position: i64) -> Result<String, Error> {
    let (moderator, structure) = (moderator_of(network).await, &network.server.ports.structure);
    let article = network.server.wiki.article(&moderator, slug).await.expect("a query").expect("an article");
    let standing = structure.standing(&moderator, article.id).await.expect("a place");
    let standing = Standing { parent: parent.to_owned(), position: position.to_string(), ..standing };
    structure.relocate(&moderator, slug, standing).await
}

async fn renamed(network: &Network, slug: &str, title: &str, address: &str) -> Result<String, Error> {
    let standing = Standing { title: title.to_owned(), address: address.to_owned(), ..Standing::default() };
    network.server.ports.structure.relocate(&moderator_of(network).await, slug, standing).await
}

fn message(outcome: Result<String, Error>, field: &str) -> String {
    match outcome {
        Err(Error::Invalid(errors)) => errors.of(field).unwrap_or_default().to_owned(),
        other => panic!("{other:?}"),
    }
}

async fn event_texts(network: &Network) -> Vec<String> {
    network.strings("SELECT text FROM article_events WHERE kind = 'moved' ORDER BY id").await
}

on_both! {
    async fn a_title_in_double_brackets_leads_to_the_article_and_back(network) {
        written(&network, "LoRaWAN", Visibility::Public, "Funk.").await;
        written(&network, "Grundwasser", Visibility::Public, "Mit [[LoRaWAN]] und [[lorawan|Funk]], siehe [hier](/wiki/lorawan#abschnitt-a).").await;
        let mut guest = network.guest();
        let page = guest.open("/wiki/grundwasser").await;
        assert_eq!(page.attributes(".prose a", "href"), ["/wiki/lorawan", "/wiki/lorawan", "/wiki/lorawan#abschnitt-a"]);
        let page = guest.open("/wiki/lorawan").await;
        assert_eq!(page.texts("section[aria-labelledby=verweise] li"), ["Grundwasser"]);
    }

    async fn what_a_reader_may_not_see_is_to_her_as_if_nobody_had_written_it(network) {
        written(&network, "Intern", Visibility::Members, "Geheim, siehe [[Offen]].").await;
        written(&network, "Offen", Visibility::Public, "Siehe [[Intern]] und [[Fehlt]].").await;
        let page = network.guest().open("/wiki/offen").await;
        assert_eq!(page.text(".prose"), "Siehe Intern und Fehlt.");
        assert!(!page.has(".prose a") && !page.has("section[aria-labelledby=verweise]"), "{}", page.main());
        let member = someone_at(&network, "lemgo").await;
        let page = network.browser_of(&member).await.open("/wiki/offen").await;
        assert_eq!(page.attributes(".prose a", "href"), ["/wiki/intern", "/wiki/neu?titel=Fehlt"]);
        assert_eq!(page.texts("section[aria-labelledby=verweise] li"), ["Intern"]);
    }

    async fn who_may_write_is_invited_to_write_what_is_missing(network) {
        written(&network, "Offen", Visibility::Public, "Siehe [[Müll & Öl]].").await;
        for writer in [someone_at(&network, "lemgo").await, moderator_of(&network).await] {
            let mut browser = network.browser_of(&writer).await;
            let href = browser.open("/wiki/offen").await.attributes("a.wanted", "href").join("");
            assert_eq!(href, "/wiki/neu?titel=M%C3%BCll+%26+%C3%96l");
            assert_eq!(browser.open(&href).await.form("main form").value("title"), "Müll & Öl");
        }
        assert!(!network.guest().open("/wiki/offen").await.has("a.wanted"));
    }

    async fn a_preview_leads_where_the_article_will_lead(network) {
        written(&network, "LoRaWAN", Visibility::Members, "Funk.").await;
        written(&network, "Der Plan", Visibility::Members, "Alt: [[LoRaWAN]].").await;
        let body = "Mit [[LoRaWAN|Funk]] und [[Fehlt]].";
        let (funk, fehlt) = ("/wiki/lorawan".to_owned(), "/wiki/neu?titel=Fehlt".to_owned());
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        for page in ["/wiki/neu", "/wiki/der-plan/bearbeiten", "/fragen/neu"] {
            let form = browser.open(page).await.form("main form").fill("title", "Ein neuer Plan").fill("body", body);
            let page = browser.submit(form.with("preview", "1")).await;
            assert_eq!(page.attributes(".editor__preview .prose a", "href"), [funk.clone(), fehlt.clone()], "{}", page.main());
        }
        for page in ["/wiki/der-plan/fassung/1", "/wiki/der-plan/autoren"] {
            assert!(browser.open(page).await.attributes(".prose a", "href").contains(&funk), "{page}");
        }
    }

    async fn links_follow_the_text_of_the_latest_revision(network) {
        written(&network, "Ziel", Visibility::Public, "Da.").await;
        let old = written(&network, "Start", Visibility::Public, "[[Ziel]]").await;
        assert_eq!(network.count("article_links").await, 1);
        let draft = ArticleDraft { body: "Nichts.".to_owned(), ..article("Start", Visibility::Public) };
        network.server.wiki.revise(&moderator_of(&network).await, "start", old.revision, draft).await.expect("revised");
        assert_eq!(network.count("article_links").await, 0);
    }

    async fn a_link_by_title_is_one_in_the_preview_and_in_an_old_text_already(network) {
        written(&network, "LoRaWAN", Visibility::Public, "Funk.").await;
        let old = written(&network, "Start", Visibility::Public, "Siehe [[LoRaWAN]].").await;
        let draft = ArticleDraft { body: "Nichts.".to_owned(), ..article("Start", Visibility::Public) };
        network.server.wiki.revise(&moderator_of(&network).await, "start", old.revision, draft).await.expect("revised");
        let mut browser = network.browser_of(&someone_at(&network, "lemgo").await).await;
        let form = browser.open("/wiki/neu").await.form("main form").fill("title", "Plan").fill("body", "Siehe [[LoRaWAN]].");
        let page = browser.submit(form.with("preview", "1")).await;
        assert_eq!(page.attributes("#vorschau .prose a", "href"), ["/wiki/lorawan"]);
        assert_eq!(browser.open("/wiki/start/fassung/1").await.attributes(".prose a", "href"), ["/wiki/lorawan"]);
    }

    async fn a_question_links_by_title_as_well(network) {
        written(&network, "LoRaWAN", Visibility::Members, "Funk.").await;
        let member = someone_at(&network, "lemgo").await;
        let draft = app::forum::port::QuestionDraft { body: "Kennt jemand [[LoRaWAN]]?".to_owned(), ..tests::question("Wer kennt das Funknetz?") };
        let question = network.server.ports.forum.ask(&member, draft).await.expect("a question");
        assert!(question.html.contains("href=\"/wiki/lorawan\""), "{}", question.html);
    }

    async fn a_renamed_article_is_found_under_all_its_titles_and_addresses(network) {
        written(&network, "LoRaWAN", Visibility::Public, "Funk.").await;
        written(&network, "Start", Visibility::Public, "[[LoRaWAN]] [[Funknetz]]").await;
        assert_eq!(renamed(&network, "lorawan", "Funknetz", "lorawan").await.expect("renamed"), "/wiki/funknetz");
        let mut guest = network.guest();
        assert_eq!(guest.get("/wiki/lorawan").await.redirect().as_deref(), Some("/wiki/funknetz"));
        assert_eq!(guest.open("/wiki/start").await.attributes(".prose a", "href"), ["/wiki/funknetz", "/wiki/funknetz"]);
        assert_eq!(event_texts(&network).await, ["Umbenannt: „LoRaWAN“ heißt jetzt „Funknetz“", "Neue Adresse: /wiki/funknetz statt /wiki/lorawan"]);
    }

    async fn a_title_or_address_of_another_article_is_refused_by_its_name(network) {
        written(&network, "LoRaWAN", Visibility::Members, "Funk.").await;
        written(&network, "Serviceportal", Visibility::Members, "Online.").await;
        let said = message(renamed(&network, "serviceportal", "Lorawan", "serviceportal").await, "title");
        assert!(said.contains("„LoRaWAN“ (/wiki/lorawan)"), "{said}");
        let said = message(renamed(&network, "serviceportal", "Serviceportal", "LoRaWAN").await, "address");
        assert!(said.contains("„LoRaWAN“ (/wiki/lorawan)"), "{said}");
        assert!(message(renamed(&network, "serviceportal", "Serviceportal", "neu").await, "address").contains("Seite des Wissensnetzes"));
        assert!(message(renamed(&network, "serviceportal", "", "x").await, "title").contains("Titel"));
        assert_eq!(event_texts(&network).await, Vec::<String>::new());
    }

    async fn the_form_keeps_what_was_typed_when_it_is_refused(network) {
        written(&network, "LoRaWAN", Visibility::Members, "Funk.").await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/wiki/lorawan/adresse").await.form("main form");
        assert_eq!((form.value("title"), form.value("address")), ("LoRaWAN", "lorawan"));
        let page = browser.submit(form.fill("title", "Funk").fill("parent", "Gibt es nicht").fill("position", "viele")).await;
        assert_eq!(page.status, 422);
        assert!(page.error("parent").contains("„Gibt es nicht“") && page.error("position").contains("9999"), "{}", page.main());
        assert_eq!(page.form("main form").value("title"), "Funk");
        let form = page.form("main form").fill("parent", "").fill("position", "3");
        assert_eq!(browser.submit(form).await.path(), "/wiki/funk?hinweis=eingeordnet");
    }

    async fn the_tree_has_an_order_and_ways_through_it(network) {
        for title in ["Buch", "Eins", "Zwei", "Drei"] {
            written(&network, title, Visibility::Public, "Text.").await;
        }
        for (slug, position) in [("drei", 3), ("eins", 1), ("zwei", 2)] {
            below(&network, slug, "Buch", position).await.expect("moved");
        }
        let mut guest = network.guest();
        assert_eq!(guest.open("/wiki/baum").await.texts(".tree li li"), ["Eins", "Zwei", "Drei"]);
        let page = guest.open("/wiki/zwei").await;
        assert_eq!(page.texts(".breadcrumb li"), ["Wiki", "Buch"]);
        assert_eq!(page.attributes(".siblings a", "href"), ["/wiki/eins", "/wiki/drei"]);
        assert_eq!(guest.open("/wiki/buch").await.texts("section[aria-labelledby=unterseiten] li"), ["Eins", "Zwei", "Drei"]);
    }

    async fn a_part_of_the_tree_has_a_page_for_those_who_may_see_it(network) {
        for title in ["Buch", "Kapitel", "Blatt"] {
            written(&network, title, Visibility::Public, "Text.").await;
        }
        written(&network, "Intern", Visibility::Members, "Text.").await;
        for (slug, parent) in [("kapitel", "Buch"), ("blatt", "Kapitel"), ("intern", "Buch")] {
            below(&network, slug, parent, 0).await.expect("moved");
        }
        let mut guest = network.guest();
        let page = guest.open("/wiki/baum?ab=kapitel").await;
        assert_eq!((page.texts(".tree a"), page.texts(".breadcrumb li")), (vec!["Blatt".into()], ["Wiki", "Seitenbaum", "Buch"].map(String::from).to_vec()));
        assert_eq!(guest.open("/wiki/baum?ab=intern").await.status, 404);
    }

    async fn the_tree_is_that_of_the_reader_and_of_now(network) {
        for title in ["Buch", "Blatt", "Seite"] {
            written(&network, title, Visibility::Public, "Text.").await;
        }
        below(&network, "blatt", "Buch", 1).await.expect("moved");
        let (mut guest, mut member) = (network.guest(), network.browser_of(&someone_at(&network, "lemgo").await).await);
        for _ in 0..2 {
            assert_eq!(member.open("/wiki/baum").await.texts(".tree a"), ["Buch", "Blatt"]);
            assert_eq!(guest.open("/wiki/baum").await.texts(".tree a"), ["Buch", "Blatt"]);
        }
        below(&network, "seite", "Buch", 0).await.expect("moved");
        renamed(&network, "buch", "Band", "band").await.expect("renamed");
        let now = ArticleDraft { body: "Text.".to_owned(), ..article("Blatt", Visibility::Members) };
        network.server.wiki.revise(&moderator_of(&network).await, "blatt", 1, now).await.expect("internal now");
        assert_eq!(member.open("/wiki/baum").await.texts(".tree a"), ["Band", "Seite", "Blatt"]);
        assert_eq!(guest.open("/wiki/baum").await.texts(".tree a"), ["Band", "Seite"]);
    }

    async fn below_what_a_guest_may_not_see_hangs_what_she_may_see_where_it_is_found(network) {
        written(&network, "Buch", Visibility::Public, "Text.").await;
        written(&network, "Intern", Visibility::Members, "Text.").await;
        written(&network, "Blatt", Visibility::Public, "Text.").await;
        below(&network, "intern", "Buch", 0).await.expect("moved");
        below(&network, "blatt", "/wiki/intern", 0).await.expect("moved");
        let mut guest = network.guest();
        assert_eq!(guest.open("/wiki/baum").await.texts(".tree a"), ["Buch", "Blatt"]);
        assert_eq!(guest.open("/wiki/blatt").await.texts(".breadcrumb li"), ["Wiki", "Buch"]);
        assert_eq!(guest.open("/wiki/buch").await.texts("section[aria-labelledby=unterseiten] li"), ["Blatt"]);
        let mut member = network.browser_of(&someone_at(&network, "lemgo").await).await;
        assert_eq!(member.open("/wiki/blatt").await.texts(".breadcrumb li"), ["Wiki", "Buch", "Intern"]);
    }

    async fn a_circle_and_a_tree_too_deep_are_refused_and_nothing_moves(network) {
        let titles = ["Eins", "Zwei", "Drei", "Vier", "Fünf", "Sechs", "Sieben"];
        for title in titles {
            written(&network, title, Visibility::Members, "Text.").await;
        }
        for pair in titles[..6].windows(2) {
            below(&network, &app::text::slug(pair[1]), pair[0], 0).await.expect("moved");
        }
        assert!(message(below(&network, "eins", "Eins", 0).await, "parent").contains("unter sich selbst"));
        let said = message(below(&network, "eins", "Drei", 0).await, "parent");
        assert!(said.contains("„Drei“ steht selbst unter „Eins“"), "{said}");
        assert!(message(below(&network, "sieben", "Sechs", 0).await, "parent").contains("höchstens 6 Ebenen"));
        assert_eq!(network.number("SELECT COUNT(*) FROM articles WHERE parent_id IS NOT NULL").await, 5);
    }

    async fn moderators_see_what_is_wanted_and_what_is_dead(network) {
        written(&network, "Eins", Visibility::Members, "[[Wärmeplan]] und [tot](/wiki/weg).").await;
        written(&network, "Zwei", Visibility::Members, "[[Wärmeplan|Plan]].").await;
        let page = network.browser_of(&moderator_of(&network).await).await.open("/moderation/links").await;
        assert_eq!(page.texts(".missing h3"), ["Wärmeplan", "/wiki/weg"]);
        assert!(page.main().contains("In 2 Artikeln: Eins, Zwei") || page.main().contains("In 2\u{a0}Artikeln: Eins, Zwei"), "{}", page.main());
        assert!(page.leads_to("/wiki/neu?titel=W%C3%A4rmeplan"));
        written(&network, "Wärmeplan", Visibility::Members, "Da.").await;
        let page = network.browser_of(&moderator_of(&network).await).await.open("/moderation/links").await;
        assert_eq!(page.texts(".missing h3"), ["/wiki/weg"]);
    }

    async fn links_to_what_is_no_article_are_dead_when_it_is_gone(network) {
        let (moderator, forum) = (moderator_of(&network).await, &network.server.ports.forum);
        let question = forum.ask(&moderator, tests::question("Wer kennt das Funknetz?")).await.expect("a question");
        let target = ArticleDraft { tags: "Markt".to_owned(), ..article("Ziel", Visibility::Members) };
        let target = network.server.wiki.publish(&moderator, target).await.expect("an article");
        let file = network.server.attachments.import(Owner::Article(target.id), "Plan.txt", b"Text".to_vec()).await.expect("a file");
        let there = format!(
            "[a]({}#antwort-1) [b](/kommunen/lemgo?x=1) [c](/themen/handel) [d](/schlagworte/markt) [e]({}) [f](/fragen/neu) [g](/kommunen)",
            question.path(), file.path(),
        );
        let gone = "[a](/fragen/4711/x) [b](/kommunen/lemgoo) [c](/themen/x) [d](/schlagworte/x) ![e](/dateien/4711/x.png) [f](/fragen/x) [g](/fragen/99999999999999999999)";
        written(&network, "Eins", Visibility::Members, &format!("{there} {gone}")).await;
        written(&network, "Zwei", Visibility::Members, "[a](/kommunen/lemgoo)").await;
        let mut browser = network.browser_of(&moderator).await;
        let page = browser.open("/moderation/links").await;
        let dead = ["/kommunen/lemgoo", "/dateien/4711", "/fragen/4711", "/fragen/99999999999999999999", "/fragen/x", "/schlagworte/x", "/themen/x"];
        let shown = page.texts(".missing h3");
        assert_eq!((shown.first().map(String::as_str), shown.len()), (Some(dead[0]), dead.len()), "{shown:?}");
        assert!(dead.iter().all(|path| shown.iter().any(|one| one == path)), "{shown:?}");
        // what is removed later is dead from then on
        network.server.ports.attachments.remove(&moderator, file.id).await.expect("removed");
        assert!(browser.open("/moderation/links").await.texts(".missing h3").contains(&format!("/dateien/{}", file.id)));
        let hints = network.server.ports.structure.hints(&moderator, &format!("{there}\n\n{gone}")).await.expect("hints");
        let lines: Vec<usize> = hints.iter().map(|hint| hint.line).collect();
        assert_eq!(lines, [3; 6], "all but files, which may be those of a draft: {hints:?}");
    }

    async fn titles_are_completed_with_what_the_viewer_may_see(network) {
        written(&network, "Straßenlaternen", Visibility::Public, "Text.").await;
        written(&network, "Neue Straßen", Visibility::Members, "Text.").await;
        let titles = async |viewer: &Viewer, typed: &str| -> Vec<String> {
            let found = network.server.ports.structure.titles(viewer, typed).await.expect("titles");
            found.into_iter().map(|one| one.title).collect()
        };
        let member = someone_at(&network, "lemgo").await;
        assert_eq!(titles(&member, "straß").await, ["Straßenlaternen", "Neue Straßen"]);
        assert_eq!(titles(&Viewer::guest(), "STRASS").await, ["Straßenlaternen"]);
        assert_eq!(titles(&member, "%_ ").await, Vec::<String>::new());
        let page = network.guest().get("/wiki/titel?q=laterne").await;
        assert_eq!(page.html, r#"[{"meta":"Leitfaden","path":"/wiki/strassenlaternen","title":"Straßenlaternen"}]"#);
    }

    async fn hints_say_what_an_author_may_have_overlooked(network) {
        written(&network, "Dach", Visibility::Members, "Text.").await;
        let member = someone_at(&network, "lemgo").await;
        let body = "# A\n\n### B\n\n![](x.png) [[Dach]] [[Fehlt]]\n\n[a](#a) [b](#nirgends) [c](/wiki/weg) [d](c:/x) <Kommune>";
        let hints = network.server.ports.structure.hints(&member, body).await.expect("hints");
        let hints: Vec<String> = hints.into_iter().map(|hint| format!("{} {}", hint.line, hint.text)).collect();
        let parts = ["3 Auf eine Überschrift der Ebene 1", "5 Dem Bild", "5 Einen Artikel „Fehlt“", "7 „#nirgends“", "7 „/wiki/weg“", "7 Auf „c:/x“", "7 „<Kommune>“"];
        assert_eq!(hints.len(), parts.len(), "{hints:?}");
        for (hint, part) in hints.iter().zip(parts) {
            assert!(hint.starts_with(part), "{hint}");
        }
        let mut browser = network.browser_of(&member).await;
        let page = browser.post("/wiki/hinweise", "body=![](x.png)").await;
        assert!(page.html.starts_with(r#"[{"line":1,"text":"Dem Bild"#), "{}", page.html);
    }

    async fn the_preview_shows_the_same_hints_without_a_script(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/wiki/neu").await.form("main form").fill("title", "Plan").fill("body", "![](x.png)");
        let page = browser.submit(form.with("preview", "1")).await;
        assert!(page.text(".hints li").contains("Zeile 1: Dem Bild"), "{}", page.main());
    }

    async fn an_article_with_three_headings_has_a_table_of_contents(network) {
        written(&network, "Lang", Visibility::Public, "# Eins\n\n## Zwei\n\n# Eins").await;
        written(&network, "Kurz", Visibility::Public, "# Eins\n\n# Zwei").await;
        let mut guest = network.guest();
        let page = guest.open("/wiki/lang").await;
        assert_eq!(page.attributes(".contents--beside a", "href"), ["#abschnitt-eins", "#abschnitt-zwei", "#abschnitt-eins-1"]);
        assert!(page.has("#abschnitt-eins-1") && page.has(".contents--above details"));
        assert!(!guest.open("/wiki/kurz").await.has(".contents"));
    }

    async fn links_of_articles_from_before_are_caught_up_at_the_start(network) {
        written(&network, "Ziel", Visibility::Public, "Da.").await;
        written(&network, "Start", Visibility::Public, "[[Ziel]]").await;
        network.change("DELETE FROM article_links").await;
        network.change("DELETE FROM region WHERE id = 2").await;
        let network = network.restarted().await;
        assert_eq!(network.strings("SELECT target FROM article_links").await, ["ziel"]);
    }

    async fn two_answers_on_a_page_share_no_ids(network) {
        let member = someone_at(&network, "lemgo").await;
        let forum = &network.server.ports.forum;
        let question = forum.ask(&member, tests::question("Was kostet das alles?")).await.expect("a question");
        for _ in 0..2 {
            forum.answer(&member, question.id, "# Kosten\n\nViel[^1].\n\n[^1]: Sehr.").await.expect("an answer");
        }
        let page = network.browser_of(&member).await.open(&question.path()).await;
        let ids = page.attributes("main [id]", "id");
        let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), distinct.len(), "{ids:?}");
    }
}
