//! Signing in with a second factor: password, then code.

use tests::{Network, PASSWORD, Page, Visitor, enrol, on_both};

const MAIL: &str = "kim@lemgo.de";

/// A browser in which the password was right.
async fn halfway(network: &Network) -> (Visitor, Page) {
    let mut guest = network.guest();
    let page = guest.sign_in(MAIL, PASSWORD).await;
    assert_eq!((page.status.as_u16(), page.text("h1").as_str()), (200, "Code eingeben"), "{}", page.main());
    (guest, page)
}

async fn enter(visitor: &mut Visitor, page: &Page, code: &str) -> Page {
    visitor.submit(page.form("main form").fill("code", code)).await
}

on_both! {
    async fn after_the_password_the_code_is_asked_for_and_then_one_is_where_one_wanted_to_be(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        let mut guest = network.guest();
        let page = guest.open("/fragen?zeige=offen").await;
        let page = guest.submit(page.form("main form").fill("mail", MAIL).fill("password", PASSWORD)).await;
        assert_eq!(page.path(), "/anmelden/code?weiter=%2Ffragen%3Fzeige%3Doffen");
        assert_eq!(page.attributes("input[name=code]", "autocomplete"), ["one-time-code"]);
        assert_eq!(page.attributes("input[name=code]", "inputmode"), ["numeric"]);
        let wrong = enter(&mut guest, &page, "000000").await;
        assert_eq!(wrong.status, 422);
        let page = enter(&mut guest, &wrong, &app.code(&network)).await;
        assert_eq!(page.path(), "/fragen?zeige=offen");
    }

    async fn the_password_alone_opens_nothing(network) {
        let kim = network.someone_with_mail(MAIL).await;
        enrol(&network, &kim).await;
        let sessions = network.count("sessions").await;
        let (mut guest, _) = halfway(&network).await;
        assert_eq!(network.count("sessions").await, sessions);
        let cookie = guest.cookie().expect("a cookie");
        let token = cookie.strip_prefix("anmeldung=").expect("a cookie of its own");
        assert_eq!(guest.get("/konto").await.status, 303);
        let mut forger = network.guest().with_cookie(&format!("sitzung={token}"));
        assert_eq!(forger.get("/konto").await.status, 303);
        assert!(!network.strings("SELECT token_hash FROM halfway").await.iter().any(|stored| stored == token));
    }

    async fn the_cookie_between_the_steps_is_short_lived_and_out_of_reach(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        let mut guest = network.guest();
        let form = guest.open("/anmelden").await.form("main form").fill("mail", MAIL).fill("password", PASSWORD);
        let cookie = guest.send(&form).await.header("set-cookie").expect("a cookie");
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=300"] {
            assert!(cookie.split("; ").any(|part| part == attribute), "{attribute} is missing: {cookie}");
        }
        let page = guest.open("/anmelden/code").await;
        enter(&mut guest, &page, &app.code(&network)).await;
        assert!(guest.cookie().is_some_and(|cookie| cookie.starts_with("sitzung=") && !cookie.contains("anmeldung")));
    }

    async fn a_code_is_accepted_once(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        let code = app.code(&network);
        let (mut one, page) = halfway(&network).await;
        assert_eq!(enter(&mut one, &page, &code).await.path(), "/");
        let (mut two, page) = halfway(&network).await;
        let refused = enter(&mut two, &page, &code).await;
        assert!(refused.error("code").contains("schon verwendet"), "{}", refused.main());
        network.wait_seconds(30);
        assert_eq!(enter(&mut two, &page, &app.code(&network)).await.path(), "/");
    }

    async fn the_code_that_set_the_factor_does_not_sign_in(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        let (mut guest, page) = halfway(&network).await;
        let refused = enter(&mut guest, &page, &app.code_in(&network, -30)).await;
        assert!(refused.error("code").contains("schon verwendet"), "{}", refused.main());
    }

    async fn a_code_sent_twice_at_the_same_moment_opens_one_session(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        let sessions = network.count("sessions").await;
        let ((mut one, first), (mut two, second)) = (halfway(&network).await, halfway(&network).await);
        let code = app.code(&network);
        let (first, second) = (first.form("main form").fill("code", &code), second.form("main form").fill("code", &code));
        let (first, second) = tokio::join!(one.send(&first), two.send(&second));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
        assert_eq!(network.count("sessions").await, sessions + 1);
    }

    async fn a_clock_half_a_minute_off_is_forgiven_and_more_is_not(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        network.wait_minutes(5);
        let (mut guest, page) = halfway(&network).await;
        for seconds in [-60, 60] {
            let refused = enter(&mut guest, &page, &app.code_in(&network, seconds)).await;
            assert!(refused.error("code").contains("Uhr"), "{seconds}: {}", refused.main());
        }
        assert_eq!(enter(&mut guest, &page, &app.code_in(&network, -30)).await.path(), "/");
    }

    async fn a_code_that_comes_early_is_forgiven_and_no_older_one_follows(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        let (mut guest, page) = halfway(&network).await;
        assert_eq!(enter(&mut guest, &page, &app.code_in(&network, 30)).await.path(), "/");
        let (mut guest, page) = halfway(&network).await;
        let older = enter(&mut guest, &page, &app.code(&network)).await;
        assert!(older.error("code").contains("schon verwendet"), "{}", older.main());
    }

    async fn spaces_in_a_code_do_no_harm(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        let (mut guest, page) = halfway(&network).await;
        let code = app.code(&network);
        assert_eq!(enter(&mut guest, &page, &format!("\t{}\u{a0}{} ", &code[..3], &code[3..])).await.path(), "/");
    }

    async fn five_minutes_after_the_password_one_begins_anew(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        let mut guest = network.guest();
        let form = guest.open("/anmelden?weiter=%2Ffragen").await.form("main form").fill("mail", MAIL).fill("password", PASSWORD);
        let page = guest.submit(form).await;
        network.wait_minutes(5);
        let late = enter(&mut guest, &page, &app.code(&network)).await;
        assert_eq!(late.path(), "/anmelden?hinweis=zu-spaet&weiter=%2Ffragen");
        assert!(late.text("[role=status]").contains("zu lange gedauert"), "{}", late.main());
        assert_eq!(late.form("main form").value("next"), "/fragen");
        assert_eq!(guest.get("/konto").await.status, 303);
        assert_eq!(network.server.accounts.tidy().await.expect("tidied"), 1);
    }

    async fn a_stolen_token_is_worth_nothing_once_its_owner_is_in(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        let (mut guest, page) = halfway(&network).await;
        let mut thief = guest.clone();
        assert_eq!(enter(&mut guest, &page, &app.code(&network)).await.path(), "/");
        network.wait_seconds(30);
        let late = enter(&mut thief, &page, &app.code(&network)).await;
        assert_eq!(late.path(), "/anmelden?hinweis=zu-spaet", "even with a code that fits");
        assert_eq!(thief.get("/konto").await.status, 303);
    }

    async fn without_a_password_there_is_no_second_step(network) {
        for cookie in ["anmeldung=planted", "anmeldung=", "x=y"] {
            let mut guest = network.guest().with_cookie(cookie);
            let page = guest.open("/anmelden/code").await;
            assert_eq!(enter(&mut guest, &page, "123456").await.path(), "/anmelden?hinweis=zu-spaet", "{cookie}");
        }
    }

    async fn a_new_password_ends_what_was_halfway(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (mut browser, app, _) = enrol(&network, &kim).await;
        let (mut thief, page) = halfway(&network).await;
        let form = browser.open("/konto/sicherheit").await.form("main form");
        browser.submit(form.fill("current_password", PASSWORD).fill("new_password", "Morgen gibt es Suppe")).await;
        assert_eq!(enter(&mut thief, &page, &app.code(&network)).await.path(), "/anmelden?hinweis=zu-spaet");
    }

    async fn a_new_password_by_mail_does_not_spare_the_code(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        let mut guest = network.guest();
        let form = guest.open("/passwort-vergessen").await.form("main form");
        guest.submit(form.fill("mail", MAIL)).await;
        guest.confirm(&network.link_in_last_mail().await, "Morgen gibt es Suppe").await;
        assert!(network.mails().await.pop().is_some_and(|mail| mail.subject.contains("Passwort wurde geändert")));
        let page = guest.sign_in(MAIL, "Morgen gibt es Suppe").await;
        assert_eq!(page.text("h1"), "Code eingeben");
        assert_eq!(enter(&mut guest, &page, &app.code(&network)).await.path(), "/");
    }

    async fn an_account_that_ends_between_the_steps_stays_closed(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        let (mut guest, page) = halfway(&network).await;
        network.server.accounts.end_account(kim.id(), None).await.expect("ended");
        assert_eq!(enter(&mut guest, &page, &app.code(&network)).await.path(), "/anmelden?hinweis=zu-spaet");
    }

    async fn wrong_codes_are_limited_whatever_browser_they_come_from(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        network.someone_with_mail("tim@lemgo.de").await;
        for _ in 0..5 {
            let (mut guest, page) = halfway(&network).await;
            assert_eq!(enter(&mut guest, &page, "000000").await.status, 422);
        }
        let (mut guest, page) = halfway(&network).await;
        let refused = enter(&mut guest, &page, &app.code(&network)).await;
        refused.assert_is_of_the_site(429);
        assert!(refused.main().contains("Bitte warten Sie"), "{}", refused.main());
        let wait: u64 = refused.header("retry-after").expect("Retry-After").parse().expect("seconds");
        assert!((1..=120).contains(&wait), "{wait}");
        assert_eq!(network.guest().sign_in("tim@lemgo.de", PASSWORD).await.path(), "/", "others are not affected");
    }

    async fn a_recovery_code_signs_in_once_and_the_rest_is_told_by_mail(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, _, codes) = enrol(&network, &kim).await;
        let (mut guest, page) = halfway(&network).await;
        let typed = codes[0].replace(' ', "-");
        assert_eq!(enter(&mut guest, &page, &typed).await.path(), "/");
        let mail = network.mails().await.pop().expect("a mail");
        assert!(mail.subject.contains("Wiederherstellungscode") && mail.body.contains("noch 9 übrig"), "{mail:?}");
        assert!(!mail.body.contains(&codes[0]) && !mail.body.contains(&typed));

        let (mut guest, page) = halfway(&network).await;
        let refused = enter(&mut guest, &page, &codes[0]).await;
        assert!(refused.error("code").contains("Jeder gilt nur einmal"), "{}", refused.main());
        assert_eq!(network.count("recovery_codes").await, 9);
        assert_eq!(enter(&mut guest, &page, &codes[1]).await.path(), "/");
        let sicherheit = guest.open("/konto/sicherheit").await;
        assert!(sicherheit.main().contains("8\u{a0}Wiederherstellungscodes") || sicherheit.main().contains("8 Wiederherstellungscodes"), "{}", sicherheit.main());
    }

    async fn a_recovery_code_sent_twice_at_the_same_moment_opens_one_session(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, _, codes) = enrol(&network, &kim).await;
        let ((mut one, first), (mut two, second)) = (halfway(&network).await, halfway(&network).await);
        let (first, second) = (first.form("main form").fill("code", &codes[0]), second.form("main form").fill("code", &codes[0]));
        let (first, second) = tokio::join!(one.send(&first), two.send(&second));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
    }

    async fn a_wrong_password_reads_the_same_with_and_without_a_factor(network) {
        let kim = network.someone_with_mail(MAIL).await;
        enrol(&network, &kim).await;
        network.someone_with_mail("tim@lemgo.de").await;
        let with = network.guest().sign_in(MAIL, "falsch geraten!").await;
        let without = network.guest().sign_in("tim@lemgo.de", "falsch geraten!").await;
        assert_eq!(with.html.replace("kim@", "tim@"), without.html);
    }

    async fn signing_in_with_a_code_leads_nowhere_else(network) {
        let kim = network.someone_with_mail(MAIL).await;
        let (_, app, _) = enrol(&network, &kim).await;
        for next in ["https://evil.example", "//evil.example", "/\\evil.example"] {
            let (mut guest, page) = halfway(&network).await;
            let form = page.form("main form").fill("next", next).fill("code", &app.code(&network));
            assert_eq!(guest.send(&form).await.redirect().as_deref(), Some("/"), "{next}");
            network.wait_seconds(30);
        }
    }
}
