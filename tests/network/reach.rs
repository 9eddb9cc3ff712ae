//! Mails about what happens in threads: at once, in digests, ended with a click, and when a mailbox is gone.

use app::{
    account::{Role, Viewer},
    follow::{Kind, Target},
    forum::port::{Forum, Question},
    notice::{
        NoticeKind,
        preference::{Preferences, Rhythm},
    },
};
use axum::http::Method;
use tests::{MailServer, Network, on_both, question, someone_at};

const TITLE: &str = "Wer hat Erfahrung mit der Gewerbeanmeldung?";

async fn with(network: Network, server: &MailServer) -> Network {
    let url = server.url();
    network
        .restarted_with(|config| {
            config.smtp_url = Some(url);
            "Wissensnetz OWL <netz@example.org>".clone_into(&mut config.mail_from);
        })
        .await
}

async fn asked(network: &Network, asker: &Viewer, title: &str) -> Question {
    network.server.forum.ask(asker, question(title)).await.expect("a question")
}

async fn answered(network: &Network, question: &Question, by: &Viewer) -> i64 {
    network.server.forum.answer(by, question.id, "Ja, seit <b>2024</b> & gern.").await.expect("an answer")
}

/// Soft line breaks and escapes of quoted-printable, as far as the stories read it (RFC 2045, 6.7).
fn readable(mail: &str) -> String {
    mail.replace("=\n", "").replace("=3D", "=")
}

/// A header, unfolded.
fn header(mail: &str, name: &str) -> String {
    let head = mail.split("\n\n").next().unwrap_or_default().replace("\n ", " ");
    let line = head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned));
    line.unwrap_or_default()
}

/// The address in `List-Unsubscribe`, without the host.
fn unsubscribe(mail: &str) -> String {
    let value = header(mail, "List-Unsubscribe");
    value.trim_matches(['<', '>']).strip_prefix("http://localhost:3000").expect("an address of ours").to_owned()
}

async fn follow(network: &Network, who: &Viewer, kind: Kind, name: &str) {
    let target = Target { kind, name: name.to_owned() };
    network.server.ports.follows.follow(who, &target).await.expect("followed");
}

async fn prefer(network: &Network, who: &Viewer, rhythms: [Rhythm; 5]) {
    network.server.notices.choose(who, rhythms).await.expect("chosen");
}

async fn refuse(network: &Network, who: &Viewer) {
    let mut tx = network.server.db.begin().await.expect("a transaction");
    network.server.notices.tell(&mut tx, who.id(), NoticeKind::DraftDecided, "Ja.", "/wiki").await.expect("told");
    tx.commit().await.expect("committed");
    network.send_mails().await;
}

