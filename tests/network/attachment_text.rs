//! What is written in files can be found with their article, by those who may see it.

use app::{
    account::Viewer,
    list::Slice,
    search::port::{Query, Search},
    wiki::{Visibility, port::Wiki},
};
use server::attachment::Owner;
use tests::{Network, article, files, moderator_of, on_both, someone_at};

/// An article with these files, read and indexed.
async fn with_files(network: &Network, title: &str, visibility: Visibility, files: &[(&str, Vec<u8>)]) -> i64 {
    let moderator = moderator_of(network).await;
    let id = network.server.wiki.publish(&moderator, article(title, visibility)).await.expect("an article").id;
    for (name, content) in files {
        let taken = network.server.attachments.import(Owner::Article(id), name, content.clone()).await;
        taken.unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"));
    }
    network.read_files().await;
    network.index().await;
    id
}

async fn finds(network: &Network, viewer: &Viewer, words: &str) -> Vec<String> {
    let query = Query { text: words.to_owned(), ..Query::default() };
    let results = network.server.search.find(viewer, &query, Slice::page(1)).await.expect("results");
    results.hits.into_iter().map(|hit| hit.title).collect()
}

async fn states(network: &Network) -> Vec<String> {
    network.strings("SELECT text_state FROM attachments ORDER BY id").await
}

async fn texts(network: &Network) -> Vec<String> {
    network.strings("SELECT body FROM attachment_texts ORDER BY attachment_id, page").await
}

