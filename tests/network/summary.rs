//! From thread to article: what becomes of a solved question, and links that hold.

use app::{
    account::{Role, Viewer},
    error::Error,
    forum::port::{Forum, QuestionDraft},
    summary::port::SummaryWish,
    wiki::{
        drafts::port::{Draft, Drafts, Published},
        port::Wiki,
    },
};
use tests::{Network, moderator_of, on_both, question, someone_at};

const TITLE: &str = "Wie misst man Grundwasser mit LoRaWAN?";

/// A solved question: who asked, who answered, and the ids of question and solution.
struct Thread {
    asker: Viewer,
    helper: Viewer,
    question: i64,
    solution: i64,
}

async fn solved(network: &Network) -> Thread {
    let (asker, helper) = (someone_at(network, "lemgo").await, someone_at(network, "delbrueck").await);
    let draft = QuestionDraft { tags: "LoRaWAN, Grundwasser".to_owned(), topic: "smart-city".to_owned(), ..question(TITLE) };
    let forum = &network.server.forum;
    let question = forum.ask(&asker, draft).await.expect("a question").id;
    let solution = forum.answer(&helper, question, "# Sonde\n\nMit einer Sonde im Brunnen.").await.expect("an answer");
    forum.accept(&asker, question, Some(solution)).await.expect("accepted");
    Thread { asker, helper, question, solution }
}

fn guide() -> SummaryWish {
    SummaryWish { kind: "guide".to_owned(), ..SummaryWish::default() }
}

async fn begun(network: &Network, who: &Viewer, question: i64, wish: SummaryWish) -> Draft {
    let id = network.server.ports.summaries.begin(who, question, wish).await.expect("a draft");
    network.server.drafts.draft(who, id).await.expect("an answer").expect("a draft")
}

async fn published(network: &Network, who: &Viewer, draft: &Draft) -> String {
    match network.server.drafts.publish(who, draft.id, draft.version).await {
        Ok(Published::Stands(slug)) => slug,
        other => panic!("{other:?}"),
    }
}

/// An article that a moderator made of the thread.
async fn summarised(network: &Network, thread: &Thread) -> (Viewer, String) {
    let moderator = moderator_of(network).await;
    let draft = begun(network, &moderator, thread.question, guide()).await;
    let slug = published(network, &moderator, &draft).await;
    (moderator, slug)
}

fn is<T>(outcome: &Result<T, Error>, status: u16) -> bool {
    outcome.as_ref().is_err_and(|error| error.status() == status)
}

