//! What moderators do with threads and posts, and what authors take away themselves.

use app::{
    account::Viewer,
    follow::{Kind, Target},
    forum::{
        order::{Closing, Retagging, Splitting},
        port::{Forum, Question, QuestionFilter, State},
        post::Post,
    },
    list::Slice,
};
use tests::{Network, is, moderator_of, on_both, question, someone_at};

struct Thread {
    question: Question,
    answer: i64,
    asker: Viewer,
    helper: Viewer,
    moderator: Viewer,
}

/// A question from Lemgo with an answer from Paderborn, and a moderator.
async fn thread(network: &Network) -> Thread {
    let (asker, helper) = (someone_at(network, "lemgo").await, someone_at(network, "paderborn").await);
    let question = network.server.forum.ask(&asker, question("Wer nutzt eine Drohne?")).await.expect("a question");
    let answer = network.server.forum.answer(&helper, question.id, "Wir, seit Mai.").await.expect("an answer");
    Thread { question, answer, asker, helper, moderator: moderator_of(network).await }
}

async fn another(network: &Network, asker: &Viewer) -> Question {
    network.server.forum.ask(asker, question("Wer fliegt mit einer Drohne?")).await.expect("a question")
}

async fn seen(network: &Network, id: i64, viewer: &Viewer) -> Question {
    network.server.forum.question(viewer, id).await.expect("an answer").expect("a question")
}

async fn told(network: &Network, person: &Viewer) -> Vec<String> {
    network.strings(&format!("SELECT text FROM notices WHERE account_id = {} ORDER BY id", person.id())).await
}

fn close(reason: &str, duplicate_of: &str, note: &str) -> Closing {
    Closing { reason: reason.to_owned(), duplicate_of: duplicate_of.to_owned(), note: note.to_owned() }
}

