//! Feeds of lists of questions, and the personal key that opens them.

use app::{
    account::Viewer,
    forum::port::{Forum, QuestionDraft},
};
use tests::{Network, Page, moderator_of, on_both, question, someone_at};

async fn ask(network: &Network, asker: &Viewer, title: &str) -> i64 {
    network.server.forum.ask(asker, question(title)).await.expect("a question").id
}

/// A key, made on the page, and the addresses that are shown with it.
async fn addresses(network: &Network, viewer: &Viewer, page: &str) -> Vec<String> {
    let mut browser = network.browser_of(viewer).await;
    let form = browser.open(page).await.form("main form");
    let page = browser.send(&form).await;
    assert_eq!(page.status, 200, "{}", page.main());
    page.attributes("main input[readonly]", "value")
}

fn key_in(address: &str) -> String {
    address.split("schluessel=").nth(1).expect("a key").to_owned()
}

async fn read(network: &Network, address: &str) -> Page {
    // a program without cookies
    network.guest().get(address.trim_start_matches("http://localhost:3000")).await
}

fn titles(page: &Page) -> Vec<String> {
    assert_eq!(page.status, 200, "{}", page.html);
    page.html
        .split("<entry>")
        .skip(1)
        .map(|entry| entry.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default().to_owned())
        .collect()
}