on_both! {
    async fn the_text_of_every_sort_of_document_is_found(network) {
        let all = [
            ("a.pdf", files::pdf(&["Seite eins", "Der Wanderfalke"]), "Wanderfalke"),
            ("b.docx", files::docx(&["Der Eis&amp;vogel", "und der Silberreiher"]), "Silberreiher"),
            ("c.odt", files::open_document("text", "<text:p>Ein <text:span>Steinkauz</text:span></text:p>"), "Steinkauz"),
            ("d.xlsx", files::xlsx("Kormoran", "Rohrdommel"), "Rohrdommel"),
            ("e.pptx", files::pptx(&["Erste Folie", "Der Schwarzstorch"]), "Schwarzstorch"),
            ("f.ods", files::open_document("spreadsheet", "<table:table><table:table-cell><text:p>Bekassine</text:p></table:table-cell></table:table>"), "Bekassine"),
            ("g.odp", files::open_document("presentation", "<draw:page><text:p>Uferschnepfe</text:p></draw:page>"), "Uferschnepfe"),
            ("h.csv", "Art;Anzahl\nKiebitz;3".as_bytes().to_vec(), "Kiebitz"),
            ("i.md", b"# Der Wendehals".to_vec(), "Wendehals"),
        ];
        let given = all.each_ref().map(|(name, content, _)| (*name, content.clone()));
        with_files(&network, "Der Plan", Visibility::Public, &given).await;
        assert_eq!(states(&network).await, ["done"; 9]);
        for (name, _, word) in all {
            assert_eq!(finds(&network, &Viewer::guest(), word).await, ["Der Plan"], "{name}");
        }
        assert_eq!(finds(&network, &Viewer::guest(), "Kormoran").await, ["Der Plan"]);
        assert!(finds(&network, &Viewer::guest(), "Umschrift").await.is_empty());
    }

    async fn pages_are_kept_apart_and_counted(network) {
        with_files(&network, "Der Plan", Visibility::Public, &[("a.pdf", files::pdf(&["Eins", "", "Drei"]))]).await;
        assert_eq!(texts(&network).await, ["Eins", "Drei"]);
        assert_eq!(network.number("SELECT pages FROM attachments").await, 3);
        assert_eq!(network.number("SELECT MAX(page) FROM attachment_texts").await, 3);
        let page = network.guest().open("/wiki/der-plan").await;
        assert!(page.text(".file .meta").starts_with("PDF, 3 Seiten"), "{}", page.text(".file .meta"));
    }

    async fn the_name_of_a_file_is_found_too(network) {
        with_files(&network, "Der Plan", Visibility::Public, &[("Schwarzstorch im Moor.png", files::png(3, 3))]).await;
        assert_eq!(finds(&network, &Viewer::guest(), "Schwarzstorch").await, ["Der Plan"]);
    }

    async fn what_is_written_in_files_of_members_is_for_members(network) {
        with_files(&network, "Der Plan", Visibility::Members, &[("a.txt", b"Der Wanderfalke".to_vec())]).await;
        assert!(finds(&network, &Viewer::guest(), "Wanderfalke").await.is_empty());
        assert_eq!(finds(&network, &someone_at(&network, "lemgo").await, "Wanderfalke").await, ["Der Plan"]);
    }

    async fn a_file_that_is_gone_is_found_no_more(network) {
        with_files(&network, "Der Plan", Visibility::Public, &[("Falke.txt", b"Der Wanderfalke".to_vec())]).await;
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let form = browser.open("/wiki/der-plan/dateien").await.form(".file__remove form");
        browser.send(&form).await;
        network.index().await;
        for word in ["Wanderfalke", "Falke"] {
            assert!(finds(&network, &Viewer::guest(), word).await.is_empty(), "{word}");
        }
        assert_eq!(network.count("attachment_texts").await, 0);
    }

    async fn a_file_that_is_removed_before_it_was_read_is_not_read(network) {
        let moderator = moderator_of(&network).await;
        let id = network.server.wiki.publish(&moderator, article("Der Plan", Visibility::Public)).await.expect("an article").id;
        network.server.attachments.import(Owner::Article(id), "a.txt", b"Wanderfalke".to_vec()).await.expect("a file");
        network.change("UPDATE attachments SET removed_at = 1, text_state = 'done'").await;
        assert_eq!(network.read_files().await, 0);
    }

    async fn a_file_that_cannot_be_read_says_so_and_stops_no_other(network) {
        let broken = files::pdf_of(&["<< /Type /Catalog >>".to_owned()]);
        let half = files::archive(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<w:document><w:p")]);
        with_files(&network, "Der Plan", Visibility::Public, &[("a.pdf", b"%PDF-1.4 nichts".to_vec()), ("b.docx", half), ("c.pdf", broken), ("d.txt", b"Falke".to_vec())]).await;
        let states = states(&network).await;
        assert_eq!((states[0].as_str(), states[1].as_str(), states[3].as_str()), ("failed", "failed", "done"), "{states:?}");
        assert_eq!(finds(&network, &Viewer::guest(), "Falke").await, ["Der Plan"]);
        let mut browser = network.browser_of(&moderator_of(&network).await).await;
        let page = browser.open("/wiki/der-plan/dateien").await;
        assert!(page.text("#datei-1").contains("ließ sich nicht lesen"), "{}", page.main());
    }

    async fn what_is_unpacked_has_a_bound(network) {
        let bomb = format!("<w:document><w:p><w:r><w:t>Anfang</w:t></w:r></w:p>{}<w:p><w:r><w:t>Schluss</w:t></w:r></w:p></w:document>", " ".repeat(60_000_000));
        let packed = files::archive(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", bomb.as_bytes())]);
        assert!(packed.len() < 100_000);
        with_files(&network, "Der Plan", Visibility::Public, &[("a.docx", packed)]).await;
        assert_eq!(finds(&network, &Viewer::guest(), "Anfang").await, ["Der Plan"]);
        assert!(finds(&network, &Viewer::guest(), "\"Schluss\"").await.is_empty());
    }

    async fn the_text_of_a_file_has_a_bound(network) {
        let long = format!("{} Schluss", "Wanderfalke ".repeat(250_000));
        with_files(&network, "Der Plan", Visibility::Public, &[("a.txt", long.into_bytes())]).await;
        assert!(network.number("SELECT CAST(MAX(LENGTH(body)) AS BIGINT) FROM attachment_texts").await <= 2_000_000);
        assert_eq!(finds(&network, &Viewer::guest(), "Wanderfalke").await, ["Der Plan"]);
        assert!(finds(&network, &Viewer::guest(), "\"Schluss\"").await.is_empty());
    }

    async fn a_workbook_cannot_multiply_its_strings(network) {
        let cells = "<c t='s'><v>0</v></c>".repeat(100_000);
        let book = files::archive(&[
            ("[Content_Types].xml", b"<x/>"),
            ("xl/workbook.xml", b"<x/>"),
            ("xl/sharedStrings.xml", format!("<sst><si><t>{}</t></si></sst>", "Falke ".repeat(100_000)).as_bytes()),
            ("xl/worksheets/sheet1.xml", format!("<x><row>{cells}</row></x>").as_bytes()),
        ]);
        with_files(&network, "Der Plan", Visibility::Public, &[("a.xlsx", book)]).await;
        assert!(network.number("SELECT SUM(LENGTH(body)) FROM attachment_texts").await <= 2_000_000);
    }

    async fn entities_do_not_grow(network) {
        let laughs = "<!DOCTYPE x [<!ENTITY a 'haha'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><w:document><w:p><w:t>Falke &b; &#65; &lt;</w:t></w:p></w:document>";
        let file = files::archive(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", laughs.as_bytes())]);
        with_files(&network, "Der Plan", Visibility::Public, &[("a.docx", file)]).await;
        assert_eq!(texts(&network).await, ["Falke A <"]);
    }

    async fn nul_and_other_odd_characters_do_not_reach_the_database(network) {
        with_files(&network, "Der Plan", Visibility::Public, &[("a.docx", files::docx(&["Fal&#0;ke&#xFFFE; &#x1;Ende"]))]).await;
        assert_eq!(states(&network).await, ["done"]);
    }

    async fn a_pdf_with_very_many_pages_is_read_as_far_as_there_is_room(network) {
        let pages = vec!["Falke"; 2_100];
        with_files(&network, "Der Plan", Visibility::Public, &[("a.pdf", files::pdf(&pages))]).await;
        assert_eq!((network.count("attachment_texts").await, network.number("SELECT pages FROM attachments").await), (2_000, 2_100));
    }
}
