//! The ladder of reminders: owner, deputy organisation, Kreis; each once.

use app::{
    account::{Role, Viewer},
    freshness::port::Freshness,
    wiki::{
        Visibility,
        port::{Article, Wiki},
    },
};
use tests::{Network, article, moderator_of, on_both, someone_at};

/// From the publication to the first review.
const YEAR: i64 = 365;

/// Who was written to, oldest first; forgets the mails.
async fn told(network: &Network) -> Vec<String> {
    let mails = network.mails().await.into_iter().map(|mail| mail.to).collect();
    network.change("DELETE FROM outbox").await;
    mails
}

async fn addresses(network: &Network, people: &[&Viewer]) -> Vec<String> {
    let mut addresses = Vec::new();
    for person in people {
        addresses.extend(network.strings(&format!("SELECT mail FROM accounts WHERE id = {}", person.id())).await);
    }
    addresses
}

async fn due_of(network: &Network, article: &Article) -> i64 {
    network.number(&format!("SELECT review_due FROM articles WHERE id = {}", article.id)).await
}

async fn stage_of(network: &Network, article: &Article) -> i64 {
    network.number(&format!("SELECT review_stage FROM articles WHERE id = {}", article.id)).await
}

on_both! {
    async fn the_owner_is_asked_then_her_organisation_then_the_kreis_each_once(network) {
        let (eva, kim) = (someone_at(&network, "lemgo").await, someone_at(&network, "lemgo").await);
        let pat = someone_at(&network, "detmold").await;
        network.make_contact(&pat, "kreis-lippe").await;
        let article = network.article_of(&eva, "Der Plan").await;

        network.wait_days(YEAR - 1);
        assert_eq!((network.remind().await, told(&network).await), (0, vec![]));
        network.wait_days(1);
        assert_eq!((network.remind().await, told(&network).await), (1, addresses(&network, &[&eva]).await));
        assert_eq!((network.remind().await, told(&network).await), (0, vec![]));

        network.wait_minutes(14 * 24 * 60 - 1);
        assert_eq!(network.remind().await, 0);
        network.wait_minutes(1);
        assert_eq!((network.remind().await, told(&network).await), (1, addresses(&network, &[&kim]).await));

        network.wait_days(14);
        assert_eq!((network.remind().await, told(&network).await), (1, addresses(&network, &[&pat]).await));
        assert_eq!(stage_of(&network, &article).await, 3);
        network.wait_days(400);
        assert_eq!((network.remind().await, told(&network).await), (0, vec![]));
        assert_eq!(network.count("notices").await, 3);
    }

    async fn a_reminder_says_what_why_and_where(network) {
        let eva = someone_at(&network, "lemgo").await;
        network.article_of(&eva, "Der Plan").await;
        network.wait_days(YEAR);
        network.remind().await;
        let mail = network.mails().await.remove(0);
        assert!(mail.subject.starts_with("Bitte prüfen Sie einen Artikel"), "{}", mail.subject);
        for part in ["Stimmt noch, was in „Der Plan“ steht?", "http://localhost:3000/wiki/der-plan\n", "weil Sie diesen Artikel betreuen"] {
            assert!(mail.body.contains(part), "{part} in {}", mail.body);
        }
    }

    async fn without_a_regional_contact_the_moderators_are_asked(network) {
        let eva = someone_at(&network, "lemgo").await;
        network.article_of(&eva, "Der Plan").await;
        let moderators = network.strings("SELECT mail FROM accounts WHERE role = 'moderator'").await;
        network.wait_days(YEAR);
        network.remind().await;
        told(&network).await;
        // nobody else works in Lemgo: the next one is the Kreis
        network.wait_days(14);
        assert_eq!((network.remind().await, told(&network).await), (1, moderators));
    }

    async fn without_an_owner_the_organisation_is_asked_at_once_and_the_kreis_after_two_weeks(network) {
        let (kim, pat) = (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await);
        network.make_contact(&pat, "kreis-lippe").await;
        let article = network.article_of(&kim, "Der Plan").await;
        network.change(&format!("UPDATE articles SET owner_id = NULL WHERE id = {}", article.id)).await;
        network.wait_days(YEAR);
        assert_eq!((network.remind().await, told(&network).await), (1, addresses(&network, &[&kim]).await));
        network.wait_days(14);
        assert_eq!((network.remind().await, told(&network).await), (1, addresses(&network, &[&pat]).await));
    }

    async fn after_a_long_standstill_everybody_still_has_two_weeks(network) {
        let (eva, kim) = (someone_at(&network, "lemgo").await, someone_at(&network, "lemgo").await);
        network.article_of(&eva, "Der Plan").await;
        network.wait_days(YEAR + 100);
        assert_eq!((network.remind().await, told(&network).await), (1, addresses(&network, &[&eva]).await));
        network.wait_days(13);
        assert_eq!(network.remind().await, 0);
        network.wait_days(1);
        assert_eq!((network.remind().await, told(&network).await), (1, addresses(&network, &[&kim]).await));
    }

    async fn whoever_confirms_stops_the_ladder_until_the_next_date(network) {
        let (eva, _kim) = (someone_at(&network, "lemgo").await, someone_at(&network, "lemgo").await);
        let article = network.article_of(&eva, "Der Plan").await;
        network.wait_days(YEAR);
        network.remind().await;
        told(&network).await;
        network.server.freshness.confirm(&eva, article.id, due_of(&network, &article).await).await.expect("confirmed");
        // 2028 has a day more
        network.wait_days(YEAR);
        assert_eq!((network.remind().await, told(&network).await), (0, vec![]));
        network.wait_days(1);
        assert_eq!((network.remind().await, told(&network).await), (1, addresses(&network, &[&eva]).await));
    }

    async fn two_workers_at_once_tell_everybody_once(network) {
        let eva = someone_at(&network, "lemgo").await;
        for number in 0..12 {
            network.article_of(&eva, &format!("Plan {number}")).await;
        }
        network.wait_days(YEAR);
        let (one, two) = tokio::join!(network.server.freshness.remind_due(), network.server.freshness.remind_due());
        assert_eq!(one.expect("reminded") + two.expect("reminded"), 12);
        assert_eq!((network.count("outbox").await, network.count("notices").await), (12, 12));
    }

    async fn a_restart_neither_loses_nor_repeats_a_reminder(network) {
        let eva = someone_at(&network, "lemgo").await;
        network.article_of(&eva, "Der Plan").await;
        network.wait_days(YEAR);
        let network = network.restarted().await;
        assert_eq!(network.remind().await, 1);
        let network = network.restarted().await;
        assert_eq!(network.remind().await, 0);
        assert_eq!(network.send_mails().await, 1);
        assert_eq!(network.count("notices").await, 1);
    }

    async fn more_articles_than_fit_a_batch_are_all_reminded_of(network) {
        let moderator = moderator_of(&network).await;
        for number in 0..105 {
            network.server.wiki.publish(&moderator, article(&format!("Plan {number}"), Visibility::Members)).await.expect("an article");
        }
        network.wait_days(YEAR);
        assert_eq!(network.remind().await, 105);
    }

    async fn an_article_without_an_interval_is_nobodys_duty(network) {
        let eva = someone_at(&network, "lemgo").await;
        let article = network.article_of(&eva, "Der Plan").await;
        let wish = app::freshness::port::CareWish {
            owner: eva.id().to_string(),
            deputy: "lemgo".to_owned(),
            months: String::new(),
        };
        network.server.freshness.change(&eva, article.id, wish).await.expect("changed");
        network.wait_days(4000);
        assert_eq!((network.remind().await, network.mails().await.len()), (0, 0));
    }

    async fn a_new_revision_counts_as_a_review(network) {
        let eva = someone_at(&network, "lemgo").await;
        let stored = network.article_of(&eva, "Der Plan").await;
        network.wait_days(YEAR);
        network.remind().await;
        let moderator = network.someone(Role::Moderator).await;
        let draft = app::wiki::port::ArticleDraft { body: "Jetzt anders.".to_owned(), ..article("Der Plan", Visibility::Members) };
        network.server.wiki.revise(&moderator, "der-plan", stored.revision, draft).await.expect("revised");
        assert_eq!(stage_of(&network, &stored).await, 0);
        network.wait_days(YEAR - 1);
        assert_eq!(network.remind().await, 0);
    }
}
