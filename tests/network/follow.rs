//! Following, and what followers are told.

use app::{
    account::{Role, Viewer},
    follow::{Kind, Target},
    forum::port::{Forum, Question, QuestionDraft},
    list::Slice,
    notice::port::Notices,
};
use tests::{Network, moderator_of, on_both, question, someone_at};

const TITLE: &str = "Wer hat Erfahrung mit der Gewerbeanmeldung?";

fn draft() -> QuestionDraft {
    QuestionDraft { topic: "handel".to_owned(), tags: "OZG, Gewerbe".to_owned(), ..question(TITLE) }
}

async fn asked(network: &Network, asker: &Viewer) -> Question {
    network.server.forum.ask(asker, draft()).await.expect("a question")
}

async fn answered(network: &Network, question: &Question, by: &Viewer) -> i64 {
    network.server.forum.answer(by, question.id, "Ja, seit **2024**.").await.expect("an answer")
}

fn target(kind: Kind, name: &str) -> Target {
    Target { kind, name: name.to_owned() }
}

async fn follow(network: &Network, who: &Viewer, kind: Kind, name: &str) {
    network.server.ports.follows.follow(who, &target(kind, name)).await.expect("followed");
}

/// What someone was told, newest first.
async fn told(network: &Network, who: &Viewer) -> Vec<String> {
    let notices = network.server.notices.list(who, Slice::page(1)).await.expect("notices");
    notices.into_iter().map(|notice| notice.text).collect()
}

