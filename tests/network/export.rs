//! The wiki as files: out, in again, and nothing has changed.

use std::{
    fs::{self, File},
    io::{Cursor, Read, Write},
    path::Path,
};

use app::wiki::{
    Kind, Visibility,
    fields::Typed,
    port::{ArticleDraft, Revised, Wiki},
};
use image::{ImageFormat, Rgb, RgbImage};
use server::{
    attachment::Owner,
    wiki::{
        export,
        import::{self, Options, Report},
    },
};
use tempfile::TempDir;
use tests::{Network, article, moderator_of, on_both};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

async fn exported(network: &Network, folder: &TempDir, name: &str, public: bool) -> Vec<u8> {
    let path = folder.path().join(name);
    export::run(&network.server.db, &network.server.attachments, &path, public)
        .await
        .unwrap_or_else(|error| panic!("the export: {error}"));
    fs::read(path).expect("an archive")
}

async fn imported(network: &Network, path: &Path) -> Report {
    let options = Options {
        path: path.to_owned(),
        visibility: Visibility::Public,
        kind: Kind::Article,
        collection: None,
        dry_run: false,
        force: false,
        quiet: true,
    };
    import::run(&network.server.wiki, &network.server.attachments, &options)
        .await
        .unwrap_or_else(|error| panic!("the import: {error}"))
}

/// Names and texts in an archive.
fn files(archive: &Path) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(File::open(archive).expect("a file")).expect("an archive");
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("a text");
        files.push((file.name().expect("a name").into_owned(), text));
    }
    files
}

/// Texts that another import would tidy up.
const BODIES: [&str; 6] = [
    "# Der Plan 0\n\nDie Überschrift ist die des Artikels.",
    "---\ntitle: Kein Kopf\n---\n\nSondern Text.",
    "<!-- bleibt --> Ein [Link](anderswo.md), {% kein Liquid %} und [[Der Plan 1]].",
    "| a | b |\n|---|---|\n| 1 | \\| |\n\n```\n<!-- Code -->\n```\n\n    eingerückt",
    "Zeile eins\\\nZeile zwei  \nund drei\u{a0}\u{2028}mit Besonderem: \u{feff}\"'&<>",
    "[^1]\n\n[^1]: Eine Fußnote\n\n> [!NOTE]\n> Hinweis",
];

const FIELDS: [(&str, &str); 7] = [
    ("costs_from", "1.234,50"),
    ("duration", "18"),
    ("software", "FROST-Server\nSensor: \"A\", B"),
    ("leika", "99050012104000"),
    ("contact", "zqxkontakt, Fachdienst Digitales"),
    ("source_1", "Bericht (Teil 1)"),
    ("source_1_date", "03.05.2024"),
];

async fn written(network: &Network) {
    let moderator = moderator_of(network).await;
    let wiki = &network.server.wiki;
    for (index, body) in BODIES.into_iter().enumerate() {
        network.wait_minutes(7);
        let draft = ArticleDraft {
            summary: format!("Kurz: \"so\" – {index}\nund: mehr"),
            topic: if index % 2 == 0 { "handel".to_owned() } else { String::new() },
            tags: if index == 3 { String::new() } else { "Über: alles, #Markt, 42, true".to_owned() },
            organisation: if index == 1 { String::new() } else { "lemgo".to_owned() },
            kind: Kind::ALL[index % 4].key().to_owned(),
            body: body.to_owned(),
            fields: Typed::from_pairs(FIELDS),
            ..article(&format!("Der Plan {index}"), Visibility::ALL[index % 2])
        };
        wiki.publish(&moderator, draft).await.expect("an article");
    }
    let draft = ArticleDraft { title: "Der neue Plan: \"gut\"".to_owned(), ..article("x", Visibility::Public) };
    let outcome = wiki.revise(&moderator, "der-plan-5", 1, draft).await;
    assert!(matches!(outcome, Ok(Revised::Stands(_))), "{outcome:?}");
    network.change("UPDATE articles SET parent_id = (SELECT id FROM articles WHERE slug = 'der-plan-3'), position = 2 WHERE slug = 'der-plan-0'").await;
    network
        .change("UPDATE articles SET parent_id = (SELECT id FROM articles WHERE slug = 'der-plan-0') WHERE slug = 'der-plan-1'")
        .await;
    network.change("UPDATE articles SET deputy_id = (SELECT id FROM organisations WHERE slug = 'lemgo'), review_months = 12, review_due = 1800000000123 WHERE slug = 'der-plan-2'").await;
}

