//! Passwords: the rules, forgetting one, changing one.

use tests::{Network, PASSWORD, Page, Visitor, on_both, register};

const NEW: &str = "Morgen gibt es Suppe";

async fn choose(network: &Network, password: &str) -> Page {
    let mut eva = network.guest();
    register(&mut eva, "Evamaria Musterfrau", "evamaria.musterfrau@lemgo.de").await;
    eva.confirm(&network.link_in_last_mail().await, password).await
}

async fn forget(network: &Network, mail: &str) -> Page {
    let mut guest = network.guest();
    let form = guest.open("/passwort-vergessen").await.form("main form");
    guest.submit(form.fill("mail", mail)).await
}

async fn reset(visitor: &mut Visitor, link: &str, password: &str) -> Page {
    visitor.confirm(link, password).await
}

async fn change(visitor: &mut Visitor, current: &str, new: &str) -> Page {
    let form = visitor.open("/konto/sicherheit").await.form("main form");
    visitor.submit(form.fill("current_password", current).fill("new_password", new)).await
}

on_both! {
    async fn a_short_password_is_refused_at_its_field(network) {
        let page = choose(&network, "elf Zeichen").await;
        assert_eq!(page.status, 422);
        assert!(page.error("password").contains("12 Zeichen"), "{}", page.error("password"));
        assert_eq!(network.count("accounts").await, 0);
    }

    async fn a_password_as_long_as_a_book_is_refused(network) {
        let page = choose(&network, &"Kuchen und ".repeat(21)).await;
        assert!(page.error("password").contains("höchstens"), "{}", page.error("password"));
    }

    async fn a_password_that_everybody_has_is_refused(network) {
        for common in ["Passwort1234", "aaaaaaaaaaaaaa", "Wissensnetz!"] {
            let page = choose(&network, common).await;
            assert!(page.error("password").contains("leicht zu erraten"), "{common}: {}", page.error("password"));
        }
    }

    async fn the_own_name_is_no_password(network) {
        let page = choose(&network, "MUSTERFRAU123").await;
        assert!(page.error("password").contains("leicht zu erraten"), "{}", page.error("password"));
    }

    async fn the_own_municipality_and_the_network_are_no_password(network) {
        for context in ["Lemgo-Lemgo-2026", "Wissensnetz-OWL-1", "L3mgo!L3mgo!1234"] {
            let page = choose(&network, context).await;
            assert!(page.error("password").contains("leicht zu erraten"), "{context}: {}", page.error("password"));
        }
    }

    async fn a_long_password_of_any_letters_is_fine(network) {
        let page = choose(&network, &"zehn kleine enten gehen über die straße und ".repeat(3)).await;
        assert_eq!(page.path(), "/konto?hinweis=willkommen");
    }

    async fn a_refused_password_is_not_in_the_page(network) {
        let page = choose(&network, "geheim-elf!").await;
        assert_eq!(page.status, 422);
        assert!(!page.html.contains("geheim-elf!"));
    }

    async fn after_a_refused_password_the_link_still_works(network) {
        let mut eva = network.guest();
        register(&mut eva, "Eva Muster", "eva@lemgo.de").await;
        let link = network.link_in_last_mail().await;
        let again = eva.confirm(&link, "kurz").await.form("main form");
        assert_eq!(eva.submit(again.fill("password", PASSWORD)).await.path(), "/konto?hinweis=willkommen");
    }

    async fn a_password_is_stored_as_an_argon2id_hash(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        let stored = network.strings("SELECT password_hash FROM accounts").await;
        assert!(stored[0].starts_with("$argon2id$v=19$"), "{}", stored[0]);
    }

    async fn who_forgot_a_password_chooses_a_new_one(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        forget(&network, " Kim@Lemgo.de ").await;
        let mut kim = network.guest();
        let page = reset(&mut kim, &network.link_in_last_mail().await, NEW).await;
        assert_eq!(page.path(), "/anmelden?hinweis=passwort");
        assert_eq!(kim.sign_in("kim@lemgo.de", PASSWORD).await.status, 422);
        assert_eq!(kim.sign_in("kim@lemgo.de", NEW).await.path(), "/");
    }

    async fn forgetting_tells_nobody_who_is_a_member(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        let known = forget(&network, "kim@lemgo.de").await;
        let unknown = forget(&network, "tim@lemgo.de").await;
        assert_eq!((known.status, known.html), (unknown.status, unknown.html));
        assert_eq!(network.mails().await.len(), 1);
    }

    async fn a_new_password_ends_all_sessions(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let mut elsewhere = network.browser_of(&kim).await;
        forget(&network, "kim@lemgo.de").await;
        reset(&mut network.guest(), &network.link_in_last_mail().await, NEW).await;
        assert_eq!(elsewhere.get("/konto").await.status, 303);
    }

    async fn a_link_for_a_new_password_works_once(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        forget(&network, "kim@lemgo.de").await;
        let link = network.link_in_last_mail().await;
        let form = network.guest().open(&link).await.form("main form").fill("password", "Ein Dieb war schneller");
        reset(&mut network.guest(), &link, NEW).await;

        let mut late = network.guest();
        assert!(late.open(&link).await.text("h1").contains("gilt nicht mehr"));
        assert_eq!(late.submit(form).await.status, 422);
        assert_eq!(late.sign_in("kim@lemgo.de", NEW).await.path(), "/");
    }

    async fn a_link_used_twice_at_the_same_moment_works_once(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        forget(&network, "kim@lemgo.de").await;
        let link = network.link_in_last_mail().await;
        let (mut one, mut two) = (network.guest(), network.guest());
        let form = one.open(&link).await.form("main form");
        let (first, second) = (form.clone().fill("password", PASSWORD), form.fill("password", NEW));
        let (first, second) = tokio::join!(one.send(&first), two.send(&second));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
    }

    async fn a_link_for_a_new_password_expires_after_an_hour(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        forget(&network, "kim@lemgo.de").await;
        let link = network.link_in_last_mail().await;
        network.wait_minutes(59);
        assert!(network.guest().open(&link).await.has("input[name=password]"));
        network.wait_minutes(1);
        assert!(network.guest().open(&link).await.text("h1").contains("gilt nicht mehr"));
    }

    async fn a_link_of_one_sort_does_not_serve_as_the_other(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        forget(&network, "kim@lemgo.de").await;
        let link = network.link_in_last_mail().await.replace("/passwort-neu", "/registrieren/bestaetigen");
        assert!(network.guest().open(&link).await.text("h1").contains("gilt nicht mehr"));

        register(&mut network.guest(), "Eva Muster", "eva@lemgo.de").await;
        let link = network.link_in_last_mail().await.replace("/registrieren/bestaetigen", "/passwort-neu");
        assert!(network.guest().open(&link).await.text("h1").contains("gilt nicht mehr"));
    }

    async fn a_new_password_follows_the_rules_too(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        forget(&network, "kim@lemgo.de").await;
        let link = network.link_in_last_mail().await;
        let page = reset(&mut network.guest(), &link, "kurz").await;
        assert_eq!(page.status, 422);
        assert!(page.error("password").contains("12 Zeichen"));
    }

    async fn a_member_changes_her_password_and_stays_signed_in_here_only(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let (mut here, mut elsewhere) = (network.browser_of(&kim).await, network.browser_of(&kim).await);
        let old_cookie = here.cookie();
        let page = change(&mut here, PASSWORD, NEW).await;
        assert_eq!(page.path(), "/konto/sicherheit?hinweis=passwort");
        assert_ne!(here.cookie(), old_cookie);
        assert_eq!(elsewhere.get("/konto").await.status, 303);
        assert_eq!(network.guest().sign_in("kim@lemgo.de", NEW).await.path(), "/");
    }

    async fn the_present_password_has_to_be_right(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let page = change(&mut network.browser_of(&kim).await, "falsch geraten!", NEW).await;
        assert_eq!(page.status, 422);
        assert!(!page.error("current_password").is_empty());
        assert!(!page.html.contains("falsch geraten!") && !page.html.contains(NEW));
    }

    async fn a_changed_password_follows_the_rules(network) {
        let kim = network.someone_with_mail("kim@lemgo.de").await;
        let page = change(&mut network.browser_of(&kim).await, PASSWORD, "kim-beispiel").await;
        assert_eq!(page.status, 422);
        assert!(!page.error("new_password").is_empty(), "{}", page.main());
    }
}