on_both! {
    async fn an_answer_is_mailed_at_once_as_text_and_as_html_in_its_thread(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        let (asker, other) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let question = asked(&network, &asker, TITLE).await;
        let answer = answered(&network, &question, &other).await;
        assert_eq!(network.send_mails().await, 1);
        let mail = readable(&server.mails()[0]);
        assert_eq!(header(&mail, "Subject"), format!("Re: {TITLE} - Wissensnetz OWL"));
        assert_eq!(header(&mail, "Message-ID"), format!("<antwort-{answer}@example.org>"));
        assert_eq!(header(&mail, "In-Reply-To"), format!("<frage-{}@example.org>", question.id));
        assert_eq!(header(&mail, "References"), format!("<frage-{}@example.org>", question.id));
        assert!(header(&mail, "Content-Type").starts_with("multipart/alternative"), "{mail}");
        let address = format!("http://localhost:3000{}#antwort-{answer}", question.path());
        for part in ["Content-Type: text/plain; charset=utf-8", "Content-Type: text/html; charset=utf-8", &address, "> Ja, seit", "weil Sie gefragt haben"] {
            assert!(mail.contains(part), "{part} in {mail}");
        }
        assert!(mail.contains("2024 &amp; gern") && !mail.contains("<b>"), "{mail}");
    }

    async fn the_mail_of_the_question_begins_the_thread(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        let (asker, fan) = (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await);
        follow(&network, &fan, Kind::Organisation, "lemgo").await;
        prefer(&network, &fan, [Rhythm::AtOnce; 5]).await;
        let question = asked(&network, &asker, TITLE).await;
        network.send_mails().await;
        let mail = &server.mails()[0];
        assert_eq!(header(mail, "Message-ID"), format!("<frage-{}@example.org>", question.id));
        assert_eq!((header(mail, "References"), header(mail, "Subject")), (String::new(), format!("{TITLE} - Wissensnetz OWL")));
    }

    async fn a_title_adds_no_header(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        let (asker, other) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let mut browser = network.browser_of(&asker).await;
        let form = browser.open("/fragen/neu").await.form("main form");
        let title = "Wer hat Erfahrung?\r\nBcc: opfer@example.org\r\n\r\n<script>alert(1)</script>";
        let page = browser.submit(form.fill("title", title).fill("body", "Wir.")).await;
        assert_eq!(page.status, 200, "{}", page.main());
        let id = network.number("SELECT MAX(id) FROM questions").await;
        // and even if one came another way
        network.change("UPDATE questions SET title = 'Wer?' || CHR_13_10 || 'Bcc: opfer@example.org'".replace("CHR_13_10", if network.server.db.engine() == "SQLite" { "char(13, 10)" } else { "chr(13) || chr(10)" }).as_str()).await;
        network.server.forum.answer(&other, id, "Ja.").await.expect("an answer");
        assert_eq!(network.send_mails().await, 1);
        let mail = &server.mails()[0];
        let head = mail.split("\n\n").next().unwrap_or_default();
        assert!(!head.contains("\nBcc:") && header(mail, "Subject").contains("Bcc: opfer"), "{mail}");
        assert!(!mail.contains("<script"), "{mail}");
    }

    async fn one_click_from_elsewhere_ends_mails_of_a_sort_and_only_those(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        let (asker, other) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        let question = asked(&network, &asker, TITLE).await;
        answered(&network, &question, &other).await;
        network.send_mails().await;
        let mail = &server.mails()[0];
        assert_eq!(header(mail, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
        let path = unsubscribe(mail);

        // programs that open every link end nothing
        let page = network.guest().open(&path).await;
        assert!(page.main().contains("Antworten und Kommentare zu meinen Beiträgen"), "{}", page.main());
        assert_eq!(network.server.notices.choices(&asker).await.expect("choices").rhythms[0], Rhythm::AtOnce);

        // a server of a mail provider: no session, no page of ours, and either way to write a form (RFC 8058, 3.2)
        for kind in ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"] {
            let mut provider = network.guest().without_header("sec-fetch-site").with_header("content-type", kind);
            let done = provider.request(Method::POST, &path, Some(b"List-Unsubscribe=One-Click".to_vec())).await;
            assert_eq!(done.status, 200, "{}", done.main());
        }
        assert_eq!(network.server.notices.choices(&asker).await.expect("choices").rhythms, [Rhythm::Off, Rhythm::Daily, Rhythm::AtOnce, Rhythm::AtOnce, Rhythm::Daily]);
        answered(&network, &question, &other).await;
        assert_eq!((network.send_mails().await, network.count("notices").await), (0, 2));
    }

    async fn the_page_behind_the_link_has_a_button(network) {
        let (asker, other) = (someone_at(&network, "lemgo").await, someone_at(&network, "paderborn").await);
        answered(&network, &asked(&network, &asker, TITLE).await, &other).await;
        let path = network.link_in_last_mail().await;
        let mut guest = network.guest();
        let form = guest.open(&path).await.form("main form");
        let page = guest.submit(form).await;
        assert!(page.text(".flash").contains("keine Mails mehr"), "{}", page.main());
        assert_eq!(network.server.notices.choices(&asker).await.expect("choices").rhythms[0], Rhythm::Off);
    }

    async fn a_token_that_was_never_given_out_ends_nothing(network) {
        let page = network.guest().open("/benachrichtigungen/abbestellen?schluessel=geraten").await;
        assert!(page.main().contains("kennen wir nicht") && !page.has("main form"), "{}", page.main());
        let page = network.guest().post("/benachrichtigungen/abbestellen?schluessel=geraten", "").await;
        page.assert_is_of_the_site(404);
    }

    async fn a_digest_sums_up_the_day_at_its_hour_and_once(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        let (asker, fan) = (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await);
        follow(&network, &fan, Kind::Organisation, "lemgo").await;
        let first = asked(&network, &asker, "Wer nutzt eine Drohne im Bauhof?").await;
        let second = asked(&network, &asker, "Wer nutzt <b>Sensoren</b> am Bach?").await;
        assert_eq!((network.sum_up().await, network.send_mails().await), (0, 0));
        // from nine o'clock to seven on the next morning
        network.wait_minutes(22 * 60 - 1);
        assert_eq!(network.sum_up().await, 0);
        network.wait_minutes(1);
        assert_eq!((network.sum_up().await, network.sum_up().await), (1, 0));
        assert_eq!(network.send_mails().await, 1);
        let mail = readable(&server.mails()[0]);
        for part in [format!("http://localhost:3000{}", first.path()), format!("http://localhost:3000{}", second.path()), "&lt;b&gt;Sensoren".to_owned()] {
            assert!(mail.contains(&part), "{part} in {mail}");
        }
        assert!(header(&mail, "Subject").contains("2 Neuigkeiten"), "{mail}");
        network.wait_minutes(24 * 60);
        assert_eq!((network.sum_up().await, network.send_mails().await), (0, 0));
    }

    async fn a_weekly_digest_waits_for_its_day(network) {
        let (asker, fan) = (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await);
        prefer(&network, &fan, [Rhythm::AtOnce, Rhythm::Weekly, Rhythm::AtOnce, Rhythm::AtOnce, Rhythm::AtOnce]).await;
        follow(&network, &fan, Kind::Organisation, "lemgo").await;
        asked(&network, &asker, TITLE).await;
        // from Saturday to Monday
        network.wait_days(1);
        assert_eq!(network.sum_up().await, 0);
        network.wait_days(1);
        assert_eq!(network.sum_up().await, 1);
        assert!(network.mails().await[0].subject.starts_with("Wöchentliche Zusammenfassung: 1 Neuigkeit"));
    }

    async fn what_was_seen_or_removed_is_no_news(network) {
        let (asker, fan) = (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await);
        follow(&network, &fan, Kind::Organisation, "lemgo").await;
        let seen = asked(&network, &asker, "Wer nutzt eine Drohne im Bauhof?").await;
        let gone = asked(&network, &asker, "Wer nutzt Sensoren am Bach?").await;
        network.change(&format!("UPDATE notices SET seen = TRUE WHERE question_id = {}", seen.id)).await;
        network.change(&format!("UPDATE questions SET removed_at = 1 WHERE id = {}", gone.id)).await;
        network.wait_days(1);
        assert_eq!((network.sum_up().await, network.mails().await.len()), (0, 0));
    }

    async fn two_nodes_sum_up_once(network) {
        let (asker, fan) = (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await);
        follow(&network, &fan, Kind::Organisation, "lemgo").await;
        asked(&network, &asker, TITLE).await;
        network.wait_days(1);
        let (one, other) = tokio::join!(network.sum_up(), network.sum_up());
        assert_eq!((one + other, network.mails().await.len()), (1, 1));
    }

    async fn the_link_in_a_digest_ends_all_that_it_sums_up(network) {
        let (asker, fan) = (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await);
        prefer(&network, &fan, [Rhythm::Daily, Rhythm::Daily, Rhythm::Weekly, Rhythm::AtOnce, Rhythm::AtOnce]).await;
        follow(&network, &fan, Kind::Organisation, "lemgo").await;
        asked(&network, &asker, TITLE).await;
        network.wait_days(1);
        network.sum_up().await;
        let path = network.link_in_last_mail().await;
        network.guest().post(&path, "").await;
        assert_eq!(network.server.notices.choices(&fan).await.expect("choices").rhythms, [Rhythm::Off, Rhythm::Off, Rhythm::Weekly, Rhythm::AtOnce, Rhythm::AtOnce]);
    }

    async fn how_often_is_chosen_on_a_page_and_holds_for_what_waits(network) {
        let (asker, fan) = (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await);
        follow(&network, &fan, Kind::Organisation, "lemgo").await;
        asked(&network, &asker, TITLE).await;
        let mut browser = network.browser_of(&fan).await;
        let page = browser.open("/konto/benachrichtigungen").await;
        assert!(page.main().contains("um 7 Uhr, die wöchentliche am Montag"), "{}", page.main());
        let form = page.form("main form.form");
        assert_eq!((form.value("answers"), form.value("followed")), ("at_once", "daily"));
        let page = browser.submit(form.fill("followed", "weekly")).await;
        assert_eq!(page.text(".flash"), "Ihre Einstellungen sind gespeichert.");
        assert_eq!(page.form("main form.form").value("followed"), "weekly");
        let refused = browser.post("/konto/benachrichtigungen", "answers=immer").await;
        assert_eq!(refused.status, 422);
        network.wait_days(1);
        assert_eq!(network.sum_up().await, 0);
        network.wait_days(1);
        assert_eq!(network.sum_up().await, 1);
    }

    async fn a_refused_mail_is_not_tried_again_and_the_third_ends_them(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        let eva = network.someone(Role::Member).await;
        server.answer_recipients(Some("550 5.1.1 no such mailbox"));
        refuse(&network, &eva).await;
        network.wait_days(1);
        assert_eq!((network.send_mails().await, network.number("SELECT attempts FROM outbox").await), (0, 1), "tried again");
        let mut browser = network.browser_of(&eva).await;
        refuse(&network, &eva).await;
        assert!(!browser.open("/konto/benachrichtigungen").await.has(".flash--warning"));
        refuse(&network, &eva).await;
        let page = browser.open("/konto/benachrichtigungen").await;
        assert!(page.text(".flash--warning").contains("kommen nicht an"), "{}", page.main());
        refuse(&network, &eva).await;
        assert_eq!((network.count("outbox").await, network.count("notices").await), (3, 4));

        server.answer_recipients(None);
        let page = browser.submit(page.form("form[action$='/erreichbar']")).await;
        assert!(!page.has(".flash--warning"), "{}", page.main());
        refuse(&network, &eva).await;
        assert_eq!(server.mails().len(), 1);
    }

    async fn a_mail_that_arrives_clears_an_address(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        let eva = network.someone(Role::Member).await;
        server.answer_recipients(Some("550 no"));
        refuse(&network, &eva).await;
        refuse(&network, &eva).await;
        server.answer_recipients(None);
        refuse(&network, &eva).await;
        assert_eq!(network.number("SELECT bounces FROM accounts").await, 0);
    }

    async fn what_is_about_us_and_not_the_mailbox_is_tried_again(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        let eva = network.someone(Role::Member).await;
        for reply in ["451 greylisted", "530 authentication required"] {
            server.answer_recipients(Some(reply));
            refuse(&network, &eva).await;
        }
        server.answer_recipients(None);
        network.wait_days(1);
        assert_eq!((network.send_mails().await, network.number("SELECT bounces FROM accounts").await), (2, 0));
    }

    async fn a_second_try_has_the_same_message_id(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        let eva = network.someone(Role::Member).await;
        server.answer_recipients(Some("451 later"));
        refuse(&network, &eva).await;
        let id = network.strings("SELECT message_id FROM outbox").await.remove(0);
        server.answer_recipients(None);
        network.wait_days(1);
        network.send_mails().await;
        assert_eq!(header(&server.mails()[0], "Message-ID"), format!("<{id}@example.org>"));
    }
}
