//! A moderator uploads a Word file and goes on writing.

use std::io::{Cursor, Write};

use app::account::Role;
use tests::{files, moderator_of, on_both, someone_at};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A Word file with this body.
fn word(body: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).expect("a part");
    write!(zip, "<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>").expect("its text");
    zip.finish().expect("a file").into_inner()
}

/// One with a picture, and with a file that only says it is one.
fn with_pictures() -> Vec<u8> {
    let picture = |id: &str, shows: &str| {
        format!("<w:p><w:r><w:drawing><docPr descr=\"{shows}\"/><a:blip r:embed=\"{id}\"/></w:drawing></w:r></w:p>")
    };
    let body = format!("<w:p><w:r><w:t>Vorher</w:t></w:r></w:p>{}{}", picture("a", "Der Plan"), picture("b", "Kaputt"));
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    let relations = "<Relationships>\
        <Relationship Id=\"a\" Type=\"x/image\" Target=\"media/plan.png\"/>\
        <Relationship Id=\"b\" Type=\"x/image\" Target=\"media/kaputt.png\"/></Relationships>";
    files::archive(&[
        ("word/document.xml", document.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/media/plan.png", &files::png(40, 30)),
        ("word/media/kaputt.png", b"\x89PNG\r\n\x1a\nkein Bild"),
    ])
}

on_both! {
    async fn a_word_file_becomes_the_beginning_of_an_article(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/wiki/import").await.form("main form");
        let body = "<w:p><w:r><w:t>Wir haben </w:t></w:r><w:ins><w:r><w:t>zwölf Sensoren</w:t></w:r></w:ins><w:del><w:r><w:delText>nichts</w:delText></w:r></w:del><w:r><w:t> gekauft &lt;script&gt;.</w:t></w:r></w:p>";
        let page = browser.send_files(&form, &[("Unser_Bericht.docx", word(body).as_slice())]).await;
        assert_eq!((page.status.as_u16(), page.text("h1").as_str()), (200, "Unser Bericht"));
        assert!(page.main().contains("verfolgte Änderungen") && page.text(".prose").contains("zwölf Sensoren gekauft <script>."), "{}", page.html);
        let form = browser.open("/wiki/entwuerfe/1").await.form("main form:has(textarea[name=body])");
        assert!(page.leads_to("/wiki/entwuerfe/1"), "{}", page.main());
        assert_eq!((form.value("title"), form.value("body")), ("Unser Bericht", "Wir haben zwölf Sensoren gekauft \\<script>."));
        assert_eq!(network.count("articles").await, 0);
    }

    async fn what_is_no_word_file_is_told_at_the_field(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/wiki/import").await.form("main form");
        for (name, content, told) in [
            ("plan.pdf", b"%PDF-1.7".to_vec(), "keine Word-Datei"),
            ("alt.doc", vec![0xd0, 0xcf, 0x11, 0xe0, 0, 0], "Kennwort"),
            ("leer.docx", Vec::new(), "leer"),
            ("gross.docx", vec![b'x'; 21 * 1024 * 1024], "20"),
        ] {
            let page = browser.send_files(&form, &[(name, content.as_slice())]).await;
            assert!(matches!(page.status.as_u16(), 413 | 422), "{name}: {}", page.status);
            assert!(page.error("datei").contains(told), "{name}: {}", page.error("datei"));
        }
        let page = browser.send_files(&form, &[]).await;
        assert!(page.error("datei").contains("wählen"), "{}", page.html);
    }

    async fn its_pictures_come_along_and_what_is_none_is_told(network) {
        let member = someone_at(&network, "lemgo").await;
        let mut browser = network.browser_of(&member).await;
        let form = browser.open("/wiki/import").await.form("main form");
        let page = browser.send_files(&form, &[("Bericht.docx", with_pictures().as_slice())]).await;
        assert_eq!(page.attributes(".prose img", "src"), ["/dateien/1/bild-1.png"], "{}", page.main());
        assert_eq!(page.attributes(".prose img", "alt"), ["Der Plan"]);
        assert!(page.main().contains("Bild nicht übernommen"), "{}", page.main());
        let image = browser.get("/dateien/1/bild-1.png").await;
        assert_eq!((image.status.as_u16(), image.header("content-type").as_deref()), (200, Some("image/png")));
        let form = browser.open("/wiki/entwuerfe/1").await.form("main form:has(textarea[name=body])");
        assert_eq!(form.value("body"), "Vorher\n\n![Der Plan](/dateien/1/bild-1.png)\n\n*Kaputt*");
        network.guest().get("/dateien/1/bild-1.png").await.assert_is_of_the_site(404);
    }

    async fn members_import_into_their_own_drafts_and_guests_do_not(network) {
        let mut guest = network.guest();
        assert!(guest.get("/wiki/import").await.redirect().is_some_and(|to| to.starts_with("/anmelden")));
        let mut browser = network.browser_of(&network.someone(Role::Member).await).await;
        let form = browser.open("/wiki/import").await.form("main form");
        let body = "<w:p><w:r><w:t>Ein Bericht.</w:t></w:r></w:p>";
        browser.send_files(&form, &[("Bericht.docx", word(body).as_slice())]).await;
        let other = someone_at(&network, "lemgo").await;
        network.browser_of(&other).await.open("/wiki/entwuerfe/1").await.assert_is_of_the_site(404);
        assert_eq!((network.count("drafts").await, network.count("articles").await), (1, 0));
    }
}
