//! Coming in: register, open the link, choose a password.

use app::account::Role;
use tests::{PASSWORD, moderator_of, on_both, register};

on_both! {
    async fn a_newcomer_with_a_known_domain_gets_a_link_and_an_account(network) {
        let mut eva = network.guest();
        let told = register(&mut eva, "Eva Muster", "eva.muster@lemgo.de").await;
        assert_eq!(told.status, 200);
        assert!(told.main().contains("eva.muster@lemgo.de"), "{}", told.main());

        let page = eva.confirm(&network.link_in_last_mail().await, PASSWORD).await;
        assert_eq!(page.path(), "/konto?hinweis=willkommen");
        assert!(page.main().contains("Eva Muster") && page.main().contains("Lemgo"), "{}", page.main());
        assert!(page.leads_to("/kommunen/lemgo"));
    }

    async fn the_mail_with_the_link_names_its_reader_and_her_organisation(network) {
        register(&mut network.guest(), "Eva Muster", "eva.muster@lemgo.de").await;
        let mails = network.mails().await;
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].to, "eva.muster@lemgo.de");
        assert!(mails[0].body.contains("Eva Muster") && mails[0].body.contains("Lemgo"), "{}", mails[0].body);
    }

    async fn the_domain_may_be_typed_in_capitals(network) {
        let told = register(&mut network.guest(), "Eva Muster", "Eva.Muster@LEMGO.DE").await;
        assert_eq!(told.status, 200);
        assert_eq!(network.mails().await[0].to, "Eva.Muster@LEMGO.DE");
    }

    async fn each_domain_of_a_municipality_leads_to_it(network) {
        for domain in ["rheda-wiedenbrueck.de", "rh-wd.de"] {
            let mut guest = network.guest();
            register(&mut guest, "Eva Muster", &format!("eva@{domain}")).await;
            let page = guest.confirm(&network.link_in_last_mail().await, PASSWORD).await;
            assert!(page.main().contains("Rheda-Wiedenbrück"), "{domain}: {}", page.main());
        }
    }

    async fn an_unknown_domain_is_told_so_with_the_form_to_ask_filled_in(network) {
        let page = register(&mut network.guest(), "Eva Muster", "eva@example.org").await;
        assert_eq!(page.status, 422);
        assert!(page.main().contains("example.org"), "{}", page.main());
        let form = page.form("main form");
        assert_eq!((form.value("name"), form.value("mail")), ("Eva Muster", "eva@example.org"));
        assert_eq!(form.action(), "/registrieren/anfrage");
        assert!(network.mails().await.is_empty());
    }

    async fn a_subdomain_or_a_longer_name_is_not_the_domain_of_a_municipality(network) {
        for mail in ["eva@lemgo.de.example.org", "eva@x-lemgo.de", "eva@mail.lemgo.de"] {
            assert_eq!(register(&mut network.guest(), "Eva Muster", mail).await.status, 422, "{mail}");
        }
    }

    async fn a_request_to_join_waits_in_the_list_of_the_moderators(network) {
        let mut eva = network.guest();
        let form = register(&mut eva, "Eva Muster", "eva@example.org").await.form("main form");
        let told = eva.submit(form.fill("organisation", "Stadtwerke").fill("message", "Ich betreue die Zähler.")).await;
        assert_eq!(told.status, 200);
        assert!(told.main().contains("angekommen"), "{}", told.main());

        let moderator = moderator_of(&network).await;
        let waiting = network.server.ports.moderation.requests(&moderator).await.expect("the list");
        assert_eq!(waiting.len(), 1);
        assert_eq!((waiting[0].mail.as_str(), waiting[0].organisation.as_str()), ("eva@example.org", "Stadtwerke"));
    }

    async fn a_known_address_gets_no_second_account_and_its_owner_is_told(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        register(&mut network.guest(), "Kim Fremd", "KIM@lemgo.de").await;
        let mails = network.mails().await;
        assert_eq!(mails.len(), 1);
        assert!(mails[0].subject.contains("schon ein Konto"), "{}", mails[0].subject);
        assert!(!mails[0].body.contains("schluessel="), "{}", mails[0].body);
        assert!(!mails[0].body.contains("Fremd"), "a stranger's words in a mail: {}", mails[0].body);
    }

    async fn the_page_does_not_tell_whether_an_address_has_an_account(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        let known = register(&mut network.guest(), "Kim Beispiel", "kim@lemgo.de").await;
        let fresh = register(&mut network.guest(), "Kim Beispiel", "tim@lemgo.de").await;
        assert_eq!(known.status, fresh.status);
        assert_eq!(known.html.replace("kim@", "tim@"), fresh.html);
    }

    async fn two_registrations_at_once_become_one_account(network) {
        let (mut one, mut two) = (network.guest(), network.guest());
        let (first, second) = tokio::join!(
            register(&mut one, "Eva Muster", "eva@lemgo.de"),
            register(&mut two, "Eva Muster", "eva@lemgo.de"),
        );
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (200, 200));
        let links = network.links_in_mails().await;
        assert_eq!(links.len(), 2);

        assert_eq!(one.confirm(&links[0], PASSWORD).await.status, 200);
        let late = two.open(&links[1]).await;
        assert!(late.text("h1").contains("gilt nicht mehr"), "{}", late.main());
        assert!(!two.has_cookie());
        assert_eq!(network.count("accounts").await, 1);
    }

    async fn two_links_opened_at_once_become_one_account(network) {
        let (mut one, mut two) = (network.guest(), network.guest());
        register(&mut one, "Eva Muster", "eva@lemgo.de").await;
        register(&mut two, "Eva Muster", "eva@lemgo.de").await;
        let links = network.links_in_mails().await;
        let (first, second) = (one.open(&links[0]).await.form("main form"), two.open(&links[1]).await.form("main form"));
        let (first, second) = (first.fill("password", PASSWORD), second.fill("password", PASSWORD));
        let (first, second) = tokio::join!(one.send(&first), two.send(&second));
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
        assert_eq!(network.count("accounts").await, 1);
    }

    async fn a_link_works_once(network) {
        let mut eva = network.guest();
        register(&mut eva, "Eva Muster", "eva@lemgo.de").await;
        let link = network.link_in_last_mail().await;
        let form = network.guest().open(&link).await.form("main form").fill("password", PASSWORD);
        eva.confirm(&link, PASSWORD).await;

        let mut again = network.guest();
        assert!(again.open(&link).await.text("h1").contains("gilt nicht mehr"));
        assert!(again.submit(form).await.text("h1").contains("gilt nicht mehr"));
        assert!(!again.has_cookie());
    }

    async fn looking_at_a_link_does_not_use_it(network) {
        let mut eva = network.guest();
        register(&mut eva, "Eva Muster", "eva@lemgo.de").await;
        let link = network.link_in_last_mail().await;
        // a scanner of the mail server opens it first
        network.guest().open(&link).await;
        assert_eq!(eva.confirm(&link, PASSWORD).await.path(), "/konto?hinweis=willkommen");
    }

    async fn a_link_expires_after_a_day(network) {
        register(&mut network.guest(), "Eva Muster", "eva@lemgo.de").await;
        let link = network.link_in_last_mail().await;
        network.wait_minutes(24 * 60 - 1);
        assert!(network.guest().open(&link).await.has("input[name=password]"));
        network.wait_minutes(1);
        let page = network.guest().open(&link).await;
        assert!(page.text("h1").contains("gilt nicht mehr"), "{}", page.main());
        assert!(page.leads_to("/registrieren"));
    }

    async fn expired_links_and_sessions_are_tidied_away(network) {
        network.someone_with_mail("kim@lemgo.de").await;
        register(&mut network.guest(), "Eva Muster", "eva@lemgo.de").await;
        assert_eq!(network.server.accounts.tidy().await.expect("tidied"), 0);
        network.wait_minutes(24 * 60);
        assert_eq!(network.server.accounts.tidy().await.expect("tidied"), 2);
    }

    async fn an_invented_link_is_told_so(network) {
        for link in ["/registrieren/bestaetigen", "/registrieren/bestaetigen?schluessel=abc", "/passwort-neu?schluessel=abc"] {
            assert!(network.guest().open(link).await.text("h1").contains("gilt nicht mehr"), "{link}");
        }
    }

    async fn registering_without_name_or_address_says_so_at_the_fields(network) {
        let page = register(&mut network.guest(), " ", "eva").await;
        assert_eq!(page.status, 422);
        assert!(page.error("name").contains("Namen"), "{}", page.error("name"));
        assert!(page.error("mail").contains("Mail-Adresse"), "{}", page.error("mail"));
        assert_eq!(page.form("main form").value("mail"), "eva");
    }

    async fn a_role_cannot_be_forged_while_registering(network) {
        let mut eva = network.guest();
        let form = eva.open("/registrieren").await.form("main form").fill("name", "Eva Muster").fill("mail", "eva@lemgo.de");
        eva.submit(form.with("role", "administrator").with("organisation", "bielefeld")).await;
        let link = network.link_in_last_mail().await;
        let form = eva.open(&link).await.form("main form").fill("password", PASSWORD);
        eva.submit(form.with("role", "administrator").with("mail", "eva@bielefeld.de")).await;

        let people = network.server.accounts.list().await.expect("people");
        assert_eq!((people[0].role, people[0].organisation.0.as_str()), (Role::Member, "lemgo"));
        assert_eq!(people[0].mail.as_deref(), Some("eva@lemgo.de"));
    }

    async fn the_organisation_follows_from_the_address_alone(network) {
        let accounts = &network.server.ports.accounts;
        assert_eq!(accounts.organisation_of("eva@Rh-Wd.de").await.expect("an answer").as_deref(), Some("rheda-wiedenbrueck"));
        assert_eq!(accounts.organisation_of("eva@example.org").await.expect("an answer"), None);
        assert_eq!(accounts.organisation_of("no address").await.expect("an answer"), None);
    }

    async fn an_organisation_without_a_page_cannot_be_invited_to(network) {
        let refused = network.server.accounts.invite("Eva Muster", "eva@lemgo.de", "atlantis", Role::Member).await;
        assert!(refused.is_err_and(|error| error.status() == 422));
    }
}