on_both! {
    async fn a_moderator_makes_an_article_of_a_solved_question(network) {
        let thread = solved(&network).await;
        let more = network.server.forum.answer(&someone_at(&network, "paderborn").await, thread.question, "Bei uns per Funk.").await.expect("an answer");
        network.change(&format!("UPDATE answers SET helpful = 2 WHERE id = {more}")).await;
        let plain = network.server.forum.answer(&someone_at(&network, "hoevelhof").await, thread.question, "Weiß nicht.").await.expect("an answer");
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let page = browser.open(&format!("/fragen/{}", thread.question)).await;
        let link = page.links().into_iter().find(|link| link.ends_with("/artikel")).expect("a button");
        let page = browser.open(&link).await;
        assert_eq!(page.attributes("input[type=checkbox][checked]", "name"), [format!("antwort-{more}")], "helpful ones are preselected");
        let form = page.form("main form").fill("kind", "guide").without(&format!("antwort-{plain}"));
        let page = browser.submit(form).await;
        assert!(page.path().starts_with("/wiki/entwuerfe/"), "{}", page.path());
        let form = page.form("main form");
        assert_eq!((form.value("title"), form.value("topic")), (TITLE, "smart-city"));
        assert!(form.value("tags").contains("LoRaWAN"), "{}", form.value("tags"));
        let body = form.value("body");
        for part in ["## Worum es geht\n\nWir fangen gerade damit an.", "## So geht es\n\n### Sonde", "### Aus Paderborn\n\nBei uns per Funk."] {
            assert!(body.contains(part), "{part} in {body}");
        }
        assert!(!body.contains("Weiß nicht") && !body.contains("Mitglied"), "{body}");
        let names = page.text("section[aria-labelledby=mitgewirkt]");
        assert!(names.contains("Lemgo") && names.contains("Delbrück") && names.contains("Paderborn") && !names.contains("Hövelhof"), "{names}");
    }

    async fn thread_and_article_lead_to_each_other_by_whatever_name(network) {
        let thread = solved(&network).await;
        let (moderator, slug) = summarised(&network, &thread).await;
        let mut browser = network.browser_of(&thread.asker).await;
        let page = browser.open(&format!("/fragen/{}", thread.question)).await;
        assert!(page.main().contains("Zusammengefasst in:") && page.leads_to(&format!("/wiki/{slug}")), "{}", page.main());

        let renamed = QuestionDraft { title: "Grundwasser per Funk messen?".to_owned(), ..question(TITLE) };
        network.server.forum.rephrase(&thread.asker, thread.question, renamed).await.expect("renamed");
        let article = network.server.wiki.article(&moderator, &slug).await.expect("an answer").expect("an article");
        let draft = app::wiki::port::ArticleDraft { body: article.body, ..tests::article("Grundwasser messen", app::wiki::Visibility::Members) };
        network.server.wiki.revise(&moderator, &slug, article.revision, draft).await.expect("revised");
        let page = browser.open(&format!("/wiki/{slug}")).await;
        assert_eq!(page.path(), "/wiki/grundwasser-messen");
        assert!(page.main().contains("Entstanden aus der Frage: Grundwasser per Funk messen?"), "{}", page.main());
        let page = browser.open(&format!("/fragen/{}", thread.question)).await;
        assert!(page.leads_to("/wiki/grundwasser-messen"), "{}", page.main());
    }

    async fn a_merged_thread_leads_on_from_where_it_went(network) {
        let thread = solved(&network).await;
        let (_, slug) = summarised(&network, &thread).await;
        let other = network.server.forum.ask(&thread.asker, question("Noch eine Frage zum Grundwasser?")).await.expect("a question");
        network.change(&format!("UPDATE questions SET merged_into = {}, removed_at = 1 WHERE id = {}", other.id, thread.question)).await;
        let mut browser = network.browser_of(&thread.helper).await;
        let page = browser.open(&other.path()).await;
        assert!(page.leads_to(&format!("/wiki/{slug}")), "{}", page.main());
        let page = browser.open(&format!("/wiki/{slug}")).await;
        assert!(page.leads_to(&other.path()), "{}", page.main());
    }

    async fn threads_merged_into_each_other_by_mistake_end_somewhere(network) {
        let thread = solved(&network).await;
        let (_, slug) = summarised(&network, &thread).await;
        network.change(&format!("UPDATE questions SET merged_into = {0} WHERE id = {0}", thread.question)).await;
        let mut browser = network.browser_of(&thread.helper).await;
        assert_eq!(browser.open(&format!("/wiki/{slug}")).await.status, 200);
        assert_eq!(browser.open(&format!("/fragen/{}", thread.question)).await.status, 200);
    }

    async fn an_article_outlives_the_thread_that_is_deleted_for_good(network) {
        let thread = solved(&network).await;
        let (_, slug) = summarised(&network, &thread).await;
        network.change(&format!("UPDATE questions SET removed_at = 1 WHERE id = {}", thread.question)).await;
        let mut browser = network.browser_of(&thread.helper).await;
        let page = browser.open(&format!("/wiki/{slug}")).await;
        assert!(!page.main().contains("Entstanden aus") && page.main().contains("Mitgewirkt haben"), "{}", page.main());
        network.change(&format!("DELETE FROM questions WHERE id = {}", thread.question)).await;
        let page = browser.open(&format!("/wiki/{slug}")).await;
        assert!(!page.main().contains("Entstanden aus") && page.main().contains("Mitgewirkt haben"), "{}", page.main());
        assert_eq!((network.count("summaries").await, network.count("contributors").await), (1, 2));
    }

    async fn an_article_that_is_gone_leaves_the_thread_as_it_was(network) {
        let thread = solved(&network).await;
        let (_, slug) = summarised(&network, &thread).await;
        network.change(&format!("DELETE FROM articles WHERE slug = '{slug}'")).await;
        let page = network.browser_of(&thread.helper).await.open(&format!("/fragen/{}", thread.question)).await;
        assert!(page.status == 200 && !page.main().contains("Zusammengefasst in"), "{}", page.main());
    }

    async fn a_thread_for_one_kreis_leaves_no_trace_for_others(network) {
        let thread = solved(&network).await;
        network.change(&format!("UPDATE questions SET audience = 'kreis-lippe' WHERE id = {}", thread.question)).await;
        let moderator = moderator_of(&network).await;
        let page = network.browser_of(&moderator).await.open(&format!("/fragen/{}", thread.question)).await;
        let link = page.links().into_iter().find(|link| link.ends_with("/artikel")).expect("a button");
        assert!(network.browser_of(&moderator).await.open(&link).await.main().contains("nur Mitglieder aus: Kreis Lippe"));
        let draft = begun(&network, &moderator, thread.question, guide()).await;
        let mut changed = draft.clone();
        "Ein anderer Titel".clone_into(&mut changed.typed.title);
        let sheet = app::wiki::drafts::port::Sheet { draft: Some(draft.id), version: Some(draft.version), typed: changed.typed, ..Default::default() };
        let draft = tests::kept(&network, &moderator, sheet).await;
        let slug = published(&network, &moderator, &draft).await;

        let inside = network.browser_of(&someone_at(&network, "detmold").await).await.open(&format!("/wiki/{slug}")).await;
        assert!(inside.main().contains("Entstanden aus der Frage"), "{}", inside.main());
        let mut outside = network.browser_of(&someone_at(&network, "hoexter").await).await;
        let page = outside.open(&format!("/wiki/{slug}")).await;
        assert!(page.status == 200 && !page.main().contains("Entstanden") && !page.html.contains("LoRaWAN?"), "{}", page.main());
        let page = outside.open(&format!("/wiki/{slug}/verlauf")).await;
        assert!(page.status == 200 && !page.html.contains(TITLE), "{}", page.main());
    }

    async fn guests_see_no_link_to_the_thread_and_no_names(network) {
        let thread = solved(&network).await;
        let (moderator, slug) = summarised(&network, &thread).await;
        network.change(&format!("UPDATE articles SET visibility = 'public' WHERE slug = '{slug}'")).await;
        let page = network.guest().open(&format!("/wiki/{slug}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.main().contains("Entstanden") && !page.links().iter().any(|link| link.starts_with("/fragen/")), "{}", page.main());
        let section = page.text("section[aria-labelledby=mitgewirkt]");
        assert!(section.contains("Lemgo") && section.contains("Delbrück") && !section.contains("Mitglied"), "{section}");
        let member = network.browser_of(&moderator).await.open(&format!("/wiki/{slug}")).await;
        assert!(member.text("section[aria-labelledby=mitgewirkt]").contains("Mitglied"), "{}", member.main());
    }

    async fn whoever_wrote_in_the_thread_may_begin_and_others_may_not(network) {
        let thread = solved(&network).await;
        for who in [&thread.asker, &thread.helper] {
            let mut browser = network.browser_of(who).await;
            let page = browser.open(&format!("/fragen/{}", thread.question)).await;
            assert!(page.links().iter().any(|link| link.ends_with("/artikel")), "{}", page.main());
        }
        let stranger = someone_at(&network, "hoexter").await;
        let mut browser = network.browser_of(&stranger).await;
        let page = browser.open(&format!("/fragen/{}", thread.question)).await;
        assert!(!page.links().iter().any(|link| link.ends_with("/artikel")), "{}", page.main());
        browser.get(&format!("{}/artikel", page.path())).await.assert_is_of_the_site(403);
        assert!(is(&network.server.ports.summaries.begin(&stranger, thread.question, guide()).await, 403));
        assert!(is(&network.server.ports.summaries.begin(&Viewer::guest(), thread.question, guide()).await, 401));
        assert_eq!(network.count("summaries").await, 0);
    }

    async fn a_members_draft_is_published_by_a_moderator_and_keeps_the_thread(network) {
        let thread = solved(&network).await;
        let draft = begun(&network, &thread.helper, thread.question, guide()).await;
        let drafts = &network.server.drafts;
        drafts.hand_in(&thread.helper, draft.id, draft.version).await.expect("handed in");
        let moderator = moderator_of(&network).await;
        let page = network.browser_of(&moderator).await.open(&format!("/moderation/pruefung/{}", draft.id)).await;
        assert!(page.text("section[aria-labelledby=mitgewirkt]").contains("Delbrück"), "{}", page.main());
        let Ok(Published::Stands(slug)) = drafts.approve(&moderator, draft.id, draft.version, "").await else { panic!("not published") };
        let page = network.browser_of(&thread.asker).await.open(&format!("/wiki/{slug}")).await;
        assert!(page.main().contains("Entstanden aus der Frage"), "{}", page.main());
    }

    async fn an_unsolved_question_cannot_become_an_article(network) {
        let thread = solved(&network).await;
        network.server.forum.accept(&thread.asker, thread.question, None).await.expect("taken back");
        let moderator = moderator_of(&network).await;
        let mut browser = network.browser_of(&moderator).await;
        let page = browser.open(&format!("/fragen/{}", thread.question)).await;
        assert!(!page.links().iter().any(|link| link.ends_with("/artikel")), "{}", page.main());
        let page = browser.open(&format!("{}/artikel", page.path())).await;
        assert!(page.main().contains("Noch ist keine Antwort als Lösung markiert") && !page.has("main form"), "{}", page.main());
        assert!(is(&network.server.ports.summaries.begin(&moderator, thread.question, guide()).await, 422));
    }

    async fn a_solution_that_vanishes_while_the_form_is_open_is_not_taken(network) {
        let thread = solved(&network).await;
        let mut browser = network.browser_of(&thread.asker).await;
        let page = browser.open(&format!("/fragen/{}", thread.question)).await;
        let form = browser.open(&format!("{}/artikel", page.path())).await.form("main form");
        network.change(&format!("UPDATE answers SET removed_at = 1 WHERE id = {}", thread.solution)).await;
        let page = browser.send(&form).await;
        assert_eq!(page.status, 422, "{}", page.main());
        assert_eq!((network.count("drafts").await, network.count("summaries").await), (0, 0));
    }

    async fn a_form_that_is_sent_twice_makes_one_draft(network) {
        let thread = solved(&network).await;
        let mut browser = network.browser_of(&thread.asker).await;
        let page = browser.open(&format!("/fragen/{}", thread.question)).await;
        let form = browser.open(&format!("{}/artikel", page.path())).await.form("main form").fill("kind", "guide");
        let (one, two) = (browser.send(&form).await.redirect(), browser.send(&form).await.redirect());
        assert!(one.is_some() && one == two, "{one:?} {two:?}");
        let told = network.number("SELECT COUNT(*) FROM notices WHERE kind = 'summary_begun'").await;
        assert_eq!((network.count("drafts").await, told), (1, 1));
    }

    async fn nonsense_in_the_form_is_named_and_chosen_answers_of_other_threads_are_left_out(network) {
        let (thread, other) = (solved(&network).await, solved(&network).await);
        let moderator = moderator_of(&network).await;
        let summaries = &network.server.ports.summaries;
        let odd = SummaryWish { kind: "project_profile".to_owned(), ..SummaryWish::default() };
        assert!(is(&summaries.begin(&moderator, thread.question, odd).await, 422));
        let foreign = SummaryWish { answers: vec![other.solution, -1, i64::MAX], ..guide() };
        let draft = begun(&network, &moderator, thread.question, foreign).await;
        assert!(!draft.typed.body.contains("Weitere Erfahrungen"), "{}", draft.typed.body);
        assert_eq!(network.number(&format!("SELECT COUNT(*) FROM contributors WHERE draft_id = {}", draft.id)).await, 2);
    }

    async fn a_later_answer_is_told_to_the_owner_of_the_article(network) {
        let thread = solved(&network).await;
        summarised(&network, &thread).await;
        network.change(&format!("UPDATE articles SET owner_id = {}", thread.asker.id())).await;
        network.change("DELETE FROM notices").await;
        let answer = network.server.forum.answer(&thread.helper, thread.question, "Seit gestern anders.").await.expect("an answer");
        let texts = network.strings(&format!("SELECT text FROM notices WHERE kind = 'summary_answered' AND account_id = {}", thread.asker.id())).await;
        assert!(texts.len() == 1 && texts[0].contains(TITLE), "{texts:?}");
        let paths = network.strings("SELECT path FROM notices WHERE kind = 'summary_answered'").await;
        assert!(paths[0].ends_with(&format!("#antwort-{answer}")), "{paths:?}");
        // her own answer is no news to her
        network.server.forum.answer(&thread.asker, thread.question, "Danke!").await.expect("an answer");
        assert_eq!(network.number("SELECT COUNT(*) FROM notices WHERE kind = 'summary_answered'").await, 1);
    }

    async fn an_owner_who_may_not_see_the_thread_is_told_nothing(network) {
        let thread = solved(&network).await;
        summarised(&network, &thread).await;
        let outside = someone_at(&network, "hoexter").await;
        network.change(&format!("UPDATE articles SET owner_id = {}", outside.id())).await;
        network.change(&format!("UPDATE questions SET audience = 'kreis-lippe' WHERE id = {}", thread.question)).await;
        network.server.forum.answer(&thread.asker, thread.question, "Neues.").await.expect("an answer");
        assert_eq!(network.number("SELECT COUNT(*) FROM notices WHERE kind = 'summary_answered'").await, 0);
    }

    async fn others_do_not_see_who_works_on_a_draft(network) {
        let thread = solved(&network).await;
        begun(&network, &thread.helper, thread.question, guide()).await;
        let at = format!("/fragen/{}/wie-misst-man-grundwasser-mit-lorawan/artikel", thread.question);
        let page = network.browser_of(&thread.asker).await.open(&at).await;
        assert!(!page.main().contains("Daran arbeitet schon jemand"), "{}", page.main());
        let page = network.browser_of(&network.someone(Role::Moderator).await).await.open(&at).await;
        assert!(page.main().contains("Daran arbeitet schon jemand"), "{}", page.main());
    }
}