on_both! {
    async fn a_closed_question_says_why_and_takes_no_more_answers(network) {
        let thread = thread(&network).await;
        let other = another(&network, &thread.helper).await;
        let mut browser = network.browser_of(&thread.moderator).await;
        let page = browser.open(&thread.question.path()).await;
        let order = format!("{}/ordnung", thread.question.path());
        assert!(page.leads_to(&order));
        let form = browser.open(&order).await.form("form[action$='/schliessen']");
        let form = form.fill("reason", "duplicate").fill("duplicate_of", &format!("#{}", other.id)).fill("note", "Dort wird geantwortet.");
        let page = browser.submit(form).await;
        assert!(page.text("[role=status]").contains("geschlossen"), "{}", page.main());

        let mut browser = network.browser_of(&thread.asker).await;
        let page = browser.open(&thread.question.path()).await;
        assert!(page.main().contains("gibt es schon") && page.main().contains("Dort wird geantwortet."), "{}", page.main());
        assert!(page.leads_to(&other.path()) && !page.has("form[action$='/antworten']"));
        assert!(is(&network.server.forum.answer(&thread.helper, thread.question.id, "Doch.").await, 422));
        let votes = &network.server.ports.votes;
        votes.find_helpful(&thread.asker, thread.answer, true).await.expect("what is written can be helpful for ever");
        assert!(told(&network, &thread.asker).await.iter().any(|text| text.contains("geschlossen (gibt es schon)")));
        network.server.ports.order.reopen(&thread.moderator, thread.question.id).await.expect("open");
        network.server.forum.answer(&thread.helper, thread.question.id, "Doch.").await.expect("an answer");
    }

    async fn closing_needs_a_reason_that_fits(network) {
        let thread = thread(&network).await;
        let (order, id) = (&network.server.ports.order, thread.question.id);
        for wrong in [
            close("", "", ""),
            close("weil", "", ""),
            close("duplicate", "", ""),
            close("duplicate", "4711", ""),
            close("duplicate", &id.to_string(), ""),
            close("elsewhere", "", " "),
        ] {
            assert!(is(&order.close(&thread.moderator, id, wrong.clone()).await, 422), "{wrong:?}");
        }
        assert!(is(&order.close(&thread.asker, id, close("outdated", "", "")).await, 403));
        assert_eq!(network.number("SELECT COUNT(*) FROM questions WHERE closed_at IS NOT NULL").await, 0);
        let mut browser = network.browser_of(&thread.moderator).await;
        let form = browser.open(&format!("{}/ordnung", thread.question.path())).await.form("form[action$='/schliessen']");
        let page = browser.submit(form.fill("note", "Nur so.")).await;
        assert_eq!((page.status.as_u16(), page.form("form[action$='/schliessen']").value("note")), (422, "Nur so."));
        assert!(!page.error("reason").is_empty());
    }

    async fn in_a_locked_question_only_moderators_write(network) {
        let thread = thread(&network).await;
        let (order, forum, id) = (&network.server.ports.order, &network.server.forum, thread.question.id);
        order.lock(&thread.moderator, id, true, "Bitte erst abkühlen.").await.expect("locked");
        assert!(is(&forum.answer(&thread.helper, id, "Aber!").await, 422));
        assert!(is(&forum.amend(&thread.helper, id, thread.answer, "Aber!", None).await, 422));
        assert!(is(&network.server.ports.comments.comment(&thread.asker, Post::Answer(thread.answer), "Aber!").await, 422));
        forum.answer(&thread.moderator, id, "Es geht bald weiter.").await.expect("an answer");
        order.lock(&thread.moderator, id, false, "").await.expect("unlocked");
        forum.answer(&thread.helper, id, "Danke.").await.expect("an answer");
        assert!(is(&order.lock(&thread.moderator, id, true, " ").await, 422));
    }

    async fn a_pinned_question_comes_first(network) {
        let thread = thread(&network).await;
        network.wait_minutes(1);
        let newer = another(&network, &thread.asker).await;
        let mut browser = network.browser_of(&thread.asker).await;
        let newest_first = [newer.title.clone(), thread.question.title.clone()];
        assert_eq!(browser.open("/fragen").await.texts("main .entry__title"), newest_first);
        network.server.ports.order.pin(&thread.moderator, thread.question.id, true).await.expect("pinned");
        let pinned_first = [thread.question.title.clone(), newer.title.clone()];
        assert_eq!(browser.open("/fragen").await.texts("main .entry__title"), pinned_first);
        network.server.ports.order.pin(&thread.moderator, thread.question.id, false).await.expect("taken down");
        assert_eq!(browser.open("/fragen").await.texts("main .entry__title"), newest_first);
    }

    async fn topic_and_tags_of_several_questions_change_at_once(network) {
        let thread = thread(&network).await;
        let (one, other) = (thread.question.id, another(&network, &thread.asker).await.id);
        let third = another(&network, &thread.asker).await.id;
        let mut browser = network.browser_of(&thread.moderator).await;
        let form = browser.open("/moderation/fragen").await.form("main form.form--wide").without("questions");
        let form = form.with("questions", &one.to_string()).with("questions", &other.to_string());
        let page = browser.submit(form.fill("topic", "handel").fill("add", "Luft, Drohne")).await;
        assert!(page.text(".flash").contains("geändert"), "{}", page.main());
        let change = Retagging { topic: String::new(), add: "Wald".to_owned(), remove: "luft".to_owned() };
        network.server.ports.order.retag(&thread.moderator, &[one, one], change).await.expect("changed");
        let now = seen(&network, one, &thread.asker).await;
        assert_eq!((now.tags, now.topic.map(|(slug, _)| slug).as_deref()), (vec!["Drohne".to_owned(), "Wald".to_owned()], Some("handel")));
        assert_eq!(seen(&network, other, &thread.asker).await.tags, ["Drohne", "Luft"]);
        assert!(seen(&network, third, &thread.asker).await.tags.is_empty());
    }

    async fn changing_in_bulk_needs_questions_and_something_to_change(network) {
        let thread = thread(&network).await;
        let order = &network.server.ports.order;
        let add = |add: &str| Retagging { add: add.to_owned(), ..Retagging::default() };
        let ids = [thread.question.id];
        assert!(is(&order.retag(&thread.moderator, &[], add("Luft")).await, 422));
        assert!(is(&order.retag(&thread.moderator, &ids, add("")).await, 422));
        assert!(is(&order.retag(&thread.moderator, &ids, add("a,b,c,d,e,f,g,h,i,j,k")).await, 422));
        assert!(is(&order.retag(&thread.moderator, &ids, Retagging { topic: "gibt-es-nicht".to_owned(), ..Retagging::default() }).await, 422));
        assert!(is(&order.retag(&thread.moderator, &[4711], add("Luft")).await, 404));
        assert!(is(&order.retag(&thread.asker, &ids, add("Luft")).await, 403));
    }

    async fn merging_moves_everything_and_the_old_address_leads_on_for_ever(network) {
        let thread = thread(&network).await;
        let (ports, forum) = (&network.server.ports, &network.server.forum);
        let other = another(&network, &thread.helper).await;
        let detmold = someone_at(&network, "detmold").await;
        let moved = forum.answer(&detmold, other.id, "Wir auch.").await.expect("an answer");
        let comment = ports.comments.comment(&thread.asker, Post::Answer(moved), "Wo?").await.expect("a comment");
        ports.comments.comment(&thread.asker, Post::Question(other.id), "Wozu?").await.expect("a comment");
        ports.votes.find_helpful(&thread.asker, moved, true).await.expect("a vote");
        ports.votes.share(&detmold, other.id, true).await.expect("shared");
        forum.accept(&thread.helper, other.id, Some(moved)).await.expect("accepted");

        let mut browser = network.browser_of(&thread.moderator).await;
        let form = browser.open(&format!("{}/ordnung", other.path())).await.form("form[action$='/zusammenfuehren']");
        let page = browser.submit(form.fill("into", &format!("http://localhost:3000{}", thread.question.path()))).await;
        assert!(page.path().starts_with(&thread.question.path()), "{}", page.path());

        let now = seen(&network, thread.question.id, &thread.asker).await;
        assert_eq!((now.answers.len(), now.state, now.comments.len()), (2, State::Solved, 1));
        assert_eq!((now.answers[0].id, now.answers[0].helpful, now.answers[0].comments.len()), (moved, 1, 1));
        assert_eq!(network.number(&format!("SELECT answer_count FROM questions WHERE id = {}", now.id)).await, 2);
        let shared: Vec<&str> = now.shared_by.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(shared, ["Detmold", "Paderborn"], "whoever asked the same has the same question");
        assert_eq!(now.merged[0].title, other.title);

        let mut browser = network.browser_of(&thread.helper).await;
        for (old, new) in [
            (format!("/fragen/{}", other.id), now.path()),
            (other.path(), now.path()),
            (format!("{}?x=1", other.path()), format!("{}?x=1", now.path())),
            (format!("/antworten/{moved}"), format!("{}#antwort-{moved}", now.path())),
            (format!("/kommentare/{comment}"), format!("{}#kommentar-{comment}", now.path())),
        ] {
            assert_eq!(browser.get(&old).await.redirect(), Some(new), "{old}");
        }
        let list = forum.questions(&thread.asker, &QuestionFilter::default(), Slice::first(9)).await.expect("a list");
        assert_eq!(list.len(), 1);
        assert!(told(&network, &thread.helper).await.iter().any(|text| text.contains("zusammengeführt")));
    }

    async fn who_followed_a_merged_question_hears_of_the_one_that_stays(network) {
        let thread = thread(&network).await;
        let other = another(&network, &thread.helper).await;
        let fan = someone_at(&network, "detmold").await;
        let moved = network.server.forum.answer(&fan, other.id, "Das weiß @Paderborn.").await.expect("an answer");
        network.server.ports.order.merge(&thread.moderator, other.id, &thread.question.id.to_string(), "").await.expect("merged");
        let page = network.browser_of(&fan).await.open(&thread.question.path()).await;
        assert!(page.text(&format!("#antwort-{moved} .post__body a")).contains("@Paderborn"), "a name still leads to whom it means");
        network.server.forum.answer(&thread.asker, thread.question.id, "Auch wir.").await.expect("an answer");
        let heard = told(&network, &fan).await;
        assert!(heard.last().is_some_and(|text| text.contains("hat geantwortet: „Wer nutzt eine Drohne?“")), "{heard:?}");
        assert_eq!(network.number(&format!("SELECT COUNT(*) FROM follows WHERE target = '{}'", other.id)).await, 0);
    }

    async fn what_waits_for_a_digest_is_in_it_though_its_question_was_merged(network) {
        let thread = thread(&network).await;
        let other = another(&network, &thread.helper).await;
        let fan = someone_at(&network, "detmold").await;
        network.server.ports.follows.follow(&fan, &Target { kind: Kind::Question, name: other.id.to_string() }).await.expect("followed");
        network.server.forum.answer(&thread.asker, other.id, "Auch wir.").await.expect("an answer");
        network.server.ports.order.merge(&thread.moderator, other.id, &thread.question.id.to_string(), "").await.expect("merged");
        network.wait_days(1);
        network.sum_up().await;
        let mails = network.mails().await;
        assert!(mails.iter().any(|mail| mail.to.contains("detmold") && mail.body.contains("hat geantwortet")), "{mails:?}");
    }

    async fn addresses_of_what_was_merged_twice_lead_to_the_last(network) {
        let thread = thread(&network).await;
        let (one, two) = (another(&network, &thread.asker).await, another(&network, &thread.asker).await);
        let order = &network.server.ports.order;
        order.merge(&thread.moderator, one.id, &two.id.to_string(), "").await.expect("merged");
        order.merge(&thread.moderator, two.id, &thread.question.id.to_string(), "").await.expect("merged");
        for id in [one.id, two.id] {
            assert_eq!(seen(&network, id, &thread.asker).await.id, thread.question.id);
        }
        // a number of something merged stands for where it is now
        let third = another(&network, &thread.asker).await;
        order.merge(&thread.moderator, third.id, &one.id.to_string(), "").await.expect("merged");
        assert_eq!(seen(&network, third.id, &thread.asker).await.id, thread.question.id);
    }

    async fn a_duplicate_into_which_the_other_is_merged_is_open_again(network) {
        let thread = thread(&network).await;
        let other = another(&network, &thread.asker).await.id;
        let order = &network.server.ports.order;
        let id = thread.question.id;
        order.close(&thread.moderator, id, close("duplicate", &other.to_string(), "")).await.expect("closed");
        order.merge(&thread.moderator, other, &id.to_string(), "").await.expect("merged");
        assert!(seen(&network, id, &thread.asker).await.standing.closed.is_none());
    }

    async fn flags_of_a_merged_question_wait_at_the_one_that_stays(network) {
        let thread = thread(&network).await;
        let other = another(&network, &thread.moderator).await.id;
        let (order, flags) = (&network.server.ports.order, &network.server.ports.flags);
        for (who, id) in [(&thread.asker, other), (&thread.helper, other), (&thread.helper, thread.question.id)] {
            flags.flag(who, Post::Question(id), "misplaced", "").await.expect("flagged");
        }
        order.merge(&thread.moderator, other, &thread.question.id.to_string(), "").await.expect("merged");
        let waiting = flags.waiting(&thread.moderator).await.expect("a queue");
        assert_eq!((waiting.len(), waiting[0].flags.len()), (1, 2));
        flags.decide(&thread.moderator, waiting[0].posted.post, "keep", "Ist zusammengeführt.").await.expect("decided");
        assert!(flags.waiting(&thread.moderator).await.expect("a queue").is_empty());
    }

    async fn a_thread_is_not_merged_into_itself(network) {
        let thread = thread(&network).await;
        let order = &network.server.ports.order;
        let id = thread.question.id;
        assert!(is(&order.merge(&thread.moderator, id, &id.to_string(), "").await, 422));
        let other = another(&network, &thread.asker).await.id;
        order.merge(&thread.moderator, other, &id.to_string(), "").await.expect("merged");
        assert!(is(&order.merge(&thread.moderator, id, &other.to_string(), "").await, 422), "by its old number");
        assert!(is(&order.merge(&thread.moderator, id, "4711", "").await, 422));
        assert!(is(&order.merge(&thread.asker, id, &other.to_string(), "").await, 403));
        assert_eq!(seen(&network, id, &thread.asker).await.answers.len(), 1);
    }

    async fn nobody_is_led_to_what_takes_no_answers_or_what_she_may_not_see(network) {
        let thread = thread(&network).await;
        let other = another(&network, &thread.helper).await;
        let order = &network.server.ports.order;
        order.close(&thread.moderator, other.id, close("outdated", "", "")).await.expect("closed");
        assert!(is(&order.merge(&thread.moderator, thread.question.id, &other.id.to_string(), "").await, 422));
        assert_eq!(seen(&network, thread.question.id, &thread.asker).await.answers.len(), 1, "what was refused changed nothing");
        network.change(&format!("UPDATE questions SET audience = 'kreis-paderborn', closed_at = NULL WHERE id = {}", other.id)).await;
        let duplicate = || close("duplicate", &other.id.to_string(), "");
        assert!(is(&order.close(&thread.moderator, thread.question.id, duplicate()).await, 422));
        network.change(&format!("UPDATE questions SET audience = 'kreis-paderborn' WHERE id = {}", thread.question.id)).await;
        order.close(&thread.moderator, thread.question.id, duplicate()).await.expect("the same people see both");
    }

    async fn who_asked_hears_what_becomes_of_her_solution(network) {
        let thread = thread(&network).await;
        let (order, post) = (&network.server.ports.order, Post::Answer(thread.answer));
        network.server.forum.accept(&thread.asker, thread.question.id, Some(thread.answer)).await.expect("accepted");
        order.remove(&thread.moderator, post, "Werbung.").await.expect("removed");
        order.restore(&thread.moderator, post).await.expect("restored");
        let other = another(&network, &thread.asker).await;
        order.relocate(&thread.moderator, thread.question.id, &[thread.answer], &other.id.to_string()).await.expect("moved");
        let heard = told(&network, &thread.asker).await;
        for part in ["gelöst hat, wurde entfernt", "steht wieder da und ist wieder als Lösung markiert", "gelöst hat, steht jetzt unter der Frage „Wer fliegt"] {
            assert!(heard.iter().any(|text| text.contains(part)), "{part} in {heard:?}");
        }
    }

    async fn a_closed_question_is_nowhere_listed_as_open(network) {
        let thread = thread(&network).await;
        let other = another(&network, &thread.helper).await;
        network.server.ports.order.close(&thread.moderator, other.id, close("outdated", "", "")).await.expect("closed");
        network.index().await;
        let mut browser = network.browser_of(&thread.asker).await;
        for path in ["/fragen", "/suche?q=fliegt", &other.path()] {
            let page = browser.open(path).await;
            assert!(page.texts(".pill").contains(&"geschlossen".to_owned()) && !page.texts(".pill").contains(&"offen".to_owned()), "{path}");
        }
    }

    async fn two_moderators_who_merge_crosswise_lose_nothing(network) {
        let thread = thread(&network).await;
        let other = another(&network, &thread.asker).await;
        network.server.forum.answer(&thread.helper, other.id, "Hier auch.").await.expect("an answer");
        let order = &network.server.ports.order;
        let (a, b) = (thread.question.id, other.id);
        let (one, two) = (b.to_string(), a.to_string());
        let (first, second) = tokio::join!(order.merge(&thread.moderator, a, &one, ""), order.merge(&thread.moderator, b, &two, ""));
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let (now, there) = (seen(&network, a, &thread.asker).await, seen(&network, b, &thread.asker).await);
        assert_eq!((now.id, now.answers.len()), (there.id, 2));
    }

    async fn what_is_for_a_kreis_is_not_merged_with_what_is_for_all(network) {
        let thread = thread(&network).await;
        let other = another(&network, &thread.asker).await;
        network.change(&format!("UPDATE questions SET audience = 'kreis-lippe' WHERE id = {}", other.id)).await;
        let order = &network.server.ports.order;
        let (a, b) = (thread.question.id, other.id);
        assert!(is(&order.merge(&thread.moderator, b, &a.to_string(), "").await, 422));
        assert!(is(&order.relocate(&thread.moderator, a, &[thread.answer], &b.to_string()).await, 422));
    }

    async fn an_answer_typed_while_the_thread_is_merged_arrives_where_it_is_now(network) {
        let thread = thread(&network).await;
        let other = another(&network, &thread.asker).await;
        let mut browser = network.browser_of(&thread.helper).await;
        let form = browser.open(&other.path()).await.form("form[action$='/antworten']");
        network.server.ports.order.merge(&thread.moderator, other.id, &thread.question.id.to_string(), "").await.expect("merged");
        let page = browser.submit(form.fill("body", "Ich schrieb gerade.")).await;
        assert!(page.path().starts_with(&thread.question.path()) && page.main().contains("Ich schrieb gerade."), "{}", page.path());
    }

    async fn answers_move_to_another_question(network) {
        let thread = thread(&network).await;
        let other = another(&network, &thread.asker).await;
        network.server.ports.comments.comment(&thread.asker, Post::Answer(thread.answer), "Wo?").await.expect("a comment");
        network.server.forum.accept(&thread.asker, thread.question.id, Some(thread.answer)).await.expect("accepted");
        let mut browser = network.browser_of(&thread.helper).await;
        let open = browser.open(&format!("{}/antworten/{}", thread.question.path(), thread.answer)).await.form("main form");
        let mut moderates = network.browser_of(&thread.moderator).await;
        let form = moderates.open(&format!("{}/ordnung", thread.question.path())).await.form("form[action$='/verschieben']");
        let page = moderates.submit(form.fill("to", &other.id.to_string())).await;
        assert!(page.path().starts_with(&other.path()), "{}", page.main());

        let (before, after) = (seen(&network, thread.question.id, &thread.asker).await, seen(&network, other.id, &thread.asker).await);
        assert_eq!((before.answers.len(), before.state), (0, State::Unanswered), "what solved it is not there any more");
        assert_eq!((after.answers[0].id, after.answers[0].comments.len(), after.state), (thread.answer, 1, State::Answered));
        assert_eq!(network.strings("SELECT CAST(answer_count AS TEXT) FROM questions ORDER BY id").await, ["0", "1"]);
        // who wrote it hears of what comes there
        network.server.forum.answer(&thread.asker, other.id, "Und wir.").await.expect("an answer");
        assert!(told(&network, &thread.helper).await.iter().any(|text| text.ends_with("hat geantwortet: „Wer fliegt mit einer Drohne?“")));
        // whoever was just changing it does not lose her text
        let page = browser.submit(open.fill("body", "Wir, seit Juni.")).await;
        assert!(page.path().starts_with(&other.path()) && page.main().contains("seit Juni"), "{}", page.path());
    }

    async fn answers_become_a_question_of_their_own(network) {
        let thread = thread(&network).await;
        let second = network.server.forum.answer(&thread.asker, thread.question.id, "Und der Versicherungsschutz?").await.expect("an answer");
        let order = &network.server.ports.order;
        let new = || Splitting { title: "Wie sind Drohnen versichert?".to_owned(), body: String::new() };
        assert!(is(&order.split(&thread.moderator, thread.question.id, &[], new()).await, 422));
        assert!(is(&order.split(&thread.moderator, thread.question.id, &[4711], new()).await, 422));
        assert!(is(&order.split(&thread.moderator, thread.question.id, &[second], Splitting::default()).await, 422));
        assert_eq!(network.count("questions").await, 1, "what was refused leaves nothing");
        let path = order.split(&thread.moderator, thread.question.id, &[second], new()).await.expect("split");
        let page = network.browser_of(&thread.asker).await.open(&path).await;
        assert_eq!(page.text("h1"), "Wie sind Drohnen versichert?");
        assert!(page.main().contains("Versicherungsschutz") && page.leads_to(&format!("/fragen/{}", thread.question.id)), "{}", page.main());
        assert_eq!(seen(&network, thread.question.id, &thread.asker).await.answers.len(), 1);
    }

    async fn a_removed_answer_solves_nothing_and_comes_back_as_the_solution(network) {
        let thread = thread(&network).await;
        let (order, forum) = (&network.server.ports.order, &network.server.forum);
        let post = Post::Answer(thread.answer);
        forum.accept(&thread.asker, thread.question.id, Some(thread.answer)).await.expect("accepted");
        assert!(is(&order.remove(&thread.moderator, post, " ").await, 422), "moderators say why");
        order.remove(&thread.moderator, post, "Enthält Namen.").await.expect("removed");
        let now = seen(&network, thread.question.id, &thread.asker).await;
        assert_eq!((now.answers.len(), now.state, now.removed_answers.len()), (0, State::Unanswered, 0));
        assert_eq!(network.number("SELECT answer_count FROM questions").await, 0);
        assert!(is(&forum.accept(&thread.asker, thread.question.id, Some(thread.answer)).await, 404));
        assert!(is(&network.server.ports.votes.find_helpful(&thread.asker, thread.answer, true).await, 404));
        assert!(is(&network.server.ports.comments.comment(&thread.moderator, post, "Schade.").await, 404));
        let own = seen(&network, thread.question.id, &thread.helper).await;
        assert_eq!(own.removed_answers[0].removal.as_ref().map(|removal| removal.reason.as_str()), Some("Enthält Namen."));
        assert!(told(&network, &thread.helper).await.iter().any(|text| text.contains("Enthält Namen.")));

        let mut browser = network.browser_of(&thread.moderator).await;
        let page = browser.open(&thread.question.path()).await;
        let page = browser.submit(page.form(".removed form")).await;
        assert!(page.main().contains("wieder da"), "{}", page.main());
        let now = seen(&network, thread.question.id, &thread.asker).await;
        assert_eq!((now.answers.len(), now.state, now.answers[0].accepted), (1, State::Solved, true));
        assert!(is(&order.restore(&thread.moderator, post).await, 404), "it is there already");
    }

    async fn an_answer_that_comes_back_displaces_no_other_solution(network) {
        let thread = thread(&network).await;
        let (order, forum, id) = (&network.server.ports.order, &network.server.forum, thread.question.id);
        let second = forum.answer(&thread.helper, id, "Und die Nachbarn auch.").await.expect("an answer");
        forum.accept(&thread.asker, id, Some(thread.answer)).await.expect("accepted");
        for answer in [thread.answer, second] {
            order.remove(&thread.moderator, Post::Answer(answer), "Enthält Namen.").await.expect("removed");
        }
        order.restore(&thread.moderator, Post::Answer(second)).await.expect("back");
        assert_eq!(seen(&network, id, &thread.asker).await.state, State::Answered, "it never was the solution");
        forum.accept(&thread.asker, id, Some(second)).await.expect("accepted");
        order.restore(&thread.moderator, Post::Answer(thread.answer)).await.expect("back");
        let accepted: Vec<i64> = seen(&network, id, &thread.asker).await.answers.iter().filter(|one| one.accepted).map(|one| one.id).collect();
        assert_eq!(accepted, [second]);
        let heard = told(&network, &thread.asker).await;
        assert_eq!(heard.iter().filter(|text| text.ends_with("steht wieder da.")).count(), 2, "{heard:?}");
    }

    async fn accepting_while_the_answer_is_removed_leaves_no_solution_that_is_gone(network) {
        let thread = thread(&network).await;
        let (accepted, removed) = tokio::join!(
            network.server.forum.accept(&thread.asker, thread.question.id, Some(thread.answer)),
            network.server.ports.order.remove(&thread.moderator, Post::Answer(thread.answer), "Enthält Namen."),
        );
        removed.expect("removed");
        assert!(accepted.is_ok() || is(&accepted, 404), "{accepted:?}");
        assert_eq!(network.number("SELECT COUNT(*) FROM questions WHERE accepted_answer IS NOT NULL").await, 0);
    }

    async fn a_removed_question_is_gone_from_lists_and_search_and_comes_back(network) {
        let thread = thread(&network).await;
        let (order, forum) = (&network.server.ports.order, &network.server.forum);
        let post = Post::Question(thread.question.id);
        order.remove(&thread.moderator, post, "Werbung.").await.expect("removed");
        network.index().await;
        let mut browser = network.browser_of(&thread.helper).await;
        browser.get(&thread.question.path()).await.assert_is_of_the_site(404);
        browser.get(&format!("/antworten/{}", thread.answer)).await.assert_is_of_the_site(404);
        assert_eq!(forum.count(&thread.helper, &QuestionFilter::default()).await.expect("a number"), 0);
        assert!(!browser.open("/suche?q=drohne").await.leads_to(&thread.question.path()));
        let page = network.browser_of(&thread.asker).await.open(&thread.question.path()).await;
        assert!(page.main().contains("Werbung.") && !page.has("form[action$='/antworten']"), "{}", page.main());

        order.restore(&thread.moderator, post).await.expect("back");
        network.index().await;
        assert!(browser.open("/suche?q=drohne").await.leads_to(&thread.question.path()));
    }

    async fn authors_take_away_what_nobody_has_built_upon(network) {
        let thread = thread(&network).await;
        let (order, forum) = (&network.server.ports.order, &network.server.forum);
        assert!(is(&order.remove(&thread.asker, Post::Question(thread.question.id), "").await, 422), "others have answered");
        assert!(is(&order.remove(&thread.asker, Post::Answer(thread.answer), "").await, 403), "it is not hers");
        forum.accept(&thread.asker, thread.question.id, Some(thread.answer)).await.expect("accepted");
        assert!(is(&order.remove(&thread.helper, Post::Answer(thread.answer), "").await, 422), "it is the solution");
        forum.accept(&thread.asker, thread.question.id, None).await.expect("not any more");
        order.remove(&thread.helper, Post::Answer(thread.answer), "").await.expect("removed");
        let mut browser = network.browser_of(&thread.asker).await;
        let form = browser.open(&format!("/beitraege/frage-{}/entfernen", thread.question.id)).await.form("main form");
        assert!(browser.submit(form).await.text(".flash").contains("entfernt"));
        assert!(is(&order.restore(&thread.asker, Post::Question(thread.question.id)).await, 403), "moderators bring back");
        assert_eq!(network.count("moderation_log").await, 0, "authors are no moderators");
    }

    async fn what_is_deleted_for_good_leaves_nothing(network) {
        let thread = thread(&network).await;
        let (ports, forum) = (&network.server.ports, &network.server.forum);
        forum.amend(&thread.helper, thread.question.id, thread.answer, "Wir, seit Juni.", None).await.expect("changed");
        ports.votes.find_helpful(&thread.asker, thread.answer, true).await.expect("a vote");
        let comment = ports.comments.comment(&thread.asker, Post::Answer(thread.answer), "Wo?").await.expect("a comment");
        ports.comments.mend(&thread.asker, comment, "Wann?", None).await.expect("changed");
        ports.flags.flag(&thread.asker, Post::Answer(thread.answer), "personal", "").await.expect("flagged");
        forum.accept(&thread.asker, thread.question.id, Some(thread.answer)).await.expect("accepted");
        let quoting = forum.answer(&thread.asker, thread.question.id, &format!("> [Sie](/antworten/{}): seit Mai, @Detmold", thread.answer)).await.expect("an answer");

        let mut browser = network.browser_of(&thread.moderator).await;
        let page = browser.open(&format!("/beitraege/antwort-{}/loeschen", thread.answer)).await;
        assert!(page.leads_to(&format!("/antworten/{quoting}")), "what quotes it is named");
        let page = browser.submit(page.form("main form").fill("reason", "Auf Verlangen.")).await;
        assert_eq!((page.status.as_u16(), page.error("sure").is_empty()), (422, false));
        browser.submit(page.form("main form").fill("sure", "Ja")).await;
        for table in ["helpful_votes", "comments", "post_revisions", "flags"] {
            assert_eq!(network.count(table).await, 0, "{table}");
        }
        assert_eq!(network.number(&format!("SELECT COUNT(*) FROM notices WHERE path LIKE '%/antworten/{}%'", thread.answer)).await, 0);
        assert_eq!(network.number("SELECT answer_count FROM questions WHERE accepted_answer IS NULL").await, 1);
        assert!(told(&network, &thread.helper).await.iter().any(|text| text.contains("Auf Verlangen.")));

        ports.order.erase(&thread.moderator, Post::Question(thread.question.id), "Auf Verlangen.", "ja").await.expect("gone");
        network.index().await;
        for table in ["questions", "answers", "question_tags", "follows", "mentions", "attachments"] {
            assert_eq!(network.count(table).await, 0, "{table}");
        }
        assert!(!network.browser_of(&thread.asker).await.open("/suche?q=drohne").await.main().contains("Wer nutzt"));
    }

    async fn a_number_of_something_deleted_is_never_given_again(network) {
        let thread = thread(&network).await;
        network.server.ports.order.erase(&thread.moderator, Post::Question(thread.question.id), "Weg.", "ja").await.expect("gone");
        let next = another(&network, &thread.asker).await;
        assert!(next.id > thread.question.id, "{}", next.id);
        let answer = network.server.forum.answer(&thread.helper, next.id, "Ja.").await.expect("an answer");
        assert!(answer > thread.answer, "{answer}");
        assert_eq!(seen(&network, next.id, &thread.asker).await.answers[0].id, answer);
    }

    async fn the_text_of_a_merged_question_is_deleted_alone(network) {
        let thread = thread(&network).await;
        let other = another(&network, &thread.helper).await;
        network.server.ports.order.merge(&thread.moderator, other.id, &thread.question.id.to_string(), "").await.expect("merged");
        let mut browser = network.browser_of(&thread.moderator).await;
        let page = browser.open(&format!("/beitraege/frage-{}/loeschen", other.id)).await;
        assert!(page.main().contains(&other.title) || page.main().contains("gerade damit an"), "{}", page.main());
        browser.submit(page.form("main form").fill("reason", "Auf Verlangen.").fill("sure", "ja")).await;
        let now = seen(&network, thread.question.id, &thread.asker).await;
        assert_eq!((now.merged.len(), now.answers.len()), (0, 1));
        browser.get(&format!("/fragen/{}", other.id)).await.assert_is_of_the_site(404);
    }

    async fn members_have_no_way_to_what_moderators_do(network) {
        let thread = thread(&network).await;
        let (order, id) = (&network.server.ports.order, thread.question.id);
        let me = &thread.asker;
        assert!(is(&order.reopen(me, id).await, 403));
        assert!(is(&order.lock(me, id, true, "So.").await, 403));
        assert!(is(&order.pin(me, id, true).await, 403));
        assert!(is(&order.relocate(me, id, &[thread.answer], "1").await, 403));
        assert!(is(&order.split(me, id, &[thread.answer], Splitting::default()).await, 403));
        assert!(is(&order.restore(me, Post::Question(id)).await, 403));
        assert!(is(&order.erase(me, Post::Question(id), "So.", "ja").await, 403));
        let page = network.browser_of(me).await.open(&thread.question.path()).await;
        assert!(!page.html.contains("/ordnung"));
    }
}