on_both! {
    async fn a_member_makes_a_key_and_reads_her_lists_without_signing_in(network) {
        let (lemgo, detmold, paderborn) =
            (someone_at(&network, "lemgo").await, someone_at(&network, "detmold").await, someone_at(&network, "paderborn").await);
        ask(&network, &lemgo, "Die aus Lemgo?").await;
        network.wait_minutes(1);
        ask(&network, &detmold, "Die aus Detmold?").await;
        network.wait_minutes(1);
        let solved = ask(&network, &paderborn, "Die aus Paderborn?").await;
        let answer = network.server.forum.answer(&lemgo, solved, "Ja.").await.expect("an answer");
        network.server.forum.accept(&paderborn, solved, Some(answer)).await.expect("accepted");

        let addresses = addresses(&network, &lemgo, "/konto/feeds").await;
        let mut lists = Vec::new();
        for address in &addresses[..5] {
            lists.push(titles(&read(&network, address).await));
        }
        assert_eq!(lists, [
            vec!["Die aus Paderborn?", "Die aus Detmold?", "Die aus Lemgo?"],
            vec!["Die aus Detmold?", "Die aus Lemgo?"],
            vec!["Die aus Detmold?", "Die aus Lemgo?"],
            vec!["Die aus Detmold?", "Die aus Lemgo?"],
            vec!["Die aus Lemgo?"],
        ]);
        assert!(addresses[5].contains("?thema="), "{addresses:?}");
    }

    async fn each_list_leads_to_its_feed(network) {
        let asker = someone_at(&network, "lemgo").await;
        let draft = QuestionDraft { topic: "handel".to_owned(), tags: "OZG".to_owned(), ..question("Die zum Handel?") };
        network.server.forum.ask(&asker, draft).await.expect("a question");
        ask(&network, &asker, "Die zu nichts?").await;
        let mut browser = network.browser_of(&asker).await;
        for (narrowing, name) in [("thema=handel", "Handel"), ("schlagwort=ozg", "ozg"), ("zeige=offen&thema=handel", "Ohne Antwort")] {
            let page = browser.open(&format!("/fragen?{narrowing}&vor=9999999999999-9")).await;
            let feed = page.attributes("head link[type='application/atom+xml']", "href");
            assert_eq!(feed, [format!("/feeds/fragen?{narrowing}")]);
            assert_eq!(titles(&browser.get(&feed[0]).await), ["Die zum Handel?"]);
            assert!(page.leads_to(&format!("/konto/feeds?{narrowing}")), "{:?}", page.links());
            let first = addresses(&network, &asker, &format!("/konto/feeds?{narrowing}")).await.remove(0);
            assert!(first.starts_with(&format!("http://localhost:3000/feeds/fragen?{narrowing}&schluessel=")), "{first}");
            let feed = read(&network, &first).await;
            assert_eq!(titles(&feed), ["Die zum Handel?"]);
            assert!(feed.html.contains(name) && !feed.html.contains(&key_in(&first)), "{}", feed.html);
        }
    }

    async fn a_key_opens_feeds_and_nothing_else(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask(&network, &asker, "Die aus Lemgo?").await;
        let key = key_in(&addresses(&network, &asker, "/konto/feeds").await[0]);
        for path in ["/fragen", "/konto", "/fragen/1", "/wiki/neu", "/inseln/aehnliche?title=Lemgo"] {
            let separator = if path.contains('?') { '&' } else { '?' };
            let page = network.guest().get(&format!("{path}{separator}schluessel={key}")).await;
            assert!(matches!(page.status.as_u16(), 303 | 401), "{path}: {}", page.status);
            let cookie = network.server.cookie(&key);
            assert_ne!(network.guest().with_cookie(&cookie).get(path).await.status, 200, "{path}");
        }
    }

    async fn a_new_key_replaces_the_old_one_and_a_deleted_one_opens_nothing(network) {
        let asker = someone_at(&network, "lemgo").await;
        let old = addresses(&network, &asker, "/konto/feeds").await.remove(0);
        let new = addresses(&network, &asker, "/konto/feeds").await.remove(0);
        assert_eq!((read(&network, &old).await.status.as_u16(), read(&network, &new).await.status.as_u16()), (404, 200));
        let mut browser = network.browser_of(&asker).await;
        let page = browser.open("/konto/feeds").await;
        assert!(page.main().contains("gilt seit dem") && !page.html.contains(&key_in(&new)), "{}", page.main());
        let page = browser.submit(page.form("form[action='/konto/feeds/beenden']")).await;
        assert!(page.text(".flash").contains("gelöscht"), "{}", page.main());
        assert_eq!(read(&network, &new).await.status, 404);
    }

    async fn only_the_hash_of_a_key_is_stored(network) {
        let asker = someone_at(&network, "lemgo").await;
        let key = network.server.ports.feeds.renew(&asker).await.expect("a key");
        assert!(key.len() >= 43, "{key}");
        assert_ne!(network.strings("SELECT key_hash FROM feed_keys").await, [key]);
    }

    async fn the_key_of_an_ended_account_opens_nothing_not_even_when_it_is_opened_again(network) {
        let asker = someone_at(&network, "lemgo").await;
        let address = addresses(&network, &asker, "/konto/feeds").await.remove(0);
        network.server.accounts.end_account(asker.id(), None).await.expect("ended");
        assert_eq!(read(&network, &address).await.status, 404);
        network.server.accounts.reopen_account(asker.id()).await.expect("opened");
        assert_eq!(read(&network, &address).await.status, 404);
    }

    async fn a_key_that_opens_nothing_is_not_made_up_for_by_a_session(network) {
        let asker = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&asker).await;
        assert_eq!(browser.get("/feeds/fragen").await.status, 200);
        assert_eq!(browser.get("/feeds/fragen?schluessel=falsch").await.status, 404);
        assert_eq!(browser.get("/feeds/fragen?schluessel=").await.status, 404);
        assert_eq!(network.guest().get("/feeds/fragen").await.status, 404);
    }

    async fn the_feed_of_a_moderator_shows_what_a_member_sees(network) {
        let draft = QuestionDraft { audience: QuestionDraft::DISTRICT.to_owned(), ..question("Die nur für Lippe?") };
        network.server.forum.ask(&someone_at(&network, "lemgo").await, draft).await.expect("a question");
        let moderator = moderator_of(&network).await;
        let address = addresses(&network, &moderator, "/konto/feeds").await.remove(0);
        assert_eq!(titles(&read(&network, &address).await), [""; 0]);
        let inside = addresses(&network, &someone_at(&network, "detmold").await, "/konto/feeds").await.remove(0);
        assert_eq!(titles(&read(&network, &inside).await), ["Die nur für Lippe?"]);
    }

    async fn no_title_breaks_out_of_a_feed_and_no_cache_keeps_it(network) {
        let asker = someone_at(&network, "lemgo").await;
        ask(&network, &asker, "Wer kennt <b>&amp;</title>]]> und \"mehr\"?").await;
        let page = network.browser_of(&asker).await.get("/feeds/fragen").await;
        assert!(page.html.contains("<title>Wer kennt &lt;b&gt;&amp;amp;&lt;/title&gt;]]&gt; und &quot;mehr&quot;?</title>"), "{}", page.html);
        assert_eq!(page.header("content-type").as_deref(), Some("application/atom+xml; charset=utf-8"));
        assert_eq!(page.header("cache-control").as_deref(), Some("private, no-cache"));
    }
}
