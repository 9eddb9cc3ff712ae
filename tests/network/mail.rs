//! Mails leave through a real SMTP conversation.

use server::mail::Mail;
use tests::{MailServer, Network, on_both, register};

async fn with(network: Network, server: &MailServer) -> Network {
    let url = server.url();
    network
        .restarted_with(|config| {
            config.smtp_url = Some(url);
            "Wissensnetz OWL <netz@example.org>".clone_into(&mut config.mail_from);
        })
        .await
}

async fn put(network: &Network, mail: Mail) {
    let mut tx = network.server.db.begin().await.expect("a transaction");
    network.server.outbox.put(&mut tx, &mail).await.expect("put");
    tx.commit().await.expect("committed");
}

fn letter() -> Mail {
    Mail {
        to: "eva@lemgo.de".to_owned(),
        subject: "Grüße".to_owned(),
        body: "Guten Tag,\n\n.\nmit Punkt und Umlaut: ä\n".to_owned(),
        ..Mail::default()
    }
}

on_both! {
    async fn a_mail_says_from_whom_to_whom_and_that_a_machine_wrote_it(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        put(&network, letter()).await;
        assert_eq!(network.send_mails().await, 1);
        let mails = server.mails();
        let (head, _) = mails[0].split_once("\n\n").expect("a head and a body");
        assert!(head.contains("From: \"Wissensnetz OWL\" <netz@example.org>"), "{head}");
        assert!(head.contains("To: eva@lemgo.de"), "{head}");
        // RFC 2047
        assert!(head.contains("Subject: =?utf-8?b?R3LDvMOfZQ==?="), "{head}");
        assert!(head.contains("Auto-Submitted: auto-generated"), "{head}");
        assert!(head.contains("Content-Type: text/plain; charset=utf-8"), "{head}");
        assert!(head.lines().any(|line| line.starts_with("Date: ")), "{head}");
        assert!(head.lines().any(|line| line.starts_with("Message-ID: ")), "a mail without one is taken for spam: {head}");
    }

    async fn the_link_of_a_registration_arrives_whole(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        register(&mut network.guest(), "Eva Muster", "eva@lemgo.de").await;
        let link = network.link_in_last_mail().await;
        network.send_mails().await;
        // quoted-printable breaks long lines with "=" (RFC 2045)
        let arrived = server.mails()[0].replace("=\n", "").replace("=3D", "=");
        assert!(arrived.contains(&link), "{arrived}");
    }

    async fn a_mail_is_sent_once(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        put(&network, letter()).await;
        assert_eq!(network.send_mails().await, 1);
        network.wait_minutes(24 * 60);
        assert_eq!(network.send_mails().await, 0);
        assert_eq!(server.mails().len(), 1);
    }

    async fn the_text_of_a_sent_mail_is_forgotten(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        put(&network, letter()).await;
        network.send_mails().await;
        assert_eq!(network.strings("SELECT body FROM outbox").await, [""]);
    }

    async fn while_the_mail_server_is_away_mails_wait_longer_each_time(network) {
        let network = network.restarted_with(|config| config.smtp_url = Some("smtp://127.0.0.1:1".to_owned())).await;
        put(&network, letter()).await;
        for pause in [1, 2, 4] {
            assert_eq!(network.send_mails().await, 0);
            let attempts = network.number("SELECT attempts FROM outbox").await;
            network.wait_minutes(pause - 1);
            network.send_mails().await;
            assert_eq!(network.number("SELECT attempts FROM outbox").await, attempts, "tried again too early");
            network.wait_minutes(1);
        }
        assert!(!network.strings("SELECT last_error FROM outbox").await[0].is_empty());
    }

    async fn when_the_mail_server_is_back_the_mail_arrives(network) {
        let network = network.restarted_with(|config| config.smtp_url = Some("smtp://127.0.0.1:1".to_owned())).await;
        put(&network, letter()).await;
        assert_eq!(network.send_mails().await, 0);
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        network.wait_minutes(1);
        assert_eq!(network.send_mails().await, 1);
        assert_eq!(server.mails().len(), 1);
    }

    async fn a_registration_works_while_the_mail_server_is_away(network) {
        let network = network.restarted_with(|config| config.smtp_url = Some("smtp://127.0.0.1:1".to_owned())).await;
        assert_eq!(register(&mut network.guest(), "Eva Muster", "eva@lemgo.de").await.status, 200);
        assert_eq!(network.mails().await.len(), 1);
    }

    async fn one_bad_address_does_not_stop_the_others(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        put(&network, Mail { to: "no address".to_owned(), ..letter() }).await;
        put(&network, letter()).await;
        assert_eq!(network.send_mails().await, 1);
        assert!(server.mails()[0].contains("To: eva@lemgo.de"));
    }

    async fn a_subject_cannot_add_a_header(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        put(&network, Mail { subject: "Hallo\r\nBcc: opfer@example.org\r\n\r\nText".to_owned(), ..letter() }).await;
        network.send_mails().await;
        for mail in server.mails() {
            assert!(!mail.lines().any(|line| line.starts_with("Bcc:")), "{mail}");
        }
    }

    async fn neither_name_nor_address_of_a_newcomer_adds_a_header(network) {
        let server = MailServer::start().await;
        let network = with(network, &server).await;
        let refused = register(&mut network.guest(), "Eva Muster\r\nBcc: opfer.example.org", "eva@lemgo.de").await;
        assert_eq!(refused.status, 422);
        register(&mut network.guest(), "Eva Muster\r\nBcc opfer", "eva@lemgo.de").await;
        let refused = register(&mut network.guest(), "Eva Muster", "eva@lemgo.de\r\nBcc: opfer@lemgo.de").await;
        assert_eq!(refused.status, 422);
        network.send_mails().await;
        let mails = server.mails();
        assert_eq!(mails.len(), 1);
        let (head, _) = mails[0].split_once("\n\n").expect("a head and a body");
        assert!(!head.contains("opfer"), "{head}");
    }

    async fn without_smtp_mails_go_into_a_folder(network) {
        put(&network, letter()).await;
        assert_eq!(network.send_mails().await, 1);
        let files = std::fs::read_dir(network.config.mail_folder()).expect("a folder");
        let mails: Vec<String> = files.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("text")).collect();
        assert!(mails.len() == 1 && mails[0].contains("To: eva@lemgo.de"), "{mails:?}");
    }

    async fn a_mail_goes_with_the_change_that_causes_it_or_not_at_all(network) {
        let mut tx = network.server.db.begin().await.expect("a transaction");
        network.server.outbox.put(&mut tx, &letter()).await.expect("put");
        drop(tx);
        assert!(network.mails().await.is_empty());
    }
}
