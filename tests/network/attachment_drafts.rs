//! Files of drafts: for their author and the moderators, until they are those of an article.

use app::{
    account::Viewer,
    attachment::port::Attachments,
    wiki::{
        Visibility,
        drafts::port::{Draft, Drafts, Published, Sheet},
    },
};
use serde_json::Value;
use server::attachment::Owner;
use tests::{Network, Page, article, files, kept, moderator_of, on_both, someone_at};

async fn draft_of(network: &Network, viewer: &Viewer) -> Draft {
    kept(network, viewer, Sheet { typed: article("Der Plan", Visibility::Public), ..Sheet::default() }).await
}

async fn upload(network: &Network, viewer: &Viewer, draft: &Draft, name: &str) -> Page {
    let content = format!("Der Wanderfalke in {name}");
    network.browser_of(viewer).await.upload(&format!("entwurf={}", draft.id), name, content.as_bytes()).await
}

fn path(page: &Page) -> String {
    let told: Value = serde_json::from_str(&page.html).unwrap_or_else(|error| panic!("{error}: {} {}", page.status, page.html));
    told["path"].as_str().unwrap_or_else(|| panic!("{told}")).to_owned()
}

on_both! {
    async fn an_author_adds_files_to_her_draft_and_takes_them_away(network) {
        let author = someone_at(&network, "lemgo").await;
        let draft = draft_of(&network, &author).await;
        let mut browser = network.browser_of(&author).await;
        let page = browser.open(&draft.path()).await;
        assert!(page.leads_to(&format!("{}/dateien", draft.path())), "{:?}", page.links());
        let form = browser.open(&format!("{}/dateien", draft.path())).await.form("main form[enctype]");
        let page = browser.send_files(&form, &[("Platz.png", &files::png(4, 3)), ("böse.png", b"<html>")]).await;
        assert_eq!((page.status.as_u16(), page.texts(".file > a")), (415, vec!["Platz.png".to_owned()]));
        let page = browser.submit(page.form(".file__remove form")).await;
        assert_eq!((page.path().to_owned(), page.has(".file")), (format!("{}/dateien?hinweis=geloescht", draft.path()), false));
    }

    async fn files_of_a_draft_are_for_its_author_and_moderators(network) {
        let author = someone_at(&network, "lemgo").await;
        let draft = draft_of(&network, &author).await;
        let path = path(&upload(&network, &author, &draft, "Plan.txt").await);
        let id = path.split('/').nth(2).expect("an id").to_owned();
        let other = someone_at(&network, "lemgo").await;
        for (viewer, status) in [(&author, 200), (&moderator_of(&network).await, 200), (&other, 404), (&Viewer::guest(), 404)] {
            let mut browser = if viewer.member().is_some() { network.browser_of(viewer).await } else { network.guest() };
            assert_eq!(browser.get(&path).await.status, status, "{:?}", viewer.role());
        }
        let mut browser = network.browser_of(&other).await;
        browser.get(&format!("{}/dateien", draft.path())).await.assert_is_of_the_site(404);
        browser.post(&format!("/dateien/{id}/loeschen"), "").await.assert_is_of_the_site(404);
        assert_eq!(upload(&network, &other, &draft, "Fremd.txt").await.status, 404);
        assert_eq!(network.count("attachments").await, 1);
    }

    async fn what_is_written_in_the_files_of_a_draft_is_found_only_when_it_is_published(network) {
        let moderator = moderator_of(&network).await;
        let draft = draft_of(&network, &moderator).await;
        let path = path(&upload(&network, &moderator, &draft, "Plan.txt").await);
        network.read_files().await;
        network.index().await;
        let search = async |who: &Viewer| {
            let mut browser = if who.member().is_some() { network.browser_of(who).await } else { network.guest() };
            browser.open("/suche?q=Wanderfalke").await.texts(".entry__title")
        };
        assert!(search(&moderator).await.is_empty());
        network.guest().get(&path).await.assert_is_of_the_site(404);

        let outcome = network.server.drafts.publish(&moderator, draft.id, draft.version).await;
        assert!(matches!(outcome, Ok(Published::Stands(_))), "{outcome:?}");
        network.index().await;
        assert_eq!(search(&Viewer::guest()).await, ["Der Plan"]);
        assert_eq!(network.guest().get(&path).await.status, 200);
        assert_eq!(network.guest().open("/wiki/der-plan").await.texts(".file a"), ["Plan.txt"]);
    }

    async fn a_draft_that_is_handed_in_keeps_its_files_as_they_are(network) {
        let author = someone_at(&network, "lemgo").await;
        let draft = draft_of(&network, &author).await;
        upload(&network, &author, &draft, "Plan.txt").await;
        network.server.drafts.hand_in(&author, draft.id, draft.version).await.expect("handed in");
        let page = upload(&network, &author, &draft, "Nachtrag.txt").await;
        assert!(page.status == 422 && page.html.contains("wartet auf Prüfung"), "{}", page.html);
        assert_eq!(upload(&network, &moderator_of(&network).await, &draft, "Nachtrag.txt").await.status, 201);
        let refused = network.server.attachments.to_change(&author, Owner::Draft(draft.id)).await;
        assert!(refused.is_err_and(|error| error.status() == 422));
    }

    async fn what_an_author_has_thrown_away_no_moderator_sees(network) {
        let author = someone_at(&network, "lemgo").await;
        let draft = draft_of(&network, &author).await;
        let path = path(&upload(&network, &author, &draft, "Plan.txt").await);
        network.server.drafts.discard(&author, draft.id).await.expect("discarded");
        network.browser_of(&moderator_of(&network).await).await.get(&path).await.assert_is_of_the_site(404);
        assert_eq!(network.browser_of(&author).await.get(&path).await.status, 200);
    }

    async fn files_of_a_draft_that_is_gone_go_too(network) {
        let author = someone_at(&network, "lemgo").await;
        let draft = draft_of(&network, &author).await;
        upload(&network, &author, &draft, "Plan.txt").await;
        network.change("DELETE FROM drafts").await;
        network.server.attachments.tidy().await.expect("tidied");
        assert_eq!(network.count("attachments").await, 1);
        network.wait_minutes(24 * 60);
        network.server.attachments.tidy().await.expect("tidied");
        assert_eq!(network.count("attachments").await, 0);
    }

    async fn a_draft_that_does_not_exist_takes_no_files(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        for id in ["99", "0", "-1", "x"] {
            assert_eq!(browser.upload(&format!("entwurf={id}"), "a.txt", b"Text").await.status, 404, "{id}");
        }
    }
}
