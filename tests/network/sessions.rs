//! Signing in and out, cookies, limits, roles.

use app::account::Role;
use tests::{Network, PASSWORD, Page, Visitor, moderator_of, on_both, register, someone_at};

async fn refused(network: &Network, mail: &str, password: &str) -> Page {
    let page = network.guest().sign_in(mail, password).await;
    assert_eq!(page.status, 422, "{}", page.main());
    page
}

on_both! {
    async fn a_member_signs_in_with_address_and_password(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        let mut kim = network.guest();
        let page = kim.sign_in(" KIM@lemgo.de", PASSWORD).await;
        assert_eq!(page.path(), "/");
        assert!(page.leads_to("/konto"));
    }

    async fn a_wrong_password_reads_like_an_unknown_address(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        let wrong = refused(&network, "kim@lemgo.de", "falsch geraten!").await;
        let unknown = refused(&network, "tim@lemgo.de", "falsch geraten!").await;
        assert_eq!(wrong.html.replace("kim@", "tim@"), unknown.html);
        assert!(!wrong.error("mail").is_empty());
    }

    async fn a_refused_sign_in_keeps_the_address_and_forgets_the_password(network) {
        let page = refused(&network, "kim@lemgo.de", "falsch geraten!").await;
        assert_eq!(page.form("main form").value("mail"), "kim@lemgo.de");
        assert!(!page.html.contains("falsch geraten!"));
    }

    async fn after_signing_in_one_is_where_one_wanted_to_be(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        let mut kim = network.guest();
        let page = kim.open("/fragen?zeige=offen").await;
        assert_eq!(page.path(), "/anmelden?weiter=%2Ffragen%3Fzeige%3Doffen");
        let wrong = kim.submit(page.form("main form").fill("mail", "kim@lemgo.de").fill("password", "falsch geraten!")).await;
        assert_eq!(wrong.status, 422);
        let right = kim.submit(wrong.form("main form").fill("password", PASSWORD)).await;
        assert_eq!(right.path(), "/fragen?zeige=offen");
    }

    async fn signing_out_ends_the_session_on_the_server(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut browser = network.browser_of(&kim).await;
        let mut thief = browser.clone();
        let page = browser.open("/konto").await;
        let page = browser.submit(page.form("main form[action='/abmelden']")).await;
        assert_eq!(page.path(), "/anmelden?hinweis=abgemeldet");
        assert!(!browser.has_cookie());
        assert_eq!(thief.get("/konto").await.status, 303);
    }

    async fn a_link_does_not_sign_out(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut browser = network.browser_of(&kim).await;
        browser.get("/abmelden").await;
        assert_eq!(browser.get("/konto").await.status, 200);
    }

    async fn a_session_ends_after_twelve_hours(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut browser = network.browser_of(&kim).await;
        network.wait_minutes(12 * 60 - 1);
        assert_eq!(browser.get("/konto").await.status, 200);
        network.wait_minutes(1);
        assert_eq!(browser.get("/konto").await.status, 303);
    }

    async fn each_sign_in_has_a_token_of_its_own_that_only_the_browser_knows(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        let (mut one, mut two) = (network.guest(), network.guest());
        one.sign_in("kim@lemgo.de", PASSWORD).await;
        two.sign_in("kim@lemgo.de", PASSWORD).await;
        let (one, two) = (one.cookie().expect("a cookie"), two.cookie().expect("a cookie"));
        assert_ne!(one, two);
        let token = one.split('=').nth(1).expect("a token");
        assert!(token.len() >= 43, "fewer than 256 bits: {token}");
        assert!(!network.strings("SELECT token_hash FROM sessions").await.iter().any(|stored| stored == token));
    }

    async fn a_planted_cookie_is_not_taken_over(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        let mut kim = network.guest().with_cookie("sitzung=planted");
        kim.sign_in("kim@lemgo.de", PASSWORD).await;
        assert_ne!(kim.cookie().as_deref(), Some("sitzung=planted"));
        assert_eq!(network.guest().with_cookie("sitzung=planted").get("/konto").await.status, 303);
    }

    async fn the_cookie_is_out_of_reach_for_scripts_and_other_sites(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        let mut kim = network.guest();
        let form = kim.open("/anmelden").await.form("main form");
        let cookie = kim.send(&form.fill("mail", "kim@lemgo.de").fill("password", PASSWORD)).await.header("set-cookie").expect("a cookie");
        for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"] {
            assert!(cookie.split("; ").any(|part| part == attribute), "{attribute} is missing: {cookie}");
        }
    }

    async fn behind_https_the_cookie_is_pinned_to_the_host(network) {
        let network = network.restarted_with(|config| config.public_url = "https://netz.example".parse().expect("a URL")).await;
        network.someone_with_mail("kim@lemgo.de").await;
        let mut kim = network.guest();
        let form = kim.open("/anmelden").await.form("main form");
        let page = kim.send(&form.fill("mail", "kim@lemgo.de").fill("password", PASSWORD)).await;
        let cookie = page.header("set-cookie").expect("a cookie");
        assert!(cookie.starts_with("__Host-sitzung=") && cookie.contains("; Secure"), "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
        assert!(page.header("strict-transport-security").is_some());
        assert_eq!(kim.get("/konto").await.status, 200);
    }

    async fn the_eleventh_attempt_within_a_moment_has_to_wait(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        for _ in 0..10 {
            refused(&network, "kim@lemgo.de", "falsch geraten!").await;
        }
        let page = network.guest().sign_in("Kim@lemgo.de", PASSWORD).await;
        page.assert_is_of_the_site(429);
        let wait: u64 = page.header("retry-after").expect("Retry-After").parse().expect("seconds");
        assert!((1..=180).contains(&wait), "{wait}");
        // others are not affected
        refused(&network, "tim@lemgo.de", "falsch geraten!").await;
    }

    async fn the_fourth_mail_to_an_address_has_to_wait(network) {
        for _ in 0..3 {
            register(&mut network.guest(), "Eva Muster", "eva@lemgo.de").await;
        }
        let page = register(&mut network.guest(), "Eva Muster", "eva@lemgo.de").await;
        page.assert_is_of_the_site(429);
        assert!(page.header("retry-after").is_some());
        assert_eq!(network.mails().await.len(), 3);
    }

    async fn a_member_sees_the_page_of_a_colleague_without_her_address(network) {
        let (eva, kim) = (someone_at(&network, "lemgo").await, network.someone_with_mail("kim@lemgo.de").await);
        let page = network.browser_of(&eva).await.open(&format!("/personen/{}", kim.id())).await;
        assert!(page.main().contains("Kim Beispiel"), "{}", page.main());
        assert!(!page.html.contains("kim@lemgo.de"));
        let profile = network.server.ports.accounts.profile(&eva, kim.id()).await.expect("a profile");
        assert_eq!(profile.mail, None);
        let moderator = moderator_of(&network).await;
        let profile = network.server.ports.accounts.profile(&moderator, kim.id()).await.expect("a profile");
        assert_eq!(profile.mail, None);
    }

    async fn an_administrator_gives_a_role(network) {
        let (boss, kim) = (network.someone(Role::Administrator).await, network.someone_with_mail("kim@lemgo.de").await);
        let mut browser = network.browser_of(&boss).await;
        let form = format!("main form:has(input[name=id][value='{}'])", kim.id());
        let form = browser.open("/verwaltung").await.form(&form).fill("role", "moderator");
        assert_eq!(browser.submit(form).await.path(), "/verwaltung?hinweis=gespeichert");
        assert_eq!(network.browser_of(&kim).await.get("/moderation").await.status, 200);
    }

    async fn a_new_role_holds_in_sessions_that_are_open(network) {
        let (boss, kim) = (network.someone(Role::Administrator).await, network.someone(Role::Moderator).await);
        let mut browser = network.browser_of(&kim).await;
        assert_eq!(browser.get("/moderation").await.status, 200);
        network.server.ports.accounts.change_role(&boss, kim.id(), Role::Member).await.expect("changed");
        assert_eq!(browser.get("/moderation").await.status, 403);
    }

    async fn the_last_administrator_keeps_the_role(network) {
        let boss = network.someone(Role::Administrator).await;
        let mut browser = network.browser_of(&boss).await;
        let form = browser.open("/verwaltung").await.form("main form").fill("role", "member");
        let page = browser.submit(form).await;
        assert_eq!(page.status, 422);
        assert!(page.text("[role=alert]").contains("letzte Person"), "{}", page.main());

        network.someone(Role::Administrator).await;
        assert!(network.server.ports.accounts.change_role(&boss, boss.id(), Role::Member).await.is_ok());
    }

    async fn two_administrators_who_resign_at_once_do_not_leave_nobody(network) {
        let (one, two) = (network.someone(Role::Administrator).await, network.someone(Role::Administrator).await);
        let accounts = &network.server.ports.accounts;
        let (first, second) = tokio::join!(
            accounts.change_role(&one, one.id(), Role::Member),
            accounts.change_role(&two, two.id(), Role::Member),
        );
        assert!(first.is_ok() != second.is_ok());
        assert_eq!(network.server.accounts.administrators().await.expect("a number"), 1);
    }

    async fn unknown_roles_and_people_cannot_be_given(network) {
        let boss = network.someone(Role::Administrator).await;
        let mut browser = network.browser_of(&boss).await;
        for role in ["guest", "king", ""] {
            assert_eq!(browser.post("/verwaltung", format!("id={}&role={role}", boss.id())).await.status, 422, "{role}");
        }
        browser.post("/verwaltung", "id=4711&role=member").await.assert_is_of_the_site(404);
        browser.post("/verwaltung", "id=x&role=member").await.assert_is_of_the_site(404);
    }
}

