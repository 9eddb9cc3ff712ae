//! A moderator uploads a Word file and goes on writing.

use std::io::{Cursor, Write};

use app::account::Role;
use tests::{moderator_of, on_both};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A Word file with this body.
fn word(body: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).expect("a part");
    write!(zip, "<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>").expect("its text");
    zip.finish().expect("a file").into_inner()
}

on_both! {
    async fn a_word_file_becomes_the_beginning_of_an_article(network) {
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/wiki/import").await.form("main form");
        let body = "<w:p><w:r><w:t>Wir haben </w:t></w:r><w:ins><w:r><w:t>zwölf Sensoren</w:t></w:r></w:ins><w:del><w:r><w:delText>nichts</w:delText></w:r></w:del><w:r><w:t> gekauft &lt;script&gt;.</w:t></w:r></w:p>";
        let page = browser.send_files(&form, &[("Unser_Bericht.docx", word(body).as_slice())]).await;
        assert_eq!((page.status.as_u16(), page.text("h1").as_str()), (200, "Unser Bericht"));
        assert!(page.main().contains("verfolgte Änderungen") && page.text(".prose").contains("zwölf Sensoren gekauft <script>."), "{}", page.html);
        let filled = browser.submit(page.form("main form").with("preview", "1")).await;
        let form = filled.form("main form:has(textarea[name=body])");
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

    async fn only_moderators_may(network) {
        let mut browser = network.browser_of(&network.someone(Role::Member).await).await;
        browser.get("/wiki/import").await.assert_is_of_the_site(403);
        browser.post("/wiki/import", "").await.assert_is_of_the_site(403);
    }
}
