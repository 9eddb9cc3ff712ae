//! Saved searches: keeping them, and being told of what is new to them.

use app::{
    account::{Role, Viewer},
    forum::{
        port::{Forum, Question, QuestionDraft},
        post::Post,
    },
    list::Slice,
    notice::{
        port::Notices,
        preference::{Preferences, Rhythm},
    },
    saved::port::SavedSearches,
    search::port::Query,
    wiki::{
        Visibility,
        drafts::port::{Drafts, Sheet},
        port::Wiki,
    },
};
use tests::{Form, Network, Page, article, is, kept, moderator_of, on_both, question, someone_at};

const TITLE: &str = "Wer nutzt eine Drohne?";
const TOLD: &str = "Neu zu Ihrer gemerkten Suche „Fliegen“: „Wer nutzt eine Drohne?“";

async fn save(network: &Network, who: &Viewer, name: &str, pairs: &[(&str, &str)]) {
    network.server.saved.save(who, name, &Query::of(pairs.iter().copied())).await.expect("saved");
}

/// Someone in Paderborn who wants to hear of drones.
async fn fan(network: &Network) -> Viewer {
    let fan = someone_at(network, "paderborn").await;
    save(network, &fan, "Fliegen", &[("q", "Drohnen")]).await;
    fan
}

async fn ask(network: &Network, asker: &Viewer, title: &str) -> Question {
    network.server.forum.ask(asker, question(title)).await.expect("a question")
}

/// The same for the asker's Kreis first.
async fn ask_nearby(network: &Network, asker: &Viewer) -> Question {
    let draft = QuestionDraft { audience: QuestionDraft::DISTRICT.to_owned(), ..question(TITLE) };
    network.server.forum.ask(asker, draft).await.expect("a question")
}

/// Brings the index up to date and looks; returns how many notices that made.
async fn looked(network: &Network) -> usize {
    network.index().await;
    network.server.saved.look().await.unwrap_or_else(|error| panic!("looked: {error}"))
}

/// What somebody was told because of her searches, newest first.
async fn told(network: &Network, who: &Viewer) -> Vec<String> {
    let notices = network.server.notices.list(who, Slice::page(1)).await.expect("notices");
    notices.into_iter().map(|notice| notice.text).filter(|text| text.contains("gemerkten Suche")).collect()
}

/// The form that saves the search of a page.
fn form(page: &Page) -> Form {
    page.form("form[action='/suche'][method='post']")
}

fn has_form(page: &Page) -> bool {
    page.has("form[action='/suche'][method='post']")
}

async fn names(network: &Network, who: &Viewer) -> Vec<String> {
    network.server.saved.list(who).await.expect("a list").into_iter().map(|one| one.name).collect()
}

