//! The way of an unanswered question: those who know, the Kreis, the moderators; each once, and nobody who may not see it.

use app::{
    account::{Role, Viewer},
    forum::port::{Forum, QuestionDraft},
};
use tests::{Network, moderator_of, on_both, question, someone_at};

/// A question about drones, which nobody has answered.
async fn asked(network: &Network, asker: &Viewer) -> i64 {
    let draft =
        QuestionDraft { topic: "smart-city".to_owned(), tags: "Drohne".to_owned(), ..question("Wer fliegt mit der Drohne?") };
    network.server.forum.ask(asker, draft).await.expect("a question").id
}

/// This person has solved a question about drones before; it is not offered to anybody.
async fn expert(network: &Network, organisation: &str) -> Viewer {
    let who = someone_at(network, organisation).await;
    let asker = someone_at(network, "bielefeld").await;
    let forum = &network.server.forum;
    let id = asked(network, &asker).await;
    let answer = forum.answer(&who, id, "Wir.").await.expect("an answer");
    forum.accept(&asker, id, Some(answer)).await.expect("accepted");
    who
}

/// Who was offered a question since the last look, by id.
async fn told(network: &Network) -> Vec<i64> {
    let rows = network.strings("SELECT CAST(account_id AS TEXT) FROM notices WHERE kind LIKE 'offered%'").await;
    network.change("DELETE FROM notices").await;
    let mut ids: Vec<i64> = rows.iter().map(|id| id.parse().expect("an id")).collect();
    ids.sort_unstable();
    ids
}

fn ids(people: &[&Viewer]) -> Vec<i64> {
    let mut ids: Vec<i64> = people.iter().map(|one| one.id()).collect();
    ids.sort_unstable();
    ids
}