on_both! {
    async fn what_goes_out_comes_in_again_without_difference(network) {
        written(&network).await;
        let folder = tempfile::tempdir().expect("a folder");
        let first = exported(&network, &folder, "netz.zip", false).await;
        for other in [Network::on_sqlite().await, Network::on_postgres().await] {
            let report = imported(&other, &folder.path().join("netz.zip")).await;
            assert_eq!((report.new, report.refused.len(), report.notes.len()), (6, 0, 0), "{report}");
            let second = exported(&other, &folder, "zurueck.zip", false).await;
            assert_eq!(files(&folder.path().join("zurueck.zip")), files(&folder.path().join("netz.zip")));
            assert!(first == second, "the same files, but other bytes");
        }
    }

    async fn files_go_along_byte_for_byte_and_the_text_finds_them(network) {
        let plan = network.server.wiki.publish(&moderator_of(&network).await, article("Der Plan", Visibility::Public)).await.expect("an article");
        let files = &network.server.attachments;
        let owner = Owner::Article(plan.id);
        let mut photo = Cursor::new(Vec::new());
        let pixels = RgbImage::from_fn(64, 48, |x, y| Rgb([u8::try_from(x * 4).unwrap_or(0), u8::try_from(y * 5).unwrap_or(0), 90]));
        pixels.write_to(&mut photo, ImageFormat::Jpeg).expect("a photo");
        let mut addresses = Vec::new();
        for (name, content) in [("Der Markt.jpg", photo.into_inner()), ("Liste.txt", b"eins".to_vec()), ("liste.txt", b"zwei".to_vec())] {
            addresses.push(files.import(owner, name, content).await.unwrap_or_else(|refusal| panic!("{refusal:?}")).path());
        }
        let body = format!("![Markt]({}) [Liste]({}) [andere]({}) /dateien/999/x.png /dateien/", addresses[0], addresses[1], addresses[2]);
        let draft = ArticleDraft { body, ..article("Der Plan", Visibility::Public) };
        network.server.wiki.revise(&moderator_of(&network).await, "der-plan", 1, draft).await.expect("a revision");
        let folder = tempfile::tempdir().expect("a folder");
        let first = exported(&network, &folder, "netz.zip", false).await;
        let other = Network::on_sqlite().await;
        // so that its numbers are others
        let before = other.server.wiki.publish(&moderator_of(&other).await, article("Ein anderer", Visibility::Public)).await.expect("an article");
        other.server.attachments.import(Owner::Article(before.id), "x.txt", b"x".to_vec()).await.unwrap_or_else(|refusal| panic!("{refusal:?}"));
        let report = imported(&other, &folder.path().join("netz.zip")).await;
        assert_eq!((report.new, report.notes.len()), (1, 0), "{report}");
        other.change("DELETE FROM attachments WHERE name = 'x.txt'").await;
        other.change("DELETE FROM article_addresses WHERE slug = 'ein-anderer'").await;
        other.change("DELETE FROM articles WHERE slug = 'ein-anderer'").await;
        let page = other.guest().open("/wiki/der-plan").await;
        let image = page.attributes(".prose img", "src").remove(0);
        assert_eq!(other.guest().get(&image).await.status, 200);
        assert!(exported(&other, &folder, "zurueck.zip", false).await == first, "the same files, but other bytes");
    }

    async fn unpacked_by_hand_it_comes_in_as_well(network) {
        written(&network).await;
        let folder = tempfile::tempdir().expect("a folder");
        exported(&network, &folder, "netz.zip", false).await;
        let unpacked = folder.path().join("netz");
        for (name, text) in files(&folder.path().join("netz.zip")) {
            let path = unpacked.join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        let other = Network::on_sqlite().await;
        assert_eq!(imported(&other, &unpacked).await.new, 6);
        exported(&other, &folder, "zurueck.zip", false).await;
        assert_eq!(files(&folder.path().join("zurueck.zip")), files(&folder.path().join("netz.zip")));
    }

    async fn the_same_state_gives_the_same_bytes(network) {
        written(&network).await;
        let folder = tempfile::tempdir().expect("a folder");
        let first = exported(&network, &folder, "a.zip", false).await;
        network.wait_minutes(60);
        assert!(exported(&network, &folder, "b.zip", false).await == first);
    }

    async fn the_public_export_has_nothing_of_what_is_for_members(network) {
        let moderator = moderator_of(&network).await;
        let wiki = &network.server.wiki;
        let public = wiki.publish(&moderator, article("Das war zqxgeheim", Visibility::Members)).await.expect("an article");
        let outcome = wiki.revise(&moderator, &public.slug, 1, article("Der Plan", Visibility::Public)).await;
        assert!(matches!(outcome, Ok(Revised::Stands(_))), "{outcome:?}");
        let with_contact = ArticleDraft {
            kind: Kind::ProjectProfile.key().to_owned(),
            fields: Typed::from_pairs(FIELDS),
            ..article("Der andere Plan", Visibility::Public)
        };
        wiki.publish(&moderator, with_contact).await.expect("an article");
        let hidden = ArticleDraft { body: "zqxtext".to_owned(), tags: "zqxmarke".to_owned(), ..article("Noch zqxgeheim", Visibility::Members) };
        wiki.publish(&moderator, hidden).await.expect("an article");
        network.change("UPDATE articles SET parent_id = (SELECT id FROM articles WHERE slug = 'noch-zqxgeheim') WHERE slug = 'der-plan'").await;
        let folder = tempfile::tempdir().expect("a folder");
        exported(&network, &folder, "offen.zip", true).await;
        let files = files(&folder.path().join("offen.zip"));
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["LIESMICH.txt", "artikel/der-andere-plan.md", "artikel/der-plan.md"]);
        for (name, text) in &files {
            assert!(!text.contains("zqx") && !text.contains("Moderation 0"), "{name}: {text}");
        }
        exported(&network, &folder, "alles.zip", false).await;
        assert!(self::files(&folder.path().join("alles.zip")).iter().any(|(_, text)| text.contains("zqxtext")));
    }

    async fn an_export_that_fails_leaves_nothing_behind(network) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("fehlt/netz.zip");
        assert!(export::run(&network.server.db, &network.server.attachments, &path, false).await.is_err_and(|error| error.to_string().contains("fehlt")));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
    }

    async fn an_archive_is_taken_for_what_is_in_it_and_not_for_what_it_says(network) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("boese.zip");
        let mut zip = ZipWriter::new(File::create(&path).expect("a file"));
        for (name, text) in [
            ("../../draussen.md", "# Draußen\n\nText"),
            ("artikel/gut.md", "# Gut\n\nText"),
            ("artikel/gross.md", &"x".repeat(3_000_000)),
            ("artikel/kreis.md", "---\nwissensnetz: 1\ntitle: \"Kreis\"\nslug: \"kreis\"\nparent: \"kreis\"\nvisibility: \"geheim\"\n---\n\nText\n"),
        ] {
            zip.start_file(name, SimpleFileOptions::default()).expect("a file");
            zip.write_all(text.as_bytes()).expect("its text");
        }
        zip.finish().expect("an archive");
        let report = imported(&network, &path).await;
        assert_eq!((report.new, report.refused.len()), (2, 1), "{report}");
        assert!(report.to_string().contains("übergeordnete Artikel „kreis“"), "{report}");
        assert_eq!(network.strings("SELECT visibility FROM articles ORDER BY slug").await, ["public", "members"]);

        fs::write(&path, "kein ZIP").expect("written");
        let options = Options {
            path,
            visibility: Visibility::Public,
            kind: Kind::Article,
            collection: None,
            dry_run: false,
            force: false,
            quiet: true,
        };
        let outcome = import::run(&network.server.wiki, &network.server.attachments, &options).await;
        assert!(outcome.is_err_and(|error| error.to_string().contains("ZIP-Datei")));
    }
}
