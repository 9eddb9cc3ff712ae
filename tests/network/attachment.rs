//! Files of articles: uploading, looking, taking away, and who may.

use app::{
    account::{Role, Viewer},
    attachment::port::Attachments,
    error::Error,
    wiki::{
        Visibility,
        port::{Article, EventKind, Wiki},
    },
};
use axum::http::Method;
use serde_json::Value;
use tests::{Form, Network, Page, Visitor, article, files, moderator_of, on_both, someone_at};

async fn published(network: &Network, title: &str, visibility: Visibility) -> Article {
    network.server.wiki.publish(&moderator_of(network).await, article(title, visibility)).await.expect("an article")
}

/// What a script is told.
fn said(page: &Page) -> Value {
    serde_json::from_str(&page.html).unwrap_or_else(|error| panic!("{error}: {} {}", page.status, page.html))
}

/// The path of a file that was taken in.
fn path(page: &Page) -> String {
    assert_eq!(page.status, 201, "{}", page.html);
    said(page)["path"].as_str().expect("a path").to_owned()
}

async fn form_of(browser: &mut Visitor, article: &Article) -> Form {
    browser.open(&format!("{}/dateien", article.path())).await.form("main form[enctype]")
}

/// A browser of a moderator, and an article with one file.
async fn with_file(network: &Network, visibility: Visibility) -> (Visitor, String) {
    published(network, "Der Plan", visibility).await;
    let mut browser = network.browser_of(&moderator_of(network).await).await;
    let path = path(&browser.upload("artikel=der-plan", "Übersicht 2026.pdf", &files::pdf(&["Hallo"])).await);
    (browser, path)
}

