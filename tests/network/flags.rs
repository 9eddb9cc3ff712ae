//! Members flag posts, moderators decide, and the log remembers.

use app::{
    account::Viewer,
    forum::{order::Closing, port::Forum, post::Post},
    list::Slice,
    moderation::log::Deed,
};
use server::contract::statements;
use tests::{Network, is, moderator_of, on_both, question, someone_at};

/// Who asked, who answered, who moderates; the answer.
async fn thread(network: &Network) -> (Viewer, Viewer, Viewer, Post) {
    let (asker, helper) = (someone_at(network, "lemgo").await, someone_at(network, "paderborn").await);
    let question = network.server.forum.ask(&asker, question("Wer nutzt eine Drohne?")).await.expect("a question");
    let answer = network.server.forum.answer(&helper, question.id, "Kaufen Sie bei mir!").await.expect("an answer");
    (asker, helper, moderator_of(network).await, Post::Answer(answer))
}

async fn told(network: &Network, person: &Viewer) -> String {
    network.strings(&format!("SELECT text FROM notices WHERE account_id = {} ORDER BY id", person.id())).await.join("\n")
}

on_both! {
    async fn a_flagged_post_is_removed_and_everybody_concerned_is_told(network) {
        let (asker, helper, moderator, post) = thread(&network).await;
        let mut browser = network.browser_of(&asker).await;
        let form = browser.open(&post.at("melden")).await.form("main form");
        let page = browser.submit(form.fill("reason", "advertising").fill("note", "Zum dritten Mal.")).await;
        assert!(page.text(".flash").contains("Danke"), "{}", page.main());
        assert!(told(&network, &moderator).await.contains("Ein Beitrag wurde gemeldet"));

        let mut moderates = network.browser_of(&moderator).await;
        let page = moderates.open("/moderation/meldungen").await;
        assert!(page.main().contains("Zum dritten Mal.") && page.main().contains("Kaufen Sie bei mir!"), "{}", page.main());
        assert!(moderates.open("/moderation").await.main().contains("Meldungen (1)"));
        let form = page.form("form[action='/moderation/meldungen']").fill("decision", "remove").fill("note", "Keine Werbung bitte.");
        let page = moderates.submit(form).await;
        assert!(page.main().contains("Zurzeit ist kein Beitrag gemeldet.") && !page.main().contains("Meldungen ("), "{}", page.main());

        assert!(network.number("SELECT answer_count FROM questions").await == 0);
        let (flagger, author) = (told(&network, &asker).await, told(&network, &helper).await);
        assert!(flagger.contains("Danke für Ihre Meldung") && flagger.contains("Keine Werbung bitte."), "{flagger}");
        assert!(author.contains("Er wurde entfernt. Keine Werbung bitte."), "{author}");
        let name = asker.member().expect("a member").name.clone();
        assert!(!author.contains(&name), "whoever flags is not named: {author}");
    }

    async fn who_asked_hears_that_her_solution_was_taken_away_after_a_flag(network) {
        let (asker, helper, moderator, post) = thread(&network).await;
        let flags = &network.server.ports.flags;
        let question = network.number("SELECT id FROM questions").await;
        flags.flag(&helper, post, "other", "Ich habe mich vertan.").await.expect("flagged");
        network.server.forum.accept(&asker, question, Some(post.id())).await.expect("accepted");
        flags.decide(&moderator, post, "remove", "Auf Wunsch.").await.expect("decided");
        let heard = told(&network, &asker).await;
        assert!(heard.contains("„Wer nutzt eine Drohne?“ gelöst hat, wurde entfernt"), "{heard}");
        assert!(!heard.contains("Auf Wunsch."), "she did not flag it: {heard}");
    }

    async fn a_post_is_flagged_once_by_each_until_it_is_decided(network) {
        let (asker, helper, moderator, post) = thread(&network).await;
        let flags = &network.server.ports.flags;
        let flag = || flags.flag(&asker, post, "wrong", "");
        let (one, two) = tokio::join!(flag(), flag());
        assert!(one.is_ok() != two.is_ok() && (is(&one, 422) || is(&two, 422)), "{one:?} {two:?}");
        flags.flag(&helper, post, "other", "Ich habe mich vertan.").await.expect("flagged");
        assert_eq!(flags.waiting(&moderator).await.expect("a queue")[0].flags.len(), 2);
        assert_eq!(flags.count(&moderator).await.expect("a number"), 1);
        assert!(is(&flags.count(&asker).await, 403));
        flags.decide(&moderator, post, "keep", "Das ist in Ordnung.").await.expect("decided");
        assert!(is(&flags.decide(&moderator, post, "keep", "Noch einmal.").await, 404), "nothing waits any more");
        flag().await.expect("once more, for something new");
    }

    async fn a_flag_and_a_decision_need_their_words(network) {
        let (asker, _, moderator, post) = thread(&network).await;
        let flags = &network.server.ports.flags;
        assert!(is(&flags.flag(&asker, post, "", "").await, 422));
        assert!(is(&flags.flag(&asker, post, "other", " ").await, 422));
        assert!(is(&flags.flag(&asker, Post::Answer(4711), "wrong", "").await, 404));
        assert!(is(&flags.flag(&Viewer::guest(), post, "wrong", "").await, 401));
        flags.flag(&asker, post, "wrong", "").await.expect("flagged");
        assert!(is(&flags.decide(&moderator, post, "", "Gut.").await, 422));
        assert!(is(&flags.decide(&moderator, post, "keep", " ").await, 422));
        assert!(is(&flags.decide(&asker, post, "keep", "Gut.").await, 403));
        assert!(is(&flags.waiting(&asker).await, 403));
        let mut browser = network.browser_of(&moderator).await;
        let form = browser.open("/moderation/meldungen").await.form("form[action='/moderation/meldungen']");
        let page = browser.submit(form.fill("note", "Ich weiß noch nicht.")).await;
        assert_eq!((page.status.as_u16(), page.form("form[action='/moderation/meldungen']").value("note")), (422, "Ich weiß noch nicht."));
    }

    async fn locking_is_a_decision_too(network) {
        let (asker, helper, moderator, post) = thread(&network).await;
        let flags = &network.server.ports.flags;
        flags.flag(&asker, post, "unfriendly", "").await.expect("flagged");
        flags.decide(&moderator, post, "lock", "Bitte erst abkühlen.").await.expect("decided");
        let question = network.number("SELECT id FROM questions").await;
        assert!(is(&network.server.forum.answer(&helper, question, "Aber!").await, 422));
    }

    async fn the_log_tells_who_did_what_and_why(network) {
        let (asker, _, moderator, post) = thread(&network).await;
        let ports = &network.server.ports;
        let question = network.number("SELECT id FROM questions").await;
        ports.order.close(&moderator, question, Closing { reason: "outdated".to_owned(), note: "Vorbei.".to_owned(), ..Closing::default() }).await.expect("closed");
        ports.order.remove(&moderator, post, "Werbung.").await.expect("removed");
        ports.order.restore(&moderator, post).await.expect("back");
        network.server.forum.accept(&moderator, question, Some(post.id())).await.expect("accepted");
        network.server.forum.amend(&moderator, question, post.id(), "Kaufen Sie nichts.", None).await.expect("changed");
        let entries = ports.log.entries(&moderator, Slice::first(9)).await.expect("the log");
        let deeds: Vec<_> = entries.iter().filter_map(|entry| entry.deed).collect();
        assert_eq!(deeds, [Deed::Edit, Deed::Accept, Deed::Restore, Deed::Remove, Deed::Close]);
        let page = network.browser_of(&moderator).await.open("/moderation/protokoll").await;
        assert!(page.main().contains("Werbung.") && page.main().contains("überholt"), "{}", page.main());
        assert!(is(&ports.log.entries(&asker, Slice::first(9)).await, 403));
    }

    async fn nothing_in_the_log_can_be_changed_or_taken_out(network) {
        let touching: Vec<_> = statements().into_iter().filter(|(.., text)| text.contains("moderation_log")).collect();
        assert!(touching.len() > 2, "{}", network.server.db.engine());
        for (feature, name, text) in touching {
            assert!(text.starts_with("INSERT INTO") || text.starts_with("SELECT"), "{feature}::{name}");
        }
    }

    async fn the_log_outlives_what_it_is_about_and_quotes_none_of_it(network) {
        let (_, _, moderator, post) = thread(&network).await;
        let ports = &network.server.ports;
        ports.order.remove(&moderator, post, "Werbung.").await.expect("removed");
        let question = Post::Question(network.number("SELECT id FROM questions").await);
        ports.order.erase(&moderator, question, "Auf Verlangen.", "ja").await.expect("gone");
        let page = network.browser_of(&moderator).await.open("/moderation/protokoll").await;
        assert!(page.main().contains("Auf Verlangen.") && page.main().contains(&format!("Antwort {}", post.id())), "{}", page.main());
        assert!(!page.main().contains("Wer nutzt eine Drohne?"), "{}", page.main());
    }
}