on_both! {
    async fn a_search_is_saved_from_its_results_under_a_name_that_is_suggested(network) {
        let eva = someone_at(&network, "lemgo").await;
        ask(&network, &eva, TITLE).await;
        network.index().await;
        let mut browser = network.browser_of(&eva).await;
        let page = browser.open("/suche?kreis=kreis-lippe&q=++Drohne&seite=1").await;
        assert_eq!(form(&page).value("name"), "Drohne · Kreis Lippe");
        let page = browser.submit(form(&page)).await;
        assert_eq!(page.path(), "/suche?q=Drohne&kreis=kreis-lippe&hinweis=gemerkt");
        assert!(page.text(".flash").contains("ist gemerkt"), "{}", page.main());
        assert!(page.main().contains("Gemerkt als „Drohne · Kreis Lippe“") && !has_form(&page), "{}", page.main());
        // what was told is told once
        assert!(!page.links().iter().any(|link| link.contains("hinweis=")), "{:?}", page.links());
        // another order is the same search, another filter is another one
        assert!(!has_form(&browser.open("/suche?q=Drohne&kreis=kreis-lippe").await));
        assert!(has_form(&browser.open("/suche?q=Drohne").await));
    }

    async fn she_may_choose_the_name_and_has_to_have_one(network) {
        let eva = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&eva).await;
        let page = browser.open("/suche?q=Drohne").await;
        for (name, wrong) in [("  ", "Namen"), (&*"x".repeat(81), "80")] {
            let page = browser.submit(form(&page).fill("name", name)).await;
            assert_eq!(page.status, 422);
            assert!(page.error("name").contains(wrong), "{}", page.main());
            assert_eq!(form(&page).value("suche"), "q=Drohne");
            assert!(page.main().contains("Nichts gefunden"), "{}", page.main());
        }
        browser.submit(form(&page).fill("name", "  Alles, was \n fliegt ")).await;
        assert_eq!(names(&network, &eva).await, ["Alles, was fliegt"]);
    }

    async fn saved_twice_it_is_there_once_under_its_first_name(network) {
        let eva = someone_at(&network, "lemgo").await;
        save(&network, &eva, "Eins", &[("q", "Drohne"), ("software", "b"), ("software", "a")]).await;
        save(&network, &eva, "Zwei", &[("software", "a"), ("q", " Drohne "), ("software", "b")]).await;
        assert_eq!(names(&network, &eva).await, ["Eins"]);
        save(&network, &someone_at(&network, "lemgo").await, "Drei", &[("q", "Drohne")]).await;
        assert_eq!(network.count("saved_searches").await, 2);
    }

    async fn what_looks_for_nothing_cannot_be_saved(network) {
        let eva = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&eva).await;
        for nothing in ["", "art=article&kreis=kreis-lippe", "q=-lemgo", "https://example.org/?q=x"] {
            let body = encoded(&[("suche", nothing), ("name", "Alles")]);
            let page = browser.post("/suche", body).await;
            assert_eq!(page.status, 422, "{nothing}");
            assert!(page.text(".error-summary").contains("Eine leere Suche"), "{nothing}: {}", page.main());
        }
        let long = "Drohne ".repeat(50);
        assert!(is(&network.server.saved.save(&eva, "Lang", &Query::of([("q", long.as_str())])).await, 422));
        assert_eq!(network.count("saved_searches").await, 0);
        assert!(!has_form(&browser.open("/suche").await));
        assert!(!has_form(&network.guest().open("/suche?q=Drohne").await));
    }

    async fn only_a_search_is_kept_of_what_came_with_the_form(network) {
        let eva = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&eva).await;
        let body = encoded(&[("suche", "weiter=//example.org&q=Drohne&art=quatsch&hinweis=x&seite=4"), ("name", "Meine")]);
        let page = browser.post("/suche", body).await;
        assert_eq!(page.redirect().as_deref(), Some("/suche?q=Drohne&hinweis=gemerkt"));
        assert_eq!(network.strings("SELECT query FROM saved_searches").await, ["q=Drohne"]);
    }

    async fn thirty_are_enough(network) {
        let eva = someone_at(&network, "lemgo").await;
        for number in 0..30 {
            save(&network, &eva, "Eine", &[("q", &format!("Drohne {number}"))]).await;
        }
        let mut browser = network.browser_of(&eva).await;
        let page = browser.open("/suche?q=Kran").await;
        let page = browser.submit(form(&page)).await;
        assert_eq!(page.status, 422);
        assert!(page.text(".error-summary").contains("Sie haben schon 30 Suchen gemerkt"), "{}", page.main());
        // what is saved already may be saved again, and others are not concerned
        save(&network, &eva, "Eine", &[("q", "Drohne 7")]).await;
        save(&network, &someone_at(&network, "lemgo").await, "Eine", &[("q", "Kran")]).await;
        let first = network.server.saved.list(&eva).await.expect("a list").remove(0);
        network.server.saved.forget(&eva, first.id).await.expect("forgotten");
        assert!(!has_form(&browser.submit(form(&page)).await));
    }

    async fn they_stand_with_what_she_follows_and_can_be_renamed_and_forgotten(network) {
        let eva = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&eva).await;
        assert!(browser.open("/konto/abos").await.main().contains("Sie haben noch keine Suche gemerkt"));
        save(&network, &eva, "Zäune", &[("q", "Zaun")]).await;
        save(&network, &eva, "Äcker & <b>Wiesen</b>", &[("q", "Acker"), ("art", "article")]).await;
        let page = browser.open("/konto/abos").await;
        assert_eq!(page.texts("section .entry__title"), ["Äcker & <b>Wiesen</b>", "Zäune"]);
        assert!(page.leads_to("/suche?q=Acker&art=article"), "{:?}", page.links());
        let path = page.attributes("section .entry__meta a", "href").remove(1);

        let page = browser.open(&path).await;
        let refused = browser.submit(page.form("main form").fill("name", " ")).await;
        assert_eq!((refused.status.as_u16(), refused.error("name").is_empty()), (422, false));
        let page = browser.submit(page.form("main form").fill("name", "Alte Zäune")).await;
        assert_eq!(page.text(".flash"), "Die Suche hat ihren neuen Namen.");
        assert_eq!(names(&network, &eva).await, ["Äcker & <b>Wiesen</b>", "Alte Zäune"]);

        let page = browser.submit(page.form("section form")).await;
        assert_eq!((page.path(), page.text(".flash").as_str()), ("/konto/abos?hinweis=vergessen", "Diese Suche ist nicht mehr gemerkt."));
        assert_eq!(names(&network, &eva).await, ["Alte Zäune"]);

        let page = browser.open("/suche?q=Zaun").await;
        let page = browser.submit(page.form("form[action$='/vergessen']")).await;
        assert_eq!((page.path(), has_form(&page)), ("/suche?q=Zaun&hinweis=vergessen", true));
        assert_eq!(network.count("saved_searches").await, 0);
    }

    async fn nobody_else_sees_changes_or_forgets_one(network) {
        let eva = someone_at(&network, "lemgo").await;
        save(&network, &eva, "Zqxsuche", &[("q", "Drohne")]).await;
        let id = network.server.saved.list(&eva).await.expect("a list")[0].id;
        for other in [someone_at(&network, "lemgo").await, moderator_of(&network).await, network.someone(Role::Administrator).await] {
            let mut browser = network.browser_of(&other).await;
            browser.get(&format!("/konto/suchen/{id}")).await.assert_is_of_the_site(404);
            for path in [format!("/konto/suchen/{id}"), format!("/konto/suchen/{id}/vergessen")] {
                browser.post(&path, "name=Meine").await.assert_is_of_the_site(404);
            }
            for path in ["/konto/abos", "/suche?q=Drohne", "/moderation", "/moderation/protokoll"] {
                assert!(!browser.get(path).await.html.contains("Zqxsuche"), "{path}");
            }
        }
        assert_eq!(names(&network, &eva).await, ["Zqxsuche"]);
    }

    async fn what_is_new_is_told_once(network) {
        let (fan, asker) = (fan(&network).await, someone_at(&network, "lemgo").await);
        assert_eq!(looked(&network).await, 0);
        let question = ask(&network, &asker, TITLE).await;
        // not before the index of this process knows it
        assert_eq!(network.server.saved.look().await.expect("looked"), 0);
        assert_eq!((looked(&network).await, looked(&network).await), (1, 0));
        assert_eq!(told(&network, &fan).await, [TOLD]);
        assert_eq!(network.strings("SELECT path FROM notices WHERE kind = 'search_found'").await, [question.path()]);

        // an edit is no news, nor an answer, nor a new start, nor a round that is begun again
        let forum = &network.server.forum;
        forum.rephrase(&asker, question.id, tests::question("Wer nutzt zwei Drohnen?")).await.expect("rephrased");
        forum.answer(&asker, question.id, "Wir, eine Drohne.").await.expect("an answer");
        assert_eq!(looked(&network).await, 0);
        let network = network.restarted().await;
        network.change("UPDATE saved_search_rounds SET upto = 0").await;
        assert_eq!(looked(&network).await, 0);
        assert_eq!(told(&network, &fan).await.len(), 1);
    }

    async fn several_new_things_are_one_notice_that_leads_to_the_results(network) {
        let (fan, asker) = (fan(&network).await, someone_at(&network, "lemgo").await);
        ask(&network, &asker, "Wer verleiht eine Drohne?").await;
        network.server.wiki.publish(&moderator_of(&network).await, article("Drohnen im Wald", Visibility::Members)).await.expect("an article");
        ask(&network, &asker, TITLE).await;
        assert_eq!(looked(&network).await, 1);
        assert_eq!(told(&network, &fan).await, [format!("{TOLD} und 2\u{a0}weitere Treffer")]);
        assert_eq!(network.strings("SELECT path FROM notices WHERE kind = 'search_found'").await, ["/suche?q=Drohnen"]);
    }

    async fn nobody_is_told_of_her_own(network) {
        let eva = moderator_of(&network).await;
        save(&network, &eva, "Fliegen", &[("q", "Drohne")]).await;
        ask(&network, &eva, TITLE).await;
        network.server.wiki.publish(&eva, article("Drohnen im Wald", Visibility::Members)).await.expect("an article");
        assert_eq!(looked(&network).await, 0);
    }

    async fn what_was_there_before_is_no_news(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask(&network, &asker, TITLE).await;
        let fan = fan(&network).await;
        assert_eq!(looked(&network).await, 0);
        assert!(told(&network, &fan).await.is_empty());
    }

    async fn words_and_filters_have_to_fit(network) {
        let (asker, fan) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        for (name, pairs) in [
            ("beide Wörter", &[("q", "Drohne Wald")][..]),
            ("ein Wort", &[("q", "Drohne")]),
            ("ohne", &[("q", "Drohne -nutzt")]),
            ("Artikel", &[("q", "Drohne"), ("art", "article")]),
            ("Fragen", &[("q", "Drohne"), ("art", "question")]),
            ("Lippe", &[("q", "Drohne"), ("kreis", "kreis-lippe")]),
            ("Herford", &[("q", "Drohne"), ("kreis", "kreis-herford")]),
            ("Angabe", &[("q", "Drohne"), ("status", "laeuft")]),
        ] {
            save(&network, &fan, name, pairs).await;
        }
        ask(&network, &asker, TITLE).await;
        assert_eq!(looked(&network).await, 3);
        let mut told = told(&network, &fan).await;
        told.sort();
        let expected = ["Fragen", "Lippe", "ein Wort"].map(|name| TOLD.replace("Fliegen", name));
        assert_eq!(told, expected);
    }

    async fn a_question_for_one_kreis_is_told_there_at_once_and_to_others_when_it_opens(network) {
        let (outside, inside, asker) = (fan(&network).await, someone_at(&network, "detmold").await, someone_at(&network, "lemgo").await);
        save(&network, &inside, "Fliegen", &[("q", "Drohne")]).await;
        ask_nearby(&network, &asker).await;
        assert_eq!(looked(&network).await, 1);
        assert_eq!((told(&network, &inside).await.len(), told(&network, &outside).await.len()), (1, 0));
        network.wait_days(7);
        assert_eq!(network.server.forum.open_due().await.expect("opened"), 1);
        assert_eq!((looked(&network).await, looked(&network).await), (1, 0));
        assert_eq!((told(&network, &inside).await.len(), told(&network, &outside).await), (1, vec![TOLD.to_owned()]));
    }

    async fn opened_before_anybody_has_looked_it_is_told_to_each_once(network) {
        let (outside, inside, asker) = (fan(&network).await, someone_at(&network, "detmold").await, someone_at(&network, "lemgo").await);
        save(&network, &inside, "Fliegen", &[("q", "Drohne")]).await;
        let question = ask_nearby(&network, &asker).await;
        network.server.ports.asking.open(&asker, question.id).await.expect("opened");
        assert_eq!((looked(&network).await, looked(&network).await), (2, 0));
        assert_eq!((told(&network, &inside).await.len(), told(&network, &outside).await.len()), (1, 1));
    }

    async fn a_draft_is_told_when_it_is_published_and_not_before(network) {
        let (fan, moderator) = (fan(&network).await, moderator_of(&network).await);
        let eva = someone_at(&network, "lemgo").await;
        let sheet = Sheet { typed: article("Drohnen im Wald", Visibility::Members), ..Sheet::default() };
        let draft = kept(&network, &eva, sheet).await;
        save(&network, &eva, "Meine", &[("q", "Drohne")]).await;
        save(&network, &moderator, "Meine", &[("q", "Drohne")]).await;
        let drafts = &network.server.drafts;
        drafts.hand_in(&eva, draft.id, draft.version).await.expect("handed in");
        assert_eq!(looked(&network).await, 0);
        let version = drafts.draft(&moderator, draft.id).await.expect("an answer").expect("a draft").version;
        drafts.approve(&moderator, draft.id, version, "").await.expect("approved");
        // whoever wrote it is not told, whoever approved it is
        assert_eq!(looked(&network).await, 2);
        assert_eq!(told(&network, &fan).await, ["Neu zu Ihrer gemerkten Suche „Fliegen“: „Drohnen im Wald“"]);
        assert!(told(&network, &eva).await.is_empty());
    }

    async fn what_was_removed_meanwhile_is_told_to_nobody(network) {
        let (fan, asker) = (fan(&network).await, someone_at(&network, "lemgo").await);
        let question = ask(&network, &asker, TITLE).await;
        network.index().await;
        network.change("UPDATE questions SET removed_at = 1").await;
        assert_eq!(network.server.saved.look().await.expect("looked"), 0);
        let second = ask(&network, &asker, "Wer verleiht eine Drohne?").await;
        assert_eq!(looked(&network).await, 1);
        // and a notice goes with the question that it names
        let order = &network.server.ports.order;
        let moderator = network.someone(Role::Administrator).await;
        order.erase(&moderator, Post::Question(second.id), "Persönliche Daten", "ja").await.expect("erased");
        assert!(told(&network, &fan).await.is_empty());
        assert_ne!(question.id, second.id);
    }

    async fn two_nodes_tell_once(network) {
        let (fan, asker) = (fan(&network).await, someone_at(&network, "lemgo").await);
        for number in 0..5 {
            save(&network, &fan, "Mehr", &[("q", "Drohne"), ("jahr", &format!("{}", 2020 + number))]).await;
            save(&network, &someone_at(&network, "detmold").await, "Fliegen", &[("q", "Drohne")]).await;
        }
        ask(&network, &asker, TITLE).await;
        network.index().await;
        let saved = &network.server.saved;
        let (one, other) = tokio::join!(saved.look(), saved.look());
        assert_eq!(one.expect("looked") + other.expect("looked"), 6);
        assert_eq!(network.number("SELECT COUNT(*) FROM notices WHERE kind = 'search_found'").await, 6);
    }

    async fn they_end_with_the_account(network) {
        let (fan, asker) = (fan(&network).await, someone_at(&network, "lemgo").await);
        network.server.accounts.end_account(fan.id(), None).await.expect("ended");
        assert_eq!(network.count("saved_searches").await, 0);
        ask(&network, &asker, TITLE).await;
        assert_eq!(looked(&network).await, 0);
        network.server.accounts.reopen_account(fan.id()).await.expect("reopened");
        assert!(names(&network, &fan).await.is_empty());
    }

    async fn mails_come_once_a_day_unless_she_chooses(network) {
        let (fan, asker) = (fan(&network).await, someone_at(&network, "lemgo").await);
        ask(&network, &asker, TITLE).await;
        looked(&network).await;
        assert!(network.mails().await.is_empty());
        network.wait_days(1);
        assert_eq!(network.sum_up().await, 1);
        let mail = network.mails().await.pop().expect("a mail");
        assert!(mail.body.contains(TOLD), "{}", mail.body);

        let mut browser = network.browser_of(&fan).await;
        let form = browser.open("/konto/benachrichtigungen").await.form("main form.form");
        assert_eq!(form.value("searches"), "daily");
        browser.submit(form.fill("searches", "at_once")).await;
        ask(&network, &asker, "Wer verleiht eine Drohne?").await;
        looked(&network).await;
        let mail = network.mails().await.pop().expect("a mail");
        assert!(mail.body.contains("weil Sie diese Suche gemerkt haben") && mail.body.contains("Wer verleiht eine Drohne?"), "{}", mail.body);
        let path = network.link_in_last_mail().await;
        network.guest().post(&path, "").await;
        let usual = [Rhythm::AtOnce, Rhythm::Daily, Rhythm::AtOnce, Rhythm::AtOnce, Rhythm::Off];
        assert_eq!(network.server.notices.choices(&fan).await.expect("choices").rhythms, usual);
    }
}

/// A body as a browser encodes it.
fn encoded(fields: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}