on_both! {
    async fn a_moderator_uploads_files_with_a_form_and_everybody_sees_them_on_the_article(network) {
        let article = published(&network, "Der Plan", Visibility::Public).await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        assert!(browser.open(&article.path()).await.leads_to("/wiki/der-plan/dateien"));
        let form = form_of(&mut browser, &article).await;
        let sent = [("Übersicht.pdf", files::pdf(&["Hallo"])), ("Foto.JPG", files::jpeg(30, 20))];
        let page = browser.send_files(&form, &sent.each_ref().map(|(name, content)| (*name, content.as_slice()))).await;
        assert_eq!(page.redirect().as_deref(), Some("/wiki/der-plan/dateien?hinweis=hochgeladen"), "{}", page.main());

        let page = browser.open("/wiki/der-plan/dateien?hinweis=hochgeladen").await;
        assert!(page.text("[role=status]").starts_with("Hochgeladen."), "{}", page.main());
        assert_eq!(page.texts(".file > a"), ["Übersicht.pdf", "Foto.jpg"]);
        let lines = page.attributes(".file input[readonly]", "value");
        assert!(lines[0].starts_with("[Übersicht.pdf](/dateien/") && lines[1].starts_with("![Was ist zu sehen?](/dateien/"), "{lines:?}");

        let page = network.guest().open("/wiki/der-plan").await;
        assert_eq!(page.texts("section.files .file a"), ["Übersicht.pdf", "Foto.jpg"]);
        assert!(page.texts(".file .meta")[1].starts_with("Bild, 30 × 20 Pixel"), "{:?}", page.texts(".file .meta"));
        assert!(!page.leads_to("/wiki/der-plan/dateien") && !page.main().contains("Moderation 1"), "{}", page.main());
        for link in page.attributes(".file a", "href") {
            assert_eq!(network.guest().get(&link).await.status, 200, "{link}");
        }
    }

    async fn a_script_uploads_a_file_and_is_told_where_it_is(network) {
        published(&network, "Der Plan", Visibility::Members).await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let page = browser.upload("artikel=der-plan", "Skizze vom Markt.png", &files::png(300, 200)).await;
        let told = said(&page);
        assert_eq!((page.status.as_u16(), told["name"].as_str(), told["image"].as_bool()), (201, Some("Skizze vom Markt.png"), Some(true)));
        assert_eq!((told["width"].as_i64(), told["height"].as_i64()), (Some(300), Some(200)));
        let path = told["path"].as_str().expect("a path");
        assert_eq!(path, format!("/dateien/{}/skizze-vom-markt.png", told["id"]));
        let file = browser.get(path).await;
        assert_eq!((file.status.as_u16(), file.bytes.len() as u64), (200, told["size"].as_u64().expect("a size")));
        assert_eq!(file.header("content-length"), Some(told["size"].to_string()));
    }

    async fn a_download_cannot_do_anything(network) {
        let (mut browser, path) = with_file(&network, Visibility::Members).await;
        let page = browser.get(&path).await;
        let header = |name: &str| page.header(name).unwrap_or_default();
        assert_eq!(header("content-type"), "application/pdf");
        assert_eq!(header("content-disposition"), "attachment; filename=\"uebersicht-2026.pdf\"; filename*=UTF-8''%C3%9Cbersicht%202026.pdf");
        assert_eq!(header("content-security-policy"), "sandbox; default-src 'none'");
        assert_eq!((header("x-content-type-options"), header("cross-origin-resource-policy")), ("nosniff".to_owned(), "same-origin".to_owned()));
        assert_eq!((header("content-encoding"), header("cache-control")), (String::new(), "private, no-cache".to_owned()));
        assert!(page.bytes.starts_with(b"%PDF-"));
        let image = path_of(&mut browser, "bild.png", &files::png(3, 3)).await;
        let page = browser.get(&image).await;
        assert_eq!((page.header("content-type").as_deref(), page.header("content-disposition")), (Some("image/png"), Some("inline; filename=\"bild.png\"; filename*=UTF-8''bild.png".to_owned())));
        let text = path_of(&mut browser, "notiz.md", "# Größe".as_bytes()).await;
        let page = browser.get(&text).await;
        assert_eq!(page.header("content-type").as_deref(), Some("text/markdown; charset=utf-8"));
        assert!(page.header("content-disposition").is_some_and(|value| value.starts_with("attachment")));
    }

    async fn what_a_browser_has_already_is_not_sent_again(network) {
        let (mut browser, path) = with_file(&network, Visibility::Public).await;
        let tag = browser.get(&path).await.header("etag").expect("a tag");
        for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".to_owned()] {
            let page = browser.clone().with_header("if-none-match", &known).get(&path).await;
            assert_eq!((page.status.as_u16(), page.bytes.len(), page.header("etag")), (304, 0, Some(tag.clone())), "{known}");
        }
        assert_eq!(browser.clone().with_header("if-none-match", "\"x\"").get(&path).await.status, 200);
        let page = network.guest().request(Method::HEAD, &path, None).await;
        assert_eq!((page.status.as_u16(), page.header("cache-control").as_deref()), (200, Some("public, max-age=600")));
    }

    async fn another_name_in_the_address_leads_to_the_right_one(network) {
        let (mut browser, path) = with_file(&network, Visibility::Members).await;
        let (folder, _) = path.rsplit_once('/').expect("a path");
        let page = browser.get(&format!("{folder}/rechnung.exe")).await;
        assert_eq!((page.status.as_u16(), page.redirect()), (301, Some(path.clone())));
        // not even that is told to whoever may not see it
        network.guest().get(&format!("{folder}/rechnung.exe")).await.assert_is_of_the_site(404);
    }

    async fn a_file_is_seen_by_those_who_see_its_article(network) {
        let (_, members) = with_file(&network, Visibility::Members).await;
        published(&network, "Für alle", Visibility::Public).await;
        let mut moderator = network.browser_of(&moderator_of(&network).await).await;
        let public = path(&moderator.upload("artikel=fuer-alle", "Plan.txt", b"Text").await);
        for role in Role::ALL {
            let viewer = network.someone(role).await;
            let mut browser = if role == Role::Guest { network.guest() } else { network.browser_of(&viewer).await };
            let page = browser.get(&members).await;
            assert_eq!(page.status, if role == Role::Guest { 404 } else { 200 }, "{}", role.key());
            assert_eq!(browser.get(&public).await.status, 200, "{}", role.key());
        }
        network.guest().get(&members).await.assert_is_of_the_site(404);
        for nothing in ["/dateien/999/plan.pdf", "/dateien/x/plan.pdf", "/dateien/-1/plan.pdf", "/dateien/0/plan.pdf"] {
            moderator.get(nothing).await.assert_is_of_the_site(404);
        }
    }

    async fn an_article_that_is_taken_back_takes_its_files_along(network) {
        let (mut browser, path) = with_file(&network, Visibility::Public).await;
        assert_eq!(network.guest().get(&path).await.status, 200);
        network.change("UPDATE articles SET visibility = 'members'").await;
        network.guest().get(&path).await.assert_is_of_the_site(404);
        assert_eq!(browser.get(&path).await.status, 200);
        assert!(network.server.attachments.of_article(&Viewer::guest(), 1).await.expect("a list").is_empty());
    }

    async fn only_moderators_change_the_files_of_an_article(network) {
        let (mut moderator, path) = with_file(&network, Visibility::Members).await;
        let id = path.split('/').nth(2).expect("an id").to_owned();
        let member = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&member).await;
        browser.open("/wiki/der-plan/dateien").await.assert_is_of_the_site(403);
        assert_eq!(browser.upload("artikel=der-plan", "a.txt", b"Text").await.status, 403);
        browser.post(&format!("/dateien/{id}/loeschen"), "").await.assert_is_of_the_site(403);
        let page = network.guest().upload("artikel=der-plan", "a.txt", b"Text").await;
        assert_eq!((page.status.as_u16(), said(&page)["message"].is_string()), (401, true));
        assert_eq!(network.guest().post(&format!("/dateien/{id}/loeschen"), "").await.status, 401);
        assert_eq!(network.count("attachments").await, 1);
        assert_eq!(moderator.get(&path).await.status, 200);
    }

    async fn what_is_uploaded_to_nothing_is_refused(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        for (to, status) in [("artikel=gibt-es-nicht", 404), ("artikel=", 422), ("x=y", 422)] {
            let page = browser.upload(to, "a.txt", b"Text").await;
            assert_eq!((page.status.as_u16(), said(&page)["message"].is_string()), (status, true), "{to}");
        }
    }

    async fn a_file_that_is_deleted_is_gone_at_once(network) {
        let (mut browser, path) = with_file(&network, Visibility::Members).await;
        let form = browser.open("/wiki/der-plan/dateien").await.form(".file__remove form");
        let page = browser.submit(form.clone()).await;
        assert_eq!((page.path(), page.text("[role=status]")), ("/wiki/der-plan/dateien?hinweis=geloescht", "Die Datei ist gelöscht.".to_owned()));
        assert!(page.main().contains("Noch keine Dateien."), "{}", page.main());
        browser.get(&path).await.assert_is_of_the_site(404);
        browser.send(&form).await.assert_is_of_the_site(404);
        assert!(!browser.open("/wiki/der-plan").await.has("section.files"));
    }

    async fn the_history_of_an_article_knows_about_its_files(network) {
        let (mut browser, _) = with_file(&network, Visibility::Members).await;
        let form = browser.open("/wiki/der-plan/dateien").await.form(".file__remove form");
        browser.send(&form).await;
        let key = EventKind::Files.key();
        let events = network.strings(&format!("SELECT text FROM article_events WHERE kind = '{key}' ORDER BY id")).await;
        assert_eq!(events, ["Datei hinzugefügt: Übersicht 2026.pdf", "Datei gelöscht: Übersicht 2026.pdf"]);
    }

    async fn the_same_file_is_stored_once_and_sent_twice_it_is_there_once(network) {
        let (mut browser, first) = with_file(&network, Visibility::Members).await;
        assert_eq!(path_of(&mut browser, "Übersicht 2026.pdf", &files::pdf(&["Hallo"])).await, first);
        path_of(&mut browser, "Kopie.pdf", &files::pdf(&["Hallo"])).await;
        assert_eq!((network.count("attachments").await, objects(&network).len()), (2, 1));
    }

    async fn a_form_without_a_file_says_so(network) {
        let article = published(&network, "Der Plan", Visibility::Members).await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = form_of(&mut browser, &article).await;
        for page in [browser.send_files(&form, &[("", b"")]).await, browser.send_files(&form, &[]).await, browser.post(form.action(), "").await] {
            assert_eq!((page.status.as_u16(), page.error("datei")), (422, "Bitte wählen Sie eine Datei aus.".to_owned()));
        }
    }

    async fn of_several_files_the_good_ones_are_kept(network) {
        let article = published(&network, "Der Plan", Visibility::Members).await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = form_of(&mut browser, &article).await;
        let page = browser.send_files(&form, &[("gut.txt", b"Text"), ("bild.svg", b"<svg/>"), ("leer.pdf", b"")]).await;
        assert_eq!(page.status, 422);
        let told = page.error("datei");
        assert!(told.contains("bild.svg: SVG-Bilder") && told.contains("leer.pdf: Die Datei ist leer.") && told.ends_with("Die übrigen Dateien sind hochgeladen."), "{told}");
        assert_eq!(page.texts(".file > a"), ["gut.txt"]);
    }

    async fn content_that_no_file_has_goes_after_a_day(network) {
        let (mut browser, path) = with_file(&network, Visibility::Members).await;
        path_of(&mut browser, "bleibt.txt", b"bleibt").await;
        let id = path.split('/').nth(2).expect("an id").to_owned();
        browser.post(&format!("/dateien/{id}/loeschen"), "").await;
        make_older(&network, 25);
        assert_eq!(tidied(&network).await, 0);
        assert_eq!(objects(&network).len(), 2);
        network.wait_minutes(24 * 60);
        assert_eq!(tidied(&network).await, 1);
        assert_eq!((objects(&network).len(), network.count("attachments").await), (1, 1));
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        assert_eq!(browser.get("/dateien/2/bleibt.txt").await.status, 200);
    }

    async fn an_upload_that_has_no_row_yet_is_left_alone(network) {
        let (_, _) = with_file(&network, Visibility::Members).await;
        network.change("DELETE FROM attachments").await;
        make_older(&network, 23);
        assert_eq!((tidied(&network).await, objects(&network).len()), (0, 1));
        make_older(&network, 25);
        assert_eq!((tidied(&network).await, objects(&network).len()), (1, 0));
    }

    async fn content_that_is_gone_is_a_fault_of_ours_and_the_rest_goes_on(network) {
        let (mut browser, path) = with_file(&network, Visibility::Members).await;
        for object in objects(&network) {
            std::fs::remove_file(object).expect("removed");
        }
        browser.get(&path).await.assert_is_of_the_site(500);
        assert_eq!(browser.get("/wiki/der-plan").await.status, 200);
        assert_eq!(network.read_files().await, 1);
    }

    async fn files_can_be_taken_in_and_handed_out_without_a_browser(network) {
        let article = published(&network, "Der Plan", Visibility::Members).await;
        let attachments = &network.server.attachments;
        let owner = server::attachment::Owner::Article(article.id);
        attachments.import(owner, "a/b/Liste.csv", b"eins;zwei".to_vec()).await.expect("a file");
        let contents = attachments.contents(article.id).await.expect("contents");
        assert_eq!(contents.len(), 1);
        assert_eq!((contents[0].0.name.as_str(), contents[0].1.as_slice()), ("Liste.csv", &b"eins;zwei"[..]));
        let outcome = attachments.remove(&Viewer::guest(), contents[0].0.id).await;
        assert!(matches!(outcome, Err(Error::NotFound)));
    }
}

async fn path_of(browser: &mut Visitor, name: &str, content: &[u8]) -> String {
    path(&browser.upload("artikel=der-plan", name, content).await)
}

async fn tidied(network: &Network) -> usize {
    network.server.attachments.tidy().await.unwrap_or_else(|error| panic!("{error}"))
}

/// The files in the store.
fn objects(network: &Network) -> Vec<std::path::PathBuf> {
    let folders = std::fs::read_dir(network.config.data_dir.join("dateien")).expect("a folder");
    folders
        .flat_map(|folder| std::fs::read_dir(folder.expect("a folder").path()).expect("a folder"))
        .map(|file| file.expect("a file").path())
        .collect()
}

/// As if everything in the store had been written so long before the clock of the story.
fn make_older(network: &Network, hours: u64) {
    let then = network.now() - std::time::Duration::from_hours(hours);
    for object in objects(network) {
        std::fs::File::options().write(true).open(object).and_then(|file| file.set_modified(then)).expect("older");
    }
}