on_both! {
    async fn those_who_know_are_asked_at_once_then_the_kreis_then_the_moderators(network) {
        let (anna, contact) = (expert(&network, "delbrueck").await, someone_at(&network, "detmold").await);
        network.make_contact(&contact, "kreis-lippe").await;
        let moderator = moderator_of(&network).await;
        asked(&network, &someone_at(&network, "lemgo").await).await;
        assert_eq!((network.route().await, told(&network).await), (1, ids(&[&anna])));
        assert_eq!((network.route().await, told(&network).await), (0, vec![]));
        network.wait_minutes(48 * 60 - 1);
        assert_eq!(network.route().await, 0);
        network.wait_minutes(1);
        assert_eq!((network.route().await, told(&network).await), (1, ids(&[&contact])));
        network.wait_minutes(5 * 24 * 60 - 1);
        assert_eq!(network.route().await, 0);
        network.wait_minutes(1);
        assert_eq!((network.route().await, told(&network).await), (1, ids(&[&moderator])));
        network.wait_days(100);
        assert_eq!((network.route().await, told(&network).await), (0, vec![]));
    }

    async fn the_notice_and_the_page_say_why(network) {
        let anna = expert(&network, "delbrueck").await;
        asked(&network, &someone_at(&network, "lemgo").await).await;
        network.route().await;
        let mail = network.mails().await.pop().expect("a mail");
        for part in ["„Wer fliegt mit der Drohne?“ hat noch niemand beantwortet", "Delbrück kennt sich mit „Drohne“ aus: 1\u{a0}Lösung.", "sich Ihre Organisation mit dem Thema auskennt"] {
            assert!(mail.body.contains(part), "{part} in {}", mail.body);
        }
        let page = network.browser_of(&anna).await.open("/fragen/offen-fuer-sie").await;
        assert_eq!(page.texts(".entry__title"), ["Wer fliegt mit der Drohne?"]);
        assert!(page.main().contains("Delbrück kennt sich mit „Drohne“ aus"), "{}", page.main());
    }

    async fn it_ends_when_somebody_answers_or_a_moderator_closes_locks_or_removes_it(network) {
        let asker = someone_at(&network, "lemgo").await;
        moderator_of(&network).await;
        network.make_contact(&someone_at(&network, "detmold").await, "kreis-lippe").await;
        for change in ["closed_at = 1", "locked_at = 1", "removed_at = 1"] {
            let id = asked(&network, &asker).await;
            network.route().await;
            network.change(&format!("UPDATE questions SET {change} WHERE id = {id}")).await;
        }
        let id = asked(&network, &asker).await;
        network.route().await;
        network.server.forum.answer(&asker, id, "Ich weiß es selbst.").await.expect("an answer");
        told(&network).await;
        network.wait_days(30);
        assert_eq!((network.route().await, told(&network).await), (0, vec![]));
    }

    async fn what_is_answered_before_the_worker_looks_is_offered_to_nobody(network) {
        let anna = expert(&network, "delbrueck").await;
        let id = asked(&network, &someone_at(&network, "lemgo").await).await;
        network.server.forum.answer(&anna, id, "Wir.").await.expect("an answer");
        assert_eq!((network.route().await, told(&network).await), (0, vec![]));
    }

    async fn nobody_is_asked_twice_however_many_tasks_she_has(network) {
        let anna = expert(&network, "delbrueck").await;
        network.make_contact(&anna, "kreis-paderborn").await;
        network.change(&format!("UPDATE accounts SET role = 'moderator' WHERE id = {}", anna.id())).await;
        asked(&network, &someone_at(&network, "paderborn").await).await;
        network.route().await;
        network.wait_days(2);
        network.route().await;
        network.wait_days(5);
        network.route().await;
        assert_eq!(told(&network).await, ids(&[&anna]));
    }

    async fn a_question_for_one_kreis_is_offered_there_only(network) {
        let (inside, _outside) = (expert(&network, "detmold").await, expert(&network, "delbrueck").await);
        let id = asked(&network, &someone_at(&network, "lemgo").await).await;
        network.change(&format!("UPDATE questions SET audience = 'kreis-lippe' WHERE id = {id}")).await;
        network.route().await;
        assert_eq!(told(&network).await, ids(&[&inside]));
    }

    async fn a_regional_contact_who_works_elsewhere_by_now_is_not_asked_about_what_she_may_not_see(network) {
        let moved = someone_at(&network, "delbrueck").await;
        network.make_contact(&moved, "kreis-lippe").await;
        let id = asked(&network, &someone_at(&network, "lemgo").await).await;
        network.change(&format!("UPDATE questions SET audience = 'kreis-lippe' WHERE id = {id}")).await;
        network.route().await;
        network.wait_days(2);
        assert_eq!((network.route().await, told(&network).await), (1, vec![]));
    }

    async fn the_asker_and_her_colleagues_are_not_asked_their_own_question(network) {
        let anna = expert(&network, "lemgo").await;
        network.make_contact(&anna, "kreis-lippe").await;
        asked(&network, &anna).await;
        network.route().await;
        network.wait_days(2);
        network.route().await;
        assert_eq!(told(&network).await, Vec::<i64>::new());
    }

    async fn at_most_five_organisations_are_asked_the_best_first(network) {
        let mut experts = Vec::new();
        for organisation in ["delbrueck", "paderborn", "hoexter", "detmold", "hoevelhof", "guetersloh"] {
            experts.push(expert(&network, organisation).await);
        }
        // whoever has an article besides knows more than the others
        for organisation in ["paderborn", "hoexter", "detmold", "hoevelhof", "guetersloh"] {
            let draft = app::wiki::port::ArticleDraft {
                topic: "smart-city".to_owned(), organisation: organisation.to_owned(),
                ..tests::article(&format!("Plan aus {organisation}"), app::wiki::Visibility::Members)
            };
            app::wiki::port::Wiki::publish(&*network.server.wiki, &moderator_of(&network).await, draft).await.expect("an article");
        }
        told(&network).await;
        asked(&network, &someone_at(&network, "lemgo").await).await;
        network.route().await;
        assert_eq!(told(&network).await, ids(&experts[1..].iter().collect::<Vec<_>>()));
    }

    async fn the_number_of_people_and_the_times_are_settings(network) {
        let network = network.restarted_with(|config| {
            config.route_people = 2;
            config.route_region_hours = 1;
            config.route_moderation_hours = 3;
        }).await;
        expert(&network, "delbrueck").await;
        for _ in 0..4 {
            someone_at(&network, "delbrueck").await;
        }
        let contact = someone_at(&network, "detmold").await;
        network.make_contact(&contact, "kreis-lippe").await;
        let moderator = moderator_of(&network).await;
        asked(&network, &someone_at(&network, "lemgo").await).await;
        network.route().await;
        assert_eq!(told(&network).await.len(), 2);
        network.wait_minutes(60);
        network.route().await;
        assert_eq!(told(&network).await, ids(&[&contact]));
        network.wait_minutes(120);
        network.route().await;
        assert_eq!(told(&network).await, ids(&[&moderator]));
    }

    async fn two_workers_at_once_ask_everybody_once(network) {
        expert(&network, "delbrueck").await;
        let asker = someone_at(&network, "lemgo").await;
        for _ in 0..12 {
            asked(&network, &asker).await;
        }
        let worker = &network.server.expertise;
        let (one, two) = tokio::join!(worker.route_due(), worker.route_due());
        assert_eq!(one.expect("routed") + two.expect("routed"), 12);
        assert_eq!(told(&network).await.len(), 12);
        assert_eq!(network.count("offers").await, 12);
    }

    async fn a_restart_neither_loses_nor_repeats_an_offer(network) {
        let anna = expert(&network, "delbrueck").await;
        asked(&network, &someone_at(&network, "lemgo").await).await;
        let network = network.restarted().await;
        assert_eq!((network.route().await, told(&network).await), (1, ids(&[&anna])));
        let network = network.restarted().await;
        assert_eq!((network.route().await, told(&network).await), (0, vec![]));
    }

    async fn after_a_standstill_everybody_still_has_the_time_that_was_meant_for_them(network) {
        let contact = someone_at(&network, "detmold").await;
        network.make_contact(&contact, "kreis-lippe").await;
        asked(&network, &someone_at(&network, "lemgo").await).await;
        network.wait_days(10);
        network.route().await;
        assert_eq!(told(&network).await, Vec::<i64>::new());
        network.wait_minutes(48 * 60 - 1);
        assert_eq!(network.route().await, 0);
        network.wait_minutes(1);
        network.route().await;
        assert_eq!(told(&network).await, ids(&[&contact]));
    }

    async fn an_account_that_has_ended_is_not_asked(network) {
        let anna = expert(&network, "delbrueck").await;
        network.server.accounts.end_account(anna.id(), None).await.expect("ended");
        asked(&network, &someone_at(&network, "lemgo").await).await;
        network.route().await;
        assert_eq!((told(&network).await, network.count("offers").await), (vec![], 0));
    }

    async fn a_question_without_topic_and_tags_waits_for_the_kreis(network) {
        expert(&network, "delbrueck").await;
        network.server.forum.ask(&network.someone(Role::Member).await, question("Wohin mit allem?")).await.expect("a question");
        assert_eq!((network.route().await, told(&network).await), (1, vec![]));
    }
}
