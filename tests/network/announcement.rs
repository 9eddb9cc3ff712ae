//! What moderators announce: dates and news, on the front page while they matter, and in calendars.

use app::{
    account::{Role, Viewer},
    announcement::port::AnnouncementDraft,
    error::Error,
};
use tests::{Network, Page, on_both};

/// A meeting in ten days, for everybody.
fn meeting() -> AnnouncementDraft {
    AnnouncementDraft {
        title: "Digitalboard OWL".to_owned(),
        body: "Mit **Kaffee**.".to_owned(),
        start_day: "2026-12-01".to_owned(),
        start_time: "14:00".to_owned(),
        end_time: "16:00".to_owned(),
        place: "Kreishaus Detmold".to_owned(),
        link: "https://www.kreis-lippe.de/board".to_owned(),
        visibility: "public".to_owned(),
        ..AnnouncementDraft::default()
    }
}

async fn announced(network: &Network, draft: AnnouncementDraft) -> i64 {
    let moderator = network.someone(Role::Moderator).await;
    network.server.ports.announcements.announce(&moderator, draft).await.expect("announced")
}

fn front(page: &Page) -> String {
    page.text("section[aria-labelledby=termine]")
}

fn is<T>(outcome: &Result<T, Error>, status: u16) -> bool {
    outcome.as_ref().is_err_and(|error| error.status() == status)
}

