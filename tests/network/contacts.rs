//! Regional contacts: set by administrators, shown to members.

use app::{
    account::{Role, Viewer},
    organisation::port::Colleague,
};
use tests::{Network, on_both, someone_at};

async fn contacts(network: &Network, viewer: &Viewer, district: &str) -> Vec<i64> {
    let all: Vec<Colleague> = network.server.ports.organisations.contacts(viewer, district).await.expect("contacts");
    all.into_iter().map(|one| one.id).collect()
}

on_both! {
    async fn an_administrator_chooses_someone_of_the_kreis_and_takes_the_task_away_again(network) {
        let pat = someone_at(&network, "detmold").await;
        let boss = network.someone(Role::Administrator).await;
        let mut browser = network.browser_of(&boss).await;
        let list = browser.open("/verwaltung/regionalpaten").await;
        let form = list.form("form.form--inline:has(input[value='kreis-lippe'])").fill("person", &pat.id().to_string());
        let page = browser.submit(form).await;
        assert!(page.text("[role=status]").contains("gespeichert"), "{}", page.main());
        assert_eq!(contacts(&network, &boss, "kreis-lippe").await, [pat.id()]);

        let page = browser.submit(page.form("form[action$='/abberufen']")).await;
        assert!(contacts(&network, &boss, "kreis-lippe").await.is_empty());
        assert!(!page.has("form[action$='/abberufen']"));
    }

    async fn someone_from_elsewhere_or_nobody_is_refused_at_the_field(network) {
        let far = someone_at(&network, "hoexter").await;
        let boss = network.someone(Role::Administrator).await;
        let mut browser = network.browser_of(&boss).await;
        for person in [far.id().to_string(), String::new(), "0".to_owned(), "x".to_owned()] {
            let page = browser.post("/verwaltung/regionalpaten", format!("district=kreis-lippe&person={person}")).await;
            assert_eq!(page.status, 422, "{person}");
            for target in page.attributes("[role=alert] a", "href") {
                assert!(page.has(&format!("[id='{}']", target.trim_start_matches('#'))), "{target} leads nowhere");
            }
        }
        assert_eq!(network.count("regional_contacts").await, 0);
    }

    async fn choosing_the_same_person_twice_leaves_one(network) {
        let pat = someone_at(&network, "detmold").await;
        let boss = network.someone(Role::Administrator).await;
        for _ in 0..2 {
            network.server.ports.organisations.appoint(&boss, "kreis-lippe", pat.id()).await.expect("appointed");
        }
        assert_eq!(contacts(&network, &boss, "kreis-lippe").await, [pat.id()]);
    }

    async fn members_see_them_at_the_kreis_and_its_municipalities_and_guests_do_not(network) {
        let pat = someone_at(&network, "detmold").await;
        network.make_contact(&pat, "kreis-lippe").await;
        let name = pat.member().expect("a member").name.clone();
        let mut member = network.browser_of(&someone_at(&network, "hoexter").await).await;
        for path in ["/kommunen/kreis-lippe", "/kommunen/lemgo"] {
            let seen = member.open(path).await;
            assert!(seen.main().contains("Regionalpate") && seen.main().contains(&name), "{path}: {}", seen.main());
            assert!(!network.guest().open(path).await.html.contains(&name), "{path}");
        }
        assert!(!member.open("/kommunen/hoexter").await.main().contains("Regionalpate"));
        assert!(contacts(&network, &Viewer::guest(), "kreis-lippe").await.is_empty());
    }

    async fn only_administrators_choose(network) {
        let moderator = network.someone(Role::Moderator).await;
        let port = &network.server.ports.organisations;
        assert!(port.appoint(&moderator, "kreis-lippe", moderator.id()).await.is_err_and(|error| error.status() == 403));
        assert!(port.dismiss(&moderator, "kreis-lippe", moderator.id()).await.is_err_and(|error| error.status() == 403));
        assert!(port.eligible(&moderator, "kreis-lippe").await.is_err_and(|error| error.status() == 403));
    }
}
