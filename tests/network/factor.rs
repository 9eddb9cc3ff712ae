//! The second factor: setting it, its recovery codes, taking it away.

use tests::{App, Network, PASSWORD, Page, Visitor, enrol, is, on_both, someone_at};

const SETUP: &str = "/konto/sicherheit/einrichten";

async fn confirm(browser: &mut Visitor, page: &Page, code: &str) -> Page {
    browser.submit(page.form("main form").fill("code", code)).await
}

/// Shows once more who she is, and goes on to where she was.
async fn prove(browser: &mut Visitor, page: &Page, password: &str) -> Page {
    browser.submit(page.form("main form").fill("password", password)).await
}

async fn subjects(network: &Network) -> Vec<String> {
    network.mails().await.into_iter().map(|mail| mail.subject).collect()
}

on_both! {
    async fn who_sets_a_factor_sees_a_picture_a_key_for_typing_and_her_codes_once(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut browser = network.browser_of(&kim).await;
        let page = browser.open(SETUP).await;
        assert!(page.has("svg.qr[role=img][aria-label] path[d^='M4 4h7']"), "{}", page.html);
        let key = page.text("code.secret");
        assert_eq!(key.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8], "{key}");
        let link = page.links().into_iter().find(|link| link.starts_with("otpauth://totp/")).expect("a link for the phone");
        assert!(link.contains(&key.replace(' ', "")) && link.contains("kim%40lemgo.de"), "{link}");
        assert_eq!(page.attributes("input[name=code]", "autocomplete"), ["one-time-code"]);
        assert_eq!(page.attributes("input[name=code]", "inputmode"), ["numeric"]);
        assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));

        let done = confirm(&mut browser, &page, &App::of(&page).code(&network)).await;
        assert_eq!((done.status.as_u16(), done.texts("ol.codes li").len()), (200, 10), "{}", done.main());
        assert_eq!(done.header("cache-control").as_deref(), Some("no-store"));
        let standing = network.server.ports.factors.standing(&kim).await.expect("a standing");
        assert!(standing.since.is_some() && standing.codes == 10 && !standing.required, "{standing:?}");
        assert!(subjects(&network).await[0].contains("eingerichtet"));
        let again = browser.open(SETUP).await;
        assert!(again.text("h1").contains("Schon eingerichtet") && !again.has("code.secret"), "{}", again.main());
    }

    async fn a_wrong_code_sets_nothing_and_the_key_stays_the_same(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut browser = network.browser_of(&kim).await;
        let page = browser.open(SETUP).await;
        let app = App::of(&page);
        for (wrong, told) in [("", "Bitte geben Sie den Code ein"), ("abc", "sechs Ziffern"), (&app.code_in(&network, 300), "passt nicht")] {
            let again = confirm(&mut browser, &page, wrong).await;
            assert_eq!(again.status, 422);
            assert!(again.error("code").contains(told), "{wrong}: {}", again.error("code"));
            assert_eq!(again.text("code.secret"), page.text("code.secret"));
            assert_eq!(again.form("main form").value("code"), "");
        }
        assert_eq!(network.count("factors").await, 0);
        assert_eq!(browser.open(SETUP).await.text("code.secret"), page.text("code.secret"), "the page was loaded again");
        let code = app.code(&network);
        let spaced = format!(" {} {} ", &code[..3], &code[3..]);
        assert_eq!(confirm(&mut browser, &page, &spaced).await.texts("ol.codes li").len(), 10);
    }

    async fn two_tabs_that_set_one_at_once_end_with_one(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut one = network.browser_of(&kim).await;
        let mut two = one.clone();
        let (first, second) = tokio::join!(one.open(SETUP), two.open(SETUP));
        assert_eq!(first.text("code.secret"), second.text("code.secret"));
        let code = App::of(&first).code(&network);
        let (first, second) = (first.form("main form").fill("code", &code), second.form("main form").fill("code", &code));
        let (first, second) = tokio::join!(one.send(&first), two.send(&second));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 303]);
        assert_eq!((network.count("factors").await, network.count("recovery_codes").await), (1, 10));
        assert_eq!(subjects(&network).await.len(), 1);
        let late = two.open("/konto/sicherheit?hinweis=schon-eingerichtet").await;
        assert!(late.text("[role=status]").contains("schon eingerichtet"), "{}", late.main());
    }

    async fn the_key_of_one_session_is_not_shown_in_another(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let (mut one, mut two) = (network.browser_of(&kim).await, network.browser_of(&kim).await);
        assert_ne!(one.open(SETUP).await.text("code.secret"), two.open(SETUP).await.text("code.secret"));
    }

    async fn the_database_has_neither_key_nor_codes(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut browser = network.browser_of(&kim).await;
        let page = browser.open(SETUP).await;
        let key = page.text("code.secret").replace(' ', "");
        let stored = network.strings("SELECT setup FROM sessions WHERE setup IS NOT NULL").await;
        assert!(stored.len() == 1 && !stored[0].contains(&key), "{stored:?}");
        let done = confirm(&mut browser, &page, &App::of(&page).code(&network)).await;
        let stored = network.strings("SELECT secret FROM factors").await;
        assert!(stored.len() == 1 && !stored[0].contains(&key), "{stored:?}");
        assert_eq!(network.number("SELECT COUNT(*) FROM sessions WHERE setup IS NOT NULL").await, 0);
        for code in done.texts("ol.codes li") {
            let digits = code.replace(' ', "");
            assert!(network.strings("SELECT code_hash FROM recovery_codes").await.iter().all(|hash| !hash.contains(&digits)));
        }
    }

    async fn setting_a_factor_signs_other_devices_out(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut elsewhere = network.browser_of(&kim).await;
        let (mut here, ..) = enrol(&network, &kim).await;
        assert_eq!(elsewhere.get("/konto").await.status, 303);
        assert_eq!(here.get("/konto").await.status, 200);
    }

    async fn recovery_codes_are_kept_as_a_text_and_nothing_else_is(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut browser = network.browser_of(&kim).await;
        let page = browser.open(SETUP).await;
        let shown = confirm(&mut browser, &page, &App::of(&page).code(&network)).await;
        let file = browser.submit(shown.form("form[action$='/datei']")).await;
        assert_eq!(file.status, 200);
        assert!(file.header("content-type").is_some_and(|kind| kind.starts_with("text/plain")));
        assert!(file.header("content-disposition").is_some_and(|value| value == "attachment; filename=\"wiederherstellungscodes.txt\""));
        for code in shown.texts("ol.codes li") {
            assert!(file.html.lines().any(|line| line == code), "{code} in {}", file.html);
        }
        for forged in ["", "Rufen Sie 0190 an", "1234 5678 9012\n<script>"] {
            let form = shown.form("form[action$='/datei']").fill("codes", forged);
            browser.send(&form).await.assert_is_of_the_site(404);
        }
    }

    async fn new_recovery_codes_end_the_old_ones_and_are_told_by_mail(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let (mut browser, _, old) = enrol(&network, &kim).await;
        let page = browser.open("/konto/sicherheit/codes").await;
        assert!(page.main().contains("noch 10"), "{}", page.main());
        let fresh = browser.submit(page.form("main form")).await.texts("ol.codes li");
        assert!(fresh.len() == 10 && fresh.iter().all(|code| !old.contains(code)));
        assert!(subjects(&network).await[1].contains("Neue Wiederherstellungscodes"));

        let mut guest = network.guest();
        let page = guest.sign_in("kim@lemgo.de", PASSWORD).await;
        let refused = confirm(&mut guest, &page, &old[0]).await;
        assert!(refused.error("code").contains("gilt nicht"), "{}", refused.main());
        assert_eq!(confirm(&mut guest, &refused, &fresh[0]).await.path(), "/");
    }

    async fn who_takes_the_factor_away_is_told_and_signs_in_with_the_password_alone(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let (mut browser, ..) = enrol(&network, &kim).await;
        let page = browser.open("/konto/sicherheit/aufheben").await;
        let page = browser.submit(page.form("main form")).await;
        assert_eq!(page.path(), "/konto/sicherheit?hinweis=aufgehoben");
        assert_eq!((network.count("factors").await, network.count("recovery_codes").await), (0, 0));
        assert!(subjects(&network).await[1].contains("aufgehoben"));
        assert_eq!(network.guest().sign_in("kim@lemgo.de", PASSWORD).await.path(), "/");
    }

    async fn ten_minutes_after_signing_in_the_password_is_asked_for_again(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut browser = network.browser_of(&kim).await;
        network.wait_minutes(10);
        assert_eq!(browser.open(SETUP).await.path(), SETUP);
        network.wait_seconds(1);
        let page = browser.open(SETUP).await;
        assert_eq!(page.path(), "/konto/bestaetigen?weiter=%2Fkonto%2Fsicherheit%2Feinrichten");
        assert!(!page.has("input[name=code]"), "she has none yet");
        let wrong = prove(&mut browser, &page, "falsch geraten!").await;
        assert_eq!(wrong.status, 422);
        assert!(!wrong.error("password").is_empty() && !wrong.html.contains("falsch geraten!"));
        let before = browser.cookie();
        let page = prove(&mut browser, &wrong, PASSWORD).await;
        assert_eq!(page.path(), SETUP);
        assert_ne!(browser.cookie(), before, "the session goes on with its old token");
        let mut thief = network.guest().with_cookie(&before.expect("a cookie"));
        assert_eq!(thief.get("/konto").await.status, 303);
        assert_eq!(network.number("SELECT COUNT(*) FROM sessions").await, 2, "one of them is that of the invitation");
    }

    async fn a_session_that_was_proven_again_ends_when_it_would_have_ended(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut browser = network.browser_of(&kim).await;
        network.wait_minutes(11 * 60);
        let page = browser.open(SETUP).await;
        let sent = browser.send(&page.form("main form").fill("password", PASSWORD)).await;
        assert!(sent.header("set-cookie").is_some_and(|cookie| cookie.contains("Max-Age=3600")), "{:?}", sent.header("set-cookie"));
        network.wait_minutes(60);
        assert_eq!(browser.get("/konto").await.status, 303);
    }

    async fn nothing_of_the_factor_changes_without_showing_who_one_is(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let (mut browser, app, codes) = enrol(&network, &kim).await;
        network.wait_minutes(11);
        for path in ["/konto/sicherheit/codes", "/konto/sicherheit/aufheben", SETUP] {
            let to = format!("/konto/bestaetigen?weiter={}", path.replace('/', "%2F"));
            assert_eq!(browser.get(path).await.redirect().as_ref(), Some(&to), "GET {path}");
            assert_eq!(browser.post(path, "code=123456").await.redirect().as_ref(), Some(&to), "POST {path}");
        }
        assert_eq!((network.count("factors").await, network.count("recovery_codes").await), (1, 10));

        let page = browser.open("/konto/sicherheit/aufheben").await;
        let form = page.form("main form").fill("password", PASSWORD);
        let without = browser.submit(form.clone()).await;
        assert!(without.error("code").contains("Bitte geben Sie den Code ein"), "{}", without.main());
        let page = browser.submit(form.fill("code", &app.code(&network))).await;
        assert_eq!(page.path(), "/konto/sicherheit/aufheben");
        network.wait_minutes(11);
        let page = browser.open("/konto/sicherheit/codes").await;
        let page = browser.submit(page.form("main form").fill("password", PASSWORD).fill("code", &codes[3])).await;
        assert_eq!(page.path(), "/konto/sicherheit/codes");
        assert_eq!(network.count("recovery_codes").await, 9);
    }

    async fn a_new_password_does_not_stand_for_the_code(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let (mut browser, ..) = enrol(&network, &kim).await;
        network.wait_minutes(11);
        let form = browser.open("/konto/sicherheit").await.form("main form");
        let page = browser.submit(form.fill("current_password", PASSWORD).fill("new_password", "Morgen gibt es Suppe")).await;
        assert_eq!(page.status, 200, "{}", page.main());
        let sent = browser.post("/konto/sicherheit/aufheben", "").await;
        assert_eq!(sent.redirect().as_deref(), Some("/konto/bestaetigen?weiter=%2Fkonto%2Fsicherheit%2Faufheben"));
        assert_eq!(network.count("factors").await, 1);
    }

    async fn to_show_who_one_is_leads_nowhere_else(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        for next in ["https://evil.example", "//evil.example", "/\\evil.example"] {
            let mut browser = network.browser_of(&kim).await;
            let form = browser.open("/konto/bestaetigen").await.form("main form").fill("next", next).fill("password", PASSWORD);
            assert_eq!(browser.send(&form).await.redirect().as_deref(), Some("/"), "{next}");
        }
    }

    async fn whoever_has_no_session_has_shown_nothing(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let elsewhere = app::account::Viewer::member_is(kim.member().expect("a member").clone());
        let factors = &network.server.ports.factors;
        assert!(is(&factors.begin(&elsewhere).await, 403));
        assert!(is(&factors.remove(&elsewhere).await, 403));
        assert!(is(&factors.renew_codes(&elsewhere).await, 403));
        assert!(is(&factors.begin(&app::account::Viewer::guest()).await, 401));
    }

    async fn the_key_lies_beside_the_data_and_survives_a_restart(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let (_, app, _) = enrol(&network, &kim).await;
        assert!(network.config.data_dir.join("secret.key").exists());
        let network = network.restarted().await;
        let mut guest = network.guest();
        let page = guest.sign_in("kim@lemgo.de", PASSWORD).await;
        assert_eq!(confirm(&mut guest, &page, &app.code(&network)).await.path(), "/");
    }

    async fn with_the_key_lost_recovery_codes_still_open_the_account(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let (_, app, codes) = enrol(&network, &kim).await;
        let network = network.restarted_with(|config| config.secret_key = Some("A".repeat(43))).await;
        let mut guest = network.guest();
        let page = guest.sign_in("kim@lemgo.de", PASSWORD).await;
        let refused = confirm(&mut guest, &page, &app.code(&network)).await;
        assert_eq!(refused.status, 422);
        assert_eq!(confirm(&mut guest, &refused, &codes[0]).await.path(), "/");
    }

    async fn the_command_line_takes_a_factor_away_and_ends_all_sessions(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let (mut browser, ..) = enrol(&network, &kim).await;
        let mut halfway = network.guest();
        halfway.sign_in("kim@lemgo.de", PASSWORD).await;
        assert!(network.server.factors.reset(kim.id()).await.expect("reset"));
        assert!(!network.server.factors.reset(kim.id()).await.expect("nothing to do"));
        assert_eq!(browser.get("/konto").await.status, 303);
        assert_eq!(network.count("halfway").await, 0);
        let mails = subjects(&network).await;
        assert!(mails.len() == 2 && mails[1].contains("zurückgesetzt"), "{mails:?}");
        assert_eq!(network.guest().sign_in("kim@lemgo.de", PASSWORD).await.path(), "/");
    }

    async fn an_account_that_ends_and_opens_again_keeps_its_factor(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let (_, app, _) = enrol(&network, &kim).await;
        network.server.accounts.end_account(kim.id(), None).await.expect("ended");
        network.server.accounts.reopen_account(kim.id()).await.expect("open");
        let mut guest = network.guest();
        let page = guest.sign_in("kim@lemgo.de", PASSWORD).await;
        assert_eq!(page.text("h1"), "Code eingeben");
        assert_eq!(confirm(&mut guest, &page, &app.code(&network)).await.path(), "/");
    }

    async fn others_set_theirs_with_another_key(network) {
        let (kim, eva) = (network.someone_with_mail("kim@lemgo.de").await, someone_at(&network, "lemgo").await);
        let (_, app, _) = enrol(&network, &kim).await;
        let mut browser = network.browser_of(&eva).await;
        let page = browser.open(SETUP).await;
        assert_eq!(confirm(&mut browser, &page, &app.code(&network)).await.status, 422);
    }
}
