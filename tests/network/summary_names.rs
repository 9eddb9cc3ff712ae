//! Whoever contributed to an article is named, and can take her name out with one click.

use app::{
    account::Viewer,
    forum::port::Forum,
    summary::port::SummaryWish,
    wiki::drafts::port::{Drafts, Published},
};
use tests::{Network, moderator_of, on_both, question, someone_at};

/// A draft made of a thread: its author, asker, helper, id of the draft.
async fn begun(network: &Network) -> (Viewer, Viewer, Viewer, i64) {
    let (asker, helper) = (someone_at(network, "lemgo").await, someone_at(network, "delbrueck").await);
    let forum = &network.server.forum;
    let question = forum.ask(&asker, question("Wer hat eine Drohne im Einsatz?")).await.expect("a question").id;
    let solution = forum.answer(&helper, question, "Wir, beim Vermessen.").await.expect("an answer");
    forum.accept(&asker, question, Some(solution)).await.expect("accepted");
    let moderator = moderator_of(network).await;
    let wish = SummaryWish { kind: "experience_report".to_owned(), ..SummaryWish::default() };
    let draft = network.server.ports.summaries.begin(&moderator, question, wish).await.expect("a draft");
    (moderator, asker, helper, draft)
}

async fn publish(network: &Network, moderator: &Viewer, draft: i64) -> String {
    let version = network.number(&format!("SELECT version FROM drafts WHERE id = {draft}")).await;
    match network.server.drafts.publish(moderator, draft, version).await {
        Ok(Published::Stands(slug)) => format!("/wiki/{slug}"),
        other => panic!("{other:?}"),
    }
}

async fn names(network: &Network, viewer: &Viewer, path: &str) -> String {
    network.browser_of(viewer).await.open(path).await.text("section[aria-labelledby=mitgewirkt]")
}

async fn click(network: &Network, viewer: &Viewer, draft: i64) -> String {
    let mut browser = network.browser_of(viewer).await;
    let form = browser.open(&format!("/konto/mitwirkung/{draft}")).await.form("main form");
    browser.submit(form).await.text(".flash")
}

on_both! {
    async fn those_whose_words_are_used_are_told_at_once_with_the_way_out(network) {
        let (_, asker, helper, draft) = begun(&network).await;
        for who in [&asker, &helper] {
            let paths = network.strings(&format!("SELECT path FROM notices WHERE kind = 'summary_begun' AND account_id = {}", who.id())).await;
            assert_eq!(paths, [format!("/konto/mitwirkung/{draft}")]);
        }
        assert_eq!(network.number("SELECT COUNT(*) FROM notices WHERE kind = 'summary_begun'").await, 2);
        let mail = network.mails().await.pop().expect("a mail");
        assert!(mail.body.contains(&format!("/konto/mitwirkung/{draft}")) && mail.body.contains("mit einem Klick"), "{}", mail.body);
    }

    async fn one_click_before_the_publication_keeps_a_name_out(network) {
        let (moderator, _, helper, draft) = begun(&network).await;
        assert!(click(&network, &helper, draft).await.contains("herausgenommen"));
        let path = publish(&network, &moderator, draft).await;
        let section = names(&network, &moderator, &path).await;
        assert!(section.contains("Lemgo") && !section.contains("Delbrück"), "{section}");
        let texts = network.strings(&format!("SELECT text FROM notices WHERE kind = 'summary_published' AND account_id = {}", helper.id())).await;
        assert!(texts.len() == 1 && texts[0].contains("Ihr Name steht nicht dabei"), "{texts:?}");
    }

    async fn one_click_after_the_publication_takes_a_name_out_and_another_puts_it_back(network) {
        let (moderator, _, helper, draft) = begun(&network).await;
        let path = publish(&network, &moderator, draft).await;
        assert!(names(&network, &moderator, &path).await.contains("Delbrück"));
        click(&network, &helper, draft).await;
        assert!(!names(&network, &moderator, &path).await.contains("Delbrück"));
        assert!(click(&network, &helper, draft).await.contains("wieder dabei"));
        assert!(names(&network, &moderator, &path).await.contains("Delbrück"));
    }

    async fn whoever_contributed_finds_the_way_from_the_article(network) {
        let (moderator, _, helper, draft) = begun(&network).await;
        let path = publish(&network, &moderator, draft).await;
        let page = network.browser_of(&helper).await.open(&path).await;
        assert!(page.leads_to(&format!("/konto/mitwirkung/{draft}")), "{}", page.main());
        assert!(!network.browser_of(&moderator).await.open(&path).await.leads_to(&format!("/konto/mitwirkung/{draft}")));
    }

    async fn nobody_decides_for_somebody_else(network) {
        let (moderator, _, _, draft) = begun(&network).await;
        let mut browser = network.browser_of(&moderator).await;
        browser.get(&format!("/konto/mitwirkung/{draft}")).await.assert_is_of_the_site(404);
        browser.post(&format!("/konto/mitwirkung/{draft}"), "named=").await.assert_is_of_the_site(404);
        assert_eq!(network.number("SELECT COUNT(*) FROM contributors WHERE withdrawn").await, 0);
    }

    async fn a_discarded_draft_is_forgotten_with_all_names(network) {
        let (moderator, _, _, draft) = begun(&network).await;
        network.server.drafts.discard(&moderator, draft).await.expect("discarded");
        network.wait_days(31);
        network.server.drafts.tidy().await.expect("tidied");
        assert_eq!((network.count("summaries").await, network.count("contributors").await), (0, 0));
    }

    async fn nobody_is_told_of_what_she_did_herself(network) {
        let (asker, helper) = (someone_at(&network, "lemgo").await, someone_at(&network, "delbrueck").await);
        let forum = &network.server.forum;
        let question = forum.ask(&asker, question("Wer hat eine Drohne im Einsatz?")).await.expect("a question").id;
        let solution = forum.answer(&helper, question, "Wir.").await.expect("an answer");
        forum.accept(&asker, question, Some(solution)).await.expect("accepted");
        let wish = SummaryWish { kind: "guide".to_owned(), ..SummaryWish::default() };
        network.server.ports.summaries.begin(&helper, question, wish).await.expect("a draft");
        let told = network.strings("SELECT CAST(account_id AS TEXT) FROM notices WHERE kind = 'summary_begun'").await;
        assert_eq!(told, [asker.id().to_string()]);
    }
}