on_both! {
    async fn who_asks_follows_her_question_and_is_told_of_answers(network) {
        let (asker, other) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let question = asked(&network, &asker).await;
        answered(&network, &question, &other).await;
        assert_eq!(told(&network, &asker).await, [format!("Mitglied 1 (Paderborn) hat auf Ihre Frage geantwortet: „{TITLE}“")]);
        assert!(told(&network, &other).await.is_empty(), "nobody is told what she did herself");
    }

    async fn who_answers_follows_too_and_hears_of_other_answers_once(network) {
        let (asker, first) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let question = asked(&network, &asker).await;
        answered(&network, &question, &first).await;
        answered(&network, &question, &first).await;
        answered(&network, &question, &someone_at(&network, "detmold").await).await;
        assert_eq!(told(&network, &first).await, [format!("Mitglied 2 (Detmold) hat geantwortet: „{TITLE}“")]);
        assert_eq!(told(&network, &asker).await.len(), 3);
    }

    async fn who_stops_following_stays_so_even_when_she_answers_again(network) {
        let (asker, other) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let question = asked(&network, &asker).await;
        let mut browser = network.browser_of(&asker).await;
        let form = browser.open(&question.path()).await.form("form.follow");
        let page = browser.submit(form).await;
        assert_eq!(page.text(".flash"), "Sie folgen dieser Frage nicht mehr.");
        assert_eq!(page.text("form.follow"), "Frage folgen");
        answered(&network, &question, &asker).await;
        answered(&network, &question, &other).await;
        assert!(told(&network, &asker).await.is_empty());
    }

    async fn a_new_question_reaches_who_follows_its_topic_a_tag_or_the_municipality(network) {
        let asker = someone_at(&network, "lemgo").await;
        asked(&network, &asker).await;
        let mut followers = Vec::new();
        for (kind, name) in [(Kind::Topic, "handel"), (Kind::Tag, "ozg"), (Kind::Organisation, "lemgo"), (Kind::Organisation, "kreis-lippe")] {
            let who = someone_at(&network, "detmold").await;
            follow(&network, &who, kind, name).await;
            followers.push(who);
        }
        let stranger = someone_at(&network, "herford").await;
        asked(&network, &asker).await;
        for who in &followers {
            assert_eq!(told(&network, who).await, [format!("Mitglied 0 (Lemgo) fragt: „{TITLE}“")]);
        }
        assert!(told(&network, &stranger).await.is_empty());
    }

    async fn several_reasons_are_one_notice(network) {
        let asker = someone_at(&network, "lemgo").await;
        asked(&network, &asker).await;
        let who = someone_at(&network, "detmold").await;
        for (kind, name) in [(Kind::Topic, "handel"), (Kind::Tag, "ozg"), (Kind::Tag, "gewerbe"), (Kind::Organisation, "lemgo")] {
            follow(&network, &who, kind, name).await;
        }
        let mut draft = draft();
        draft.body = format!("Was meinen Sie, @{}?", who.member().expect("a member").name);
        network.server.forum.ask(&asker, draft).await.expect("a question");
        assert_eq!(told(&network, &who).await, [format!("Mitglied 0 (Lemgo) hat Sie genannt: „{TITLE}“")]);
    }

    async fn who_may_not_see_a_question_is_not_told_of_it(network) {
        let (asker, outside) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let inside = someone_at(&network, "detmold").await;
        let question = asked(&network, &asker).await;
        for who in [&outside, &inside] {
            follow(&network, who, Kind::Question, &question.id.to_string()).await;
        }
        network.change("UPDATE questions SET audience = 'kreis-lippe'").await;
        answered(&network, &question, &someone_at(&network, "detmold").await).await;
        assert_eq!((told(&network, &outside).await.len(), told(&network, &inside).await.len()), (0, 1));
        // nor does she find it among what she follows, or can begin to
        let port = &network.server.ports.follows;
        assert_eq!((port.count(&outside).await.expect("a count"), port.count(&inside).await.expect("a count")), (0, 1));
        let refused = port.follow(&outside, &target(Kind::Question, &question.id.to_string())).await;
        assert!(refused.is_err_and(|error| error.status() == 404));
    }

    async fn an_account_that_has_ended_is_told_nothing(network) {
        let (asker, other) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let question = asked(&network, &asker).await;
        network.change(&format!("UPDATE accounts SET ended_at = 1 WHERE id = {}", asker.id())).await;
        answered(&network, &question, &other).await;
        assert_eq!((network.count("notices").await, network.count("outbox").await), (0, 0));
    }

    async fn a_comment_reaches_the_author_of_its_post_and_the_other_followers(network) {
        let (asker, author) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let question = asked(&network, &asker).await;
        let answer = answered(&network, &question, &author).await;
        let (kim, before) = (someone_at(&network, "detmold").await, told(&network, &asker).await.len());
        let mut tx = network.server.db.begin().await.expect("a transaction");
        let by = kim.member().expect("a member");
        let reach = &network.server.reach;
        reach.commented(&mut tx, question.id, Some(answer), 7, by, "Auch für @Lemgo?").await.expect("told");
        tx.commit().await.expect("committed");
        assert_eq!(told(&network, &author).await, [format!("Mitglied 2 (Detmold) hat Ihren Beitrag kommentiert: „{TITLE}“")]);
        // named with her municipality: the nearer reason counts, and only once
        let asker = told(&network, &asker).await;
        assert_eq!((asker.len(), asker[0].as_str()), (before + 1, format!("Mitglied 2 (Detmold) hat Ihre Organisation genannt: „{TITLE}“").as_str()));
        assert!(told(&network, &kim).await.is_empty());
    }

    async fn the_author_of_the_solution_is_told_once_however_often_the_mark_comes_and_goes(network) {
        let (asker, other) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let question = asked(&network, &asker).await;
        let answer = answered(&network, &question, &other).await;
        for mark in [Some(answer), None, Some(answer)] {
            network.server.forum.accept(&asker, question.id, mark).await.expect("marked");
        }
        assert_eq!(told(&network, &other).await, [format!("Mitglied 0 (Lemgo) hat Ihre Antwort als Lösung markiert: „{TITLE}“")]);
        let mine = answered(&network, &question, &asker).await;
        let before = told(&network, &asker).await;
        network.server.forum.accept(&asker, question.id, Some(mine)).await.expect("marked");
        assert_eq!(told(&network, &asker).await, before);
    }

    async fn all_that_is_followed_stands_on_a_page_and_is_left_there(network) {
        let who = someone_at(&network, "detmold").await;
        asked(&network, &who).await;
        let mut browser = network.browser_of(&who).await;
        for path in ["/themen/handel", "/schlagworte/ozg", "/kommunen/lemgo"] {
            let form = browser.open(path).await.form("form.follow");
            let page = browser.submit(form).await;
            assert!(page.path().starts_with(path), "{}", page.path());
            assert_eq!(page.text("form.follow"), "Nicht mehr folgen");
        }
        let page = browser.open("/konto/abos").await;
        assert_eq!(page.texts(".entry__title").len(), 4);
        for path in ["/themen/handel", "/schlagworte/ozg", "/kommunen/lemgo"] {
            assert!(page.leads_to(path), "{path}: {}", page.main());
        }
        let page = browser.submit(page.form(".entry form")).await;
        assert_eq!((page.path(), page.texts(".entry__title").len()), ("/konto/abos?hinweis=abo", 3));
    }

    async fn what_is_not_there_cannot_be_followed(network) {
        let mut browser = network.browser_of(&network.someone(Role::Member).await).await;
        for body in ["kind=topic&target=nichts&follow=1", "kind=question&target=4711&follow=1", "kind=tag&target=x&follow=1", "kind=nichts&target=1"] {
            assert_eq!(browser.post("/konto/abos", body).await.status, 404, "{body}");
        }
        assert_eq!(network.count("follows").await, 0);
    }

    async fn guests_see_no_button(network) {
        for path in ["/themen/handel", "/kommunen/lemgo"] {
            assert!(!network.guest().open(path).await.has("form.follow"), "{path}");
        }
    }

    async fn who_follows_a_tag_follows_the_one_it_is_merged_into(network) {
        let (who, boss) = (someone_at(&network, "detmold").await, moderator_of(&network).await);
        asked(&network, &boss).await;
        follow(&network, &who, Kind::Tag, "ozg").await;
        network.server.ports.subjects.merge_tag(&boss, "ozg", "Gewerbe").await.expect("merged");
        let port = &network.server.ports.follows;
        let list = port.list(&who, Slice::page(1)).await.expect("a list");
        assert_eq!(list.iter().map(|one| one.path.as_str()).collect::<Vec<_>>(), ["/schlagworte/gewerbe"]);
    }

    async fn following_twice_at_once_is_following(network) {
        let who = someone_at(&network, "detmold").await;
        let port = &network.server.ports.follows;
        let topic = target(Kind::Topic, "handel");
        let (one, other) = tokio::join!(port.follow(&who, &topic), port.follow(&who, &topic));
        assert!(one.is_ok() && other.is_ok());
        assert_eq!(network.count("follows").await, 1);
    }
}
