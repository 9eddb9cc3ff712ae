//! Files that are not what they say, too large, too many, or made to do harm.

use app::wiki::{Visibility, port::Wiki};
use serde_json::Value;
use tests::{Network, Page, Visitor, article, files, moderator_of, on_both};

/// A browser of a moderator, and an article called "Der Plan".
async fn ready(network: &Network) -> Visitor {
    let moderator = moderator_of(network).await;
    network.server.wiki.publish(&moderator, article("Der Plan", Visibility::Public)).await.expect("an article");
    network.browser_of(&moderator).await
}

async fn upload(browser: &mut Visitor, name: &str, content: &[u8]) -> (u16, Value) {
    let page = browser.upload("artikel=der-plan", name, content).await;
    (page.status.as_u16(), serde_json::from_str(&page.html).unwrap_or_else(|error| panic!("{name}: {error}: {}", page.html)))
}

/// That it was refused with this status and these words.
async fn assert_refused(browser: &mut Visitor, name: &str, content: &[u8], status: u16, words: &str) {
    let (got, said) = upload(browser, name, content).await;
    let message = said["message"].as_str().unwrap_or_default();
    assert!(got == status && message.contains(words), "{name}: {got} {said}");
}

async fn download(browser: &mut Visitor, said: &Value) -> Page {
    browser.get(said["path"].as_str().unwrap_or_else(|| panic!("{said}"))).await
}

/// Nothing arrived and nothing is left over.
async fn assert_nothing_is_there(network: &Network) {
    assert_eq!(network.count("attachments").await, 0);
    let left = |folder: &str| std::fs::read_dir(network.config.data_dir.join(folder)).expect("a folder").count();
    assert_eq!((left("dateien"), left("eingang")), (0, 0));
}