on_both! {
    async fn a_moderator_announces_a_date_and_everybody_sees_it(network) {
        let mut browser = network.browser_of(&network.someone(Role::Moderator).await).await;
        let page = browser.open("/termine").await;
        assert!(page.leads_to("/termine/neu") && page.main().contains("Zurzeit ist nichts angekündigt"), "{}", page.main());
        let form = browser.open("/termine/neu").await.form("main form");
        let form = form.fill("title", "Digitalboard OWL").fill("body", "Mit **Kaffee**.").fill("start_day", "2026-12-01")
            .fill("start_time", "14:00").fill("end_time", "16:00").fill("place", "Kreishaus Detmold")
            .fill("link", "https://www.kreis-lippe.de/board").fill("visibility", "public");
        let page = browser.submit(form).await;
        assert!(page.text(".flash").contains("veröffentlicht"), "{}", page.main());
        let mut guest = network.guest();
        let front_page = guest.open("/").await;
        assert!(front(&front_page).contains("Digitalboard OWLDienstag, 1. Dezember 2026, 14:00 bis 16:00 Uhr · Kreishaus Detmold"), "{}", front(&front_page));
        let page = guest.open(page.path().split('?').next().expect("a path")).await;
        assert_eq!((page.text("h1"), page.text(".prose strong")), ("Digitalboard OWL".to_owned(), "Kaffee".to_owned()));
        assert!(page.leads_to("https://www.kreis-lippe.de/board") && !page.has("main form"), "{}", page.main());
        assert_eq!(guest.open("/termine").await.texts(".entry__title"), ["Digitalboard OWL"]);
    }

    async fn it_leaves_the_front_page_when_it_is_over_and_stays_in_the_list_of_the_past(network) {
        announced(&network, meeting()).await;
        // 21 November 8:00 UTC to 1 December 15:00 UTC
        network.wait_minutes(10 * 24 * 60 + 7 * 60 - 1);
        assert!(front(&network.guest().open("/").await).contains("Digitalboard"));
        network.wait_minutes(1);
        let mut guest = network.guest();
        assert_eq!(front(&guest.open("/").await), "");
        assert!(guest.open("/termine").await.texts(".entry__title").is_empty());
        assert_eq!(guest.open("/termine?zeige=vergangen").await.texts(".entry__title"), ["Digitalboard OWL"]);
    }

    async fn a_date_in_the_past_is_asked_about_but_one_that_has_begun_is_not(network) {
        let moderator = network.someone(Role::Moderator).await;
        let port = &network.server.ports.announcements;
        let last_year = AnnouncementDraft { start_day: "2025-12-01".to_owned(), ..meeting() };
        let refused = port.announce(&moderator, last_year).await.expect_err("the wrong year");
        assert!(refused.to_string().contains("schon vorbei"), "{refused}");
        let today = AnnouncementDraft { start_day: "2026-11-21".to_owned(), start_time: "00:30".to_owned(), ..meeting() };
        port.announce(&moderator, today).await.expect("announced");
    }

    async fn news_without_a_date_are_shown_as_long_as_was_said(network) {
        let news = AnnouncementDraft {
            title: "Neue Förderrichtlinie".to_owned(), shown_until: "2026-11-25".to_owned(), visibility: "public".to_owned(),
            ..AnnouncementDraft::default()
        };
        announced(&network, news).await;
        network.wait_days(4);
        assert!(front(&network.guest().open("/").await).contains("Neue Förderrichtlinie"));
        network.wait_days(1);
        assert_eq!(front(&network.guest().open("/").await), "");
    }

    async fn the_next_date_stands_first_and_news_last(network) {
        let later = AnnouncementDraft { title: "Später".to_owned(), start_day: "2026-12-20".to_owned(), ..meeting() };
        let news = AnnouncementDraft { title: "Nachricht".to_owned(), visibility: "public".to_owned(), ..AnnouncementDraft::default() };
        for draft in [news, later, meeting()] {
            announced(&network, draft).await;
        }
        assert_eq!(network.guest().open("/termine").await.texts(".entry__title"), ["Digitalboard OWL", "Später", "Nachricht"]);
    }

    async fn what_is_for_members_does_not_exist_for_guests(network) {
        let id = announced(&network, AnnouncementDraft { visibility: "members".to_owned(), ..meeting() }).await;
        let mut guest = network.guest();
        assert_eq!(front(&guest.open("/").await), "");
        assert!(guest.open("/termine").await.texts(".entry__title").is_empty());
        guest.get(&format!("/termine/{id}")).await.assert_is_of_the_site(404);
        assert!(!guest.get("/feeds/termine.ics").await.html.contains("Digitalboard"));
        let mut member = network.browser_of(&network.someone(Role::Member).await).await;
        assert!(front(&member.open("/").await).contains("Digitalboard"));
        assert!(member.open("/termine").await.main().contains("nur für Mitglieder"));
        // the feed is the same for all: what it shows may be kept by anybody
        assert!(!member.get("/feeds/termine.ics").await.html.contains("Digitalboard"));
    }

    async fn a_date_is_changed_and_taken_back(network) {
        let id = announced(&network, meeting()).await;
        let mut browser = network.browser_of(&network.someone(Role::Moderator).await).await;
        let form = browser.open(&format!("/termine/{id}/bearbeiten")).await.form("main form");
        for (field, value) in [("start_day", "2026-12-01"), ("start_time", "14:00"), ("end_time", "16:00"), ("shown_until", "2026-12-01")] {
            assert_eq!(form.value(field), value, "{field}");
        }
        let page = browser.submit(form.fill("place", "Online")).await;
        assert!(page.text(".flash").contains("gespeichert") && page.main().contains("Online"), "{}", page.main());
        let page = browser.submit(page.form("form[action$='/entfernen']")).await;
        assert!(page.text(".flash").contains("entfernt") && page.texts(".entry__title").is_empty(), "{}", page.main());
        network.guest().get(&format!("/termine/{id}")).await.assert_is_of_the_site(404);
        assert!(!network.guest().get("/feeds/termine.ics").await.html.contains("VEVENT"));
    }

    async fn two_moderators_do_not_overwrite_each_other(network) {
        let id = announced(&network, meeting()).await;
        let mut browser = network.browser_of(&network.someone(Role::Moderator).await).await;
        let form = browser.open(&format!("/termine/{id}/bearbeiten")).await.form("main form");
        browser.send(&form.clone().fill("place", "Online")).await;
        let page = browser.send(&form.fill("place", "Lemgo")).await;
        assert_eq!(page.status, 422);
        assert!(page.text(".error-summary").contains("wurde geändert") && page.form("main form").value("place") == "Lemgo", "{}", page.main());
        assert!(network.guest().open(&format!("/termine/{id}")).await.main().contains("Online"));
    }

    async fn what_was_typed_wrong_is_named_and_kept(network) {
        let mut browser = network.browser_of(&network.someone(Role::Moderator).await).await;
        let form = browser.open("/termine/neu").await.form("main form");
        let page = browser.send(&form.fill("title", "Digitalboard").fill("start_day", "2026-12-01").fill("link", "javascript:alert(1)")).await;
        assert_eq!(page.status, 422);
        assert!(!page.error("start_time").is_empty() && !page.error("link").is_empty(), "{}", page.main());
        assert_eq!(page.form("main form").value("title"), "Digitalboard");
        assert_eq!(network.count("announcements").await, 0);
    }

    async fn members_announce_nothing(network) {
        let id = announced(&network, meeting()).await;
        let member = network.someone(Role::Member).await;
        let port = &network.server.ports.announcements;
        assert!(is(&port.announce(&member, meeting()).await, 403));
        assert!(is(&port.change(&member, id, 0, meeting()).await, 403));
        assert!(is(&port.remove(&member, id).await, 403));
        assert!(is(&port.announce(&Viewer::guest(), meeting()).await, 401));
        assert!(!network.browser_of(&member).await.open("/termine").await.leads_to("/termine/neu"));
    }

    async fn the_calendar_can_be_subscribed_to(network) {
        let id = announced(&network, AnnouncementDraft { title: "Board; Runde 3, mit Ümlaut\\".to_owned(), ..meeting() }).await;
        let page = network.guest().get("/feeds/termine.ics").await;
        assert_eq!(page.status, 200);
        assert_eq!(page.header("content-type").as_deref(), Some("text/calendar; charset=utf-8"));
        let text = page.html.replace("\r\n ", "");
        for part in [
            format!("UID:termin-{id}@localhost:3000\r\n"),
            "DTSTART:20261201T130000Z\r\nDTEND:20261201T150000Z\r\n".to_owned(),
            "DTSTAMP:20261121T080000Z\r\n".to_owned(),
            "SUMMARY:Board\\; Runde 3\\, mit Ümlaut\\\\\r\n".to_owned(),
            "LOCATION:Kreishaus Detmold\r\n".to_owned(),
            format!("URL:http://localhost:3000/termine/{id}\r\n"),
        ] {
            assert!(text.contains(&part), "{part} in {text}");
        }
        assert!(page.html.split("\r\n").all(|line| line.len() <= 75), "{}", page.html);
        // asked for again, it is not sent again
        let tag = page.header("etag").expect("a tag");
        assert_eq!(network.guest().with_header("if-none-match", &tag).get("/feeds/termine.ics").await.status, 304);
    }

    async fn a_hostile_title_stays_a_title(network) {
        announced(&network, AnnouncementDraft { title: "<script>alert(1)</script>\r\nATTACH:http://boese.example".to_owned(), ..meeting() }).await;
        let page = network.guest().get("/feeds/termine.ics").await;
        assert!(!page.html.replace("\r\n ", "").contains("\r\nATTACH"), "{}", page.html);
        let page = network.guest().open("/").await;
        assert!(!page.html.contains("<script>alert"), "{}", page.html);
    }
}
