//! What members are told: in the site and by mail, each her own.

use app::list::Slice;
use app::{
    account::{Role, Viewer},
    notice::{
        NoticeKind,
        port::{Notice, Notices},
    },
};
use tests::{Network, on_both, someone_at};

async fn tell(network: &Network, person: &Viewer, text: &str) {
    let mut tx = network.server.db.begin().await.expect("a transaction");
    let told = network.server.notices.tell(&mut tx, person.id(), NoticeKind::DraftDecided, text, "/wiki").await;
    told.expect("told");
    tx.commit().await.expect("committed");
}

async fn notices_of(network: &Network, person: &Viewer) -> Vec<Notice> {
    network.server.notices.list(person, Slice::page(1)).await.expect("the list")
}

on_both! {
    async fn a_notice_is_in_the_site_and_in_a_mail_that_says_what_why_and_where(network) {
        let eva = network.someone_with_mail("eva@lemgo.de").await;
        tell(&network, &eva, "Ihr Text „LoRaWAN“ ist veröffentlicht.").await;
        let page = network.browser_of(&eva).await.open("/benachrichtigungen").await;
        assert_eq!(page.texts(".entry__title"), ["Ihr Text „LoRaWAN“ ist veröffentlicht."]);
        assert!(page.text(".entry__meta").starts_with("Neu Entscheidung über Ihren Text · heute"), "{}", page.main());

        let mails = network.mails().await;
        assert_eq!((mails.len(), mails[0].to.as_str()), (1, "eva@lemgo.de"));
        assert!(mails[0].subject.starts_with("Entscheidung über Ihren Text"), "{}", mails[0].subject);
        for part in ["Ihr Text „LoRaWAN“ ist veröffentlicht.", "http://localhost:3000/wiki\n", "weil Sie den Text eingereicht haben"] {
            assert!(mails[0].body.contains(part), "{part} in {}", mails[0].body);
        }
    }

    async fn what_is_not_committed_is_told_nobody(network) {
        let eva = network.someone(Role::Member).await;
        let mut tx = network.server.db.begin().await.expect("a transaction");
        network.server.notices.tell(&mut tx, eva.id(), NoticeKind::DraftDecided, "Nein.", "/wiki").await.expect("told");
        drop(tx);
        assert!(notices_of(&network, &eva).await.is_empty() && network.mails().await.is_empty());
    }

    async fn an_account_that_has_ended_is_told_nothing(network) {
        let eva = network.someone(Role::Member).await;
        network.change("UPDATE accounts SET ended_at = 1").await;
        tell(&network, &eva, "Hallo?").await;
        assert_eq!((network.count("notices").await, network.count("outbox").await), (0, 0));
    }

    async fn the_header_of_every_page_counts_what_is_new_and_only_for_her(network) {
        let (eva, kim) = (network.someone(Role::Member).await, network.someone(Role::Member).await);
        for text in ["Eins", "Zwei", "Drei"] {
            tell(&network, &eva, text).await;
        }
        let mut browser = network.browser_of(&eva).await;
        for path in ["/", "/wiki", "/konto", "/gibt-es-nicht"] {
            let header = browser.get(path).await.text(".site-actions");
            assert!(header.contains("Benachrichtigungen (3)"), "{path}: {header}");
        }
        let page = network.browser_of(&kim).await.open("/").await;
        assert!(page.text(".site-actions").contains("Benachrichtigungen") && !page.text(".site-actions").contains('('), "{}", page.text("header"));
        assert!(page.has(".menu__button [data-live=menu][hidden]"), "the menu tells of nothing");
        assert!(!network.guest().open("/").await.html.contains("Benachrichtigungen"));
    }

    async fn the_count_of_the_header_ends_at_99(network) {
        let eva = network.someone(Role::Member).await;
        for number in 0..101 {
            tell(&network, &eva, &format!("Nummer {number}")).await;
        }
        let header = network.browser_of(&eva).await.open("/").await.text(".site-actions");
        assert!(header.contains("Benachrichtigungen (99+)"), "{header}");
    }

    async fn opening_one_leads_where_it_happened_and_marks_only_that_one(network) {
        let eva = network.someone(Role::Member).await;
        tell(&network, &eva, "Alt").await;
        tell(&network, &eva, "Jung").await;
        let mut browser = network.browser_of(&eva).await;
        let form = browser.open("/benachrichtigungen").await.form("form[action$='/oeffnen']");
        assert_eq!(browser.submit(form).await.path(), "/wiki");
        let seen: Vec<_> = notices_of(&network, &eva).await.into_iter().map(|notice| (notice.text, notice.seen)).collect();
        assert_eq!(seen, [("Jung".to_owned(), true), ("Alt".to_owned(), false)]);
    }

    async fn looking_at_the_list_changes_nothing(network) {
        let eva = network.someone(Role::Member).await;
        tell(&network, &eva, "Neu").await;
        let mut browser = network.browser_of(&eva).await;
        browser.open("/benachrichtigungen").await;
        browser.get(&format!("/benachrichtigungen/{}/oeffnen", notices_of(&network, &eva).await[0].id)).await.assert_is_of_the_site(404);
        assert!(!notices_of(&network, &eva).await[0].seen);
    }

    async fn what_comes_after_she_has_looked_stays_new(network) {
        let eva = network.someone(Role::Member).await;
        tell(&network, &eva, "Gesehen").await;
        let mut browser = network.browser_of(&eva).await;
        let list = browser.open("/benachrichtigungen").await;
        tell(&network, &eva, "Gerade eben").await;
        let page = browser.submit(list.form("form[action$='/gesehen']")).await;
        assert!(page.text("[role=status]").contains("als gesehen markiert"), "{}", page.main());
        assert!(page.text(".site-actions").contains("Benachrichtigungen (1)"));
        assert_eq!(page.texts(".entry .pill"), ["Neu", "Gesehen"]);
    }

    async fn nobody_opens_or_marks_what_others_were_told(network) {
        let (eva, kim) = (network.someone(Role::Member).await, network.someone(Role::Administrator).await);
        tell(&network, &eva, "Vertraulich").await;
        let id = notices_of(&network, &eva).await[0].id;
        let mut browser = network.browser_of(&kim).await;
        assert!(!browser.open("/benachrichtigungen").await.html.contains("Vertraulich"));
        let refused = browser.post(&format!("/benachrichtigungen/{id}/oeffnen"), "").await;
        refused.assert_is_of_the_site(404);
        assert_eq!(browser.post("/benachrichtigungen/gesehen", format!("upto={id}")).await.status, 303);
        assert!(!notices_of(&network, &eva).await[0].seen);
    }

    async fn a_text_of_a_person_is_no_markup_and_no_header(network) {
        let eva = network.someone(Role::Member).await;
        tell(&network, &eva, "<b>fett</b>\r\nBcc: alle@lemgo.de").await;
        let page = network.browser_of(&eva).await.open("/benachrichtigungen").await;
        assert!(!page.has(".entry__title b") && page.text(".entry__title").starts_with("<b>fett</b>"));
        assert!(!network.mails().await[0].subject.contains("Bcc"));
    }

    async fn twenty_stand_on_a_page_the_newest_first(network) {
        let eva = network.someone(Role::Member).await;
        for number in 1..=21 {
            tell(&network, &eva, &format!("Nummer {number}")).await;
        }
        let mut browser = network.browser_of(&eva).await;
        let first = browser.open("/benachrichtigungen").await;
        assert_eq!((first.texts(".entry__title").len(), first.text(".entry__title").as_str()), (20, "Nummer 21"));
        assert!(first.leads_to("/benachrichtigungen?seite=2"));
        let second = browser.open("/benachrichtigungen?seite=2").await;
        assert_eq!(second.texts(".entry__title"), ["Nummer 1"]);
        // it would mark what is not shown here
        assert!(!second.has("form[action$='/gesehen']"));
    }

    async fn an_empty_list_says_what_will_stand_there(network) {
        let kim = someone_at(&network, "detmold").await;
        let page = network.browser_of(&kim).await.open("/benachrichtigungen").await;
        assert!(page.text(".empty").contains("was Sie betrifft"), "{}", page.main());
        assert!(!page.has("main form"));
    }
}