on_both! {
    async fn what_is_no_file_of_ours_is_refused_whatever_it_is_called(network) {
        let mut browser = ready(&network).await;
        for (name, content, words) in [
            ("bild.png", &b"<!DOCTYPE html><script>alert(1)</script>"[..], "HTML"),
            ("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
            ("bild.jpg", b"\xef\xbb\xbf <!-- x --><svg onload=alert(1)>", "SVG"),
            ("plan.pdf", b"MZ\x90\x00\x03", "Programm"),
            ("plan.txt", b"#!/bin/sh\nrm -rf /", "Programm"),
            ("alt.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1alt", "alten Format"),
            ("plan.docx", &files::archive(&[("plan.exe", b"MZ")]), "ZIP-Archiv"),
            ("plan.txt", b"a\x00b", "Diese Art"),
            ("Liste.csv", b"Gr\xf6\xdfe", "CSV UTF-8"),
        ] {
            assert_refused(&mut browser, name, content, 415, words).await;
        }
        assert_refused(&mut browser, "leer.pdf", b"", 422, "leer").await;
        assert_nothing_is_there(&network).await;
    }

    async fn office_files_with_macros_are_refused(network) {
        let mut browser = ready(&network).await;
        let macros = files::archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"), ("word/vbaProject.bin", b"x")]);
        assert_refused(&mut browser, "plan.docx", &macros, 415, "Makros").await;
        let basic = files::archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("Basic/Standard/Module1.xml", b"<x/>")]);
        assert_refused(&mut browser, "plan.odt", &basic, 415, "Makros").await;
    }

    async fn a_wrong_ending_is_put_right(network) {
        let mut browser = ready(&network).await;
        for (given, content, name) in [
            ("Foto.pdf", files::png(3, 3), "Foto.png"),
            ("Bericht.zip", files::docx(&["Text"]), "Bericht.docx"),
            ("seite.html", b"nur Text".to_vec(), "seite.txt"),
            ("Bericht", files::pdf(&["Text"]), "Bericht.pdf"),
        ] {
            let (status, said) = upload(&mut browser, given, &content).await;
            assert_eq!((status, said["name"].as_str()), (201, Some(name)), "{said}");
        }
    }

    async fn a_file_that_is_two_things_at_once_is_served_as_one_that_does_nothing(network) {
        let mut browser = ready(&network).await;
        let mut pdf = files::pdf(&["Hallo"]);
        pdf.extend(b"<html><script>alert(1)</script></html>");
        let page = { let (_, said) = upload(&mut browser, "a.html", &pdf).await; download(&mut browser, &said).await };
        assert_eq!(page.header("content-type").as_deref(), Some("application/pdf"));
        assert!(page.header("content-disposition").is_some_and(|value| value.starts_with("attachment")));
        let mut png = files::png(3, 3);
        png.extend(files::archive(&[("x.html", b"<script>alert(1)</script>")]));
        let page = { let (_, said) = upload(&mut browser, "b.png", &png).await; download(&mut browser, &said).await };
        assert!(!page.bytes.windows(2).any(|window| window == b"PK"));
    }

    async fn a_name_can_neither_leave_its_folder_nor_add_a_header(network) {
        let mut browser = ready(&network).await;
        for (given, name) in [
            ("../../etc/passwd", "passwd.txt"),
            ("..\\..\\windows\\system32\\cmd.exe", "cmd.txt"),
            ("Rechnung\u{202e}fdp.exe", "Rechnungfdp.txt"),
            ("a\"; filename=\"x.html", "a-; filename=-x.txt"),
            ("<script>alert(1)</script>.txt", "script.txt"),
            ("", "Datei.txt"),
        ] {
            let (status, said) = upload(&mut browser, given, format!("Text {given}").as_bytes()).await;
            assert_eq!((status, said["name"].as_str()), (201, Some(name)), "{given:?}: {said}");
            let page = download(&mut browser, &said).await;
            let disposition = page.header("content-disposition").expect("a disposition");
            assert!(disposition.is_ascii() && disposition.matches('"').count() == 2, "{disposition}");
        }
    }

    async fn a_name_with_line_breaks_adds_no_header_to_a_form_either(network) {
        let mut browser = ready(&network).await;
        let form = browser.open("/wiki/der-plan/dateien").await.form("main form[enctype]");
        let page = browser.send_files(&form, &[("a\r\nSet-Cookie: x=1\r\n\r\n<b>.txt", b"Text")]).await;
        assert_eq!(page.status, 303, "{}", page.main());
        let link = browser.open("/wiki/der-plan").await.attributes(".file a", "href").remove(0);
        let page = browser.get(&link).await;
        assert_eq!((page.status.as_u16(), page.header("set-cookie")), (200, None));
    }

    async fn a_name_is_text_on_every_page(network) {
        let mut browser = ready(&network).await;
        let (_, said) = upload(&mut browser, "'onclick='alert(1)' <img src=x onerror=alert(1)>.txt", b"Text").await;
        assert!(said["name"].as_str().is_some_and(|name| name.contains("onerror")), "{said}");
        for path in ["/wiki/der-plan", "/wiki/der-plan/dateien", "/wiki/der-plan/verlauf"] {
            let page = browser.open(path).await;
            assert!(!page.has("img[src=x]") && !page.has("main [onclick]"), "{path}: {}", page.html);
        }
    }

    async fn a_file_above_the_limit_is_refused_and_leaves_nothing(network) {
        let network = network.restarted_with(|config| config.file_limit_mb = 1).await;
        let mut browser = ready(&network).await;
        assert_refused(&mut browser, "gross.txt", &vec![b'x'; 1_000_001], 413, "größer als 1\u{a0}MB").await;
        assert_nothing_is_there(&network).await;
        let form = browser.open("/wiki/der-plan/dateien").await.form("main form[enctype]");
        let page = browser.send_files(&form, &[("gross.txt", &vec![b'x'; 1_000_001])]).await;
        assert_eq!(page.status, 413);
        assert!(page.error("datei").contains("größer als"), "{}", page.main());
        assert_eq!(upload(&mut browser, "passt.txt", &vec![b'x'; 1_000_000]).await.0, 201);
    }

    async fn much_more_than_the_limit_is_not_read_to_its_end(network) {
        let network = network.restarted_with(|config| config.file_limit_mb = 1).await;
        let mut browser = ready(&network).await;
        assert_refused(&mut browser, "riesig.txt", &vec![b'x'; 30_000_000], 413, "größer als").await;
        assert_nothing_is_there(&network).await;
    }

    async fn all_files_of_an_article_have_a_limit(network) {
        let network = network.restarted_with(|config| config.article_limit_mb = 1).await;
        let mut browser = ready(&network).await;
        assert_eq!(upload(&mut browser, "a.txt", &vec![b'a'; 600_000]).await.0, 201);
        assert_refused(&mut browser, "b.txt", &vec![b'b'; 600_000], 413, "zusammen 1\u{a0}MB").await;
        let page = browser.open("/wiki/der-plan/dateien").await;
        assert!(page.text("#hinweis-datei").contains("noch 400 KB"), "{}", page.text("#hinweis-datei"));
        let form = page.form(".file__remove form");
        browser.send(&form).await;
        assert_eq!(upload(&mut browser, "b.txt", &vec![b'b'; 600_000]).await.0, 201);
    }

    async fn a_member_has_a_limit_for_each_day_that_deleting_does_not_lift(network) {
        let network = network.restarted_with(|config| config.daily_limit_mb = 1).await;
        ready(&network).await;
        let moderator = moderator_of(&network).await;
        let mut browser = network.browser_of(&moderator).await;
        assert_eq!(upload(&mut browser, "a.txt", &vec![b'a'; 600_000]).await.0, 201);
        let form = browser.open("/wiki/der-plan/dateien").await.form(".file__remove form");
        browser.send(&form).await;
        assert_refused(&mut browser, "b.txt", &vec![b'b'; 600_000], 413, "morgen").await;
        let mut other = network.browser_of(&moderator_of(&network).await).await;
        assert_eq!(upload(&mut other, "b.txt", &vec![b'b'; 600_000]).await.0, 201);
        network.wait_minutes(24 * 60);
        // the session is over as well
        let mut browser = network.browser_of(&moderator).await;
        assert_eq!(upload(&mut browser, "c.txt", &vec![b'c'; 600_000]).await.0, 201);
    }

    async fn an_image_that_would_fill_the_memory_is_refused(network) {
        let mut browser = ready(&network).await;
        let mut png = files::png(1, 1);
        png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        // the checksum of the lie: CRC-32 of IHDR with 60,000 by 60,000 pixels of RGB
        let checksum = files::crc(&png[12..29]);
        png[29..33].copy_from_slice(&checksum.to_be_bytes());
        assert_refused(&mut browser, "riesig.png", &png, 413, "60000 × 60000").await;
        let half = files::png(200, 200);
        assert_refused(&mut browser, "halb.png", &half[..half.len() / 2], 422, "beschädigt").await;
        assert_nothing_is_there(&network).await;
    }

    async fn a_photo_forgets_where_it_was_taken(network) {
        let mut browser = ready(&network).await;
        let photo = files::jpeg_with_place(40, 20);
        assert!(photo.windows(8).any(|window| window == b"LIPPERLA"));
        let (status, said) = upload(&mut browser, "Foto.jpg", &photo).await;
        assert_eq!((status, said["width"].as_i64()), (201, Some(40)));
        let page = download(&mut browser, &said).await;
        assert!(page.bytes.starts_with(b"\xff\xd8\xff"));
        for trace in [&b"Exif"[..], b"LIPPERLA"] {
            assert!(!page.bytes.windows(trace.len()).any(|window| window == trace));
        }
    }

    async fn an_archive_with_a_lying_directory_is_refused(network) {
        let mut browser = ready(&network).await;
        // what says of itself that it has four thousand million entries
        let mut zip64 = files::docx(&["Text"]);
        let end = zip64.len() - 22;
        let mut locator = b"PK\x06\x07".to_vec();
        locator.extend([0; 16]);
        zip64.splice(end..end, locator);
        assert_refused(&mut browser, "a.docx", &zip64, 422, "beschädigt").await;
        let whole = files::docx(&["Text"]);
        assert_refused(&mut browser, "b.docx", &whole[..whole.len() / 2], 422, "beschädigt").await;
        let mut many = b"PK\x03\x04".to_vec();
        many.extend(b"PK\x01\x02".repeat(20_000));
        assert_refused(&mut browser, "c.docx", &many, 422, "beschädigt").await;
    }

    async fn a_form_that_breaks_off_changes_nothing(network) {
        let mut browser = ready(&network).await.with_header("content-type", "multipart/form-data; boundary=x");
        let broken: [&[u8]; 4] = [b"", b"--x", b"--x\r\nContent-Disposition: form-data; name=\"datei\"; filename=\"a.txt\"\r\n\r\nhalb", b"\xff\xfe"];
        for body in broken {
            let page = browser.post("/wiki/der-plan/dateien", body).await;
            assert!((400..500).contains(&page.status.as_u16()), "{:?}: {}", body, page.status);
        }
        assert_nothing_is_there(&network).await;
    }
}