on_both! {
    async fn slips_of_the_pen_of_others_lock_nobody_out(network) {
        for _ in 0..12 {
            let page = network.guest().post("/anmelden", "mail=erika&password=x").await;
            assert_eq!(page.status, 422);
            let page = network.guest().post("/registrieren", "name=&mail=").await;
            assert_eq!(page.status, 422);
        }
    }
}

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
const PHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

async fn at(network: &Network, agent: &str) -> Visitor {
    let mut browser = network.guest().with_header("user-agent", agent);
    assert_eq!(browser.sign_in("kim@lemgo.de", PASSWORD).await.path(), "/");
    browser
}

on_both! {
    async fn she_sees_where_she_is_signed_in_and_which_of_it_is_here(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        network.change("DELETE FROM sessions").await;
        let mut desk = at(&network, FIREFOX).await;
        network.wait_minutes(60);
        at(&network, PHONE).await;
        let devices = desk.open("/konto/sicherheit").await.texts("#geraete li > div");
        assert_eq!(devices, [
            "Safari auf dem iPhoneangemeldet am 21. November 2026, 10:00 Uhr",
            "Firefox unter Windows (dieses Gerät)angemeldet am 21. November 2026, 09:00 Uhr",
        ]);
    }

    async fn nothing_but_the_words_for_a_device_is_stored_and_no_time_but_its_beginning(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        network.change("DELETE FROM sessions").await;
        let mut desk = at(&network, FIREFOX).await;
        let stored = || network.strings("SELECT device || ' ' || created_at || ' ' || expires_at || COALESCE(proven_at, 0) FROM sessions");
        let before = stored().await;
        assert!(before[0].starts_with("Firefox unter Windows "), "{before:?}");
        network.wait_minutes(90);
        desk.open("/fragen").await;
        assert_eq!(stored().await, before, "it shows when she was there");
    }

    async fn she_ends_one_session_and_the_others_stay(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        let (mut desk, mut phone, mut tablet) = (at(&network, FIREFOX).await, at(&network, PHONE).await, at(&network, "Android Firefox/1").await);
        let page = desk.open("/konto/sicherheit").await;
        let page = desk.submit(page.form("#geraete li:has(button[aria-label^='Safari auf dem iPhone']) form")).await;
        assert!(page.text("[role=status]").contains("Das Gerät ist abgemeldet"), "{}", page.main());
        assert_eq!(phone.get("/konto").await.status, 303);
        assert_eq!((desk.get("/konto").await.status.as_u16(), tablet.get("/konto").await.status.as_u16()), (200, 200));
    }

    async fn she_ends_all_other_sessions(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        let (mut desk, mut phone) = (at(&network, FIREFOX).await, at(&network, PHONE).await);
        let page = desk.open("/konto/sicherheit").await;
        let page = desk.submit(page.form("#geraete > form").with("others", "1")).await;
        assert!(page.text("[role=status]").contains("Alle anderen"), "{}", page.main());
        assert_eq!((phone.get("/konto").await.status.as_u16(), desk.get("/konto").await.status.as_u16()), (303, 200));
        assert!(!page.has("#geraete form"), "there is no other one");
    }

    async fn nobody_ends_the_session_of_somebody_else(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut browser = network.browser_of(&kim).await;
        let handle = network.server.ports.sessions.sessions(&kim).await.expect("sessions")[0].handle.clone();
        let mut thief = network.browser_of(&someone_at(&network, "lemgo").await).await;
        for name in [handle.clone(), network.strings("SELECT token_hash FROM sessions").await.remove(0), String::new()] {
            thief.post("/konto/sicherheit/geraete", format!("session={name}")).await;
        }
        assert_eq!(browser.get("/konto").await.status, 200);
        let all = network.number("SELECT COUNT(*) FROM sessions").await;
        network.server.ports.sessions.end_session(&kim, &handle).await.expect("ended");
        assert_eq!(network.number("SELECT COUNT(*) FROM sessions").await, all - 1);
        assert!(!network.strings("SELECT token_hash FROM sessions").await.contains(&handle), "a form holds what the database has");
    }
}
